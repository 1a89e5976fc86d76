"""What bringing in a list comes to: what it would change in words, and which of its rows cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from oneplan.core.kernel import Problem

Row = Mapping[str, str]
_YES, _NO = frozenset({"yes", "y", "1", "true"}), frozenset({"no", "n", "0", "false"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used, by its place in the file, the headings being row 1."""

    row: int
    says: str


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """What a list does or would do: counted, told change by change, or its faults, and then it does nothing."""

    counts: Mapping[str, int]
    changes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Collecting:
    """Gathers what becomes of the rows of a list."""

    counts: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int, says: str) -> None:
        """Notes a row that cannot be used."""
        self.faults.append(Fault(row, says))

    def change(self, kind: str, says: str) -> None:
        """Notes a change, counted by its kind."""
        self.counts[kind] += 1
        self.changes.append(says)

    def outcome(self) -> ListOutcome:
        """All of it; the faults in the order of the rows."""
        counts = dict(self.counts) if not self.faults else {}
        return ListOutcome(counts, tuple(self.changes), tuple(sorted(self.faults, key=lambda each: each.row)))


def numbered(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """The rows with their places in the file."""
    return list(enumerate(rows, 2))


def refuse_faults(found: Collecting) -> None:
    """Raises Problem naming the first faults: a list comes in whole or not at all."""
    if not found.faults:
        return
    first = sorted(found.faults, key=lambda each: each.row)[:3]
    told = " ".join(f"Row {each.row}: {each.says}" for each in first)
    raise Problem(
        f"{len(found.faults)} rows of the list cannot be used. {told}",
        why="A list is brought in whole or not at all, so that nobody has to find out which half is there.",
        do="Put the rows right and bring the list in again.",
    )


def yes_or_no(word: str) -> bool | None:
    """What a cell says; none when it is empty. Raises ValueError for anything else."""
    plain = word.strip().lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    if plain:
        raise ValueError(word)
    return None


def day_of(word: str) -> date:
    """A day written year first, or day first with strokes; raises ValueError for anything else."""
    plain = word.strip()
    if "/" in plain:
        return datetime.strptime(plain, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no time zone
    return date.fromisoformat(plain)

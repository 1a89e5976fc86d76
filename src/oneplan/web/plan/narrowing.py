"""Narrowing the plan: what may be asked for, how many lines each answer holds, and the address that asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from oneplan.core.improvement.rating import Rating
from oneplan.web.plan import silences
from oneplan.web.plan.lines import BEHIND, FINISHED, NO_DATE, NO_OWNER, Line
from oneplan.web.ui import words

DUE_WORDS = {"late": "Late", "soon": "In the next four weeks", "on_track": "Later", NO_DATE: "No date"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody narrowed the plan to; empty words ask for everything."""

    rating: str = ""
    due: str = ""
    silence: str = ""
    owner: str = ""
    month: str = ""
    section: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str], *, sees_detail: bool = True) -> Asked:
        """Only what may be asked for, and by this reader; anything else in the address is ignored."""
        return cls(
            rating=_known(query.get("rating", ""), {rating.value for rating in Rating} | {FINISHED, BEHIND}),
            due=_known(query.get("due", ""), DUE_WORDS),
            silence=_known(query.get("silence", ""), silences.TITLES if sees_detail else ()),
            owner=query.get("owner", "")[:200],
            month=query.get("month", "")[: len("2026-03")],
            section=query.get("section", "")[:200],
        )

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def with_(self, **part: str) -> Asked:
        """The same question with one part changed."""
        return replace(self, **part)

    @property
    def query(self) -> str:
        """As the end of an address; nothing asked, nothing written."""
        given = {name: value for name, value in asdict(self).items() if value}
        return f"?{urlencode(given)}" if given else ""

    def admits(self, line: Line) -> bool:
        """Whether a line is among what was asked for."""
        return (
            _rating_fits(self.rating, line)
            and (not self.due or line.due_state == self.due)
            and (not self.silence or silences.applies(self.silence, line))
            and (not self.owner or self.owner in line.roles)
            and (not self.section or self.section == line.section_slug)
            and (not self.month or bool(line.due_on and line.due_on.isoformat().startswith(self.month)))
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow: its words, how many lines it leaves, its address, and whether it is on."""

    words: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that exclude each other."""

    name: str
    choices: tuple[Choice, ...]


def groups(lines: Iterable[Line], asked: Asked, address: str) -> tuple[Group, ...]:
    """Every way to narrow further, each counted under what is already asked."""
    every = tuple(lines)
    ratings = {rating.value: words.state_words(rating).word for rating in Rating}
    return (
        _group("Due", "due", DUE_WORDS, every, asked, address),
        _group("Rating", "rating", ratings, every, asked, address),
    )


def _group(
    name: str, part: str, options: Mapping[str, str], lines: tuple[Line, ...], asked: Asked, address: str
) -> Group:
    chosen = getattr(asked, part)
    count = _counter(lines, asked, part)
    everything = Choice("All", count(""), _address(address, asked, part, ""), not chosen)
    counted = ((value, label, count(value)) for value, label in options.items())
    rest = tuple(
        Choice(label, number, _address(address, asked, part, value), value == chosen)
        for value, label, number in counted
        if number or value == chosen
    )
    return Group(name, (everything, *rest))


def _address(address: str, asked: Asked, part: str, value: str) -> str:
    return f"{address}{asked.with_(**{part: value}).query}#actions"


def _counter(lines: tuple[Line, ...], asked: Asked, part: str) -> Callable[[str], int]:
    def count(value: str) -> int:
        question = asked.with_(**{part: value})
        return sum(1 for line in lines if question.admits(line))

    return count


def _rating_fits(rating: str, line: Line) -> bool:
    if line.is_closed:
        return rating == line.rating
    if rating == FINISHED:
        return line.rating.is_finished
    if rating == BEHIND:
        return line.is_behind
    return not rating or line.rating.value == rating


def _known(word: str, allowed: Iterable[str]) -> str:
    return word if word in set(allowed) else ""


__all__ = ["NO_OWNER", "Asked", "Choice", "Group", "groups"]

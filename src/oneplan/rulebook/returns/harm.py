"""What a data problem spoils, by the check that found it: a date, a count, or only the look of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oneplan.core.law import Status
from oneplan.rulebook.tables import read_file

_FILE = Path(__file__).parent / "sen2" / "harm.toml"


@dataclass(frozen=True, slots=True)
class Harm:
    """One kind of harm; ``rank`` 1 is the worst."""

    id: str
    rank: int
    title: str
    says: str


@cache
def harms() -> Mapping[str, Harm]:
    """The harm of each check, by its id; raises Problem when a check stands in two places."""
    table = read_file(_FILE, _FILE.parent.parent)
    for heading in ("id", "title", "source"):
        table.text(heading)
    table.day("checked_on")
    table.word("status", Status)
    found: dict[str, Harm] = {}
    for rank, each in enumerate(table.tables("harm"), 1):
        harm = Harm(each.text("id"), rank, each.text("title"), each.text("says"))
        for rule in each.texts("rules"):
            if rule in found:
                raise each.problem(f"{rule} stands in two places", do="Keep the graver one.")
            found[rule] = harm
        each.close()
    table.close()
    return found

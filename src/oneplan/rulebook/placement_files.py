"""Read which group of the national statistics a placement counts in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from oneplan.core.law import Status
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.tables import read_file


@dataclass(frozen=True, slots=True)
class PlacementGroups:
    """Groups by the code of a placement and by the kind of a setting."""

    codes: Mapping[str, str]
    kinds: Mapping[str, str]
    unknown: str
    provider_without_urn: str

    def group_of(self, *, code: str, kind: str, urn: str, ukprn: str) -> str:
        """The group of one placement: by its setting's kind, else by its code, else by the number it was given."""
        if kind.casefold() in self.kinds:
            return self.kinds[kind.casefold()]
        if code in self.codes:
            return self.codes[code]
        return self.provider_without_urn if ukprn and not urn else self.unknown


@cache
def load_placement_groups() -> PlacementGroups:
    """The groups that are shipped."""
    table = read_file(ROOT / "measures" / "placement-groups.toml", ROOT)
    for heading in ("id", "title", "source"):
        table.text(heading)
    table.day("checked_on")
    table.word("status", Status)
    groups = PlacementGroups(
        codes=table.texts_by_name("codes"),
        kinds=table.texts_by_name("kinds"),
        unknown=table.text("unknown"),
        provider_without_urn=table.text("provider_without_urn"),
    )
    table.close()
    return groups

"""Packs as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oneplan.rulebook.pack_files import load_pack_rules
from oneplan.web.ui.words import count_of, short_day

if TYPE_CHECKING:
    from oneplan.records.packs.queries import PackRow

STATES = {
    "asked": ("soon", "Waiting to be made"),
    "making": ("running", "Being made"),
    "made": ("met", "Made"),
    "failed": ("late", "Could not be made"),
}
_KILO = 1024


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack in a list and at the head of its page."""

    row: PackRow
    title: str
    state: str
    word: str
    check_state: str
    checked: str
    sizes: tuple[str, str]


def line(row: PackRow) -> PackLine:
    """One pack in words."""
    tiers = load_pack_rules().tiers
    title = tiers[row.tier].title if row.tier in tiers else row.tier
    state, word = STATES[row.state]
    return PackLine(
        row=row,
        title=f"{title}, {short_day(row.as_of)}",
        state=state,
        word=word,
        check_state="" if row.checked_at is None else ("late" if row.differing else "met"),
        checked=_checked(row),
        sizes=(_size(row.sizes[0]), _size(row.sizes[1])),
    )


def _checked(row: PackRow) -> str:
    if row.checked_at is None:
        return "Not checked"
    if row.differing:
        return f"{count_of(len(row.differing), 'figure')} differ from the records"
    return f"{count_of(row.compared, 'figure')} checked, all right"


def _size(size: int) -> str:
    return f"{max(1, round(size / _KILO)):,} kB"

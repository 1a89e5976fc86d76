"""The cases behind a number, for those who may open them; counts with their reasons for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from oneplan.web.ui import words

if TYPE_CHECKING:
    from datetime import date

    from oneplan.answers.figures_rows import CaseBehind, CasesBehind, FigureView

WHICH = {"numerator": "counted", "difference": "not counted", "denominator": "looked at"}
# Only of a share is the rest a list of its own; growth is set against those of a year before.
OTHERS = {
    "share": {"difference": "rest, not counted", "denominator": "whole that was looked at"},
    "growth": {"denominator": "plans of a year before"},
}
PAGE = 50


@dataclass(frozen=True, slots=True)
class Way:
    """A link from a number to what stands behind it."""

    words: str
    address: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """One case behind a number."""

    name: str
    address: str
    on: date | None
    says: str
    days: str
    more: str


def ways_to_cases(view: FigureView) -> tuple[Way, ...]:
    """What of a figure opens for this reader: cases where allowed, counts in every other case."""
    address = reverse("measure-cases", args=[view.measure.id])
    if not view.can_open_cases:
        return (Way("Open the counts behind this number", address),)
    first = Way(
        f"Open the {view.value.numerator:,} counted" if view.value.numerator else "Open what is counted", address
    )
    rest = (Way(f"Open the {said}", f"{address}?which={which}") for which, said in others_of(view.measure.kind).items())
    return (first, *rest)


def others_of(kind: str) -> dict[str, str]:
    """What can be opened besides what is counted, for a kind of measure."""
    return OTHERS.get(kind, {})


def choices(address: str, asked: dict[str, str], kind: str) -> tuple[Way, ...]:
    """The lists that can be asked for instead of this one."""
    others = others_of(kind)
    kept = {"part": asked["part"]} if asked["part"] else {}
    return tuple(
        Way(said.capitalize(), f"{address}?{urlencode({'which': which} | kept)}", which == asked["which"])
        for which, said in WHICH.items()
        if others and (which in others or which == "numerator")
    )


def behind_of(row: CaseBehind) -> Behind:
    """A row of the list; one without an id opens nothing."""
    address = reverse("child", args=[row.case_id]) if row.case_id else ""
    if row.action_id:
        address = reverse("action", args=[row.action_id])
    more = ", ".join(each for each in (row.officer, row.setting) if each)
    return Behind(
        row.name, address, row.on, row.on_says, "" if row.days is None else words.count_of(row.days, "day"), more
    )


def title_of(found: CasesBehind) -> str:
    """How many, of what, in one line: the number of the page it was opened from."""
    part = f" in {found.part_title.lower()}" if found.part_title else ""
    noun = "action" if any(row.action_id for row in found.rows) else "case"
    return f"{words.count_of(found.total, noun)} {WHICH[found.which]}{part}"


def page_links(address: str, asked: dict[str, str], page: int, pages: int) -> dict[str, tuple[str, str] | None]:
    """The pages before and after."""

    def link(number: int) -> tuple[str, str] | None:
        if not 1 <= number <= pages:
            return None
        return (f"Page {number} of {pages}", f"{address}?{urlencode(asked | {'page': str(number)})}")

    return {"previous": link(page - 1), "next": link(page + 1)}

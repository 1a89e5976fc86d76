"""The cases behind a number, for those who may open them; counts with their reasons for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

if TYPE_CHECKING:
    from oneplan.answers.figures import CaseBehindRow, FigureView

WHICH = {"numerator": "counted", "difference": "not counted", "denominator": "looked at"}


@dataclass(frozen=True, slots=True)
class Way:
    """A link from a number to what stands behind it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Behind:
    """One case behind a number."""

    name: str
    address: str
    is_pseudonym: bool
    what: str
    is_counted: bool


def ways_to_cases(figure: FigureView) -> tuple[Way, ...]:
    """What of a figure opens for this reader: names or pseudonyms where allowed, counts in every case."""
    if not figure.has_cases:
        return ()
    address = reverse("measure-cases", args=[figure.measure_id])
    if not figure.may_open_cases:
        return (Way("Open the counts behind this number", address),)
    counted = Way(f"The {figure.numerator.words} counted", address)
    if not figure.denominator_words:
        return (counted,)
    rest = Way("Those not counted", f"{address}?which=difference")
    return (counted, rest, Way(f"All {figure.denominator.words}", f"{address}?which=denominator"))


def behind_of(row: CaseBehindRow) -> Behind:
    """A row of the list; a pseudonym opens nothing."""
    address = ""
    if row.action_id:
        address = reverse("action", args=[row.action_id])
    elif row.case_id and not row.is_pseudonym:
        address = reverse("child", args=[row.case_id])
    return Behind(row.name, address, row.is_pseudonym, row.what, row.in_numerator)


def page_links(address: str, asked: dict[str, str], page: int, pages: int) -> dict[str, tuple[str, str] | None]:
    """The pages before and after."""

    def link(number: int) -> tuple[str, str] | None:
        if not 1 <= number <= pages:
            return None
        return (f"Page {number} of {pages}", f"{address}?{urlencode(asked | {'page': str(number)})}")

    return {"previous": link(page - 1), "next": link(page + 1)}

"""The cases behind one line of import day, and the pages of any list, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from oneplan.web.children.parts import Cell, table
from oneplan.web.ui.words import distance, lateness, short_day

if TYPE_CHECKING:
    from oneplan.answers.limits_listed import LimitList, ListedLimit

LONGEST_PAGE = 6
SAYS = {
    "late": ("late", "The longest late first."),
    "next": ("due in the next four weeks", "The soonest first."),
    "unknown": (
        "that cannot be known",
        "Nobody can tell from a return whether these were done, so none is called late.",
    ),
}


def present(found: LimitList, path: str, today: date) -> dict[str, Any]:
    """The page of one list of limits."""
    what, says = SAYS[found.which]
    headings = ("Child or young person", "Setting", "Co-ordinator", "Day", "How far")
    rows = [_row(each, found.which, today) for each in found.rows]
    part = table("cases", found.title, headings, rows, count=found.total, empty="Nobody is left on this list.")
    return {
        "title": f"{found.title}: {found.total:,} {what}",
        "lead": says,
        "caption": f"Rule {found.rule}",
        "rule": found.rule,
        "part": part,
        "pages": pages(path, {}, found.page, found.pages),
    }


def pages(path: str, asked: Mapping[str, str], page: int, last: int) -> dict[str, tuple[str, str]]:
    """The ways to the page before and the page after."""
    found = {}
    for name, number in (("previous", page - 1), ("next", page + 1)):
        if 1 <= number <= last:
            query = urlencode({**{key: value for key, value in asked.items() if value}, "page": number})
            found[name] = (f"Page {number:,} of {last:,}", f"{path}?{query}")
    return found


def page_number(asked: str) -> int:
    """The page that was asked for; the first for whatever is no number of a page."""
    return max(int(asked), 1) if asked.isdecimal() and len(asked) <= LONGEST_PAGE else 1


def _row(each: ListedLimit, which: str, today: date) -> tuple[Cell | str, ...]:
    far = _late(each, today) if which == "late" else distance(each.due_on, today)
    return (
        Cell(each.name or f"Case {each.case_id}", reverse("child", args=[each.case_id]) if each.may_open else ""),
        each.setting or "Not shown" if not each.name else each.setting or "Not known",
        each.officer or "unallocated",
        short_day(each.due_on),
        far,
    )


def _late(each: ListedLimit, today: date) -> str:
    """How late it is, or was when the record was last told of."""
    if each.told_until is None or each.told_until >= today:
        return lateness(each.due_on, today)
    return f"{lateness(each.due_on, each.told_until)} when last told of, {short_day(each.told_until)}"

"""Search within what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.answers import search as answers
from oneplan.web.children.header import age_words, year_group_words
from oneplan.web.search.asking import SearchForm
from oneplan.web.ui import words
from oneplan.web.work.lines import child_address, name_of

if TYPE_CHECKING:
    from datetime import date

    from oneplan.answers.search import Found, FoundRow

ASK = "Find a child or young person"


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Somebody found, as the list shows them."""

    name: str
    address: str
    about: str
    earlier: str
    stands: str


def search(request: HttpRequest) -> HttpResponse:
    """One field; what is found stands beneath it."""
    today = timezone.localdate()
    form = SearchForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "search/search.html", {"title": ASK, "form": form}, status=status)
    found = answers.search(form.cleaned_data["words"], viewer=request.viewer, route="search")
    request.is_on_record = True
    values = {"title": said(found), "form": form, "lines": lines_of(found.rows, today), "more": more(found)}
    return render(request, "search/search.html", values | {"is_searched": True})


def said(found: Found) -> str:
    """How many were found."""
    if not found.total:
        return "Nobody found"
    people = words.count_of(found.total, "person", "people")
    return f"{people} or more found" if found.may_be_more else f"{people} found"


def more(found: Found) -> str:
    """That there are more than are shown, where there are."""
    if found.total <= len(found.rows):
        return ""
    return f"The {len(found.rows)} likest are shown. Write more of the name to find the one you mean."


def lines_of(rows: Iterable[FoundRow], today: date) -> tuple[FoundLine, ...]:
    """Those found, as lines."""
    return tuple(_line(row, today) for row in rows)


def _line(row: FoundRow, today: date) -> FoundLine:
    place = row.setting or "setting not known"
    about = (age_words(row.born_on, today), year_group_words(row.born_on, today), place)
    held = f"held by {row.officer}" if row.officer else "unallocated"
    stage = row.stage.capitalize() or "Stage not known"
    return FoundLine(
        name=name_of(row.forename, row.surname, row.preferred_name),
        address=child_address(row.case_id),
        about=", ".join(part for part in about if part),
        earlier=f"Found by an earlier name: {row.earlier_name}" if row.earlier_name else "",
        stands=", ".join(part for part in (stage, "closed" if row.is_closed else held, row.team) if part),
    )

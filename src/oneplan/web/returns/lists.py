"""Settings as they are known, and the lists that complete them: settings, term dates, officers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import access
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds import lists as feed
from oneplan.records.settings.listing import settings_page
from oneplan.web.children.parts import Part, table
from oneplan.web.plan.narrowing import Choice, Group
from oneplan.web.returns.asking import ListForm, OnceForm
from oneplan.web.returns.listing import page_number, pages
from oneplan.web.ui.words import count_of, listed

SHOWN = 200
SAYS = {
    "settings": "Names, kinds and calendars for settings, found by URN or UKPRN. Nothing is taken away.",
    "terms": "The terms and closed days of each school calendar. “what” is term or closed.",
    "officers": "Which officer and team hold each case, found by case, UPN or learner number.",
}
IN_AREA = {True: "Yes", False: "No", None: "Not known"}


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting in the list."""

    name: str
    is_named: bool
    number: str
    kind: str
    in_area: str
    calendar: str
    count: str


@dataclass(frozen=True, slots=True)
class KindShown:
    """One kind of list: what it does, and the columns it may have."""

    summary: str
    says: str
    columns: str


def settings_list(request: HttpRequest) -> HttpResponse:
    """Every setting, with what is known of it."""
    named, page = request.GET.get("named", ""), request.GET.get("page", "")
    named = named if named in {"yes", "no"} else ""
    found = settings_page(viewer=request.viewer, named=named, page=page_number(page))
    address = reverse("settings-list")
    counts = {"": found.total, "no": found.without_name, "yes": found.total - found.without_name}
    words = {"": "All", "no": "Known only by number", "yes": "Named"}
    choices = tuple(
        Choice(words[value], counts[value], f"{address}?named={value}" if value else address, named == value)
        for value in words
    )
    numbered = count_of(found.without_name, "setting is", "settings are")
    values = {
        "title": f"{numbered.capitalize()} known only by number" if found.without_name else "Settings",
        "lead": "A list with their names completes them, and their term dates let school days be counted.",
        "rows": [_line(row, count) for row, count in found.rows],
        "groups": (Group("Show", choices),) if found.total else (),
        "pages": pages(address, {"named": named}, found.page, found.pages),
        "may_write": access.may(request.viewer, "setting-write"),
        "crumbs": [_crumb()],
    }
    return render(request, "returns/settings.html", values)


def lists_upload(request: HttpRequest) -> HttpResponse:
    """Which list, and which file? Then what it would change; then, if somebody says so, it is done."""
    token = request.POST.get("list", "") or request.GET.get("list", "")
    if token:
        return _preview(request, token)
    kinds = [(name, kind.title) for name, kind in feed.KINDS.items()]
    initial = {"kind": request.GET.get("kind", "settings")}
    form = ListForm(request.POST, request.FILES, kinds=kinds) if request.method == "POST" else None
    if form is None:
        return _asked(request, ListForm(kinds=kinds, initial=initial))
    if not form.is_valid():
        return _asked(request, form, status=400)
    upload = form.cleaned_data["document"]
    try:
        kept = feed.receive_list(
            upload,
            name=upload.name,
            declared_type=upload.content_type or "",
            kind=form.cleaned_data["kind"],
            by=request.user,
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _asked(request, form, problem, status=400)
    return redirect(f"{reverse('lists-upload')}?{urlencode({'list': kept.token})}")


def _preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the list would change, its rows that cannot be used, and the button that does it."""
    today = timezone.localdate()
    try:
        kept = feed.kept_list(token, by=request.user)
        form = OnceForm(request.POST) if request.method == "POST" else OnceForm()
        if form.is_bound and form.is_valid():
            key = form.cleaned_data["request_key"]
            done = feed.apply_list(
                kept.kind, kept.rows, by=request.user, on=today, request_key=key, route="lists-upload"
            )
            feed.forget_list(token)
            messages.success(request, f"The list is on record. {_counted(done.counts)}")
            return redirect("settings-list" if kept.kind != "officers" else "import-day")
        found = feed.preview_list(kept.kind, kept.rows, by=request.user, on=today)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        kinds = [(name, kind.title) for name, kind in feed.KINDS.items()]
        return _asked(request, ListForm(kinds=kinds, initial={"kind": "settings"}), problem, status=400)
    kind = feed.KINDS[kept.kind].title
    values = {
        "title": f"{kind}: {_what_waits(found)}",
        "lead": "Nothing has changed yet."
        if not found.faults
        else "Put the rows right, save the file and choose it again.",
        "caption": count_of(len(kept.rows), "row"),
        "parts": _parts(found),
        "form": form if found.changes and not found.faults else None,
        "token": token,
        "verb": f"Put {count_of(len(found.changes), 'change')} in place",
        "crumbs": [_crumb(), ("Lists", reverse("lists-upload"))],
    }
    return render(request, "returns/list_preview.html", values, status=200)


def _what_waits(found: Any) -> str:
    if found.faults:
        return f"{count_of(len(found.faults), 'row')} cannot be used"
    return f"{count_of(len(found.changes), 'change')} to look at" if found.changes else "nothing would change"


def _parts(found: Any) -> tuple[Part, ...]:
    if found.faults:
        rows = [(f"Row {each.row:,}", each.says) for each in found.faults[:SHOWN]]
        says = "A list comes in whole or not at all, so that nobody has to find out which half is there."
        return (table("faults", "Rows that cannot be used", ("Row", "Why"), rows, count=len(found.faults), says=says),)
    rows = [(each,) for each in found.changes[:SHOWN]]
    says = _counted(found.counts)
    if len(found.changes) > SHOWN:
        says += f" The first {SHOWN} are shown."
    empty = "Everything in this list is on record already."
    count = len(found.changes)
    return (table("changes", "What would change", ("Change",), rows, count=count, says=says, empty=empty),)


def _counted(counts: Any) -> str:
    said = listed([f"{number:,} {what}" for what, number in counts.items() if number])
    return f"{said}." if said else "Nothing changed."


def _asked(request: HttpRequest, form: ListForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    kinds = [
        KindShown(_holds(kind.title), SAYS.get(name, ""), ", ".join(kind.columns)) for name, kind in feed.KINDS.items()
    ]
    values = {
        "title": "Which list do you want to bring in?",
        "lead": "A return leaves some things open. A list from another system completes them, all rows or none.",
        "form": form,
        "problem": problem,
        "kinds": kinds,
        "crumbs": [_crumb()],
    }
    return render(request, "returns/lists.html", values, status=status)


def _holds(title: str) -> str:
    return f"What a list of {title[:1].lower()}{title[1:]} holds"


def _line(row: Any, count: int) -> SettingLine:
    return SettingLine(
        name=row.name,
        is_named=not row.is_known_by_number_only,
        number=f"URN {row.urn}" if row.urn else f"UKPRN {row.ukprn}",
        kind=row.kind or row.phase or "Not known",
        in_area=IN_AREA[row.is_in_area],
        calendar=row.calendar or "The area's own",
        count=f"{count:,}",
    )


def _crumb() -> tuple[str, str]:
    return "Returns", reverse("returns")

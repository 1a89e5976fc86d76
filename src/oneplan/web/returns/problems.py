"""Data problems as people put them right: what happened, why it matters, and how to mend it at its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.answers import case_pages, person_returns
from oneplan.rulebook import returns as book
from oneplan.web.plan.narrowing import Choice, Group
from oneplan.web.returns.listing import page_number, pages
from oneplan.web.returns.presenting import LEVELS, return_name, said_plainly
from oneplan.web.ui.words import count_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneplan.answers.person_returns import ProblemKind, ProblemRow, ReturnRow

PARTS = ("return", "level", "harm", "rule", "case")
LEVEL_SAYS = {
    "E": "The department does not authorise a return while this stands.",
    "Q": "The department asks about it; it may be right, and a note answers.",
}


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """One data problem in words."""

    id: int
    what: str
    state: str
    word: str
    who: str
    who_address: str
    where: str
    rule: str
    found: str
    why: str
    do: str


def problems(request: HttpRequest) -> HttpResponse:
    """Every data problem that was asked for."""
    asked = {name: request.GET.get(name, "")[:40] for name in PARTS}
    row = _return(person_returns.returns(viewer=request.viewer), asked["return"])
    if row is None:
        return render(request, "returns/problems.html", {"title": "Data problems", "crumbs": [_crumb()]})
    page = request.GET.get("page", "")
    found = person_returns.data_problems(
        row.id,
        viewer=request.viewer,
        rule=asked["rule"],
        harm=asked["harm"],
        level=asked["level"],
        case_id=asked["case"],
        page=page_number(page),
        route="data-problems",
    )
    request.is_on_record = True
    kinds = person_returns.preview(row.id, viewer=request.viewer, route="data-problems").problems
    opens = case_pages.openable({each.case_id for each in found.rows}, viewer=request.viewer)
    asked["return"] = row.id
    values = {
        "title": f"{count_of(found.total, 'data problem').capitalize()} in {return_name(row)}",
        "lead": "Each is put right in the system that the return came from. The next return then brings it right.",
        "one_case": bool(asked["case"]),
        "rows": [_shown(each, opens) for each in found.rows],
        "groups": _groups(kinds, asked),
        "checks": _checks(kinds, asked),
        "is_one_check": bool(asked["rule"]),
        "pages": pages(reverse("data-problems"), asked, found.page, found.pages),
        "is_narrowed": any(asked[name] for name in PARTS[1:]),
        "crumbs": [_crumb(), (return_name(row), reverse("return", args=[row.id]))],
    }
    return render(request, "returns/problems.html", values)


def _return(rows: Iterable[ReturnRow], asked: str) -> ReturnRow | None:
    """The return that was asked for, else the one in place last, else the latest that was read."""
    held = [row for row in rows if row.is_applied or row.is_ready]
    if asked:
        return next((row for row in held if row.id == asked), None)
    return next((row for row in held if row.is_applied), held[0] if held else None)


def _shown(row: ProblemRow, opens: Collection[str]) -> ProblemShown:
    state, word = LEVELS.get(row.level, ("unknown", row.level))
    check = book.load().checks.get(row.rule)
    values = [f"{name} {said_plainly(str(value))}" for name, value in row.values.items() if str(value).strip()]
    return ProblemShown(
        id=row.id,
        what=row.message,
        state=state,
        word=word,
        who=row.name or (f"Case {row.case_id}" if row.case_id else "The return as a whole" if not row.position else ""),
        who_address=reverse("child", args=[row.case_id]) if row.case_id in opens else "",
        where=f"number {row.position:,} in the file" if row.position else "",
        rule=row.rule,
        found="; ".join(values),
        why=f"{row.harm.says} {LEVEL_SAYS.get(row.level, '')}".strip(),
        do=_how(check.fields if check else (), row.path),
    )


def _how(fields: tuple[str, ...], path: str) -> str:
    """Which item to put right, and where."""
    item = listed([f"“{field}”" for field in fields], "or") or "it"
    where = f" (at {path} in the file)" if path else ""
    return f"Put right {item}{where} in the system that the return comes from, then bring in the return again."


def _groups(kinds: Iterable[ProblemKind], asked: Mapping[str, str]) -> tuple[Group, ...]:
    every = tuple(kinds)
    levels = {"E": "Errors", "Q": "Queries"}
    harms = {kind.harm.id: kind.harm.title for kind in every}
    return (
        _group("Level", "level", levels, every, asked, lambda kind: kind.level),
        _group("What it spoils", "harm", harms, every, asked, lambda kind: kind.harm.id),
    )


def _checks(kinds: Iterable[ProblemKind], asked: Mapping[str, str]) -> Group:
    """Every check that fired under the level and the harm asked for, by what it says, the most frequent first."""
    every = tuple(kinds)
    among = [
        kind for kind in every if asked["level"] in {"", kind.level} and asked["harm"] in {"", kind.harm.id}
    ]  # fmt: skip
    words = {kind.rule: f"{kind.message} ({kind.rule})" for kind in sorted(among, key=lambda kind: -kind.count)}
    return _group("Check", "rule", words, every, asked, lambda kind: kind.rule)


def _group(
    title: str, part: str, words: Mapping[str, str], kinds: tuple[ProblemKind, ...], asked: Mapping[str, str], of: Any
) -> Group:
    def counted(value: str) -> int:
        wanted = {**asked, part: value}
        return sum(
            kind.count
            for kind in kinds
            if wanted["level"] in {"", kind.level}
            and wanted["harm"] in {"", kind.harm.id}
            and wanted["rule"] in {"", kind.rule}
            and (not value or of(kind) == value)
        )

    choices = (("", "All"), *words.items())
    return Group(
        title,
        tuple(
            Choice(label, counted(value), _address({**asked, part: value}), asked[part] == value)
            for value, label in choices
        ),
    )


def _address(asked: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('data-problems')}?{query}"


def _crumb() -> tuple[str, str]:
    return "Returns", reverse("returns")

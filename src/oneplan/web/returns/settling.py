"""Doubtful matches: that they wait, and for whom; and the decision, side by side, for whoever holds the grant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import person_returns as verbs
from oneplan.answers import access, person_returns
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.rulebook import rights as table
from oneplan.web.returns.asking import SAME, MatchForm
from oneplan.web.returns.presenting import said_plainly
from oneplan.web.ui.words import count_of, short_day

if TYPE_CHECKING:
    from oneplan.answers.person_returns import MatchRow, SideBySide

AGREES = {True: ("met", "The same"), False: ("late", "Different"), None: ("unknown", "One side says nothing")}
DECIDED = {"same person": "The same person", "another person": "Another person"}
GRANT = "match-settle"


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One doubt in the list."""

    address: str
    returned: str
    candidate: str
    why: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that both sides say, and whether they agree."""

    name: str
    returned: str
    held: str
    state: str
    word: str


def matches(request: HttpRequest) -> HttpResponse:
    """Everybody who waits to be told apart."""
    found = person_returns.matches(viewer=request.viewer, only_waiting=False, route="matches")
    request.is_on_record = True
    waiting = sum(not row.decision for row in found)
    values = {
        "title": f"{count_of(waiting, 'doubtful match waits', 'doubtful matches wait').capitalize()}",
        "lead": "Two children are never joined because they are alike: a person decides, and says how they know.",
        "rows": [_line(row, may_settle=access.may(request.viewer, GRANT)) for row in found],
        "may_settle": access.may(request.viewer, GRANT),
        "waits_for": _waits_for(),
        "crumbs": [_crumb()],
    }
    return render(request, "returns/matches.html", values)


def match(request: HttpRequest, match_id: str) -> HttpResponse:
    """Are these the same child or young person?"""
    found = person_returns.match(match_id, viewer=request.viewer, route="match")
    request.is_on_record = True
    values: dict[str, Any] = {
        "title": "Are these the same child or young person?",
        "lead": found.row.why,
        "caption": f"Number {found.row.position:,} in the file",
        "compared": [_compared(*part) for part in found.parts],
        "back": reverse("matches"),
        "crumbs": [_crumb(), ("Doubtful matches", reverse("matches"))],
    }
    if found.row.decision:
        return render(request, "returns/match.html", {**values, **_settled(found.row)})
    form = MatchForm(request.POST) if request.method == "POST" else MatchForm()
    if not form.is_bound:
        return render(request, "returns/match.html", {**values, "form": form})
    problem = _decided(request, form, found) if form.is_valid() else None
    if problem is None and form.is_valid():
        return redirect("matches")
    return render(request, "returns/match.html", {**values, "form": form, "problem": problem}, status=400)


def _decided(request: HttpRequest, form: MatchForm, found: SideBySide) -> Problem | None:
    """Saves the decision; the Problem when it was refused."""
    given = {name: form.cleaned_data[name] for name in ("decision", "reason", "request_key")}
    try:
        came = verbs.settle_match(
            match_id=found.row.id, by=request.user, on=timezone.localdate(), route="match", **given
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return problem
    what = "one record" if given["decision"] == SAME else "two records"
    when = "now on record" if came == "applied" else "put in place with the return"
    messages.success(request, f"They are {what}. What the return says of them is {when}.")
    return None


def _line(row: MatchRow, *, may_settle: bool) -> MatchLine:
    other = f"Number {row.other_position:,} in the same file" if row.other_position else "Somebody on record"
    return MatchLine(
        address=reverse("match", args=[row.id]) if may_settle else "",
        returned=row.returned_name or f"Number {row.position:,} in the file",
        candidate=row.candidate_name or other,
        why=row.why,
        state="met" if row.decision else "soon",
        word=DECIDED.get(row.decision, "Waits for a decision"),
    )


def _compared(name: str, returned: str, held: str, agrees: bool | None) -> Compared:
    state, word = AGREES[agrees]
    return Compared(name, _said(returned), _said(held), state, word)


def _said(value: str) -> str:
    if not value:
        return "Not said"
    return said_plainly(value)


def _settled(row: MatchRow) -> dict[str, str]:
    when = f" on {short_day(timezone.localdate(row.decided_at))}" if row.decided_at else ""
    says = f"{row.decided_by} decided{when}: {row.reason}"
    return {"settled_title": f"Settled: {DECIDED.get(row.decision, row.decision).lower()}", "settled_says": says}


def _waits_for() -> str:
    """Who may decide, by the title of the right that they hold."""
    holders = [role.title for role in table.load().roles if GRANT in role.grants and role.id != "operator"]
    return f"Only somebody with the right “{', '.join(holders)}” sees who they are and decides. You see that they wait."


def _crumb() -> tuple[str, str]:
    return "Returns", reverse("returns")

"""What happens to cases: events recorded in bulk, cases given to officers, and cases kept here from now on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.casework.case_facts import DayIs, plain_details
from oneplan.core.kernel import Problem
from oneplan.core.pathways import Fact, Rules, read_facts
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.bulk_changing import add_all, change_all
from oneplan.records.casework import kept_rows, projection, standing
from oneplan.records.casework.models import Case, CaseEvent, Standing, Team
from oneplan.records.casework.reach import cases_within, reach_of
from oneplan.records.casework.sources import OFFICER
from oneplan.rulebook import load_rulebook

_RECORD, _ALLOCATE, _READ = "case-record", "case-allocate", "person-read"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something to record in a case: a fact of the vocabulary, perhaps in place of an earlier event or taking it back.

    ``details`` are plain values, days written as year, month and day.
    """

    case_id: str
    fact: str
    on: date
    details: Mapping[str, Any]
    day_is: DayIs = DayIs.EXACT
    supersedes: str = ""
    is_retraction: bool = False


def record_events(rows: Iterable[NewEvent], *, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """The events are on record, all or none, and where the cases stand is worked out again; returns how many."""
    wanted = tuple(rows)
    request = Request("record-events", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, _RECORD)
        book = load_rulebook()
        cases = _cases(viewer, _RECORD, {row.case_id for row in wanted})
        facts = _facts(wanted, book.rules)
        _append(wanted, facts, cases, by=by, acting=acting)
        _keep(Case.objects.filter(pk__in=[case.pk for case in cases.values()], kept_from__isnull=True), on)
        _in_step([case.pk for case in cases.values()], on=on)
        details = {"events": len(wanted)}
        leaves_trace(
            request, viewer, acting_role=acting, subject_kind="case", subject_ids=sorted(cases), details=details
        )
        return len(wanted)

    return carry_out(request, work, asked={"events": wanted})


def allocate(
    case_ids: Collection[str],
    officer: int | None,
    team: str | None,
    *,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The cases are held by this officer and team, or by nobody; returns how many changed hands."""
    request = Request("allocate-cases", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, _ALLOCATE)
        cases = _cases(viewer, _ALLOCATE, set(case_ids))
        holder, holding = _officer(officer, on), _team(team)
        moved = [case for case in cases.values() if (case.officer_id, case.team_id) != (holder, holding)]
        _hand_over(moved, holder, holding, on)
        leaves_trace(
            request,
            viewer,
            acting_role=acting,
            subject_kind="case",
            subject_ids=sorted(case.public_id for case in moved),
            details={"officer": holder, "team": team or ""},
        )
        return len(moved)

    return carry_out(request, work, asked={"cases": sorted(case_ids), "officer": officer, "team": team})


def keep_here(case_ids: Collection[str] | None = None, *, by: User, on: date, since: date | None = None) -> int:
    """Officers keep these cases (or every case in reach) here: from a day (today, unless said) they tell everything.

    What is not on record from that day was not done; of what was due before it, only what returns tell is known.
    """
    request = Request("keep-cases-here", by, on)
    first = since or on
    if first > on:
        raise Problem(
            "The day from which cases are kept here is still to come.",
            why="Until then nobody tells what happens in them.",
            do="Choose today or an earlier day.",
        )

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, _RECORD)
        later = Q(kept_from__isnull=True) | Q(kept_from__gt=first)
        reached = cases_within(reach_of(viewer, _RECORD), Case.objects.filter(later))
        numbers = _keep(reached if case_ids is None else reached.filter(public_id__in=case_ids), first)
        standing.refresh(numbers, on=on, book=load_rulebook())
        projection.raise_revision(numbers)
        leaves_trace(
            request, viewer, acting_role=acting, subject_kind="case", subject_ids=[], details={"cases": len(numbers)}
        )
        return len(numbers)

    return carry_out(request, work)


def rebuild_standing(*, on: date, on_progress: standing.Progress | None = None) -> int:
    """Every open limit is worked out again from events, rules and calendars; says how many cases that was."""
    return standing.rebuild(on=on, book=load_rulebook(), on_progress=on_progress)


def rebuild_stale_standing(*, on: date) -> int | None:
    """The same if the day, the rules or a calendar is another than last time; none if nothing had to be done."""
    book = load_rulebook()
    return standing.rebuild(on=on, book=book) if standing.is_stale(on=on, book=book) else None


def _cases(viewer: Viewer, permission: str, public_ids: Collection[str]) -> dict[str, Case]:
    """The cases, locked, all of them within reach; otherwise refused as if there were none."""
    near = Case.objects.select_for_update(of=("self",)).filter(public_id__in=public_ids).order_by("pk")
    found = {case.public_id: case for case in cases_within(reach_of(viewer, permission), near)}
    if len(found) < len(public_ids):
        raise NotFound("There is no such record here.", do="Start from your work, or search.")
    return found


def _facts(rows: Sequence[NewEvent], rules: Rules) -> tuple[Fact, ...]:
    """The facts as the pathways read them; raises Problem for a word or detail they do not know."""
    return read_facts([{"fact": row.fact, "on": row.on.isoformat(), **row.details} for row in rows], rules)


def _append(
    rows: Sequence[NewEvent], facts: Sequence[Fact], cases: Mapping[str, Case], *, by: User, acting: str
) -> None:
    earlier = _superseded(rows, cases)
    now = timezone.now()
    made = [
        CaseEvent(
            case=cases[row.case_id],
            fact=fact.name,
            on=fact.on,
            day_is=row.day_is.value,
            details=plain_details(fact.details),
            supersedes_id=earlier.get(row.supersedes),
            is_retraction=row.is_retraction,
            source=OFFICER,
            recorded_at=now,
            recorded_by=by,
            acting_role=acting,
        )
        for row, fact in zip(rows, facts, strict=True)
    ]
    add_all(CaseEvent, made)


def _superseded(rows: Sequence[NewEvent], cases: Mapping[str, Case]) -> dict[str, int]:
    """The numbers of the rows that are superseded; each is of the same case and has not been superseded before."""
    named = {row.supersedes: row.case_id for row in rows if row.supersedes}
    if any(row.is_retraction and not row.supersedes for row in rows):
        raise Problem("Say which event is taken back.", why="A correction always names what it corrects.")
    found = CaseEvent.objects.filter(public_id__in=named, superseded_by__isnull=True, is_retraction=False)
    held = {row.public_id: row for row in found}
    for public_id, case_id in named.items():
        if public_id not in held or held[public_id].case_id != cases[case_id].pk:
            raise Problem(
                "What was to be corrected is no longer there.",
                why="Somebody has corrected it already, or it belongs to another case.",
                do="Open the case again and look at its history.",
            )
    return {public_id: row.pk for public_id, row in held.items()}


def _keep(cases: QuerySet[Case], first: date) -> list[int]:
    """Those of the cases that returns told of are kept here from a day; one opened here always was."""
    numbers = list(cases.filter(told_until__isnull=False).values_list("pk", flat=True))
    Case.objects.filter(pk__in=numbers).update(kept_from=first)
    return numbers


def _in_step(numbers: Collection[int], *, on: date) -> None:
    book = load_rulebook()
    kept_rows.keep_in_step(numbers, book.rules)
    projection.refresh(numbers, book.rules)
    standing.refresh(numbers, on=on, book=book)


def _hand_over(cases: Sequence[Case], officer: int | None, team: int | None, on: date) -> None:
    for case in cases:
        if case.officer_id != officer:
            case.officer_since = on if officer is not None else None
        case.officer_id, case.team_id = officer, team
    numbers = [case.pk for case in cases]
    change_all(Case, cases, ["officer", "officer_since", "team"])
    Standing.objects.filter(case__in=numbers).update(officer=officer, team=team)
    projection.raise_revision(numbers)


def _officer(user_id: int | None, on: date) -> int | None:
    if user_id is None:
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not rights.may(viewer_of(user, on=on), _READ):
        raise Problem(
            "That account cannot hold cases.",
            why="Whoever holds a case must be able to open it.",
            do="Choose an officer, or have the account given a role that opens records.",
        )
    return user.pk


def _team(public_id: str | None) -> int | None:
    if not public_id:
        return None
    found = Team.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    if found is None:
        raise Problem("There is no such team.", do="Choose one of the teams on the list.")
    return int(found)

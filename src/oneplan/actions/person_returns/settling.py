"""Somebody with the named grant says whether two entries are one person; then that person's rows are applied."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.person_returns.opening import applied_years, facts_of, sex_codes
from oneplan.core.access import NotFound, Viewer
from oneplan.core.casework import PersonReturned, ReturnHeader
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.casework import standing
from oneplan.records.returns import problems
from oneplan.records.returns.changes.events import FromReturn
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn, ReturnState
from oneplan.records.returns.passage import Passage, decisions_of
from oneplan.records.returns.trees import person_from_plain
from oneplan.rulebook import load_rulebook

DECISIONS = (DoubtfulMatch.SAME, DoubtfulMatch.ANOTHER)


def settle_match(
    *, match_id: str, decision: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The doubt is settled with its reason; gives what came of it: “applied” or “waiting”.

    Once nothing about the entry is in doubt, and the return has been applied, the entry is applied as the rest was.
    """
    request = Request("settle-match", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, "match-settle")
        match = _locked(match_id)
        _check(match, decision, reason)
        _decide(match, decision, reason, by)
        came = _apply_if_settled(match, request, role)
        leaves_trace(
            request, viewer, acting_role=role, subject_kind="doubtful-match", subject_ids=[match_id],
            details={"decision": decision, "return": match.person_return.public_id, "came": came},
        )  # fmt: skip
        return came

    asked = {"match": match_id, "decision": decision, "reason": reason}
    return carry_out(request, work, asked=asked)


def _locked(match_id: str) -> DoubtfulMatch:
    # The same rows as when a return is applied, so that the two never meet half-way.
    list(PersonReturn.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    found = DoubtfulMatch.objects.filter(public_id=match_id).select_related("person_return").first()
    if found is None:
        raise NotFound("There is no such doubtful match here.", do="Start from the list of doubtful matches.")
    return found


def _check(match: DoubtfulMatch, decision: str, reason: str) -> None:
    if match.decision:
        raise Problem(
            "This match has been settled already.",
            why="A second answer could contradict rows that the first one made.",
            do="Open the record of the person to see what came of it.",
        )
    if decision not in DECISIONS:
        raise Problem("Say whether this is the same person or another.", do="Choose one of the two.")
    if not reason.strip():
        raise Problem(
            "Say how you know.",
            why="Whoever looks at this record later must be able to see why two entries were joined or kept apart.",
            do="Write in a few words what you looked at.",
        )
    if decision == DoubtfulMatch.SAME and match.candidate_id is None:
        raise Problem(
            "The other entry of this file is not on record yet.",
            why="Two entries can be joined only once one of them is a person here.",
            do="Apply the return first, then settle this match.",
        )


def _decide(match: DoubtfulMatch, decision: str, reason: str, by: User) -> None:
    match.decision, match.reason = decision, reason.strip()[:300]
    match.decided_by, match.decided_at = by, timezone.now()
    match.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    if decision == DoubtfulMatch.SAME:
        # Somebody is one person: the other doubts about the same entry are answered by this answer.
        others = DoubtfulMatch.objects.filter(person_return=match.person_return, position=match.position, decision="")
        others.update(decision=DoubtfulMatch.ANOTHER, reason=match.reason, decided_by=by, decided_at=match.decided_at)


def _apply_if_settled(match: DoubtfulMatch, request: Request, role: str) -> str:
    row = match.person_return
    decided = decisions_of(row.pk)
    if row.state != ReturnState.APPLIED or match.position not in decided:
        return "waiting"
    returned: PersonReturned = person_from_plain(match.returned)
    header = _header(row)
    source = FromReturn(
        person_return_id=row.pk,
        year=header.year,
        years=applied_years(),
        recorded_by_id=request.by.pk,
        recorded_at=timezone.now(),
        acting_role=role,
        is_history=_is_older(row),
        sex_codes=sex_codes(header.year),
    )
    passage = Passage(
        header, source, facts_of=facts_of(header), decisions={match.position: decided[match.position]}, saves=True
    )
    for passed in passage.go([(returned, ())]):
        problems.join(row.pk, passed)
    standing.refresh(passage.collected.touched, on=request.on, book=load_rulebook())
    return "applied"


def _header(row: PersonReturn) -> ReturnHeader:
    if row.year is None or row.reference_date is None:
        raise Problem("The return of this match has no header.", do="Import the return again.")
    return ReturnHeader(row.year, row.reference_date, row.lea, collection=row.collection)


def _is_older(row: PersonReturn) -> bool:
    newer = PersonReturn.objects.filter(state=ReturnState.APPLIED, year__gt=row.year)
    return row.is_history or newer.exists()

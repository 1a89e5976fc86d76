"""Writes the statements of the self-evaluation: put forward, agreed by another, or sent back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.instruments.statements import CitedEvidence, Overtaken, Stated, faults
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.evaluation.models import EvaluationRound, Statement, StatementEvent
from oneplan.records.evaluation.models.statement import AGREED, ASKED, DRAFT
from oneplan.rulebook.evaluation_files import evaluation_words
from oneplan.rulebook.instruments import load

WRITE, APPROVE = "evaluation-write", "evaluation-approve"


@dataclass(frozen=True, slots=True)
class StatementWords:
    """What somebody writes in answer to a question."""

    claim: str
    judgement: str
    claims_impact: bool
    impact: str
    what_next: str
    owner_role: str


def write_statement(
    *,
    instrument: str,
    question: str,
    words: StatementWords,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A question has one more statement, as a draft, in the round that is open; returns its id."""
    request = Request("write-statement", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE, owner_roles=[words.owner_role.strip()])
        held = load().instrument(instrument)
        held.question(question)
        _check_words(words)
        row = Statement(
            round=_open_round(),
            instrument=held.id,
            instrument_version=held.version,
            question=question,
            written_by=by,
            written_on=on,
        )
        _fill(row, words)
        row.save()
        _happened(row, "written", request, words=words)
        _traced(request, viewer, role, "statement", row.public_id, {"question": question})
        return row.public_id

    return carry_out(request, work, asked={"question": question, "words": str(words)})


def revise_statement(
    *,
    statement_id: str,
    version: int,
    words: StatementWords,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The statement says something else, is a draft again and has to be agreed again; returns its new version."""
    request = Request("revise-statement", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        row = locked(statement_id)
        roles = [row.owner_role, words.owner_role.strip()]
        role = rights.check(viewer, WRITE, owner_roles=[roles[0]])
        rights.check(viewer, WRITE, owner_roles=[roles[1]])
        _check_words(words)
        if row.version != version:
            raise Overtaken(version=row.version, theirs=row.claim, mine=words.claim)
        _fill(row, words)
        row.written_by, row.written_on = by, on
        row.version += 1
        back_to_draft(row)
        row.save()
        _happened(row, "revised", request, words=words)
        _traced(request, viewer, role, "statement", row.public_id, {"version": row.version})
        return row.version

    return carry_out(request, work, asked={"statement": statement_id, "version": version, "words": str(words)})


def ask_agreement(*, statement_id: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The statement waits for somebody else to agree it; refused while anything it needs is missing."""

    def change(row: Statement, viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE, owner_roles=[row.owner_role])
        if row.state == AGREED:
            raise Problem("This statement is agreed already.", do="Change its words if it is no longer true.")
        check_whole(row, on, "It cannot be put forward yet.")
        row.state, row.asked_on = ASKED, on
        return role

    return _move(Request("ask-agreement", by, on, request_key, route), statement_id, "asked", change)


def agree(*, statement_id: str, version: int = 0, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The statement stands: somebody who neither wrote nor owns it looked at the evidence and agrees.

    ``version`` is that of the words which were read; where they have changed since, nothing is agreed.
    """

    def change(row: Statement, viewer: Viewer) -> str:
        role = rights.check(viewer, APPROVE, owner_roles=[row.owner_role])
        if row.state != ASKED:
            raise Problem(
                "Nobody has asked for this statement to be agreed.",
                why="Its writer says first that it is ready.",
                do="Wait until it is put forward.",
            )
        if row.written_by_id == by.pk:
            raise Problem(
                "You wrote this statement, so somebody else has to agree it.",
                why="A judgement of one's own work is no judgement.",
                do="Ask the chair or a board member.",
            )
        if version and version != row.version:
            raise Problem(
                "Somebody changed this statement after you opened it, so it is not agreed.",
                why=f"It now says: {row.claim}",
                do="Read it again, then agree it or send it back.",
            )
        check_whole(row, on, "It cannot be agreed.")
        row.state, row.agreed_by, row.agreed_on, row.reviewed_on = AGREED, by, on, on
        return role

    return _move(Request("agree-statement", by, on, request_key, route), statement_id, "agreed", change)


def send_back(*, statement_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The statement is a draft again, and its writer is told why."""

    def change(row: Statement, viewer: Viewer) -> str:
        role = rights.check(viewer, APPROVE, owner_roles=[row.owner_role])
        if row.state not in (ASKED, AGREED):
            raise Problem("This statement is still being written.", do="Wait until it is put forward.")
        _check_reason(reason)
        back_to_draft(row)
        return role

    request = Request("send-back-statement", by, on, request_key, route)
    return _move(request, statement_id, "sent-back", change, reason)


def withdraw_statement(
    *, statement_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The statement is no longer shown; what was done to it stays on record. Returns its question."""

    def change(row: Statement, viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE, owner_roles=[row.owner_role])
        _check_reason(reason)
        row.is_withdrawn = True
        return role

    request = Request("withdraw-statement", by, on, request_key, route)
    return _move(request, statement_id, "withdrawn", change, reason)


def locked(statement_id: str) -> Statement:
    """The statement, held until the change is over; one of a closed round is not changed any more."""
    found = Statement.objects.select_for_update(of=("self",)).select_related("round").filter(public_id=statement_id)
    row = found.filter(is_withdrawn=False).first()
    if row is None:
        raise NotFound("There is no such statement here.", do="Start from the self-evaluation.")
    if not row.round.is_open:
        raise Problem(
            f"The round “{row.round.title}” is closed.",
            why="What was said then stays as it was.",
            do="Change the statement in the round that is open now.",
        )
    return row


def check_whole(row: Statement, on: date, what: str) -> None:
    """Refuse a statement that lacks something, and name all of it."""
    missing = missing_of(row, on)
    if missing:
        raise Problem(
            f"{what} Missing: {'; '.join(missing)}.",
            why="A judgement stands on evidence that others can look up.",
            do="Add what is missing, then put it forward again.",
        )


def missing_of(row: Statement, on: date) -> tuple[str, ...]:
    """What a statement still needs on a day."""
    evidence = tuple(
        CitedEvidence(each.kind, each.dated_on, each.is_child_level)
        for each in row.citations.filter(removed_on=None).order_by("id")
    )
    stated = Stated(row.claim, row.judgement, row.impact, row.what_next, row.owner_role, row.claims_impact, evidence)
    return faults(stated, evaluation_words().rules, on=on)


def back_to_draft(row: Statement) -> None:
    """Not agreed any more, nor waiting for it."""
    row.state, row.asked_on, row.agreed_by, row.agreed_on = DRAFT, None, None, None


def traced(request: Request, viewer: Viewer, role: str, row: Statement, *, kind: str, reason: str = "") -> None:
    """What was done to a statement stands in its history and in the audit log."""
    _happened(row, kind, request, reason=reason)
    _traced(request, viewer, role, "statement", row.public_id, {"what": kind})


def claims_impact(instrument: str, question: str) -> bool:
    """Whether every statement on this question claims a difference for children."""
    held = load().instrument(instrument)
    return held.question(question).domain in evaluation_words().rules.impact_domains


def _move(
    request: Request, statement_id: str, kind: str, change: Callable[[Statement, Viewer], str], reason: str = ""
) -> str:
    def work(viewer: Viewer) -> str:
        row = locked(statement_id)
        role = change(row, viewer)
        row.save()
        _happened(row, kind, request, reason=reason)
        _traced(request, viewer, role, "statement", row.public_id, {"state": row.state})
        return row.question

    return carry_out(request, work, asked={"statement": statement_id, "reason": reason})


def _open_round() -> EvaluationRound:
    found = EvaluationRound.objects.filter(is_open=True).first()
    if found is None:
        raise Problem(
            "No round of self-evaluation is open.",
            why="A statement is filed under the round in which it was true.",
            do="Open a round first.",
        )
    return found


def _check_words(words: StatementWords) -> None:
    if not words.claim.strip():
        raise Problem("Say what is true.", why="A judgement without a claim says nothing.", do="Write one sentence.")
    known = {each.id for each in evaluation_words().judgements}
    if words.judgement not in known:
        raise Problem("Choose a judgement.", do=f"Use one of: {', '.join(sorted(known))}.")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Problem("Say why.", why="Its writer needs to know what to do about it.", do="One sentence is enough.")


def _fill(row: Statement, words: StatementWords) -> None:
    row.claim, row.judgement = words.claim.strip(), words.judgement
    row.claims_impact = words.claims_impact or claims_impact(row.instrument, row.question)
    row.impact, row.what_next = words.impact.strip(), words.what_next.strip()
    row.owner_role = words.owner_role.strip()


def _happened(
    row: Statement, kind: str, request: Request, *, reason: str = "", words: StatementWords | None = None
) -> None:
    details: dict[str, Any] = {"version": row.version, "claim": row.claim, "judgement": row.judgement}
    if reason:
        details["reason"] = reason.strip()
    if words:
        details |= {"impact": row.impact, "what_next": row.what_next, "owner": row.owner_role}
    StatementEvent.objects.create(statement=row, kind=kind, details=details, on=request.on, by=request.by)


def _traced(request: Request, viewer: Viewer, role: str, kind: str, subject: str, details: dict[str, Any]) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind=kind, subject_ids=[subject], details=details)

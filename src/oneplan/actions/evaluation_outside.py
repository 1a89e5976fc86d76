"""Records what others found when they looked, matches it with what we had said, and closes it with evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from oneplan.actions.contributions import keep_document
from oneplan.actions.evaluation import WRITE
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.documents.stored import StoredFile
from oneplan.records.evaluation.models import OutsideFinding, OutsideReview, Statement
from oneplan.rulebook.evaluation_files import Word, evaluation_words
from oneplan.rulebook.instruments import load

CRITERIA = "area-inspection"
UNKNOWN = "unknown"


def record_review(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    kind: str,
    title: str,
    by_whom: str,
    held_on: date,
    outcome: str = "",
    outcome_words: str = "",
    link: str = "",
    document: StoredFile | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """An inspection, engagement meeting or peer review is on record; returns its id."""
    request = Request("record-outside-review", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        _check_known(kind, evaluation_words().outside, "Choose what it was.")
        outcomes = tuple(Word(each.id, each.title) for each in load().instrument(CRITERIA).outcomes)
        if outcome:
            _check_known(outcome, outcomes, "Choose one of the outcomes.")
        if not (title.strip() and by_whom.strip()):
            raise Problem("Say what it was called and who held it.", why="It is found again by its name.")
        _check_past(held_on, on)
        row = OutsideReview.objects.create(
            kind=kind,
            title=title.strip()[:200],
            by_whom=by_whom.strip()[:200],
            held_on=held_on,
            outcome=outcome,
            outcome_words=outcome_words.strip(),
            link=link[:500],
            document=keep_document(document, kind="outside-review", by=by) if document else None,
            recorded_by=by,
        )
        _traced(request, viewer, role, "outside-review", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"title": title, "held_on": held_on, "kind": kind})


def record_finding(
    *,
    review_id: str,
    kind: str,
    text: str,
    criterion: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """One thing that they found is on record; returns its id."""
    request = Request("record-outside-finding", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        review = OutsideReview.objects.filter(public_id=review_id).first()
        if review is None:
            raise NotFound("There is no such review here.", do="Start from what others found.")
        _check_known(kind, evaluation_words().findings, "Say whether it is a strength or something to improve.")
        if not text.strip():
            raise Problem("Write what they found.", why="A finding without words cannot be matched or closed.")
        if criterion:
            load().instrument(CRITERIA).question(criterion)
        row = OutsideFinding.objects.create(review=review, kind=kind, text=text.strip(), criterion=criterion)
        _traced(request, viewer, role, "outside-finding", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"review": review_id, "text": text})


def match_finding(
    *,
    finding_id: str,
    match: str,
    statement_id: str = "",
    why: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """It is said whether we had known this, and by which statement; returns the review's id."""
    request = Request("match-outside-finding", by, on, request_key, route)

    def change(row: OutsideFinding) -> None:
        _check_known(match, evaluation_words().matches, "Say whether we had said so.")
        statement = _statement_before(statement_id, row) if statement_id else None
        if (match == UNKNOWN) is (statement is not None):
            raise Problem(
                "Name the statement that said so, or say that none did.",
                why="Only then can anyone check how well we know ourselves.",
                do="Choose a statement, or choose “We had not seen it”.",
            )
        row.match, row.statement, row.match_why = match, statement, why.strip()
        row.matched_by, row.matched_on = by, on

    asked = {"finding": finding_id, "match": match, "statement": statement_id, "why": why}
    return _change(request, finding_id, change, asked)


def close_finding(*, finding_id: str, evidence: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The finding is closed, and what shows it stands beside it; returns the review's id."""
    request = Request("close-outside-finding", by, on, request_key, route)

    def change(row: OutsideFinding) -> None:
        if not evidence.strip():
            raise Problem(
                "Say what shows that it is dealt with.",
                why="A finding is closed by evidence, not by a date.",
                do="Name the figure, audit or paper, with its day.",
            )
        row.closed_evidence, row.closed_on, row.closed_by = evidence.strip(), on, by

    return _change(request, finding_id, change, {"finding": finding_id, "evidence": evidence})


def _change(request: Request, finding_id: str, change: Callable[[OutsideFinding], None], asked: dict[str, str]) -> str:
    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        found = OutsideFinding.objects.select_for_update(of=("self",)).select_related("review")
        row = found.filter(public_id=finding_id).first()
        if row is None:
            raise NotFound("There is no such finding here.", do="Start from what others found.")
        change(row)
        row.save()
        _traced(request, viewer, role, "outside-finding", row.public_id)
        return row.review.public_id

    return carry_out(request, work, asked=asked)


def _statement_before(statement_id: str, row: OutsideFinding) -> Statement:
    """A statement that had been written when they looked: one written afterwards shows no foresight."""
    statement = Statement.objects.filter(public_id=statement_id, is_withdrawn=False).first()
    if statement is None:
        raise NotFound("There is no such statement here.", do="Choose one from the list.")
    if statement.written_on > row.review.held_on:
        raise Problem(
            "This statement was written after they looked.",
            why="Only what we had said before shows that we knew.",
            do="Choose a statement from before, or say that we had not seen it.",
        )
    return statement


def _check_known(name: str, words: tuple[Word, ...], what: str) -> None:
    if name not in {each.id for each in words}:
        raise Problem(what, do=f"Use one of: {', '.join(each.title for each in words)}.")


def _check_past(day: date, on: date) -> None:
    if day > on:
        raise Problem(
            f"{day.day} {day:%B %Y} has not come yet.",
            why="Only what has happened can be recorded.",
            do="Give the day on which it was held.",
        )


def _traced(request: Request, viewer: Viewer, role: str, kind: str, subject: str) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind=kind, subject_ids=[subject])

"""The self-evaluation as people read it. Every question says who is asking."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch

from oneplan.core.access import NotFound, Viewer
from oneplan.records import rights
from oneplan.records.evaluation.models import (
    Citation,
    EvaluationRound,
    OutsideFinding,
    OutsideReview,
    ScrutinyQuestion,
    Statement,
    StatementAction,
    StatementEvent,
)
from oneplan.records.evaluation.rows import (
    CitationRow,
    FindingRow,
    GapRow,
    HappenedRow,
    ReviewRow,
    RoundRow,
    ScrutinyRow,
    StatementRow,
)

READ = "evaluation-read"


def rounds(*, viewer: Viewer) -> tuple[RoundRow, ...]:
    """Every round, the newest first."""
    rights.check(viewer, READ)
    return tuple(_round(each) for each in EvaluationRound.objects.order_by("-opened_on", "-id"))


def open_round(*, viewer: Viewer) -> RoundRow | None:
    """The round that is running, or none before the first."""
    rights.check(viewer, READ)
    found = EvaluationRound.objects.filter(is_open=True).first()
    return _round(found) if found else None


def statements(round_id: str, *, viewer: Viewer) -> tuple[StatementRow, ...]:
    """The statements of a round in the order of their questions, those withdrawn left out."""
    rights.check(viewer, READ)
    rows = _statements().filter(round__public_id=round_id, is_withdrawn=False)
    return tuple(_statement(each) for each in rows.order_by("instrument", "question", "id"))


def statement(statement_id: str, *, viewer: Viewer) -> StatementRow:
    """One statement with everything that hangs on it."""
    rights.check(viewer, READ)
    found = _statements().filter(public_id=statement_id, is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such statement here.", do="Start from the self-evaluation.")
    return _statement(found)


def happened_to(statement_id: str, *, viewer: Viewer) -> tuple[HappenedRow, ...]:
    """What was done to a statement, the newest first."""
    rights.check(viewer, READ)
    rows = StatementEvent.objects.filter(statement__public_id=statement_id).select_related("by")
    return tuple(
        HappenedRow(each.kind, each.on, each.by.name, each.details.get("reason", ""), each.details.get("claim", ""))
        for each in rows.order_by("-on", "-id")
    )


def judgements_on(round_id: str, day: date, *, viewer: Viewer) -> dict[str, str]:
    """The judgement that each statement of a round had on a day, back through earlier rounds; none where it was new."""
    rights.check(viewer, READ)
    before = dict(Statement.objects.filter(carried_from__isnull=False).values_list("pk", "carried_from"))
    told: dict[int, str] = {}
    for key, details in (
        StatementEvent.objects.filter(on__lte=day).order_by("on", "id").values_list("statement", "details")
    ):
        if details.get("judgement"):
            told[key] = details["judgement"]
    found: dict[str, str] = {}
    for key, public_id in Statement.objects.filter(round__public_id=round_id).values_list("pk", "public_id"):
        place: int | None = key
        while place is not None and place not in told:
            place = before.get(place)
        if place is not None:
            found[public_id] = told[place]
    return found


def open_scrutiny(*, viewer: Viewer) -> tuple[ScrutinyRow, ...]:
    """Questions about statements that nobody has answered, the oldest first."""
    rights.check(viewer, READ)
    rows = ScrutinyQuestion.objects.filter(answered_on=None, statement__is_withdrawn=False)
    return tuple(_scrutiny(each) for each in rows.select_related(*_ASKED).order_by("asked_on", "id"))


def reviews(*, viewer: Viewer) -> tuple[ReviewRow, ...]:
    """What others found, the newest first."""
    rights.check(viewer, READ)
    return tuple(_review(each) for each in _reviews().order_by("-held_on", "-id"))


def review(review_id: str, *, viewer: Viewer) -> ReviewRow:
    """One inspection, engagement meeting or peer review."""
    rights.check(viewer, READ)
    found = _reviews().filter(public_id=review_id).first()
    if found is None:
        raise NotFound("There is no such review here.", do="Start from what others found.")
    return _review(found)


def finding(finding_id: str, *, viewer: Viewer) -> FindingRow:
    """One finding of somebody outside."""
    rights.check(viewer, READ)
    found = _findings().filter(public_id=finding_id).first()
    if found is None:
        raise NotFound("There is no such finding here.", do="Start from what others found.")
    return _finding(found)


def last_of_kind(kind: str, before: date, *, viewer: Viewer) -> ReviewRow | None:
    """The last review of one kind before a day, or none."""
    rights.check(viewer, READ)
    found = _reviews().filter(kind=kind, held_on__lt=before).order_by("-held_on", "-id").first()
    return _review(found) if found else None


def statements_of_action(action_id: str, *, viewer: Viewer) -> tuple[tuple[str, str, str], ...]:
    """The statements whose gaps became this action: their id, their claim and the gap; none for who may not read."""
    if not rights.may(viewer, READ):
        return ()
    rows = StatementAction.objects.filter(action__public_id=action_id, statement__is_withdrawn=False)
    return tuple(
        (each.statement.public_id, each.statement.claim, each.gap)
        for each in rows.select_related("statement").order_by("-statement__round__opened_on", "id")
    )


_ASKED = ("asked_by", "answered_by", "statement")


def _statements() -> Any:
    return Statement.objects.select_related("round", "written_by", "agreed_by", "carried_from").prefetch_related(
        Prefetch(
            "citations",
            Citation.objects.filter(removed_on=None).select_related("document", "cited_by").order_by("id"),
        ),
        Prefetch("gap_actions", StatementAction.objects.select_related("action").order_by("id")),
        Prefetch("scrutiny", ScrutinyQuestion.objects.select_related(*_ASKED).order_by("id")),
    )


def _findings() -> Any:
    return OutsideFinding.objects.select_related("review", "statement", "matched_by").order_by("id")


def _reviews() -> Any:
    return OutsideReview.objects.select_related("document").prefetch_related(Prefetch("findings", _findings()))


def _round(row: EvaluationRound) -> RoundRow:
    return RoundRow(row.public_id, row.title, row.opened_on, row.closed_on)


def _statement(row: Statement) -> StatementRow:
    return StatementRow(
        id=row.public_id,
        round_id=row.round.public_id,
        round_title=row.round.title,
        is_of_open_round=row.round.is_open,
        instrument=row.instrument,
        question=row.question,
        claim=row.claim,
        judgement=row.judgement,
        claims_impact=row.claims_impact,
        impact=row.impact,
        what_next=row.what_next,
        owner_role=row.owner_role,
        state=row.state,
        written_by=row.written_by.name,
        written_by_id=row.written_by.pk,
        written_on=row.written_on,
        agreed_by=row.agreed_by.name if row.agreed_by else "",
        agreed_on=row.agreed_on,
        reviewed_on=row.reviewed_on,
        carried_from=row.carried_from.public_id if row.carried_from else "",
        version=row.version,
        citations=tuple(_citation(each) for each in row.citations.all()),
        gaps=tuple(_gap(each) for each in row.gap_actions.all()),
        scrutiny=tuple(_scrutiny(each) for each in row.scrutiny.all()),
    )


def _citation(row: Citation) -> CitationRow:
    return CitationRow(
        id=row.public_id,
        kind=row.kind,
        shows=row.shows,
        dated_on=row.dated_on,
        is_child_level=row.is_child_level,
        measure=row.measure,
        measure_title=row.measure_title,
        cited_words=row.cited_words,
        cited_amount=row.cited_amount,
        cited_period=row.cited_period,
        document_id=row.document.public_id if row.document else "",
        document_name=row.document.name if row.document else "",
        link=row.link,
        cited_on=row.cited_on,
        cited_by=row.cited_by.name,
    )


def _gap(row: StatementAction) -> GapRow:
    action = row.action
    return GapRow(row.gap, action.public_id, action.ref, action.text, action.rating, row.on)


def _scrutiny(row: ScrutinyQuestion) -> ScrutinyRow:
    return ScrutinyRow(
        id=row.public_id,
        statement_id=row.statement.public_id,
        text=row.text,
        asked_by=row.asked_by.name,
        asked_on=row.asked_on,
        answer=row.answer,
        answered_by=row.answered_by.name if row.answered_by else "",
        answered_on=row.answered_on,
    )


def _review(row: OutsideReview) -> ReviewRow:
    return ReviewRow(
        id=row.public_id,
        kind=row.kind,
        title=row.title,
        by_whom=row.by_whom,
        held_on=row.held_on,
        outcome=row.outcome,
        outcome_words=row.outcome_words,
        document_id=row.document.public_id if row.document else "",
        document_name=row.document.name if row.document else "",
        link=row.link,
        findings=tuple(_finding(each) for each in row.findings.all()),
    )


def _finding(row: OutsideFinding) -> FindingRow:
    held = row.statement
    return FindingRow(
        id=row.public_id,
        review_id=row.review.public_id,
        review_title=row.review.title,
        held_on=row.review.held_on,
        kind=row.kind,
        text=row.text,
        criterion=row.criterion,
        match=row.match,
        match_why=row.match_why,
        statement_id=held.public_id if held else "",
        statement_claim=held.claim if held else "",
        statement_judgement=held.judgement if held else "",
        matched_by=row.matched_by.name if row.matched_by else "",
        matched_on=row.matched_on,
        closed_on=row.closed_on,
        closed_evidence=row.closed_evidence,
    )

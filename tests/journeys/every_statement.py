"""A round with a statement in every state, and strategies, agreements and advice, so that every page can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from oneplan.actions import evaluation, evaluation_evidence, evaluation_outside, strategy, strategy_advice
from oneplan.actions import strategy_documents as documents
from oneplan.actions.evaluation import StatementWords
from oneplan.actions.evaluation_rounds import open_round
from oneplan.records.evaluation.models import Citation, OutsideFinding, OutsideReview, ScrutinyQuestion, Statement
from oneplan.records.improvement.models import ImprovementPlan, Section
from oneplan.records.strategy.models import (
    DocumentVersion,
    Programme,
    Recommendation,
    SharingAgreement,
    SignOffStep,
    StrategyDocument,
)
from tests.support.live_plan import People

CLAIM = StatementWords(
    claim="Waits are shorter.",
    judgement="strong",
    claims_impact=False,
    impact="Less waiting.",
    what_next="Go on.",
    owner_role="Lead",
)


def statements_have_come(people: People) -> None:
    """One statement that is agreed and asked about, one that waits, one draft; and what others found."""
    today = timezone.localdate()
    by = {"by": people.lead, "on": today}
    open_round(title="This year", by=people.lead, on=today - timedelta(days=2))
    agreed, waits, _draft = (
        evaluation.write_statement(instrument="ten-tips", question=each, words=CLAIM, **by)
        for each in ("T3.2", "T3.2", "T1.2")
    )
    for name in (agreed, waits):
        evaluation_evidence.cite_source(statement_id=name, kind="audit", shows="An audit.", dated_on=today, **by)
        evaluation.ask_agreement(statement_id=name, **by)
    evaluation.agree(statement_id=agreed, by=people.board, on=today)
    evaluation_evidence.ask_question(statement_id=agreed, text="Who says so?", by=people.board, on=today)
    review = evaluation_outside.record_review(
        kind="inspection", title="Inspection", by_whom="Inspectors", held_on=today, outcome="inconsistent", **by
    )
    evaluation_outside.record_finding(review_id=review, kind="improve", text="Look again.", criterion="I1", **by)
    _strategies_have_come(by)


def _strategies_have_come(by: dict[str, Any]) -> None:
    today, plan = by["on"], ImprovementPlan.objects.order_by("pk")[0]
    slug = Section.objects.filter(plan=plan).order_by("position")[0].slug
    fact = strategy.FactWords("Waits are long.", "61 weeks", "A provider", today)
    strategy.record_fact(plan_id=plan.public_id, words=fact, sections=(slug,), **by)
    name = documents.add_document(kind="strategy", title="Strategy", says="", owner_role="Lead", **by)
    steps = (documents.RouteStep("Board", today), documents.RouteStep("Cabinet"))
    documents.begin_version(document_id=name, label="2026", steps=steps, **by)
    words = strategy.AgreementWords("Plans", "Two parties", "Advice", "Public task", "Advice", "Lead", today)
    strategy.record_agreement(words=words, **by)
    programme = strategy_advice.record_programme(
        kind="adviser", title="Adviser", by_whom="Department", says="", first_day=today, **by
    )
    strategy_advice.record_recommendation(programme_id=programme, text="Exceptions first.", made_on=today, **by)


def statement_needs() -> Mapping[str, object]:
    """What the pages of the self-evaluation and of the strategies are opened with."""
    cited = Citation.objects.select_related("statement").order_by("pk")[0]
    asked = ScrutinyQuestion.objects.select_related("statement").get()
    return {
        "instrument": "ten-tips",
        "evaluation-part domain": "T3",
        "evaluation-question question": "T3.2",
        "statement-new question": "T3.2",
        "statement_id": cited.statement.public_id,
        "citation_id": cited.public_id,
        "scrutiny-answer question_id": asked.public_id,
        "review_id": OutsideReview.objects.get().public_id,
        "finding_id": OutsideFinding.objects.get().public_id,
        "document_id": StrategyDocument.objects.get().public_id,
        "version_id": DocumentVersion.objects.get().public_id,
        "step_id": SignOffStep.objects.order_by("position")[0].pk,
        "agreement_id": SharingAgreement.objects.get().public_id,
        "programme_id": Programme.objects.get().public_id,
        "recommendation_id": Recommendation.objects.get().public_id,
    }


def statement_addresses() -> Mapping[str, tuple[str, ...]]:
    """The same pages in their other states."""
    return {
        "statement": tuple(reverse("statement", args=[each.public_id]) for each in Statement.objects.order_by("pk")),
        "evaluation-question": tuple(
            reverse("evaluation-question", args=place) for place in (("ten-tips", "T3.2"), ("area-inspection", "I1"))
        ),
    }

"""One practice card from its file."""

from __future__ import annotations

from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.practice import (
    SUMMARY_SAYS_NOTHING,
    Card,
    CardMeasure,
    Design,
    Impact,
    PlannedEvidence,
    SourceStatus,
    Step,
)
from oneplan.core.law import Status
from oneplan.core.measures import Direction
from oneplan.rulebook.tables import Table


def read_card(table: Table) -> Card:
    """A card; where the summary is silent on how long things take, that is what it says."""
    table.day("checked_on")
    card = Card(
        id=table.text("id"),
        title=table.text("title"),
        area=table.text("area"),
        theme=table.text("theme"),
        relevance=table.number("relevance"),
        needs=table.texts("needs"),
        stages=table.texts("stages"),
        problems=table.texts("problems"),
        who=table.text("who"),
        trigger=table.text("trigger"),
        steps=tuple(_step(each) for each in table.tables("step")),
        timescales=table.text("timescales", SUMMARY_SAYS_NOTHING),
        roles=table.texts("roles"),
        records=table.texts("records"),
        impact_says=table.text("impact_says"),
        impacts=tuple(_impact(each) for each in table.tables("impact")),
        measures=tuple(_measure(each) for each in table.tables("measure")),
        checklist=table.texts("checklist"),
        evidence=tuple(_evidence(each) for each in table.tables("evidence")),
        design=next(_design(each) for each in table.tables("design")),
        runs=table.text("runs", ""),
        source=table.text("source"),
        source_status=table.word("source_status", SourceStatus),
        status=table.word("status", Status).value,
    )
    table.close()
    return card


def _step(table: Table) -> Step:
    step = Step(table.text("id"), table.text("says"), table.text("action"))
    table.close()
    return step


def _impact(table: Table) -> Impact:
    impact = Impact(
        says=table.text("says"),
        value=table.text("value"),
        unit=table.text("unit"),
        period=table.text("period", SUMMARY_SAYS_NOTHING),
        mark=table.word("mark", Status).value,
    )
    table.close()
    return impact


def _measure(table: Table) -> CardMeasure:
    direction = table.word("direction", Direction)
    measure = CardMeasure(table.text("id"), direction.value, table.text("why"))
    table.close()
    return measure


def _evidence(table: Table) -> PlannedEvidence:
    evidence = PlannedEvidence(table.word("kind", EvidenceKind).value, table.text("says"))
    table.close()
    return evidence


def _design(table: Table) -> Design:
    design = Design(
        pathway=table.text("pathway"),
        instrument=table.text("instrument"),
        provision=table.text("provision"),
        voice=table.text("voice"),
    )
    table.close()
    return design

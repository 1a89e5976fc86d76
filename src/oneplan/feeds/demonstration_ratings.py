"""The invented partnership judges its areas by impact and answers challenges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from oneplan.actions.area_ratings import rate_area
from oneplan.actions.challenges import answer_challenge
from oneplan.answers.challenges import standing_challenges
from oneplan.answers.figures import links_of
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import judgements
from oneplan.synthetic.demonstration.loading import words_of


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """Areas have judgements and challenges have answers; a second time changes nothing."""
    told = words_of("ratings")
    viewer = viewer_of(accounts[told["area"][0]["by"]], on=on)
    areas = judgements.areas(plan_id, viewer=viewer)
    if any(area.now for area in areas):
        return
    links = links_of(plan_id, viewer=viewer)
    for each in told["area"]:
        if each["place"] < len(areas):
            area = areas[each["place"]]
            measures = [link.line.measure.id for link in links if link.section == area.section_slug]
            _judge(plan_id, area, each, measures[0] if measures else "", accounts, on)
    _answer(plan_id, told["answer"], accounts, on)


def _judge(
    plan_id: str,
    area: judgements.AreaRow,
    told: Mapping[str, Any],
    measure: str,
    accounts: Mapping[str, Any],
    on: date,
) -> None:
    kind = told.get("evidence_kind", "")
    rate_area(
        plan_id=plan_id,
        section=area.section_slug,
        area=area.text,
        impact_id=told["impact"],
        reason=told["reason"],
        evidence=told.get("evidence", ""),
        evidence_kind=EvidenceKind(kind) if kind else None,
        evidence_on=on - timedelta(days=told["evidence_days_ago"]) if "evidence_days_ago" in told else None,
        measure=measure if told.get("uses_measure") else "",
        by=accounts[told["by"]],
        on=on - timedelta(days=told["days_ago"]),
    )


def _answer(plan_id: str, told: list[Mapping[str, Any]], accounts: Mapping[str, Any], on: date) -> None:
    for each in told:
        by = accounts[each["by"]]
        standing = standing_challenges(plan_id, viewer=viewer_of(by, on=on), on=on)
        first = next((row for row in standing if row.kind.value == each["kind"] and row.is_open), None)
        if first is not None:
            day = on - timedelta(days=each["days_ago"])
            answer_challenge(
                action_id=first.action_id,
                kind=first.kind,
                about=first.about,
                reason=each["reason"],
                by=by,
                on=day,
            )

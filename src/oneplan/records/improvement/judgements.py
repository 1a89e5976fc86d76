"""Since when ratings stand, how challenges were answered, and how areas were judged by impact."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.core.access import Viewer
from oneplan.core.improvement.history import EventKind
from oneplan.core.improvement.likeness import alike
from oneplan.core.improvement.matching import plain_words
from oneplan.records import rights
from oneplan.records.improvement.models import ActionEvent, AreaRating, ChallengeAnswer, ImprovementPlan
from oneplan.records.improvement.trees import tree
from oneplan.rulebook.plans import lint_rules

_SETS_RATING = (EventKind.IMPORTED.value, EventKind.ADDED.value, EventKind.RATING_CHANGED.value)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to a challenge."""

    kind: str
    about: str
    reason: str
    by_name: str
    on: date


@dataclass(frozen=True, slots=True)
class AreaRatingRow:
    """One judgement of an area by impact; ``area`` is how the area read at that time."""

    impact: str
    reason: str
    evidence: str
    evidence_kind: str
    evidence_on: date | None
    measure: str
    by_name: str
    on: date
    area: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area for improvement with every judgement of it, the newest first."""

    key: str
    section_slug: str
    text: str
    history: tuple[AreaRatingRow, ...]

    @property
    def now(self) -> AreaRatingRow | None:
        """How it is judged today; none while nobody has."""
        return self.history[0] if self.history else None


def rated_since(plan_id: str, *, viewer: Viewer) -> Mapping[str, date]:
    """Since which day each action has had its rating: the day of the document where that is what gave it."""
    rights.check(viewer, "plan-detail-read")
    as_at = ImprovementPlan.objects.filter(public_id=plan_id).values_list("ratings_as_at", flat=True).first()
    rows = ActionEvent.objects.filter(
        action__plan__public_id=plan_id, kind__in=_SETS_RATING, superseded_by__isnull=True
    ).order_by("pk")
    found: dict[str, date] = {}
    for action_id, on, import_id in rows.values_list("action__public_id", "on", "plan_import_id"):
        found[action_id] = min(on, as_at) if import_id is not None and as_at is not None else on
    return found


def answers_of(plan_id: str, *, viewer: Viewer) -> Mapping[str, tuple[AnswerRow, ...]]:
    """Every answer to a challenge by the action it is about, the newest first."""
    rights.check(viewer, "plan-detail-read")
    rows = ChallengeAnswer.objects.filter(action__plan__public_id=plan_id).select_related("by", "action")
    found: dict[str, list[AnswerRow]] = defaultdict(list)
    for row in rows.order_by("-pk"):
        found[row.action.public_id].append(AnswerRow(row.kind, row.about, row.reason, row.by.name, row.on))
    return {action_id: tuple(given) for action_id, given in found.items()}


def areas(plan_id: str, *, viewer: Viewer) -> tuple[AreaRow, ...]:
    """The areas for improvement of a plan in its own order, each with how its impact was judged."""
    rights.check(viewer, "plan-detail-read")
    rows = AreaRating.objects.filter(plan__public_id=plan_id).select_related("by", "section").order_by("-pk")
    given: dict[str, list[AreaRatingRow]] = defaultdict(list)
    for row in rows:
        given[row.section.slug if row.section else ""].append(_rating(row))
    held = tree(plan_id, rights.viewer_class(viewer)).areas
    return tuple(
        AreaRow(area_key(each.section, each.text), each.section, each.text, _history(each.text, given[each.section]))
        for each in held
    )


def area_key(section_slug: str, text: str) -> str:
    """By which an area is addressed: the same while its section and its words are."""
    return hashlib.sha256(f"{section_slug}|{plain_words(text)}".encode()).hexdigest()[:16]


def _history(text: str, given: Iterable[AreaRatingRow]) -> tuple[AreaRatingRow, ...]:
    # An area that was only reworded is the same area: how it was judged in its old words stands beside the new.
    same = lint_rules().same_area or 1.0
    return tuple(row for row in given if plain_words(row.area) == plain_words(text) or alike(row.area, text) >= same)


def _rating(row: AreaRating) -> AreaRatingRow:
    return AreaRatingRow(
        impact=row.impact,
        reason=row.reason,
        evidence=row.evidence,
        evidence_kind=row.evidence_kind,
        evidence_on=row.evidence_on,
        measure=row.measure,
        by_name=row.by.name,
        on=row.on,
        area=row.area,
    )

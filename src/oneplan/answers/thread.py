"""What ties a section of the plan to the rooms around it: decisions, money, and what people said and were told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from oneplan.answers.governance_parts import decision_row
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.delivery import queries as delivery
from oneplan.records.governance.models import BodyDecision
from oneplan.records.governance.models.meeting import HELD, Meeting
from oneplan.records.governance.reach import reach_of
from oneplan.records.improvement.money import cost_avoidance
from oneplan.records.voice import queries as voice

BOARD = "partnership-board"
_LOOKS_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about a section or one of its actions, with the meeting that it opens to."""

    words: str
    body: str
    meeting_id: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Beads:
    """What hangs on one section; money is in pounds, achieved is none until finance has agreed a figure."""

    decided: tuple[Decided, ...] = ()
    planned: Decimal = Decimal(0)
    achieved: Decimal | None = None
    said: int = 0
    told_back: int = 0


@dataclass(frozen=True, slots=True)
class CountedFrom:
    """The first day of what counts as new, and why that day."""

    on: date
    says: str


@dataclass(slots=True)
class _Gathered:
    decided: list[Decided] = field(default_factory=list)
    planned: Decimal = Decimal(0)
    achieved: Decimal | None = None
    said: int = 0
    told_back: int = 0


def beads_of(plan_id: str, *, viewer: Viewer) -> Mapping[str, Beads]:
    """What hangs on each section, by its slug; a reader finds only what each room lets them read."""
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    for slug, decided in _decisions(plan_id, viewer):
        gathered[slug].decided.append(decided)
    for line in cost_avoidance(plan_id, viewer).lines:
        if line.is_signed and not line.is_closed:
            held = gathered[line.section_slug]
            held.planned += sum((year.planned for year in line.years), Decimal(0))
            agreed = [year.achieved for year in line.years if year.achieved is not None]
            if agreed:
                held.achieved = (held.achieved or Decimal(0)) + sum(agreed, Decimal(0))
    for slug, is_told in _voices(plan_id, viewer):
        gathered[slug].said += 1
        gathered[slug].told_back += is_told
    return {
        slug: Beads(tuple(each.decided), each.planned, each.achieved, each.said, each.told_back)
        for slug, each in gathered.items()
    }


def counted_from(plan_id: str, *, on: date) -> CountedFrom:
    """New is what came since the board last met, else since the last lock, else in the last sixty days."""
    met = Meeting.objects.filter(body__kind=BOARD, state=HELD, meets_on__lt=on).order_by("-meets_on", "-pk").first()
    if met is not None:
        return CountedFrom(met.meets_on, f"the {met.body.name} last met")
    lock = delivery.latest_lock(plan_id)
    if lock is not None:
        return CountedFrom(lock.on, "the plan was last locked; no meeting of the board is recorded yet")
    return CountedFrom(on - _LOOKS_BACK, "sixty days ago; no meeting of the board is recorded yet to count from")


def _decisions(plan_id: str, viewer: Viewer) -> list[tuple[str, Decided]]:
    """Decisions that stand, each with its section, the newest first."""
    if not rights.may(viewer, "meeting-read"):
        return []
    reach = reach_of(viewer)
    rows = BodyDecision.objects.select_related("body", "meeting__body", "action__section", "section")
    rows = rows.prefetch_related("steps__by").order_by("-meeting__meets_on", "-pk")
    found = []
    for row in rows:
        section = row.section or (row.action.section if row.action else None)
        shown = decision_row(row, viewer, reach)
        if section is not None and section.plan.public_id == plan_id and shown.stands and shown.text:
            found.append((section.slug, Decided(shown.text, shown.body, shown.meeting_id, shown.decided_on)))
    return found


def _voices(plan_id: str, viewer: Viewer) -> Iterator[tuple[str, bool]]:
    """What people said about a section or one of its actions, and whether they were told what became of it."""
    if not rights.may(viewer, "voice-read"):
        return
    for row in voice.items(plan_id, viewer=viewer):
        if row.section_slug:
            yield row.section_slug, row.told is not None

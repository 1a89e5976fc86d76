"""The registers of a plan, the dates asked to be counted from anew, and which actions lean on one that slips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.facets import due_from_plain
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due
from oneplan.core.improvement.slipping import Lean, Slip, Standing, slips
from oneplan.records import rights
from oneplan.records.improvement import trees
from oneplan.records.improvement.models import (
    Action,
    AvoidanceChange,
    AvoidanceLine,
    BaselineRequest,
    Dependency,
    RegisterChange,
    RegisterEntry,
)
from oneplan.rulebook.plans.registers import registers as book

READS = "plan-detail-read"
OPEN = "open"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a register as it stands; ``level`` is how grave a risk is, as the rulebook's id."""

    id: str
    kind: str
    ref: str
    words: str
    detail: str
    section_slug: str
    section: str
    action_id: str
    action_ref: str
    owner_role: str
    likelihood: str
    impact: str
    level: str
    due_on: date | None
    review_on: date | None
    pounds: Decimal | None
    state: str
    outcome: str
    opened_on: date
    closed_on: date | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state == OPEN

    @property
    def day(self) -> date | None:
        """The day that somebody has to act by."""
        return self.review_on if book().kind(self.kind).due == "review_on" else self.due_on


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One change to an entry or to a line of money."""

    kind: str
    on: date
    by_name: str
    acting_role: str
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Registers:
    """Every entry of a plan, each register the most pressing first."""

    entries: tuple[EntryRow, ...] = ()

    def of(self, kind: str) -> tuple[EntryRow, ...]:
        """The entries of one register."""
        return tuple(each for each in self.entries if each.kind == kind)

    @property
    def risks(self) -> tuple[EntryRow, ...]:
        """The risk register."""
        return self.of("risk")

    @property
    def issues(self) -> tuple[EntryRow, ...]:
        """What has gone wrong."""
        return self.of("issue")

    @property
    def milestones(self) -> tuple[EntryRow, ...]:
        """What will have been reached by when."""
        return self.of("milestone")

    @property
    def decisions_needed(self) -> tuple[EntryRow, ...]:
        """What waits for somebody to choose."""
        return self.of("decision")

    @property
    def funding_conditions(self) -> tuple[EntryRow, ...]:
        """The money that part of the plan hangs on."""
        return self.of("funding")


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A request that an action be counted from another date."""

    id: str
    action_id: str
    action_ref: str
    action_text: str
    due: Due
    was: Due
    first_due_on: date | None
    due_on: date | None
    reason: str
    asked_by: str
    asked_by_id: int
    asked_on: date
    state: str
    decided_by: str
    decided_on: date | None
    words: str


def registers(plan_id: str, viewer: Viewer) -> Registers:
    """Every entry of the plan; none for those who read no histories."""
    if not rights.may(viewer, READS):
        return Registers()
    rows = RegisterEntry.objects.filter(plan__public_id=plan_id).select_related("section", "action").order_by("pk")
    return Registers(tuple(sorted((_entry(row) for row in rows), key=_pressing)))


def register_entry(entry_id: str, *, viewer: Viewer) -> tuple[EntryRow, tuple[KeptRow, ...]]:
    """One entry with everything it ever said, the newest first."""
    rights.check(viewer, READS)
    row = RegisterEntry.objects.select_related("section", "action").filter(public_id=entry_id).first()
    if row is None:
        raise NotFound("There is no such entry in the registers.", do="Start from the list of registers.")
    changes = RegisterChange.objects.filter(entry=row).select_related("by").order_by("-pk")
    return _entry(row), tuple(kept_row(each) for each in changes)


def plan_of_entry(entry_id: str) -> str:
    """The id of the plan that an entry belongs to."""
    return plan_holding(RegisterEntry, entry_id)


def baseline_requests(plan_id: str, *, viewer: Viewer, action_id: str = "") -> tuple[BaselineRow, ...]:
    """Every request of the plan or of one action, those that wait first, then the newest."""
    if not rights.may(viewer, READS):
        return ()
    rows = BaselineRequest.objects.filter(action__plan__public_id=plan_id)
    rows = rows.filter(action__public_id=action_id) if action_id else rows
    found = [_baseline(row) for row in rows.select_related("action", "asked_by", "decided_by").order_by("-pk")]
    return tuple(sorted(found, key=lambda each: each.state != "asked"))


def slipping(plan_id: str, viewer: Viewer, on: date) -> tuple[Slip, ...]:
    """Every action of the plan that leans on one that slips."""
    rights.check(viewer, "plan-read")
    plan = trees.find_plan(plan_id)
    actions = Action.objects.filter(plan=plan).order_by("position", "pk")
    links = Dependency.objects.filter(plan=plan, from_action__isnull=False, to_action__isnull=False).order_by("pk")
    leans = links.values_list("from_action__public_id", "to_action__public_id", "kind")
    return slips(
        [_standing(row) for row in actions], [Lean(one, other, kind == "needs") for one, other, kind in leans], on=on
    )


def _standing(row: Action) -> Standing:
    gone = row.is_withdrawn or row.is_superseded
    return Standing(row.public_id, row.ref, Rating(row.rating), row.due_on, row.baseline_due_on, gone)


def _pressing(entry: EntryRow) -> tuple[bool, int, date, str]:
    grave = list(book().levels).index(entry.level) if entry.level else len(book().levels)
    return not entry.is_open, grave, entry.day or date.max, entry.ref


def _entry(row: RegisterEntry) -> EntryRow:
    return EntryRow(
        id=row.public_id,
        kind=row.kind,
        ref=row.ref,
        words=row.words,
        detail=row.detail,
        section_slug=row.section.slug if row.section else "",
        section=str(row.section) if row.section else "",
        action_id=row.action.public_id if row.action else "",
        action_ref=row.action.ref if row.action else "",
        owner_role=row.owner_role,
        likelihood=row.likelihood,
        impact=row.impact,
        level=book().level(row.likelihood, row.impact),
        due_on=row.due_on,
        review_on=row.review_on,
        pounds=row.pounds,
        state=row.state,
        outcome=row.outcome,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        version=row.version,
    )


def kept_row(row: RegisterChange | AvoidanceChange) -> KeptRow:
    return KeptRow(row.kind, row.on, row.by.name, row.acting_role, row.reason, row.before, row.after)


def _baseline(row: BaselineRequest) -> BaselineRow:
    return BaselineRow(
        id=row.public_id,
        action_id=row.action.public_id,
        action_ref=row.action.ref,
        action_text=row.action.text,
        due=due_from_plain(row.due),
        was=due_from_plain(row.was),
        first_due_on=row.action.first_due_on,
        due_on=row.action.due_on,
        reason=row.reason,
        asked_by=row.asked_by.name,
        asked_by_id=row.asked_by_id,
        asked_on=row.asked_on,
        state=row.state,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_on=row.decided_on,
        words=row.words,
    )


def plan_holding(model: type[RegisterEntry | AvoidanceLine], public_id: str) -> str:
    for plan_id in model.objects.filter(public_id=public_id).values_list("plan__public_id", flat=True):
        return str(plan_id)
    raise NotFound("There is nothing of that name in the registers.", do="Start from the list of registers.")

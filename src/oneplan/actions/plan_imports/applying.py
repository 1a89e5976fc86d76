"""A document that was read becomes the plan, or changes it: all of it or nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_imports.lines import carry_out_waiting_lines, repeat_earlier_decisions
from oneplan.actions.series.lines import match_lines
from oneplan.core.access import Viewer
from oneplan.core.improvement.difference import SUPERSEDE, THEIRS, ActionChange, FieldChange
from oneplan.core.improvement.facets import facets_to_plain, to_plain
from oneplan.core.improvement.frame import to_plain as frame_to_plain
from oneplan.core.improvement.history import KIND_OF_CHANGE, EventKind
from oneplan.core.improvement.matching import key_of, plain_words
from oneplan.core.improvement.reading import LineFate
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.dependencies import derive
from oneplan.records.improvement.frames import set_frame
from oneplan.records.improvement.importing import Comparison, compare, find_import
from oneplan.records.improvement.models import (
    Action,
    ActionEvent,
    DatedUpdate,
    ImportLine,
    ImprovementPlan,
    PlanImport,
    Section,
)
from oneplan.records.improvement.models.plan_import import ImportState
from oneplan.records.improvement.refreshing import refresh

_APART = 10  # room between positions, for actions made here


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What applying an import did."""

    plan_id: str
    created: int
    changed: int
    kept_ours: int
    unchanged: int
    superseded: int
    review_left: int


def apply_plan_import(*, import_id: str, by: User, on: date, request_key: str = "", route: str = "") -> ImportResult:
    """The plan says what the document says, except where somebody changed it here and did not give way."""
    request = Request("apply-plan-import", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, Any]:
        role = rights.check(viewer, "import-write")
        plan_import = find_import(import_id, lock=True)
        _check_ready(plan_import)
        list(ImprovementPlan.objects.select_for_update().filter(is_withdrawn=False))
        result = _Applying(plan_import, compare(plan_import), request, role).run()
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="import",
            subject_ids=[import_id, result.plan_id],
            details=asdict(result),
        )
        return asdict(result)

    return ImportResult(**carry_out(request, work, asked={"import": import_id}))


class _Applying:
    def __init__(self, plan_import: PlanImport, comparison: Comparison, request: Request, role: str) -> None:
        self.plan_import, self.comparison = plan_import, comparison
        self.request, self.role = request, role
        self.change = comparison.change
        self.plan = comparison.plan or ImprovementPlan.objects.create(title=comparison.after.title[:500])
        self.actions = {row.key: row for row in Action.objects.filter(plan=self.plan)}
        self.touched: dict[str, Action] = {}
        self.events: list[ActionEvent] = []

    def run(self) -> ImportResult:
        frame_changes = self.comparison.before != self.comparison.after
        if frame_changes:
            set_frame(self.plan, self.comparison.after)
            match_lines(self.plan)
        self._write_events()
        self._set_positions()
        self._finish_import()
        added = self._add_updates()
        if self.touched or frame_changes or added:
            refresh(self.plan, list(self.touched.values()))
            derive(self.plan)
        repeat_earlier_decisions(self.plan_import)
        carry_out_waiting_lines(self.plan_import, request=self.request, acting_role=self.role)
        return self._result()

    def _write_events(self) -> None:
        for new in self.change.new:
            self._append(self._row(new.key, new.read.ref, not new.read.ref_assigned), EventKind.IMPORTED,
                         facets_to_plain(new.facets))  # fmt: skip
        for change in self.change.changed:
            for field in change.fields:
                self._append(self.actions[change.key], *_event_of(field, self._before(change, field)))
        for missing in self.change.missing:
            if missing.decision == SUPERSEDE:
                self._append(self.actions[missing.key], EventKind.SUPERSEDED, {})
        ActionEvent.objects.bulk_create(self.events, batch_size=200)

    def _before(self, change: ActionChange, field: FieldChange) -> Any:
        return to_plain(field.field, self.comparison.states[change.key].facets.value(field.field))

    def _row(self, key: str, ref: str, ref_is_given: bool) -> Action:
        if key not in self.actions:
            self.actions[key] = Action.objects.create(
                plan=self.plan, key=key, ref=ref[:80], ref_is_given=ref_is_given, position=0
            )
        return self.actions[key]

    def _append(self, action: Action, kind: EventKind, details: dict[str, Any]) -> None:
        self.touched[action.key] = action
        self.events.append(
            ActionEvent(
                action=action,
                kind=kind.value,
                on=self.request.on,
                by=self.request.by,
                acting_role=self.role,
                reason=f"Import of {self.plan_import.document.name}",
                details=details,
                plan_import=self.plan_import,
            )
        )

    def _set_positions(self) -> None:
        moved = []
        for place, read in enumerate(self.comparison.reading.actions, start=1):
            row = self.actions[self.change.keys[key_of(read)]]
            if row.position != place * _APART:
                row.position = place * _APART
                moved.append(row)
        Action.objects.bulk_update(moved, ["position"], batch_size=200)

    def _finish_import(self) -> None:
        row = self.plan_import
        row.made_plan, row.plan = self.comparison.plan is None, self.plan
        row.state, row.says = ImportState.APPLIED, "Applied"
        row.before = frame_to_plain(self.comparison.before)
        row.applied_at, row.applied_by = timezone.now(), self.request.by
        row.save()

    def _add_updates(self) -> int:
        sections = {row.slug: row for row in Section.objects.filter(plan=self.plan)}
        rows = DatedUpdate.objects.filter(plan=self.plan, is_withdrawn=False, is_note=False, action=None)
        known = {(row.section_id, plain_words(row.text)) for row in rows}
        new = []
        for read in self.comparison.reading.updates:
            section = sections.get(self.change.slugs.get(read.section, ""))
            mark = (section.pk if section else None, plain_words(read.text))
            if mark not in known:
                known.add(mark)
                new.append(self._update(section, read.text, read.dated_on))
        DatedUpdate.objects.bulk_create(new, batch_size=200)
        return len(new)

    def _update(self, section: Section | None, text: str, dated_on: date | None) -> DatedUpdate:
        return DatedUpdate(
            plan=self.plan, section=section, text=text, on=dated_on, by=self.request.by, plan_import=self.plan_import
        )

    def _result(self) -> ImportResult:
        fields = [field for change in self.change.changed for field in change.fields]
        applied = [c for c in self.change.changed if any(field.decision == THEIRS for field in c.fields)]
        waiting = ImportLine.objects.filter(plan_import=self.plan_import, fate=LineFate.REVIEW, decision="")
        return ImportResult(
            plan_id=self.plan.public_id,
            created=len(self.change.new),
            changed=len(applied),
            kept_ours=sum(1 for field in fields if field.decision != THEIRS),
            unchanged=len(self.change.unchanged) + len(self.change.changed) - len(applied),
            superseded=sum(1 for each in self.change.missing if each.decision == SUPERSEDE),
            review_left=waiting.count(),
        )


def _event_of(field: FieldChange, before: Any) -> tuple[EventKind, dict[str, Any]]:
    theirs = to_plain(field.field, field.value)
    if field.decision == THEIRS:
        return KIND_OF_CHANGE[field.field], {"before": before, "after": theirs}
    return EventKind.KEPT_OURS, {"facet": field.field.value, "theirs": theirs}


def _check_ready(plan_import: PlanImport) -> None:
    if plan_import.state == ImportState.READ:
        reading = plan_import.reading or {}
        if reading.get("actions") or reading.get("sections"):
            return
        raise Problem(
            "No improvement plan was found in this document, so there is nothing to import.",
            why="A plan has actions or sections; this document shows neither.",
            do="Check that it is the right file. A picture of a plan must be turned into text first.",
        )
    raise Problem(
        "This import cannot be applied now.",
        why=f"It is {plan_import.state}; only a document that has been read and not yet applied can be.",
        do="Open the import to see where it stands.",
    )

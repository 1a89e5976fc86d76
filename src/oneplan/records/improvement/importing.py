"""A document that was read, held against the plan as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from oneplan.core.access import NotFound
from oneplan.core.improvement.difference import THEIRS, CurrentAction, PlanDifference, difference
from oneplan.core.improvement.edits import standing_over
from oneplan.core.improvement.facets import Facet
from oneplan.core.improvement.frame import EMPTY, Frame, changes_in_words, frame_of, merged
from oneplan.core.improvement.history import ActionState
from oneplan.core.improvement.matching import KnownAction, KnownSection, is_same_plan
from oneplan.core.improvement.reading import LineFate, PlanReading, SourceLine
from oneplan.core.improvement.reading_json import from_json
from oneplan.records.improvement.frames import stored_frame
from oneplan.records.improvement.models import Action, ImportLine, ImprovementPlan, PlanImport, Section
from oneplan.records.improvement.plan_changes import edits_of, kept_here
from oneplan.records.improvement.refreshing import states_of


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document against the plan it belongs to: that plan (none when it starts a new one), before and after."""

    plan: ImprovementPlan | None
    reading: PlanReading
    change: PlanDifference
    before: Frame
    after: Frame
    states: Mapping[str, ActionState]


def find_import(import_id: str, *, lock: bool = False) -> PlanImport:
    """The import with this id; raises NotFound."""
    rows = PlanImport.objects.select_for_update(of=("self",)) if lock else PlanImport.objects.all()
    found = rows.filter(public_id=import_id).select_related("document", "by", "plan").first()
    if found is None:
        raise NotFound("There is no such import here.", do="Start from the list of imports.")
    return found


def compare(plan_import: PlanImport) -> Comparison:
    """What applying this import now would do, with the decisions taken so far."""
    reading = reading_of(plan_import)
    plan = target_plan(plan_import, reading)
    actions = current_actions(plan) if plan else ()
    before = stored_frame(plan) if plan else EMPTY
    sections = _known_sections(plan) if plan else ()
    change = difference(reading, sections=sections, actions=actions, decisions=plan_import.decisions)
    held = _held(actions, change)
    said = merged(before, frame_of(reading, change.slugs), held=held)
    edits = edits_of(plan) if plan else ()
    after = standing_over(said, edits, held=held | {each.facets.section for each in change.new})
    made_here = _made_from_lines(plan) | {each.key for each in actions if each.state.is_added_here}
    missing = tuple(each for each in change.missing if each.key not in made_here)
    other = (*changes_in_words(before, after), *kept_here(said, after, edits))
    change = replace(change, missing=missing, other=other)
    return Comparison(plan, reading, change, before, after, {each.key: each.state for each in actions})


def current_actions(plan: ImprovementPlan) -> tuple[CurrentAction, ...]:
    """Every action of a plan, withdrawn ones too, folded from its events."""
    rows = list(Action.objects.filter(plan=plan))
    states = states_of(rows)
    return tuple(CurrentAction(row.key, row.ref, states[row.pk], row.ref_is_given) for row in rows)


def target_plan(plan_import: PlanImport, reading: PlanReading) -> ImprovementPlan | None:
    """The plan that the document is an edited copy of; none when it is a plan of its own."""
    if plan_import.plan is not None:
        return plan_import.plan
    for plan in ImprovementPlan.objects.filter(is_withdrawn=False).order_by("-created_at", "-pk"):
        rows = Action.objects.filter(plan=plan, is_withdrawn=False).select_related("section")
        known = [KnownAction(row.key, row.text, row.section.slug if row.section else "") for row in rows]
        if is_same_plan(reading, plan.title, known):
            return plan
    return None


def reading_of(plan_import: PlanImport) -> PlanReading:
    """What was read, without its lines, which are rows of their own."""
    if plan_import.reading is None:
        raise NotFound(
            "This document has not been read yet.",
            do="Wait until the reading is done; the page of the import shows how far it is.",
        )
    reading: PlanReading = from_json(plan_import.reading)
    return reading


def lines_of(plan_import: PlanImport) -> tuple[SourceLine, ...]:
    """Every line of the document and what became of it."""
    rows = ImportLine.objects.filter(plan_import=plan_import).order_by("line")
    return tuple(SourceLine(row.line, row.text, LineFate(row.fate), row.why) for row in rows)


def _made_from_lines(plan: ImprovementPlan | None) -> frozenset[str]:
    # Actions that somebody made from a line in doubt are in no document's list of actions, so none is missing.
    rows = ImportLine.objects.filter(plan_import__plan=plan, decision="action", carried_out=True)
    return frozenset(rows.values_list("ref", flat=True)) if plan else frozenset()


def _known_sections(plan: ImprovementPlan) -> tuple[KnownSection, ...]:
    # A withdrawn section keeps its slug, so that it comes back as itself when a later document names it again.
    rows = Section.objects.filter(plan=plan).order_by("is_withdrawn", "position")
    return tuple(KnownSection(row.slug, row.number, row.title) for row in rows)


def _held(actions: tuple[CurrentAction, ...], change: PlanDifference) -> frozenset[str]:
    moved = {
        each.key
        for each in change.changed
        if any(field.field is Facet.SECTION and field.decision == THEIRS for field in each.fields)
    }
    standing = (each for each in actions if not each.state.is_withdrawn and each.key not in moved)
    return frozenset(each.state.facets.section for each in standing)

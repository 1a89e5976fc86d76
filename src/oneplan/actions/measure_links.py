"""Says which measures a section or an action of the improvement plan should move."""

from __future__ import annotations

from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.core.measures import Direction
from oneplan.core.measures.phrases import named_in
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.figures.models import MeasureLink
from oneplan.records.improvement.models import Action, ImprovementPlan, MeasureLine, Section
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.rulebook.measure_files import load_measures

PERMISSION = "measure-link"
MATCHED = "Matched by words"
_LONGEST_WHY = 300


def link(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    measure: str,
    section: str = "",
    action_id: str = "",
    expected_direction: str = "",
    why: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The section (by slug) or the action should move the measure; returns the id, the same for the same link."""
    request = Request("link-measure", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        plan, held_section, held_action = _places(plan_id, section, action_id)
        _check(measure, expected_direction)
        row, is_new = MeasureLink.objects.get_or_create(
            plan=plan, section=held_section, action=held_action, measure=_served(measure), is_removed=False
        )
        row.expected_direction = expected_direction
        row.why, row.made_by = why.strip()[:_LONGEST_WHY], by
        row.save()
        _traced(request, viewer, role, row, is_new=is_new)
        return row.pk

    asked = {"plan": plan_id, "measure": measure, "section": section, "action": action_id, "why": why}
    return carry_out(request, work, asked=asked)


def unlink(*, link_id: int, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The link is taken away and, once taken away, is not proposed again; returns the measure's id."""
    request = Request("unlink-measure", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row = MeasureLink.objects.select_for_update().filter(pk=link_id, is_removed=False).first()
        if row is None:
            raise NotFound("There is no such link here.", do="Open the section again to see what is linked now.")
        row.is_removed, row.made_by = True, by
        row.save(update_fields=["is_removed", "made_by"])
        _traced(request, viewer, role, row, is_new=False)
        return row.measure

    return carry_out(request, work, asked={"link": link_id})


def propose_links() -> int:
    """Links the newest plan's sections to the measures that their own lines name; says how many were new.

    A link that was there before, even one taken away, is never proposed again.
    """
    plan = ImprovementPlan.objects.filter(is_withdrawn=False).order_by("-created_at", "-pk").first()
    if plan is None:
        return 0
    known = set(MeasureLink.objects.filter(plan=plan).values_list("section_id", "measure"))
    proposed: dict[tuple[int, str], MeasureLink] = {}
    standing = MeasureLine.objects.filter(plan=plan, is_withdrawn=False, section__is_withdrawn=False)
    for line in standing.filter(section__isnull=False):
        for measure, _ in named_in(line.text, load_measures().measures):
            key = (line.section_id or 0, measure.id)
            if key not in known:
                direction = "" if measure.direction is Direction.CONTEXT else measure.direction.value
                proposed.setdefault(key, _proposal(plan, line, measure.id, direction))
    MeasureLink.objects.bulk_create(proposed.values())
    return len(proposed)


def _proposal(plan: ImprovementPlan, line: MeasureLine, measure: str, direction: str) -> MeasureLink:
    words = " ".join(line.text.split())
    return MeasureLink(
        plan=plan,
        section_id=line.section_id,
        measure=measure,
        expected_direction=direction,
        why=f"{MATCHED}: “{words}”"[:_LONGEST_WHY],
    )


def _places(plan_id: str, section: str, action_id: str) -> tuple[ImprovementPlan, Section | None, Action | None]:
    plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
    if plan is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    held_section = Section.objects.filter(plan=plan, slug=section, is_withdrawn=False).first() if section else None
    held_action = (
        Action.objects.filter(plan=plan, public_id=action_id, is_withdrawn=False).first() if action_id else None
    )
    if (held_section is None) is (held_action is None):
        raise Problem(
            "A measure is linked to one section or to one action.",
            why="Only then can it show whether that one makes a difference.",
            do="Choose a section or an action that the plan holds.",
        )
    return plan, held_section, held_action


def _served(measure: str) -> str:
    """A number of the catalogue that the records reckon stands for its definition."""
    found = load_catalogue().by_id.get(measure)
    return found.computed[0] if found is not None and found.computed else measure


def _check(measure: str, direction: str) -> None:
    if measure not in load_catalogue().by_id:
        load_measures().measure(measure)
    if direction not in ("", Direction.UP.value, Direction.DOWN.value):
        raise Problem(f"A measure cannot be expected to go “{direction}”.", do="Say up, down or nothing.")


def _traced(request: Request, viewer: Viewer, role: str, row: MeasureLink, *, is_new: bool) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="measure-link",
        subject_ids=[str(row.pk)],
        details={"measure": row.measure, "new": is_new},
    )

"""Matches the lines of a plan to the measures they stand on; what a person chose is never overruled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.measures.phrases import LinePart
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import ImpactLine, ImprovementPlan, MeasureLine, Section
from oneplan.records.series.keys import line_key
from oneplan.records.series.models import LineMatch
from oneplan.rulebook.catalogue_files import load_catalogue, load_lines

PERMISSION = "measure-link"
MODELS: tuple[tuple[LinePart, type[MeasureLine | ImpactLine]], ...] = (
    (LinePart.ASSESS, MeasureLine),
    (LinePart.SEE, ImpactLine),
)


def rematch(*, plan_id: str, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """Every line of the plan stands on the measures its words tell; says how many lines changed."""
    request = Request("rematch-lines", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        changed = match_lines(_plan(plan_id))
        details = {"changed": changed}
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan_id], details=details)
        return changed

    return int(carry_out(request, work, asked={"plan": plan_id}) or 0)


def choose_measures(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    section: str,
    part: LinePart,
    text: str,
    measures: Sequence[str],
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A person says which measures a line stands on; words do not overrule that later."""
    request = Request("choose-measures", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        plan = _plan(plan_id)
        chosen = [load_catalogue().measure(name).id for name in dict.fromkeys(measures)]
        row = _line(plan, section, part, text)
        match, _ = LineMatch.objects.get_or_create(
            plan=plan, section=row.section, part=part.value, key=line_key(row.text), defaults={"text": row.text}
        )
        match.measures, match.chosen_by, match.chosen_on = " ".join(chosen), by, on
        match.save()
        details = {"measures": chosen}
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan_id], details=details)
        return match.measures

    asked = {"plan": plan_id, "section": section, "part": part, "text": text, "measures": list(measures)}
    return str(carry_out(request, work, asked=asked))


def match_lines(plan: ImprovementPlan) -> int:
    """Every line of a plan is matched by its words, but for those that a person chose; says how many changed."""
    sections = {row.pk: row for row in Section.objects.filter(plan=plan)}
    held = {(row.section_id, row.part, row.key): row for row in LineMatch.objects.filter(plan=plan)}
    made: dict[tuple[int | None, str, str], LineMatch] = {}
    changed = []
    for part, model in MODELS:
        for line in model.objects.filter(plan=plan).order_by("position", "id"):
            key = (line.section_id, part.value, line_key(line.text))
            words = " ".join(load_lines().measures_of(line.text, part, _titles(line.section_id, sections)))
            row = held.get(key)
            if row is None:
                made[key] = LineMatch(
                    plan=plan, section_id=key[0], part=key[1], key=key[2], text=line.text, measures=words
                )
            elif row.chosen_by_id is None and row.measures != words:
                row.measures = words
                changed.append(row)
    LineMatch.objects.bulk_create(made.values())
    LineMatch.objects.bulk_update(changed, ["measures"])
    return len(made) + len(changed)


def match_newest_plan() -> int:
    """The same for the newest plan, where there is one."""
    plan = ImprovementPlan.objects.filter(is_withdrawn=False).order_by("-created_at", "-pk").first()
    return match_lines(plan) if plan else 0


def _titles(section: int | None, sections: dict[int, Section]) -> list[str]:
    titles: list[str] = []
    row = sections.get(section or 0)
    while row is not None and len(titles) < len(sections):
        titles.append(row.title)
        row = sections.get(row.parent_id or 0)
    return titles


def _plan(plan_id: str) -> ImprovementPlan:
    plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
    if plan is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    return plan


def _line(plan: ImprovementPlan, section: str, part: LinePart, text: str) -> MeasureLine | ImpactLine:
    model = dict(MODELS)[part]
    rows = model.objects.filter(plan=plan, section__slug=section).select_related("section").order_by("position", "id")
    found = next((row for row in rows if line_key(row.text) == line_key(text)), None)
    if found is None:
        raise NotFound("The plan holds no such line any more.", do="Open the section again to see its lines.")
    return found

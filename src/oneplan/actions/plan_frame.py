"""A living plan besides its actions: sections, their lines and the priorities, each change kept with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_locks import locked_plan, section_in
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.edits import LINES, About, Change, Edit, seen_mark, standing_over
from oneplan.core.improvement.frame import Frame, FrameSection
from oneplan.core.improvement.matching import fresh_slug, plain_words
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.dependencies import derive
from oneplan.records.improvement.frames import set_frame, stored_frame
from oneplan.records.improvement.models import (
    Action,
    AreaForImprovement,
    ImpactLine,
    ImprovementPlan,
    MeasureLine,
    PlanChange,
    Section,
)
from oneplan.records.improvement.models.statement import Statement
from oneplan.records.improvement.refreshing import raise_revision

PERMISSION = "plan-edit"
MODELS: Mapping[About, type[AreaForImprovement | MeasureLine | ImpactLine]] = {
    About.AREAS: AreaForImprovement,
    About.MEASURES: MeasureLine,
    About.IMPACTS: ImpactLine,
}


def add_section(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    title: str,
    number: str = "",
    must_improve: str = "",
    priority: int = 0,
    parent: str = "",
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The plan has one more section, after all others; returns its slug."""
    fields = _fields(title, number, must_improve, priority, parent)

    def build(plan: ImprovementPlan, frame: Frame) -> Edit:
        _check_section(fields, frame)
        taken = set(Section.objects.filter(plan=plan).values_list("slug", flat=True))
        return Edit(About.SECTION, fresh_slug(f"{number} {title}", taken), Change.ADDED, {}, fields)

    return _edited(Request("add-section", by, on, request_key, route), plan_id, reason, build).key


def reword_section(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    slug: str,
    seen: str,
    title: str,
    number: str = "",
    must_improve: str = "",
    priority: int = 0,
    parent: str = "",
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The section says something else, and what it said is kept; ``seen`` is the mark of what the form showed."""
    fields = _fields(title, number, must_improve, priority, parent)

    def build(plan: ImprovementPlan, frame: Frame) -> Edit:
        section_in(plan, slug)
        now = section_fields(next(each for each in frame.sections if each.slug == slug))
        _check_seen(seen, now, f"{fields['title']}. {fields['must_improve']}", f"{now['title']}. {now['must_improve']}")
        others = replace(frame, sections=tuple(each for each in frame.sections if each.slug != slug))
        _check_section(fields, others)
        changed = {name: value for name, value in fields.items() if now[name] != value}
        if not changed:
            raise Problem("Nothing would change.", do="Change something first, or go back to the section.")
        return Edit(About.SECTION, slug, Change.CHANGED, {name: now[name] for name in changed}, changed)

    return _edited(Request("reword-section", by, on, request_key, route), plan_id, reason, build).key


def withdraw_section(
    *, plan_id: str, slug: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The section is no longer in the plan; refused while actions stand in it."""

    def build(plan: ImprovementPlan, frame: Frame) -> Edit:
        held = section_in(plan, slug)
        standing = Action.objects.filter(section=held, is_withdrawn=False, is_superseded=False)
        refs = list(standing.order_by("position", "pk").values_list("ref", flat=True))
        if refs or Section.objects.filter(parent=held, is_withdrawn=False).exists():
            inside = f"{', '.join(refs[:5])} would stand nowhere." if refs else "Its parts would stand nowhere."
            raise Problem("The section still holds something.", why=inside, do="Move or withdraw what it holds first.")
        now = next(each for each in frame.sections if each.slug == slug)
        return Edit(About.SECTION, slug, Change.WITHDRAWN, section_fields(now), {})

    return _edited(Request("withdraw-section", by, on, request_key, route), plan_id, reason, build).key


def add_line(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    section: str,
    about: About,
    text: str,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The section has one more area for improvement, way of assessing or sign of success; returns its words."""
    _check_words(text)

    def build(plan: ImprovementPlan, frame: Frame) -> Edit:
        held = section_in(plan, section)
        same = (each for each in getattr(frame, about.value) if each.section == held.slug)
        if plain_words(text) in {plain_words(each.text) for each in same}:
            raise Problem("The section says that already.", do="Change the line that is there instead.")
        return Edit(about, held.slug, Change.ADDED, {}, {"text": text.strip()})

    edit = _edited(Request("add-plan-line", by, on, request_key, route), plan_id, reason, build)
    return str(edit.after["text"])


def add_area(
    *, plan_id: str, section: str, text: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The section has one more area for improvement; returns its words."""
    return add_line(
        plan_id=plan_id,
        section=section,
        about=About.AREAS,
        text=text,
        reason=reason,
        by=by,
        on=on,
        request_key=request_key,
        route=route,
    )


def reword_line(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    about: About,
    line_id: int,
    seen: str,
    text: str,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The line says something else, and what it said is kept; without words it is taken out. Returns its section."""

    def build(plan: ImprovementPlan, _frame: Frame) -> Edit:
        row = _line(plan, about, line_id)
        _check_seen(seen, {"text": row.text}, text.strip(), row.text)
        if text.strip() == row.text:
            raise Problem("Nothing would change.", do="Change something first, or go back to the section.")
        change = Change.CHANGED if text.strip() else Change.WITHDRAWN
        slug = row.section.slug if row.section else ""
        return Edit(about, slug, change, {"text": row.text}, {"text": text.strip()} if text.strip() else {})

    def keep_row(plan: ImprovementPlan, edit: Edit) -> None:
        # The row itself is reworded, so that whatever points at it goes on pointing at the same line.
        if edit.change is Change.CHANGED:
            MODELS[about].objects.filter(plan=plan, pk=line_id).update(text=edit.after["text"])

    request = Request("reword-plan-line", by, on, request_key, route)
    return _edited(request, plan_id, reason, build, keep_row).key


def add_priority(
    *, plan_id: str, title: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """The plan has one more priority, after the others; returns its number."""
    _check_words(title)

    def build(_plan: ImprovementPlan, frame: Frame) -> Edit:
        if plain_words(title) in {plain_words(each) for each in frame.priorities}:
            raise Problem("The plan has that priority already.", do="Choose other words for a new one.")
        return Edit(About.PRIORITY, str(len(frame.priorities) + 1), Change.ADDED, {}, {"title": title.strip()})

    return int(_edited(Request("add-priority", by, on, request_key, route), plan_id, reason, build).key)


def reword_priority(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    number: int,
    seen: str,
    title: str,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The priority says something else, and what it said is kept; returns its number."""
    _check_words(title)

    def build(_plan: ImprovementPlan, frame: Frame) -> Edit:
        if not 0 < number <= len(frame.priorities):
            raise NotFound("There is no such priority in this plan.", do="Start from the plan.")
        now = frame.priorities[number - 1]
        _check_seen(seen, {"title": now}, title.strip(), now)
        if now == title.strip():
            raise Problem("Nothing would change.", do="Change something first, or go back to the plan.")
        return Edit(About.PRIORITY, str(number), Change.CHANGED, {"title": now}, {"title": title.strip()})

    return int(_edited(Request("reword-priority", by, on, request_key, route), plan_id, reason, build).key)


def section_fields(section: FrameSection) -> dict[str, Any]:
    """What of a section people may change; its slug is for ever."""
    return {name: value for name, value in asdict(section).items() if name != "slug"}


def _fields(title: str, number: str, must_improve: str, priority: int, parent: str) -> dict[str, Any]:
    _check_words(title)
    return {
        "number": number.strip()[:60],
        "title": title.strip(),
        "priority": priority,
        "parent": parent,
        "must_improve": must_improve.strip(),
    }


def _check_words(text: str) -> None:
    if not text.strip():
        raise Problem("Enter the words.", why="A line without words says nothing.", do="Write what it should say.")


def _check_section(fields: Mapping[str, Any], others: Frame) -> None:
    if not 0 <= fields["priority"] <= len(others.priorities):
        raise Problem("The plan has no such priority.", do="Choose one of the plan's priorities.")
    if fields["parent"] and fields["parent"] not in {each.slug for each in others.sections}:
        raise Problem("The plan has no such section for it to stand in.", do="Choose another section, or none.")
    if fields["number"] and fields["number"] in {each.number for each in others.sections}:
        raise Problem(
            f"The plan already has a section {fields['number']}.",
            why="Two sections with one number could not be told apart.",
            do="Give it another number, or none.",
        )


def _check_seen(seen: str, now: Mapping[str, Any], mine: str, theirs: str) -> None:
    if seen != seen_mark(now):
        raise Stale("the plan", what="this part of", mine=mine or "nothing", theirs=theirs, version=0)


def _line(plan: ImprovementPlan, about: About, line_id: int) -> Statement:
    row = None
    if about in LINES:
        rows = MODELS[about].objects.filter(plan=plan, pk=line_id, is_withdrawn=False)
        row = rows.select_related("section").first()
    if row is None:
        raise NotFound("There is no such line in this plan.", do="Open the section again to see what it says now.")
    return row


def _edited(
    request: Request,
    plan_id: str,
    reason: str,
    build: Callable[[ImprovementPlan, Frame], Edit],
    before_frame: Callable[[ImprovementPlan, Edit], None] | None = None,
) -> Edit:
    def work(viewer: Viewer) -> dict[str, Any]:
        role = rights.check(viewer, PERMISSION)
        plan = locked_plan(plan_id)
        frame = stored_frame(plan)
        edit = build(plan, frame)
        if not reason.strip():
            raise Problem("Say why.", why="Somebody will ask in a year, and the history is where they look.")
        if before_frame is not None:
            before_frame(plan, edit)
        set_frame(plan, standing_over(frame, [edit]))
        _kept(plan, edit, request, role, reason)
        derive(plan)
        raise_revision(plan)
        about = {"about": edit.about.value, "key": edit.key, "change": edit.change.value}
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan_id], details=about)
        return {"about": edit.about.value, "key": edit.key, "change": edit.change.value, "after": dict(edit.after)}

    done = carry_out(request, work, asked={"plan": plan_id, "reason": reason, "verb": request.verb})
    return Edit(About(done["about"]), done["key"], Change(done["change"]), {}, done["after"])


def _kept(plan: ImprovementPlan, edit: Edit, request: Request, role: str, reason: str) -> None:
    PlanChange.objects.create(
        plan=plan,
        about=edit.about.value,
        key=edit.key[:80],
        kind=edit.change.value,
        before=dict(edit.before),
        after=dict(edit.after),
        on=request.on,
        by=request.by,
        acting_role=role,
        reason=reason.strip(),
    )

"""Changing the plan besides its actions: sections, their lines and the priorities, and the history of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.actions import plan_frame
from oneplan.core.access import NotFound
from oneplan.core.improvement.edits import LINES, About, seen_mark
from oneplan.records.improvement import queries
from oneplan.web.plan import edit_forms as asked
from oneplan.web.plan.addresses import crumbs_of, plan_address, plan_at, section_address
from oneplan.web.plan.one_section import Entry
from oneplan.web.plan.questions import Question, answered

if TYPE_CHECKING:
    from oneplan.records.improvement.plan_changes import PlanChangeRow
    from oneplan.records.improvement.rows import SectionRow

KINDS = {
    "areas": ("area for improvement", "areas for improvement"),
    "measures": ("way of assessing it", "ways of assessing it"),
    "impacts": ("thing that people will see", "things that people will see"),
}
FIELDS = ("number", "title", "priority", "parent", "must_improve")
NAMES = {
    "title": "Title",
    "number": "Number",
    "must_improve": "What must improve",
    "priority": "Priority",
    "parent": "Inside section",
    "text": "Words",
    "kind": "Kind of plan",
    "year": "Year",
    "mirrors": "Mirrors",
}
ABOUT = {
    "plan": "The plan",
    "priority": "Priority",
    "section": "Section",
    "areas": "Area for improvement",
    "measures": "How it is assessed",
    "impacts": "What people will see",
}
CHANGES = {"added": "added", "changed": "reworded", "withdrawn": "taken out", "restored": "brought back"}


def add_section(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What is the new section?"""
    plan, tree = plan_at(plan_id, request), queries.plan_tree(plan_id, viewer=request.viewer)
    question = Question("Add a section", "Add the section", plan_address(plan), crumbs_of(plan), done="It is added.")
    held: dict[str, asked.SectionForm] = {}

    def make(*args: Any) -> asked.SectionForm:
        held["form"] = asked.SectionForm(*args, tree=tree)
        return held["form"]

    def save(_given: dict[str, Any], common: dict[str, Any]) -> str:
        slug = plan_frame.add_section(plan_id=plan_id, **held["form"].said, **common)
        return section_address(plan, slug)

    return answered(request, question, make, save)


def reword_section(request: HttpRequest, plan_id: str, slug: str) -> HttpResponse:
    """What does the section say?"""
    plan, tree = plan_at(plan_id, request), queries.plan_tree(plan_id, viewer=request.viewer)
    row = _section(request, plan_id, slug)
    back = section_address(plan, slug)
    question = Question(
        "Change the section",
        "Save the section",
        back,
        (*crumbs_of(plan), (row.title, back)),
        done="The section is saved.",
        seen=lambda: _mark(_section(request, plan_id, slug)),
    )
    held: dict[str, asked.SectionForm] = {}

    def make(*args: Any) -> asked.SectionForm:
        first = {name: getattr(row, name) for name in FIELDS} | {"heading": row.title, "seen": _mark(row)}
        held["form"] = asked.SectionForm(*args, tree=tree, without=slug, initial=first)
        return held["form"]

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        said = held["form"].said
        plan_frame.reword_section(plan_id=plan_id, slug=slug, seen=given["seen"], **said, **common)

    return answered(request, question, make, save)


def withdraw_section(request: HttpRequest, plan_id: str, slug: str) -> HttpResponse:
    """Should the section leave the plan?"""
    plan, row = plan_at(plan_id, request), _section(request, plan_id, slug)
    back = section_address(plan, slug)
    crumbs = (*crumbs_of(plan), (row.title, back))
    question = Question("Take the section out", "Take it out", back, crumbs, lead=row.title, done="It is taken out.")

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        plan_frame.withdraw_section(plan_id=plan_id, slug=slug, reason=given["reason"], **common)
        return plan_address(plan)

    return answered(request, question, _Reason, save)


def add_line(request: HttpRequest, plan_id: str, slug: str, about: str) -> HttpResponse:
    """What else should the section say?"""
    plan, row = plan_at(plan_id, request), _section(request, plan_id, slug)
    one, _ = _kind(about)
    back = section_address(plan, slug)
    crumbs = (*crumbs_of(plan), (row.title, back))
    article = "an" if one.startswith("a") else "a"
    question = Question(f"Add {article} {one}", "Add it", back, crumbs, lead=row.title, done="It is added.")

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        plan_frame.add_line(
            plan_id=plan_id,
            section=slug,
            about=About(about),
            text=given["text"],
            reason=given["reason"],
            **common,
        )

    return answered(request, question, asked.LineForm, save)


def reword_line(request: HttpRequest, plan_id: str, about: str, line_id: int) -> HttpResponse:
    """What should the line say?"""
    plan = plan_at(plan_id, request)
    one, _ = _kind(about)
    slug, text = _line(request, plan_id, about, line_id)
    back = section_address(plan, slug)
    question = Question(
        f"Change the {one}",
        "Save it",
        back,
        crumbs_of(plan),
        done="It is saved.",
        seen=lambda: seen_mark({"text": _line(request, plan_id, about, line_id)[1]}),
    )

    def make(*args: Any) -> asked.RewordLineForm:
        return asked.RewordLineForm(*args, initial={"text": text, "seen": seen_mark({"text": text})})

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        words = {"seen": given["seen"], "text": given["text"], "reason": given["reason"]}
        plan_frame.reword_line(plan_id=plan_id, about=About(about), line_id=line_id, **words, **common)

    return answered(request, question, make, save)


def add_priority(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What else comes first?"""
    plan = plan_at(plan_id, request)
    question = Question("Add a priority", "Add it", plan_address(plan), crumbs_of(plan), done="It is added.")

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        plan_frame.add_priority(plan_id=plan_id, title=given["text"], reason=given["reason"], **common)

    return answered(request, question, asked.LineForm, save)


def reword_priority(request: HttpRequest, plan_id: str, place: int) -> HttpResponse:
    """What should the priority say?"""
    plan = plan_at(plan_id, request)
    question = Question(
        "Change the priority",
        "Save it",
        plan_address(plan),
        crumbs_of(plan),
        done="It is saved.",
        seen=lambda: seen_mark({"title": _priority(request, plan_id, place)}),
    )
    title = _priority(request, plan_id, place)

    def make(*args: Any) -> asked.LineForm:
        return asked.LineForm(*args, initial={"text": title, "seen": seen_mark({"title": title})})

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        words = {"seen": given["seen"], "title": given["text"], "reason": given["reason"]}
        plan_frame.reword_priority(plan_id=plan_id, number=place, **words, **common)

    return answered(request, question, make, save)


def history(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Everything that people changed in the plan besides its actions."""
    plan = plan_at(plan_id, request)
    titles = {row.slug: row.title for row in queries.plan_tree(plan_id, viewer=request.viewer).sections}
    rows = queries.changes_of(plan_id, viewer=request.viewer)
    values = {
        "title": "How the plan was changed here",
        "crumbs": list(crumbs_of(plan)),
        "entries": tuple(change_entry(row, titles) for row in rows),
        "slipping": reverse("plan-slipping", args=[plan_id]),
    }
    return render(request, "plan/history.html", values)


def change_entry(row: PlanChangeRow, titles: dict[str, str]) -> Entry:
    """One change as a line of time."""
    about = ABOUT.get(row.about, row.about)
    where = titles.get(row.key, "") or str(row.after.get("title") or row.before.get("title") or "")
    title = f"{about} {CHANGES.get(row.kind, row.kind)}" + (f": {where}" if where else "")
    names = [name for name in NAMES if name in row.before or name in row.after]
    said = [
        f"{NAMES[name]}: from “{row.before.get(name) or 'nothing'}” to “{row.after.get(name) or 'nothing'}”."
        for name in names
        if row.before.get(name) != row.after.get(name)
    ]
    by = f"{row.by_name} ({row.acting_role.replace('-', ' ')})" if row.acting_role else row.by_name
    return Entry(row.on, title, by, (*said, row.reason), "soon")


class _Reason(asked.SeenForm):
    reason = asked.words_box("Why", asked.WHY, missing="Say why")


def _section(request: HttpRequest, plan_id: str, slug: str) -> SectionRow:
    return queries.section(plan_id, slug, viewer=request.viewer).section


def _mark(row: SectionRow) -> str:
    return seen_mark({name: getattr(row, name) for name in FIELDS})


def _kind(about: str) -> tuple[str, str]:
    if about not in {each.value for each in LINES}:
        raise NotFound("A section has no such lines.", do="Start from the section.")
    return KINDS[about]


def _line(request: HttpRequest, plan_id: str, about: str, line_id: int) -> tuple[str, str]:
    tree = queries.plan_tree(plan_id, viewer=request.viewer)
    found = next((each for each in getattr(tree, about) if each.id == line_id), None)
    if found is None:
        raise NotFound("There is no such line in this plan.", do="Open the section to see what it says now.")
    return found.section, found.text


def _priority(request: HttpRequest, plan_id: str, place: int) -> str:
    tree = queries.plan_tree(plan_id, viewer=request.viewer)
    found = next((each.title for each in tree.priorities if each.number == place), None)
    if found is None:
        raise NotFound("There is no such priority in this plan.", do="Start from the plan.")
    return found

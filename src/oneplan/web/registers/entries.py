"""The registers: what stands in each, one entry with all it ever said, and the questions that change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import registers as verbs
from oneplan.answers import access
from oneplan.core.access import NotFound
from oneplan.records.improvement import queries
from oneplan.rulebook.plans.registers import registers as book
from oneplan.web.plan.addresses import plan_at, section_address
from oneplan.web.plan.one_section import Entry
from oneplan.web.plan.questions import Question, answered
from oneplan.web.registers import forms as asked
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.improvement.registers import Kind
    from oneplan.records.improvement.registers import EntryRow, KeptRow
    from oneplan.records.improvement.rows import PlanRow

HAPPENED = {"opened": "Written down", "changed": "Changed", "closed": "Ended", "reopened": "Opened again"}
FIELDS = {
    "words": "Words",
    "detail": "What is done",
    "section": "Section",
    "action": "Action",
    "owner_role": "Owner",
    "likelihood": "Likelihood",
    "impact": "Impact",
    "due_on": "Due",
    "review_on": "Looked at again",
    "pounds": "Pounds",
    "state": "State",
}


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """One register as the list of registers shows it."""

    title: str
    says: str
    address: str
    count: str


def registers(request: HttpRequest) -> HttpResponse:
    """Every register with what presses in it."""
    plan, today = plan_of(request), timezone.localdate()
    found = queries.registers(plan.id, request.viewer)
    cards = [_card(kind, found.of(kind.id), today) for kind in book().kinds]
    money = queries.cost_avoidance(plan.id, request.viewer)
    waiting = [each for each in queries.baseline_requests(plan.id, viewer=request.viewer) if each.state == "asked"]
    slips = queries.slipping(plan.id, request.viewer, today)
    unsigned = sum(1 for each in money.lines if not each.is_signed and not each.is_closed)
    cards += [
        RegisterCard(
            "Money not spent",
            "What the plan avoids spending: planned, achieved and signed off by finance.",
            reverse("money"),
            f"{words.count_of(len(money.lines), 'line')}, {unsigned} waiting for finance",
        ),
        RegisterCard(
            "Dates to be counted anew",
            "Requests that an action be counted from another date. Somebody other than who asked decides.",
            reverse("baselines"),
            f"{len(waiting) or 'None'} waiting",
        ),
        RegisterCard(
            "Actions that lean on one that slips",
            "Links between actions where what is leaned on is late, moved or gone.",
            reverse("plan-slipping", args=[plan.id]),
            words.count_of(len({each.from_id for each in slips}), "action"),
        ),
    ]
    return render(request, "registers/registers.html", {"title": "Risks, money and milestones", "cards": cards})


def register(request: HttpRequest, kind: str) -> HttpResponse:
    """One register, the most pressing first."""
    held, plan, today = _kind(kind), plan_of(request), timezone.localdate()
    rows = queries.registers(plan.id, request.viewer).of(kind)
    values = {
        "title": held.plural,
        "lead": held.says,
        "crumbs": [_crumb()],
        "kind": held,
        "entries": [each for each in rows if each.is_open],
        "ended": [each for each in rows if not each.is_open],
        "may_write": access.may(request.viewer, "register-write"),
        "today": today,
        "matrix": _matrix() if kind == "risk" else None,
    }
    return render(request, "registers/register.html", values)


def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """One entry with everything it ever said."""
    row, kept = queries.register_entry(entry_id, viewer=request.viewer)
    kind, plan = _kind(row.kind), plan_at(queries.plan_of_entry(entry_id), request)
    may = access.may(request.viewer, "register-write")
    links = []
    if may and row.is_open:
        links = [
            ("Change it", reverse("register-change", args=[row.id])),
            ("Say how it ended", reverse("register-end", args=[row.id])),
        ]
    elif may:
        links = [("Open it again", reverse("register-reopen", args=[row.id]))]
    values = {
        "title": row.words,
        "crumbs": [_crumb(), (kind.plural, reverse("register", args=[kind.id]))],
        "row": row,
        "kind": kind,
        "facts": _facts(row, kind),
        "level": book().levels.get(row.level, ""),
        "section": section_address(plan, row.section_slug) if row.section_slug else "",
        "links": links,
        "history": tuple(_entry(each) for each in kept),
        "state": kind.outcomes.get(row.state, kind.open),
    }
    return render(request, "registers/entry.html", values)


def add(request: HttpRequest, kind: str) -> HttpResponse:
    """What is to be written down?"""
    held, plan = _kind(kind), plan_of(request)
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    article = "an" if held.title[0].lower() in "aeiou" else "a"
    question = Question(
        f"Add {article} {held.title.lower()}",
        "Write it down",
        reverse("register", args=[kind]),
        (_crumb(), (held.plural, reverse("register", args=[kind]))),
        lead=held.says,
        done="It is written down.",
    )
    made: dict[str, asked.EntryForm] = {}

    def make(*args: Any) -> asked.EntryForm:
        made["form"] = asked.EntryForm(*args, kind=held, book=book(), tree=tree)
        return made["form"]

    def save(_given: dict[str, Any], common: dict[str, Any]) -> None:
        verbs.open_entry(plan_id=plan.id, kind=kind, entry=made["form"].entry, **common)

    return answered(request, question, make, save)


def change(request: HttpRequest, entry_id: str) -> HttpResponse:
    """What should it say?"""
    row, _ = queries.register_entry(entry_id, viewer=request.viewer)
    kind = _kind(row.kind)
    tree = queries.plan_tree(queries.plan_of_entry(entry_id), viewer=request.viewer)
    made: dict[str, asked.EntryForm] = {}

    def make(*args: Any) -> asked.EntryForm:
        made["form"] = asked.EntryForm(*args, kind=kind, book=book(), tree=tree, row=row)
        return made["form"]

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        version = given["version"] or 0
        verbs.change_entry(
            entry_id=entry_id, version=version, entry=made["form"].entry, reason=given["reason"], **common
        )

    return answered(request, _about(row, kind, "Change it", "Save it", "It is saved."), make, save)


def end(request: HttpRequest, entry_id: str) -> HttpResponse:
    """How did it end?"""
    row, _ = queries.register_entry(entry_id, viewer=request.viewer)
    kind = _kind(row.kind)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        said = {name: given[name] for name in ("version", "outcome", "words")}
        verbs.close_entry(entry_id=entry_id, **said, **common)

    question = _about(row, kind, "How did it end?", "Save it", "It has ended.")
    return answered(request, question, lambda *args: asked.EndForm(*args, kind=kind, row=row), save)


def reopen(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Why is it open again?"""
    row, _ = queries.register_entry(entry_id, viewer=request.viewer)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        verbs.reopen_entry(entry_id=entry_id, version=given["version"] or 0, reason=given["reason"], **common)

    question = _about(row, _kind(row.kind), "Open it again", "Open it again", "It is open again.")
    return answered(request, question, lambda *args: asked.AgainForm(*args, initial={"version": row.version}), save)


def plan_of(request: HttpRequest) -> PlanRow:
    """The plan that is asked for, or the one that the area runs; raises NotFound before there is one."""
    wanted = request.GET.get("plan", "")
    if wanted:
        return plan_at(wanted, request)
    found = queries.current_plan(viewer=request.viewer)
    if found is None:
        raise NotFound("There is no plan yet.", do="Bring a plan in first; its registers stand beside it.")
    return found


def _kind(kind_id: str) -> Kind:
    found = next((each for each in book().kinds if each.id == kind_id), None)
    if found is None:
        raise NotFound("There is no such register.", do="Start from the list of registers.")
    return found


def _card(kind: Kind, rows: tuple[EntryRow, ...], today: date) -> RegisterCard:
    standing = [each for each in rows if each.is_open]
    late = sum(1 for each in standing if each.day and each.day < today)
    soon = sum(1 for each in standing if each.day and today <= each.day <= today + timedelta(days=book().soon_days))
    said = [f"{len(standing)} open"]
    said += [f"{late} past their day"] if late else []
    said += [f"{soon} in the next {book().soon_days // 7} weeks"] if soon else []
    return RegisterCard(
        kind.plural, kind.says, reverse("register", args=[kind.id]), ", ".join(said) if rows else "None yet"
    )


def _matrix() -> list[tuple[str, list[tuple[str, str]]]]:
    held = book()
    return [
        (
            title,
            [(impact, held.levels[held.level(likelihood, impact_id)]) for impact_id, impact in held.impacts.items()],
        )
        for likelihood, title in held.likelihoods.items()
    ]


def _facts(row: EntryRow, kind: Kind) -> list[tuple[str, str]]:
    held = book()
    facts = [(kind.detail, row.detail)]
    facts += [("How likely it is", held.likelihoods.get(row.likelihood, ""))]
    facts += [("How bad it would be", held.impacts.get(row.impact, "").replace(":", ",", 1))]
    facts += [("How much", f"£{row.pounds:,.0f}" if row.pounds is not None else "")]
    facts += [("Owned by", row.owner_role or ("Nobody yet" if "owner_role" in kind.asks else ""))]
    facts += [("Due", words.long_day(row.due_on) if row.due_on else "")]
    facts += [("Looked at again", words.long_day(row.review_on) if row.review_on else "")]
    facts += [("How it ended", row.outcome)]
    return [(name, value) for name, value in facts if value]


def _entry(row: KeptRow) -> Entry:
    changed = [
        f"{FIELDS[name]}: from “{row.before.get(name) or 'nothing'}” to “{row.after.get(name) or 'nothing'}”."
        for name in FIELDS
        if row.kind == "changed" and row.before.get(name) != row.after.get(name)
    ]
    by = f"{row.by_name} ({row.acting_role.replace('-', ' ')})" if row.acting_role else row.by_name
    said = tuple(each for each in (*changed, row.reason) if each)
    return Entry(row.on, HAPPENED.get(row.kind, row.kind), by, said, "met" if row.kind == "closed" else "track")


def _about(row: EntryRow, kind: Kind, question: str, verb: str, done: str) -> Question:
    back = reverse("register-entry", args=[row.id])
    crumbs = (_crumb(), (kind.plural, reverse("register", args=[kind.id])), (row.ref, back))
    return Question(question, verb, back, crumbs, lead=row.words, caption=row.ref, done=done)


def _crumb() -> tuple[str, str]:
    return "Risks, money and milestones", reverse("registers")

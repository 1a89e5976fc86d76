"""Adopts a practice into the plan: actions, measures, a checklist and an evidence plan; and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.actions.measure_links import link
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_parts import add_action
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.practice import Card, CardMeasure
from oneplan.core.improvement.reading import Due, DuePrecision, Owner
from oneplan.core.improvement.source import Source, SourceKind
from oneplan.core.kernel import Problem
from oneplan.core.measures import Direction
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.figures.models import MeasureLink
from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.practice.models import (
    AdoptedMeasure,
    AdoptedStep,
    Adoption,
    AdoptionEvent,
    ChecklistItem,
    PlannedEvidence,
)
from oneplan.records.practice.queries import REPORTED, TICKED, UNTICKED
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.practice import PracticeBook
from oneplan.rulebook.practice import load as load_practice

PERMISSION = "practice-adopt"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step of the practice that becomes an action here, in which words and by when."""

    step: str
    text: str = ""
    due_on: date | None = None


def adopt(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    card_id: str,
    section: str,
    owner_role: str,
    steps: tuple[Wanted, ...],
    adapted: str = "",
    review_on: date | None = None,
    evidence_on: date | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The practice is part of the section: its actions, measures, checklist and evidence plan; returns its id."""
    request = Request("adopt-practice", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        book = load_practice()
        card = book.card(card_id)
        plan, held = _place(plan_id, section)
        _check(card, held, steps, owner_role, review_on, on)
        row = Adoption.objects.create(
            plan=plan,
            section=held,
            card=card.id,
            owner_role=owner_role.strip(),
            adapted=adapted.strip(),
            adopted_on=on,
            review_on=review_on,
            made_by=by,
        )
        _add_actions(row, card, steps, by=by, on=on, route=route)
        _add_measures(row, card, by=by, on=on, route=route)
        _add_checklist(row, card, book, evidence_on)
        _traced(request, viewer, role, row, details={"card": card.id})
        return row.public_id

    asked = {"plan": plan_id, "card": card_id, "section": section, "owner": owner_role, "steps": str(steps)}
    return carry_out(request, work, asked=asked | {"adapted": adapted})


def tick(
    *, adoption_id: str, item: int, is_done: bool, by: User, on: date, request_key: str = "", route: str = ""
) -> bool:
    """The line of the checklist is done, or is open again; returns whether anything changed."""
    request = Request("tick-checklist", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        row, role = _locked(viewer, adoption_id)
        line = ChecklistItem.objects.filter(pk=item, adoption=row).first()
        if line is None:
            raise NotFound("There is no such line on this checklist.", do="Open the adoption again.")
        latest = line.events.order_by("-pk").first()
        if is_done is (latest is not None and latest.kind == TICKED):
            return 0
        kind = TICKED if is_done else UNTICKED
        AdoptionEvent.objects.create(adoption=row, kind=kind, item=line, on=on, by=by, acting_role=role)
        _traced(request, viewer, role, row, details={"item": line.pk, "done": is_done})
        return 1

    return bool(carry_out(request, work, asked={"adoption": adoption_id, "item": item, "done": is_done}))


def report_back(
    *,
    adoption_id: str,
    happened: str,
    difference: str,
    advice: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """What happened when it was done here, what difference it made and what others should know; returns its id."""
    request = Request("report-adoption", by, on, request_key, route)
    if not happened.strip():
        raise Problem("Say what happened.", why="Another area can only learn from what was really done.")
    if not difference.strip():
        raise Problem(
            "Say what difference it made.",
            why="A practice is worth taking up for what it changes; none yet is an answer too.",
            do="Write what is different, or that it is too early to say.",
        )

    def work(viewer: Viewer) -> int:
        row, role = _locked(viewer, adoption_id)
        event = AdoptionEvent.objects.create(
            adoption=row,
            kind=REPORTED,
            on=on,
            happened=happened.strip(),
            difference=difference.strip(),
            advice=advice.strip(),
            by=by,
            acting_role=role,
        )
        _traced(request, viewer, role, row, details={"report": event.pk})
        return event.pk

    return carry_out(request, work, asked={"adoption": adoption_id, "happened": happened, "difference": difference})


def computed_id(measure: str) -> str:
    """The measure under which figures are worked out for an id of the catalogue, or nothing where none is."""
    book = load_measures()
    if measure in book.by_id:
        return measure
    return next((each.id for each in book.measures if measure in each.catalogue), "")


def _add_actions(row: Adoption, card: Card, steps: Iterable[Wanted], *, by: User, on: date, route: str) -> None:
    source = Source(SourceKind.PRACTICE_GUIDE, f"{card.title} ({card.area})", card.id)
    for position, wanted in enumerate(steps, start=1):
        due = wanted.due_on
        action_id = add_action(
            plan_id=row.plan.public_id,
            section=row.section.slug,
            text=wanted.text.strip() or card.step(wanted.step).action,
            owners=(Owner(row.owner_role),),
            due=Due(f"{due.day} {due:%B %Y}", due, due, DuePrecision.DAY) if due else None,
            source=source,
            reason=f"Adopted from the practice {card.id}, {card.title}",
            by=by,
            on=on,
            route=route,
        )
        action = Action.objects.get(public_id=action_id)
        AdoptedStep.objects.create(adoption=row, step=wanted.step, action=action, position=position)


def _add_measures(row: Adoption, card: Card, *, by: User, on: date, route: str) -> None:
    for position, each in enumerate(card.measures, start=1):
        is_linked = _linked(row, card, each, by=by, on=on, route=route)
        AdoptedMeasure.objects.create(
            adoption=row,
            measure=each.id,
            direction=each.direction,
            why=each.why,
            is_linked=is_linked,
            position=position,
        )


def _linked(row: Adoption, card: Card, each: CardMeasure, *, by: User, on: date, route: str) -> bool:
    """The section is linked to the measure; a link that somebody made before keeps their own reason."""
    measure = computed_id(each.id) or each.id
    held = MeasureLink.objects.filter(plan=row.plan, section=row.section, measure=measure, is_removed=False)
    if not held.exists():
        link(
            plan_id=row.plan.public_id,
            measure=measure,
            section=row.section.slug,
            expected_direction="" if each.direction == Direction.CONTEXT.value else each.direction,
            why=f"{each.why} ({card.id})",
            by=by,
            on=on,
            route=route,
        )
    return True


def _add_checklist(row: Adoption, card: Card, book: PracticeBook, evidence_on: date | None) -> None:
    for position, text in enumerate((*book.checklist, *card.checklist), start=1):
        ChecklistItem.objects.create(adoption=row, position=position, text=text)
    for position, each in enumerate(card.evidence, start=1):
        PlannedEvidence.objects.create(
            adoption=row, position=position, kind=each.kind, text=each.says, due_on=evidence_on or row.review_on
        )


def _place(plan_id: str, section: str) -> tuple[ImprovementPlan, Section]:
    plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
    held = Section.objects.filter(plan=plan, slug=section, is_withdrawn=False).first() if plan else None
    if plan is None or held is None:
        raise Problem("Choose the section of the plan that takes it up.", why="Its actions stand there.")
    return plan, held


def _check(
    card: Card, section: Section, steps: tuple[Wanted, ...], owner_role: str, review_on: date | None, on: date
) -> None:
    if Adoption.objects.filter(section=section, card=card.id).exists():
        raise Problem(
            f"“{section.title}” has adopted this practice already.",
            do="Open that adoption, or choose another section.",
        )
    if not owner_role.strip():
        raise Problem("Say which role owns it.", why="What nobody owns does not happen.")
    if not steps:
        raise Problem("Choose at least one step.", why="Without an action nothing changes.")
    names = [each.step for each in steps]
    if len(names) != len(set(names)):
        raise Problem("A step was chosen twice.", do="Choose each step once.")
    for name in names:
        card.step(name)
    if review_on is not None and review_on <= on:
        raise Problem("The day on which you decide again must lie ahead.", do="Give a later day.")


def _locked(viewer: Viewer, adoption_id: str) -> tuple[Adoption, str]:
    found = Adoption.objects.select_for_update().filter(public_id=adoption_id, plan__is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such adoption here.", do="Start from the practice library.")
    return found, rights.check(viewer, PERMISSION)


def _traced(
    request: Request, viewer: Viewer, role: str, row: Adoption, *, details: Mapping[str, object] | None = None
) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="adoption",
        subject_ids=[row.public_id],
        details=dict(details or {}),
    )

"""Keeps facts about need, and the register of data sharing agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.actions.contributions import keep_document
from oneplan.actions.evaluation_evidence import FigureCited
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.instruments.statements import Overtaken
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.documents.stored import StoredFile
from oneplan.records.improvement.models import ImprovementPlan, Priority, Section
from oneplan.records.strategy.models import (
    NeedsFact,
    NeedsFactPlace,
    SharingAgreement,
)

WRITE = "strategy-write"


@dataclass(frozen=True, slots=True)
class FactWords:
    """A fact about need as somebody writes it down; a live figure may stand in place of the number."""

    statement: str
    number: str
    source: str
    dated_on: date
    link: str = ""


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """A data sharing agreement as somebody writes it down."""

    title: str
    parties: str
    purpose: str
    lawful_basis: str
    flows: str
    owner_role: str
    signed_on: date | None = None
    review_on: date | None = None


def record_fact(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    words: FactWords,
    figure: FigureCited | None = None,
    sections: tuple[str, ...] = (),
    priorities: tuple[int, ...] = (),
    supersedes: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A fact with its source and day is on record, and takes the place of an older one if it says so."""
    request = Request("record-fact", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
        if plan is None:
            raise NotFound("There is no such plan here.", do="Start from the list of plans.")
        _check_fact(words, on)
        older = _older(supersedes, words) if supersedes else None
        row = NeedsFact.objects.create(
            plan=plan,
            statement=words.statement.strip(),
            number=words.number.strip()[:80],
            source=words.source.strip()[:300],
            link=words.link.strip()[:500],
            dated_on=words.dated_on,
            measure=figure.measure if figure else "",
            cited_words=figure.words[:80] if figure else "",
            cited_amount=figure.amount if figure else None,
            recorded_by=by,
            recorded_on=on,
        )
        _place(row, plan, sections, priorities, older)
        if older is not None:
            older.superseded_by = row
            older.save(update_fields=["superseded_by"])
        _traced(request, viewer, role, "needs-fact", row.public_id)
        return row.public_id

    asked = {"plan": plan_id, "words": str(words), "supersedes": supersedes}
    return carry_out(request, work, asked=asked)


def record_agreement(
    *,
    words: AgreementWords,
    document: StoredFile | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A data sharing agreement that is signed, or is needed and not signed yet, is on the register."""
    request = Request("record-agreement", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        row = SharingAgreement(recorded_by=by)
        _fill_agreement(row, words, on)
        row.document = keep_document(document, kind="agreement", by=by) if document else None
        row.save()
        _traced(request, viewer, role, "sharing-agreement", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"words": str(words)})


def revise_agreement(
    *,
    agreement_id: str,
    revision: int,
    words: AgreementWords,
    ended_on: date | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The agreement says something else, was signed again, or has ended; returns its new revision."""
    request = Request("revise-agreement", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, WRITE)
        row = SharingAgreement.objects.select_for_update(of=("self",)).filter(public_id=agreement_id).first()
        if row is None:
            raise NotFound("There is no such agreement here.", do="Start from the list of agreements.")
        if row.revision != revision:
            raise Overtaken(version=row.revision, theirs=row.purpose, mine=words.purpose)
        _fill_agreement(row, words, on)
        row.ended_on = ended_on
        row.revision += 1
        row.save()
        _traced(request, viewer, role, "sharing-agreement", row.public_id)
        return row.revision

    asked = {"agreement": agreement_id, "revision": revision, "words": str(words), "ended": ended_on}
    return carry_out(request, work, asked=asked)


def _older(fact_id: str, words: FactWords) -> NeedsFact:
    older = NeedsFact.objects.select_for_update(of=("self",)).filter(public_id=fact_id).first()
    if older is None:
        raise NotFound("There is no such fact here.", do="Start from what we know.")
    if older.superseded_by_id is not None:
        raise Problem(
            "A newer fact has taken this one's place already.",
            why="Two newer facts would leave it open which is true.",
            do="Replace the newer one.",
        )
    if words.dated_on < older.dated_on:
        raise Problem(
            f"The fact it would replace is newer: {older.dated_on.day} {older.dated_on:%B %Y}.",
            why="An older number cannot take the place of a newer one.",
            do="Check the day, or record it as a fact of its own.",
        )
    return older


def _place(
    row: NeedsFact,
    plan: ImprovementPlan,
    sections: tuple[str, ...],
    priorities: tuple[int, ...],
    older: NeedsFact | None,
) -> None:
    """Beside the priorities and sections it is a reason for; those of the older fact where none are given."""
    held = list(Section.objects.filter(plan=plan, slug__in=sections, is_withdrawn=False).order_by("position"))
    first = list(Priority.objects.filter(plan=plan, number__in=priorities).order_by("number"))
    places = [NeedsFactPlace(fact=row, section=each) for each in held]
    places += [NeedsFactPlace(fact=row, priority=each) for each in first]
    if not places and older is not None:
        places = [
            NeedsFactPlace(fact=row, section=each.section, priority=each.priority)
            for each in older.places.order_by("id")
        ]
    if not places:
        raise Problem(
            "Say which priority or section this is a reason for.",
            why="A fact that leads to nothing is not used.",
            do="Choose at least one.",
        )
    NeedsFactPlace.objects.bulk_create(places)


def _check_fact(words: FactWords, on: date) -> None:
    if not words.statement.strip():
        raise Problem("Write the fact.", why="A number alone says nothing.", do="One sentence is enough.")
    if not words.source.strip():
        raise Problem("Say where it is from.", why="Nobody can check a fact without its source.")
    check_past(words.dated_on, on)


def check_past(day: date, on: date) -> None:
    """Refuse a day that has not come yet."""
    if day > on:
        raise Problem(
            f"{day.day} {day:%B %Y} has not come yet.", why="Only what has happened counts.", do="Check the day."
        )


def check_order(first_day: date, last_day: date | None, what: str) -> None:
    """Refuse a last day that comes before the first."""
    if last_day is not None and last_day < first_day:
        raise Problem(what, do="Swap the two days, or correct the one that is wrong.")


def _fill_agreement(row: SharingAgreement, words: AgreementWords, on: date) -> None:
    needed = {
        "a title": words.title,
        "the parties": words.parties,
        "the purpose": words.purpose,
        "the lawful basis": words.lawful_basis,
        "what flows": words.flows,
        "an owner": words.owner_role,
    }
    missing = [name for name, text in needed.items() if not text.strip()]
    if missing:
        raise Problem(
            f"The agreement needs {', '.join(missing)}.",
            why="Personal information may only flow for a purpose, on a basis, between named parties.",
            do="Fill in what is missing.",
        )
    if words.signed_on:
        check_past(words.signed_on, on)
        check_order(words.signed_on, words.review_on, "An agreement cannot be reviewed before it is signed.")
    row.title, row.parties, row.purpose = words.title.strip()[:200], words.parties.strip(), words.purpose.strip()
    row.lawful_basis, row.flows = words.lawful_basis.strip(), words.flows.strip()
    row.owner_role = words.owner_role.strip()[:300]
    row.signed_on, row.review_on = words.signed_on, words.review_on


def _traced(request: Request, viewer: Viewer, role: str, kind: str, subject: str) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind=kind, subject_ids=[subject])

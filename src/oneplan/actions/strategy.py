"""Keeps facts about need, data sharing agreements, and advice with its answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oneplan.actions import plan_parts
from oneplan.actions.contributions import keep_document
from oneplan.actions.evaluation_evidence import FigureCited
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.source import Source, SourceKind
from oneplan.core.instruments.statements import Overtaken
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.documents.stored import StoredFile
from oneplan.records.improvement.models import Action, ImprovementPlan, Priority, Section
from oneplan.records.strategy.models import (
    NeedsFact,
    NeedsFactPlace,
    Programme,
    Recommendation,
    SharingAgreement,
)
from oneplan.rulebook.evaluation_files import strategy_words

WRITE = "strategy-write"
OPEN, ACCEPTED, REFUSED, CLOSED = "open", "accepted", "refused", "closed"


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


def record_programme(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    kind: str,
    title: str,
    by_whom: str,
    says: str,
    first_day: date,
    last_day: date | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A programme or an adviser from outside is on record; returns its id."""
    request = Request("record-programme", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        known = {each.id for each in strategy_words().programmes}
        if kind not in known:
            raise Problem("Choose what it is.", do=f"Use one of: {', '.join(sorted(known))}.")
        if not (title.strip() and by_whom.strip()):
            raise Problem("Say what it is called and who runs it.", why="It is found again by its name.")
        _check_order(first_day, last_day, "A programme cannot end before it begins.")
        row = Programme.objects.create(
            kind=kind,
            title=title.strip()[:200],
            by_whom=by_whom.strip()[:200],
            says=says.strip(),
            first_day=first_day,
            last_day=last_day,
            recorded_by=by,
        )
        _traced(request, viewer, role, "programme", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"title": title, "first_day": first_day})


def record_recommendation(
    *, programme_id: str, text: str, made_on: date, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """Something that was recommended is on record and waits for an answer; returns its id."""
    request = Request("record-recommendation", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        programme = Programme.objects.filter(public_id=programme_id).first()
        if programme is None:
            raise NotFound("There is no such programme here.", do="Start from the list of programmes.")
        if not text.strip():
            raise Problem("Write what was recommended.", why="Nobody can answer an empty recommendation.")
        _check_past(made_on, on)
        row = Recommendation.objects.create(programme=programme, text=text.strip(), made_on=made_on)
        _traced(request, viewer, role, "recommendation", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"programme": programme_id, "text": text, "made_on": made_on})


def accept_recommendation(
    *,
    recommendation_id: str,
    plan_id: str,
    section: str,
    text: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """It is accepted by an action of the improvement plan, which says where it comes from; returns the action's id."""
    request = Request("accept-recommendation", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row, role = _answering(recommendation_id, viewer, OPEN)
        programme = row.programme
        kind = SourceKind.ADVICE if programme.kind == "adviser" else SourceKind.PROGRAMME
        action_id = plan_parts.add_action(
            plan_id=plan_id,
            section=section,
            text=text,
            source=Source(kind, f"{programme.title}: {row.text}", row.public_id),
            reason=f"Recommended by {programme.by_whom}: {row.text}",
            by=by,
            on=on,
            route=route,
        )
        row.action = Action.objects.get(public_id=action_id)
        row.state, row.answered_by, row.answered_on = ACCEPTED, by, on
        row.save()
        _traced(request, viewer, role, "recommendation", row.public_id)
        return action_id

    asked = {"recommendation": recommendation_id, "section": section, "text": text}
    return carry_out(request, work, asked=asked)


def refuse_recommendation(
    *, recommendation_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """It is refused, and the reason stands beside it; returns the programme's id."""

    def change(row: Recommendation) -> None:
        if not reason.strip():
            raise Problem("Say why it is refused.", why="Whoever advised will ask.", do="One sentence is enough.")
        row.state, row.reason, row.answered_by, row.answered_on = REFUSED, reason.strip(), by, on

    request = Request("refuse-recommendation", by, on, request_key, route)
    return _answer(request, recommendation_id, OPEN, change, reason)


def close_recommendation(
    *, recommendation_id: str, evidence: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """It is closed, and what shows that it was done stands beside it; returns the programme's id."""

    def change(row: Recommendation) -> None:
        if not evidence.strip():
            raise Problem(
                "Say what shows that it was done.",
                why="A recommendation is closed by evidence, not by a date.",
                do="Name the figure, audit or paper, with its day.",
            )
        row.state, row.closed_evidence, row.closed_by, row.closed_on = CLOSED, evidence.strip(), by, on

    request = Request("close-recommendation", by, on, request_key, route)
    return _answer(request, recommendation_id, ACCEPTED, change, evidence)


def _answer(
    request: Request, recommendation_id: str, state: str, change: Callable[[Recommendation], None], words: str
) -> str:
    def work(viewer: Viewer) -> str:
        row, role = _answering(recommendation_id, viewer, state)
        change(row)
        row.save()
        _traced(request, viewer, role, "recommendation", row.public_id)
        return row.programme.public_id

    return carry_out(request, work, asked={"recommendation": recommendation_id, "words": words})


def _answering(recommendation_id: str, viewer: Viewer, state: str) -> tuple[Recommendation, str]:
    role = rights.check(viewer, WRITE)
    found = Recommendation.objects.select_for_update(of=("self",)).select_related("programme")
    row = found.filter(public_id=recommendation_id).first()
    if row is None:
        raise NotFound("There is no such recommendation here.", do="Start from the list of programmes.")
    if row.state != state:
        titles = {each.id: each.title.lower() for each in strategy_words().recommendations}
        raise Problem(
            f"This recommendation is {titles[row.state]}.",
            why=f"Only one that is {titles[state]} can be answered like this.",
            do="Open it again to see where it stands.",
        )
    return row, role


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
    _check_past(words.dated_on, on)


def _check_past(day: date, on: date) -> None:
    if day > on:
        raise Problem(
            f"{day.day} {day:%B %Y} has not come yet.", why="Only what has happened counts.", do="Check the day."
        )


def _check_order(first_day: date, last_day: date | None, what: str) -> None:
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
        _check_past(words.signed_on, on)
        _check_order(words.signed_on, words.review_on, "An agreement cannot be reviewed before it is signed.")
    row.title, row.parties, row.purpose = words.title.strip()[:200], words.parties.strip(), words.purpose.strip()
    row.lawful_basis, row.flows = words.lawful_basis.strip(), words.flows.strip()
    row.owner_role = words.owner_role.strip()[:300]
    row.signed_on, row.review_on = words.signed_on, words.review_on


def _traced(request: Request, viewer: Viewer, role: str, kind: str, subject: str) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind=kind, subject_ids=[subject])

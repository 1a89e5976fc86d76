"""Practices adopted and referrals taken through a service, for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from oneplan.actions import adoptions, referrals, running_services
from oneplan.core.improvement.services import CLOSED, Service, Subject
from oneplan.core.instruments import Instrument, Kind
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Section
from oneplan.rulebook.instruments import load as load_instruments
from oneplan.rulebook.practice import load as load_practice
from tests.support.cases import make_case, make_person


def adopted(card_id: str, plan_id: str, *, by: User, on: date, **more: Any) -> str:
    """A practice adopted with all its steps; the adoption's id."""
    steps = tuple(adoptions.Wanted(each.id) for each in load_practice().card(card_id).steps)
    return adoptions.adopt(
        plan_id=plan_id,
        card_id=card_id,
        section=Section.objects.filter(plan__public_id=plan_id).order_by("pk")[0].slug,
        owner_role="SEND Manager",
        steps=steps,
        by=by,
        on=on,
        **more,
    )


def running(card_id: str, plan_id: str, *, by: User, on: date, **more: Any) -> str:
    """The service of a practice, set up from its adoption; its address."""
    return running_services.set_up(adoption_id=adopted(card_id, plan_id, by=by, on=on), by=by, on=on, **more)


def answers_to(instrument: Instrument, *, height: int = 1) -> dict[str, Any]:
    """An answer to each question: for scales the lowest and ``height`` up, as far as the scale goes."""
    given: dict[str, Any] = {}
    for each in instrument.questions:
        if each.is_scored:
            low, high = instrument.range_of(each)
            given[each.id] = min(low + height, high)
        elif each.kind is Kind.CHOICE:
            given[each.id] = each.choices[0]
        elif each.kind is Kind.WORDS and each.is_required:
            given[each.id] = "In their own words"
    return given


def referred(slug: str, service: Service, *, by: User, on: date, number: int = 1, **more: Any) -> str:
    """Something referred to a service: an invented child with a case, or what the service takes; the referral's id."""
    subject = service.subjects[0]
    if subject is Subject.PERSON:
        child = make_person(surname=f"Invented{slug}{number}", born_on=date(2016, 3, 4))
        make_case(person=child, **more)
        person = {"person_id": child.public_id}
    else:
        person = {"named": f"Invented {subject.value} {number}"}
    return referrals.refer(
        service=slug,
        subject=subject,
        reason="What is wanted, in a sentence",
        referred_by="A parent",
        referred_on=on,
        by=by,
        on=on,
        **person,
    )


def taken_to_outcome(referral_id: str, service: Service, *, by: User, on: date, number: int = 0) -> date:
    """The referral goes through every stage it can reach, scored and told back, to an outcome; its last day."""
    day, stage, seen = on, service.first, {service.first.id}
    common = {"referral_id": referral_id, "by": by}
    while True:
        for name in stage.needs:
            day += timedelta(days=1 + number % 3)
            instrument = load_instruments().instrument(name)
            answers = answers_to(instrument, height=1 + (len(seen) + number) % 3)
            referrals.score_referral(**common, instrument=name, answers=answers, happened_on=day, on=day)
        onward = [name for name in stage.next if name != CLOSED and name not in seen]
        if not onward:
            break
        day += timedelta(days=2 + number)
        referrals.move_on(**common, to=onward[0], happened_on=day, on=day)
        if service.places and onward[0] in service.begins_at:
            where = service.places[number % len(service.places)].id
            referrals.place(**common, where=where, happened_on=day, on=day)
        stage = service.stage(onward[0])
        seen.add(stage.id)
    outcome = service.outcomes[number % len(service.outcomes)].id
    referrals.close(**common, outcome=outcome, happened_on=day, on=day)
    referrals.tell_back(**common, note="We told them what came of it", happened_on=day, on=day)
    return day

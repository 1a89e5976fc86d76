"""Practices adopted, services that run and referrals in every state, so that every page about them can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from oneplan.actions import adoptions, referrals
from oneplan.core.improvement.services import Subject
from oneplan.records.casework.models import Case
from oneplan.records.improvement.models import ImprovementPlan
from oneplan.records.practice.models import Adoption, ChecklistItem, Referral
from oneplan.rulebook.instruments import load as load_instruments
from tests.support.live_plan import People
from tests.support.practice import adopted, answers_to, running


def practices_have_come(people: People) -> None:
    """Three adoptions, two services, and referrals that wait, are paused, are scored and are over."""
    today = timezone.localdate()
    plan = ImprovementPlan.objects.get().public_id
    door = running("PG11", plan, by=people.lead, on=today)
    inspectors = running("PG03", plan, by=people.lead, on=today)
    adoption_id = adopted("PG27", plan, by=people.lead, on=today, adapted="We begin with one team")
    line = ChecklistItem.objects.filter(adoption__public_id=adoption_id).order_by("position")[0]
    adoptions.tick(adoption_id=adoption_id, item=line.pk, is_done=True, by=people.lead, on=today)
    adoptions.report_back(
        adoption_id=adoption_id, happened="Begun", difference="Too early to say", by=people.lead, on=today
    )
    _a_child_waits(people, door)
    _a_visit_is_over(people, inspectors)


def practice_needs() -> Mapping[str, object]:
    """What the pages about practices and services are opened with."""
    return {
        "card_id": "PG08",
        "adoption_id": Adoption.objects.get(card="PG27").public_id,
        "service_slug": "single-access",
        "referral_id": Referral.objects.get(service__slug="single-access").public_id,
        "referral-move stage": "started",
        "referral-score instrument": "goals-and-wellbeing",
        "referral-record what": "pause",
    }


def practice_addresses() -> Mapping[str, tuple[str, ...]]:
    """The same pages in their other states."""
    child = Referral.objects.get(service__slug="single-access").public_id
    over = Referral.objects.get(service__slug="young-inspectors").public_id
    library, case = reverse("practice"), Case.objects.order_by("pk")[0].public_id
    kinds = ("note", "tell", "pause", "place", "outcome", "resume")
    return {
        "practice": (library, f"{library}?words=students&problem=child-voice", f"{library}?words=nothing+at+all"),
        "practice-card": tuple(reverse("practice-card", args=[card]) for card in ("PG08", "PG23", "PG27")),
        "adoption": tuple(reverse("adoption", args=[each.public_id]) for each in Adoption.objects.order_by("pk")),
        "service": tuple(reverse("service", args=[slug]) for slug in ("single-access", "young-inspectors")),
        "refer": (
            reverse("refer", args=["single-access"]),
            f"{reverse('refer', args=['single-access'])}?case={case}",
            f"{reverse('refer', args=['single-access'])}?words=nobody",
            reverse("refer", args=["young-inspectors"]),
        ),
        "referral": (reverse("referral", args=[child]), reverse("referral", args=[over])),
        "referral-record": tuple(reverse("referral-record", args=[child, kind]) for kind in kinds),
        "adoption-service": (reverse("adoption-service", args=[Adoption.objects.get(card="PG27").public_id]),),
    }


def _a_child_waits(people: People, slug: str) -> None:
    today = timezone.localdate()
    case = Case.objects.filter(officer=people.caseworker).order_by("pk")[0]
    referral_id = referrals.refer(
        service=slug,
        subject=Subject.PERSON,
        person_id=case.person.public_id,
        reason="Sleeps badly since the move",
        referred_on=today - timedelta(days=20),
        by=people.caseworker,
        on=today,
    )
    common = {"referral_id": referral_id, "by": people.caseworker, "on": today}
    scores = load_instruments().instrument("goals-and-wellbeing")
    for number, height in enumerate((1, 3)):
        day = today - timedelta(days=19 - number)
        referrals.score_referral(
            **common, instrument=scores.id, answers=answers_to(scores, height=height), happened_on=day
        )
    referrals.move_on(**common, to="triage", happened_on=today - timedelta(days=18))
    referrals.move_on(**common, to="matched", happened_on=today - timedelta(days=16))
    referrals.place(**common, where="digital", happened_on=today - timedelta(days=15), note="Until a place is free")


def _a_visit_is_over(people: People, slug: str) -> None:
    today = timezone.localdate()
    referral_id = referrals.refer(
        service=slug,
        subject=Subject.PROGRAMME,
        named="Harbour Health Centre",
        reason="It is loud",
        referred_on=today - timedelta(days=40),
        by=people.lead,
        on=today,
    )
    common = {"referral_id": referral_id, "by": people.lead, "on": today, "happened_on": today - timedelta(days=3)}
    referrals.move_on(**common, to="briefed")
    referrals.close(**common, outcome="withdrew", note="It closed for building works")
    referrals.tell_back(**common, note="We told the group why")

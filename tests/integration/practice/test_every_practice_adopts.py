"""All twenty-eight practices adopt into a plan, and each service that runs takes ten referrals to an outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.cases import make_team
from tests.support.live_plan import a_plan_in_place
from tests.support.people import TODAY, person
from tests.support.practice import adopted, referred, running, taken_to_outcome

from oneplan.answers import practice, services
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.models import Action
from oneplan.records.practice import queries
from oneplan.rulebook.practice import load

CARDS = [each.id for each in load().cards]
RUNNABLE = [(each.card, each.id) for each in load().services.values()]
MANY = 10


@pytest.fixture
def plan(lead):
    return a_plan_in_place(lead, on=TODAY)


@pytest.mark.parametrize("card_id", CARDS)
def test_every_practice_adopts_into_actions_measures_checklist_and_evidence(card_id, plan, lead) -> None:
    card = load().card(card_id)
    before = Action.objects.count()

    adoption_id = adopted(card_id, plan, by=lead, on=TODAY, adapted="Our schools are smaller, so one lead covers two")

    found = queries.adoption(adoption_id, viewer=viewer_of(lead, on=TODAY))
    assert Action.objects.count() == before + len(card.steps)
    assert [each.step for each in found.steps] == [each.id for each in card.steps]
    assert [each.measure for each in found.measures] == [each.id for each in card.measures]
    assert len(found.checklist) == len(load().checklist) + len(card.checklist)
    assert len(found.evidence) == len(card.evidence)
    assert found.adapted.startswith("Our schools are smaller")
    report = practice.report_of(adoption_id, viewer=viewer_of(lead, on=TODAY))
    assert card.title in report
    assert "Our schools are smaller" in report


@pytest.mark.thorough
@pytest.mark.parametrize(("card_id", "service_id"), RUNNABLE)
def test_each_service_that_runs_takes_ten_referrals_to_an_outcome(card_id, service_id, plan, lead, db) -> None:
    manager = person("manager", email="manager@example.org")
    team = make_team("", manager)
    service = load().service(service_id)
    slug = running(card_id, plan, by=lead, on=TODAY)

    last = TODAY
    for number in range(MANY):
        referral_id = referred(slug, service, by=manager, on=TODAY, number=number, team=team)
        day = taken_to_outcome(referral_id, service, by=manager, on=TODAY, number=number)
        last = max(last, day)

    viewer = viewer_of(manager, on=last + timedelta(days=1))
    look = services.service(slug, viewer=viewer, on=last + timedelta(days=1))
    assert (look.referred.number, look.open.number) == (MANY, 0)
    assert look.waited.number
    assert look.median_waited.number is not None
    assert sum(each.count.number for each in look.outcomes) == MANY
    assert any(each.share is not None for each in look.targets)
    listed = services.referrals(slug, viewer=viewer, on=last + timedelta(days=1))
    opened = services.referral(listed[0].row.facts.id, viewer=viewer, on=last + timedelta(days=1))
    assert opened.scores or not any(stage.needs for stage in service.stages)
    assert opened.standing.clocks
    assert all(each.why for each in opened.standing.clocks)

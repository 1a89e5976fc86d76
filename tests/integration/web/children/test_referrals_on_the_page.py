"""The page of a child leads to what they were referred to."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.cases import make_team
from tests.support.practice import referred, running

from oneplan.records.practice.models import Referral
from oneplan.rulebook.practice import load

pytestmark = pytest.mark.django_db


def test_the_page_of_a_child_leads_to_their_referral_and_says_since_when(people, plan, as_):
    today, service = timezone.localdate(), load().service("single-access")
    door = running("PG11", plan, by=people.lead, on=today)
    team = make_team("", people.caseworker)
    referral_id = referred(door, service, by=people.caseworker, on=today, team=team)
    case_id = Referral.objects.get().person.cases.get().public_id

    page = as_(people.caseworker).get(reverse("child", args=[case_id])).content.decode()

    assert f'href="{reverse("referral", args=[referral_id])}">{service.title}</a>' in page
    assert "Local services" in page

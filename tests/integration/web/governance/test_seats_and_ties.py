"""The pages on which somebody leaves a seat, and on which one body is tied to another."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.journeys.every_meeting import meeting_needs, meetings_have_come

from oneplan.actions.bodies import open_body
from oneplan.records.governance.models import BodyTie, Seat, SeatHolding

pytestmark = pytest.mark.django_db
COMMISSIONER = "Commissioner"


@pytest.fixture
def lived(people, plan):
    meetings_have_come(people)
    return people


def _left(client, **more):
    today, needs = timezone.localdate(), meeting_needs()
    days = {"last_day_day": today.day, "last_day_month": today.month, "last_day_year": today.year}
    address = reverse("governance-seat-end", args=[needs["body_id"], needs["seat_id"]])
    return client.post(address, {**days, "request_key": "a", **more})


def test_somebody_leaves_and_their_seat_stays_as_a_vacancy(lived, as_):
    answer = _left(as_(lived.lead))

    assert answer.url == reverse("governance-body", args=[meeting_needs()["body_id"]])
    assert SeatHolding.objects.get(seat__role=COMMISSIONER).last_day == timezone.localdate()
    assert Seat.objects.get(role=COMMISSIONER).last_day is None


def test_a_seat_itself_may_end_with_whoever_leaves_it(lived, as_):
    _left(as_(lived.lead), ends_seat="on")

    assert Seat.objects.get(role=COMMISSIONER).last_day == timezone.localdate()


def test_whoever_may_not_change_a_body_ends_no_seat_of_it(lived, as_):
    answer = _left(as_(lived.owner))

    assert answer.status_code == 403
    assert SeatHolding.objects.get(seat__role=COMMISSIONER).last_day is None


def test_a_body_is_tied_to_another_and_its_page_says_so(lived, as_):
    client, today, board = as_(lived.lead), timezone.localdate(), meeting_needs()["body_id"]
    shadow = open_body(name="Shadow", kind="shadow-board", opens_on=today, by=lived.lead, on=today)

    client.post(reverse("governance-tie", args=[shadow]), {"kind": "advises", "other": board, "request_key": "a"})

    assert BodyTie.objects.get(from_body__public_id=shadow).to_body.public_id == board
    assert "Advises <a" in client.get(reverse("governance-body", args=[shadow])).content.decode()

"""The pages of bodies, meetings, questions and reports, through the addresses that people open."""

import re

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from tests.journeys.every_meeting import meeting_needs, meetings_have_come
from tests.support.live_plan import a_person

from oneplan.records.accounts.models import User
from oneplan.records.governance.models import Attendance, Meeting, Question, SeatHolding
from oneplan.rulebook import rights

pytestmark = pytest.mark.django_db
ROUTES = [row for row in rights.load().routes if row.menu in {"governance", "reports"} and "GET" in row.methods]
FILES = {"governance-feed", "governance-paper-file"}
CHAIRS = {"governance-chairs-action", "governance-ratify"}


@pytest.fixture
def lived(people, plan):
    meetings_have_come(people)
    return people


def _address(name):
    needs = meeting_needs()
    wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs={each: needs.get(f"{name} {each}", needs.get(each)) for each in wanted})


def test_every_page_opens_for_the_transformation_lead(lived, as_):
    client = as_(lived.lead)

    answers = {row.name: client.get(_address(row.name)).status_code for row in ROUTES if row.name not in FILES | CHAIRS}

    assert {name: code for name, code in answers.items() if code != 200} == {}


def test_the_chair_opens_the_pages_that_only_a_chair_has(lived, as_):
    chair = User.objects.filter(email="chair@merrowdale.invalid").first() or a_person("chair")
    held = SeatHolding.objects.get(seat__role="SEND lead")
    held.seat.is_chair = True
    held.seat.save()
    held.user = chair
    held.save()
    client = as_(chair)

    answers = {name: client.get(_address(name)).status_code for name in CHAIRS}

    assert set(answers.values()) == {200}


def test_the_meeting_page_says_that_it_moved_and_what_people_hold(lived, as_):
    page = as_(lived.lead).get(_address("governance-meeting")).content.decode()

    assert "This meeting has moved" in page
    assert "Paper sent on" in page
    assert "Not answered yet" in page


def test_a_member_answers_through_the_page(lived, as_):
    meeting = Meeting.objects.get(state="planned")
    address = reverse("governance-reply", args=[meeting.public_id, meeting_needs()["seat_id"]])

    answer = as_(lived.board).post(address, {"says": "apology", "request_key": "a"})

    assert answer.status_code == 302
    assert Attendance.objects.get(meeting=meeting, seat__role="Commissioner").reply == "apology"


def test_a_wrong_time_is_told_in_words(lived, as_):
    answer = as_(lived.lead).post(
        _address("governance-meeting-new"),
        {"meets_on_day": "1", "meets_on_month": "6", "meets_on_year": "2030", "starts_at": "25:00", "request_key": "a"},
    )

    assert answer.status_code == 400
    assert "25:00 is not a time of day" in answer.content.decode()


def test_closing_a_body_that_holds_something_is_refused_on_its_page(lived, as_):
    today = timezone.localdate()
    days = {"last_day_day": today.day, "last_day_month": today.month, "last_day_year": today.year}

    answer = as_(lived.lead).post(_address("governance-close"), {**days, "reason": "Done", "request_key": "a"})

    assert answer.status_code == 400
    assert "still holds" in answer.content.decode()


def test_a_question_is_answered_through_the_page(lived, as_):
    answer = as_(lived.lead).post(_address("governance-question-answer"), {"answer": "Half way", "request_key": "a"})

    assert answer.status_code == 302
    assert Question.objects.get().answer == "Half way"


def test_everybody_reads_what_was_published_and_no_word_that_was_not_decided(lived, client):
    page = client.get("/governance/notes/").content.decode()

    assert "We talked about fees." in page
    assert "Agreed" not in page


def test_a_calendar_address_is_shown_once_and_works_without_signing_in(lived, as_, client):
    browser = as_(lived.board)
    browser.post(reverse("governance-feed-new"), {"request_key": "a"})

    first = browser.get(reverse("governance-meetings")).content.decode()
    second = browser.get(reverse("governance-meetings")).content.decode()

    address = re.search(r"/governance/calendar/[\w-]+\.ics", first).group()
    assert address not in second
    assert client.get(address).content.startswith(b"BEGIN:VCALENDAR")
    assert client.get(address.replace("/calendar/", "/calendar/x")).status_code == 404


def test_somebody_without_a_seat_sees_when_a_body_meets_and_none_of_its_papers(lived, as_):
    page = as_(lived.other_owner).get(_address("governance-meeting")).content.decode()

    assert "open to members of this body" in page
    assert "Waits" not in page
    assert "Will it be quorate" not in page


def test_next_meetings_are_on_the_first_screen_of_a_member(lived, as_):
    page = as_(lived.board).get("/").content.decode()

    assert "Your next meetings" in page

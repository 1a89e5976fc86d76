"""Changing an action through its pages."""

import re

import pytest
from django.urls import reverse

from oneplan.records.improvement.models import Action, ActionEvent

pytestmark = pytest.mark.django_db


def address(route: str, action: Action) -> str:
    return reverse(f"action-{route}", args=[action.public_id])


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


TODAY = {"happened_on_day": "2", "happened_on_month": "2", "happened_on_year": "2026"}
CHANGES = {
    "rating": {"rating": "Delayed", "reason": "The printer closed"},
    "due": {"due_on_day": "31", "due_on_month": "5", "due_on_year": "2031", "reason": "Waiting for a grant"},
    "owners": {
        "leads": "SEND Manager\nDirector of Children's Services",
        "supporters": "SENCO Lead",
        "has_new": "on",
        "reason": "A change of post",
    },
    "update": {"text": "The first draft is with families", **TODAY},
    "evidence": {"kind": "family_voice", "note": "Nine in ten can read it", **TODAY},
    "impact": {"text": "Parents say they understand the plan", **TODAY},
}
KINDS = {
    "rating": "rating_changed",
    "due": "due_changed",
    "owners": "owners_changed",
    "update": "update_recorded",
    "evidence": "evidence_added",
    "impact": "impact_stated",
}


@pytest.mark.parametrize("route", CHANGES)
def test_a_change_is_saved_and_stands_in_the_history(route, as_, people, plan, action) -> None:
    browser, row = as_(people.lead), action("A1")

    answer = browser.post(address(route, row), {"version": row.version, **CHANGES[route]})

    assert answer.status_code == 302
    assert ActionEvent.objects.filter(action=row, kind=KINDS[route]).count() == 1


@pytest.mark.parametrize("route", CHANGES)
def test_an_empty_form_says_what_to_put_right(route, as_, people, plan, action) -> None:
    row = action("A1")

    answer = as_(people.lead).post(address(route, row), {"version": row.version})

    assert answer.status_code == 400
    assert "There is something to put right" in text_of(answer)


def test_a_day_that_cannot_be_is_said_in_words(as_, people, plan, action) -> None:
    row = action("A1")

    answer = as_(people.lead).post(
        address("due", row),
        {"version": row.version, "due_on_day": "31", "due_on_month": "2", "due_on_year": "2027", "reason": "x"},
    )

    assert "The day it will be done by must be a real date: 31/2/2027 is not in the calendar" in text_of(answer)


def test_when_somebody_else_was_first_both_texts_are_shown_and_nothing_is_saved(as_, people, plan, action) -> None:
    browser, row = as_(people.lead), action("A1")
    seen = row.version
    browser.post(address("rating", row), {"version": seen, "rating": "Delayed", "reason": "First"})

    answer = browser.post(address("rating", row), {"version": seen, "rating": "On track", "reason": "Second"})

    assert answer.status_code == 409
    assert "What it says now" in text_of(answer)
    assert action("A1").rating_raw == "Delayed"


def test_after_seeing_both_one_can_still_save_ones_own(as_, people, plan, action) -> None:
    browser, row = as_(people.lead), action("A1")
    browser.post(address("rating", row), {"version": row.version, "rating": "Delayed", "reason": "First"})
    overtaken = browser.post(address("rating", row), {"version": row.version, "rating": "On track", "reason": "Second"})
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', overtaken.content.decode()))
    hidden.pop("csrfmiddlewaretoken", None)

    answer = browser.post(address("rating", row), hidden)

    assert answer.status_code == 302
    assert action("A1").rating_raw == "On track"


def test_a_day_is_carried_along_when_one_saves_ones_own(as_, people, plan, action) -> None:
    browser, row = as_(people.lead), action("A1")
    browser.post(address("due", row), {"version": row.version, **CHANGES["due"]})
    later = {"due_on_day": "30", "due_on_month": "6", "due_on_year": "2031", "reason": "Second"}
    overtaken = browser.post(address("due", row), {"version": row.version, **later}).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', overtaken))
    hidden.pop("csrfmiddlewaretoken", None)

    browser.post(address("due", row), hidden)

    assert action("A1").due_on.isoformat() == "2031-06-30"


def test_the_same_form_sent_twice_changes_one_thing(as_, people, plan, action) -> None:
    browser, row = as_(people.lead), action("A1")
    form = {"version": row.version, "request_key": "6f1b7a52-1111-4222-8333-444455556666", **CHANGES["update"]}

    for _ in range(2):
        browser.post(address("update", row), form)

    assert ActionEvent.objects.filter(action=row, kind="update_recorded").count() == 1


def test_an_owner_may_not_change_what_another_role_owns(as_, people, plan, action) -> None:
    row = action("A1")

    answer = as_(people.other_owner).post(address("rating", row), {"version": row.version, **CHANGES["rating"]})

    assert answer.status_code == 403
    assert action("A1").rating_raw == "On track"


def test_a_question_is_shown_with_how_things_stand(as_, people, plan, action) -> None:
    page = text_of(as_(people.lead).get(address("due", action("A1"))))

    assert "Due now March 2021" in page


def test_a_role_that_the_plan_does_not_name_is_a_slip_of_the_pen_until_one_says_it_is_new(
    as_, people, plan, action
) -> None:
    row = action("A1")
    form = {"version": row.version, "leads": "SEND Manger", "reason": "A change of post"}

    answer = as_(people.lead).post(address("owners", row), form)

    assert answer.status_code == 400
    assert "The plan names no role “SEND Manger”. Did you mean “SEND Manager”?" in text_of(answer)


def test_a_role_is_kept_as_the_plan_writes_it(as_, people, plan, action) -> None:
    row = action("A1")

    as_(people.lead).post(
        address("owners", row), {"version": row.version, "leads": "senco lead", "reason": "A change of post"}
    )

    assert [owner["role"] for owner in ActionEvent.objects.get(kind="owners_changed").details["after"]] == [
        "SENCO Lead"
    ]


def test_one_is_told_what_was_saved(as_, people, plan, action) -> None:
    row = action("A1")

    page = as_(people.lead).post(address("rating", row), {"version": row.version, **CHANGES["rating"]}, follow=True)

    assert "The rating of A1 is saved." in text_of(page)


def test_a_moved_date_says_who_moved_it_and_why(as_, people, plan, action) -> None:
    browser, row = as_(people.lead), action("A1")

    page = browser.post(address("due", row), {"version": row.version, **CHANGES["due"]}, follow=True)

    assert "Transformation Lead changed it on" in text_of(page)
    assert ": Waiting for a grant" in text_of(page)

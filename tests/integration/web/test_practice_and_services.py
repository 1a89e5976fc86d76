"""The pages of the practice library and of the services, as people use them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.cases import make_case, make_person, make_team
from tests.support.practice import adopted, referred, running

from oneplan.records.improvement.models import Action
from oneplan.records.practice.models import Adoption, Referral
from oneplan.rulebook.practice import load


def days(name: str) -> dict[str, str]:
    today = timezone.localdate()
    return {f"{name}_day": str(today.day), f"{name}_month": str(today.month), f"{name}_year": str(today.year)}


@pytest.fixture
def door(plan, people):
    return running("PG11", plan, by=people.lead, on=timezone.localdate())


def test_the_library_is_narrowed_and_says_when_nothing_fits(plan, people, as_) -> None:
    browser = as_(people.board)

    everything = browser.get("/practice/").content.decode()
    narrowed = browser.get("/practice/?problem=work&stage=work").content.decode()
    nothing = browser.get("/practice/?words=zeppelin").content.decode()

    assert "Changemakers" in everything
    assert "Supported internships" in narrowed
    assert "Changemakers" not in narrowed
    assert "No practice fits" in nothing


def test_a_card_says_what_the_summary_does_not_say_and_what_is_only_our_design(plan, people, as_) -> None:
    page = as_(people.board).get("/practice/PG03/").content.decode()

    assert "Only the published summary was read" in page
    assert "The summary does not say." in page
    assert "Our own design" in page
    assert as_(people.board).get("/practice/PG99/").status_code == 404


def test_a_practice_is_adopted_on_one_page_with_what_is_different_here(plan, people, as_) -> None:
    section = Action.objects.get(ref="A1").section.slug
    browser = as_(people.lead)
    asked = {
        "section": section,
        "owner_role": "SEND Manager",
        "take_section": "on",
        "text_section": "Write the form again with our students",
        "due_section_day": "3",
        "due_section_month": "4",
        "due_section_year": "2030",
        "adapted": "We begin with one college",
    }

    answer = browser.post("/practice/PG12/adopt/", asked, follow=True)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "We begin with one college" in page
    assert "Write the form again with our students" in page
    assert "0 of 6 lines" in page


def test_an_adoption_without_a_step_or_an_owner_is_refused_in_an_error_summary(plan, people, as_) -> None:
    answer = as_(people.lead).post("/practice/PG12/adopt/", {"section": Action.objects.get(ref="A1").section.slug})

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "govuk-error-summary" in page
    assert "Choose at least one step" in page
    assert "Choose the role that owns it" in page
    assert Adoption.objects.count() == 0


def test_the_report_of_an_adoption_is_a_file_that_names_no_child(plan, people, as_) -> None:
    adoption_id = adopted("PG12", plan, by=people.lead, on=timezone.localdate())

    answer = as_(people.board).get(reverse("adoption-export", args=[adoption_id]))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "# All About Me" in answer.content.decode()


def test_a_child_is_found_referred_scored_and_moved_on_page_by_page(door, people, as_) -> None:
    child = make_person(surname="Whitfield", forename="Ada")
    case = make_case(person=child, team=make_team("", people.caseworker))
    browser = as_(people.caseworker)
    found = browser.get(f"/services/{door}/refer/?words=Whitfield").content.decode()
    assert f"?case={case.public_id}" in found
    asked = {"reason": "Sleeps badly", "referred_by": "A parent", **days("referred_on")}

    page = browser.post(f"/services/{door}/refer/?case={case.public_id}", asked, follow=True)

    assert "Triage within 2 working days of “Contact”" in page.content.decode()
    assert "<title>Referral to: Single point of access" in page.content.decode()
    referral_id = Referral.objects.get().public_id
    moved = browser.post(f"/services/referral/{referral_id}/to/triage/", days("happened_on"), follow=True)
    assert "Now at “Triage”" in moved.content.decode()
    gaps = browser.post(f"/services/referral/{referral_id}/score/goals-and-wellbeing/", days("happened_on"))
    assert gaps.status_code == 400
    assert "Answer: I slept well enough" in gaps.content.decode()


def test_whoever_reads_services_without_referrals_sees_how_one_runs_and_no_name(door, people, as_) -> None:
    make_team("", people.caseworker)
    team = make_team("", people.caseworker)
    referral_id = referred(
        door, load().service("single-access"), by=people.caseworker, on=timezone.localdate(), team=team
    )

    page = as_(people.board).get(f"/services/{door}/").content.decode()

    assert "not shown" in page
    assert f"Invented{door}1" not in page
    assert as_(people.board).get(f"/services/referral/{referral_id}/").status_code in {403, 404}
    assert as_(people.board).get(f"/services/{door}/refer/").status_code == 403


def test_how_a_service_runs_is_changed_with_a_reason_and_law_is_not_on_the_page(door, people, as_) -> None:
    browser = as_(people.lead)
    form = browser.get(f"/services/{door}/change/").context["form"]
    asked = {name: field.initial for name, field in form.fields.items() if field.initial is not None}

    refused = browser.post(f"/services/{door}/change/", {**asked, "clock_triage": "4"})
    saved = browser.post(f"/services/{door}/change/", {**asked, "clock_triage": "4", "why": "Part-time"}, follow=True)

    assert "Say why it differs." in refused.content.decode()
    assert "Triage within 4 working days" in saved.content.decode()
    assert "Version 2" in saved.content.decode()

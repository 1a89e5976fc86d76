"""Anyone may work out a date: facts in the address, dates with their law out, and nothing lost on the way."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from oneplan.adapters.pictures.examples_in_words import run_example
from oneplan.core.pathways import Fact
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.example_files import load_examples
from oneplan.web.dates.asking import address_of_facts
from oneplan.web.dates.example_presenter import present_examples

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
BOOK = load_rulebook()
PATHWAYS = [pathway.id for pathway in BOOK.rules.pathways]
REQUEST = {
    "f1": "request_received",
    "f1-on_day": "5",
    "f1-on_month": "1",
    "f1-on_year": "2026",
    "as_at_day": "1",
    "as_at_month": "3",
    "as_at_year": "2026",
}


def opened(client: Client, pathway: str, query: dict[str, str] | None = None) -> str:
    response = client.get(reverse("dates-pathway", args=[pathway]), query or {})
    assert response.status_code == 200
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_the_pathways_are_listed_for_anyone(client: Client) -> None:
    page = client.get(reverse("dates")).content.decode()

    missing = [name for name in PATHWAYS if reverse("dates-pathway", args=[name]) not in page]
    assert missing == ["expected-law"]


@pytest.mark.parametrize("pathway", PATHWAYS)
def test_every_pathway_opens_asking_for_its_first_fact_and_showing_no_error(pathway: str, client: Client) -> None:
    page = opened(client, pathway)

    assert 'name="f1"' in page
    assert "govuk-error" not in page
    assert "The dates" not in page


def test_a_request_gives_its_dates_with_law_distance_and_state(client: Client) -> None:
    page = opened(client, "needs-assessment", REQUEST)

    assert "1 date is late." in page
    for said in ("Monday 16 February 2026", "13 days late", "Monday 25 May 2026", "SEND Regulations 2014 reg 13(2)"):
        assert said in page
    assert "the prudent day is Friday 22 May 2026" in page
    assert reverse("dates-rule", args=["EHCNA-02"]) in page


def test_every_reason_opens_in_place_without_a_script(client: Client) -> None:
    page = opened(client, "needs-assessment", REQUEST)

    assert page.count("Why this date<span") >= 5
    assert "<details" in page


def test_guidance_is_drawn_apart_from_duty(client: Client) -> None:
    page = opened(
        client,
        "needs-assessment",
        {"f1": "setting_consulted", "f1-on_day": "18", "f1-on_month": "11", "f1-on_year": "2026"},
    )

    row = page[page.index("op-answer op-answer--dashed") :]
    assert "Setting's reply to the consultation" in row
    assert "Guidance: should, not must" in row


@pytest.mark.parametrize(
    ("boxes", "says"),
    [
        (("31", "2", "2026"), "must be a real date"),
        (("", "2", "2026"), "must include a day"),
        (("5", "1", "26"), "must have a year between"),
        (("5", "1", "20266"), "must"),
        (("five", "1", "2026"), "must be a real date"),
        (("", "", ""), "Enter the day of"),
    ],
)
def test_a_bad_day_is_explained_and_nothing_that_was_written_is_lost(
    boxes: tuple[str, str, str], says: str, client: Client
) -> None:
    day, month, year = boxes
    query = REQUEST | {"f1-on_day": day, "f1-on_month": month, "f1-on_year": year, "f1-by": "parent"}
    query |= {"f2": "draft_plan_sent", "f2-on_day": "20", "f2-on_month": "4", "f2-on_year": "2026"}

    page = opened(client, "needs-assessment", query)

    summary = page[page.index("govuk-error-summary") : page.index("<h1")]
    assert says in summary
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets
    assert [target for target in targets if f'id="{target}"' not in page] == []
    for value in (day, "20", "2026"):
        assert not value or f'value="{value}"' in page
    assert '<option value="parent" selected>' in page
    assert "dates-found" not in page.replace("#dates-found", "")


def test_adding_a_fact_asks_for_it_without_complaining(client: Client) -> None:
    page = opened(client, "needs-assessment", REQUEST | {"add": "draft_plan_sent"})

    assert '<input type="hidden" name="f2" value="draft_plan_sent">' in page
    assert "govuk-error" not in page
    assert 'value="2026"' in page


def test_taking_a_fact_away_keeps_the_others(client: Client) -> None:
    query = REQUEST | {"f2": "draft_plan_sent", "f2-on_day": "20", "f2-on_month": "4", "f2-on_year": "2026"}

    page = opened(client, "needs-assessment", query | {"remove": "f1"})

    assert 'value="draft_plan_sent"' in page
    assert 'name="f1" value="request_received"' not in page


def test_days_in_school_need_a_calendar_and_say_so(client: Client) -> None:
    query = {"f1": "permanent_exclusion_began", "f1-on_day": "15", "f1-on_month": "10", "f1-on_year": "2026"}

    without = opened(client, "section-19", query)
    with_example = opened(client, "section-19", query | {"calendar": "example"})
    with_own = opened(
        client, "section-19", query | {"calendar": "own", "terms": "1 September 2026 to 23 October 2026", "closed": ""}
    )

    assert "Needs one more fact" in without
    assert "Thursday 22 October 2026" in with_example
    assert "Thursday 22 October 2026" in with_own


@pytest.mark.parametrize(
    ("terms", "says"), [("", "Write at least one term"), ("the autumn term", "is not a term with two days")]
)
def test_terms_that_cannot_be_read_are_explained_and_kept(terms: str, says: str, client: Client) -> None:
    query = REQUEST | {"calendar": "own", "terms": terms, "closed": "whenever"}

    page = opened(client, "needs-assessment", query)

    assert says in page
    assert "“whenever” is not a day" in page
    assert terms in page


def test_a_day_before_the_law_we_hold_gets_an_explanation_and_no_date(client: Client) -> None:
    page = opened(client, "needs-assessment", REQUEST | {"f1-on_year": "2005"})

    assert "No law is in force" in page
    assert "dates-found" not in page.replace("#dates-found", "")


def test_no_name_is_ever_asked_for(client: Client) -> None:
    page = opened(client, "exceptions", {"add": "exception_recorded"})

    assert "-officer" not in page
    assert "-why" not in page


def test_a_pathway_or_rule_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get(reverse("dates-pathway", args=["nowhere"])).status_code == 404
    assert client.get(reverse("dates-rule", args=["NONE-01"])).status_code == 404


def test_a_fact_that_does_not_exist_is_passed_over(client: Client) -> None:
    page = opened(client, "needs-assessment", {"f1": "made_up", "f2": "request_received", "add": "also_made_up"})

    assert "made_up" not in page
    assert 'value="request_received"' in page


@pytest.mark.parametrize("story", load_examples().stories, ids=lambda story: story.id)
def test_each_worked_example_can_be_tried_and_shows_its_dates(story, client: Client) -> None:
    example = run_example(story, BOOK)
    shown = next(
        each
        for _, group in present_examples(BOOK, date(2026, 11, 21)).groups
        for each in group
        if each.example.id == story.id
    )

    page = unescape(client.get(shown.try_it.partition("#")[0]).content.decode())

    assert "govuk-error-summary" not in page
    here = {clock.title for clock in BOOK.rules.pathway(story.chapter).clocks}
    days = {outcome.says.split(",")[0] for outcome in example.outcomes if outcome.what in here}
    assert [day for day in days if re.search(r" \d{4}$", day) and day not in page] == []


def test_the_examples_page_says_that_all_of_them_pass(client: Client) -> None:
    page = client.get(reverse("dates-examples")).content.decode()

    total = len(load_examples().stories) + len(load_examples().cohorts)
    assert f"{total} of {total} examples" in page
    assert "Wrong" not in page


def test_an_address_made_from_facts_fills_the_boxes_again() -> None:
    query = address_of_facts(
        {"f1": Fact("head_advice_requested", date(2026, 7, 15), {"closed_from": date(2026, 7, 22), "late": True})}
    )

    assert "f1-on_day=15" in query
    assert "f1-closed_from_month=7" in query
    assert "f1-late=yes" in query


@pytest.mark.parametrize("rule", sorted({clock.rule for clocks in BOOK.rules.outputs.values() for clock in clocks}))
def test_every_rule_has_a_page(rule: str, client: Client) -> None:
    response = client.get(reverse("dates-rule", args=[rule]))

    assert response.status_code == 200
    assert "How sure we are" in response.content.decode()


@pytest.mark.parametrize("code", sorted(BOOK.rules.exceptions))
def test_every_exception_has_a_page_that_names_the_limits_it_may_lift(code: str, client: Client) -> None:
    page = client.get(reverse("dates-rule", args=[code])).content.decode()

    assert "Limits it may lift" in page
    assert "adds no days" in page


def test_the_facts_page_holds_every_fact_with_what_it_does(client: Client) -> None:
    page = client.get(reverse("dates-facts")).content.decode()

    assert [name for name in BOOK.rules.facts if f'id="{name}"' not in page] == []


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post(reverse("dates-pathway", args=["needs-assessment"]), REQUEST).status_code in {403, 405}

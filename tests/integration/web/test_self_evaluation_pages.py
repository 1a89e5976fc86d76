"""The pages of the self-evaluation and of needs and strategies, as each kind of reader meets them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.journeys.every_statement import statements_have_come
from tests.support.live_plan import a_person

from oneplan.records.evaluation.models import Statement
from oneplan.records.strategy.models import NeedsFact, Recommendation, SharingAgreement, SignOffStep, StrategyDocument

PAGES = (
    "evaluation", "evaluation-pack", "readiness", "evaluation-outside", "strategy", "strategy-documents", "agreements",
    "advice",
)  # fmt: skip
WORDS = {
    "claim": "Waits are shorter than a year ago.",
    "judgement": "developing",
    "impact": "Families wait less.",
    "what_next": "Go on.",
    "owner_role": "SEND Manager",
}


@pytest.fixture
def said(people, plan):
    statements_have_come(people)


def day(name: str) -> dict[str, str]:
    today = timezone.localdate()
    return {f"{name}_day": str(today.day), f"{name}_month": str(today.month), f"{name}_year": str(today.year)}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_before_anything_is_there(as_, people, plan, page):
    answer = as_(people.lead).get(reverse(page))

    assert answer.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_no_page_offers_the_forum_what_it_may_not_do(as_, people, said, page):
    answer = as_(a_person("parent-carer-forum")).get(reverse(page))

    assert answer.status_code == 200
    assert "/new/" not in answer.content.decode().split("<main")[1]


@pytest.mark.parametrize("page", PAGES)
def test_the_public_opens_none_of_them(as_, people, said, page):
    assert as_(people.public).get(reverse(page)).status_code == 403


def test_a_question_shows_what_no_record_says_by_name(as_, people, said):
    answer = as_(people.board).get(reverse("evaluation-question", args=["ten-tips", "T3.2"]))

    assert (
        "No record here says whether foster carers, kinship carers and adopters hold the plan"
        in answer.content.decode()
    )


@pytest.mark.parametrize("place", [("ten-tips", "T9.99"), ("goals-and-wellbeing", "T1.1"), ("none", "T1.1")])
def test_a_question_that_is_not_there_is_not_found(as_, people, plan, place):
    assert as_(people.lead).get(reverse("evaluation-question", args=place)).status_code == 404


def test_a_statement_is_written_evidenced_put_forward_and_agreed_by_another(as_, people, said):
    browser = as_(people.lead)
    written = browser.post(reverse("statement-new", args=["ten-tips", "T4.1"]), WORDS)
    name = written.url.rstrip("/").rsplit("/", 1)[1]
    early = browser.post(reverse("statement-ask", args=[name]), follow=True)
    browser.post(reverse("statement-source", args=[name]), {"kind": "audit", "shows": "It.", **day("dated_on")})
    browser.post(reverse("statement-ask", args=[name]))
    own = browser.post(reverse("statement-agree", args=[name]), follow=True)
    stale = as_(people.board).post(reverse("statement-agree", args=[name]), {"version": "9"}, follow=True)
    unmoved = Statement.objects.get(public_id=name).agreed_by
    shown = as_(people.board).get(reverse("statement", args=[name])).content.decode()
    as_(people.board).post(reverse("statement-agree", args=[name]), {"version": "1"})

    assert "no figure, audit, survey, voice or document is cited" in early.content.decode()
    assert unmoved is None
    assert "Somebody changed this statement after you opened it" in stale.content.decode()
    assert '<input type="hidden" name="version" value="1">' in shown
    assert "somebody else has to agree it" in own.content.decode()
    assert Statement.objects.get(public_id=name).agreed_by == people.board


def test_a_statement_changed_by_two_shows_both_texts(as_, people, said):
    row = Statement.objects.get(state="draft")
    browser = as_(people.lead)
    browser.post(reverse("statement-change", args=[row.public_id]), {**WORDS, "version": "1"})

    answer = browser.post(
        reverse("statement-change", args=[row.public_id]), {**WORDS, "claim": "Mine.", "version": "1"}
    )

    assert answer.status_code == 409
    assert "Waits are shorter than a year ago." in answer.content.decode()


def test_a_form_that_is_not_filled_in_says_what_is_missing(as_, people, said):
    answer = as_(people.lead).post(reverse("statement-new", args=["ten-tips", "T4.1"]), {})

    assert answer.status_code == 400
    assert "Choose how good it is" in answer.content.decode()


def test_a_fact_replaces_an_older_one_from_its_page(as_, people, said):
    older = NeedsFact.objects.get()
    section = older.places.get().section.slug
    told = {"statement": "Waits are shorter.", "number": "54 weeks", "source": "A provider", "places": [section]}
    told |= day("dated_on")

    as_(people.lead).post(reverse("fact-new") + f"?replaces={older.public_id}", {**told, "replaces": older.public_id})

    older.refresh_from_db()
    assert older.superseded_by.number == "54 weeks"


def test_a_step_to_sign_off_is_recorded_by_those_who_sign_and_by_nobody_else(as_, people, said):
    step = SignOffStep.objects.order_by("position")[0]
    where = reverse("version-step", args=[StrategyDocument.objects.get().public_id, step.pk])

    refused = as_(people.lead).post(where, {"result": "signed"})
    as_(people.board).post(where, {"result": "signed"})

    step.refresh_from_db()
    assert refused.status_code == 403
    assert (step.result, step.done_by) == ("signed", people.board)


def test_a_recommendation_becomes_an_action_that_says_why_it_is_in_the_plan(as_, people, said):
    row = Recommendation.objects.get()
    browser = as_(people.lead)
    section = NeedsFact.objects.get().places.get().section.slug

    browser.post(
        reverse("recommendation-accept", args=[row.public_id]), {"section": section, "text": "Exceptions first"}
    )

    row.refresh_from_db()
    assert (row.state, row.action.text) == ("accepted", "Exceptions first")


def test_an_agreement_is_changed_and_ended_from_its_page(as_, people, said):
    row = SharingAgreement.objects.get()
    fields = {
        name: getattr(row, name) for name in ("title", "parties", "purpose", "lawful_basis", "flows", "owner_role")
    }

    as_(people.lead).post(
        reverse("agreement-change", args=[row.public_id]),
        {**fields, "revision": "1", **day("signed_on"), **day("ended_on")},
    )

    row.refresh_from_db()
    assert (row.ended_on, row.revision) == (timezone.localdate(), 2)

"""A statement of the self-evaluation: not put forward without evidence, agreed by somebody who did not write it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.evaluation_rounds import open_round
from oneplan.records.evaluation.models import Statement
from tests.journeys.journey import faults_here, faults_of

CLAIM = "Families wait less for a first answer"


@pytest.fixture
def opened(people, plan) -> None:
    """A round is open."""
    open_round(title="This year", by=people.lead, on=timezone.localdate())


class TestAStatement:
    def test_it_waits_for_its_evidence_and_then_for_somebody_else(self, walker, people, opened) -> None:
        self.given_the_lead_writes_it_without_evidence(walker, people)
        self.when_they_cite_an_audit_and_put_it_forward(walker)
        self.then_a_board_member_agrees_it(walker, people)

    def test_its_pages_are_accessible(self, walker, people, opened) -> None:
        walker.becomes(people.lead)
        question = reverse("evaluation-question", args=["ten-tips", "T3.2"])
        faults = faults_of(walker, question) + faults_of(walker, f"{question}new/")
        self.given_the_lead_writes_it_without_evidence(walker, people)
        faults += faults_here(walker)
        self.when_they_cite_an_audit_and_put_it_forward(walker)
        faults += faults_here(walker)

        assert faults == []

    def given_the_lead_writes_it_without_evidence(self, walker, people) -> None:
        walker.becomes(people.lead)
        walker.opens(reverse("statement-new", args=["ten-tips", "T3.2"]))
        walker.fills("What is true?", CLAIM)
        walker.page.get_by_role("group", name="How good is it?").get_by_role("radio").first.check()
        walker.fills("What does it mean for children and young people?", "Less waiting")
        walker.fills("What happens next?", "Go on")
        walker.fills("Which role owns it?", "SEND Manager")
        walker.presses("Keep as a draft")
        assert "Before it can be agreed it needs" in walker.words
        assert walker.page.get_by_role("button", name="Put it forward to be agreed").count() == 0

    def when_they_cite_an_audit_and_put_it_forward(self, walker) -> None:
        walker.opens(reverse("statement-source", args=[Statement.objects.get().public_id]))
        walker.page.get_by_role("group", name="What kind of evidence is it?").get_by_label(
            "An audit of files or practice"
        ).first.check()
        walker.fills("What does it show?", "Forty of fifty were answered within a week")
        walker.dates("What day is it from?", timezone.localdate())
        walker.presses("Add the evidence")
        walker.presses("Put it forward to be agreed")
        assert "waits for somebody else to agree it" in walker.page.inner_text("body")
        assert walker.page.get_by_role("button", name="Agree this statement").count() == 0

    def then_a_board_member_agrees_it(self, walker, people) -> None:
        walker.becomes(people.board)
        walker.opens(reverse("statement", args=[Statement.objects.get().public_id]))
        walker.presses("Agree this statement")
        assert "The statement is agreed" in walker.page.inner_text("body")
        assert Statement.objects.get().state == "agreed"

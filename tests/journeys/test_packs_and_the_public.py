"""A pack is made and downloaded; the plan is published, commented on by anybody, and the comment answered."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.records.packs.models import Pack
from oneplan.records.voice.models import PublicComment, VoiceItem
from tests.journeys.journey import Walker, faults_here, faults_of

COMMENT, ANSWER = "Where are the numbers?", "They stand beside each part now"


class TestThePackForAMeeting:
    def test_one_press_makes_a_pdf_and_a_word_document(self, walker, people, plan) -> None:
        self.given_the_lead_makes_a_pack(walker, people)
        self.then_both_documents_can_be_downloaded(walker)

    def test_its_pages_are_accessible(self, walker, people, plan) -> None:
        walker.becomes(people.lead)
        faults = faults_of(walker, reverse("pack-new"))
        self.given_the_lead_makes_a_pack(walker, people)

        faults += faults_here(walker)

        assert faults == []

    def given_the_lead_makes_a_pack(self, walker, people) -> None:
        walker.becomes(people.lead)
        walker.opens(reverse("packs"))
        walker.follows("Make a pack")
        walker.page.get_by_label("Partnership board").first.check()
        walker.fills("Which meeting is it for?", "Board meeting, 10 December")
        walker.presses("Make the pack")
        assert Pack.objects.get().state == "made"

    def then_both_documents_can_be_downloaded(self, walker) -> None:
        begun = {"Download the PDF": b"%PDF", "Download as Word": b"PK"}
        for words, first in begun.items():
            with walker.page.expect_download() as waiting:
                walker.follows(words)
            assert waiting.value.path().read_bytes().startswith(first)


class TestAnybodyComments:
    def test_a_comment_on_the_published_plan_is_answered(self, walker, outside, people, plan) -> None:
        self.given_the_lead_publishes_the_plan(walker, people)
        self.when_somebody_without_an_account_comments(outside)
        self.and_the_lead_answers(walker)
        self.then_anybody_reads_the_answer(outside)

    def test_its_pages_are_accessible(self, walker, people, plan) -> None:
        self.given_the_lead_publishes_the_plan(walker, people)
        routes = ("published", "published-easy", "published-actions", "public-comment", "public-comments", "publish")

        faults = [fault for route in routes for fault in faults_of(walker, reverse(route))]

        assert faults == []

    @pytest.fixture
    def outside(self, browser, live_server):
        """Somebody without an account, whose browser runs no scripts."""
        context = browser.new_context(java_script_enabled=False)
        yield Walker(context.new_page(), live_server.url)
        context.close()

    def given_the_lead_publishes_the_plan(self, walker, people) -> None:
        walker.becomes(people.lead)
        assert walker.opens(reverse("publish")) == 200
        walker.follows("Look at what would be public")
        walker.presses("Publish exactly this")
        assert "The plan is public" in walker.page.inner_text("body")

    def when_somebody_without_an_account_comments(self, outside) -> None:
        outside.opens(reverse("published"))
        outside.follows("Comment on the plan")
        outside.fills("Your comment", COMMENT)
        outside.presses("Send your comment")
        assert outside.heading == "Thank you for your comment"
        outside.opens(reverse("public-comments"))
        assert COMMENT not in outside.words

    def and_the_lead_answers(self, walker) -> None:
        walker.opens(reverse("comments"))
        walker.follows("Show it to everybody")
        walker.fills("What is it about, in a few words?", "Numbers")
        walker.presses("Show it")
        item = VoiceItem.objects.get().public_id
        walker.opens(reverse("voice-decide", args=[item]))
        walker.page.get_by_role("radio").first.check()
        walker.fills("In words that those who asked would understand", "We put them in")
        walker.presses("Save the decision")
        walker.opens(reverse("voice-tell", args=[item]))
        walker.fills("What were they told?", ANSWER)
        walker.fills("Who was told?", "Everybody")
        walker.fills("How were they told?", "On the page of comments")
        walker.dates("When were they told?", timezone.localdate())
        walker.presses("Close it")

    def then_anybody_reads_the_answer(self, outside) -> None:
        outside.opens(reverse("public-comments"))
        assert COMMENT in outside.words
        assert f"Our answer: {ANSWER}" in outside.words
        assert PublicComment.objects.get().said == COMMENT

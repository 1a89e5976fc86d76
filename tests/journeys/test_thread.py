"""The thread: two clicks from a first page to what stands behind a number, and one side of A3 on paper."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest
from django.utils import timezone

from oneplan import plandocs
from oneplan.actions.figures import compute_figures
from oneplan.records.improvement.models import ImprovementPlan, Section
from oneplan.synthetic import example_plan
from tests.journeys.journey import faults_here
from tests.support.figures_on_record import NEEDS, OVERDUE, TIMELY, figures_on_record, linked, linked_to_everything
from tests.support.live_plan import a_person, a_plan_in_place

A3_LANDSCAPE = (1191, 842)


@pytest.fixture
def thread(people, plan):
    """A plan whose section is linked to a mix of plans by need, of which one need is very small."""
    figures_on_record(timezone.localdate())
    linked(NEEDS, Section.objects.get(number="1"), by=people.lead)


class TestABoardMemberAsksWhoIsBehindANumber:
    def test_two_clicks_lead_from_the_first_page_to_the_counts(self, walker, people, thread) -> None:
        self.given_the_first_page_of_a_board_member(walker, people)
        self.when_they_open_the_measure_and_then_what_is_behind_it(walker)
        self.then_they_see_the_counts_with_the_small_ones_hidden_and_the_reason(walker)

    def given_the_first_page_of_a_board_member(self, walker, people) -> None:
        walker.becomes(people.board)
        walker.opens("/")
        assert walker.heading == "Merrowdale One Plan"

    def when_they_open_the_measure_and_then_what_is_behind_it(self, walker) -> None:
        walker.follows("Primary need of those with a plan")
        walker.follows("Open the counts behind this number")

    def then_they_see_the_counts_with_the_small_ones_hidden_and_the_reason(self, walker) -> None:
        small = walker.page.get_by_role("row", name="Hearing impairment").get_by_role("cell").all_inner_texts()
        large = walker.page.get_by_role("row", name="Social, emotional and mental health").inner_text()
        assert "204" in large
        assert small[:2] == ["not shown", "not shown"]
        assert "Counts from 1 to 4" in walker.words
        assert "so that nobody can be recognised" in walker.words
        assert faults_here(walker) == []


class TestAManagerAsksWhoIsBehindANumber:
    def test_two_clicks_lead_from_the_first_page_to_the_rows(self, walker, people, plan) -> None:
        compute_figures(on=timezone.localdate())
        linked("actions-overdue", Section.objects.get(number="1"), by=people.lead)
        walker.becomes(a_person("manager"))
        walker.opens("/")

        walker.follows("Actions of the plan past their day")
        walker.follows("Open the 1 counted")

        assert walker.heading == "1 action counted"
        assert "Write the easy read plan" in walker.words
        assert faults_here(walker) == []


class TestTheThreadOnPaper:
    def test_the_whole_example_plan_prints_on_one_side_of_a3(self, walker, people, tmp_path) -> None:
        self.given_the_example_plan_with_measures_everywhere(people, tmp_path)
        walker.becomes(people.board)
        walker.opens("/thread/")

        with pdfplumber.open(BytesIO(walker.page.pdf(prefer_css_page_size=True))) as paper:
            sizes = [(round(page.width), round(page.height)) for page in paper.pages]
            words = paper.pages[0].extract_text()

        assert sizes == [A3_LANDSCAPE]
        assert "14.B. Wider work on preparing for adulthood" in words
        assert "New is what was recorded since" in words

    def test_the_first_page_of_a_board_member_prints_on_one_side_too(self, walker, people, tmp_path) -> None:
        self.given_the_example_plan_with_measures_everywhere(people, tmp_path)
        walker.becomes(people.board)
        walker.opens("/")

        with pdfplumber.open(BytesIO(walker.page.pdf(prefer_css_page_size=True))) as paper:
            assert len(paper.pages) == 1

    def given_the_example_plan_with_measures_everywhere(self, people, folder) -> None:
        written = folder / "plan.docx"
        example_plan.write_word(example_plan.load(), written)
        a_plan_in_place(people.lead, plandocs.read(written), on=timezone.localdate())
        figures_on_record(timezone.localdate())
        plan = ImprovementPlan.objects.get()
        linked_to_everything(plan, [TIMELY, OVERDUE, NEEDS])
        linked_to_everything(plan, [OVERDUE, NEEDS, TIMELY])


class TestTheThreadReads:
    @pytest.mark.parametrize("width", [1280, 320])
    def test_it_has_no_fault_and_never_scrolls_sideways(self, width, walker, people, thread) -> None:
        walker.becomes(people.board)
        walker.page.set_viewport_size({"width": width, "height": 900})

        walker.opens("/thread/")

        assert faults_here(walker) == []
        assert walker.page.evaluate("document.documentElement.scrollWidth") <= width

    def test_it_works_without_scripts(self, browser, live_server, people, thread) -> None:
        context = browser.new_context(java_script_enabled=False)
        walker = type(self).walker_of(context, live_server)
        walker.becomes(people.board)

        walker.opens("/thread/")
        walker.follows("Primary need of those with a plan")

        assert walker.heading.startswith("The most common primary need")
        context.close()

    @staticmethod
    def walker_of(context, live_server):
        from tests.journeys.journey import Walker

        return Walker(context.new_page(), live_server.url)

"""Measures read by eye, by ear, by keyboard and on a phone; linked and unlinked by those who may."""

from __future__ import annotations

import pytest
from django.utils import timezone

from oneplan.records.improvement.models import Section
from tests.journeys.journey import faults_here
from tests.support.figures_on_record import NEEDS, TIMELY, figures_on_record, linked


@pytest.fixture
def section(people, plan) -> Section:
    figures_on_record(timezone.localdate())
    return Section.objects.get(number="1")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", ["/measures/", f"/measures/{TIMELY}/", f"/measures/{NEEDS}/cases/"])
def test_a_page_of_measures_has_no_fault_and_never_scrolls_sideways(width, address, walker, people, section) -> None:
    linked(TIMELY, section)
    walker.becomes(people.board)
    walker.page.set_viewport_size({"width": width, "height": 900})

    walker.opens(address)

    assert faults_here(walker) == []
    assert walker.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_table_of_every_month_opens_by_keyboard_and_holds_what_the_chart_shows(walker, people, section) -> None:
    walker.becomes(people.board)
    walker.opens(f"/measures/{TIMELY}/")

    walker.page.locator("summary", has_text="Every month in a table").focus()
    walker.page.keyboard.press("Enter")

    months = walker.page.get_by_role("region", name="Month by month")
    assert months.is_visible()
    assert months.get_by_role("row").count() > 24
    assert "the range that chance alone would explain" in months.inner_text()


class TestTheLeadSaysWhatASectionShouldMove:
    def test_a_measure_is_linked_shown_and_taken_off(self, walker, people, section) -> None:
        self.given_the_lead_on_a_section(walker, people, section)
        self.when_they_link_a_measure_and_say_why(walker)
        self.then_it_stands_on_the_section_with_its_value(walker)
        self.when_they_remove_it(walker)
        self.then_the_section_says_that_nothing_is_linked(walker)

    def given_the_lead_on_a_section(self, walker, people, section) -> None:
        walker.becomes(people.lead)
        walker.opens(f"/plan/section/{section.slug}/")

    def when_they_link_a_measure_and_say_why(self, walker) -> None:
        walker.follows("Link a measure")
        walker.page.get_by_label("Measure", exact=True).select_option(TIMELY)
        walker.fills("Why should it move?", "Every start date is checked")
        walker.presses("Link the measure")

    def then_it_stands_on_the_section_with_its_value(self, walker) -> None:
        assert "49.2%" in walker.words
        assert "Every start date is checked" in walker.words
        assert faults_here(walker) == []

    def when_they_remove_it(self, walker) -> None:
        walker.presses("Remove")

    def then_the_section_says_that_nothing_is_linked(self, walker) -> None:
        assert "No measure is linked here yet" in walker.words

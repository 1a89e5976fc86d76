"""An analyst brings in a sheet of values that no record holds, having looked at what it would keep."""

from __future__ import annotations

import pytest
from django.urls import reverse

from oneplan.adapters.files.kinds import XLSX
from oneplan.records.accounts.models import User
from oneplan.records.series.models import SuppliedValue
from tests.journeys.journey import Walker, faults_here, faults_of
from tests.support.live_plan import a_person
from tests.support.value_sheets import a_row, a_sheet


@pytest.fixture
def analyst(people, plan) -> User:
    return a_person("analyst")


class TestASheetOfValues:
    def test_nothing_is_kept_before_somebody_has_looked(self, walker, analyst) -> None:
        self.given_the_analyst_brings_a_sheet(walker, analyst, a_sheet(a_row()))
        self.then_nothing_is_kept_yet(walker)
        self.and_it_is_kept_on_their_word(walker)

    def test_it_works_without_javascript(self, browser, live_server, analyst) -> None:
        context = browser.new_context(java_script_enabled=False)
        walker = Walker(context.new_page(), live_server.url)

        self.given_the_analyst_brings_a_sheet(walker, analyst, a_sheet(a_row()))
        self.and_it_is_kept_on_their_word(walker)
        context.close()

    def test_a_row_that_cannot_be_used_keeps_the_whole_sheet_out(self, walker, analyst) -> None:
        self.given_the_analyst_brings_a_sheet(walker, analyst, a_sheet(a_row(), a_row(measure="M999")))

        assert walker.heading == "1 row cannot be used"
        assert walker.page.get_by_role("button", name="Keep").count() == 0
        assert not SuppliedValue.objects.exists()

    def test_its_pages_are_accessible(self, walker, analyst) -> None:
        walker.becomes(analyst)
        faults = faults_of(walker, reverse("series")) + faults_of(walker, reverse("series-upload"))
        self.given_the_analyst_brings_a_sheet(walker, analyst, a_sheet(a_row()))
        faults += faults_here(walker)
        self.given_the_analyst_brings_a_sheet(walker, analyst, a_sheet(a_row(measure="M999")))
        faults += faults_here(walker)

        assert faults == []

    def given_the_analyst_brings_a_sheet(self, walker, analyst, sheet) -> None:
        walker.becomes(analyst)
        walker.opens(reverse("series-upload"))
        file = {"name": "values.xlsx", "mimeType": XLSX, "buffer": sheet}
        walker.page.locator('input[type="file"]').set_input_files(file)
        walker.presses("Look at what it holds")

    def then_nothing_is_kept_yet(self, walker) -> None:
        assert "Nothing has changed yet." in walker.page.inner_text("body")
        assert not SuppliedValue.objects.exists()

    def and_it_is_kept_on_their_word(self, walker) -> None:
        walker.presses("Keep 1 value")
        assert "1 value is on record" in walker.page.inner_text("body")
        value = SuppliedValue.objects.get()
        assert (value.numerator, value.denominator) == (66, 100)

"""Somebody who has not signed in works out a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class TestADateIsWorkedOut:
    def test_from_the_first_page_to_the_reason(self, page: Page, live_server: Any) -> None:
        self.given_the_list_of_pathways(page, live_server.url)
        self.when_a_pathway_is_chosen_and_the_request_dated(page)
        self.then_the_finished_plan_has_its_date_and_its_law(page)
        self.and_the_address_opens_the_same_answer_again(page)

    def test_a_second_fact_is_added_and_the_first_kept(self, page: Page, live_server: Any) -> None:
        self.given_a_dated_request(page, live_server.url)
        self.when_a_draft_is_added(page)
        self.then_both_stand_in_the_answer(page)

    def test_a_day_that_cannot_be_is_put_right(self, page: Page, live_server: Any) -> None:
        self.given_a_dated_request(page, live_server.url)
        self.when_the_day_is_mistyped(page)
        self.then_the_summary_leads_to_the_box(page)

    def test_it_works_without_scripts(self, browser: Any, live_server: Any) -> None:
        context: BrowserContext = browser.new_context(java_script_enabled=False)
        page = context.new_page()

        self.given_a_dated_request(page, live_server.url)
        self.when_a_draft_is_added(page)

        self.then_both_stand_in_the_answer(page)
        context.close()

    def given_the_list_of_pathways(self, page: Page, address: str) -> None:
        page.goto(f"{address}/dates/")

    def given_a_dated_request(self, page: Page, address: str) -> None:
        page.goto(f"{address}/dates/needs-assessment/")
        self.write_day(page, "Request for a needs assessment received", "5", "1", "2026")
        page.get_by_role("button", name="Work out the dates").click()

    def when_a_pathway_is_chosen_and_the_request_dated(self, page: Page) -> None:
        page.get_by_role("link", name="EHC needs assessment and first plan").click()
        self.write_day(page, "Request for a needs assessment received", "5", "1", "2026")
        page.get_by_role("button", name="Work out the dates").click()

    def when_a_draft_is_added(self, page: Page) -> None:
        page.get_by_label("Something else happened").select_option("draft_plan_sent")
        page.get_by_role("button", name="Add it").click()
        self.write_day(page, "Draft plan sent to the family", "20", "4", "2026")
        page.get_by_role("button", name="Work out the dates").click()

    def when_the_day_is_mistyped(self, page: Page) -> None:
        self.write_day(page, "Request for a needs assessment received", "31", "2", "2026")
        page.get_by_role("button", name="Work out the dates").click()

    def then_the_finished_plan_has_its_date_and_its_law(self, page: Page) -> None:
        row = page.get_by_role("listitem").filter(has_text="Send the final plan").first
        assert "Monday 25 May 2026" in row.inner_text()
        row.get_by_text("Why this date").click()
        assert "SEND Regulations 2014 reg 13(2)" in row.inner_text()
        assert "prudent day is Friday 22 May 2026" in row.inner_text()

    def and_the_address_opens_the_same_answer_again(self, page: Page) -> None:
        page.goto(page.url)
        assert page.get_by_text("Monday 25 May 2026").first.is_visible()

    def then_both_stand_in_the_answer(self, page: Page) -> None:
        answer = page.locator(".op-result").inner_text()
        assert "Monday 25 May 2026" in answer
        assert "Last day of the family's time to comment on the draft" in answer

    def then_the_summary_leads_to_the_box(self, page: Page) -> None:
        page.locator(".govuk-error-summary a").first.click()
        assert page.evaluate("document.activeElement.value") == "31"

    def write_day(self, page: Page, fact: str, *boxes: str) -> None:
        fact_box = page.get_by_role("group", name=fact).first
        for label, value in zip(("Day", "Month", "Year"), boxes, strict=True):
            fact_box.get_by_label(label, exact=True).first.fill(value)


@pytest.mark.parametrize(
    "address",
    [
        "/dates/",
        "/dates/needs-assessment/",
        "/dates/needs-assessment/?f1=request_received&f1-on_day=5&f1-on_month=1&f1-on_year=2026",
        "/dates/needs-assessment/?f1=request_received&f1-on_day=31&f1-on_month=2&f1-on_year=2026",
        "/dates/exclusions/?f1=governing_board_notified&f1-on_day=20&f1-on_month=10&f1-on_year=2026&calendar=example",
        "/dates/facts/",
        "/dates/examples/",
        "/dates/rules/EHCNA-01/",
        "/dates/rules/EXC-A/",
    ],
)
def test_every_page_of_the_calculator_is_accessible_at_both_widths(address: str, accessible: Any) -> None:
    accessible(address)

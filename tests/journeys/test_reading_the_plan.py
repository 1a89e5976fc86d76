"""Reading the plan: a number opens to the actions behind it."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from tests.journeys.journey import Walker, faults_here
from tests.support.live_plan import a_plan_in_place, a_reading


class TestADirectorAsksSoWhat:
    def test_a_number_opens_to_the_actions_and_an_action_to_its_reasons(self, walker, people, plan) -> None:
        self.given_a_director_looks_at_the_plan(walker, people)
        self.when_they_open_what_is_late(walker)
        self.then_they_see_only_what_is_late(walker)
        self.when_they_open_the_action(walker)
        self.then_they_see_why_that_date_and_who_owns_it(walker)

    def given_a_director_looks_at_the_plan(self, walker, people) -> None:
        walker.becomes(people.board)
        walker.follows("The plan")

    def when_they_open_what_is_late(self, walker) -> None:
        walker.follows("1 late")

    def then_they_see_only_what_is_late(self, walker) -> None:
        assert "Write the easy read plan" in walker.words
        assert "Train every school" not in walker.words

    def when_they_open_the_action(self, walker) -> None:
        walker.follows("Write the easy read plan")

    def then_they_see_why_that_date_and_who_owns_it(self, walker) -> None:
        assert "Due by Wednesday 31 March 2021" in walker.words
        assert "SEND Manager" in walker.words


class TestALongPlanIsFolded:
    """Sections open by keyboard, with and without scripts; an address leads into them; paper shows everything."""

    def test_a_section_opens_by_keyboard(self, walker, people) -> None:
        self.given_a_long_plan(walker, people)

        walker.page.locator("summary").first.focus()
        walker.page.keyboard.press("Enter")

        assert walker.page.get_by_text("Write the easy read plan").is_visible()
        assert faults_here(walker) == []

    def test_an_address_leads_into_a_folded_section(self, walker, people) -> None:
        self.given_a_long_plan(walker, people)

        walker.opens("/plan/#section-1")

        walker.page.get_by_text("Write the easy read plan").wait_for(state="visible")

    def test_paper_shows_every_action(self, walker, people) -> None:
        self.given_a_long_plan(walker, people)

        walker.page.emulate_media(media="print")

        assert walker.page.get_by_text("Write the easy read plan").is_visible()

    def test_without_scripts_a_link_opens_every_section(self, browser, live_server, people) -> None:
        context = browser.new_context(java_script_enabled=False)
        walker = Walker(context.new_page(), live_server.url)
        self.given_a_long_plan(walker, people)

        walker.follows("Open every section")

        assert walker.page.get_by_text("Write the easy read plan").is_visible()
        context.close()

    def given_a_long_plan(self, walker, people) -> None:
        reading = a_reading()
        more = tuple(replace(reading.actions[2], ref=f"B{n}", text=f"Do thing {n}") for n in range(40))
        a_plan_in_place(people.lead, replace(reading, actions=(*reading.actions, *more)), on=timezone.localdate())
        walker.becomes(people.board)
        walker.opens("/plan/")
        assert not walker.page.get_by_text("Write the easy read plan").is_visible()


class TestByKeyboard:
    def test_the_first_thing_reached_skips_to_the_page_itself(self, walker, people, plan) -> None:
        walker.becomes(people.board)
        walker.opens("/plan/")

        walker.page.keyboard.press("Tab")
        first = walker.page.evaluate("document.activeElement.innerText")
        walker.page.keyboard.press("Enter")
        walker.page.keyboard.press("Tab")

        assert first == "Skip to main content"
        assert walker.page.evaluate("document.activeElement.closest('main') !== null")

    def test_what_has_the_focus_can_be_seen(self, walker, people, plan) -> None:
        walker.becomes(people.board)
        walker.opens("/plan/")
        seen = "getComputedStyle(document.activeElement).backgroundColor"

        for _ in range(6):
            walker.page.keyboard.press("Tab")

        assert walker.page.evaluate(seen) == "rgb(255, 221, 0)"

"""A day's work: what needs somebody, why that date, who it is about, who holds it, and finding anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from oneplan.records.accounts.models import User
from oneplan.records.casework.models import Case
from tests.journeys.journey import Walker, faults_here, faults_of
from tests.support.cases import make_case, make_person, make_setting, make_team
from tests.support.live_plan import a_person


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in the story."""

    manager: User
    officer: User
    late: Case
    unheld: Case


@pytest.fixture
def cast(people) -> Cast:
    """An officer with late work, and a case that nobody holds."""
    today = timezone.localdate()
    manager, officer = a_person("manager"), people.caseworker
    team = make_team("North", manager, officer)
    place = make_setting(name="Oakfield School", kind="maintained school")

    def requested(forename: str, surname: str, days: int, holder: User | None) -> Case:
        child = make_person(forename=forename, surname=surname, born_on=date(today.year - 9, 2, 1))
        facts = [("request_received", today - timedelta(days=days))]
        return make_case(
            person=child, officer=holder, team=team, setting=place, stage="requested", facts=facts, on=today
        )

    told = today - timedelta(days=300)
    facts = [("request_received", told - timedelta(days=5))]
    make_case(person=make_person(), officer=officer, team=team, facts=facts, on=today, told_until=told)
    return Cast(manager, officer, requested("Ada", "Marsh", 60, officer), requested("Bea", "Smith", 3, None))


class TestACoordinatorStartsTheDay:
    def test_what_is_late_opens_to_its_reason_and_its_child(self, walker, cast) -> None:
        self.given_an_officer_opens_their_work(walker, cast)
        self.when_they_ask_why_by_keyboard(walker)
        self.then_the_law_stands_in_place(walker)
        self.when_they_follow_the_name(walker)
        self.then_the_record_opens(walker, cast)

    def given_an_officer_opens_their_work(self, walker: Walker, cast: Cast) -> None:
        walker.becomes(cast.officer)
        walker.opens("/my-work/")
        assert walker.heading.startswith("1 thing needs you; 1 is late")

    def when_they_ask_why_by_keyboard(self, walker: Walker) -> None:
        walker.page.locator(".op-why-here summary").first.focus()
        walker.page.keyboard.press("Enter")

    def then_the_law_stands_in_place(self, walker: Walker) -> None:
        assert walker.page.get_by_text("SEND Regulations 2014 reg 5(1)").first.is_visible()
        assert faults_here(walker) == []

    def when_they_follow_the_name(self, walker: Walker) -> None:
        walker.follows("Ada Marsh")

    def then_the_record_opens(self, walker: Walker, cast: Cast) -> None:
        assert cast.late.public_id in walker.page.url


class TestAManagerSharesTheWork:
    def test_a_case_is_given_only_after_its_effect_was_seen(self, walker, cast) -> None:
        walker.becomes(cast.manager)
        walker.opens("/team/")
        walker.follows("Give them to an officer")

        walker.page.get_by_label("Bea Smith").check()
        walker.page.get_by_label("Give them to").select_option(label="Caseworker, North")
        walker.presses("Continue")
        effect, faults = walker.words, faults_here(walker)
        walker.presses("Give 1 case to Caseworker, North")

        assert "Bea Smith will be held by Caseworker, North, from today" in effect
        assert faults == []
        assert Case.objects.get(pk=cast.unheld.pk).officer_id == cast.officer.pk

    def test_a_picture_of_load_has_its_numbers_beside_it(self, walker, cast) -> None:
        walker.becomes(cast.manager)
        walker.opens("/team/")

        assert "3 open cases, 1 officer" in walker.words
        assert "1 open case is held by nobody" in walker.words


class TestSomebodyRings:
    def test_a_misspelt_name_is_found_without_scripts_or_a_name_in_the_address(
        self, browser, live_server, walker, cast
    ) -> None:
        walker.becomes(cast.officer)
        context = browser.new_context(java_script_enabled=False, storage_state=walker.page.context.storage_state())
        plain = Walker(context.new_page(), live_server.url)
        plain.opens("/search/")

        plain.fills("Name, UPN, ULN or case number", "Mrash")
        plain.presses("Search")

        assert "Ada Marsh" in plain.words
        assert "Mrash" not in plain.page.url
        context.close()


class TestEveryStateCanBeRead:
    @pytest.mark.parametrize(
        "path",
        [
            "/my-work/",
            "/my-work/?group=unknown",
            "/my-work/?kind=planning&who=all",
            "/my-work/?stage=ceased",
            "/search/",
        ],
    )
    def test_by_ear_by_keyboard_and_at_320_pixels_for_an_officer(self, path, walker, cast) -> None:
        walker.becomes(cast.officer)

        assert faults_of(walker, path) == []

    @pytest.mark.parametrize("path", ["/my-work/?who=all", "/team/", "/team/allocate/"])
    def test_by_ear_by_keyboard_and_at_320_pixels_for_a_manager(self, path, walker, cast) -> None:
        walker.becomes(cast.manager)

        assert faults_of(walker, path) == []

    def test_what_was_found_and_what_was_refused_can_be_read_too(self, walker, cast) -> None:
        walker.becomes(cast.officer)
        walker.opens("/search/")
        walker.fills("Name, UPN, ULN or case number", "Marsh")
        walker.presses("Search")
        found = faults_here(walker)
        walker.opens("/search/")
        walker.page.evaluate("document.querySelector('main form').noValidate = true")
        walker.presses("Search")

        assert found == []
        assert faults_here(walker) == []

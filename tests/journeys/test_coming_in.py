"""Coming in: from the first page to one's own first screen."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from oneplan.records.improvement.models import Action
from tests.journeys.journey import faults_here, faults_of
from tests.support.live_plan import a_person

PASSWORD = "four ordinary words together"


class TestAVisitorLooksRound:
    def test_a_visitor_becomes_somebody_and_reads_the_plan(self, walker, people, plan) -> None:
        self.given_nobody_is_signed_in(walker)
        self.when_they_choose_the_board_member(walker, people)
        self.then_they_see_the_thread(walker)

    def test_its_pages_are_accessible(self, walker, people, plan) -> None:
        faults = [
            fault for path in ("/", "/demo/", "/sign-in/", "/account/forgotten/") for fault in faults_of(walker, path)
        ]

        assert faults == []

    def test_a_page_that_is_not_there_is_accessible(self, walker, people) -> None:
        walker.opens("/no/such/page/")

        assert faults_here(walker) == []

    def given_nobody_is_signed_in(self, walker) -> None:
        walker.opens("/")
        assert "One plan for children and young people" in walker.heading

    def when_they_choose_the_board_member(self, walker, people) -> None:
        walker.follows("Look round as somebody")
        walker.presses("Be Board Member")

    def then_they_see_the_thread(self, walker) -> None:
        assert "What nobody is saying" in walker.words


class TestStaffSignIn:
    @pytest.fixture
    def somebody(self, people):
        account = a_person("transformation-lead", is_demo=False, email="staff@merrowdale.invalid")
        account.set_password(PASSWORD)
        account.save()
        return account

    def test_staff_set_up_a_second_factor_before_anything_opens(self, walker, somebody) -> None:
        self.given_they_sign_in_with_a_password_alone(walker, somebody)
        self.when_they_set_up_an_app(walker)
        self.then_pages_open(walker)

    def test_its_pages_are_accessible(self, walker, somebody) -> None:
        self.given_they_sign_in_with_a_password_alone(walker, somebody)

        faults = [
            fault
            for path in ("/account/", "/account/passkeys/", "/account/password/")
            for fault in faults_of(walker, path)
        ]

        assert faults == []

    def test_setting_up_the_app_and_its_codes_is_accessible(self, walker, somebody) -> None:
        self.given_they_sign_in_with_a_password_alone(walker, somebody)
        walker.opens("/account/app/")
        faults = faults_here(walker)
        self.when_they_set_up_an_app(walker)

        assert faults + faults_here(walker) == []

    def given_they_sign_in_with_a_password_alone(self, walker, somebody) -> None:
        walker.opens("/sign-in/?next=/plan/")
        walker.fills("Email", somebody.email)
        walker.fills("Password", PASSWORD)
        walker.presses("Sign in")
        assert walker.heading == "Your account"

    def when_they_set_up_an_app(self, walker) -> None:
        walker.opens("/account/app/")
        if "Confirm" in walker.heading:
            walker.fills("Password", PASSWORD)
            walker.presses("Confirm")
        secret = walker.page.locator("p:has-text('Key:') strong").inner_text()
        code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
        walker.fills("The six figures", code)
        walker.presses("Set up the app")

    def then_pages_open(self, walker) -> None:
        assert walker.opens("/plan/") == 200
        assert walker.heading in {"No plan yet", "Merrowdale One Plan"}


class TestASessionIsAboutToEnd:
    def test_one_is_warned_and_stays(self, walker, people, plan, settings) -> None:
        self.given_four_minutes_are_left(walker, people, settings)
        self.when_they_choose_to_stay(walker)
        self.then_the_warning_goes(walker)

    def test_the_warning_is_accessible(self, walker, people, plan, settings) -> None:
        self.given_four_minutes_are_left(walker, people, settings)

        assert faults_here(walker) == []

    def test_what_was_being_written_is_still_there_after_a_reload(self, walker, people, plan) -> None:
        walker.becomes(people.lead)
        walker.opens(reverse("action-update", args=[Action.objects.get(ref="A1").public_id]))
        walker.fills("What has happened?", "Half a thought")

        walker.page.reload()

        assert walker.page.get_by_label("What has happened?").input_value() == "Half a thought"

    def given_four_minutes_are_left(self, walker, people, settings) -> None:
        walker.becomes(people.lead)
        settings.SESSION_COOKIE_AGE = 4 * 60
        walker.opens("/plan/")
        walker.page.get_by_text("You will be signed out in 4 minutes").wait_for()

    def when_they_choose_to_stay(self, walker) -> None:
        walker.presses("Stay signed in")

    def then_the_warning_goes(self, walker) -> None:
        walker.page.get_by_text("You will be signed out in").wait_for(state="hidden")

"""From an invitation to a password, an app, a passkey, and back in with the passkey alone."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests.journeys.journey import faults_here

FIRST_SCREEN = "Nothing falls due in the next two weeks"
PASSWORD = "four ordinary words together"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class TestSomebodyIsInvited:
    @pytest.fixture
    def passkey_reader(self, page) -> None:
        """A device with a passkey reader that always says yes."""
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def test_they_come_in_and_come_back_with_a_passkey(self, walker, people, plan, passkey_reader) -> None:
        self.faults: list[str] = []

        self.given_an_administrator_invites_them(walker, people)
        self.when_they_choose_a_password(walker)
        self.and_set_up_an_app(walker)
        self.and_add_a_passkey(walker)
        self.then_the_passkey_alone_lets_them_in(walker)

        assert self.faults == []

    def given_an_administrator_invites_them(self, walker, people) -> None:
        walker.becomes(people.admin)
        walker.follows("Invite somebody")
        walker.fills("Name", "Una Vale")
        walker.fills("Email address at work", "una@merrowdale.invalid")
        walker.chooses("Caseworker")
        walker.presses("Send the invitation")
        self.looks(walker)
        self.link = walker.page.locator(".op-notice a").get_attribute("href")
        walker.presses("Sign out")

    def when_they_choose_a_password(self, walker) -> None:
        walker.page.goto(self.link)
        assert walker.heading == "Choose your password"
        self.looks(walker)
        for number in (0, 1):
            walker.page.locator("input[type=password]").nth(number).fill(PASSWORD)
        walker.presses("Set password")
        walker.follows("Sign in")
        walker.fills("Email address", "una@merrowdale.invalid")
        walker.fills("Password", PASSWORD)
        walker.presses("Sign in")
        assert walker.heading == "Your account"

    def and_set_up_an_app(self, walker) -> None:
        walker.page.get_by_role("link", name=re.compile("^Set up")).click()
        secret = walker.page.locator("p:has-text('Key:') strong").inner_text()
        code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
        walker.fills("The six figures", code)
        walker.presses("Set up the app")
        assert walker.heading == "Recovery codes"
        self.looks(walker)
        walker.follows("I have kept them: go on")
        assert walker.heading == FIRST_SCREEN

    def and_add_a_passkey(self, walker) -> None:
        walker.opens("/account/passkeys/new/")
        walker.fills("What is this passkey called?", "Work phone")
        walker.chooses("I want to sign in with it alone")
        self.looks(walker)
        walker.presses("Add this passkey")
        walker.page.get_by_text("The passkey is added.").wait_for()
        walker.presses("Sign out")

    def then_the_passkey_alone_lets_them_in(self, walker) -> None:
        walker.opens("/sign-in/")
        walker.presses("Use a passkey")
        walker.page.get_by_role("heading", name=FIRST_SCREEN).wait_for()
        assert "Una Vale" in walker.page.locator("header").inner_text()

    def looks(self, walker) -> None:
        self.faults += faults_here(walker)

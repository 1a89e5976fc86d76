"""From an invitation to a first sign-in."""

import re
import smtplib
from dataclasses import replace

import pytest
from tests.support.live_plan import a_person

from oneplan.records.accounts.models import User
from oneplan.records.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

UNA = {"name": "Una Vale", "email": "una@merrowdale.invalid", "role": "caseworker"}
PASSWORD = "four ordinary words together"


@pytest.fixture
def in_earnest(people, settings) -> None:
    """An installation with real people in it."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)


@pytest.fixture
def admin(as_, people, in_earnest):
    """The browser of an administrator who has proved who they are."""
    browser = as_(people.admin)
    session = browser.session
    session["second-factor-seen"] = people.admin.pk
    session.save()
    return browser


def link_in(letter: str) -> str:
    return re.findall(r"https?://[^/\s]+(/account/forgotten/new/\S+)", letter)[0]


def test_the_invited_person_is_told_by_mail_how_to_come_in(admin, mailoutbox) -> None:
    admin.post("/accounts/invite/", UNA)

    (letter,) = mailoutbox
    assert letter.to == ["una@merrowdale.invalid"]
    assert letter.subject == "Admin has invited you to One Plan, Merrowdale"
    assert "It works once, within 3 days" in letter.body


def test_with_the_link_they_choose_a_password_and_come_in(admin, client, mailoutbox) -> None:
    admin.post("/accounts/invite/", UNA)
    asked = client.get(link_in(mailoutbox[0].body), follow=True)

    client.post(asked.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    answer = client.post("/sign-in/", {"login": UNA["email"], "password": PASSWORD})

    assert "Choose your password" in asked.content.decode()
    assert answer.status_code == 302


def test_having_come_in_they_set_up_their_second_factor_at_once(admin, client, mailoutbox) -> None:
    admin.post("/accounts/invite/", UNA)
    asked = client.get(link_in(mailoutbox[0].body), follow=True)
    client.post(asked.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/sign-in/", {"login": UNA["email"], "password": PASSWORD})

    page = client.get("/account/app/")

    assert page.status_code == 200
    assert "Point the app at this picture" in page.content.decode()


def test_the_link_works_once(admin, client, mailoutbox) -> None:
    admin.post("/accounts/invite/", UNA)
    link = link_in(mailoutbox[0].body)
    asked = client.get(link, follow=True)
    client.post(asked.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})

    again = client.get(link, follow=True).content.decode()

    assert "This link has been used or is too old" in again


def test_outside_the_demonstration_the_link_is_in_the_letter_alone(admin, mailoutbox) -> None:
    page = admin.post("/accounts/invite/", UNA, follow=True).content.decode()

    assert "An email to una@merrowdale.invalid tells Una Vale how to choose a password." in page
    assert "/account/forgotten/new/" not in page


def test_in_the_demonstration_the_administrator_is_shown_the_link_once(as_, people) -> None:
    browser = as_(people.admin)

    first = browser.post("/accounts/invite/", UNA, follow=True).content.decode()
    second = browser.get("/accounts/").content.decode()

    assert ["/account/forgotten/new/" in page for page in (first, second)] == [True, False]


def test_if_no_mail_server_takes_the_letter_the_administrator_is_told(admin, monkeypatch) -> None:
    def refuses(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("oneplan.adapters.mail.sending.send_mail", refuses)

    page = admin.post("/accounts/invite/", UNA, follow=True).content.decode()

    assert "the email to una@merrowdale.invalid could not be sent" in page
    assert User.objects.filter(email=UNA["email"]).exists()


def test_an_invitation_can_be_sent_again_until_they_have_come_in(admin, mailoutbox) -> None:
    admin.post("/accounts/invite/", UNA)
    una = User.objects.get(email=UNA["email"])

    listed = admin.get("/accounts/").content.decode()
    admin.post(f"/accounts/{una.pk}/invite/")

    assert "Invited, and has not signed in yet." in listed
    assert len(mailoutbox) == 2
    assert AuditEntry.objects.filter(verb="invite-again", subject_ids=[str(una.pk)]).count() == 1


def test_somebody_who_has_come_in_needs_no_invitation(admin, client, mailoutbox) -> None:
    somebody = a_person("analyst", is_demo=False)
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = admin.post(f"/accounts/{somebody.pk}/invite/")

    assert "needs no invitation" in answer.content.decode()
    assert mailoutbox == []


def test_an_action_owner_is_invited_for_a_post_of_the_plan(admin, mailoutbox) -> None:
    answer = admin.post("/accounts/invite/", {**UNA, "role": "action-owner"})

    assert "the plan&#x27;s own name for their post" in answer.content.decode()
    assert mailoutbox == []

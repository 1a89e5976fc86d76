"""Who gets through which door, and what the browser is told."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.urls import get_resolver, reverse
from tests.support.live_plan import a_person

from oneplan.records.audit.models import AuditEntry
from oneplan.rulebook import rights
from oneplan.web.ui.menu import installed

pytestmark = pytest.mark.django_db

PASSWORD = "four ordinary words together"


def every_name() -> set[str]:
    return {name for module in installed() for pattern in module.urlpatterns if (name := pattern.name)}


def test_every_page_has_a_line_in_the_rights_table() -> None:
    assert every_name() - set(rights.load().route_by_name) == set()


def test_every_line_of_the_rights_table_is_a_page() -> None:
    assert set(rights.load().route_by_name) - every_name() == set()


def test_a_page_that_needs_a_role_sends_a_stranger_to_sign_in(client) -> None:
    answer = client.get("/plan/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/plan/")


def test_a_refusal_is_said_in_words_and_recorded(as_, people, plan) -> None:
    answer = as_(people.caseworker).get("/imports/")

    assert answer.status_code == 403
    assert "Your role does not let you" in answer.content.decode()
    assert AuditEntry.objects.filter(result="refused", by_id=people.caseworker.pk).count() == 1


def test_what_does_not_exist_and_what_one_may_not_see_look_the_same(as_, people, plan) -> None:
    missing = as_(people.lead).get(reverse("action", args=["nothingthere"]))
    nowhere = as_(people.lead).get("/no/such/page/")

    assert (missing.status_code, nowhere.status_code) == (404, 404)
    assert "There is no page here." in missing.content.decode()
    assert "There is no page here." in nowhere.content.decode()


def test_an_audited_page_leaves_its_mark_before_it_is_shown(as_, people, plan) -> None:
    as_(people.admin).get("/accounts/")

    entry = AuditEntry.objects.filter(verb="read", route="accounts").get()
    assert str(people.lead.pk) in entry.subject_ids


def test_pages_of_somebody_signed_in_are_never_stored(as_, people, plan) -> None:
    answer = as_(people.lead).get("/plan/")

    assert answer["Cache-Control"] == "no-store, private"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "'none'" in answer["Content-Security-Policy"]


def test_staff_without_a_second_factor_are_sent_to_set_one_up(as_, db) -> None:
    somebody = a_person("transformation-lead", is_demo=False)

    answer = as_(somebody).get("/plan/")

    assert (answer.status_code, answer["Location"]) == (302, "/account/")


def test_a_demonstration_account_outside_the_demonstration_needs_a_second_factor_too(as_, db) -> None:
    somebody = a_person("transformation-lead", is_demo=True)

    answer = as_(somebody).get("/plan/")

    assert answer["Location"] == "/account/"


def test_with_a_password_and_a_code_the_plan_opens(client, db) -> None:
    somebody = a_person("transformation-lead", is_demo=False)
    somebody.set_password(PASSWORD)
    somebody.save()
    totp.TOTP.activate(somebody, secret := totp.generate_totp_secret())
    client.post("/sign-in/", {"login": somebody.email, "password": PASSWORD})

    half_way = client.get("/plan/")
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post("/sign-in/second/", {"code": code})

    assert half_way.status_code == 302
    assert client.get("/plan/").status_code == 200
    assert AuditEntry.objects.filter(verb="sign-in", result="done", by_id=somebody.pk).exists()


@pytest.mark.parametrize(("minutes", "is_asked"), [(1, False), (6, True)])
def test_after_five_minutes_one_is_asked_again_before_changing_how_one_signs_in(minutes, is_asked, client, db) -> None:
    somebody = a_person("transformation-lead", is_demo=False)
    somebody.set_password(PASSWORD)
    somebody.save()
    totp.TOTP.activate(somebody, secret := totp.generate_totp_secret())
    client.post("/sign-in/", {"login": somebody.email, "password": PASSWORD})
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post("/sign-in/second/", {"code": code})
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [each | {"at": each["at"] - 60 * minutes} for each in records]
    session.save()

    answer = client.get("/account/app/remove/")

    assert answer.headers.get("Location", "").startswith("/account/confirm/") is is_asked


def test_what_is_wrong_at_the_door_is_said_in_our_words(client, db) -> None:
    empty = client.post("/sign-in/", {}).content.decode()
    wrong = client.post("/sign-in/", {"login": "nobody@merrowdale.invalid", "password": "wrong"}).content.decode()

    assert "Enter your email address" in empty
    assert "This field is required" not in empty
    assert "That email address and password do not go together." in wrong


def test_a_recovery_code_works_once(client, db) -> None:
    somebody = a_person("transformation-lead", is_demo=False)
    somebody.set_password(PASSWORD)
    somebody.save()
    totp.TOTP.activate(somebody, totp.generate_totp_secret())
    code = RecoveryCodes.activate(somebody).get_unused_codes()[0]
    client.post("/sign-in/", {"login": somebody.email, "password": PASSWORD})

    client.post("/sign-in/second/", {"code": code})

    assert client.get("/plan/").status_code == 200
    assert Authenticator.objects.filter(user=somebody, type="recovery_codes").count() == 1


def test_a_wrong_password_is_refused_in_words_and_recorded(client, db) -> None:
    answer = client.post("/sign-in/", {"login": "nobody@merrowdale.invalid", "password": "wrong"})

    assert "There is something to put right" in answer.content.decode()
    assert AuditEntry.objects.filter(verb="sign-in", result="refused").count() == 1


@pytest.mark.parametrize("address", ["/account/none/sign-up/", "/account/none/email/", "/accounts/signup/"])
def test_nobody_signs_themselves_up(client, db, address) -> None:
    assert client.get(address).status_code == 404


def test_the_list_of_invented_people_is_in_the_demonstration_alone(client, people, settings) -> None:
    here = client.get("/demo/")
    settings.ENVIRONMENT = type(settings.ENVIRONMENT)(
        **{**{name: getattr(settings.ENVIRONMENT, name) for name in settings.ENVIRONMENT.__slots__}, "demo": False}
    )
    elsewhere = client.get("/demo/")

    assert (here.status_code, elsewhere.status_code) == (200, 404)


def test_in_the_demonstration_one_becomes_somebody_by_pressing_a_button(client, people, plan) -> None:
    client.post("/demo/", {"account": str(people.board.pk)})

    assert client.get("/plan/").status_code == 200


def test_looking_at_the_list_signs_nobody_in(client, people) -> None:
    client.get(f"/demo/?account={people.lead.pk}")

    assert "_auth_user_id" not in client.session


def test_a_form_without_its_mark_is_refused_in_words(people, plan) -> None:
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/demo/", {"account": str(people.lead.pk)})

    assert answer.status_code == 403
    assert "This form had been open too long." in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/account/",
        "/account/app/",
        "/account/passkeys/",
        "/account/passkeys/new/",
        "/account/password/",
        "/account/confirm/",
    ],
)
def test_pages_about_ones_own_account_are_ours(as_, db, address) -> None:
    somebody = a_person("transformation-lead", is_demo=False)
    somebody.set_password(PASSWORD)
    somebody.save()
    browser = as_(None)
    browser.post("/sign-in/", {"login": somebody.email, "password": PASSWORD})
    browser.post("/account/confirm/", {"password": PASSWORD})

    page = browser.get(address)

    assert page.status_code == 200
    assert "Skip to main content" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/account/forgotten/",
        "/account/forgotten/sent/",
        "/account/forgotten/done/",
        "/account/closed/",
        "/account/forgotten/new/1-set-password/",
    ],
)
def test_pages_for_somebody_locked_out_are_ours(client, db, address) -> None:
    page = client.get(address)

    assert page.status_code == 200
    assert "Skip to main content" in page.content.decode()


def test_a_forgotten_password_is_answered_by_mail_in_our_words(client, db, mailoutbox) -> None:
    somebody = a_person("transformation-lead")
    somebody.set_password(PASSWORD)
    somebody.save()

    client.post("/account/forgotten/", {"email": somebody.email})

    assert mailoutbox[0].subject == "Set a new password for One Plan"
    assert "/account/forgotten/new/" in mailoutbox[0].body


def test_an_administrator_invites_somebody(as_, people) -> None:
    form = {"name": "Una Vale", "email": "una@merrowdale.invalid", "role": "action-owner", "owner_role": "SEND Manager"}

    answer = as_(people.admin).post("/accounts/invite/", form)

    assert answer.status_code == 302
    assert "Una Vale" in as_(people.admin).get("/accounts/").content.decode()


def test_the_audit_log_opens_to_whoever_may_read_it(as_, people) -> None:
    officer = a_person("data-protection-officer")

    page = as_(officer).get("/audit/").content.decode()

    assert "Who did what" in page
    assert get_resolver().reverse("audit-log") == "audit/"

"""Who may sign in and as what: given by one person to another, from a day to a day."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.people import TODAY, person

from oneplan.actions import accounts, signing_in
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.records.accounts import queries
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def _invite(by, **more):
    words = {"email": "New.Person@Example.org", "name": "New Person", "role": "analyst"} | more
    return accounts.invite(by=by, on=TODAY, **words)


def test_somebody_who_is_invited_holds_the_role_from_today_and_cannot_sign_in_yet(admin):
    number = _invite(admin)

    user = User.objects.get(pk=number)
    assert user.email == "new.person@example.org"
    assert not user.has_usable_password()
    assert [held.role for held in queries.viewer_of(user, on=TODAY).roles_today] == ["analyst"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"email": "no address"}, "not an email address"),
        ({"name": " "}, "Give the person's name"),
        ({"role": "emperor"}, "no role called"),
        ({"role": "operator"}, "belongs to the console"),
        ({"email": "ADMIN@example.org"}, "already has an account"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(admin, words, says):
    before = User.objects.count()

    with pytest.raises(Problem, match=says):
        _invite(admin, **words)

    assert User.objects.count() == before


def test_a_role_is_held_between_its_days(admin, analyst):
    days = {"first_day": date(2026, 4, 1), "last_day": date(2026, 4, 30)}
    accounts.grant_role(person_id=analyst.pk, role="board-member", by=admin, on=TODAY, **days)

    held = {
        day: len(queries.viewer_of(analyst, on=date(2026, *day)).roles_today)
        for day in ((3, 31), (4, 1), (4, 30), (5, 1))
    }

    assert held == {(3, 31): 1, (4, 1): 2, (4, 30): 2, (5, 1): 1}


def test_a_role_that_is_ended_ends(admin, analyst):
    number = RoleHeld.objects.get(user=analyst).pk

    accounts.end_role(role_held_id=number, last_day=date(2026, 2, 28), by=admin, on=TODAY)

    assert queries.viewer_of(analyst, on=TODAY).roles_today == ()


def test_a_role_cannot_end_before_it_starts(admin, analyst):
    number = RoleHeld.objects.get(user=analyst).pk

    with pytest.raises(Problem, match="cannot end"):
        accounts.end_role(role_held_id=number, last_day=date(2019, 1, 1), by=admin, on=TODAY)


def test_nobody_changes_their_own_rights(admin):
    with pytest.raises(Problem, match="own rights"):
        accounts.grant_role(person_id=admin.pk, role="transformation-lead", first_day=TODAY, by=admin, on=TODAY)
    with pytest.raises(Problem, match="own rights"):
        accounts.end_role(role_held_id=RoleHeld.objects.get(user=admin).pk, last_day=TODAY, by=admin, on=TODAY)


@pytest.mark.parametrize("who", ["lead", "owner", "analyst", "public"])
def test_only_those_who_run_accounts_may(request, who):
    somebody = request.getfixturevalue(who)

    for attempt in (
        lambda: _invite(somebody),
        lambda: queries.people(viewer=queries.viewer_of(somebody, on=TODAY)),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_changes_of_rights_are_in_the_audit_log_by_number(admin):
    number = _invite(admin)

    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.subject_ids, entry.details["role"]) == ("invite", [str(number)], "analyst")
    assert "example.org" not in str(entry.details)


def test_people_are_listed_with_their_roles(admin, owner):
    rows = {row.email: row for row in queries.people(viewer=queries.viewer_of(admin, on=TODAY))}

    assert rows["owner@example.org"].roles[0].title == "Action owner"
    assert rows["owner@example.org"].roles[0].owner_role == "SEND Manager"


def test_the_console_has_one_account_that_nobody_signs_in_with():
    first, second = signing_in.console_account(on=TODAY), signing_in.console_account(on=TODAY)

    assert first.pk == second.pk
    assert not first.has_usable_password()


def test_demo_people_cannot_be_chosen_outside_the_demonstration(settings):
    user = person("analyst")
    User.objects.filter(pk=user.pk).update(is_demo=True)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)

    assert queries.demo_accounts() == ()
    with pytest.raises(NotFound):
        signing_in.sign_in_as_demo(account_id=user.pk, on=TODAY)


def test_coming_and_going_is_recorded_without_addresses(analyst):
    signing_in.record_sign_in(user=analyst, how="passkey", on=TODAY, where="10.1.2.3")
    signing_in.record_sign_in_refused(email="intruder@example.org", on=TODAY, where="10.1.2.3")
    signing_in.record_sign_out(user=analyst, on=TODAY)

    entries = list(AuditEntry.objects.order_by("pk"))
    assert [(row.verb, row.result) for row in entries] == [
        ("sign-in", "done"),
        ("sign-in", "refused"),
        ("sign-out", "done"),
    ]
    assert "10.1.2.3" not in str([row.details for row in entries])
    assert "intruder" not in str([row.details for row in entries])

"""A named grant counts beside a role and never by itself."""

from datetime import timedelta

import pytest
from tests.support.people import TODAY, viewer

from oneplan.core.access import HeldRole, NotAllowed, Scope, Viewer, check_may, may, scopes
from oneplan.rulebook import rights

GRANTS = [role.id for role in rights.load().roles if role.is_grant]


@pytest.mark.parametrize("grant", GRANTS)
def test_a_grant_without_a_role_opens_nothing(grant):
    table = rights.load()

    opened = [each.id for each in table.permissions if not each.anyone_signed_in and may(table, viewer(grant), each.id)]

    assert table.role(grant).grants
    assert opened == []


@pytest.mark.parametrize("grant", GRANTS)
def test_a_grant_beside_a_role_opens_what_it_names(grant):
    table = rights.load()

    for permission, scope in table.role(grant).grants.items():
        assert check_may(table, viewer("manager", grant), permission) == grant
        assert scope in scopes(table, viewer("manager", grant), permission)


def test_a_manager_without_the_grant_does_not_settle_matches():
    with pytest.raises(NotAllowed, match="settle whether two records"):
        check_may(rights.load(), viewer("manager"), "match-settle")


def test_a_grant_ends_with_the_last_day_of_the_role_beside_it():
    held = (HeldRole("manager", TODAY - timedelta(days=9), TODAY), HeldRole("data-steward", TODAY - timedelta(days=9)))

    on_the_last_day = Viewer(on=TODAY, user_id=1, held=held)
    on_the_day_after = Viewer(on=TODAY + timedelta(days=1), user_id=1, held=held)

    assert may(rights.load(), on_the_last_day, "match-settle")
    assert not may(rights.load(), on_the_day_after, "match-settle")


def test_scopes_of_several_roles_are_all_given():
    found = scopes(rights.load(), viewer("caseworker", "analyst"), "person-read")

    assert found == {Scope.TEAM, Scope.PSEUDONYM}

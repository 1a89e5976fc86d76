"""Who may do what: the decision table of the rights, role by role."""

from datetime import date, timedelta

import pytest
from tests.support.people import viewer

from oneplan.core.access import FieldClass, HeldRole, NotAllowed, Viewer, check_may, is_visible, may, sees
from oneplan.core.kernel import Problem
from oneplan.rulebook import rights

CHANGES = ("action-rate", "action-redate", "action-update", "evidence-add", "impact-state")
EVERY_ROLE = [role.id for role in rights.load().roles if not role.is_grant]


def _allowed(role, permission, owner_roles=("SEND Manager",), owner_role=""):
    return may(rights.load(), viewer(role, owner_role=owner_role), permission, owner_roles=owner_roles)


@pytest.mark.parametrize(
    ("role", "reads_plan", "changes_any", "changes_own", "imports", "runs_accounts", "reads_audit"),
    [
        ("transformation-lead", True, True, True, True, False, False),
        ("action-owner", True, False, True, False, False, False),
        ("board-member", True, False, True, False, False, False),
        ("delivery-lead", True, False, True, False, False, False),
        ("chair", True, False, False, False, False, False),
        ("finance-lead", True, False, False, False, False, False),
        ("shadow-board", True, False, False, False, False, False),
        ("parent-carer-forum", True, False, False, False, False, False),
        ("caseworker", True, False, False, False, False, False),
        ("manager", True, False, False, False, False, False),
        ("analyst", True, False, False, False, False, False),
        ("public", True, False, False, False, False, False),
        ("admin", False, False, False, False, True, False),
        ("data-protection-officer", True, False, False, False, False, True),
        ("operator", True, False, False, True, True, True),
    ],
)
def test_each_role_may_do_what_the_table_says(
    role, reads_plan, changes_any, changes_own, imports, runs_accounts, reads_audit
):
    assert _allowed(role, "plan-read") is reads_plan
    for change in CHANGES:
        assert _allowed(role, change) is changes_any
        assert _allowed(role, change, owner_role="SEND Manager") is changes_own
        assert _allowed(role, change, owner_role="Someone Else") is changes_any
    assert _allowed(role, "import-write") is imports
    assert _allowed(role, "import-undo") is imports
    assert _allowed(role, "accounts-write") is runs_accounts
    assert _allowed(role, "audit-read") is reads_audit


def test_every_role_of_the_table_has_a_row_in_the_decision_table():
    rows = test_each_role_may_do_what_the_table_says.pytestmark[0].args[1]

    assert {row[0] for row in rows} == set(EVERY_ROLE)


# Of somebody else's: what each role may do in the partnership where it owns nothing, and then of its own.
PARTNERSHIP = """
role                | edits plan | new baseline | greens | writes minutes | chairs | replies | runs cycle | makes pack | publishes | signs money | hears voice | answers voice
transformation-lead | yes        | others       | others | yes            | no     | yes     | yes        | yes        | yes       | no          | yes         | yes
action-owner        | no         | no           | no     | no             | no     | own     | no         | no         | no        | no          | yes         | no
delivery-lead       | no         | no           | no     | no             | no     | own     | no         | no         | no        | no          | yes         | no
chair               | no         | others       | others | yes            | yes    | no      | no         | yes        | no        | no          | no          | no
board-member        | no         | others       | others | no             | no     | own     | no         | no         | no        | no          | no          | no
finance-lead        | no         | no           | no     | no             | no     | own     | no         | no         | no        | others      | no          | no
shadow-board        | no         | no           | no     | no             | no     | no      | no         | no         | no        | no          | yes         | no
parent-carer-forum  | no         | no           | no     | no             | no     | no      | no         | no         | no        | no          | yes         | no
public              | no         | no           | no     | no             | no     | no      | no         | no         | no        | no          | no          | no
"""
PERMISSIONS = {
    "edits plan": "plan-edit",
    "new baseline": "baseline-approve",
    "greens": "action-approve",
    "writes minutes": "meeting-write",
    "chairs": "meeting-chair",
    "replies": "update-reply",
    "runs cycle": "cycle-run",
    "makes pack": "pack-make",
    "publishes": "plan-publish",
    "signs money": "money-approve",
    "hears voice": "voice-write",
    "answers voice": "voice-reply",
}


def _cells():
    heading, *rows = [[cell.strip() for cell in line.split("|")] for line in PARTNERSHIP.strip().splitlines()]
    return [(row[0], PERMISSIONS[name], cell) for row in rows for name, cell in zip(heading[1:], row[1:], strict=True)]


@pytest.mark.parametrize(("role", "permission", "cell"), _cells())
def test_each_role_does_in_the_partnership_what_the_table_says(role, permission, cell):
    of_others = _allowed(role, permission, owner_role="Someone Else")
    of_their_own = _allowed(role, permission, owner_role="SEND Manager")

    assert (of_others, of_their_own) == {
        "yes": (True, True),
        "no": (False, False),
        "own": (False, True),
        "others": (True, False),
    }[cell]


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_only_a_transformation_lead_gives_actions_to_other_owners(role):
    assert _allowed(role, "action-reown", owner_role="SEND Manager") is (role == "transformation-lead")


def test_a_transformation_lead_approves_the_work_of_others_and_never_their_own():
    table = rights.load()
    lead = viewer("transformation-lead", owner_role="SEND Transformation Lead")

    assert may(table, lead, "action-approve", owner_roles=("SEND Manager",))
    assert not may(table, lead, "action-approve", owner_roles=("SEND Manager", "SEND Transformation Lead"))


def test_an_action_owner_without_a_role_of_the_plan_owns_nothing():
    assert not _allowed("action-owner", "action-rate", owner_roles=("",), owner_role="")


@pytest.mark.parametrize("permission", [each.id for each in rights.load().permissions])
def test_nobody_may_do_nothing(permission):
    assert not may(rights.load(), Viewer(on=date(2026, 3, 2)), permission)


def test_a_role_that_the_table_does_not_know_gives_nothing():
    stranger = viewer("superuser")

    assert not may(rights.load(), stranger, "plan-read")
    assert sees(rights.load(), stranger) is FieldClass.PUBLIC


@pytest.mark.parametrize(("days", "is_held"), [(-1, False), (0, True), (1, True), (30, True), (31, False)])
def test_a_role_counts_from_its_first_day_to_its_last(days, is_held):
    first, last = date(2024, 2, 29), date(2024, 3, 30)
    held = (HeldRole("analyst", first, last),)

    day = Viewer(on=first + timedelta(days=days), user_id=1, held=held)

    assert may(rights.load(), day, "plan-read") is is_held


def test_a_permission_that_nobody_wrote_down_is_an_error_and_not_a_no():
    with pytest.raises(Problem, match="plan-reed"):
        may(rights.load(), viewer("analyst"), "plan-reed")


def test_a_refusal_says_what_who_and_what_next():
    with pytest.raises(NotAllowed) as refusal:
        check_may(rights.load(), viewer("analyst"), "import-write")

    assert refusal.value.what == "Your role does not let you import an improvement plan."
    assert "Transformation lead" in refusal.value.why
    assert refusal.value.do


def test_a_refusal_to_nobody_asks_them_to_sign_in():
    with pytest.raises(NotAllowed, match="sign in"):
        check_may(rights.load(), Viewer(on=date(2026, 3, 2)), "plan-read")


def test_a_refusal_to_an_action_owner_says_that_only_their_own_actions_are_theirs():
    with pytest.raises(NotAllowed, match="for actions that their role owns"):
        check_may(rights.load(), viewer("action-owner", owner_role="A"), "action-rate", owner_roles=("B",))


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_role_reads_restricted_fields(role):
    ceiling = sees(rights.load(), viewer(role))

    assert not is_visible(FieldClass.RESTRICTED, ceiling)
    assert is_visible(FieldClass.PUBLIC, ceiling)


def test_the_public_reads_public_fields_alone():
    assert sees(rights.load(), viewer("public")) is FieldClass.PUBLIC
    assert sees(rights.load(), viewer("public", "analyst")) is FieldClass.ORDINARY

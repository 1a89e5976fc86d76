"""One change to an action: who may make it, what it leaves behind, and what happens when two people meet."""

from datetime import date

import pytest
from django.db import connection
from tests.support.people import TODAY, person
from tests.support.plans import imported_plan, read_action, reading, stored_file

from oneplan.actions.contributions import add_evidence, record_update, state_impact
from oneplan.actions.plan_lines import change_due, change_owners, change_rating
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, Owner, OwnerPart
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.improvement import queries
from oneplan.records.improvement.models import Action, ActionEvent, Evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_id(lead):
    other = (Owner("Head of Health"),)
    return imported_plan(lead, reading(read_action("A1"), read_action("A2", owners=other)))


@pytest.fixture
def action(plan_id):
    return Action.objects.get(ref="A1")


def _rate(action, by, **more):
    words = {"rating_raw": "Off track", "rating": None, "reason": "The post is empty.", "version": 1} | more
    return change_rating(action_id=action.public_id, by=by, on=TODAY, **words)


def _shown(action, by):
    plan_id = queries.plan_of_action(action.public_id)
    return queries.action(plan_id, action.public_id, viewer=viewer_of(by, on=TODAY))


def test_a_new_rating_keeps_the_plans_own_word_and_reads_it_by_the_plans_key(action, owner):
    version = _rate(action, owner)

    page = _shown(action, owner)
    assert version == 2
    assert (page.action.rating, page.action.rating_raw) == (Rating.DELAYED, "Off track")
    assert page.action.is_changed_here
    assert page.action.changed_on == TODAY


def test_a_word_that_the_key_does_not_know_stays_unknown(action, owner):
    _rate(action, owner, rating_raw="Puce")

    assert _shown(action, owner).action.rating is Rating.UNKNOWN


def test_the_history_shows_who_when_why_from_what_to_what(action, owner):
    _rate(action, owner)

    newest = _shown(action, owner).history[0]
    assert (newest.kind, newest.by_name, newest.acting_role) == ("rating_changed", owner.name, "action-owner")
    assert newest.reason == "The post is empty."
    assert newest.details["before"] == {"raw": "On track", "rating": "on_track"}
    assert newest.details["after"] == {"raw": "Off track", "rating": "delayed"}


def test_a_change_raises_the_plans_revision(plan_id, action, owner):
    before = queries.revision(plan_id)

    _rate(action, owner)

    assert queries.revision(plan_id) > before


def test_a_change_leaves_one_audit_entry_without_the_words(action, owner):
    AuditEntry.objects.all()
    before = AuditEntry.objects.count()

    _rate(action, owner)

    entry = AuditEntry.objects.latest("pk")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.verb, entry.by_id, entry.acting_role) == ("change-rating", owner.pk, "action-owner")
    assert entry.subject_ids == [action.public_id]
    assert entry.details == {"event": ActionEvent.objects.latest("pk").pk}
    assert "post" not in str(entry.details) + entry.why


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_rating_without_a_reason_is_refused(action, owner, reason):
    with pytest.raises(Problem, match="Say why"):
        _rate(action, owner, reason=reason)

    assert _shown(action, owner).action.version == 1


def test_a_change_that_changes_nothing_is_refused(action, owner):
    with pytest.raises(Problem, match="Nothing would change"):
        _rate(action, owner, rating_raw="On track")


def test_a_rating_needs_a_word(action, owner):
    with pytest.raises(Problem, match="Choose a rating"):
        _rate(action, owner, rating_raw=" ")


def test_an_action_that_is_not_there_is_not_found(owner, plan_id):
    with pytest.raises(NotFound):
        change_rating(action_id="nothing", version=1, rating_raw="x", rating=None, reason="y", by=owner, on=TODAY)


@pytest.mark.parametrize(
    "role", ["analyst", "caseworker", "manager", "public", "admin", "board-member", "action-owner", ""]
)
def test_somebody_without_the_right_changes_nothing_and_the_attempt_is_recorded(action, role):
    somebody = person(role, owner_role="Somebody Else")

    with pytest.raises(NotAllowed):
        _rate(action, somebody)

    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.result, entry.by_id) == ("change-rating", "refused", somebody.pk)
    assert ActionEvent.objects.filter(action=action).count() == 1


def test_a_right_that_starts_tomorrow_is_no_right_today(action):
    early = person("transformation-lead", first_day=date(2026, 3, 3))

    with pytest.raises(NotAllowed):
        _rate(action, early)


def test_a_closed_account_may_do_nothing(action, lead):
    lead.is_active = False
    lead.save()

    with pytest.raises(NotAllowed):
        _rate(action, lead)


def test_an_owner_who_gives_an_action_away_may_not_change_it_any_more(action, lead, owner):
    change_owners(action_id=action.public_id, version=1, owners=(Owner("Nurse"),), reason="Moved", by=lead, on=TODAY)

    with pytest.raises(NotAllowed):
        _rate(action, owner, version=2)


def test_the_second_of_two_editors_sees_both_texts_and_changes_nothing(action, lead, owner):
    _rate(action, lead)

    with pytest.raises(Stale) as stale:
        _rate(action, owner, rating_raw="On hold", rating=Rating.PAUSED)

    assert stale.value.mine == "On hold (paused)"
    assert stale.value.theirs == "Off track (delayed)"
    assert stale.value.version == 2
    assert _shown(action, owner).action.rating is Rating.DELAYED


def test_a_form_sent_three_times_has_one_effect(action, owner):
    results = {_rate(action, owner, request_key="once") for _ in range(3)}

    assert results == {2}
    assert ActionEvent.objects.filter(action=action).count() == 2


def test_a_form_sent_again_with_other_words_is_refused(action, owner):
    _rate(action, owner, request_key="once")

    with pytest.raises(Problem, match="already been used"):
        _rate(action, owner, request_key="once", reason="Another reason", version=2)


def test_a_form_that_was_refused_may_be_corrected_and_sent_again(action, owner):
    with pytest.raises(Problem):
        _rate(action, owner, request_key="once", reason="")

    assert _rate(action, owner, request_key="once") == 2


def test_a_new_date_keeps_the_first_one_through_every_revision(action, lead):
    for version, month in ((1, 6), (2, 9)):
        change_due(
            action_id=action.public_id,
            version=version,
            due_raw="",
            due_on=date(2027, month, 30),
            precision=DuePrecision.DAY,
            reason="Later",
            by=lead,
            on=TODAY,
        )

    due = _shown(action, lead).action.due
    assert due.due_on == date(2027, 9, 30)
    assert due.revised_from == date(2027, 3, 31)
    assert due.raw == "30 September 2027"


def test_a_date_can_be_taken_away_but_not_left_unsaid(action, lead):
    words = {"action_id": action.public_id, "version": 1, "due_raw": "", "due_on": None, "by": lead, "on": TODAY}

    with pytest.raises(Problem, match="Give the day"):
        change_due(precision=DuePrecision.DAY, reason="x", **words)
    change_due(precision=DuePrecision.ONGOING, reason="It never ends", **words)

    assert _shown(action, lead).action.due.precision is DuePrecision.ONGOING


def test_new_owners_are_tidied_and_named_once(action, lead):
    change_owners(
        action_id=action.public_id,
        version=1,
        owners=(Owner(" Nurse "), Owner("Nurse"), Owner("Head", "ICB", OwnerPart.SUPPORT), Owner("")),
        reason="Moved",
        by=lead,
        on=TODAY,
    )

    assert _shown(action, lead).action.owners == (Owner("Nurse"), Owner("Head", "ICB", OwnerPart.SUPPORT))


def test_updates_evidence_and_impact_are_added_and_counted(action, owner):
    common = {"action_id": action.public_id, "happened_on": date(2026, 2, 1), "by": owner, "on": TODAY}

    record_update(text="Two of three posts are filled.", **common)
    add_evidence(kind=EvidenceKind.AUDIT, note="8 of 10 plans good", document=stored_file("audit.pdf"), **common)
    state_impact(text="Families wait 3 weeks less.", **common)

    page = _shown(action, owner)
    assert (page.action.update_count, page.action.evidence_count, page.action.impact_count) == (1, 1, 1)
    assert page.updates[0].text == "Two of three posts are filled."
    assert page.evidence[0].document_name == "audit.pdf"
    assert page.impact_statements[0].on == date(2026, 2, 1)
    assert page.action.version == 4
    assert not page.action.is_changed_here


@pytest.mark.parametrize(
    ("text", "day", "says"), [(" ", date(2026, 2, 1), "Write something"), ("Done", date(2026, 3, 3), "not come yet")]
)
def test_an_empty_update_and_one_from_the_future_are_refused(action, owner, text, day, says):
    with pytest.raises(Problem, match=says):
        record_update(action_id=action.public_id, text=text, happened_on=day, by=owner, on=TODAY)


def test_evidence_is_the_owners_to_add(action, analyst):
    with pytest.raises(NotAllowed):
        add_evidence(
            action_id=action.public_id,
            kind=EvidenceKind.DATA,
            note="x",
            happened_on=TODAY,
            document=None,
            by=analyst,
            on=TODAY,
        )

    assert not Evidence.objects.exists()


def test_what_may_be_done_is_offered_to_those_who_may(action, lead, owner, analyst):
    mine, theirs = _shown(action, owner).may, _shown(Action.objects.get(ref="A2"), owner).may

    assert (mine.rate, mine.redate, mine.reown, mine.update) == (True, True, False, True)
    assert not any((theirs.rate, theirs.redate, theirs.update, theirs.evidence, theirs.impact))
    assert _shown(action, lead).may.reown
    assert not _shown(action, analyst).may.rate


def test_the_public_sees_the_plan_and_nothing_of_how_it_came_about(action, owner, public):
    _rate(action, owner)
    record_update(action_id=action.public_id, text="x", happened_on=TODAY, by=owner, on=TODAY)

    page = _shown(action, public)

    assert page.action.text == "Do what A1 says"
    assert (page.history, page.updates, page.evidence, page.impact_statements) == ((), (), (), ())
    assert (page.action.is_changed_here, page.action.update_count) == (False, 0)
    assert page.plan.source_name == ""


def test_the_public_field_rule_covers_every_class_of_field(plan_id, public):
    """What a reader of public fields gets from an action is made of public fields alone."""
    hidden = {name for name, held in Action.SENSITIVITY.items() if held != "public"}

    tree = queries.plan_tree(plan_id, viewer=viewer_of(public, on=TODAY))

    for row in tree.actions:
        for name in hidden & set(row.__dataclass_fields__):
            assert not getattr(row, name)


def test_a_role_without_the_right_to_the_plan_reads_none_of_it(plan_id, admin):
    with pytest.raises(NotAllowed):
        queries.plan_tree(plan_id, viewer=viewer_of(admin, on=TODAY))


def test_a_plan_is_read_in_few_questions_however_long_it_is(lead, django_assert_max_num_queries):
    rows = [read_action(f"A{number}") for number in range(60)]
    plan_id = imported_plan(lead, reading(*rows, title="A long one"))
    viewer = viewer_of(lead, on=TODAY)

    with django_assert_max_num_queries(20):
        tree = queries.plan_tree(plan_id, viewer=viewer)

    assert len(tree.actions) == 60


def test_nothing_is_saved_when_the_audit_log_cannot_be_written(action, owner):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry RENAME TO audit_away")

    with pytest.raises(Problem, match="audit log could not be written"):
        _rate(action, owner)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_away RENAME TO audit_auditentry")
    assert ActionEvent.objects.filter(action=action).count() == 1
    assert _shown(action, owner).action.rating is Rating.ON_TRACK

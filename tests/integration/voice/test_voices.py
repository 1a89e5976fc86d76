"""What people say is kept, decided, and closed only once they are told; public comments are read before they show."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.support.people import TODAY, person
from tests.support.plans import imported_plan

from oneplan.actions.voice import (
    Said,
    TookPart,
    decide_item,
    record_effect,
    record_involvement,
    record_item,
    tell_back,
)
from oneplan.actions.voice_comments import TooMany, accept_comment, receive_comment, refuse_comment
from oneplan.actions.voice_engagement import (
    add_quote,
    check_promise,
    hold_engagement,
    plan_engagement,
    withdraw_quote,
)
from oneplan.answers import voice as answers
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.voice import VoiceStage
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.models import Action
from oneplan.records.voice import queries
from oneplan.records.voice.models import PublicComment, Quote, VoiceStep
from oneplan.rulebook.voice_file import voice_book

pytestmark = pytest.mark.django_db

SAID = Said("young-people", "shadow-board", "strategic", "Papers", "We cannot read the papers.", date(2026, 2, 2))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def plan_id(lead):
    return imported_plan(lead)


@pytest.fixture
def forum(db):
    return person("parent-carer-forum", email="forum@example.org")


@pytest.fixture
def item_id(plan_id, lead):
    return record_item(plan_id=plan_id, what=SAID, by=lead, on=TODAY)


def decide(item_id, by, *, decision="done", on=TODAY, **more):
    return decide_item(item_id=item_id, decision=decision, words="Papers come in easy words.", by=by, on=on, **more)


def tell(item_id, by, *, told_on=TODAY, words="They come in easy words now."):
    return tell_back(item_id=item_id, words=words, whom="The board", how="In person", told_on=told_on, by=by, on=TODAY)


def stage(item_id, by):
    return answers.voice(queries.item(item_id, viewer=viewer_of(by, on=TODAY)), on=TODAY).stage


def test_something_said_is_closed_by_telling_and_by_nothing_else(item_id, lead):
    assert stage(item_id, lead) is VoiceStage.HEARD
    decide(item_id, lead)
    record_effect(item_id=item_id, words="Nine of eleven read them", happened_on=TODAY, by=lead, on=TODAY)
    assert stage(item_id, lead) is VoiceStage.DECIDED

    tell(item_id, lead)

    row = queries.item(item_id, viewer=viewer_of(lead, on=TODAY))
    assert stage(item_id, lead) is VoiceStage.TOLD
    assert (row.told.told_whom, row.told.told_how) == ("The board", "In person")
    assert [step.words for step in row.effects] == ["Nine of eleven read them"]


def test_a_new_decision_opens_it_again_until_they_are_told_of_that_one(item_id, lead):
    decide(item_id, lead)
    tell(item_id, lead)

    decide(item_id, lead, decision="cannot", reason="There is no money")

    assert stage(item_id, lead) is VoiceStage.DECIDED
    assert answers.you_said_we_did(queries_plan(item_id)) == ()


def queries_plan(item_id):
    return VoiceStep.objects.filter(item__public_id=item_id).first().item.plan.public_id


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (tell, "Nothing is decided yet"),
        (lambda item_id, by: decide(item_id, by, decision="cannot"), "Say why it cannot be done"),
        (lambda item_id, by: decide(item_id, by, decision="asking"), "Say who is asked"),
        (lambda item_id, by: decide(item_id, by, decision="perhaps"), "not one of the choices"),
    ],
)
def test_a_step_that_would_leave_people_guessing_is_refused_in_words(item_id, lead, act, says):
    with pytest.raises(Problem, match=says):
        act(item_id, lead)

    assert not VoiceStep.objects.exists()


def test_nobody_was_told_before_it_was_decided(item_id, lead):
    decide(item_id, lead)

    with pytest.raises(Problem, match="before it was decided"):
        tell(item_id, lead, told_on=TODAY - timedelta(days=1))


def test_steps_are_never_changed_or_taken_away(item_id, lead):
    decide(item_id, lead)

    for spoil in (lambda rows: rows.update(words="No"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil(VoiceStep.objects.all())

    assert VoiceStep.objects.get().words == "Papers come in easy words."


@pytest.mark.parametrize(
    ("role", "reads", "writes", "replies"),
    [
        ("transformation-lead", True, True, True),
        ("shadow-board", True, True, False),
        ("parent-carer-forum", True, True, False),
        ("delivery-lead", True, True, False),
        ("action-owner", True, True, False),
        ("board-member", True, False, False),
        ("chair", True, False, False),
        ("public", False, False, False),
        ("admin", False, False, False),
    ],
)
def test_each_role_reads_records_and_replies_as_the_table_says(plan_id, item_id, role, reads, writes, replies):
    who = person(role)

    def may(act) -> bool:
        try:
            act()
        except NotAllowed:
            return False
        return True

    assert may(lambda: queries.items(plan_id, viewer=viewer_of(who, on=TODAY))) is reads
    assert may(lambda: record_item(plan_id=plan_id, what=SAID, by=who, on=TODAY)) is writes
    assert may(lambda: decide(item_id, who)) is replies


def test_what_could_not_change_says_why(plan_id, lead):
    action_id = Action.objects.get(ref="A1").public_id
    words = ("families", "Eleven parents", "service", "co-designed", "They wrote the form", TODAY, "", "Its length")

    with pytest.raises(Problem, match="Say why it could not change"):
        record_involvement(action_id=action_id, took_part=TookPart(*words), by=lead, on=TODAY)
    record_involvement(action_id=action_id, took_part=TookPart(*words, "The law asks for it"), by=lead, on=TODAY)

    (row,) = answers.involvement_of(action_id, viewer=viewer_of(lead, on=TODAY))
    assert (row.rung, row.could_not, row.could_not_because) == ("co-designed", "Its length", "The law asks for it")


def test_words_are_public_only_by_consent_and_gone_once_it_is_taken_back(plan_id, lead, public):
    def add(words, *, may_be_public):
        return add_quote(
            plan_id=plan_id,
            priority=1,
            words=words,
            group="young-people",
            said_on=TODAY,
            consent="Signed",
            consent_on=TODAY,
            may_be_public=may_be_public,
            by=lead,
            on=TODAY,
        )

    shown = add("For everybody", may_be_public=True)
    add("For us alone", may_be_public=False)

    assert [row.words for row in answers.quotes_for(plan_id, 1)] == ["For everybody"]
    (seen,) = answers.quotes_for(plan_id, 1, viewer=viewer_of(public, on=TODAY))
    assert (seen.words, seen.consent) == ("For everybody", "")
    assert len(answers.quotes_for(plan_id, 1, viewer=viewer_of(lead, on=TODAY))) == 2
    withdraw_quote(quote_id=shown, by=lead, on=TODAY)
    assert answers.quotes_for(plan_id, 1) == ()
    assert Quote.objects.get(public_id=shown).words == ""


def test_words_without_consent_are_refused(plan_id, lead):
    with pytest.raises(Problem, match="how consent was given"):
        add_quote(
            plan_id=plan_id,
            priority=1,
            words="Mine",
            group="families",
            said_on=TODAY,
            consent=" ",
            consent_on=TODAY,
            may_be_public=True,
            by=lead,
            on=TODAY,
        )


def test_a_day_in_the_calendar_is_held_or_called_off_with_its_reason(plan_id, lead):
    common = {"source": "conference", "group": "young-people", "by": lead, "on": TODAY}
    held = plan_engagement(plan_id=plan_id, title="Conference", planned_on=TODAY, **common)
    off = plan_engagement(plan_id=plan_id, title="Meeting", planned_on=TODAY, **common)
    close = {"plan_id": plan_id, "by": lead, "on": TODAY}

    hold_engagement(engagement_id=held, held_on=TODAY, heard=40, **close)
    with pytest.raises(Problem, match="why it was called off"):
        hold_engagement(engagement_id=off, held_on=None, **close)
    hold_engagement(engagement_id=off, held_on=None, called_off_because="Snow", **close)

    rows = {row.title: row for row in queries.engagements(plan_id, viewer=viewer_of(lead, on=TODAY))}
    assert (rows["Conference"].held_on, rows["Conference"].heard) == (TODAY, 40)
    assert (rows["Meeting"].held_on, rows["Meeting"].called_off_because) == (None, "Snow")


def test_the_promise_is_measured_by_its_newest_day_against_the_one_before(plan_id, lead, forum):
    def check(by, day, **points):
        names = {name.replace("_", "-"): number for name, number in points.items()}
        check_promise(plan_id=plan_id, group="families", points=names, says="", checked_on=day, by=by, on=TODAY)

    check(forum, date(2025, 9, 1), honest=1)
    check(forum, date(2026, 2, 1), honest=2, no_rush=1)
    check(lead, date(2026, 2, 1), honest=3)

    kept = {each.statement.id: each for each in answers.promise_kept(plan_id, viewer=viewer_of(lead, on=TODAY))}
    assert (str(kept["honest"].mean), str(kept["honest"].before), kept["honest"].trend) == ("2.5", "1.0", "up")
    assert (kept["no-rush"].groups, kept["no-rush"].trend) == (("Parents and carers",), "")
    assert kept["open"].mean is None
    with pytest.raises(Problem, match="not a point of the scale"):
        check(lead, TODAY, honest=4)


def comment(plan_id, said="Could it say the numbers?", *, place="192.0.2.1", at=NOON):
    return receive_comment(plan_id=plan_id, said=said, place=place, at=at, on=at.date())


def test_nobody_reads_a_comment_before_somebody_let_it_through_and_it_closes_with_its_answer(plan_id, lead):
    comment_id = comment(plan_id)
    assert queries.public_comments(plan_id) == ()

    item_id = accept_comment(comment_id=comment_id, theme="Numbers", by=lead, on=TODAY)
    (waiting,) = queries.public_comments(plan_id)
    decide(item_id, lead)
    tell(item_id, lead, words="They stand on each page now.")

    (answered,) = queries.public_comments(plan_id)
    assert (waiting.said, waiting.answer) == ("Could it say the numbers?", "")
    assert (answered.answer, answered.answered_on) == ("They stand on each page now.", TODAY)
    assert PublicComment.objects.get().place == ""
    with pytest.raises(Problem, match="read this comment already"):
        refuse_comment(comment_id=comment_id, reason="Twice", by=lead, on=TODAY)


def test_a_comment_that_is_not_shown_says_why_to_those_who_read_comments_alone(plan_id, lead, forum):
    refuse_comment(comment_id=comment(plan_id, "Buy driveways"), reason="An advertisement", by=lead, on=TODAY)

    (row,) = queries.comments(plan_id, viewer=viewer_of(lead, on=TODAY))
    assert (row.refused_because, row.item_id) == ("An advertisement", "")
    assert queries.public_comments(plan_id) == ()
    with pytest.raises(NotAllowed):
        queries.comments(plan_id, viewer=viewer_of(forum, on=TODAY))


def test_from_one_place_only_so_many_come_in_an_hour_and_the_address_is_never_kept(plan_id):
    rules = voice_book().comments
    for number in range(rules.an_hour):
        comment(plan_id, f"Comment {number}")

    with pytest.raises(TooMany):
        comment(plan_id, "One more")
    comment(plan_id, "From elsewhere", place="192.0.2.2")
    comment(plan_id, "Later", at=NOON + timedelta(hours=1, minutes=1))

    assert PublicComment.objects.count() == rules.an_hour + 2
    assert not PublicComment.objects.filter(place__contains="192.0.2").exists()


@pytest.mark.parametrize(("said", "says"), [("  ", "Write your comment"), ("x" * 2001, "longer than 2,000")])
def test_an_empty_and_an_endless_comment_are_refused(plan_id, said, says):
    with pytest.raises(Problem, match=says):
        comment(plan_id, said)

    assert not PublicComment.objects.exists()


def test_what_is_said_about_one_child_is_never_in_the_public_account(plan_id, lead):
    own = Said("families", "conversation", "child", "His plan", "It names the wrong school.", date(2026, 2, 2))
    for what in (SAID, own):
        item_id = record_item(plan_id=plan_id, what=what, by=lead, on=TODAY)
        decide(item_id, lead)
        tell(item_id, lead)

    assert [each.said for each in answers.you_said_we_did(plan_id)] == ["We cannot read the papers."]
    assert len(answers.you_said_we_did(plan_id, viewer=viewer_of(lead, on=TODAY))) == 2


def test_the_closed_loop_counts_each_group_in_its_own_measure_once_the_days_are_over(plan_id, lead):
    heard = date(2026, 1, 5)
    for group, told_on in (
        ("young-people", date(2026, 1, 20)),
        ("young-people", date(2026, 2, 20)),
        ("families", None),
    ):
        what = Said(group, "forum", "service", "x", "y", heard)
        item_id = record_item(plan_id=plan_id, what=what, by=lead, on=TODAY)
        if told_on:
            decide(item_id, lead, on=date(2026, 1, 10))
            tell(item_id, lead, told_on=told_on)
    month = (date(2026, 1, 1), date(2026, 1, 31))

    def count(measure, on=TODAY):
        found = answers.closed_loop(measure, *month, on=on)
        return found.numerator, found.denominator

    assert (count("M012"), count("M013"), count("M242")) == ((1, 2), (0, 1), (2, 3))
    assert count("M012", on=date(2026, 2, 20)) == (0, 0)


def test_what_is_not_there_is_not_found(plan_id, lead):
    with pytest.raises(NotFound):
        decide("nothing", lead)
    with pytest.raises(NotFound):
        record_item(plan_id="nothing", what=SAID, by=lead, on=TODAY)

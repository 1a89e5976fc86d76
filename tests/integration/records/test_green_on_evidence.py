"""Green rests on evidence, a difference and a second reader; every path refuses it in words that say what is missing."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.people import TODAY, person
from tests.support.plans import imported_plan, read_action, read_import, reading
from typer.testing import CliRunner

from oneplan.actions.contributions import add_evidence, state_impact
from oneplan.actions.green_ratings import approve_green, ask_for_green, check_may_set, send_back_green
from oneplan.actions.plan_imports import apply_plan_import
from oneplan.actions.plan_lines import change_owners, change_rating
from oneplan.actions.upkeep import rebuild_actions
from oneplan.cli import plan as command
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.embedding import GreenRefused
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import KeyEntry, Owner
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import RoleHeld
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import greens, queries
from oneplan.records.improvement.models import Action, ActionEvent, Evidence

pytestmark = pytest.mark.django_db

PLAN = reading(
    read_action("A1"),
    read_action("A2", owners=(Owner("Head of Health"),)),
    read_action("G1", rating=Rating.COMPLETE, rating_raw="Complete"),
)
PLAN = replace(PLAN, key=(*PLAN.key, KeyEntry("Green", "Completed and embedded", Rating.COMPLETE_EMBEDDED, 10)))
GREEN = [
    ("Complete", Rating.COMPLETE),
    ("Embedded", Rating.COMPLETE_EMBEDDED),
    ("Green", None),
    ("Completed", None),
    ("Complete", Rating.ON_TRACK),
    ("Now complete", None),
    ("100% complete", Rating.ON_TRACK),
    ("Complete & embedded", None),
]


@pytest.fixture
def plan_id(lead):
    return imported_plan(lead, PLAN)


@pytest.fixture
def action(plan_id):
    return Action.objects.get(ref="A1")


@pytest.fixture
def chair(db):
    return person("chair", email="chair@example.org")


def now(action):
    return Action.objects.get(pk=action.pk)


def prove(action, by):
    common = {"action_id": action.public_id, "by": by, "on": TODAY, "happened_on": TODAY}
    add_evidence(kind=EvidenceKind.AUDIT, note="8 of 10 plans are good", document=None, **common)
    state_impact(text="Families wait three weeks less", **common)


def ask(action, by, **more):
    words = {"rating_raw": "Green", "rating": None, "reason": "It is embedded", "version": now(action).version} | more
    return ask_for_green(action_id=action.public_id, by=by, on=TODAY, **words)


def approve(request_id, by):
    return approve_green(request_id=request_id, reason="I saw the audit", by=by, on=TODAY)


@pytest.mark.parametrize(("word", "rating"), GREEN)
def test_a_green_rating_is_never_set_directly_whatever_it_is_called(action, lead, word, rating):
    with pytest.raises(GreenRefused) as refused:
        change_rating(
            action_id=action.public_id, version=1, rating_raw=word, rating=rating, reason="Done", by=lead, on=TODAY
        )

    assert len(refused.value.missing) == 3
    assert "still needs evidence with the day it is from" in refused.value.what
    assert "a statement of the difference" in refused.value.what
    assert "a reviewer who does not own the action" in refused.value.what
    assert now(action).rating == "on_track"
    assert ActionEvent.objects.filter(action=action).count() == 1


@pytest.mark.parametrize("word", ["Half done", "50% complete", "To be completed", "Not finished"])
def test_a_word_that_says_part_of_it_is_done_is_no_green(action, lead, word):
    change_rating(
        action_id=action.public_id, version=1, rating_raw=word, rating=None, reason="So far", by=lead, on=TODAY
    )

    assert now(action).rating_raw == word
    assert not Rating(now(action).rating).is_green


def test_an_owner_written_in_other_letters_is_the_role_the_plan_names_and_is_no_second_reader(action, owner, lead):
    common = {"action_id": action.public_id, "reason": "Moved", "by": lead, "on": TODAY}
    change_owners(version=1, owners=(Owner("Head of Health"),), **common)
    change_owners(version=2, owners=(Owner("send  MANAGER"),), **common)
    prove(action, lead)
    request_id = ask(action, lead)
    RoleHeld.objects.create(user=owner, role="chair", first_day=date(2020, 1, 1))

    with pytest.raises(NotAllowed, match="Your role owns action"):
        approve(request_id, owner)

    plan = queries.plan_of_action(action.public_id)
    row = queries.action(plan, action.public_id, viewer=viewer_of(lead, on=TODAY))
    assert [each.role for each in row.action.owners] == ["SEND Manager"]


def test_even_with_evidence_a_second_reader_is_missing(action, owner):
    prove(action, owner)

    with pytest.raises(GreenRefused) as refused:
        change_rating(
            action_id=action.public_id, version=3, rating_raw="Green", rating=None, reason="Done", by=owner, on=TODAY
        )

    assert refused.value.missing == ("a reviewer who does not own the action and did not ask",)


def test_complete_with_its_impact_still_to_show_needs_nobody_else(action, owner):
    change_rating(
        action_id=action.public_id,
        version=1,
        rating_raw="Complete, impact to evidence",
        rating=Rating.COMPLETE_UNEMBEDDED,
        reason="The work is done",
        by=owner,
        on=TODAY,
    )

    assert now(action).rating == "complete_unembedded"
    assert not now(action).is_evidence_unseen


@pytest.mark.parametrize("brings", ["nothing", "undated", "evidence", "difference"])
def test_asking_is_refused_until_evidence_with_its_day_and_the_difference_are_there(action, owner, brings):
    common = {"action_id": action.public_id, "by": owner, "on": TODAY, "happened_on": TODAY}
    if brings in {"undated", "evidence"}:
        add_evidence(kind=EvidenceKind.DATA, note="It fell", document=None, **common)
    if brings == "undated":
        Evidence.objects.update(on=None)
        state_impact(text="Better", **common)
    if brings == "difference":
        state_impact(text="Better", **common)

    with pytest.raises(GreenRefused) as refused:
        ask(action, owner)

    expected = {"nothing": 3, "undated": 2, "evidence": 2, "difference": 2}[brings]
    assert len(refused.value.missing) == expected


def test_asked_by_the_owner_and_approved_by_another_it_is_green_and_says_on_what(action, owner, chair):
    prove(action, owner)

    version = approve(ask(action, owner), chair)

    row = queries.action(queries.plan_of_action(action.public_id), action.public_id, viewer=viewer_of(chair, on=TODAY))
    newest = row.history[0]
    assert (row.action.rating, row.action.rating_raw) == (Rating.COMPLETE_EMBEDDED, "Green")
    assert not row.action.is_evidence_unseen
    assert row.action.version == version
    assert (newest.kind, newest.by_name, newest.reason) == ("rating_changed", chair.name, "I saw the audit")
    assert newest.details["proof"]["asked_by"] == owner.name
    assert newest.details["proof"]["evidence"] == [row.evidence[0].id]


def test_whoever_asks_or_owns_or_gave_the_action_away_is_no_second_reader(action, lead, owner, chair):
    prove(action, owner)
    asked_by_lead = ask(action, lead)

    with pytest.raises(NotAllowed, match="You asked"):
        approve(asked_by_lead, lead)
    RoleHeld.objects.create(user=chair, role="chair", owner_role="SEND Manager", first_day=date(2020, 1, 1))
    with pytest.raises(NotAllowed, match="owns action"):
        approve(asked_by_lead, chair)
    change_owners(
        action_id=action.public_id,
        version=now(action).version,
        owners=(Owner("Nurse"),),
        reason="Moved",
        by=lead,
        on=TODAY,
    )
    with pytest.raises(NotAllowed, match="owns action"):
        approve(asked_by_lead, chair)

    assert now(action).rating == "on_track"


@pytest.mark.parametrize("role", ["action-owner", "delivery-lead", "analyst", "shadow-board", "public", "operator"])
def test_who_may_not_approve_does_not(action, owner, role):
    prove(action, owner)
    request_id = ask(action, owner)

    with pytest.raises(NotAllowed):
        approve(request_id, person(role))

    assert now(action).rating == "on_track"


def test_what_is_sent_back_keeps_its_rating_and_may_be_asked_for_again(action, owner, chair):
    prove(action, owner)
    send_back_green(request_id=ask(action, owner), reason="Show the sample", by=chair, on=TODAY)

    again = ask(action, owner)

    told = greens.requests_of(action.public_id, viewer=viewer_of(owner, on=TODAY))
    assert [row.outcome for row in told] == ["", "sent-back"]
    assert told[1].decided_because == "Show the sample"
    assert told[0].id == again
    assert now(action).rating == "on_track"


def test_one_request_waits_at_a_time_and_a_change_of_rating_closes_it(action, owner, chair):
    prove(action, owner)
    request_id = ask(action, owner)

    with pytest.raises(Problem, match="waits for approval already"):
        ask(action, owner)
    change_rating(
        action_id=action.public_id,
        version=now(action).version,
        rating_raw="Off track",
        rating=None,
        reason="It came undone",
        by=owner,
        on=TODAY,
    )

    assert greens.request(request_id, viewer=viewer_of(chair, on=TODAY)).outcome == "overtaken"
    with pytest.raises(Problem, match="decided already"):
        approve(request_id, chair)


def test_a_request_made_on_an_old_page_meets_both_texts(action, owner):
    prove(action, owner)

    with pytest.raises(Stale):
        ask(action, owner, version=1)


def test_a_decision_needs_its_reason(action, owner, chair):
    prove(action, owner)
    request_id = ask(action, owner)

    with pytest.raises(Problem, match="Say why"):
        approve_green(request_id=request_id, reason=" ", by=chair, on=TODAY)


def test_an_imported_green_keeps_its_rating_with_the_mark_until_it_is_approved_here(plan_id, lead, owner, chair):
    green = Action.objects.get(ref="G1")
    assert (green.rating, green.is_evidence_unseen) == ("complete", True)

    prove(green, owner)
    approve(ask(green, owner, rating_raw="Complete"), chair)

    assert (now(green).rating, now(green).is_evidence_unseen) == ("complete", False)
    assert rebuild_actions() == 3
    assert not now(green).is_evidence_unseen


def test_a_document_that_turns_an_action_green_brings_the_mark_and_one_that_repeats_it_takes_no_proof_away(
    plan_id, lead, owner, chair
):
    green = Action.objects.get(ref="G1")
    prove(green, owner)
    approve(ask(green, owner, rating_raw="Complete"), chair)
    newer = [
        replace(row, rating=Rating.COMPLETE, rating_raw="Completed") if row.ref in {"A2", "G1"} else row
        for row in PLAN.actions
    ]

    apply_plan_import(import_id=read_import(lead, replace(PLAN, actions=tuple(newer))), by=lead, on=TODAY)

    assert (Action.objects.get(ref="A2").rating, Action.objects.get(ref="A2").is_evidence_unseen) == ("complete", True)
    assert not now(green).is_evidence_unseen


def test_the_command_line_refuses_green_as_the_operator_and_as_the_lead(plan_id, lead, monkeypatch):
    monkeypatch.setattr(command, "open_records", lambda: None)

    for by in ((), ("--by", lead.email)):
        said = CliRunner().invoke(command.app, ["rate", "A1", "Green", "--reason", "Done", *by])
        assert isinstance(said.exception, GreenRefused)
        assert len(said.exception.missing) == 3

    assert Action.objects.get(ref="A1").rating == "on_track"


def test_the_command_line_rates_for_whoever_may_and_for_nobody_else(plan_id, lead, monkeypatch):
    monkeypatch.setattr(command, "open_records", lambda: None)
    rate = ["rate", "A1", "Off track", "--reason", "The post is empty"]

    assert isinstance(CliRunner().invoke(command.app, rate).exception, NotAllowed)
    assert CliRunner().invoke(command.app, [*rate, "--by", lead.email]).stdout == "A1 is rated “Off track”.\n"
    assert Action.objects.get(ref="A1").rating == "delayed"
    unknown = CliRunner().invoke(command.app, ["rate", "Z9", "Off track", "--reason", "x", "--by", lead.email])
    assert "No action of the plan has the reference Z9" in str(unknown.exception)


def test_a_preview_refuses_what_the_change_would_refuse(action, owner, analyst):
    viewer = viewer_of(owner, on=TODAY)

    check_may_set(action.public_id, "Off track", None, viewer=viewer)
    with pytest.raises(GreenRefused):
        check_may_set(action.public_id, "Green", None, viewer=viewer)


def test_a_form_sent_twice_asks_once(action, owner):
    prove(action, owner)

    version = now(action).version
    first, second = (ask(action, owner, version=version, request_key="one") for _ in range(2))

    assert first == second
    assert len(greens.requests_of(action.public_id, viewer=viewer_of(owner, on=TODAY))) == 1

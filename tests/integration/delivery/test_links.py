"""A link opens one role's lines of one round until its day, for whoever holds it, and every use of it is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.integration.delivery.conftest import TODAY

from oneplan.actions.delivery_cycles import lock_cycle
from oneplan.actions.reply_links import (
    Closed,
    LinkClosed,
    Visit,
    make_link,
    open_link,
    renew_link,
    reply_by_link,
    revoke_link,
)
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.cycles import Answer
from oneplan.core.kernel import Problem
from oneplan.records.delivery import queries
from oneplan.records.delivery.models import ReplyLink, ReplyLinkUse
from oneplan.rulebook.cycle_files import cycle_rules

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DONE = Answer(done="Half of it is out")


def visit(token, *, days=0, minutes=0, where="192.0.2.7"):
    return Visit(token, NOW + timedelta(days=days, minutes=minutes), TODAY + timedelta(days=days), where)


@pytest.fixture
def link(area):
    return make_link(
        cycle_id=area.cycle_id, role="SENCO Lead", sent_to="Kim@school.example", by=area.people.lead, on=TODAY
    )


def test_the_link_itself_is_not_kept_and_opens_whose_it_is(area, link):
    link_id, token = link

    opened = open_link(visit(token))

    assert (opened.role, opened.sent_to) == ("SENCO Lead", "kim@school.example")
    row = ReplyLink.objects.get(public_id=link_id)
    assert token not in {row.token_hash, row.public_id}
    assert len(token) > 40


def test_somebody_with_the_link_answers_its_lines_and_no_other(area, link):
    _, token = link
    reply_by_link(visit=visit(token), line_id=area.line("A3").id, name="Kim Ray", answer=DONE)

    kept = area.line("A3").replies[0]
    assert (kept.by_name, kept.via, kept.sent_to, kept.answer) == ("Kim Ray", "link", "kim@school.example", DONE)
    with pytest.raises(NotFound, match="does not open that action"):
        reply_by_link(visit=visit(token), line_id=area.line("A1").id, name="Kim Ray", answer=DONE)


def test_a_forwarded_link_keeps_each_name_apart(area, link):
    _, token = link
    line = area.line("A3")
    reply_by_link(visit=visit(token), line_id=line.id, name="Kim Ray", answer=DONE)

    told = reply_by_link(
        visit=visit(token), line_id=line.id, name="Sal Poe", answer=Answer(done="None of it is"), seen=0
    )

    assert len(told.unseen) == 1
    assert [each.by_name for each in area.line("A3").standing_replies] == ["Kim Ray", "Sal Poe"]
    with pytest.raises(Problem, match="Give your name"):
        reply_by_link(visit=visit(token), line_id=line.id, name=" ", answer=DONE)


def test_a_form_sent_twice_through_a_link_keeps_one_reply(area, link):
    _, token = link
    for _ in range(2):
        reply_by_link(visit=visit(token), line_id=area.line("A3").id, name="Kim", answer=DONE, request_key="k")

    assert len(area.line("A3").replies) == 1


def test_a_link_ends_on_its_day_and_says_how_to_get_another(area, link):
    _, token = link
    ends = ReplyLink.objects.get().ends_on

    open_link(visit(token, days=(ends - TODAY).days))
    with pytest.raises(LinkClosed, match="ended on 23 March 2026") as closed:
        open_link(visit(token, days=(ends - TODAY).days + 1))

    assert closed.value.reason is Closed.ENDED
    assert "new one" in closed.value.do


def test_a_link_that_is_taken_back_stops_with_every_other_of_that_person(area, link):
    link_id, token = link
    fresh = renew_link(link_id=link_id, on=TODAY)
    open_link(visit(fresh))

    revoke_link(link_id=link_id, reason="Sent to the wrong person", by=area.people.lead, on=TODAY)

    for each in (token, fresh):
        with pytest.raises(LinkClosed, match="taken back") as closed:
            open_link(visit(each))
        assert closed.value.reason is Closed.REVOKED


def test_a_link_of_a_locked_round_says_that_it_is_over(area, link):
    _, token = link
    lock_cycle(cycle_id=area.cycle_id, by=area.people.lead, on=TODAY)

    with pytest.raises(LinkClosed, match="round of updates is over"):
        reply_by_link(visit=visit(token), line_id=area.line("A3").id, name="Kim", answer=DONE)


def test_every_use_is_on_record_without_the_network_address(area, link):
    link_id, token = link
    open_link(visit(token))
    reply_by_link(visit=visit(token), line_id=area.line("A3").id, name="Kim", answer=DONE)
    revoke_link(link_id=link_id, reason="x", by=area.people.lead, on=TODAY)
    with pytest.raises(LinkClosed):
        open_link(visit(token))

    row = queries.links(area.cycle_id, viewer=area.viewer(area.people.lead))[0]
    assert (row.opened, row.saved, row.refused) == (1, 1, 1)
    assert not ReplyLinkUse.objects.filter(place__contains="192").exists()


def test_guessing_is_stopped_after_some_tries_and_let_in_again_an_hour_later(area, link):
    _, token = link
    for place in range(cycle_rules().link_tries):
        with pytest.raises(LinkClosed):
            open_link(visit(f"guess-{place}"))

    with pytest.raises(LinkClosed) as closed:
        open_link(visit(token, minutes=1))
    assert closed.value.reason is Closed.TOO_MANY
    assert open_link(visit(token, minutes=1, where="192.0.2.8")).role == "SENCO Lead"
    assert open_link(visit(token, minutes=90)).role == "SENCO Lead"


def test_only_whoever_runs_the_round_makes_links(area):
    with pytest.raises(NotAllowed):
        make_link(cycle_id=area.cycle_id, role="SEND Manager", sent_to="a@b.example", by=area.people.owner, on=TODAY)
    with pytest.raises(Problem, match="not an email address"):
        make_link(cycle_id=area.cycle_id, role="SEND Manager", sent_to="nobody", by=area.people.lead, on=TODAY)

"""Groups have a lead with a history, report in one page, and a role is handed over whole."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.integration.delivery.conftest import TODAY
from tests.support.live_plan import a_person

from oneplan.actions.bodies import add_seat, open_body
from oneplan.actions.handing_over import hand_over
from oneplan.actions.replies import reply
from oneplan.actions.reply_links import LinkClosed, Visit, make_link, open_link
from oneplan.actions.series.duties import set_duty
from oneplan.actions.task_groups import Highlights, assign_lead, close_group, form_group, set_actions, write_highlights
from oneplan.answers.delivery_groups import begun_report
from oneplan.answers.delivery_load import alone, holdings, workload
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.cycles import Answer
from oneplan.core.kernel import Problem
from oneplan.feeds.chasing import chase, chase_if_due
from oneplan.records.delivery import group_queries, queries
from oneplan.records.improvement.models import ActionOwner
from oneplan.records.series.models import SupplyDuty

LATER = TODAY + timedelta(days=20)


def group_of(area, **more):
    given = {
        "plan_id": area.plan_id,
        "name": "Easy read",
        "lead_role": "SEND Manager",
        "lead_person": "Kim Ray",
        "actions": [area.line("A1").action_id],
        "by": area.people.lead,
        "on": TODAY,
    }
    return form_group(**(given | more))


def test_a_group_keeps_who_led_it_and_which_actions_it_had(area):
    group_id = group_of(area)
    assign_lead(group_id=group_id, role="SENCO Lead", person="Sal Poe", why="Kim left", by=area.people.lead, on=LATER)
    set_actions(group_id=group_id, actions=[area.line("A3").action_id], why="A1 is done", by=area.people.lead, on=LATER)

    row = group_queries.group(group_id, viewer=area.viewer(area.people.board, LATER))

    assert [(each.person, each.first_day, each.last_day) for each in row.leads] == [
        ("Sal Poe", LATER, None),
        ("Kim Ray", TODAY, LATER),
    ]
    assert [(each.ref, each.last_day) for each in row.given] == [("A1", LATER), ("A3", None)]


def test_an_action_belongs_to_one_group_at_a_time(area):
    group_of(area)

    with pytest.raises(Problem, match="A1 belongs to “Easy read” already"):
        group_of(area, name="Another")


def test_a_delivery_lead_changes_their_own_group_and_no_other(area):
    mine = a_person("delivery-lead", owner_role="SEND Manager", email="delivery@merrowdale.invalid")
    other = group_of(area, name="Theirs", lead_role="SENCO Lead", actions=[])
    own = group_of(area, name="Mine", by=mine)

    write_highlights(group_id=own, words=Highlights(done="Begun"), by=mine, on=TODAY)
    with pytest.raises(NotAllowed):
        write_highlights(group_id=other, words=Highlights(done="Begun"), by=mine, on=TODAY)
    with pytest.raises(NotAllowed):
        close_group(group_id=other, why="x", by=mine, on=TODAY)


def test_a_closed_group_keeps_its_history_and_frees_its_actions(area):
    group_id = group_of(area)
    close_group(group_id=group_id, why="All done", by=area.people.lead, on=LATER)

    assert group_of(area, name="Next", on=LATER)
    with pytest.raises(Problem, match="closed on 22 March 2026"):
        assign_lead(group_id=group_id, role="SENCO Lead", why="x", by=area.people.lead, on=LATER)


def test_a_report_begins_with_what_owners_said_and_keeps_how_actions_stood(area):
    group_id = group_of(area, actions=[area.line("A1").action_id, area.line("A3").action_id])
    said = Answer(done="Printed", risks="Cost", due_on=LATER, due_reason="Printer")
    reply(line_id=area.line("A1").id, answer=said, by=area.people.owner, on=TODAY)

    begun = begun_report(group_id, viewer=area.viewer(area.people.lead))
    write_highlights(
        group_id=group_id,
        words=Highlights(begun.done, begun.next, begun.risks, begun.asks),
        by=area.people.lead,
        on=TODAY,
    )

    assert begun.done == "A1: Printed"
    assert "A1: Cost" in begun.risks
    assert "A1: was due 31 March 2021." in begun.risks
    assert begun.asks == "A1: A new date, 22 March 2026: Printer"
    report = group_queries.reports_of(group_id, viewer=area.viewer(area.people.board))[0]
    assert [(each["ref"], each["rating_raw"]) for each in report.actions] == [("A1", "On track"), ("A3", "Delayed")]


def test_what_hangs_on_one_person_and_who_carries_what(area):
    viewer = area.viewer(area.people.lead)

    lone = {each.role: [one.ref for one in each.held] for each in alone(area.plan_id, viewer=viewer)}
    loads = {each.role: each for each in workload(area.plan_id, viewer=viewer, soon=LATER)}

    assert lone == {"SEND Manager": ["A1"]}
    assert (loads["SEND Manager"].leads, loads["SEND Manager"].late, loads["SEND Manager"].owed) == (2, 1, 2)
    assert loads["SEND Manager"].people == ("Action Owner",)


def test_everything_a_role_holds_goes_to_another_in_one_step(area):
    line = area.line("A1")
    reply(line_id=line.id, answer=Answer(done="Before I left"), by=area.people.owner, on=TODAY)
    group_of(area)
    _, token = make_link(
        cycle_id=area.cycle_id, role="SEND Manager", sent_to="kim@x.example", by=area.people.lead, on=TODAY
    )

    hand_over(
        plan_id=area.plan_id,
        from_role="SEND Manager",
        to_role="SENCO Lead",
        person="Sal Poe",
        why="Kim left",
        by=area.people.lead,
        on=LATER,
    )

    viewer = area.viewer(area.people.lead, LATER)
    assert holdings(area.plan_id, "SEND Manager", viewer=viewer).is_empty
    held = holdings(area.plan_id, "SENCO Lead", viewer=viewer)
    assert ([each.ref for each in held.leads], [each.ref for each in held.owed]) == (["A1", "A3"], ["A1", "A3"])
    assert [each.name for each in held.groups] == ["Easy read"]
    assert ActionOwner.objects.filter(action__ref="A3").count() == 1
    assert area.line("A1").replies[0].by_name == "Action Owner"
    row = group_queries.hand_overs(area.plan_id, viewer=viewer)[0]
    assert (row.from_role, row.to_role, len(row.items["actions"])) == ("SEND Manager", "SENCO Lead", 2)
    with pytest.raises(LinkClosed):
        open_link(Visit(token, area.people.lead.joined_at, LATER))


def test_handing_over_needs_the_right_to_change_everything(area):
    delivery = a_person("delivery-lead", owner_role="SEND Manager", email="delivery@merrowdale.invalid")

    for who in (area.people.owner, delivery):
        with pytest.raises(NotAllowed):
            hand_over(plan_id=area.plan_id, from_role="SEND Manager", to_role="SENCO Lead", why="x", by=who, on=TODAY)


def test_reminders_go_to_accounts_and_links_once_a_day_and_name_whom_nobody_can_reach(area):
    make_link(cycle_id=area.cycle_id, role="SENCO Lead", sent_to="kim@x.example", by=area.people.lead, on=TODAY)

    first = chase(area.cycle_id, by=area.people.lead, on=TODAY, site="https://plan.example")
    again = chase(area.cycle_id, by=area.people.lead, on=TODAY, site="https://plan.example")

    assert first.sent == ("action-owner@merrowdale.invalid", "other@merrowdale.invalid", "kim@x.example")
    assert (again.sent, set(again.had_one)) == ((), set(first.sent))
    assert "https://plan.example/delivery/yours/" in mail.outbox[0].body
    token = mail.outbox[2].body.split("https://plan.example/reply/")[1].split("/")[0]
    assert open_link(Visit(token, area.people.lead.joined_at, TODAY)).sent_to == "kim@x.example"
    sent = queries.reminders(area.cycle_id, viewer=area.viewer(area.people.lead))
    assert {(each.sent_to, each.is_taken) for each in sent} == {(each, True) for each in first.sent}


def test_reminders_by_themselves_go_only_on_their_days(area):
    assert chase_if_due(by=area.people.lead, on=TODAY) is None

    assert chase_if_due(by=area.people.lead, on=TODAY + timedelta(days=7)).sent


def test_the_measures_a_role_supplies_go_with_it_and_its_seats_are_named_but_stay(area):
    common = {"by": area.people.lead, "on": TODAY}
    set_duty(measure="M025", role="SEND Manager", **common)
    body = open_body(name="Board", kind="partnership-board", opens_on=TODAY, **common)
    add_seat(body_id=body, role="SEND manager", first_day=TODAY, **common)
    viewer = area.viewer(area.people.lead, LATER)
    before = holdings(area.plan_id, "SEND Manager", viewer=viewer)

    hand_over(
        plan_id=area.plan_id,
        from_role="SEND Manager",
        to_role="SENCO Lead",
        why="Kim left",
        by=area.people.lead,
        on=LATER,
    )

    assert [each.measure for each in before.measures] == ["M025"]
    assert [each.body for each in before.seats] == ["Board"]
    assert holdings(area.plan_id, "SEND Manager", viewer=viewer).measures == ()
    assert [each.measure for each in holdings(area.plan_id, "SENCO Lead", viewer=viewer).measures] == ["M025"]
    assert [each.first_day for each in SupplyDuty.objects.order_by("pk")] == [TODAY, LATER]
    assert [each.ended_on for each in SupplyDuty.objects.order_by("pk")] == [LATER, None]
    assert [each.body for each in holdings(area.plan_id, "SEND Manager", viewer=viewer).seats] == ["Board"]

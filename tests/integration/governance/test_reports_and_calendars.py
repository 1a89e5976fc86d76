"""Reports that the plan promises, and meetings in people's own calendars."""

from datetime import date

import pytest
from icalendar import Calendar
from tests.support.governance import NINE, TODAY, a_board, meeting_row
from tests.support.live_plan import a_plan_in_place
from tests.support.people import person

from oneplan.actions import arising, meetings, report_calendar
from oneplan.actions.calendar_feeds import make_feed
from oneplan.actions.report_calendar import ReportWish
from oneplan.answers import governance
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.governance.reports import ReportState
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import RoleHeld
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.governance import agendas
from oneplan.records.governance.models import DueReport
from oneplan.records.improvement.models import Action

pytestmark = pytest.mark.django_db
MARCH, MAY = date(2026, 3, 12), date(2026, 5, 14)


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def plan(board):
    return a_plan_in_place(board.lead, on=TODAY)


def _a_report(board, plan, **more):
    wish = ReportWish("Annual report", "annual-report", "SEND lead", due_body=board.id, **more)
    return report_calendar.add_report(plan_id=plan, wish=wish, by=board.lead, on=TODAY)


def test_a_report_placed_on_a_meeting_is_on_its_agenda_with_a_day_for_its_paper(board, plan):
    meeting = board.meets(MARCH)
    report = _a_report(board, plan)

    report_calendar.place_report(report_id=report, meeting_id=meeting, by=board.lead, on=TODAY)

    lines = {entry.line.key: entry.line for entry in agendas.agenda(meeting_row(meeting), on=TODAY)}
    row = governance.report(report, viewer=viewer_of(board.lead, on=TODAY), on=TODAY)
    assert lines[f"report-{report}"].needs_paper
    assert (row.meets_on, row.papers_due_on) == (MARCH, date(2026, 3, 5))


def test_a_report_without_a_meeting_falls_on_the_last_one_before_its_day(board, plan):
    board.meets(MARCH)
    may = board.meets(MAY)

    report = _a_report(board, plan, due_on=date(2026, 6, 1))

    assert f"report-{report}" in {entry.line.key for entry in agendas.agenda(meeting_row(may), on=TODAY)}
    assert governance.report(report, viewer=viewer_of(board.lead, on=TODAY), on=TODAY).meets_on == MAY


def test_a_report_past_its_day_is_late_until_it_is_signed_off(board, plan):
    report = _a_report(board, plan, due_on=date(2026, 2, 1))
    viewer = viewer_of(board.lead, on=TODAY)
    before = governance.report(report, viewer=viewer, on=TODAY)

    report_calendar.take_step(report_id=report, state=ReportState.SIGNED_OFF, by=board.lead, on=TODAY)

    assert (before.is_late, governance.report(report, viewer=viewer, on=TODAY).is_late) == (True, False)


def test_a_published_report_says_where_and_a_step_never_goes_back(board, plan):
    report = _a_report(board, plan)
    step = {"report_id": report, "by": board.lead, "on": TODAY}

    with pytest.raises(Problem, match="Give the address"):
        report_calendar.take_step(**step, state=ReportState.PUBLISHED)
    report_calendar.take_step(**step, state=ReportState.PUBLISHED, link="https://example.org/report")

    with pytest.raises(Problem, match="cannot become"):
        report_calendar.take_step(**step, state=ReportState.DRAFTED)


def test_the_plan_is_asked_once_about_each_line_and_what_is_let_go_is_not_proposed_again(board, plan):
    first = report_calendar.propose_reports(plan_id=plan, by=board.lead, on=TODAY)
    rows = governance.reports_proposed(viewer=viewer_of(board.lead, on=TODAY), on=TODAY)
    report_calendar.let_go(report_id=rows[0].id, reason="It is a leaflet", by=board.lead, on=TODAY)

    again = report_calendar.propose_reports(plan_id=plan, by=board.lead, on=TODAY)

    assert first > 0
    assert again == 0
    assert rows[0].because == "The line says “easy read”."
    assert DueReport.objects.get(public_id=rows[0].id).status == "not-needed"


@pytest.mark.parametrize("role", ["chair", "board-member", "analyst", "shadow-board", "public"])
def test_only_who_runs_the_plan_keeps_the_calendar_of_reports(board, plan, role):
    with pytest.raises(NotAllowed):
        report_calendar.propose_reports(plan_id=plan, by=person(role, email=f"x-{role}@example.org"), on=TODAY)


def test_an_action_from_a_meeting_becomes_a_line_of_the_plan_that_says_where_it_came_from(board, plan):
    meeting = board.held(MARCH)
    made = arising.add_arising(
        meeting_id=meeting, text="Write to schools", owner_role="SEND Manager", due_on=MAY, by=board.lead, on=MARCH
    )
    section = Action.objects.filter(plan__public_id=plan).first().section.slug

    action = arising.take_into_plan(arising_id=made, plan_id=plan, section=section, by=board.lead, on=MARCH)

    row = Action.objects.get(public_id=action)
    assert (row.text, row.due_on) == ("Write to schools", MAY)
    with pytest.raises(Problem, match="done already"):
        arising.take_into_plan(arising_id=made, plan_id=plan, section=section, by=board.lead, on=MARCH)


def test_a_feed_tells_body_time_and_place_and_nothing_else(board):
    meeting = board.meets(MARCH)
    secret = make_feed(by=board.member, on=TODAY)

    calendar = Calendar.from_ical(governance.feed(secret, on=TODAY))

    event = calendar.walk("VEVENT")[0]
    names = {name for name in event if name != "ALARM"}
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Partnership board", "Room 2")
    assert event["DTSTART"].dt.isoformat() == "2026-03-12T09:30:00+00:00"
    assert names == {"UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE", "STATUS", "LOCATION"}
    assert str(event["UID"]) == f"{meeting}@oneplan"


def test_a_feed_follows_a_meeting_that_moves_or_is_cancelled(board):
    meeting = board.meets(date(2026, 4, 16))
    secret = make_feed(by=board.member, on=TODAY)
    common = {"meeting_id": meeting, "by": board.lead, "on": TODAY}
    meetings.move_meeting(**common, meets_on=MAY, starts_at=NINE, place="", reason="Snow")
    meetings.cancel_meeting(**common, reason="Election")

    event = Calendar.from_ical(governance.feed(secret, on=TODAY)).walk("VEVENT")[0]

    assert (int(event["SEQUENCE"]), str(event["STATUS"])) == (2, "CANCELLED")
    assert event["DTSTART"].dt.isoformat() == "2026-05-14T08:30:00+00:00"


def test_a_new_address_stops_the_old_one_and_a_wrong_one_is_nothing(board):
    old = make_feed(by=board.member, on=TODAY)
    new = make_feed(by=board.member, on=TODAY)

    assert governance.feed(new, on=TODAY).startswith(b"BEGIN:VCALENDAR")
    for wrong in (old, "guess"):
        with pytest.raises(NotFound):
            governance.feed(wrong, on=TODAY)


def test_a_feed_stops_with_the_right_to_read_meetings(board):
    secret = make_feed(by=board.member, on=TODAY)

    RoleHeld.objects.filter(user=board.member).update(last_day=date(2026, 3, 1))

    with pytest.raises(NotFound):
        governance.feed(secret, on=TODAY)


def test_members_are_invited_by_email_with_the_meeting_attached(board, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        board.meets(MARCH)

    letter = mailoutbox[0]
    name, content, kind = letter.attachments[0]
    assert len(mailoutbox) == 3
    assert letter.subject == "Invitation: Partnership board, Thursday 12 March 2026"
    assert (name, kind) == ("meeting.ics", "text/calendar")
    assert "SUMMARY:Partnership board" in (content.decode() if isinstance(content, bytes) else content)

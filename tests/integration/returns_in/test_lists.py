"""Lists complete what a return leaves open: whole or not at all, and a second time changes nothing."""

import io
from datetime import date

import pytest
from tests.support.cases import make_calendar, make_case, make_person, make_setting
from tests.support.people import TODAY, person

from oneplan.core.kernel import Problem
from oneplan.feeds.lists import apply_list, kept_list, preview_list, read_list, receive_list
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case, Standing, Team, TeamMember
from oneplan.records.settings.models import SchoolCalendar, Setting, Term

pytestmark = pytest.mark.slow


@pytest.fixture
def manager(db):
    return person("manager", email="manager@example.org")


@pytest.fixture
def operator(db):
    return person("operator", email="operator@example.org")


def _rows(kind, text, by):
    return read_list(io.BytesIO(text.encode()), name="list.csv", declared_type="text/csv", kind=kind, by=by)


def _apply(kind, text, by):
    return apply_list(kind, _rows(kind, text, by), by=by, on=TODAY)


def test_a_setting_known_by_number_gets_its_name(manager):
    Setting.objects.create(urn="100001")
    text = (
        "urn,ukprn,name,kind,phase,in_area,calendar\n"
        "100001,,Hill School,Academy,primary,yes,Hill terms\n"
        ",10000001,Reed College,College,post-16,no,\n"
    )

    first = _apply("settings", text, manager)
    again = _apply("settings", text, manager)

    hill = Setting.objects.get(urn="100001")
    assert (hill.shown_name, hill.is_in_area, hill.calendar.name) == ("Hill School", True, "Hill terms")
    assert Setting.objects.get(ukprn="10000001").name == "Reed College"
    assert first.counts == {"settings completed": 1, "settings new here": 1}
    assert again.counts == {"settings as they were": 2}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",,Nowhere,,,,", "neither a URN nor a UKPRN"),
        ("12,,Short,,,,", "no URN"),
        ("100001,,Again,,,,", "row 2 as well"),
        ("100002,,Maybe,,,perhaps,", "write yes or no"),
        (f"100002,,{'x' * 201},,,,", "longer than 200"),
    ],
)
def test_one_bad_row_is_named_and_keeps_the_whole_list_out(manager, row, says):
    text = f"urn,ukprn,name,kind,phase,in_area,calendar\n100001,,Hill School,,,,\n{row}\n"

    preview = preview_list("settings", _rows("settings", text, manager), by=manager, on=TODAY)
    with pytest.raises(Problem, match="whole or not at all"):
        _apply("settings", text, manager)

    assert [(each.row, says in each.says) for each in preview.faults] == [(3, True)]
    assert not Setting.objects.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("urn,colour\n100001,red\n", "“colour” is not one of them"),
        ("name\nHill\n", "urn or ukprn is missing"),
        ("urn,name\n", "holds no rows"),
        ('urn,name\n100001,"unfinished\n', "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_words(manager, text, says):
    with pytest.raises(Problem, match=says):
        _rows("settings", text, manager)


def test_term_dates_move_the_limits_that_count_school_days(manager):
    make_calendar((date(2025, 9, 1), date(2025, 12, 19)), is_the_areas=True)
    text = (
        "calendar,area_calendar,what,first_day,last_day,why\n"
        "Merrowdale,yes,term,2026-01-05,2026-03-27,\n"
        "Merrowdale,yes,closed,13/02/2026,,Training\n"
    )

    first = _apply("terms", text, manager)
    again = _apply("terms", text, manager)

    calendar = SchoolCalendar.objects.get(is_the_areas=True)
    assert (calendar.name, calendar.closed_days.get().day) == ("Merrowdale", date(2026, 2, 13))
    assert Term.objects.filter(calendar=calendar).count() == 1
    assert first.counts["calendars changed"] == 1
    assert again.counts == {"calendars as they were": 1}


def test_terms_that_overlap_or_run_backwards_are_faults(manager):
    text = (
        "calendar,what,first_day,last_day\n"
        "A,term,2026-01-05,2026-03-27\n"
        "A,term,2026-03-01,2026-04-02\n"
        "B,term,2026-05-01,2026-04-01\n"
        "C,term,someday,2026-04-01\n"
    )

    preview = preview_list("terms", _rows("terms", text, manager), by=manager, on=TODAY)

    assert [each.row for each in preview.faults] == [3, 4, 5]


def test_cases_without_an_officer_get_one_and_so_do_their_limits(operator):
    officer = person("caseworker", email="officer@example.org")
    case = make_case(facts=[("request_received", date(2026, 2, 2))], person=make_person(upn="A201999918102"))
    text = "upn,officer_email,team\nA201999918102,officer@example.org,North\n"

    first = _apply("officers", text, operator)
    again = _apply("officers", text, operator)

    case.refresh_from_db()
    assert (case.officer, case.team, case.officer_since) == (officer, Team.objects.get(name="North"), TODAY)
    assert set(Standing.objects.filter(case=case).values_list("officer", "team")) == {(officer.pk, case.team_id)}
    assert TeamMember.objects.filter(user=officer, team=case.team).exists()
    assert (first.counts, again.counts) == ({"cases given": 1}, {"cases as they were": 1})


def test_a_list_of_officers_names_cases_and_accounts_that_are_not_here(operator):
    make_case(person=make_person(upn="A201999918102"))
    text = "upn,officer_email,team\nZ999999999999,officer@example.org,\nA201999918102,nobody@example.org,\n"

    preview = preview_list("officers", _rows("officers", text, operator), by=operator, on=TODAY)

    assert [each.row for each in preview.faults] == [2, 3]
    assert "nobody@example.org" in preview.faults[1].says
    assert Case.objects.get().officer is None


def test_a_manager_gives_out_what_nobody_holds_and_not_what_another_team_holds(manager):
    other = Team.objects.create(name="South")
    make_case(person=make_person(upn="A201999918102"))
    make_case(person=make_person(upn="B201999918103"), team=other)
    person("caseworker", email="officer@example.org")
    text = "upn,officer_email\nA201999918102,officer@example.org\nB201999918103,officer@example.org\n"

    preview = preview_list("officers", _rows("officers", text, manager), by=manager, on=TODAY)

    assert [each.row for each in preview.faults] == [3]


def test_somebody_restricted_is_not_in_any_list(operator):
    make_case(person=make_person(upn="A201999918102", is_restricted=True))

    preview = preview_list(
        "officers", _rows("officers", "upn,team\nA201999918102,North\n", operator), by=operator, on=TODAY
    )

    assert "no case here" in preview.faults[0].says


def test_a_page_finds_its_list_again_and_nobody_elses(manager, operator):
    found = receive_list(
        io.BytesIO(b"urn,name\n100001,Hill\n"), name="s.csv", declared_type="", kind="settings", by=manager
    )

    assert kept_list(found.token, by=manager).rows == found.rows
    with pytest.raises(Problem, match="no longer kept"):
        kept_list(found.token, by=operator)
    with pytest.raises(Problem, match="no longer kept"):
        kept_list(f"{found.token}x", by=manager)


def test_lists_need_their_right_and_leave_a_trace_without_names(manager):
    make_setting(urn="100001", name="")
    with pytest.raises(Problem, match="does not let you complete the list of settings"):
        _apply("settings", "urn,name\n100001,Hill\n", person("caseworker", email="case@example.org"))

    _apply("settings", "urn,name\n100001,Hill School\n", manager)

    entry = AuditEntry.objects.filter(verb="complete-settings", result="done").get()
    assert entry.details == {"settings completed": 1}

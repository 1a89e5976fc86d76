"""A case file opens to whoever reaches it, shows what they may see, and to anybody else does not exist."""

from datetime import date

import pytest
from tests.support.cases import make_calendar, make_case, make_person, make_setting, make_team
from tests.support.people import TODAY, person

from oneplan.core.access import NotAllowed, NotFound, Viewer
from oneplan.core.pathways import Fact
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.casework.models import Need
from oneplan.records.casework.queries import case_file, facts_of

pytestmark = pytest.mark.django_db

REQUESTED = ("request_received", date(2026, 1, 5))


def seen_by(user) -> Viewer:
    return viewer_of(user, on=TODAY)


def test_an_officer_opens_the_file_of_their_own_case() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer, person=make_person(surname="Sample", upn="A201999918102"))

    file = case_file(case.public_id, viewer=seen_by(officer))

    assert (file.person.name, file.person.upn, file.person.age) == ("Robin Sample", "A201999918102", 10)
    assert facts_of(file) == (Fact("request_received", date(2026, 1, 5)), Fact("person_born", date(2015, 5, 6)))
    assert [row.title for row in file.events] == ["Request for a needs assessment received"]


def test_an_officer_opens_a_closed_case_of_their_team() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], team=make_team("North", officer), closed_on=date(2026, 2, 1))

    file = case_file(case.public_id, viewer=seen_by(officer))

    assert (file.closed_on, file.holder.team) == (date(2026, 2, 1), "North")


def test_a_case_of_another_team_a_restricted_one_and_a_missing_one_are_refused_alike() -> None:
    officer = person("caseworker")
    other = make_case(facts=[REQUESTED], team=make_team("South"))
    restricted = make_case(facts=[REQUESTED], officer=officer, person=make_person(is_restricted=True))
    said = set()

    for public_id in (other.public_id, restricted.public_id, "nothing-like-it"):
        with pytest.raises(NotFound) as refusal:
            case_file(public_id, viewer=seen_by(officer))
        said.add((refusal.value.what, refusal.value.why, refusal.value.do))

    assert len(said) == 1


def test_whoever_is_named_opens_a_restricted_record_and_reads_its_notes() -> None:
    officer = person("caseworker")
    child = make_person(is_restricted=True, named=[officer])
    child.flags.create(kind="address-withheld", note="Do not write to the old address", first_day=date(2025, 1, 1))
    case = make_case(facts=[REQUESTED], officer=officer, person=child)

    file = case_file(case.public_id, viewer=seen_by(officer))

    assert [flag.note for flag in file.flags] == ["Do not write to the old address"]


def test_the_note_of_a_flag_is_not_for_those_who_are_not_named() -> None:
    officer = person("caseworker")
    child = make_person()
    child.flags.create(kind="address-withheld", note="Do not write to the old address", first_day=date(2025, 1, 1))
    case = make_case(facts=[REQUESTED], officer=officer, person=child)

    file = case_file(case.public_id, viewer=seen_by(officer))

    assert [(flag.kind, flag.note) for flag in file.flags] == [("address-withheld", "")]


def test_an_analyst_reads_every_case_without_anything_that_says_whose_it_is() -> None:
    child = make_person(
        surname="Sample",
        forename="Ash",
        born_on=date(2015, 5, 6),
        upn="A201999918102",
        postcode="ZZ99 3WZ",
        ethnicity="WBRI",
    )
    case = make_case(facts=[REQUESTED], person=child, setting=make_setting(name="Elm School"))
    Need.objects.create(case=case, code="ASD", rank=1)

    file = case_file(case.public_id, viewer=seen_by(person("analyst")))

    told = repr(file)
    withheld = ("Sample", "Ash", "A201999918102", "ZZ99", "WBRI", "2015-05-06", "date(2015, 5, 6)", "Elm", "ASD")
    assert [word for word in withheld if word in told] == []
    assert child.public_id not in told
    assert (file.person.age, file.is_pseudonym) == (10, True)
    assert file.person.name.startswith("Person ")


def test_a_board_member_may_open_no_file() -> None:
    case = make_case(facts=[REQUESTED])

    with pytest.raises(NotAllowed):
        case_file(case.public_id, viewer=seen_by(person("board-member")))


def test_school_days_are_counted_on_the_setting_s_calendar_or_else_on_the_area_s() -> None:
    officer = person("caseworker")
    areas = make_calendar((date(2026, 1, 5), date(2026, 2, 13)), is_the_areas=True)
    own = make_calendar((date(2026, 1, 6), date(2026, 2, 13)))
    with_own = make_case(officer=officer, setting=make_setting(calendar=own))
    without = make_case(officer=officer, setting=make_setting())

    names = [case_file(case.public_id, viewer=seen_by(officer)).calendar for case in (with_own, without)]

    assert names == [own.name, areas.name]

"""Whom a search finds, whom it never finds, and what it leaves on record."""

import re
from datetime import date

import pytest
from tests.support.cases import make_case, make_person, make_setting, make_team
from tests.support.live_plan import a_person

from oneplan.records.audit.models import AuditEntry
from oneplan.records.people.models import EarlierName, Person
from oneplan.records.people.search import file_names

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def officer(demonstration, db):
    return a_person("caseworker")


@pytest.fixture
def team(officer):
    return make_team("North", officer)


@pytest.fixture
def known(team):
    def make(forename: str, surname: str, **columns):
        person = make_person(forename=forename, surname=surname, **columns)
        return make_case(person=person, team=team, setting=make_setting(name="Oakfield"), stage="plan in force")

    return make


@pytest.fixture
def found(as_, officer, team):
    return lambda words: text_of(as_(officer).post("/search/", {"words": words}))


@pytest.mark.parametrize(
    ("written", "forename", "surname"),
    [
        ("Smith", "Jon", "Smith"),
        ("jon smith", "Jon", "Smith"),
        ("Smiht", "Jon", "Smith"),
        ("Smyth", "Jon", "Smith"),
        ("Jhon", "John", "Patel"),
        ("Mohamed", "Mohammed", "Ali"),
        ("Katherine", "Catherine", "Okafor"),
        ("oconnor", "Niamh", "O’Connor"),
        ("Zoe", "Zoë", "Lund"),
        ("Whitlok", "Sam", "Whitlock"),
        ("smith jones", "Ada", "Smith-Jones"),
        ("Aleksandr", "Aleksander", "Nowak"),
        ("Ng", "Li", "Ng"),
        ("Wil", "William", "Brook"),
    ],
)
def test_a_name_is_found_however_it_is_misspelt(written, forename, surname, known, found) -> None:
    known(forename, surname)
    known("Nobody", "Else")

    page = found(written)

    assert f"{forename} {surname}" in page
    assert "1 person found" in page


def test_somebody_is_found_by_the_name_they_prefer(known, found) -> None:
    known("Alexandra", "Hill", preferred_name="Sasha")

    assert "Alexandra Hill (“Sasha”)" in found("Sasha")


def test_somebody_is_found_by_a_name_they_had_before(known, found) -> None:
    case = known("Rowan", "Marsh")
    EarlierName.objects.create(person=case.person, forename="Rowan", surname="Tillotson", until=date(2025, 1, 1))

    page = found("Tillotson")

    assert "Rowan Marsh" in page
    assert "Found by an earlier name: Rowan Tillotson" in page


def test_a_changed_name_is_found_at_once(known, found) -> None:
    case = known("Rowan", "Marsh")
    found("Marsh")

    Person.objects.filter(pk=case.person_id).update(surname="Tillotson")

    assert "Rowan Tillotson" in found("Tillotson")


@pytest.mark.parametrize("number", ["A123456789012", "a123 4567 89012"])
def test_a_upn_finds_exactly_its_holder(number, known, found) -> None:
    known("Right", "One", upn="A123456789012")
    known("Wrong", "One", upn="A123456789013")

    page = found(number)

    assert "Right One" in page
    assert "Wrong One" not in page


def test_a_upn_held_before_finds_its_holder(known, found) -> None:
    case = known("Rowan", "Marsh", upn="A123456789012")
    EarlierName.objects.create(person=case.person, upn="T123456789012", until=date(2025, 1, 1))

    assert "Rowan Marsh" in found("T123456789012")


def test_a_case_number_finds_its_case(known, found) -> None:
    case = known("Rowan", "Marsh")

    assert "Rowan Marsh" in found(f" {case.public_id.upper()} ")


def test_somebody_in_another_team_is_not_found_nor_counted(known, found) -> None:
    known("Ada", "Marsh")
    make_case(person=make_person(forename="Bea", surname="Marsh"), team=make_team("South"))

    page = found("Marsh")

    assert "Bea" not in page
    assert "1 person found" in page


def test_a_restricted_record_is_found_only_by_those_named_on_it(as_, known, found, officer, team) -> None:
    colleague = a_person("caseworker", email="colleague@merrowdale.invalid")
    team.members.create(user=colleague, first_day=date(2020, 1, 1))
    known("Ada", "Marsh", is_restricted=True, named=[colleague])

    theirs = text_of(as_(colleague).post("/search/", {"words": "Marsh"}))

    assert "Nobody found" in found("Marsh")
    assert "Ada Marsh" in theirs


def test_a_search_is_on_record_without_its_words(known, found) -> None:
    case = known("Ada", "Marsh")

    found("Marsh")
    found("marsh ")

    entries = list(AuditEntry.objects.filter(verb="search"))
    assert [entry.subject_ids for entry in entries] == [[case.public_id], [case.public_id]]
    assert entries[0].details["words"] == entries[1].details["words"]
    assert "marsh" not in str([(entry.details, entry.route, entry.why) for entry in entries]).casefold()


def test_a_search_that_finds_nobody_is_on_record_too(found) -> None:
    found("Marsh")

    assert AuditEntry.objects.get(verb="search").details["found"] == 0


def test_an_analyst_cannot_search_by_name(as_, demonstration, known) -> None:
    known("Ada", "Marsh")

    answer = as_(a_person("analyst")).post("/search/", {"words": "Marsh"})

    assert answer.status_code == 403
    assert "Ada" not in text_of(answer)


def test_nothing_written_is_asked_for_again(as_, officer) -> None:
    answer = as_(officer).post("/search/", {"words": "  "})

    assert answer.status_code == 400
    assert "Enter a name or a number" in text_of(answer)


def test_no_address_carries_a_name(as_, officer, known) -> None:
    known("Ada", "Marsh")

    answer = as_(officer).get("/search/?words=Marsh")

    assert "Ada" not in text_of(answer)


def test_filing_twice_files_nobody_again(known) -> None:
    known("Ada", "Marsh")

    assert [file_names(), file_names()] == [1, 0]

"""From a number to whom it counts: names within reach, pseudonyms for analysts, counts for everybody else."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.counted_cases import a_case, a_request, an_ehc_plan
from tests.support.live_plan import a_person

from oneplan.actions.figures import compute_figures
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Team, TeamMember
from oneplan.web.measures.behind import PAGE

pytestmark = pytest.mark.django_db
TIMELY = "plans-in-20-weeks"
OURS, THEIRS, LATE = PAGE + 5, 3, 2


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


def listed(response) -> list[str]:
    return re.findall(r'scope="row" role="rowheader">(?:<a[^>]*>)?([^<]+)', response.content.decode())


def issued(team: Team, weeks: int, number: int) -> None:
    """A plan issued last summer, so many weeks after its request."""
    on = date(timezone.localdate().year - 1, 6, 1) + timedelta(days=number % 28)
    case = a_case(team=team)
    received = on - timedelta(weeks=weeks)
    a_request(case, received, source="2", request_outcome="Y", outcome="Y", outcome_on=on)
    an_ehc_plan(case, on, need="ASD")


@pytest.fixture
def manager(people):
    ours, theirs = Team.objects.create(name="North"), Team.objects.create(name="South")
    for number in range(OURS):
        issued(ours, 18, number)
    for number in range(THEIRS):
        issued(theirs, 19, number)
    for number in range(LATE):
        issued(ours, 30, number)
    compute_figures(on=timezone.localdate())
    person = a_person("manager")
    TeamMember.objects.create(team=ours, user=person, first_day=date(2020, 1, 1))
    return person


@pytest.fixture
def address() -> str:
    return reverse("measure-cases", args=[TIMELY])


def test_every_case_of_the_number_is_listed_or_said_to_be_out_of_reach(as_, manager, address) -> None:
    browser = as_(manager)
    number = int(re.search(r"Counted (\d+): ", text_of(browser.get(reverse("measure", args=[TIMELY])))).group(1))

    pages = [browser.get(f"{address}?page={page}") for page in (1, 2)]

    names = [name for page in pages for name in listed(page)]
    assert number == OURS + THEIRS
    assert [len(listed(page)) for page in pages] == [PAGE, OURS - PAGE]
    assert len(set(names)) == OURS
    assert f"{number} cases counted" in text_of(pages[0])
    assert f"{THEIRS} cases are with other teams: counted here, and not listed." in text_of(pages[0])


def test_those_not_counted_are_listed_by_themselves(as_, manager, address) -> None:
    page = as_(manager).get(f"{address}?which=difference")

    assert len(listed(page)) == LATE
    assert f"{LATE} cases not counted" in text_of(page)


def test_each_page_is_on_record_once_with_the_cases_it_names(as_, manager, address) -> None:
    before = set(AuditEntry.objects.values_list("pk", flat=True))

    page = as_(manager).get(f"{address}?page=2")

    written = AuditEntry.objects.exclude(pk__in=before).filter(by_id=manager.pk)
    opened = re.findall(r'href="/children/([^/"]+)/"', page.content.decode())
    assert [sorted(entry.subject_ids) for entry in written] == [sorted(opened)]
    assert len(opened) == OURS - PAGE


def test_an_analyst_sees_every_case_and_no_name(as_, manager, address) -> None:
    page = as_(a_person("analyst")).get(address)

    assert "Example" not in page.content.decode()
    assert len(listed(page)) == PAGE
    assert "Your role reads cases without names." in text_of(page)
    assert "/children/" not in page.content.decode()


@pytest.mark.parametrize("asked", ["", "?which=denominator", "?page=2", "?which=difference"])
def test_a_board_member_sees_counts_and_no_case_however_they_ask(asked, as_, people, manager, address) -> None:
    page = as_(people.board).get(f"{address}{asked}")

    assert page.status_code == 200
    assert listed(page) == []
    assert "Example" not in page.content.decode()
    # Two were not counted: shown beside the whole, the number counted would tell of them.
    assert "Counted not shown" in text_of(page)


def test_a_page_past_the_last_says_that_nobody_is_there(as_, manager, address) -> None:
    page = as_(manager).get(f"{address}?page=9")

    assert page.status_code == 200
    assert listed(page) == []


@pytest.mark.parametrize("asked", ["?page=abc", "?page=-1", "?page=999999999", "?which=everything"])
def test_an_address_that_means_nothing_opens_the_first_page(asked, as_, manager, address) -> None:
    assert len(listed(as_(manager).get(f"{address}{asked}"))) == PAGE


def test_a_part_that_is_not_there_is_not_found(as_, manager, address) -> None:
    assert as_(manager).get(f"{address}?part=shoe-size:9").status_code == 404

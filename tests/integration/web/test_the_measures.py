"""Measures as pages: the finding first, every number open, and never a small one to those who may not see it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.figures_on_record import NEEDS, OVERDUE, TIMELY, figures_on_record, linked
from tests.support.live_plan import a_person

from oneplan.actions.figures import compute_figures
from oneplan.records.audit.models import AuditEntry
from oneplan.records.figures.models import MeasureLink
from oneplan.records.improvement.models import Section
from oneplan.web.measures.behind import WHICH

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def figures(people):
    return figures_on_record(timezone.localdate())


@pytest.fixture
def section(plan) -> Section:
    return Section.objects.get(number="1")


def test_before_the_first_reckoning_the_list_teaches(as_, people) -> None:
    page = text_of(as_(people.board).get("/measures/"))

    assert "No figure has been worked out yet." in page
    assert "after a return has been imported" in page


def test_the_list_holds_every_measure_with_its_value(as_, people, figures) -> None:
    page = text_of(as_(people.board).get("/measures/"))

    assert "Plans issued within 20 weeks, all plans" in page
    assert "49.2%" in page
    assert "14.5%" in page


def test_the_title_of_a_measure_states_the_finding(as_, people, figures) -> None:
    page = as_(people.board).get(reverse("measure", args=[TIMELY])).content.decode()

    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", page) == [
        f"Just under half of the plans were issued in time in {timezone.localdate().year - 1}"
    ]


def test_a_measure_says_what_it_counts_out_of_what_when_and_where_it_stands(as_, people, figures) -> None:
    page = text_of(as_(people.board).get(reverse("measure", args=[TIMELY])))

    for expected in (
        "236: plans issued no more than 20 weeks after the request was received",
        "480: plans issued in the period",
        "Our estimate: the Department",
        "Last updated from the facts of",
        "England",
        "North West",
        "Better",
    ):
        assert expected in page


def test_the_chart_is_told_in_words_and_every_number_stands_in_a_table(as_, people, figures) -> None:
    page = as_(people.board).get(reverse("measure", args=[TIMELY])).content.decode()

    alt = re.findall(r'role="img" aria-label="([^"]+)"', page)
    assert any(said.startswith("Just under half of the plans were issued in time in ") for said in alt)
    assert page.count("85.0%") >= 1
    assert "Upper natural limit" in page


def test_a_small_number_is_hidden_from_a_board_member_and_not_from_a_manager(as_, people, figures) -> None:
    address = reverse("measure", args=[NEEDS])
    row = re.compile(r"Hearing impairment\s+(\S+ ?\S*)\s")

    shown = {
        who: row.search(text_of(as_(user).get(address))).group(1)
        for who, user in (("board", people.board), ("manager", a_person("manager")))
    }

    assert shown["manager"].startswith("0.4%")
    assert not any(digit in shown["board"] for digit in "0123456789")


def test_those_who_may_not_open_cases_are_shown_counts_and_told_why(as_, people, figures) -> None:
    page = text_of(as_(people.board).get(reverse("measure-cases", args=[NEEDS])))

    assert "Counts behind: Primary need" in page
    assert "so that nobody can be recognised" in page
    assert "Counts from 1 to 4" in page


def test_a_board_member_is_never_offered_a_list_of_cases(as_, people, figures) -> None:
    page = as_(people.board).get(reverse("measure", args=[NEEDS])).content.decode()

    assert "?part=" not in page
    assert "Your role reads counts, not cases." in page


def test_an_unknown_measure_is_not_there(as_, people, figures) -> None:
    assert as_(people.board).get("/measures/never-heard-of/").status_code == 404


def test_those_who_read_no_figures_are_refused(as_, people, figures) -> None:
    answers = {as_(user).get(path).status_code for user in (people.public, people.admin) for path in ("/measures/",)}

    assert answers == {403}


# ---- The number on the page is the number of rows listed --------------------------------------------------------


@pytest.fixture
def reckoned(people, plan) -> None:
    """Figures of the small plan, reckoned from its own facts."""
    compute_figures(on=timezone.localdate())


def rows_in(response) -> int:
    return len(re.findall(r'<th class="govuk-table__header" scope="row"', response.content.decode()))


def test_the_number_on_the_page_is_the_number_listed(as_, people, reckoned) -> None:
    browser, said, listed = as_(a_person("manager")), {}, {}

    for measure in ("actions-overdue", "actions-without-owner-or-date"):
        page = text_of(browser.get(reverse("measure", args=[measure])))
        for which, name in (("numerator", "Counted"), ("denominator", "Out of")):
            said[measure, which] = int(re.search(rf"{name} (\d+): ", page).group(1))
            listed[measure, which] = rows_in(browser.get(f"/measures/{measure}/cases/?which={which}"))

    assert said == listed
    assert min(said.values()) > 0


def test_those_not_counted_are_the_rest(as_, people, reckoned) -> None:
    browser = as_(a_person("manager"))

    answers = {which: browser.get(f"/measures/actions-overdue/cases/?which={which}") for which in WHICH}

    counted, rest, whole = (rows_in(answers[which]) for which in WHICH)
    assert (counted + rest, counted) == (whole, 1)
    assert "2 actions not counted" in text_of(answers["difference"])


def test_a_part_opens_to_its_own_rows(as_, people, reckoned) -> None:
    browser = as_(a_person("manager"))
    page = browser.get(reverse("measure", args=["actions-by-rating"])).content.decode()
    opens = re.search(r'href="([^"]*part=rating%3Adelayed)"[^>]*>(\d+)', page)

    listed = browser.get(opens.group(1).replace("&amp;", "&"))

    assert (rows_in(listed), int(opens.group(2))) == (1, 1)
    assert "Train every school" in text_of(listed)


def test_sections_of_the_plan_go_by_their_names(as_, people, reckoned) -> None:
    page = text_of(as_(people.board).get(reverse("measure", args=["actions-by-rating"])))

    assert "1. Leadership" in page
    assert "1-leadership" not in page


# ---- Links between the plan and its measures --------------------------------------------------------------------


def test_a_section_shows_its_measures_and_says_which_nobody_confirmed(as_, people, figures, section) -> None:
    linked(TIMELY, section, by=people.lead, why="Plans are the point")
    linked(OVERDUE, section)

    page = text_of(as_(people.board).get(reverse("section", args=[section.slug])))

    assert "Plans issued within 20 weeks, all plans" in page
    assert "Plans are the point" in page
    assert page.count("Matched by words; nobody has confirmed it") == 1


def test_an_action_shows_its_own_measures(as_, people, figures, section, action) -> None:
    MeasureLink.objects.create(plan=section.plan, action=action("A3"), measure=TIMELY, made_by=people.lead)

    pages = {
        ref: text_of(as_(people.board).get(reverse("action", args=[action(ref).public_id]))) for ref in ("A3", "A1")
    }

    assert ["Plans issued within 20 weeks" in page for page in pages.values()] == [True, False]


def test_a_measure_names_what_should_move_it(as_, people, figures, section, action) -> None:
    linked(TIMELY, section, by=people.lead)
    MeasureLink.objects.create(plan=section.plan, action=action("A3"), measure=TIMELY, made_by=people.lead)

    page = text_of(as_(people.board).get(reverse("measure", args=[TIMELY])))

    assert "What should move it 1. Leadership" in page
    assert "A3 Train every school" in page


def test_linking_a_measure_shows_it_on_the_section_at_once_and_once(as_, people, figures, section) -> None:
    browser = as_(people.lead)
    form = {"measure": TIMELY, "section": section.slug, "why": "It is the point", "request_key": "one-press"}

    answers = [browser.post(reverse("link-add"), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert MeasureLink.objects.filter(measure=TIMELY, section=section, is_removed=False).count() == 1
    assert "It is the point" in text_of(browser.get(reverse("section", args=[section.slug])))
    assert AuditEntry.objects.filter(verb="link-measure").count() == 1


def test_removing_a_link_takes_it_off_and_a_second_press_does_no_harm(as_, people, figures, section) -> None:
    link, browser = linked(TIMELY, section, by=people.lead), as_(people.lead)
    address = reverse("link-remove", args=[link.pk])

    answers = [browser.post(address, {"request_key": "gone"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert "No measure is linked here yet" in text_of(browser.get(reverse("section", args=[section.slug])))


def test_what_words_matched_can_be_confirmed_in_place(as_, people, figures, section) -> None:
    link, browser = linked(TIMELY, section, why="The plan says so"), as_(people.lead)
    page = browser.get(reverse("section", args=[section.slug])).content.decode()
    form = re.search(r'action="/measures/link/">(.*?)</form>', page, re.DOTALL).group(1)
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    browser.post(reverse("link-add"), hidden)

    link.refresh_from_db()
    assert (link.made_by, link.why) == (people.lead, "The plan says so")
    assert "nobody has confirmed it" not in text_of(browser.get(reverse("section", args=[section.slug])))


def test_a_link_without_a_measure_is_asked_for_again(as_, people, figures, section) -> None:
    answer = as_(people.lead).post(reverse("link-add"), {"section": section.slug, "measure": ""})

    assert answer.status_code == 400
    assert "Choose a measure" in text_of(answer)


def test_only_those_who_may_link_are_offered_it(as_, people, figures, section) -> None:
    linked(TIMELY, section, by=people.lead)
    pages = {
        who: text_of(as_(getattr(people, who)).get(reverse("section", args=[section.slug])))
        for who in ("lead", "board")
    }

    assert ["Link a measure" in page for page in pages.values()] == [True, False]
    assert as_(people.board).post(reverse("link-add"), {}).status_code == 403


def test_the_public_sees_no_measures_on_a_section(as_, people, figures, section) -> None:
    linked(TIMELY, section, by=people.lead)

    assert "Is it working?" not in text_of(as_(people.public).get(reverse("section", args=[section.slug])))

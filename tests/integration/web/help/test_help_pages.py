"""Help explains with days that the engine itself would count."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from oneplan.core.calendar import months_after, period_end, wd_after, weeks_after, weeks_before, window_last
from oneplan.rulebook import load_rulebook, returns, rights
from oneplan.rulebook.conventions import Convention, conventions
from oneplan.rulebook.glossary import glossary
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.returns.harm import harms
from oneplan.web.help.rights_presenter import present_access

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def convention(name: str) -> Convention:
    return next(each for each in conventions() if each.id == name)


def marked(name: str, mark: str) -> date:
    calendar = convention(name).calendar
    assert calendar is not None
    return next(each.day for each in calendar.marks if each.mark == mark)


def test_the_days_in_the_pictures_are_the_days_the_calendar_counts() -> None:
    working = load_rulebook().working_days

    assert marked("day-nought", "last") == weeks_after(marked("day-nought", "start"), 2)
    assert marked("beginning-with", "last") == window_last(marked("beginning-with", "start"), 15)
    assert marked("months", "last") == months_after(date(2026, 12, 31), 2)
    assert marked("twelve-months", "last") == period_end(date(2026, 3, 10), 12)
    assert marked("notice", "last") == weeks_before(marked("notice", "start"), 2)
    assert marked("notice", "quiet") == marked("notice", "last") - timedelta(days=1)
    assert marked("working-days", "last") == wd_after(working, marked("working-days", "start"), 3)
    assert marked("every-day-counts", "last") == weeks_after(date(2026, 1, 5), 20)
    assert working.is_working_day(marked("every-day-counts", "prudent"))


def test_every_example_a_convention_points_to_stands_on_the_examples_page(client: Client) -> None:
    page = client.get(reverse("dates-examples")).content.decode()

    missing = [name for each in conventions() for name in each.examples if f'id="{name}"' not in page]
    assert missing == []


def test_how_dates_are_worked_out_can_be_read_without_signing_in(client: Client) -> None:
    page = client.get(reverse("help-dates")).content.decode()

    assert [each.id for each in conventions() if f'id="{each.id}"' not in page] == []


@pytest.mark.parametrize("pathway", [each.id for each in load_rulebook().rules.pathways])
def test_each_pathway_is_drawn_and_said_in_words(pathway: str, client: Client) -> None:
    response = client.get(reverse("help-pathway", args=[pathway]))
    page = response.content.decode()

    is_drawn = pathway != "timeliness"
    assert response.status_code == 200
    assert (f'id="pathway-{pathway}-title"' in page) is is_drawn
    assert "The same in words" in page


def test_a_pathway_that_does_not_exist_is_not_found(client: Client) -> None:
    response = client.get(reverse("help-pathway", args=["nowhere"]))

    assert response.status_code == 404


def test_the_words_page_holds_every_word(client: Client) -> None:
    page = client.get(reverse("help-words")).content.decode()

    assert [
        term.term for group in glossary().groups for term in group.terms if term.term.split("'")[0] not in page
    ] == []


def test_help_opens(client: Client) -> None:
    assert client.get(reverse("help")).status_code == 200


def test_the_page_on_returns_names_everything_a_return_tells_and_everything_it_never_does(client: Client) -> None:
    facts = load_rulebook().rules.facts
    book = returns.load()
    expected = [facts[each.fact].title for each in book.reported]
    expected += [facts[fact].title for each in book.never for fact in each.facts]

    page = unescape(client.get(reverse("help-returns")).content.decode())

    assert [title for title in expected if title not in page] == []
    assert [harm.says for harm in harms().values() if harm.says not in page] == []


def test_the_page_on_figures_defines_every_measure_and_says_what_each_reader_is_not_shown(client: Client) -> None:
    book = load_measures()

    page = unescape(client.get(reverse("help-figures")).content.decode())

    assert [each.id for each in book.measures if each.definition not in page or each.note not in page] == []
    assert [each.id for each in book.profiles.values() if each.says not in page] == []
    assert f"fewer than {book.chart_rules.fewest_points} months" in page


def test_the_page_on_who_sees_what_holds_every_role_and_every_named_grant(client: Client) -> None:
    page = unescape(client.get(reverse("help-access")).content.decode())

    assert [role.id for role in rights.load().roles if role.title not in page or role.says not in page] == []


def test_an_analyst_is_said_to_see_no_names_and_a_board_member_no_record() -> None:
    rows = {row.title: row for row in present_access(rights.load()).roles}

    assert rows["Analyst"].records == "Every record, without names"
    assert rows["Board member"].records == "No"
    assert rows["Board member"].reads_figures

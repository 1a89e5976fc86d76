"""Help explains with days that the engine itself would count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from oneplan.core.calendar import months_after, period_end, wd_after, weeks_after, weeks_before, window_last
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.conventions import Convention, conventions
from oneplan.rulebook.glossary import glossary

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

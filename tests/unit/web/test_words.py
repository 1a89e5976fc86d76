"""How days, distances and counts are said."""

from datetime import date

import pytest

from oneplan.web.ui import words

TODAY = date(2026, 5, 13)


def test_a_day_is_said_with_its_weekday() -> None:
    said = words.long_day(date(2026, 5, 25))

    assert said == "Monday 25 May 2026"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 5, 13), "today"),
        (date(2026, 5, 14), "tomorrow"),
        (date(2026, 5, 12), "yesterday"),
        (date(2026, 5, 25), "in 12 days"),
        (date(2026, 6, 10), "in 4 weeks"),
        (date(2027, 5, 13), "in 12 months"),
        (date(2026, 4, 1), "6 weeks ago"),
    ],
)
def test_a_distance_is_said_in_the_unit_a_person_would_use(day: date, said: str) -> None:
    assert words.distance(day, TODAY) == said


def test_a_passed_due_day_says_how_late_it_is() -> None:
    assert words.lateness(date(2026, 5, 9), TODAY) == "4 days late"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 5, 12), "late"),
        (date(2026, 5, 13), "soon"),
        (date(2026, 6, 10), "soon"),
        (date(2026, 6, 11), "on_track"),
    ],
)
def test_due_today_is_soon_and_only_yesterday_is_late(day: date, state: str) -> None:
    assert words.nearness(day, TODAY) == state


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no actions"), (1, "1 action"), (12, "12 actions"), (1234, "1,234 actions")]
)
def test_a_count_agrees_with_its_noun(number: int, said: str) -> None:
    assert words.count_of(number, "action") == said


def test_a_list_is_joined_as_a_sentence_joins_it() -> None:
    assert [words.listed([]), words.listed(["a"]), words.listed(["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_a_state_nobody_listed_is_shown_as_it_is() -> None:
    assert words.state_words("half_way").word == "Half way"

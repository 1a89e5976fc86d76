"""Template tags: words, shapes and fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import engines

from oneplan.web.ui.forms import DayField, OnceForm
from oneplan.web.ui.templatetags.ui import OPTION_LISTS
from oneplan.web.ui.words import STATES

TODAY = date(2026, 5, 13)


class Asked(OnceForm):
    day = DayField(label="When?", noun="the day it arrived", help_text="For example, 5 1 2026")
    kind = forms.ChoiceField(label="Which?", widget=forms.RadioSelect, choices=[("a", "First")])
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


def drawn(template: str, **values: Any) -> str:
    return engines["django"].from_string(template).render(values)


def test_a_state_is_a_shape_and_a_word() -> None:
    html = drawn('{% state "late" %}')

    assert 'href="#op-late"' in html
    assert "<span>Late</span>" in html


def test_every_state_has_a_shape_in_the_sprite() -> None:
    sprite = drawn('{% include "ui/sprite.html" %}')

    missing = {state.shape for state in STATES.values() if f'id="op-{state.shape}"' not in sprite}

    assert missing == set()


def test_the_plans_own_word_stands_beside_ours_when_it_says_something_else() -> None:
    html = drawn('{% state "on_track" raw="Amber" %}')

    assert "On track" in html
    assert '<span class="op-state__raw">Amber</span>' in html


def test_a_longer_word_of_the_plan_that_says_the_same_is_shown_alone() -> None:
    html = drawn('{% state "not_started" raw="Not started, no risk" %}')

    assert "Not started, no risk" in html
    assert "op-state__raw" not in html


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 5, 9), "op-away--late"), (date(2026, 5, 20), "op-away--soon"), (date(2027, 5, 20), 'class="op-away"')],
)
def test_a_distance_wears_its_nearness(day: date, said: str) -> None:
    assert said in drawn("{% away day today %}", day=day, today=TODAY)


def test_finished_work_is_not_called_late() -> None:
    html = drawn("{% away day today finished=True %}", day=date(2026, 5, 9), today=TODAY)

    assert "4 days ago" in html
    assert "late" not in html


def test_a_missing_day_says_so() -> None:
    assert "Not yet set" in drawn('{% day value "Not yet set" %}', value=None)


def test_words_inside_a_notice_are_escaped_once() -> None:
    html = drawn("{% notice %}{{ words }}{% endnotice %}", words="<b>bold</b> & plain")

    assert "&lt;b&gt;bold&lt;/b&gt; &amp; plain" in html


def test_a_day_is_asked_for_in_three_boxes_under_one_question() -> None:
    html = str(Asked())

    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">When?' in html
    assert [f'name="day_{part}"' in html for part in ("day", "month", "year")] == [True] * 3


def test_an_error_stands_at_its_field_and_first_on_the_page() -> None:
    form = Asked({"day_day": "31", "day_month": "2", "day_year": "2026"})

    html = drawn("{% error_summary form=form %}{{ form }}", form=form)

    assert html.count("The day it arrived must be a real date: 31/2/2026 is not in the calendar") == 2
    assert 'href="#id_day_0"' in html
    assert 'href="#id_kind_0"' in html


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "Enter the day it arrived"),
        ({"day_day": "5"}, "The day it arrived must include a month and a year"),
        ({"day_day": "five", "day_month": "1", "day_year": "2026"}, "must be a real date: five/1/2026"),
    ],
)
def test_what_is_wrong_with_a_day_is_said_in_words(parts: dict[str, str], said: str) -> None:
    form = Asked({"kind": "a", **parts})

    assert said in form.errors["day"][0]


def test_a_day_comes_back_as_a_day() -> None:
    form = Asked({"kind": "a", "day_day": "5", "day_month": "1", "day_year": "2026"})

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 1, 5)


def test_two_forms_never_share_a_key() -> None:
    keys = {Asked()["request_key"].value() for _ in range(2)}

    assert len(keys) == 2


def test_what_need_not_be_answered_says_so() -> None:
    html = str(Asked())

    assert "Note <span" in html
    assert {"radioselect", "checkboxselectmultiple"} == OPTION_LISTS

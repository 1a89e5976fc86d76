"""People supply measures by hand: nothing is lost, nothing is guessed, and what is missing is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.support.people import person

from oneplan.actions import series
from oneplan.actions.series import Given
from oneplan.answers import figures
from oneplan.answers.series import one_series, series_overview
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.core.measures.manual import Supplied
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.series.models import SuppliedValue

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
PARENTS, YOUNG = "Parents and carers", "Children and young people"


def share(top, bottom):
    return Supplied(Decimal(top), Decimal(bottom))


def given(year, top, bottom, part="", note=""):
    return Given(date(year, 1, 1), share(top, bottom), part, note)


def seen_by(who):
    return viewer_of(who, on=TODAY)


def test_a_value_is_a_figure_with_its_supplier_range_and_year_before(lead):
    series.supply(measure="M071", given=[given(2024, 77, 120), given(2026, 66, 100)], by=lead, on=TODAY)

    view = figures.figure("M071", viewer=seen_by(lead))

    assert (view.value.words, view.period) == ("66%", "2026")
    assert "Supplied by transformation-lead person on 22 November 2026" in view.measure.source
    assert view.change == "no change"
    assert "no clear change" in view.change_says
    assert view.caveats[0].startswith("66% of 100 answers: the share among all may lie between 56.3% and 74.5%")
    assert [each.value.words for each in view.years] == ["64.2%", "66%"]


def test_a_clear_fall_in_a_sample_is_called_worse(lead):
    series.supply(measure="M075", given=[given(2024, 91, 120), given(2026, 96, 150)], by=lead, on=TODAY)

    view = figures.figure("M075", viewer=seen_by(lead))

    assert view.change == "worse"
    assert "lower" in view.change_says


def test_a_measure_without_a_value_says_who_owes_it_and_by_when(lead):
    view = figures.figure("M100", viewer=seen_by(lead))

    assert not view.value.is_shown
    assert view.value.says == (
        "Nobody has supplied this yet: Complaints and Resolution Lead, was due 30 October 2026 for July to "
        "September 2026."
    )


def test_late_data_is_a_new_version_and_the_first_stays(lead):
    series.supply(measure="M071", given=[given(2026, 66, 100)], by=lead, on=TODAY)
    series.supply(measure="M071", given=[given(2026, 70, 104, note="Four came by post")], by=lead, on=TODAY)

    page = one_series("M071", viewer=seen_by(lead))
    view = figures.figure("M071", viewer=seen_by(lead))

    assert view.value.words == "67.3%"
    assert [(each.words, each.is_first) for each in page.history] == [("67.3%", False), ("66%", True)]
    assert any("published first is kept" in each for each in view.caveats)


def test_a_correction_without_a_reason_is_refused_and_nothing_is_kept(lead):
    series.supply(measure="M071", given=[given(2026, 66, 100)], by=lead, on=TODAY)

    with pytest.raises(Problem, match="say why it changes"):
        series.supply(measure="M071", given=[given(2024, 1, 20), given(2026, 67, 100)], by=lead, on=TODAY)

    assert SuppliedValue.objects.count() == 1


def test_the_same_value_again_changes_nothing(lead):
    series.supply(measure="M071", given=[given(2026, 66, 100)], by=lead, on=TODAY)

    assert series.supply(measure="M071", given=[given(2026, 66, 100)], by=lead, on=TODAY) == 0
    assert SuppliedValue.objects.count() == 1


@pytest.mark.parametrize(
    ("measure", "one", "fault"),
    [
        ("M071", Given(date(2026, 2, 1), share(1, 20)), "No period of this measure begins on 1 February 2026"),
        ("M100", Given(date(2026, 10, 1), Supplied(Decimal(9))), "The period is not over"),
        ("M071", Given(date(2027, 1, 1), share(1, 20)), "The period has not begun"),
        ("M071", given(2026, 30, 20), "the first number may not be above the second"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(lead, measure, one, fault):
    with pytest.raises(Problem, match=fault):
        series.supply(measure=measure, given=[one], by=lead, on=TODAY)


def test_a_period_given_twice_is_refused(lead):
    with pytest.raises(Problem, match="given twice"):
        series.supply(measure="M071", given=[given(2026, 1, 20), given(2026, 2, 20)], by=lead, on=TODAY)


def test_what_the_records_reckon_is_not_supplied_by_hand(lead):
    with pytest.raises(Problem, match="worked out from the records"):
        series.supply(measure="M065", given=[given(2026, 1, 20)], by=lead, on=TODAY)


def test_only_who_owes_a_measure_or_runs_the_plan_supplies_it(lead, owner, public):
    series.set_duty(measure="M100", role="SEND Manager", by=lead, on=TODAY)
    quarter = [Given(date(2026, 7, 1), Supplied(Decimal(31)))]

    assert series.supply(measure="M100", given=quarter, by=owner, on=TODAY) == 1
    with pytest.raises(NotAllowed):
        series.supply(measure="M071", given=[given(2026, 1, 20)], by=owner, on=TODAY)
    with pytest.raises(NotAllowed):
        series.supply(measure="M100", given=quarter, by=public, on=TODAY)
    assert AuditEntry.objects.filter(verb="supply-series", result="refused").count() == 2


def test_somebody_named_supplies_in_their_own_role(lead, owner):
    series.set_duty(measure="M071", person_email=owner.email, by=lead, on=TODAY)

    assert series.supply(measure="M071", given=[given(2026, 66, 100)], by=owner, on=TODAY) == 1


def test_a_value_taken_back_stands_no_more_and_stays_in_the_history(lead):
    series.supply(measure="M071", given=[given(2026, 66, 100)], by=lead, on=TODAY)
    row = one_series("M071", viewer=seen_by(lead)).history[0].row

    series.take_back(value_id=row.id, why="It was of another survey", by=lead, on=TODAY)

    page = one_series("M071", viewer=seen_by(lead))
    assert [each.words for each in page.history] == ["Taken back", "66%"]
    assert not page.standing
    with pytest.raises(NotFound):
        series.take_back(value_id=row.id, why="Again", by=lead, on=TODAY)


def test_values_cannot_be_changed_or_removed_even_by_hand(lead):
    series.supply(measure="M071", given=[given(2026, 66, 100)], by=lead, on=TODAY)

    with pytest.raises(DatabaseError), transaction.atomic():
        SuppliedValue.objects.update(numerator=99)
    with pytest.raises(DatabaseError), transaction.atomic():
        SuppliedValue.objects.all().delete()


def test_a_changed_meaning_breaks_the_line(lead):
    series.supply(measure="M071", given=[given(2024, 91, 120), given(2026, 66, 150)], by=lead, on=TODAY)
    series.change_definition(
        measure="M071", first_day=date(2026, 1, 1), words="A new question.", why="The forum asked.", by=lead, on=TODAY
    )

    view = figures.figure("M071", viewer=seen_by(lead))

    assert view.change == "too early to say"
    assert view.change_says == "Only one value since its meaning changed."
    assert any("From 1 January 2026 it means: A new question." in each for each in view.caveats)
    with pytest.raises(Problem, match="A later meaning holds already"):
        series.change_definition(
            measure="M071", first_day=date(2025, 1, 1), words="Other.", why="Other.", by=lead, on=TODAY
        )


def test_groups_that_were_asked_apart_are_never_averaged(lead):
    rows = [given(2026, 54, 96, YOUNG), given(2026, 272, 388, PARENTS)]
    series.supply(measure="M085", given=rows, by=lead, on=TODAY)

    view = figures.figure("M085", viewer=seen_by(lead))

    assert (view.value.words, view.period) == ("56.3%", "2026, children and young people")
    (apart,) = view.breakdowns
    assert [(each.title, each.value.words) for each in apart.parts] == [(YOUNG, "56.3%"), (PARENTS, "70.1%")]


def test_a_series_of_many_months_has_a_control_chart(lead):
    months = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(9)]
    rows = [Given(day, share(40 + place % 3, 100)) for place, day in enumerate(months)]
    series.supply(measure="M088", given=rows, by=lead, on=TODAY)

    view = figures.figure("M088", viewer=seen_by(lead))

    assert len(view.chart.points) == 9
    assert view.change == "no change"
    assert view.is_monthly


def test_small_numbers_of_people_are_hidden_from_the_board_and_shares_of_few_answers_too(lead):
    board = person("board-member")
    series.supply(measure="M100", given=[Given(date(2026, 7, 1), Supplied(Decimal(3)))], by=lead, on=TODAY)
    series.supply(measure="M071", given=[given(2026, 4, 9)], by=lead, on=TODAY)
    series.supply(measure="M088", given=[Given(date(2026, 9, 1), share(97, 100))], by=lead, on=TODAY)

    hidden = {name: figures.figure(name, viewer=seen_by(board)).value for name in ("M100", "M071", "M088")}

    assert {name: value.reason for name, value in hidden.items()} == {"M100": "hidden", "M071": "few", "M088": "hidden"}
    assert all(value.numerator is None and value.amount is None for value in hidden.values())
    assert one_series("M100", viewer=seen_by(board)).history[0].words == "Not shown"


def test_a_part_cannot_be_told_by_taking_the_others_from_the_whole(lead):
    board = person("board-member")
    day = date(2026, 7, 1)
    rows = [Given(day, Supplied(Decimal(number)), part) for part, number in (("", 30), ("Council", 20), ("Trust", 10))]
    series.supply(measure="M100", given=rows, by=lead, on=TODAY)
    assert all(each.value.is_shown for each in figures.figure("M100", viewer=seen_by(board)).breakdowns[0].parts)

    rows = [Given(day, Supplied(Decimal(number)), part, "Moved") for part, number in (("Council", 28), ("Trust", 2))]
    series.supply(measure="M100", given=rows, by=lead, on=TODAY)
    parts = figures.figure("M100", viewer=seen_by(board)).breakdowns[0].parts

    assert [each.value.is_shown for each in parts] == [False, False]


def test_the_list_says_what_is_missing_and_what_is_overdue(lead):
    series.set_duty(measure="M100", role="Complaints Manager", due_days=10, by=lead, on=date(2026, 3, 1))
    series.supply(measure="M100", given=[Given(date(2026, 4, 1), Supplied(Decimal(31)))], by=lead, on=TODAY)

    overview = series_overview(viewer=seen_by(lead))

    line = next(each for each in overview.lines if each.measure.id == "M100")
    assert line.who == "Complaints Manager"
    assert [each.period.label for each in line.overdue] == ["January to March 2026", "July to September 2026"]
    assert line.newest.value.words == "31"
    assert len(overview.lines) > 200
    assert not any(each.measure.computed for each in overview.lines)


def test_a_reminder_is_marked_once_a_day(lead):
    series.set_duty(measure="M100", role="Complaints Manager", by=lead, on=TODAY)

    assert series.chase(measures=["M100", "M071"], by=lead, on=TODAY) == 1
    assert series.chase(measures=["M100"], by=lead, on=TODAY) == 0
    duty = one_series("M100", viewer=seen_by(lead)).duty
    assert duty is not None
    assert (duty.chased_on, duty.chase_count) == (TODAY, 1)


def test_a_duty_needs_somebody_and_a_day_that_can_be(lead):
    with pytest.raises(Problem, match="Say who supplies"):
        series.set_duty(measure="M100", by=lead, on=TODAY)
    with pytest.raises(NotFound, match="Nobody here signs in as"):
        series.set_duty(measure="M100", person_email="nobody@example.org", by=lead, on=TODAY)
    with pytest.raises(Problem, match="Nothing is supplied “hourly”"):
        series.set_duty(measure="M100", role="Somebody", cycle="hourly", by=lead, on=TODAY)
    with pytest.raises(Problem, match="between 0 and 366 days"):
        series.set_duty(measure="M100", role="Somebody", due_days=999, by=lead, on=TODAY)


def test_a_catalogue_number_that_records_reckon_is_not_a_series(lead):
    with pytest.raises(NotFound):
        one_series("M065", viewer=seen_by(lead))
    with pytest.raises(NotFound):
        one_series("M999", viewer=seen_by(lead))

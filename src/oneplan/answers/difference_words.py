"""The words of a statement of difference: what changed, how sure that is, and what else could explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.answers.difference_rows import ActedOn, Verdict
from oneplan.answers.figures_rows import FigureView, MeasureWords, PeriodValue
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.measures.interrupted import Effect
from oneplan.records.figures.queries import Expectation
from oneplan.rulebook.difference_file import load_difference

NOTHING_FINISHED = (
    "Too early to say: nothing that should move this measure is finished on a known day, "
    "so there is no before and no after."
)
NO_PROOF = "A change after the work is no proof that the work caused it."
_SHARES = frozenset({"share", "growth"})
_MEANS = frozenset({"mean", "longest"})
_MONTHS_OF_A_YEAR = 12
_SHOWN = 4
_ENGLAND = "England"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stood around the work: other work near it, the periods on both sides, and when the expectation was said."""

    near: tuple[str, ...]
    together: tuple[str, ...]
    elsewhere: int
    before: Sequence[PeriodValue]
    after: Sequence[PeriodValue]
    left_out: int
    is_monthly: bool
    acts_from: date
    said_on: date | None


@dataclass(frozen=True, slots=True)
class Sides:
    """How many periods stand on each side of the work, and how many are left out."""

    before: int
    after: int
    left_out: int
    is_monthly: bool


def day_words(day: date) -> str:
    """A day as a person says it."""
    return f"{day.day} {day:%B %Y}"


def acts_words(acts_from: date | None, expected: Expectation, acted: Sequence[ActedOn]) -> str:
    """From which day the work should show, and who says so."""
    if acts_from is None:
        return "No action behind it has been finished on a known day."
    if expected.acts_from:
        said = f", as written down on {day_words(expected.said_on)}" if expected.said_on else ""
        return f"The work should show from {day_words(acts_from)}{said}."
    return f"The work counts from {day_words(acts_from)}, when {acted[0].ref} was finished."


def not_asked_words(measure: MeasureWords) -> str:
    """Why nothing is stated of such a measure."""
    if measure.kind == "mix":
        return "A mix has many numbers and no single course, so no statement is made of it: read its parts."
    return (
        "Each period of this measure stands on the one before it, so a before and an after cannot be told apart: "
        "read what comes in and what goes out."
    )


def too_early_words(sides: Sides, acts_from: date, possible: date | None) -> str:
    """How many periods are there, how many are needed, and when that will be or why it is not."""
    rules = load_difference().series
    period = "month" if sides.is_monthly else "year"
    if sides.before < rules.fewest_before:
        said = (
            f"Too early to say: {_many(sides.before, period)} before {day_words(acts_from)} can be used, and "
            f"{rules.fewest_before} are needed to know the course it was on."
        )
    else:
        said = (
            f"Too early to say: {_many(sides.after, f'whole {period}')} since {day_words(acts_from)} can be used, and "
            f"{rules.fewest_after} are needed."
        )
    if possible:
        return f"{said} It can be said from {possible:%B %Y} on."
    if sides.left_out:
        verb = "is" if sides.left_out == 1 else "are"
        return f"{said} {_many(sides.left_out, period).capitalize()} {verb} not shown, or decisions are still awaited."
    return said


def course_words(measure: MeasureWords, effect: Effect, acts_from: date, verdict: Verdict) -> str:
    """How far the measure stands from its earlier course, with the range that the doubt leaves."""
    size = f"{size_words(measure, abs(effect.amount))} {_side(effect.amount)}"
    opening = f"Since {day_words(acts_from)} it stands, on average, {size} than its earlier course would have led"
    low, high = (_end(measure, each) for each in (effect.low, effect.high))
    if verdict is Verdict.NO_CLEAR_CHANGE:
        return f"{opening}; but anything from {low} to {high} would fit what happened, so no change can be claimed."
    sure = round(load_difference().series.sure * 100)
    return f"{opening}. With {sure} in 100 certainty it is between {low} and {high}."


def expected_words(view: FigureView, expected: Expectation, direction: str) -> str:
    """What was expected, from where, by when, and whether the newest value has reached it."""
    measure, way = view.measure, direction or view.measure.direction
    if expected.amount is None or expected.by is None:
        return {
            "up": "It is expected to rise; nobody wrote down how far or by when.",
            "down": "It is expected to fall; nobody wrote down how far or by when.",
        }.get(way, "Nobody wrote down what is expected of it.")
    start = ""
    if expected.baseline is not None and expected.baseline_on is not None:
        start = f" from {value_words(measure, expected.baseline)} on {day_words(expected.baseline_on)}"
    said = f"Expected: {value_words(measure, expected.amount)} by {day_words(expected.by)}{start}."
    if view.value.amount is None:
        return f"{said} Its newest value may not be shown, so nobody reading this can say whether it is reached."
    is_there = view.value.amount <= expected.amount if way == "down" else view.value.amount >= expected.amount
    now = f"It stands at {value_words(measure, view.value.amount)} ({view.period})"
    if is_there:
        return f"{said} {now}: reached."
    return f"{said} {now}: {'not reached by then' if view.as_of > expected.by else 'not reached yet'}."


def other_explanations(view: FigureView, around: Surroundings) -> tuple[str, ...]:
    """Everything the records know of that could explain a change as well as the work does."""
    found = [
        _together(around.together),
        _near(around.near),
        _elsewhere(around.elsewhere),
        _meant_something_else(view),
        _already_moving(view, around.acts_from),
        _england(view, around.acts_from),
        _season(around),
        _few(view.measure, around),
        _left_out(around.left_out, "month" if around.is_monthly else "year"),
        _said_late(around),
        NO_PROOF,
    ]
    return tuple(each for each in found if each)


def size_words(measure: MeasureWords, size: float) -> str:
    """A difference in the measure's own unit."""
    number = Decimal(str(size)).quantize(Decimal("0.1"))
    if measure.kind in _SHARES:
        return f"{number} percentage {'point' if number == 1 else 'points'}"
    return f"{number:,} {measure.unit}"


def value_words(measure: MeasureWords, value: Decimal) -> str:
    """A value in the measure's own unit."""
    number = value.quantize(Decimal("0.1")) if value != value.to_integral_value() else value.to_integral_value()
    if measure.kind in _SHARES:
        return f"{number}%"
    return f"{number:,} {measure.unit}" if measure.kind in _MEANS else f"{number:,}"


def _end(measure: MeasureWords, end: float) -> str:
    return f"{size_words(measure, abs(end))} {_side(end)}"


def _side(amount: float) -> str:
    return "higher" if amount >= 0 else "lower"


def _many(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _listed(refs: Sequence[str]) -> str:
    shown = list(refs[:_SHOWN])
    more = len(refs) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _together(refs: Sequence[str]) -> str:
    if len(refs) <= 1:
        return ""
    return f"{_listed(refs)} were finished so close together that nobody can tell which of them it was."


def _near(refs: Sequence[str]) -> str:
    if not refs:
        return ""
    was = "was" if len(refs) == 1 else "were"
    return f"{_listed(refs)}, which should move the same measure, {was} finished within three months of it."


def _elsewhere(sections: int) -> str:
    if not sections:
        return ""
    verb = "expects" if sections == 1 else "expect"
    return f"{_many(sections, 'other part')} of the plan {verb} the same measure to move."


def _meant_something_else(view: FigureView) -> str:
    """Where its meaning changed after its first period: the day, and what of it is still compared."""
    periods = view.months or view.years
    days = [day for day in view.meaning_changed if periods and periods[0].first_day < day]
    if not days:
        return ""
    said = f"What it counts was changed on {_listed([day_words(day) for day in days])}"
    return f"{said}, so only the periods since {day_words(max(days))} are set beside each other."


def _already_moving(view: FigureView, acts_from: date) -> str:
    a_year_before = months_after(acts_from, -_MONTHS_OF_A_YEAR)
    earlier = [each for each in view.chart.points if each.signals and a_year_before <= each.on < acts_from]
    return f"It was moving before, in {earlier[-1].label}: {earlier[-1].signals[0]}." if earlier else ""


def _england(view: FigureView, acts_from: date) -> str:
    """How England moved meanwhile, where official figures reach past the day."""
    years = sorted((each for each in view.comparators if each.area == _ENGLAND), key=lambda each: each.year)
    if len(years) <= 1 or years[-1].year < str(acts_from.year):
        return ""
    first, last = years[-2], years[-1]
    return f"England went from {first.words} ({first.year}) to {last.words} ({last.year}) meanwhile."


def _season(around: Surroundings) -> str:
    years = load_difference().years_for_a_season
    if not around.is_monthly or len(around.before) >= years * _MONTHS_OF_A_YEAR:
        return ""
    return f"The months before do not hold each season {years} times, so a season could look like a change."


def _few(measure: MeasureWords, around: Surroundings) -> str:
    bases = [each.value.denominator for each in (*around.before, *around.after)]
    known = [base for base in bases if base]
    if measure.kind not in _SHARES or not known or sum(known) / len(known) >= load_difference().few_per_period:
        return ""
    return f"Each period counts few (about {round(sum(known) / len(known))}), so chance alone moves it far."


def _left_out(number: int, period: str) -> str:
    if not number:
        return ""
    verb = "is" if number == 1 else "are"
    return f"{_many(number, period).capitalize()} {verb} left out: not shown, or decisions are still awaited."


def _said_late(around: Surroundings) -> str:
    if around.said_on is None or around.said_on <= around.acts_from:
        return ""
    return f"What is expected was written down on {day_words(around.said_on)}, after the work had begun to count."

"""Statements of difference as their pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from oneplan.adapters.pictures.control_chart import Chart, ChartPoint, ChartTick, control_chart
from oneplan.answers.difference_rows import Verdict
from oneplan.web.measures.chips import Verdict as Mark
from oneplan.web.plan.tree import named

if TYPE_CHECKING:
    from datetime import date

    from oneplan.answers.difference_rows import Statement
    from oneplan.records.improvement.rows import PlanTree

MARKS = {
    Verdict.BETTER: Mark("met", "Better"),
    Verdict.WORSE: Mark("late", "Worse"),
    Verdict.DIFFERENT: Mark("disapplied", "Different"),
    Verdict.NO_CLEAR_CHANGE: Mark("unknown", "No clear change"),
    Verdict.TOO_EARLY: Mark("unstarted", "Too early to say"),
    Verdict.NOT_ASKED: Mark("guidance", "Not asked of this measure"),
}
PER_CENT = "per cent"
TOO_EARLY = "Too early to say: "
COUNTS_FROM = "Counts from here"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement in the list."""

    title: str
    address: str
    mark: Mark
    says: str
    expected: str


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one section; those that say nothing yet are named in one line."""

    name: str
    address: str
    lines: tuple[Line, ...]
    silent: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A verdict to narrow the list to, and how many have it."""

    words: str
    address: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """Every statement under its section, or those of one verdict."""

    lead: str
    choices: tuple[Choice, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One period in the table beneath the picture."""

    label: str
    words: str
    side: str
    led: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement with everything it stands on."""

    link: int
    measure: str
    measure_address: str
    definition: str
    mark: Mark
    says: str
    acts_says: str
    expected_says: str
    is_expectation_said: bool
    place: str
    place_address: str
    sides: str
    chart: str
    alt: str
    rows: tuple[Row, ...]
    others: tuple[str, ...]
    acted: tuple[tuple[str, str, str, date], ...]
    as_of: date


def list_page(found: Sequence[Statement], tree: PlanTree, verdict: str) -> ListPage:
    """The list, narrowed to a verdict where one is asked for."""
    counts = Counter(each.verdict for each in found)
    wanted = verdict if verdict in set(Verdict) else ""
    shown = [each for each in found if not wanted or each.verdict == wanted]
    groups = tuple(_groups(shown, tree, is_brief=not wanted))
    return ListPage(_lead(counts, len(found)), tuple(_choices(counts, wanted)), groups)


def lines_of(found: Iterable[Statement]) -> tuple[Line, ...]:
    """The statements that say something, as a section or an action shows them."""
    return tuple(line_of(each) for each in found if not _is_silent(each))


def line_of(each: Statement) -> Line:
    """One statement in a line, wherever the plan shows it."""
    title = each.measure.title + (f" ({each.action_ref})" if each.action_ref else "")
    return Line(
        title=title,
        address=reverse("difference", args=[each.link_id]),
        mark=MARKS[each.verdict],
        says=_without_the_word(each.says),
        expected=each.expected_says if each.is_expectation_said else "",
    )


def statement_page(each: Statement) -> StatementPage:
    """One statement as its page shows it."""
    is_action = bool(each.action_id)
    route, key = ("action", each.action_id) if is_action else ("section", each.section)
    return StatementPage(
        link=each.link_id,
        measure=each.measure.title,
        measure_address=reverse("measure", args=[each.measure.id]),
        definition=each.measure.definition,
        mark=MARKS[each.verdict],
        says=each.says,
        acts_says=each.acts_says,
        expected_says=each.expected_says,
        is_expectation_said=each.is_expectation_said,
        place=each.action_ref if is_action else each.section_title,
        place_address=reverse(route, args=[key]),
        sides=_sides(each),
        chart=_picture(each),
        alt=f"{each.measure.title} over time. {each.says} The table beneath gives every number.",
        rows=tuple(_rows(each)),
        others=each.others,
        acted=tuple((one.ref, one.text, reverse("action", args=[one.action_id]), one.on) for one in each.acted),
        as_of=each.as_of,
    )


def _without_the_word(says: str) -> str:
    """The sentence without the words that stand beside it as its mark."""
    rest = says.removeprefix(TOO_EARLY)
    return rest[:1].upper() + rest[1:]


def _lead(counts: Counter[Verdict], total: int) -> str:
    if not total:
        return "No measure is linked to the plan yet, so nothing can be said of the difference it makes."
    said = [f"{counts[each]} {MARKS[each].words.lower()}" for each in Verdict if counts[each]]
    many = "measure is" if total == 1 else "measures are"
    return f"{total} {many} linked to the plan: {'; '.join(said)}."


def _choices(counts: Counter[Verdict], wanted: str) -> Iterable[Choice]:
    base = reverse("differences")
    yield Choice("All", base, counts.total(), not wanted)
    for each in Verdict:
        if counts[each]:
            address = f"{base}?{urlencode({'verdict': each.value})}"
            yield Choice(MARKS[each].words, address, counts[each], each == wanted)


def _groups(found: Sequence[Statement], tree: PlanTree, *, is_brief: bool) -> Iterable[Group]:
    for section in tree.sections:
        here = [each for each in found if each.section == section.slug]
        silent = tuple(line_of(each) for each in here if is_brief and _is_silent(each))
        lines = tuple(line_of(each) for each in here if not (is_brief and _is_silent(each)))
        if here:
            address = reverse("section", args=[section.slug])
            yield Group(named(section.number, section.title), address, lines, silent)


def _is_silent(each: Statement) -> bool:
    """Whether there is nothing to compare: no day to count from, or a measure that has no course."""
    return each.verdict is Verdict.NOT_ASKED or each.acts_from is None


def _sides(each: Statement) -> str:
    if each.acts_from is None:
        return ""
    return f"{each.before} before and {each.after} after the work began to count may be compared."


def _picture(each: Statement) -> str:
    return control_chart(
        Chart(
            points=[ChartPoint(point.on, point.amount) for point in each.points],
            ticks=_ticks(each),
            axis=each.measure.unit.capitalize(),
            is_percent=each.measure.unit == PER_CENT,
            course=[(point.on, point.expected) for point in each.points if point.expected is not None],
            course_words="Its course before",
        )
    )


def _ticks(each: Statement) -> list[ChartTick]:
    acted = [ChartTick(one.on, one.ref) for one in each.acted]
    if each.acts_from is None or any(tick.on == each.acts_from for tick in acted):
        return acted
    return [*acted, ChartTick(each.acts_from, COUNTS_FROM)]


def _rows(each: Statement) -> Iterable[Row]:
    for point in reversed(each.points):
        side = "" if each.acts_from is None else ("After" if point.is_after else "Before")
        led = "" if point.expected is None else f"{point.expected:,.1f}"
        yield Row(point.label, point.words, side, led)

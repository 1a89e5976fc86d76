"""The list of measures kept by hand, narrowed to what is overdue, missing, supplied or in the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.plan.narrowing import Choice, Group
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.series import Owed, SeriesLine, SeriesOverview

FITS: Mapping[str, tuple[str, Callable[[SeriesLine], bool]]] = {
    "": ("All", lambda _: True),
    "overdue": ("Overdue", lambda line: bool(line.overdue)),
    "never": ("Never supplied", lambda line: not line.has_value),
    "supplied": ("With a value", lambda line: line.has_value),
    "unnamed": ("Nobody named", lambda line: not line.has_duty and not line.is_from_a_room),
    "plan": ("The plan stands on it", lambda line: line.is_in_plan),
}
_TOLD = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in the list."""

    id: str
    title: str
    address: str
    value: str
    period: str
    why: str
    who: str
    cycle: str
    state: str
    state_words: str
    missing: str
    chased: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list as the page shows it."""

    title: str
    lead: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    choices: tuple[Group, ...]
    overdue: tuple[str, ...]


def list_page(overview: SeriesOverview, asked: str) -> ListPage:
    """The measures that fit what was asked for, in their groups."""
    shown = asked if asked in FITS else "overdue" if any(line.overdue for line in overview.lines) else ""
    fits = FITS[shown][1]
    late = [line for line in overview.lines if line.overdue]
    never = sum(1 for line in overview.lines if not line.has_value)
    counted = words.count_of(len(overview.lines), "measure").capitalize()
    has_none = f"{never} {'has' if never == 1 else 'have'} no value yet" if never else "each has a value"
    is_late = f"{len(late)} {'is' if len(late) == 1 else 'are'}" if late else "None is"
    address = reverse("series")
    return ListPage(
        title="Measures kept by hand",
        lead=f"{counted} that no record holds. {is_late} overdue; {has_none}.",
        groups=tuple(
            (group, rows)
            for group, lines in overview.groups
            if (rows := tuple(row_of(line) for line in lines if fits(line)))
        ),
        choices=(
            Group(
                "Show",
                tuple(
                    Choice(title, sum(map(test, overview.lines)), f"{address}?show={name or 'all'}", shown == name)
                    for name, (title, test) in FITS.items()
                ),
            ),
        ),
        overdue=tuple(line.measure.id for line in late),
    )


def row_of(line: SeriesLine) -> Row:
    """One measure as a row."""
    state, said = _state(line)
    return Row(
        id=line.measure.id,
        title=line.measure.title,
        address=reverse("series-one", args=[line.measure.id]),
        value=line.newest.value.words if line.newest.value.is_shown else "",
        period=line.newest.period if line.has_value else "",
        why="" if line.newest.value.is_shown else _why(line),
        who=_who(line) if not line.is_from_a_room else "These records",
        cycle=line.cycle.title,
        state=state,
        state_words=said,
        missing=_missing(line.owed) if line.has_duty else "",
        chased=f"Reminded {words.short_day(line.chased_on)}" if line.chased_on and line.overdue else "",
    )


def _who(line: SeriesLine) -> str:
    return line.who if line.has_duty else f"{line.who}, proposed"


def _why(line: SeriesLine) -> str:
    return line.newest.value.says if line.has_value or line.is_from_a_room else "Nobody has supplied this yet"


def _state(line: SeriesLine) -> tuple[str, str]:
    if line.is_from_a_room:
        return "met", "From these records"
    if not line.has_duty:
        return "unstarted", "Nobody is named yet"
    if line.overdue:
        return "late", f"Due {words.short_day(line.overdue[-1].due_on)}"
    if line.next_due:
        return "soon", f"Due {words.short_day(line.next_due.due_on)}"
    return "met", "Up to date"


def _missing(owed: tuple[Owed, ...]) -> str:
    """Which periods are missing, the newest two by name."""
    if not owed:
        return ""
    named = [each.period.label for each in reversed(owed)][:_TOLD]
    more = len(owed) - len(named)
    return f"Missing: {', '.join(named)}{f' and {more} more' if more else ''}"

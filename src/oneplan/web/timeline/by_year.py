"""The plan by academic year: what was promised beside what falls due."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.adapters.pictures.charts import MonthCount
from oneplan.core.improvement.promises import PromiseState
from oneplan.web.plan.lines import Line, bar_of
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar

if TYPE_CHECKING:
    from oneplan.answers.promises import Achieved, PromiseView
    from oneplan.records.improvement.rows import PromiseRow

SEPTEMBER = 9
WRITTEN_YEAR = re.compile(r"\b(20\d\d)\s*[/\u2013-]\s*(?:20)?\d\d\b")


MARKS = {
    PromiseState.KEPT: "met",
    PromiseState.KEPT_LATE: "due_soon",
    PromiseState.BROKEN: "late",
    PromiseState.SLIPPING: "due_soon",
    PromiseState.TO_COME: "on_track",
    PromiseState.SAID_KEPT: "guidance",
    PromiseState.NOT_KNOWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, whether it was kept and by what; ``address`` is where its actions are chosen."""

    number: int | None
    text: str
    state: str
    word: str
    says: str
    kept_by: tuple[tuple[str, str], ...]
    is_matched_by_words: bool
    address: str


@dataclass(frozen=True, slots=True)
class Done:
    """An action that was finished in the year."""

    ref: str
    text: str
    address: str
    on: date | None
    is_evidence_unseen: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month: how many actions fall due, and where they stand."""

    name: str
    count: MonthCount
    address: str

    @property
    def total(self) -> int:
        """Every action due in the month."""
        return self.count.finished + self.count.late + self.count.to_come


@dataclass(frozen=True, slots=True)
class Year:
    """One academic year."""

    title: str
    anchor: str
    periods: tuple[tuple[str, tuple[Promise, ...]], ...]
    months: tuple[Month, ...]
    bar: Bar
    promised: str
    done: tuple[Done, ...]

    @property
    def caption(self) -> str:
        """The name of its table of months."""
        return f"Actions due by month, {self.title}"

    @property
    def due(self) -> int:
        """Actions due in the year."""
        return self.bar.total

    @property
    def says(self) -> str:
        """The year in one sentence."""
        return f"{self.promised}; {words.count_of(self.due, 'action')} due."


def academic_year(day: date) -> int:
    """The calendar year in which the academic year of a day began."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def years(promises: Iterable[PromiseView], lines: Iterable[Line], done: Iterable[Achieved] = ()) -> tuple[Year, ...]:
    """Every academic year that holds a promise, a due action or a finished one, in order."""
    promised: dict[int, list[PromiseView]] = defaultdict(list)
    for promise in promises:
        promised[promise_year(promise.row)].append(promise)
    due: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.due_on:
            due[academic_year(line.due_on)].append(line)
    finished: dict[int, list[Achieved]] = defaultdict(list)
    for each in done:
        if each.on:
            finished[academic_year(each.on)].append(each)
    every = sorted({*promised, *due, *finished})
    return tuple(_year(begins, promised[begins], due[begins], finished[begins]) for begins in every)


def counts_in_words(promises: Iterable[PromiseView]) -> str:
    """How many promises stand where, the kept ones first."""
    counted = Counter(each.standing.state for each in promises)
    return ", ".join(f"{counted[state]} {state.value}" for state in PromiseState if counted[state])


def promise_year(promise: PromiseRow) -> int:
    """The academic year a promise belongs to: the one its period names, or the one in which the period ends."""
    named = WRITTEN_YEAR.search(promise.period)
    if named:
        return int(named.group(1))
    return academic_year(promise.period_ends_on) if promise.period_ends_on else 0


def months_of(lines: Iterable[Line]) -> tuple[MonthCount, ...]:
    """Due actions counted by month and by where they stand."""
    counted: dict[date, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if line.due_on:
            standing = line.due_state if line.due_state in {"finished", "late"} else "to_come"
            counted[line.due_on.replace(day=1)][standing] += 1
    return tuple(MonthCount(month, c["finished"], c["late"], c["to_come"]) for month, c in sorted(counted.items()))


def finding(months: Iterable[MonthCount]) -> str:
    """What the chart shows, as its title."""
    every = tuple(months)
    late, to_come = sum(month.late for month in every), sum(month.to_come for month in every)
    if not every:
        return "No action has a date yet"
    heaviest = max(every, key=lambda month: month.finished + month.late + month.to_come)
    held = heaviest.finished + heaviest.late + heaviest.to_come
    first = f"{words.count_of(late, 'action').capitalize()} late and {to_come} still to come"
    return f"{first}; the fullest month is {heaviest.first_day:%B %Y}, with {held}"


def _year(begins: int, promises: list[PromiseView], lines: list[Line], done: list[Achieved]) -> Year:
    periods: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        periods[promise.row.period].append(_promise(promise))
    return Year(
        title=f"September {begins} to August {begins + 1}" if begins else "No year given",
        anchor=f"year-{begins}",
        periods=tuple((period, tuple(held)) for period, held in periods.items()),
        months=tuple(_month(count) for count in months_of(lines)),
        bar=bar_of(lines),
        promised=_promised(promises),
        done=tuple(done_line(each) for each in done),
    )


def _promised(promises: list[PromiseView]) -> str:
    if not promises:
        return "Nothing promised"
    return f"Of {words.count_of(len(promises), 'promise')} {counts_in_words(promises)}"


def done_line(each: Achieved) -> Done:
    """A finished action as a line."""
    return Done(each.ref, each.text, reverse("action", args=[each.action_id]), each.on, each.is_evidence_unseen)


def _promise(found: PromiseView) -> Promise:
    state = found.standing.state
    return Promise(
        number=found.row.number,
        text=found.row.text,
        state=MARKS[state],
        word=state.value.capitalize(),
        says=found.standing.says,
        kept_by=tuple((each.ref, reverse("action", args=[each.action_id])) for each in found.kept_by),
        is_matched_by_words=any(not each.is_confirmed for each in found.kept_by),
        address=reverse("promise", args=[found.key]),
    )


def _month(count: MonthCount) -> Month:
    address = f"{reverse('plan')}?month={count.first_day:%Y-%m}#actions"
    return Month(f"{count.first_day:%B %Y}", count, address)

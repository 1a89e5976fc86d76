"""The cases behind a figure: the same filter that counted them, then only what the reader may know of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneplan.adapters import facts
from oneplan.answers.figures_rows import CaseBehind, CasesBehind, PeriodValue
from oneplan.answers.figures_shown import Shown, measure_words, shown_to
from oneplan.core.access import NotFound, Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.measures import Grain, Kind, Measure, Shape, Split
from oneplan.records import rights
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.figures.cases import actions_named, cases_named
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.measure_files import load_measures

NUMERATOR, DENOMINATOR, DIFFERENCE = "numerator", "denominator", "difference"
ACTIONS = "improvement_actions"
_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    on: date | None
    days: int | None


def cases_behind(
    measure_id: str,
    *,
    viewer: Viewer,
    which: str = NUMERATOR,
    part: str = "",
    first_day: date | None = None,
    page: int = 1,
    size: int = 0,
) -> CasesBehind:
    """The cases of one number, at most as many as it says; ``part`` is written as split:part.

    ``which`` may also ask for the difference: those looked at and not counted. With a ``size`` only one page is shown.
    Cases out of the reader's reach are counted and not shown. What is shown is audited. Raises NotAllowed for those
    whose role may not open cases, and NotFound for a figure that is not there.
    """
    measure = load_measures().by_id.get(measure_id)
    is_plan = measure is not None and measure.facts == ACTIONS
    role = rights.check(viewer, "plan-read" if is_plan else "figure-cases-read")
    shown = shown_to(viewer)
    if measure is None or shown is None or which not in (NUMERATOR, DENOMINATOR, DIFFERENCE):
        raise NotFound("There is no such figure here.", do="Start from the list of figures.")
    split, value = _part(measure, part)
    period = _period(measure, shown, first_day)
    found = _asked(measure, shown, period, which=which, split=split, part=value)
    within, is_pseudonym = _named(found, measure, viewer)
    rows = within[(page - 1) * size : page * size] if size else within
    if not is_plan:
        _note(measure, rows, role, viewer)
    return CasesBehind(
        measure=measure_words(measure, on=shown.run.as_of),
        which=which,
        part=value,
        part_title=split.title_of(value) if split else "",
        period=period.label,
        total=len(found),
        out_of_reach=len(found) - len(within),
        is_pseudonym=is_pseudonym,
        rows=rows,
        as_of=shown.run.as_of,
    )


def _part(measure: Measure, part: str) -> tuple[Split | None, str]:
    if not part:
        return None, ""
    name, _, value = part.partition(":")
    if name not in measure.splits:
        raise NotFound("This figure is not divided in that way.", do="Start from the figure's page.")
    return load_measures().splits[name], value


def _period(measure: Measure, shown: Shown, first_day: date | None) -> PeriodValue:
    if first_day is None:
        return shown.newest(measure)
    grains = [grain for grain in (Grain.YEAR, Grain.MONTH) if grain in measure.grains]
    for period in (each for grain in grains for each in shown.periods(measure, grain)):
        if period.first_day == first_day:
            return period
    raise NotFound("There is no figure for that period.", do="Start from the figure's page.")


def _asked(
    measure: Measure, shown: Shown, period: PeriodValue, *, which: str, split: Split | None, part: str
) -> list[_Found]:
    if which != DIFFERENCE:
        return _rows(measure, shown, period, which=which, split=split, part=part)
    counted = {each.key for each in _rows(measure, shown, period, which=NUMERATOR, split=split, part=part)}
    every = _rows(measure, shown, period, which=DENOMINATOR, split=split, part=part)
    return [each for each in every if each.key not in counted]


def _rows(
    measure: Measure, shown: Shown, period: PeriodValue, *, which: str, split: Split | None, part: str
) -> list[_Found]:
    from oneplan.analytics import rows_behind  # noqa: PLC0415 - a third of a second that other pages should not pay

    with facts.opened(shown.run.facts_key) as tables:
        last = period.last_day
        if measure.kind is Kind.GROWTH and which == DENOMINATOR:
            last = months_after(last, -_A_YEAR)
        rows = rows_behind(
            tables[measure.facts],
            measure,
            on=shown.run.as_of,
            first_day=period.first_day,
            last_day=last,
            parameters=load_rulebook().parameters,
            is_numerator=which == NUMERATOR,
            split=split,
            part=part,
        ).to_pyarrow()
    return [_Found(row["key"], row["on_day"], row["days"]) for row in rows.to_pylist()]


def _named(found: list[_Found], measure: Measure, viewer: Viewer) -> tuple[tuple[CaseBehind, ...], bool]:
    says = _on_says(measure)
    if measure.facts == ACTIONS:
        actions = actions_named([each.key for each in found])
        rows = (
            CaseBehind("", each.key, actions[each.key], each.on, says, each.days)
            for each in found
            if each.key in actions
        )
        return tuple(rows), False
    cases, is_pseudonym = cases_named([each.key for each in found], viewer=viewer)
    rows_of_cases = (
        CaseBehind(
            case_id="" if is_pseudonym else each.key,
            action_id="",
            name=cases[each.key].name,
            on=each.on,
            on_says=says,
            days=each.days,
            officer=cases[each.key].officer,
            setting=cases[each.key].setting,
        )
        for each in found
        if each.key in cases
    )
    return tuple(rows_of_cases), is_pseudonym


def _note(measure: Measure, rows: Iterable[CaseBehind], role: str, viewer: Viewer) -> None:
    ids = [each.case_id or each.name for each in rows]
    act = Act("read", "case", ids, role, route="figure-cases", details={"measure": measure.id})
    records_read(act, by=viewer)


def _on_says(measure: Measure) -> str:
    words = {
        "received_on": "request received",
        "decided_on": "decision told",
        "issued_on": "plan issued",
        "started_on": "plan begun",
        "ceased_on": "plan ceased",
    }
    return words.get(measure.dated_by, "due") if measure.shape is not Shape.NOW else "due"

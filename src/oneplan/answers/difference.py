"""Whether the work of a section or an action made a difference to a measure: an honest statement, with its range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from oneplan.answers import difference_words as words
from oneplan.answers import figures
from oneplan.answers.difference_rows import ActedOn, SeriesPoint, Statement, Verdict
from oneplan.answers.figures_rows import FigureView, LinkRow, PeriodValue
from oneplan.core.access import NotFound, Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.measures import Shape
from oneplan.core.measures.interrupted import Effect, Period, effect_of
from oneplan.records import rights
from oneplan.records.figures.queries import Expectation, expectations_of_plan
from oneplan.records.improvement import queries
from oneplan.records.improvement.finished import finished_days
from oneplan.records.improvement.rows import PlanTree
from oneplan.rulebook.difference_file import load_difference
from oneplan.rulebook.measure_files import load_measures

__all__ = ["ActedOn", "SeriesPoint", "Statement", "Verdict", "statement", "statements"]

_NOTHING_SAID = Expectation(None, None, None, None, None, None)
_MIX = "mix"
_MONTHS_OF_A_YEAR = 12


def statements(
    plan_id: str, *, viewer: Viewer, section: str = "", action: str = "", profile: str = ""
) -> tuple[Statement, ...]:
    """A statement for every measure linked to the plan, or to one section with its actions, or to one action.

    A ``profile`` asks for more care with small numbers than the reader's own role.
    """
    rights.check(viewer, "figure-read")
    links = figures.links_of(plan_id, viewer=viewer)
    teller = _Teller(plan_id, links, viewer, profile)
    wanted = [link for link in links if teller.stands_in(link, section=section, action=action)]
    return tuple(teller.statement(link) for link in wanted)


def statement(plan_id: str, link_id: int, *, viewer: Viewer) -> Statement:
    """The statement for one linked measure; raises NotFound where nothing is linked by that number."""
    rights.check(viewer, "figure-read")
    links = figures.links_of(plan_id, viewer=viewer)
    found = next((link for link in links if link.id == link_id), None)
    if found is None:
        raise NotFound("There is no such linked measure here.", do="Start from the list of differences.")
    return _Teller(plan_id, links, viewer).statement(found)


@dataclass(frozen=True, slots=True)
class _Series:
    """The periods that may be judged and shown, each in its place; the period of the work itself is left out."""

    periods: tuple[PeriodValue, ...]
    first_after: int
    left_out: int
    is_monthly: bool

    def place(self, period: PeriodValue) -> int:
        """Its place in the row of periods."""
        if not self.is_monthly:
            return period.first_day.year
        return period.first_day.year * _MONTHS_OF_A_YEAR + period.first_day.month - 1

    @property
    def before(self) -> tuple[PeriodValue, ...]:
        """The periods before the work."""
        return tuple(each for each in self.periods if self.place(each) < self.first_after)

    @property
    def after(self) -> tuple[PeriodValue, ...]:
        """The periods after it."""
        return tuple(each for each in self.periods if self.place(each) >= self.first_after)


class _Teller:
    """Holds what all statements of a plan share: its links, its actions and what is expected."""

    def __init__(self, plan_id: str, links: Sequence[LinkRow], viewer: Viewer, profile: str = "") -> None:
        self._viewer, self._profile = viewer, profile
        self._links = links
        self._tree: PlanTree = queries.plan_tree(plan_id, viewer=viewer)
        self._days = finished_days(plan_id)
        self._expected: Mapping[int, Expectation] = expectations_of_plan(plan_id)
        self._section_of = {row.id: row.section_slug for row in self._tree.actions}
        self._views: dict[str, FigureView] = {}

    def stands_in(self, link: LinkRow, *, section: str, action: str) -> bool:
        """Whether a link belongs to the place asked for; without one, every link does."""
        if action:
            return link.action_id == action
        return not section or section in (link.section, self._section_of.get(link.action_id, ""))

    def statement(self, link: LinkRow) -> Statement:
        """What can honestly be said of one link."""
        view, acted = self._view(link.line.measure.id), self._acted(link)
        expected = self._expected.get(link.id, _NOTHING_SAID)
        acts_from = expected.acts_from or min((each.on for each in acted), default=None)
        series = _series(view, acts_from)
        effect = _effect(series) if series and _is_asked(view) else None
        verdict, says, possible = self._judged(link, view, series, effect, acts_from)
        return Statement(
            link_id=link.id,
            section=link.section or self._section_of.get(link.action_id, ""),
            section_title=link.section_title,
            action_id=link.action_id,
            action_ref=link.action_ref,
            measure=view.measure,
            verdict=verdict,
            says=says,
            acts_from=acts_from,
            acts_says=words.acts_words(acts_from, expected, acted),
            before=len(series.before) if series else 0,
            after=len(series.after) if series else 0,
            amount=effect.amount if effect else None,
            low=effect.low if effect else None,
            high=effect.high if effect else None,
            possible_from=possible,
            expectation=expected,
            expected_says=words.expected_words(view, expected, link.expected_direction),
            others=self._others(link, view, series, expected, acted, acts_from),
            acted=acted,
            points=_points(view, series, effect),
            as_of=view.as_of,
        )

    def _judged(
        self, link: LinkRow, view: FigureView, series: _Series | None, effect: Effect | None, acts_from: date | None
    ) -> tuple[Verdict, str, date | None]:
        if not _is_asked(view):
            return Verdict.NOT_ASKED, words.not_asked_words(view.measure), None
        if acts_from is None or series is None:
            return Verdict.TOO_EARLY, words.NOTHING_FINISHED, None
        if effect is None:
            possible = _possible_from(series, acts_from)
            possible = possible if possible and possible > view.as_of else None
            sides = words.Sides(len(series.before), len(series.after), series.left_out, series.is_monthly)
            return Verdict.TOO_EARLY, words.too_early_words(sides, acts_from, possible), possible
        direction = link.expected_direction or view.measure.direction
        verdict = _verdict(effect, direction)
        return verdict, words.course_words(view.measure, effect, acts_from, verdict), None

    def _others(
        self,
        link: LinkRow,
        view: FigureView,
        series: _Series | None,
        expected: Expectation,
        acted: tuple[ActedOn, ...],
        acts_from: date | None,
    ) -> tuple[str, ...]:
        if series is None or acts_from is None or not _is_asked(view):
            return ()
        rules = load_difference()
        near = [
            each for each in self._acted_anywhere(view.measure.id) if abs((each.on - acts_from).days) <= rules.near_days
        ]
        mine = {each.action_id for each in acted}
        elsewhere = {each.section for each in self._links if each.line.measure.id == view.measure.id} - {
            link.section,
            "",
        }
        return words.other_explanations(
            view,
            words.Surroundings(
                near=tuple(each.ref for each in near if each.action_id not in mine),
                together=tuple(each.ref for each in acted if abs((each.on - acts_from).days) <= rules.near_days),
                elsewhere=len(elsewhere),
                before=series.before,
                after=series.after,
                left_out=series.left_out,
                is_monthly=series.is_monthly,
                acts_from=acts_from,
                said_on=expected.said_on,
            ),
        )

    def _view(self, measure: str) -> FigureView:
        if measure not in self._views:
            self._views[measure] = figures.figure(measure, viewer=self._viewer, profile=self._profile)
        return self._views[measure]

    def _acted(self, link: LinkRow) -> tuple[ActedOn, ...]:
        """The actions behind a link that were finished on a known day, the earliest first."""
        mine = {link.action_id} if link.action_id else {a for a, s in self._section_of.items() if s == link.section}
        return self._finished(mine)

    def _acted_anywhere(self, measure: str) -> tuple[ActedOn, ...]:
        sections = {each.section for each in self._links if each.line.measure.id == measure} - {""}
        actions = {each.action_id for each in self._links if each.line.measure.id == measure} - {""}
        return self._finished(actions | {a for a, s in self._section_of.items() if s in sections})

    def _finished(self, ids: Iterable[str]) -> tuple[ActedOn, ...]:
        wanted = set(ids)
        found = (
            ActedOn(row.id, row.ref, row.text, day)
            for row in self._tree.actions
            if row.id in wanted and (day := self._days.get(row.id)) is not None
        )
        return tuple(sorted(found, key=lambda each: (each.on, each.ref)))


def _is_asked(view: FigureView) -> bool:
    """A mix has no one number, and a stock carries its past with it: neither has a before and an after."""
    defined = load_measures().by_id.get(view.measure.id)
    return view.measure.kind != _MIX and (defined is None or defined.shape is not Shape.STOCK)


def _series(view: FigureView, acts_from: date | None) -> _Series | None:
    """Months where the measure has them, else years; a period in which the work fell belongs to neither side.

    Periods from before the measure last changed its meaning are not set beside those since.
    """
    if acts_from is None:
        return None
    is_monthly = bool(view.months)
    means_from = max(view.meaning_changed, default=date.min)
    periods = [each for each in (view.months or view.years) if each.first_day >= means_from]
    mixed = [each for each in periods if each.first_day < acts_from <= each.last_day]
    judged = [each for each in periods if each.is_judged and each.value.amount is not None and each not in mixed]
    over = [each for each in periods if each.is_whole and each not in mixed]
    at = months_after(acts_from.replace(day=1), 0 if acts_from.day == 1 else 1)
    yearly = acts_from.year if (acts_from.month, acts_from.day) == (1, 1) else acts_from.year + 1
    first_after = at.year * _MONTHS_OF_A_YEAR + at.month - 1 if is_monthly else yearly
    return _Series(tuple(judged), first_after, len(over) - len(judged), is_monthly)


def _effect(series: _Series) -> Effect | None:
    periods = tuple(
        (series.place(each), float(each.value.amount), each.value.denominator)
        for each in series.periods
        if each.value.amount is not None
    )
    return _reckoned(periods, series.first_after)


@lru_cache(maxsize=512)
def _reckoned(periods: tuple[tuple[int, float, int | None], ...], first_after: int) -> Effect | None:
    return effect_of([Period(*each) for each in periods], first_after, load_difference().series)


def _verdict(effect: Effect, direction: str) -> Verdict:
    if not effect.is_clear:
        return Verdict.NO_CLEAR_CHANGE
    if direction not in ("up", "down"):
        return Verdict.DIFFERENT
    return Verdict.BETTER if (effect.amount > 0) is (direction == "up") else Verdict.WORSE


def _possible_from(series: _Series, acts_from: date) -> date | None:
    """The day from which a statement can be made, if no further period is hidden; none where the past is too short."""
    rules = load_difference().series
    if len(series.before) < rules.fewest_before:
        return None
    months = 1 if series.is_monthly else _MONTHS_OF_A_YEAR
    start = acts_from.replace(day=1) if series.is_monthly else date(acts_from.year, 1, 1)
    waited = rules.fewest_after + (0 if start == acts_from else 1)
    return months_after(start, months * waited)


def _points(view: FigureView, series: _Series | None, effect: Effect | None) -> tuple[SeriesPoint, ...]:
    periods = [each for each in (view.months or view.years) if each.is_whole]
    if series is None:
        return tuple(_point(each, is_after=False) for each in periods)
    judged = {each.first_day for each in series.periods}
    led = dict(zip((each.first_day for each in series.after), effect.expected, strict=True)) if effect else {}
    return tuple(
        _point(
            each,
            is_after=series.place(each) >= series.first_after,
            is_judged=each.first_day in judged,
            expected=led.get(each.first_day),
        )
        for each in periods
    )


def _point(each: PeriodValue, *, is_after: bool, is_judged: bool = True, expected: float | None = None) -> SeriesPoint:
    amount = float(each.value.amount) if each.value.amount is not None and is_judged else None
    said = each.value.words if amount is not None or each.value.words else "not shown"
    return SeriesPoint(each.last_day, each.label, amount, said, is_after, expected)

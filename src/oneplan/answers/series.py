"""Measures kept by hand as their own pages show them: who owes what by when, what is missing, every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.answers.figures_lines import line_of
from oneplan.answers.figures_manual import is_by_hand, manual_line, owed_says, served_by
from oneplan.answers.figures_rows import FigureLine, ShownValue
from oneplan.answers.figures_shown import profile_for, shown_to
from oneplan.answers.series_shown import Key, shown_values
from oneplan.answers.series_values import Known, Point, cycle_for, is_told_by_a_room, known_on, points_of
from oneplan.core.access import NotFound, Viewer
from oneplan.core.measures.catalogue import CatalogueMeasure
from oneplan.core.measures.manual import Cycle, SeriesPeriod, period_holding, periods_until, result_in_words, result_of
from oneplan.core.measures.phrases import LinePart
from oneplan.core.measures.printed import PrintedFigure, printed_in
from oneplan.records import rights
from oneplan.records.improvement import queries as plans
from oneplan.records.improvement.models import ImportLine, PlanImport
from oneplan.records.improvement.models.plan_import import ImportState
from oneplan.records.series import queries
from oneplan.records.series.keys import line_key
from oneplan.records.series.rows import DefinitionRow, DutyRow, PrintedRow, ValueRow
from oneplan.rulebook.catalogue_files import load_catalogue, load_lines, load_series
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.printed_files import load_printed

__all__ = [
    "Bullet",
    "HistoryRow",
    "Owed",
    "SeriesLine",
    "SeriesOverview",
    "SeriesPage",
    "StandsOn",
    "bullets_of",
    "entered_of",
    "one_series",
    "printed_in_plan",
    "series_overview",
]


@dataclass(frozen=True, slots=True)
class Owed:
    """A period whose value has not come, and the day by which it should have."""

    period: SeriesPeriod
    due_on: date
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One measure kept by hand in the list."""

    measure: CatalogueMeasure
    who: str
    cycle: Cycle
    has_duty: bool
    newest: FigureLine
    owed: tuple[Owed, ...]
    next_due: Owed | None
    chased_on: date | None
    is_from_a_room: bool
    is_in_plan: bool

    @property
    def overdue(self) -> tuple[Owed, ...]:
        """What should have come by now from whoever was named; nobody is late with what nobody was asked for."""
        return tuple(each for each in self.owed if each.is_overdue and self.has_duty)

    @property
    def has_value(self) -> bool:
        """Whether anybody ever supplied a value."""
        return self.newest.value.reason != "none"


@dataclass(frozen=True, slots=True)
class SeriesOverview:
    """Every measure kept by hand, in the groups of the catalogue."""

    groups: tuple[tuple[str, tuple[SeriesLine, ...]], ...]
    may_write: bool

    @property
    def lines(self) -> tuple[SeriesLine, ...]:
        """All of them."""
        return tuple(line for _, lines in self.groups for line in lines)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A value as it was supplied, shown as far as the reader may see it."""

    row: ValueRow
    label: str
    words: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One measure kept by hand with all that is known of it."""

    line: SeriesLine
    duty: DutyRow | None
    definitions: tuple[DefinitionRow, ...]
    history: tuple[HistoryRow, ...]
    printed: tuple[PrintedRow, ...]
    recent: tuple[SeriesPeriod, ...]
    standing: Mapping[Key, Point]
    may_supply: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class StandsOn:
    """A measure that a line of a plan stands on, with its newest value or the words that it is missing."""

    catalogue: str
    line: FigureLine | None
    says: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a plan with the measures it stands on."""

    section: str
    part: LinePart
    text: str
    measures: tuple[StandsOn, ...]
    chosen_by: str


def series_overview(*, viewer: Viewer, plan_id: str = "") -> SeriesOverview:
    """Every measure kept by hand: who supplies it, its newest value, what is missing and what is overdue."""
    rights.check(viewer, "figure-read")
    in_plan = _named_by(plan_id) if plan_id else frozenset()
    maker = _Maker(viewer, in_plan, known_on(viewer.on))
    return SeriesOverview(
        groups=tuple(
            (group, found)
            for group in load_catalogue().groups
            if (found := tuple(maker.line(each) for each in load_catalogue().in_group(group) if each.is_manual))
        ),
        may_write=rights.may(viewer, "series-write"),
    )


def one_series(measure_id: str, *, viewer: Viewer) -> SeriesPage:
    """One measure kept by hand; raises NotFound for one that is not in the catalogue or that the records reckon."""
    rights.check(viewer, "figure-read")
    if not is_by_hand(measure_id):
        raise NotFound("No measure of that name is kept by hand.", do="Start from the list of measures kept by hand.")
    measure = load_catalogue().measure(measure_id)
    known = known_on(viewer.on)
    duty = known.duties.get(measure_id)
    line = _Maker(viewer, frozenset(), known).line(measure)
    owners = {duty.role if duty and duty.role else measure.supplier}
    if duty and duty.person_id is not None and duty.person_id == viewer.user_id:
        owners |= viewer.owner_roles
    may_supply = not line.is_from_a_room and rights.may(viewer, "series-supply", owner_roles=owners)
    return SeriesPage(
        line=line,
        duty=duty,
        definitions=known.definitions.get(measure_id, ()),
        history=_history(measure, viewer, known),
        printed=tuple(each for each in queries.printed() if each.measure == measure_id),
        recent=_recent(line.cycle, viewer.on),
        standing={(each.part, each.period.first_day): each for each in points_of(measure, known)},
        may_supply=may_supply,
        may_write=rights.may(viewer, "series-write"),
    )


def bullets_of(plan_id: str, *, viewer: Viewer, section: str = "", profile: str = "") -> tuple[Bullet, ...]:
    """The lines of a plan, or of one section, each on its measures: what the record holds, else who owes it."""
    rights.check(viewer, "plan-read")
    tree = plans.plan_tree(plan_id, viewer=viewer)
    titles = {row.slug: row for row in tree.sections}
    matched = {(row.section, row.part, line_key(row.text)): row for row in queries.lines(plan_id, section=section)}
    teller = _Teller(viewer, profile)
    found = []
    for part, lines in ((LinePart.ASSESS, tree.measures), (LinePart.SEE, tree.impacts)):
        for line in lines:
            if section and line.section != section:
                continue
            row = matched.get((line.section, part, line_key(line.text)))
            above: list[str] = []
            slug = line.section
            while slug in titles and len(above) < len(titles):
                above.append(titles[slug].title)
                slug = titles[slug].parent
            names = row.measures if row else load_lines().measures_of(line.text, part, above)
            stands_on = tuple(teller.stands_on(name) for name in names)
            found.append(Bullet(line.section, part, line.text, stands_on, row.chosen_by if row else ""))
    return tuple(found)


def printed_in_plan(plan_id: str, *, viewer: Viewer) -> tuple[PrintedFigure, ...]:
    """The figures that the document of a plan prints, read from the lines of its last import."""
    rights.check(viewer, "series-write")
    last = PlanImport.objects.filter(plan__public_id=plan_id, state=ImportState.APPLIED).order_by("-applied_at").first()
    if last is None:
        return ()
    rows = ImportLine.objects.filter(plan_import=last).order_by("line").values_list("line", "text")
    return printed_in(tuple(rows), load_printed(), load_series().respondents)


def entered_of(plan_id: str, *, viewer: Viewer) -> frozenset[tuple[str, str, str]]:
    """The printed figures of a plan that were entered, by measure, part and first day."""
    rights.check(viewer, "series-write")
    return frozenset((each.measure, each.part, each.first_day.isoformat()) for each in queries.printed(plan_id))


class _Maker:
    """Makes lines of the list from what is read once for all of them."""

    def __init__(self, viewer: Viewer, in_plan: frozenset[str], known: Known) -> None:
        self._on, self._in_plan, self._known = viewer.on, in_plan, known
        self._profile = profile_for(viewer)

    def line(self, measure: CatalogueMeasure) -> SeriesLine:
        duty = self._known.duties.get(measure.id)
        cycle, told = cycle_for(measure, duty), is_told_by_a_room(measure)
        owed = () if told else self._owed(measure, duty, cycle)
        return SeriesLine(
            measure=measure,
            who=duty.who if duty else measure.supplier,
            cycle=cycle,
            has_duty=duty is not None,
            newest=manual_line(measure.id, profile=self._profile, known=self._known),
            owed=owed,
            next_due=next((each for each in owed if not each.is_overdue), None),
            chased_on=duty.chased_on if duty else None,
            is_from_a_room=told,
            is_in_plan=measure.id in self._in_plan,
        )

    def _owed(self, measure: CatalogueMeasure, duty: DutyRow | None, cycle: Cycle) -> tuple[Owed, ...]:
        """The periods without a value: since the first value or the first day of the duty, at most a few back."""
        rows = [row for row in self._known.values.get(measure.id, ()) if row.is_standing]
        have = {row.first_day for row in rows}
        begins = [row.first_day for row in rows] + ([duty.first_day] if duty else [])
        over = periods_until(cycle, self._on, load_series().periods_looked_back)
        # Before anybody supplied or owed a value, only the newest period is asked for.
        since = min(begins) if begins else over[-1].first_day
        over = tuple(each for each in over if each.last_day >= since)
        days = duty.due_days if duty else cycle.due_days
        missing = [each for each in over if each.first_day not in have]
        return tuple(Owed(each, each.due_on(days), each.due_on(days) < self._on) for each in missing)


class _Teller:
    """Tells what a measure of the catalogue stands at, whoever holds it."""

    def __init__(self, viewer: Viewer, profile: str) -> None:
        self._on = viewer.on
        self._profile = profile_for(viewer, profile=profile)
        self._reads = rights.may(viewer, "figure-read")
        self._shown = shown_to(viewer, profile=profile) if self._reads else None
        self._known = known_on(viewer.on)
        self._told: dict[str, StandsOn] = {}

    def stands_on(self, name: str) -> StandsOn:
        if name not in self._told:
            self._told[name] = self._tell(load_catalogue().measure(name))
        return self._told[name]

    def _tell(self, measure: CatalogueMeasure) -> StandsOn:
        if not self._reads:
            return StandsOn(measure.id, None, "Your role reads no figures.")
        if measure.computed:
            if self._shown is None:
                return StandsOn(measure.id, None, "No figure has been worked out yet.")
            line = line_of(load_measures().measure(served_by(measure.id)), self._shown)
            return StandsOn(measure.id, line, line.value.says)
        duty = self._known.duties.get(measure.id)
        line = manual_line(measure.id, profile=self._profile, known=self._known)
        if line.value.reason == "none" and not is_told_by_a_room(measure):
            return StandsOn(measure.id, line, owed_says(measure, duty, cycle_for(measure, duty), on=self._on))
        return StandsOn(measure.id, line, line.value.says)


def _named_by(plan_id: str) -> frozenset[str]:
    return frozenset(name for row in queries.lines(plan_id) for name in row.measures)


def _history(measure: CatalogueMeasure, viewer: Viewer, known: Known) -> tuple[HistoryRow, ...]:
    """Every value, the newest period first and within it the newest word first; hidden where the value is."""
    rows = known.values.get(measure.id, ())
    points = points_of(measure, known)
    shown = shown_values(measure, points, profile_for(viewer))
    labels = {each.period.first_day: each.period.label for each in points}
    made = [
        HistoryRow(
            row=row,
            label=labels.get(row.first_day, f"{row.first_day:%B %Y}"),
            words=_words(measure, row, shown.get((row.part, row.first_day))),
            is_first=not row.supersedes,
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda each: (each.row.first_day, each.row.at), reverse=True))


def _words(measure: CatalogueMeasure, row: ValueRow, shown: ShownValue | None) -> str:
    if row.is_withdrawn:
        return "Taken back"
    if shown is not None and not shown.is_shown:
        return "Not shown"
    result: Decimal | None = result_of(measure, row.value)
    return result_in_words(measure, result) if result is not None else "Nothing to divide by"


def _recent(cycle: Cycle, on: date) -> tuple[SeriesPeriod, ...]:
    """The periods for which a value may be supplied now, the newest first."""
    over = periods_until(cycle, on, load_series().periods_looked_back)
    running = period_holding(cycle, on)
    return (running, *reversed(over)) if cycle.is_within and running not in over else tuple(reversed(over))

"""The newest figures under one profile: what is shown, what is hidden and why, in words."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from oneplan.answers.figures_covered import covered
from oneplan.answers.figures_rows import Breakdown, FigureLine, MeasureWords, PartValue, PeriodValue, ShownValue
from oneplan.core.access import Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.kernel import Problem
from oneplan.core.measures import Grain, Kind, Measure, Reckoned, Split, Value, amount, amount_in_words
from oneplan.core.measures.profiles import Profile
from oneplan.core.measures.tables_shown import hidden_of, met_of, tables_of, whole_of
from oneplan.records import rights
from oneplan.records.figures import queries
from oneplan.records.figures.queries import RunRow
from oneplan.records.returns.queries import first_year_applied
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.measure_files import load_measures

OPERATIONAL, BOARD, PUBLIC = "operational", "board", "public"
_HIDDEN, _FEW, _NONE = "hidden", "few", "none"
_A_YEAR = 12


@dataclass(frozen=True)
class Shown:
    """One run under one profile."""

    run: RunRow
    profile: Profile
    figures: tuple[Reckoned, ...]

    @cached_property
    def lines(self) -> dict[str, FigureLine]:
        """Lines of lists that were made already, by measure: every page of the plan shows some of them."""
        return {}

    @cached_property
    def hidden(self) -> frozenset[Hashable]:
        """The cells that the profile hides, worked out over all figures of the run at once."""
        book = load_measures()
        return hidden_of(tables_of(self.figures, book.by_id, book.splits), self.profile)

    @cached_property
    def by_measure(self) -> dict[str, list[Reckoned]]:
        """Figures by measure."""
        found: dict[str, list[Reckoned]] = {}
        for each in self.figures:
            found.setdefault(each.measure, []).append(each)
        return found

    def newest(self, measure: Measure) -> PeriodValue:
        """The value that is shown first: today's, or that of the last year that is over, else of the one running."""
        of_it = [each for each in self.by_measure.get(measure.id, ()) if not each.split]
        found = [each for each in of_it if each.grain is measure.headline]
        whole = [each for each in found if _is_whole(each) and measure.waits_on != measure.id]
        whole = [each for each in whole if self._is_settled(measure, each)] or whole
        last = max(whole or found, key=lambda each: each.first_day, default=None)
        return self._period(measure, last) if last else self._nothing(measure)

    def periods(self, measure: Measure, grain: Grain) -> tuple[PeriodValue, ...]:
        """The series of one grain, the oldest first; a count of a month in which nothing was counted is nought."""
        found = {
            each.first_day: each
            for each in self.by_measure.get(measure.id, ())
            if each.grain is grain and not each.split
        }
        if not found or grain not in measure.grains:
            return ()
        # A stock has no figure of a month that is not over: nothing is missing there.
        last = self.run.as_of if measure.kind is Kind.COUNT else max(found)
        return tuple(
            self._period(measure, found.get(day) or self._empty(measure, grain, day))
            for day in _starts(min(found), last, grain)
        )

    def breakdown(self, measure: Measure, split: Split) -> Breakdown:
        """The newest value divided into the parts of a split, in the order in which they are listed."""
        newest = self.newest(measure)
        parts = [
            each
            for each in self.by_measure.get(measure.id, ())
            if each.split == split.id and each.grain is measure.headline and each.first_day == newest.first_day
        ]
        ordered = sorted(parts, key=lambda each: (split.place(each.part), each.part))
        return Breakdown(
            split=split.id,
            title=split.title,
            period=newest.label,
            parts=tuple(PartValue(each.part, split.title_of(each.part), self.value(measure, each)) for each in ordered),
        )

    def value(self, measure: Measure, each: Reckoned) -> ShownValue:
        """One figure as the profile shows it."""
        top, bottom = each.value.numerator, each.value.denominator
        if amount(measure, each.value) is None:
            return ShownValue("", None, top, bottom, _NONE, _nothing_says(measure))
        if self.profile.hides_nothing or not measure.is_about_people:
            return ShownValue(amount_in_words(measure, each.value), amount(measure, each.value), top, bottom)
        return self._careful(measure, each)

    def _careful(self, measure: Measure, each: Reckoned) -> ShownValue:
        hidden = self._is_hidden(measure, each)
        base = each.value.denominator if measure.kind in (Kind.SHARE, Kind.MEAN) else None
        if measure.kind is Kind.LONGEST:
            base = self._how_many(measure, each)
        is_few = base is not None and base < self.profile.fewest_for_a_share
        shown_base = None if hidden or base is None else self.profile.rounded(base)
        if hidden or is_few:
            why = _HIDDEN if hidden else _FEW
            return ShownValue(
                "", None, None, shown_base if measure.kind is Kind.SHARE else None, why, _why(why, self.profile)
            )
        return self._rounded(measure, each.value)

    def _rounded(self, measure: Measure, value: Value) -> ShownValue:
        top, bottom = value.numerator, value.denominator
        if measure.kind not in (Kind.MEAN, Kind.LONGEST):
            top = None if top is None else self.profile.rounded(top)
            bottom = None if bottom is None else self.profile.rounded(bottom)
        exact = Value(top, bottom)
        if measure.kind is Kind.MEAN:  # the sum of days would let the number behind it be reckoned exactly
            return ShownValue(amount_in_words(measure, exact), amount(measure, exact), None, None)
        return ShownValue(amount_in_words(measure, exact), amount(measure, exact), top, bottom)

    def _is_hidden(self, measure: Measure, each: Reckoned) -> bool:
        if whole_of(measure, each) in self.hidden or met_of(measure, each) in self.hidden:
            return True
        if measure.kind is Kind.GROWTH:
            top, bottom = each.value.numerator or 0, each.value.denominator or 0
            return (
                self.profile.is_small(top) or self.profile.is_small(bottom) or self.profile.is_small(abs(top - bottom))
            )
        return False

    def _how_many(self, measure: Measure, each: Reckoned) -> int:
        """How many rows the longest was found among: the base of the mean over the same rows."""
        for other in load_measures().measures:
            if other.whole == measure.whole and other.kind is Kind.MEAN:
                for found in self.by_measure.get(other.id, ()):
                    if (found.grain, found.first_day, found.part) == (each.grain, each.first_day, each.part):
                        return found.value.denominator or 0
        return 0

    def _period(self, measure: Measure, each: Reckoned) -> PeriodValue:
        return PeriodValue(
            first_day=each.first_day,
            last_day=each.last_day,
            label=period_in_words(each.grain, each.first_day, each.last_day, self.run.as_of),
            value=self.value(measure, each),
            is_whole=_is_whole(each),
            is_settled=self._is_settled(measure, each),
            waiting=self._waiting_shown(measure, each),
        )

    def _waiting(self, measure: Measure, each: Reckoned) -> Reckoned | None:
        """The figure that tells how many of a period still wait for a decision."""
        if not measure.waits_on:
            return None
        place = (each.grain, each.first_day, each.split, each.part)
        return self._by_place.get((measure.waits_on, *place))

    @cached_property
    def _by_place(self) -> dict[Hashable, Reckoned]:
        return {(each.measure, each.grain, each.first_day, each.split, each.part): each for each in self.figures}

    def _is_settled(self, measure: Measure, each: Reckoned) -> bool:
        waiting = self._waiting(measure, each)
        if waiting is None or measure.waits_on == measure.id:
            return waiting is None
        share = amount(load_measures().measure(waiting.measure), waiting.value)
        return share is None or share <= load_measures().chart_rules.most_waiting

    def _waiting_shown(self, measure: Measure, each: Reckoned) -> int | None:
        waiting = self._waiting(measure, each)
        if waiting is None or waiting.measure == measure.id:
            return None
        return self.value(load_measures().measure(waiting.measure), waiting).numerator

    def _nothing(self, measure: Measure) -> PeriodValue:
        on = self.run.as_of
        is_count = measure.kind is Kind.COUNT and bool(self._has_facts(measure))
        empty = self._empty(measure, measure.headline, on if measure.headline is Grain.DAY else date(on.year, 1, 1))
        label = period_in_words(empty.grain, empty.first_day, empty.last_day, on)
        if is_count:
            return self._period(measure, empty)
        value = ShownValue("", None, None, None, _NONE, _nothing_says(measure))
        return PeriodValue(empty.first_day, empty.last_day, label, value, is_whole=_is_whole(empty))

    def _has_facts(self, measure: Measure) -> bool:
        facts = {each.id for each in load_measures().measures if each.facts == measure.facts}
        return any(each.measure in facts for each in self.figures)

    def _empty(self, measure: Measure, grain: Grain, first: date) -> Reckoned:
        nought = 0 if measure.kind is Kind.COUNT else None
        last = min(_last_day(grain, first), self.run.as_of)
        return Reckoned("", measure.id, grain, first, last, "", "", Value(nought, None))


def profile_of(viewer: Viewer) -> Profile:
    """How carefully figures are shown to somebody: openly to those who may open the cases, else by their role."""
    if rights.may(viewer, "figure-cases-read"):
        return load_measures().profile(OPERATIONAL)
    return load_measures().profile(BOARD if rights.may(viewer, "figure-read") else PUBLIC)


def shown_to(viewer: Viewer, *, profile: str = "") -> Shown | None:
    """The newest figures as somebody may see them, or none before the first run; a profile may ask for more care."""
    run = queries.newest_run()
    return _shown(run, _as_careful(profile_of(viewer), profile), first_year_applied()) if run else None


def shown_of_run(run_id: int | None, profile: str) -> Shown | None:
    """The figures of one reckoning under a profile, or none where it is gone: what was printed can be read again."""
    run = next((each for each in queries.runs() if each.id == run_id), None)
    return _shown(run, load_measures().profile(profile), first_year_applied()) if run else None


def profile_for(viewer: Viewer, *, profile: str = "") -> Profile:
    """The profile under which somebody sees figures, which a paper may make more careful."""
    return _as_careful(profile_of(viewer), profile)


def _as_careful(own: Profile, profile: str) -> Profile:
    """The profile asked for, which may hide more than the reader's own and never less."""
    asked = load_measures().profile(profile) if profile else own
    care = [(each.fewest_shown, each.fewest_for_a_share, each.rounded_to) for each in (own, asked)]
    if any(less > more for less, more in zip(*care, strict=True)):
        raise Problem(
            f"Figures “{asked.title.lower()}” may not be opened here.",
            why="They would show numbers that this reader is not shown.",
            do="Ask for a version that hides as much, or more.",
        )
    return asked


def measure_words(measure: Measure, *, on: date) -> MeasureWords:
    """A measure as a page explains it, with the law that it rests on as it stands on a day."""
    parameters = load_rulebook().parameters
    law = tuple(
        f"{parameters[name].title}: {parameters[name].number(on)} {parameters[name].unit.value}"
        for name in measure.limits
    )
    return MeasureWords(
        id=measure.id,
        catalogue=measure.catalogue,
        title=measure.title,
        group=measure.group,
        definition=measure.definition,
        numerator=measure.numerator,
        denominator=measure.denominator,
        unit=measure.unit,
        direction=measure.direction.value,
        kind=measure.kind.value,
        source=measure.source,
        status=measure.status.value,
        checked_on=measure.checked_on,
        note=measure.note,
        law=law,
    )


def period_in_words(grain: Grain, first: date, last: date, as_of: date) -> str:
    """A period as a person says it; one that is still running says so."""
    if grain is Grain.DAY:
        return f"on {last.day} {last:%B %Y}"
    said = f"{first:%B %Y}" if grain is Grain.MONTH else str(first.year)
    is_running = last == as_of and last < _last_day(grain, first)
    return f"{said} so far" if is_running else said


@lru_cache(maxsize=6)
def _shown(run: RunRow, profile: Profile, first_return: int | None) -> Shown:
    return Shown(run, profile, covered(queries.figures_of(run.id), load_measures(), first_return))


def _is_whole(each: Reckoned) -> bool:
    return each.last_day == _last_day(each.grain, each.first_day)


def _last_day(grain: Grain, first: date) -> date:
    months = {Grain.DAY: 0, Grain.MONTH: 1, Grain.YEAR: _A_YEAR}[grain]
    return months_after(first, months) - timedelta(days=1) if months else first


def _starts(first: date, on: date, grain: Grain) -> list[date]:
    step = {Grain.MONTH: 1, Grain.YEAR: _A_YEAR}.get(grain)
    if step is None:
        raise Problem("A day is not followed by other days here.", do="Ask for months or years.")
    days = [first]
    while (after := months_after(days[-1], step)) <= on:
        days.append(after)
    return days


def _nothing_says(measure: Measure) -> str:
    return {
        Kind.SHARE: "Nothing in this period to take a share of.",
        Kind.MEAN: "Nothing in this period to average.",
        Kind.LONGEST: "Nothing is overdue that the record could tell.",
        Kind.GROWTH: "There is no earlier number to set it against.",
    }.get(measure.kind, "Nothing is on record to count.")


def _why(reason: str, profile: Profile) -> str:
    if reason == _HIDDEN:
        return "Not shown: the number is so small, or so close to one that is, that it could tell who is meant."
    return f"Not shown: a share or average of fewer than {profile.fewest_for_a_share} says little and could tell much."

"""A measure beside other places: England, the region and the middle of its areas, each with year and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from oneplan.answers.figures_rows import Comparator
from oneplan.core.measures import Kind, Measure, PublishedSeries, Value, amount, amount_in_words, number_in_words
from oneplan.core.measures.published import OfficialFigure
from oneplan.records.figures import queries
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.published_files import load_published, load_regions

Rows = Mapping[tuple[str, str, str], OfficialFigure]
COUNTRY = "England"
_YEARS_SHOWN = 2
_FEWEST_AREAS = 5
_IS_A_SIZE = (Kind.COUNT,)


def comparators_of(measure: Measure) -> tuple[Comparator, ...]:
    """The official figures to set beside the measure, newest first; what was loaded goes before what is shipped."""
    series = measure.published
    if series is None or measure.kind is Kind.MIX:
        return ()
    rows = {(each.area, each.year, each.series): each for each in (*load_published(), *queries.published(series.names))}
    region = load_measures().home_region
    found = [*_of_a_place(measure, series, COUNTRY, rows), *_of_a_place(measure, series, region, rows)]
    return (*found, *_middle(measure, series, region, rows))


def _of_a_place(measure: Measure, series: PublishedSeries, area: str, rows: Rows) -> Sequence[Comparator]:
    years = sorted({year for place, year, _ in rows if place == area}, reverse=True)
    found = (_comparator(measure, series, area, year, rows) for year in years)
    return [each for each in found if each is not None][:_YEARS_SHOWN]


def _middle(measure: Measure, series: PublishedSeries, region: str, rows: Rows) -> Iterable[Comparator]:
    """The median of the region's areas for the newest year; the size of an area says nothing about another's."""
    if measure.kind in _IS_A_SIZE:
        return
    members = load_regions().get(region, ())
    newest = max((year for place, year, _ in rows if place in members), default="")
    found = [one for area in members if (one := _comparator(measure, series, area, newest, rows)) is not None]
    if len(found) < _FEWEST_AREAS:
        return
    middle = median(each.amount for each in found)
    name = f"Middle of {len(found)} areas of the {region}"
    yield Comparator(name, newest, number_in_words(measure, middle), middle, found[0].source, found[0].note)


def _comparator(measure: Measure, series: PublishedSeries, area: str, year: str, rows: Rows) -> Comparator | None:
    top = rows.get((area, year, series.numerator))
    before = str(int(year) - 1) if measure.kind is Kind.GROWTH and year.isdigit() else year
    bottom = rows.get((area, before, series.denominator)) if series.denominator else None
    note = f"at {series.year_is} {year}" if series.year_is != "calendar year" else ""
    if top is not None and (bottom is not None or not series.denominator):
        exact = Value(int(top.value), int(bottom.value) if bottom else None)
        number = amount(measure, exact)
        if number is not None:
            return Comparator(area, year, amount_in_words(measure, exact), number, top.source, note)
    value = rows.get((area, year, series.value))
    if value is None:
        return None
    number = Decimal(str(value.value))
    return Comparator(area, year, number_in_words(measure, number), number, value.source, note)

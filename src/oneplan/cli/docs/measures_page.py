"""Every measure as a page: what it counts, over which period, by which law, how it may be shown and beside what."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from oneplan.cli.docs.law_pages import law_day
from oneplan.cli.docs.markdown import bullets, code, page, table
from oneplan.core.measures import Direction, Grain, Kind, Measure, Shape, Split
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.published_files import load_published

if TYPE_CHECKING:
    from oneplan.core.pathways import Rules
    from oneplan.rulebook.measure_files import MeasureBook

PERIODS = {
    Shape.FLOW: "what happened in the period",
    Shape.STOCK: "what is there on the last day of the period",
    Shape.NOW: "what is open on the day of reading",
}
GRAINS = {Grain.DAY: "day", Grain.MONTH: "month", Grain.YEAR: "calendar year"}
BETTER = {
    Direction.UP: "higher is better",
    Direction.DOWN: "lower is better",
    Direction.CONTEXT: "neither way is better by itself",
}


def measures_page(rules: Rules) -> str:
    """Every measure under its group, then the ways of splitting and of hiding."""
    book = load_measures()
    parts = []
    for group, found in groupby(book.measures, key=lambda each: each.group):
        parts += [f"## {group}", *(_measure(each, book, rules) for each in found)]
    return page(
        "Measures",
        f"{len(book.measures)} measures. Each is defined once and reckoned, listed case by case and shown by that "
        "definition. Verified: the Department's definition was read. Reading: where it is not published, ours.",
        *parts,
        "## Ways of splitting",
        bullets(f"**{each.title}**: {', '.join(each.parts.values()) or 'as recorded'}." for each in _splits(book)),
        "## Small numbers",
        bullets(f"**{each.title}.** {each.says}" for each in book.profiles.values()),
        "## When a chart speaks",
        f"From {book.chart_rules.fewest_points} periods on: a period outside the range of chance, "
        f"{book.chart_rules.one_side} in a row on one side of the average, or {book.chart_rules.trending} in a row "
        f"that all rise or all fall. Figures are kept for {book.months_kept} months and {book.years_kept} years.",
    )


def _splits(book: MeasureBook) -> list[Split]:
    return [book.splits[name] for name in sorted(book.splits)]


def _measure(measure: Measure, book: MeasureBook, rules: Rules) -> str:
    rows = [
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator or "none: it is a number, not a share"),
        ("Period", f"{PERIODS[measure.shape]}, by {' and '.join(GRAINS[each] for each in measure.grains)}"),
        ("Law", _law(measure, rules)),
        ("Direction", BETTER[measure.direction]),
        ("Split by", ", ".join(book.splits[name].title.lower() for name in measure.splits)),
        ("Part of", book.by_id[measure.part_of].title if measure.part_of else ""),
        ("Beside it", _beside(measure)),
        ("In the catalogue", ", ".join(measure.catalogue)),
        ("Source", measure.source),
        ("Status", f"{measure.status.value}, checked on {measure.checked_on.isoformat()}"),
        ("Note", measure.note),
    ]
    heading = f"### {measure.id}"
    said = table(("", ""), ((name, says) for name, says in rows if says))
    return f"{heading}\n\n**{measure.title}.** {measure.definition}\n\n{said}"


def _law(measure: Measure, rules: Rules) -> str:
    found = [rules.parameters[name] for name in measure.limits]
    on = law_day(rules)
    return "; ".join(
        f"{each.number(on)} {each.unit.value} ({each.citation.text}, {each.status.value})" for each in found
    )


def _beside(measure: Measure) -> str:
    """The places and years of the official figures that are shipped for it."""
    if measure.published is None:
        return "no official figure is held"
    names = tuple(dict.fromkeys(measure.published.names))
    series = f"the official series {', '.join(code(each) for each in names)}"
    held = [each for each in load_published() if any(_is_of(each.series, name) for name in names)]
    if not held:
        return f"{series}, once loaded"
    places = sorted({each.area for each in held})
    years = sorted({each.year for each in held})
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    unshown = ", held and not yet shown beside its parts" if measure.kind is Kind.MIX else ""
    return f"{series}: {', '.join(places)}, {span}{unshown}"


def _is_of(series: str, name: str) -> bool:
    """Whether a series is the named one, or one of its parts."""
    return series == name or series.startswith(f"{name}_")

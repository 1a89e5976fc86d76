"""Read rulebook/measures/catalogue: every measure that a plan may stand on, and which of them the records reckon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.core.measures.catalogue import Catalogue, CatalogueMeasure, SeriesKind, SeriesTarget, TargetIs
from oneplan.core.measures.definitions import Direction
from oneplan.core.measures.manual import Cycle
from oneplan.core.measures.phrases import LineBook, LinePart, LineRule, Theme
from oneplan.core.measures.uncertainty import SampleRules
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.tables import Table, files_in, read_file


@dataclass(frozen=True)
class SeriesBook:
    """What series kept by hand have in common."""

    groups: tuple[str, ...]
    cycles: Mapping[str, Cycle]
    respondents: Mapping[str, str]
    samples: SampleRules
    periods_looked_back: int

    def cycle_of(self, measure: CatalogueMeasure) -> Cycle:
        """How often a measure is due, as the catalogue has it."""
        return self.cycles[measure.cycle]


@cache
def load_catalogue() -> Catalogue:
    """The catalogue that is shipped."""
    return read_catalogue(ROOT)


@cache
def load_series() -> SeriesBook:
    """The frame of series kept by hand."""
    return read_series(ROOT)


@cache
def load_lines() -> LineBook:
    """How lines of a plan are matched to the catalogue."""
    return read_lines(ROOT)


def read_catalogue(root: Path) -> Catalogue:
    """The catalogue from its folder, held together: numbers run on, and every name leads somewhere."""
    series, computed = read_series(root), _computed()
    by_group: dict[str, tuple[str, list[CatalogueMeasure]]] = {}
    for path in files_in(root / "measures" / "catalogue"):
        group, title, measures = _group(read_file(path, root), computed)
        by_group[group] = (title, measures)
    if set(by_group) != set(series.groups):
        strange = ", ".join(sorted(set(by_group) ^ set(series.groups)))
        raise Problem(f"Groups of measures and their list do not agree: {strange}.", do="Correct series.toml.")
    found = [each for group in series.groups for each in by_group[group][1]]
    catalogue = Catalogue(tuple(found), tuple(by_group[group][0] for group in series.groups))
    _check(catalogue, series)
    return catalogue


def read_series(root: Path) -> SeriesBook:
    """The frame from its file."""
    table = read_file(root / "measures" / "series.toml", root)
    sample = next(iter(table.tables("sample")))
    book = SeriesBook(
        groups=table.texts("groups"),
        cycles={name: _cycle(name, each) for name, each in table.named_tables("cycle")},
        respondents=table.texts_by_name("respondents"),
        samples=SampleRules(
            sample.number("points_worth_a_word"), Decimal(sample.number("much_of_a_population")) / Decimal(100)
        ),
        periods_looked_back=table.number("periods_looked_back"),
    )
    sample.close()
    _close_heading(table)
    return book


def read_lines(root: Path) -> LineBook:
    """The rules by which lines are matched; a measure that nobody defined is refused."""
    table = read_file(root / "measures" / "bullets.toml", root)
    themes = tuple(_theme(each) for each in table.tables("theme"))
    rules = tuple(_line(each) for each in table.tables("line"))
    _close_heading(table)
    known, named = load_catalogue().by_id, {theme.id for theme in themes}
    for rule in rules:
        strange = [name for name in rule.measures if name not in known]
        if strange or rule.theme not in named:
            raise Problem(
                f"A rule for lines names what is not there: {', '.join(strange) or rule.theme}.", do="Correct it."
            )
    return LineBook(themes, rules)


def _computed() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for measure in load_measures().measures:
        for name in measure.catalogue:
            found[name].append(measure.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _group(table: Table, computed: Mapping[str, tuple[str, ...]]) -> tuple[str, str, list[CatalogueMeasure]]:
    group, title, supplier = table.text("id"), table.text("title"), table.text("supplier")
    table.text("source")
    checked_on, status = table.day("checked_on"), table.word("status", Status)
    measures = [
        _catalogue_measure(each, title, supplier, status, checked_on, computed) for each in table.tables("measure")
    ]
    table.close()
    return group, title, measures


def _catalogue_measure(
    table: Table,
    group: str,
    supplier: str,
    status: Status,
    checked_on: date,
    computed: Mapping[str, tuple[str, ...]],
) -> CatalogueMeasure:
    name = table.text("id")
    measure = CatalogueMeasure(
        id=name,
        title=table.text("title"),
        group=group,
        definition=table.text("definition"),
        numerator=table.text("numerator"),
        denominator=table.text("denominator", ""),
        kind=table.word("kind", SeriesKind),
        unit=table.text("unit"),
        direction=table.word("direction", Direction),
        cycle=table.text("cycle"),
        target=_target(table),
        source=table.text("source"),
        splits=table.texts("splits"),
        comparators=table.texts("comparators"),
        read_with=table.texts("read_with"),
        supplier=table.text("supplier", supplier),
        status=table.word("status", Status, status),
        checked_on=checked_on,
        is_about_people=table.flag("about_people"),
        is_sample=table.flag("sample"),
        computed=computed.get(name, ()),
    )
    table.close()
    return measure


def _target(table: Table) -> SeriesTarget | None:
    words = table.text("target", "")
    number = table.optional("target_number")
    relation = table.word("target_is", TargetIs) if table.has("target_is") else None
    if not words:
        return None
    return SeriesTarget(words, relation, None if number is None else Decimal(str(number)))


def _cycle(name: str, table: Table) -> Cycle:
    cycle = Cycle(
        id=name,
        title=table.text("title"),
        starts=tuple(int(str(each)) for each in table.items("starts")),
        months=table.number("months") if table.has("months") else 0,
        names=table.texts("names"),
        says=table.text("says"),
        due_days=table.number("due_days"),
        is_within=table.flag("within"),
    )
    table.close()
    return cycle


def _theme(table: Table) -> Theme:
    theme = Theme(table.text("id"), table.texts("titles"))
    table.close()
    return theme


def _line(table: Table) -> LineRule:
    rule = LineRule(table.text("theme"), table.word("part", LinePart), table.texts("words"), table.texts("measures"))
    table.close()
    return rule


def _check(catalogue: Catalogue, series: SeriesBook) -> None:
    for measure in catalogue.measures:
        missing = [name for name in measure.read_with if name not in catalogue.by_id]
        if measure.cycle not in series.cycles:
            missing.append(measure.cycle)
        if measure.needs_two_numbers is not bool(measure.denominator) and measure.kind is not SeriesKind.AMOUNT:
            missing.append("a denominator, or none")
        if missing:
            raise Problem(f"{measure.id} does not hold together: {', '.join(missing)}.", do="Correct the catalogue.")


def _close_heading(table: Table) -> None:
    for key in ("id", "title", "source"):
        table.text(key)
    table.day("checked_on")
    table.word("status", Status)
    table.close()

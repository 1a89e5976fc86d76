"""Read rulebook/measures: one measure in each file, the ways of splitting them and the profiles of suppression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.core.measures import (
    AnyOf,
    Condition,
    Direction,
    Grain,
    Kind,
    Measure,
    PublishedSeries,
    Shape,
    Span,
    Split,
    Test,
)
from oneplan.core.measures.comparisons import ChartRules
from oneplan.core.measures.profiles import Profile
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.tables import DRAFT, Table, files_in, read_file


@dataclass(frozen=True)
class MeasureBook:
    """Every measure, split and profile, and the order in which groups of measures are shown."""

    measures: tuple[Measure, ...]
    splits: Mapping[str, Split]
    profiles: Mapping[str, Profile]
    groups: tuple[str, ...]
    chart_rules: ChartRules
    months_kept: int
    years_kept: int
    home_region: str
    hash: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return {each.id: each for each in self.measures}

    def measure(self, name: str) -> Measure:
        """One measure, or a refusal that names it."""
        if name not in self.by_id:
            raise Problem(
                f"There is no measure called “{name}”.",
                do=f"Use one of: {', '.join(sorted(self.by_id))}.",
            )
        return self.by_id[name]

    def profile(self, name: str) -> Profile:
        """One profile of suppression."""
        return self.profiles[name]


@cache
def load_measures() -> MeasureBook:
    """The measures that are shipped."""
    return read_measures(ROOT)


def read_measures(root: Path) -> MeasureBook:
    """Measures from their folder, held together: each split and each whole that one names is defined."""
    folder = root / "measures"
    frame = read_file(folder / "frame.toml", root)
    splits = {each.id: each for each in (_split(read_file(path, root)) for path in files_in(folder / "splits"))}
    groups = frame.texts("groups")
    found = [_measure(read_file(path, root)) for path in files_in(folder / "definitions")]
    measures = tuple(sorted((each for each in found if each), key=lambda each: _place(each, groups)))
    book = MeasureBook(
        measures=measures,
        splits=splits,
        profiles={name: _profile(name, table) for name, table in frame.named_tables("profile")},
        groups=groups,
        chart_rules=_chart_rules(next(iter(frame.tables("chart")))),
        months_kept=frame.number("months_kept"),
        years_kept=frame.number("years_kept"),
        home_region=frame.text("home_region"),
        hash=_hash(folder),
    )
    _close_heading(frame)
    _check(book)
    return book


def _hash(folder: Path) -> str:
    """A hash of what figures are reckoned by; the catalogue and the matching of lines change no figure."""
    digest = sha256()
    apart = {folder / "series.toml", folder / "bullets.toml", folder / "printed.toml"}
    for path in files_in(folder):
        if path in apart or path.is_relative_to(folder / "catalogue"):
            continue
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _measure(table: Table) -> Measure | None:
    status = table.text("status")
    if status == DRAFT:
        return None
    measure = Measure(
        id=table.text("id"),
        catalogue=table.texts("catalogue"),
        title=table.text("title"),
        group=table.text("group"),
        definition=table.text("definition"),
        numerator=table.text("numerator"),
        denominator=table.text("denominator", ""),
        kind=table.word("kind", Kind),
        unit=table.text("unit"),
        direction=table.word("direction", Direction),
        facts=table.text("facts"),
        shape=table.word("shape", Shape),
        counts=_conditions(table, "counts"),
        met=_conditions(table, "met"),
        dated_by=table.text("dated_by", ""),
        closed_by=table.text("closed_by", ""),
        sums=_span(table),
        grains=tuple(Grain(each) for each in table.texts("grains")),
        splits=table.texts("splits"),
        published=_published(table),
        part_of=table.text("part_of", ""),
        waits_on=table.text("waits_on", ""),
        phrases=table.texts("phrases"),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        status=Status(status),
        note=table.text("note", ""),
        is_about_people=table.flag("about_people", default=True),
    )
    table.close()
    return measure


def _conditions(table: Table, key: str) -> tuple[Condition | AnyOf, ...]:
    return tuple(_entry(each) for each in table.tables(key))


def _entry(table: Table) -> Condition | AnyOf:
    if table.has("any"):
        inner = tuple(_condition(each) for each in table.tables("any"))
        table.close()
        return AnyOf(inner)
    return _condition(table)


def _condition(table: Table) -> Condition:
    condition = Condition(
        column=table.text("column"),
        test=table.word("test", Test),
        values=table.texts("values"),
        since=table.text("since", ""),
        limit=table.text("limit", ""),
    )
    table.close()
    return condition


def _span(table: Table) -> Span | None:
    for each in table.tables("sums"):
        span = Span(each.text("since"), each.text("to", ""))
        each.close()
        return span
    return None


def _published(table: Table) -> PublishedSeries | None:
    for each in table.tables("published"):
        series = PublishedSeries(
            value=each.text("value", ""),
            numerator=each.text("numerator", ""),
            denominator=each.text("denominator", ""),
            year_is=each.text("year_is", "calendar year"),
        )
        each.close()
        return series
    return None


def _split(table: Table) -> Split:
    parts = dict(table.texts_by_name("parts"))
    bands: dict[str, tuple[int, int]] = {}
    for each in table.tables("band"):
        part = each.text("part")
        parts[part] = each.text("title")
        bands[part] = (each.number("from_age"), each.number("to_age"))
        each.close()
    split = Split(
        id=table.text("id"),
        title=table.text("title"),
        column=table.text("column"),
        parts=parts,
        unknown=table.text("unknown", ""),
        bands=bands,
        is_trait=table.flag("trait"),
    )
    table.text("source")
    table.day("checked_on")
    table.word("status", Status)
    table.close()
    return split


def _profile(name: str, table: Table) -> Profile:
    profile = Profile(
        id=name,
        title=table.text("title"),
        says=table.text("says"),
        fewest_shown=table.number("fewest_shown"),
        fewest_for_a_share=table.number("fewest_for_a_share"),
        rounded_to=table.number("rounded_to"),
        hides_everyone_alike=table.flag("hides_everyone_alike"),
    )
    table.close()
    return profile


def _chart_rules(table: Table) -> ChartRules:
    rules = ChartRules(
        fewest_points=table.number("fewest_points"),
        one_side=table.number("one_side"),
        trending=table.number("trending"),
        most_waiting=table.number("most_waiting"),
    )
    table.close()
    return rules


def _close_heading(table: Table) -> None:
    for key in ("id", "title", "source"):
        table.text(key)
    table.day("checked_on")
    table.word("status", Status)
    table.close()


def _place(measure: Measure, groups: tuple[str, ...]) -> tuple[int, str, str]:
    if measure.group not in groups:
        raise Problem(f"{measure.id} is in a group that nobody lists: {measure.group}.", do="List it in frame.toml.")
    return (groups.index(measure.group), measure.catalogue[0] if measure.catalogue else "", measure.id)


def _check(book: MeasureBook) -> None:
    for measure in book.measures:
        missing = [name for name in measure.splits if name not in book.splits]
        missing += [name for name in (measure.part_of, measure.waits_on) if name and name not in book.by_id]
        if missing or not measure.grains:
            raise Problem(
                f"{measure.id} does not hold together: {', '.join(missing) or 'it has no period'}.",
                do="Define what it names, or correct the name.",
            )

"""Figures of a folder of facts, of one area or of a whole country: written as a table, and told all areas together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from oneplan.core.kernel import Problem
from oneplan.core.measures import Kind, Value, amount, amount_in_words, number_in_words

if TYPE_CHECKING:
    import pyarrow as pa

    from oneplan.core.measures import Measure

WRITTEN_AS = frozenset({".csv", ".parquet"})
_COLUMNS = ("Measure", "Period", "All together", "Middle area", "Lowest", "Highest", "Areas")


def figures_of(folder: Path, *, on: date) -> pa.Table:
    """Every figure of every area in the folder, as of a day."""
    from oneplan.analytics import FACTS, figures, window_for
    from oneplan.analytics.opening import opened_folder
    from oneplan.rulebook import load_rulebook
    from oneplan.rulebook.measure_files import load_measures

    missing = [name for name in FACTS if not (folder / f"{name}.parquet").is_file()]
    if missing:
        raise Problem(
            f"{folder} does not hold all tables of facts: {', '.join(missing)} not found.",
            why="Every measure is reckoned from them.",
            do="Name a folder that holds them all, such as one that “oneplan synthetic area --facts FOLDER” wrote.",
        )
    book = load_measures()
    window = window_for(on, months=book.months_kept, years=book.years_kept)
    with opened_folder(folder) as tables:
        return figures(tables, book.measures, book.splits, parameters=load_rulebook().parameters, window=window)


def write_figures(found: pa.Table, out: Path) -> None:
    """The figures as CSV or, where the name ends so, as Parquet: one row for each area, measure, period and part."""
    order = [(name, "ascending") for name in ("area", "measure", "grain", "split", "part", "first_day")]
    rows = found.sort_by(order)
    if out.suffix == ".parquet":
        import pyarrow.parquet as pq

        pq.write_table(rows, out, compression="zstd")
        return
    import pyarrow.csv as text

    text.write_csv(rows, out)


def tell(console: Console, found: pa.Table, *, on: date) -> None:
    """The newest whole year of each measure, or the day itself: all areas together, and how far they lie apart."""
    from oneplan.rulebook.measure_files import load_measures

    table = Table(*_COLUMNS, box=None, padding=(0, 2, 0, 0))
    for measure in load_measures().measures:
        first = on if measure.headline == "day" else date(on.year - 1, 1, 1)
        values = _of_areas(found, measure, first)
        if values:
            period = f"{on.day} {on:%B %Y}" if measure.headline == "day" else str(first.year)
            table.add_row(measure.title, period, *_told(measure, values))
    console.print(table)


def _of_areas(found: pa.Table, measure: Measure, first: date) -> list[Value]:
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = {"measure": measure.id, "grain": str(measure.headline), "split": ""}
    for name, word in wanted.items():
        found = found.filter(pc.equal(found[name], word))
    found = found.filter(pc.equal(found["first_day"], pa.scalar(first, pa.date32())))
    return [Value(row["numerator"], row["denominator"]) for row in found.to_pylist()]


def _told(measure: Measure, values: list[Value]) -> tuple[str, ...]:
    tops = [each.numerator for each in values if each.numerator is not None]
    bottoms = [each.denominator for each in values if each.denominator is not None]
    top = (max(tops) if measure.kind is Kind.LONGEST else sum(tops)) if tops else None
    whole = Value(top, sum(bottoms) if bottoms else None)
    each = sorted(number for number in (amount(measure, value) for value in values) if number is not None)
    if not each:
        return ("", "", "", "", f"{len(values):,}")
    apart = (number_in_words(measure, number) for number in (median(each), each[0], each[-1]))
    return (amount_in_words(measure, whole), *apart, f"{len(values):,}")

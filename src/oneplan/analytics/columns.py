"""Counted columns turned into rows of figures, all of one shape."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from oneplan.analytics.window import Window
from oneplan.core.measures import Grain, Kind, Measure, Split

COLUMNS = ("area", "measure", "grain", "first_day", "split", "part", "numerator", "denominator")
_KEYS = ("area", "first_day", "part")


def whole_of(wide: pa.Table, measures: Iterable[Measure]) -> pa.Table:
    """The same columns with all parts together: counts and sums add up, and the longest is the longest of any part."""
    longest = {f"{measure.id} n" for measure in measures if measure.kind is Kind.LONGEST}
    keys = [name for name in ("area", "first_day") if name in wide.column_names]
    numbers = [name for name in wide.column_names if name not in _KEYS]
    return added_up(wide.select([*keys, *numbers]), keys, longest)


def added_up(rows: pa.Table, keys: Sequence[str], greatest: Collection[str] = ()) -> pa.Table:
    """One row for each combination of keys: every other column summed, or its greatest where it is named so."""
    how = {name: "max" if name in greatest else "sum" for name in rows.column_names if name not in keys}
    # One thread: so few rows are no slower, and the threads' own memory would outweigh them.
    found = rows.group_by(list(keys), use_threads=False).aggregate(list(how.items()))
    together = found.select([*keys, *(f"{name}_{way}" for name, way in how.items())])
    return together.rename_columns([*keys, *how])


def long_rows(wide: pa.Table, measure: Measure) -> pa.Table:
    """The rows of one measure; where nothing counts there is no row, and none is not nought."""
    found = wide.filter(pc.greater(wide[f"{measure.id} d"], 0))
    base = found[f"{measure.id} d"].cast(pa.int64())
    nothing = pa.nulls(len(found), pa.int64())
    top, bottom = base, nothing
    if f"{measure.id} n" in found.column_names:
        top = found[f"{measure.id} n"].cast(pa.int64())
        bottom = nothing if measure.kind is Kind.LONGEST else base
    return pa.table(
        {
            "area": found["area"],
            "first_day": found["first_day"] if "first_day" in found.column_names else pa.nulls(len(found), pa.date32()),
            "part": found["part"] if "part" in found.column_names else constant("", len(found)),
            "numerator": top,
            "denominator": bottom,
        }
    )


def months_and_years(months: pa.Table, measure: Measure, split: Split | None, window: Window) -> Iterator[pa.Table]:
    """Months as they are; years as sums of their months, so that the two can never disagree."""
    if Grain.MONTH in measure.grains:
        recent = months.filter(pc.greater_equal(months["first_day"], pa.scalar(window.first_month)))
        yield labelled(recent, measure, Grain.MONTH, split)
    if Grain.YEAR in measure.grains:
        first = pc.floor_temporal(months["first_day"], unit="year").cast(pa.date32())
        keyed = months.set_column(months.column_names.index("first_day"), "first_day", first)
        keyed = keyed.filter(pc.greater_equal(keyed["first_day"], pa.scalar(window.first_year)))
        yield labelled(added_up(keyed, _KEYS), measure, Grain.YEAR, split)


def mixed(rows: pa.Table, measure: Measure, split: Split | None) -> pa.Table:
    """A mix sets each part against the whole it is a part of."""
    if measure.kind is not Kind.MIX or split is None:
        return rows
    areas = rows["area"].to_pylist()
    whole: dict[str, int] = {}
    for area, number in zip(areas, rows["numerator"].to_pylist(), strict=True):
        whole[area] = whole.get(area, 0) + number
    against = pa.array([whole[area] for area in areas], pa.int64())
    return rows.set_column(rows.column_names.index("denominator"), "denominator", against)


def labelled(rows: pa.Table, measure: Measure, grain: Grain, split: Split | None, on: date | None = None) -> pa.Table:
    """The rows with what they are figures of, in the one order of columns."""
    many = len(rows)
    known = {
        "measure": constant(measure.id, many),
        "grain": constant(grain.value, many),
        "split": constant(split.id if split else "", many),
    }
    if on is not None:
        known["first_day"] = pa.repeat(pa.scalar(on, pa.date32()), many)
    return pa.table({name: known.get(name, rows[name] if name in rows.column_names else None) for name in COLUMNS})


def constant(word: str, many: int) -> pa.Array:
    """The same word in every row."""
    return pa.repeat(pa.scalar(word, pa.string()), many)

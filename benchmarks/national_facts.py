"""Facts of a country of 153 areas, made with NumPy in seconds, for benchmarks of figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from oneplan.analytics import arrow_schema

AREAS = 153
ON = date(2026, 3, 2)
# As many rows to a group as DuckDB itself writes, so that every thread has groups of its own to read.
ROWS_TO_A_GROUP = 122_880
_EPOCH = date(1970, 1, 1)
_FIRST = (date(2019, 1, 1) - _EPOCH).days
_TODAY = (ON - _EPOCH).days
_NEEDS = ("ASD", "SEMH", "SLCN", "MLD", "SLD", "PMLD", "SPLD", "PD", "HI", "VI", "MSI", "DS", "OTH", "")
_PLACES = ("mainstream", "special", "ap-pru", "fe-post-16", "elsewhere", "early-years", "not-recorded")
_RATINGS = ("not_started", "on_track", "at_risk", "delayed", "complete", "complete_unembedded", "paused")


def make(folder: Path, plans: int, seed: int = 7) -> None:
    """Every table of facts as Parquet, sized to so many plans."""
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in {
        "requests": _requests(random, plans),
        "assessments": _assessments(random, plans * 3 // 4),
        "plans": _plans(random, plans),
        "reviews": _reviews(random, plans),
        "open_limits": _limits(random, plans),
        "improvement_actions": _actions(random, AREAS * 186),
    }.items():
        schema = arrow_schema(name)
        arrays = [_typed(columns[field.name], field.type) for field in schema]
        table, path = pa.Table.from_arrays(arrays, schema=schema), folder / f"{name}.parquet"
        pq.write_table(table, path, compression="zstd", row_group_size=ROWS_TO_A_GROUP)


def _typed(values: np.ndarray | pa.Array, kind: pa.DataType) -> pa.Array:
    if isinstance(values, pa.Array):
        return values.cast(kind)
    if pa.types.is_date32(kind):
        unknown = values < 0
        return pa.array(values.astype("int32"), pa.int32(), mask=unknown).cast(kind)
    return pa.array(values, kind)


def _of_a_case(random: np.random.Generator, rows: int) -> dict[str, np.ndarray | pa.Array]:
    numbers = np.arange(rows)
    ids = pa.array(numbers).cast(pa.string())
    return {"area": _one_of([f"{code:03}" for code in range(AREAS)], random, rows), "case_id": ids, "person_id": ids}


def _one_of(words: list[str] | tuple[str, ...], random: np.random.Generator, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(random.integers(0, len(words), rows), list(words)).cast(pa.string())


def _flags(random: np.random.Generator, rows: int, share: float) -> np.ndarray:
    return random.random(rows) < share


def _days(random: np.random.Generator, rows: int, first: int = _FIRST, last: int = _TODAY) -> np.ndarray:
    return random.integers(first, last, rows)


def _later(random: np.random.Generator, since: np.ndarray, usual: int, unknown: float) -> np.ndarray:
    after = since + random.gamma(4, usual / 4, len(since)).astype(int)
    return np.where((random.random(len(since)) < unknown) | (after > _TODAY), -1, after)


def _requests(random: np.random.Generator, rows: int) -> dict[str, np.ndarray | pa.Array]:
    received = _days(random, rows)
    return _of_a_case(random, rows) | {
        "received_on": received,
        "source": _one_of(("1", "2", "3", "4", "5", ""), random, rows),
        "outcome": _one_of(("Y", "Y", "Y", "N", "A", "W", "H"), random, rows),
        "decided_on": _later(random, received, 44, 0.1),
        "mediation": _flags(random, rows, 0.05),
        "tribunal": _flags(random, rows, 0.04),
    }


def _assessments(random: np.random.Generator, rows: int) -> dict[str, np.ndarray | pa.Array]:
    received = _days(random, rows)
    issued = _later(random, received, 150, 0.1)
    return _of_a_case(random, rows) | {
        "received_on": received,
        "outcome": _one_of(("Y", "Y", "Y", "Y", "N", "A", "H"), random, rows),
        "outcome_on": issued,
        "issued_on": issued,
        "exceptions_apply": _flags(random, rows, 0.07),
        "any_challenge": _flags(random, rows, 0.06),
        "transferred_in": _flags(random, rows, 0.02),
    }


def _plans(random: np.random.Generator, rows: int) -> dict[str, np.ndarray | pa.Array]:
    started = _days(random, rows, _FIRST - 2500)
    return _of_a_case(random, rows) | {
        "started_on": started,
        "ceased_on": _later(random, started, 2500, 0.4),
        "cease_reason": _one_of(("1", "2", "5", "9"), random, rows),
        "transferred_in": _flags(random, rows, 0.03),
        "primary_need": _one_of(_NEEDS, random, rows),
        "placement_group": _one_of(_PLACES, random, rows),
        "born_on": _days(random, rows, _TODAY - 25 * 365, _TODAY - 3 * 365),
    }


def _reviews(random: np.random.Generator, rows: int) -> dict[str, np.ndarray | pa.Array]:
    meeting = _days(random, rows)
    decided = _later(random, meeting, 30, 0.1)
    return _of_a_case(random, rows) | {
        "meeting_on": meeting,
        "decided_on": decided,
        "outcome": _one_of(("M", "A"), random, rows),
    }


def _limits(random: np.random.Generator, rows: int) -> dict[str, np.ndarray | pa.Array]:
    return _of_a_case(random, rows) | {
        "output": _one_of(("review_complete_by", "review_complete_by", "final_plan_due", "advice_due"), random, rows),
        "started_on": _days(random, rows),
        "due_on": _days(random, rows, _TODAY - 300, _TODAY + 300),
        "is_knowable": _flags(random, rows, 0.9),
    }


def _actions(random: np.random.Generator, rows: int) -> dict[str, np.ndarray | pa.Array]:
    due = _days(random, rows, _TODAY - 500, _TODAY + 500)
    return {
        "area": _one_of([f"{code:03}" for code in range(AREAS)], random, rows),
        "action_id": pa.array(np.arange(rows)).cast(pa.string()),
        "section": _one_of(tuple("123456789"), random, rows),
        "rating": _one_of(_RATINGS, random, rows),
        "due_on": np.where(random.random(rows) < 0.2, -1, due),
        "is_finished": _flags(random, rows, 0.3),
        "owners": random.integers(0, 3, rows),
    }

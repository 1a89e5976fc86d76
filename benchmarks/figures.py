"""All figures of a country: our expressions beside SQL written by hand, pandas and SQLite, on the same facts.

Answers are compared in full before any time is told. Both the time waited and the processor's own time are told: on a
machine that others use, only the second compares two engines fairly. Each contender runs in a process of its own, so
that its memory is its own, and the best of its runs counts; the first is told too, since ours prepares its questions in
it and keeps their text. Reading the facts is part of every time but SQLite's, whose tables are filled beforehand.

    python benchmarks/figures.py [--plans 700000] [--without-sqlite]
"""

# ruff: noqa: PLC0415 - a contender loads only what it needs, so that its memory is its own
from __future__ import annotations

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parent))

from figures_by_hand import COLUMNS, DUCKDB, SQLITE, queries
from national_facts import ON, make

WANTED = {"pandas": 3, "sqlite": 15}
OF_HAND_WRITTEN, MEGABYTES = 1.25, 350
MEMORY, THREADS, TIMES = "128MB", 2, 3


def ours(folder: Path) -> Callable[[], pa.Table]:
    import ibis

    from oneplan.analytics import FACTS, figures, window_for
    from oneplan.rulebook import load_rulebook
    from oneplan.rulebook.measure_files import load_measures

    book, parameters = load_measures(), load_rulebook().parameters
    window = window_for(ON, months=book.months_kept, years=book.years_kept)

    def run() -> pa.Table:
        engine = ibis.duckdb.connect(memory_limit=MEMORY, threads=THREADS)
        try:
            tables = {name: engine.read_parquet(folder / f"{name}.parquet", table_name=name) for name in FACTS}
            return figures(tables, book.measures, book.splits, parameters=parameters, window=window)
        finally:
            engine.disconnect()

    return run


def by_hand(folder: Path) -> Callable[[], pa.Table]:
    import duckdb

    def run() -> pa.Table:
        engine = duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS})
        for path in folder.glob("*.parquet"):
            engine.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
        return pa.concat_tables([_plain(engine.sql(query).to_arrow_table()) for query in queries(DUCKDB)])

    return run


def pandas(folder: Path) -> Callable[[], pa.Table]:
    import pandas as pd

    from figures_in_pandas import with_pandas

    def read(name: str) -> pd.DataFrame:
        frame = pd.read_parquet(folder / f"{name}.parquet")
        for column in frame.columns:
            if column.endswith("_on"):
                frame[column] = pd.to_datetime(frame[column])
        return frame

    def run() -> pa.Table:
        found = with_pandas(read)
        found["first_day"] = found.first_day.astype(str).str[:10]
        found["denominator"] = found.denominator.astype("Int64")
        found["numerator"] = found.numerator.astype("Int64")
        return pa.Table.from_pandas(found, preserve_index=False)

    return run


def sqlite(folder: Path) -> Callable[[], pa.Table]:
    engine = sqlite3.connect(":memory:")
    for path in folder.glob("*.parquet"):
        table = pq.read_table(path)
        columns = [each.cast(pa.string()) if pa.types.is_date32(each.type) else each for each in table.columns]
        engine.execute(f"CREATE TABLE {path.stem} ({', '.join(table.column_names)})")
        rows = zip(*(each.to_pylist() for each in columns), strict=True)
        engine.executemany(f"INSERT INTO {path.stem} VALUES ({','.join('?' * len(columns))})", rows)
    engine.commit()

    def run() -> pa.Table:
        rows = [row for query in queries(SQLITE) for row in engine.execute(query)]
        return pa.table({name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)})

    return run


CONTENDERS = {"ours": ours, "by hand": by_hand, "pandas": pandas, "sqlite": sqlite}


def _plain(table: pa.Table) -> pa.Table:
    table = table.rename_columns(COLUMNS)
    kinds = [pa.string()] * 6 + [pa.int64()] * 2
    return table.cast(pa.schema(list(zip(COLUMNS, kinds, strict=True))))


def child(name: str, folder: Path, out: Path) -> None:
    run = CONTENDERS[name](folder)
    times, work = [], []
    for _ in range(1 if name == "sqlite" else TIMES):
        start, worked = time.perf_counter(), time.process_time()
        found = run()
        times.append(time.perf_counter() - start)
        work.append(time.process_time() - worked)
    peak = _most_memory()
    pq.write_table(_plain(found.select(COLUMNS) if name != "by hand" else found), out)
    told = {"first": times[0], "seconds": min(times), "work": min(work), "peak": peak, "rows": found.num_rows}
    print(json.dumps(told))


def _most_memory() -> float:
    """The most that this process has held, in megabytes; what its parent held does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=700_000)
    parser.add_argument("--without-sqlite", action="store_true")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        name, folder, out = asked.child
        child(name, Path(folder), Path(out))
        return
    with tempfile.TemporaryDirectory() as place:
        compare(Path(place), asked.plans, [name for name in CONTENDERS if name != "sqlite" or not asked.without_sqlite])


def compare(place: Path, plans: int, names: list[str]) -> None:
    make(place / "facts", plans)
    told = {}
    for name in names:
        command = [sys.executable, __file__, "--child", name, str(place / "facts"), str(place / f"{name}.parquet")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        told[name] = json.loads(done.stdout.splitlines()[-1])
    answers = {name: _answers(place / f"{name}.parquet") for name in names}
    for name in names:
        assert answers[name] == answers["ours"], f"{name} differs: {_first_difference(answers[name], answers['ours'])}"
    print(f"{plans:,} plans in 153 areas: {len(answers['ours']):,} figures, all equal in {', '.join(names)}.")
    for name, each in told.items():
        seconds, work, first, peak = (each[what] for what in ("seconds", "work", "first", "peak"))
        print(f"{name:8} {seconds:8.2f} s {work:8.2f} s of processor; first {first:.2f} s; {peak:.0f} MB at most")
    for name, wanted in WANTED.items():
        if name in told:
            waited, worked = (told[name][what] / told["ours"][what] for what in ("seconds", "work"))
            print(f"ratio to {name:8} {waited:6.1f} waited, {worked:6.1f} of processor   wanted: at least {wanted}")
    waited, worked = (told["ours"][what] / told["by hand"][what] for what in ("seconds", "work"))
    print(f"against SQL by hand {waited:6.2f} waited, {worked:.2f} of processor   wanted: at most {OF_HAND_WRITTEN}")
    print(f"memory {told['ours']['peak']:.0f} MB   wanted: below {MEGABYTES}")


def _answers(path: Path) -> dict[tuple[str, ...], tuple[int | None, int | None]]:
    columns = pq.read_table(path).to_pydict()
    keys = zip(*(columns[name] for name in COLUMNS[:6]), strict=True)
    return dict(zip(keys, zip(columns["numerator"], columns["denominator"], strict=True), strict=True))


def _first_difference(one: dict, other: dict) -> object:
    keys = sorted(one.keys() ^ other.keys())
    if keys:
        return keys[:3]
    return next((key, one[key], other[key]) for key in one if one[key] != other[key])


if __name__ == "__main__":
    main()

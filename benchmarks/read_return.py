"""A person-level return to rows with all that is wrong in it: beside iterparse and the same checks in plain Python.

Both read the same file on one core. Before any time is taken, every row and every finding of one is compared with the
other's. The plain side keeps nothing but the findings while it is timed; ours makes every column into values.

    python benchmarks/read_return.py [--persons 20000] [--file RETURN.xml]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the plain implementation lives with the tests

from benchmarks.returns_made import header, invented_people
from tests.support.returns_plain import PlainReader, PlainReading, Record

from oneplan.returns.sen2 import Finding, read, write
from oneplan.returns.sen2.tables import GROUPS, Tables
from oneplan.rulebook.returns import load

RATIO_WANTED = 1.8
MEMORY_WANTED = 300
PEAK = """
import sys
sys.path.insert(0, sys.argv[2])
from benchmarks.read_return import read_ours
people, findings = read_ours(sys.argv[1])
with open("/proc/self/status") as status:  # getrusage would count what the process that started this one held
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(people, findings, peak // 1024)
"""
VALUES = {"date": "days", "flag": "yes", "whole": "is_whole", "code": "word", "authority": "word"}


def make_values(tables: Tables) -> int:
    """Every column of a batch as values: days, flags, numbers, codes and texts."""
    made = 0
    for name in GROUPS:
        table = tables[name]
        for _, element in tables.shape.places(name):
            if element.is_group:
                continue
            column = table[element.name]
            made += len(column.texts() if element.type == "text" else getattr(column, VALUES[element.type]))
    return made


def read_ours(path: str) -> tuple[int, int]:
    """The whole file as tables of values, with every finding made."""
    with Path(path).open("rb") as stream:
        reading = read(stream, book=load())
        findings = 0
        for batch in reading.batches():
            make_values(batch.tables)
            findings += len(batch.findings)
    return reading.counts.persons, findings + len(reading.findings)


def read_plain(path: str, *, keep: bool = False) -> PlainReading:
    """The whole file record by record."""
    with Path(path).open("rb") as stream:
        header = read(stream, book=load()).header
    with Path(path).open("rb") as stream:
        return PlainReader(load(), header.year, header.lea, keep=keep).read(stream)


def compare(path: str) -> tuple[int, int]:
    """Stop unless every row and every finding is the same on both sides."""
    plain = read_plain(path, keep=True)
    with Path(path).open("rb") as stream:
        reading = read(stream, book=load())
        ours: list[Finding] = []
        first = 0
        for batch in reading.batches():
            people = plain.people[first : first + batch.tables["Person"].size]
            assert rows_of(batch.tables) == rows_of_records(people), f"rows differ after person {first}"
            first += len(people)
            ours += [each for _, each in batch.findings]
    assert first == len(plain.people), "one side has more people"
    ours += [each for each in reading.findings if each.position is not None]
    assert sorted(map(as_text, ours)) == sorted(map(as_text, plain.findings)), "findings differ"
    return first, len(ours)


def as_text(finding: Finding) -> str:
    """A finding in a form that can be sorted."""
    return repr(replace(finding, values=sorted(finding.values.items())))  # type: ignore[arg-type]


def rows_of(tables: Tables) -> dict[str, list[dict[str, str]]]:
    """Every row of a batch by kind, as texts."""
    found: dict[str, list[dict[str, str]]] = {}
    for name in GROUPS:
        rows: list[dict[str, str]] = [{} for _ in range(tables[name].size)]
        for item, column in tables[name].columns.items():
            for row, text in zip(rows, column.texts(), strict=True):
                if text:
                    row[item] = text
        found[name] = rows
    return found


def rows_of_records(people: list[Record]) -> dict[str, list[dict[str, str]]]:
    """The same from the plain side."""
    found: dict[str, list[dict[str, str]]] = {name: [] for name in GROUPS}

    def visit(record: Record) -> None:
        found[record.name].append(record.text)
        for under in record.under.values():
            for each in under:
                visit(each)

    for person in people:
        visit(person)
    return found


def timed(works: tuple[Callable[[], object], ...], times: int) -> list[float]:
    """The best of several runs of each in turn, in seconds of one core, so that other work does not count."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, times_taken in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            times_taken.append(time.process_time() - start)
    return [min(each) for each in taken]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--file", default="", help="read this return instead of making one")
    parser.add_argument("--only-memory", action="store_true", help="measure our peak alone, for a very large file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.file or made(folder, chosen.persons)
        size = Path(path).stat().st_size / 1e6
        if not chosen.only_memory:
            measure(path, size)
        print_peak(path)


def made(folder: str, persons: int) -> str:
    """An invented return in a file."""
    path = Path(folder) / "return.xml"
    with path.open("wb") as out:
        write(out, header(), invented_people(persons), book=load())
    return str(path)


def measure(path: str, size: float) -> None:
    """Compare, then time both sides."""
    people, findings = compare(path)
    print(f"{people:,} people, {size:.0f} MB: every row and all {findings:,} findings equal.")
    plain, ours = timed((lambda: read_plain(path), lambda: read_ours(path)), 3)
    print(f"iterparse and plain Python  {plain:8.2f} s   {people / plain:10,.0f} people a second")
    print(f"tables                      {ours:8.2f} s   {people / ours:10,.0f} people a second")
    print(f"ratio                       {plain / ours:8.1f}   wanted: at least {RATIO_WANTED}")


def print_peak(path: str) -> None:
    """The most memory our side takes, in a process of its own."""
    start = time.perf_counter()
    root = str(Path(__file__).resolve().parent.parent)
    done = subprocess.run([sys.executable, "-c", PEAK, path, root], capture_output=True, text=True, check=True)
    people, findings, peak = (int(each) for each in done.stdout.split())
    took = time.perf_counter() - start
    print(f"peak memory                 {peak:8,} MB  wanted: under {MEMORY_WANTED}")
    print(f"                            ({people:,} people, {findings:,} findings, {took:.1f} s with starting)")


if __name__ == "__main__":
    main()

"""All clocks of many whole cases: the simple implementation case by case beside all of them in columns.

Cases are made up from seeds and go over every pathway. Answers are compared in full before any time is taken.

    python benchmarks/whole_cases.py [--cases 100000] [--by-hand 10000]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the simple implementation lives with the tests

from tests.support import simple_clocks
from tests.support.clock_rows import bulk_clocks, case_columns, dated_outputs, numbered_rows
from tests.support.random_cases import RandomCase, random_case, schools
from tests.support.simple_clocks import Row, simple_answers

RATIO_WANTED = 20


def by_hand(cases: list[RandomCase]) -> tuple[list[list[Row]], float]:
    """Each case in turn; only the reckoning is timed, not the making of the case."""
    stories = [([simple_clocks.Fact(*fact) for fact in case.facts], case) for case in cases]
    calendars = [*schools(), None]
    start = time.perf_counter()
    rows = [
        simple_answers(facts, case.as_of, calendars[-1 if case.school is None else case.school])
        for facts, case in stories
    ]
    return rows, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--by-hand", type=int, default=10_000, help="how many of them are also worked out by hand")
    asked = parser.parse_args()
    cases = [random_case(seed) for seed in range(asked.cases)]

    start = time.perf_counter()
    columns, as_of = case_columns(cases)
    building = time.perf_counter() - start
    start = time.perf_counter()
    rows = bulk_clocks().run(columns, as_of)
    first = time.perf_counter() - start

    reckoned = cases[: asked.by_hand]
    simple, one_by_one = by_hand(reckoned)
    told: list[list[Row]] = [[] for _ in reckoned]
    for output in dated_outputs() & set(rows):
        for case, row in numbered_rows(output, rows[output]):
            if case < len(told):
                told[case].append(row)
    for case, mine, theirs in zip(reckoned, told, simple, strict=True):
        assert sorted(map(str, mine)) == sorted(map(str, theirs)), f"case {case.seed} differs"
    print(f"{len(reckoned):,} cases with {sum(map(len, simple)):,} dated rows: every one of them equal.")

    start = time.perf_counter()
    bulk_clocks().run(columns, as_of)
    again = time.perf_counter() - start
    per_simple, per_bulk = one_by_one / len(reckoned), again / len(cases)
    print(f"by hand     {per_simple * 1e6:8.1f} microseconds a case   ({len(reckoned):,} cases, {one_by_one:.1f} s)")
    print(f"in columns  {per_bulk * 1e6:8.1f} microseconds a case   ({len(cases):,} cases, {again:.2f} s)")
    print(f"            making the columns {building:.2f} s; first run, which fills the day tables {first:.2f} s")
    print(f"ratio       {per_simple / per_bulk:8.0f}   wanted: at least {RATIO_WANTED}")


if __name__ == "__main__":
    main()

"""A million due-date bundles: a plain loop over dates beside look-ups in tables that core has filled.

A bundle is three limits from one request (six, sixteen and twenty weeks), the twelve-month review, and
whether the plan is overdue. Answers are compared in full before any time is taken.

    python benchmarks/due_dates.py [--bundles 1000000]
"""

from __future__ import annotations

import argparse
import time
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from oneplan.bulk_clocks import BulkClocks
from oneplan.rulebook import load_rulebook

FIRST_REQUEST, DAYS_OF_REQUESTS = date(2015, 9, 1), 4_000
AS_OF = date(2026, 11, 21)
WEEKS = ("assess_decision_due", "refuse_plan_due", "final_plan_due")
REVIEW = "review_complete_by"
RATIO_WANTED = 100
Bundle = tuple[date, date, date, date, bool]
Columns = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def twelve_months_beginning_with(day: date) -> date:
    """The last day of twelve months that begin with a day."""
    month_length = monthrange(day.year + 1, day.month)[1]
    if day.day > month_length:
        return date(day.year + 1, day.month, month_length)
    return date(day.year + 1, day.month, day.day) - timedelta(days=1)


def plain_loop(requests: list[date], made: list[date]) -> list[Bundle]:
    """What anyone would write first."""
    bundles = []
    for request, plan in zip(requests, made, strict=True):
        final = request + timedelta(weeks=20)
        bundles.append(
            (
                request + timedelta(weeks=6),
                request + timedelta(weeks=16),
                final,
                twelve_months_beginning_with(plan),
                final < AS_OF,
            )
        )
    return bundles


def in_columns(clocks: BulkClocks, requests: np.ndarray, made: np.ndarray) -> Columns:
    """The same by look-up."""
    due = clocks.due_days(WEEKS, requests)
    review = clocks.due_days([REVIEW], made)[REVIEW]
    return (*due.values(), review, due["final_plan_due"] < np.datetime64(AS_OF))


def timed(work: Callable[[], object], times: int) -> float:
    """The best of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bundles", type=int, default=1_000_000)
    number = parser.parse_args().bundles
    dice = np.random.default_rng(20)
    requests = np.datetime64(FIRST_REQUEST) + dice.integers(0, DAYS_OF_REQUESTS, number)
    made = requests + dice.integers(60, 400, number)
    as_lists = requests.tolist(), made.tolist()

    start = time.perf_counter()
    clocks = BulkClocks.from_rulebook(load_rulebook())
    columns = in_columns(clocks, requests, made)
    filling = time.perf_counter() - start

    by_loop = plain_loop(*as_lists)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == by_loop
    print(f"{number:,} bundles: every one of them equal.")
    del by_loop

    loop = timed(lambda: plain_loop(*as_lists), 2)
    bulk = timed(lambda: in_columns(clocks, requests, made), 7)
    print(f"plain loop  {loop:8.3f} s")
    print(f"columns     {bulk:8.4f} s   (first run, which reads the rulebook and fills the tables: {filling:.3f} s)")
    print(f"ratio       {loop / bulk:8.0f}   wanted: at least {RATIO_WANTED}")


if __name__ == "__main__":
    main()

"""The few conditions by which a measure says which rows count. Data names them; each engine knows how to ask them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Test(StrEnum):
    """What is asked of a column of one row."""

    __test__ = False  # a word of this package, not something for a test runner to collect

    IS = "is"
    KNOWN = "known"
    UNKNOWN = "unknown"
    TRUE = "true"
    NOT_TRUE = "not_true"
    NONE_OF_IT = "none_of_it"
    BEFORE_THE_DAY = "before_the_day"
    WITHIN = "within"
    NOT_BEFORE = "not_before"


@dataclass(frozen=True, slots=True)
class Condition:
    """One question about a column; ``since`` is the day it is compared with, ``limit`` a number of days from law.

    ``within`` holds where no more days than the limit passed from ``since`` to the column, by the law that was in
    force on ``since``; it fails where no law was, or either day is unknown. ``not_true`` holds for no and for unknown.
    """

    column: str
    test: Test
    values: tuple[str, ...] = ()
    since: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where at least one of its conditions does."""

    conditions: tuple[Condition, ...]

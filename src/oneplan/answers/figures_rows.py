"""What a reader of figures gets: frozen rows, with what may not be shown left out and said to be left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value as this reader may see it. Without ``words`` there is none, and ``reason`` says why.

    ``reason`` is ``hidden`` where it could tell who is meant, ``few`` where a share would be of too few, and ``none``
    where nothing was there to count.
    """

    words: str
    amount: Decimal | None
    numerator: int | None
    denominator: int | None
    reason: str = ""
    says: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether there is a value to read."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """The value for one period; ``is_whole`` is false while it is running, ``is_settled`` while decisions are awaited.

    ``waiting`` is how many of it wait, as far as that may be shown.
    """

    first_day: date
    last_day: date
    label: str
    value: ShownValue
    is_whole: bool = True
    is_settled: bool = True
    waiting: int | None = None

    @property
    def is_judged(self) -> bool:
        """Whether the period is over and decided, so that it may be drawn and compared."""
        return self.is_whole and self.is_settled


@dataclass(frozen=True, slots=True)
class PartValue:
    """The value of one part of a split."""

    part: str
    title: str
    value: ShownValue


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A split of the newest value into parts."""

    split: str
    title: str
    period: str
    parts: tuple[PartValue, ...]


@dataclass(frozen=True, slots=True)
class ChartedPoint:
    """A point of the control chart with its limits and signals in words."""

    on: date
    label: str
    amount: Decimal
    words: str
    lower: Decimal
    upper: Decimal
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The control chart of the monthly series; ``says`` explains it or says why there is none yet."""

    points: tuple[ChartedPoint, ...]
    centre: Decimal | None
    change: str
    says: str
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparator:
    """The official figure of another place, with its year and source."""

    area: str
    year: str
    words: str
    amount: Decimal
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A measure as a page explains it."""

    id: str
    catalogue: tuple[str, ...]
    title: str
    group: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    direction: str
    kind: str
    source: str
    status: str
    checked_on: date
    note: str
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One measure in a list; ``series`` holds what may be shown of its newest whole months, the oldest first."""

    measure: MeasureWords
    period: str
    value: ShownValue
    before: PeriodValue | None
    change: str
    change_says: str
    series: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureView:
    """One measure with everything that its page shows; ``caveats`` are what to bear in mind when reading it.

    ``months`` are the periods shorter than a year: months, unless ``is_monthly`` is false. ``meaning_changed`` are the
    days from which it has meant something else.
    """

    measure: MeasureWords
    period: str
    first_day: date
    last_day: date
    value: ShownValue
    change: str
    change_says: str
    years: tuple[PeriodValue, ...]
    months: tuple[PeriodValue, ...]
    chart: Chart
    comparators: tuple[Comparator, ...]
    breakdowns: tuple[Breakdown, ...]
    profile: str
    profile_title: str
    profile_says: str
    as_of: date
    computed_at: datetime
    rulebook_hash: str
    can_open_cases: bool
    caveats: tuple[str, ...] = ()
    is_monthly: bool = True
    is_by_hand: bool = False
    meaning_changed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresOverview:
    """Every measure in its groups; without a run there are none, and ``as_of`` is none."""

    as_of: date | None
    computed_at: datetime | None
    profile: str
    profile_title: str
    profile_says: str
    groups: tuple[tuple[str, tuple[FigureLine, ...]], ...]
    can_open_cases: bool


@dataclass(frozen=True, slots=True)
class CaseBehind:
    """One case behind a figure: a name for those who reach it, a stand-in for those who may not know whose it is.

    ``case_id`` is the case's public id (``action_id`` for the improvement plan); empty where there is nothing to open.
    """

    case_id: str
    action_id: str
    name: str
    on: date | None
    on_says: str
    days: int | None
    officer: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True)
class CasesBehind:
    """The cases behind one number: ``total`` is the number itself; those out of reach are counted, never shown."""

    measure: MeasureWords
    which: str
    part: str
    part_title: str
    period: str
    total: int
    out_of_reach: int
    is_pseudonym: bool
    rows: tuple[CaseBehind, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A measure that should show whether a section or an action makes a difference, with its newest value."""

    id: int
    section: str
    section_title: str
    action_id: str
    action_ref: str
    expected_direction: str
    why: str
    is_proposed: bool
    made_by: str
    line: FigureLine

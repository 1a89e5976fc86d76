"""What a reader of a service gets: frozen rows, small counts left out and said to be left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.core.improvement.referrals import Standing
from oneplan.core.improvement.services import Target
from oneplan.core.instruments import Agreement, Band, Change, Instrument, Scored
from oneplan.records.practice.rows import ReferralFile, ReferralRow, ScoreRow, ServiceRow


@dataclass(frozen=True, slots=True)
class Count:
    """A count or a length as this reader may see it; ``words`` is what to show, also where it is hidden."""

    words: str
    number: int | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many stand at a stage, take up a place or ended in a way; ``capacity`` where a place has one."""

    id: str
    title: str
    count: Count
    capacity: int | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class TargetShown:
    """A measure of the service: its share in words, what it is a share of, its aim and whether it is met."""

    target: Target
    share: Decimal | None
    words: str
    of_words: str
    is_met: bool | None
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceLook:
    """A service as this reader may see it on a day."""

    row: ServiceRow
    referred: Count
    open: Count
    late: Count
    paused: Count
    waiting: Count
    median_wait: Count
    longest_wait: Count
    waited: Count
    median_waited: Count
    stages: tuple[CountOf, ...]
    places: tuple[CountOf, ...]
    outcomes: tuple[CountOf, ...]
    targets: tuple[TargetShown, ...]
    hides: str
    instruments: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True)
class ListedReferral:
    """A referral in a list, with where it stands."""

    row: ReferralRow
    standing: Standing


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """One answering with its result worked out again, and how it differs from the one before."""

    row: ScoreRow
    instrument: Instrument
    scored: Scored
    band: Band | None
    change: Change | None
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class ReferralLook:
    """A referral with everything worked out."""

    file: ReferralFile
    standing: Standing
    scores: tuple[ScoreShown, ...]
    instruments: tuple[Instrument, ...]
    on: date

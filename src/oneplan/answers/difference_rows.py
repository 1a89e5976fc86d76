"""What a reader gets who asks whether the work made a difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.answers.figures_rows import MeasureWords
from oneplan.records.figures.queries import Expectation


class Verdict(StrEnum):
    """The one word of a statement; too early to say is a full answer."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_EARLY = "too early to say"
    NOT_ASKED = "not asked of this measure"


@dataclass(frozen=True, slots=True)
class ActedOn:
    """An action that was finished on a day."""

    action_id: str
    ref: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One period of the series, and where the course before would have led in the periods after."""

    on: date
    label: str
    amount: float | None
    words: str
    is_after: bool
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Whether one linked measure went another way after the work, in words and with everything the words stand on.

    ``amount``, ``low`` and ``high`` are in the measure's own unit; none where nothing can be stated yet.
    """

    link_id: int
    section: str
    section_title: str
    action_id: str
    action_ref: str
    measure: MeasureWords
    verdict: Verdict
    says: str
    acts_from: date | None
    acts_says: str
    before: int
    after: int
    amount: float | None
    low: float | None
    high: float | None
    possible_from: date | None
    expectation: Expectation
    expected_says: str
    others: tuple[str, ...]
    acted: tuple[ActedOn, ...]
    points: tuple[SeriesPoint, ...]
    as_of: date

    @property
    def is_expectation_said(self) -> bool:
        """Whether anybody wrote down what is expected."""
        return self.expectation.said_on is not None

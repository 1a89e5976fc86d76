"""A practice that worked somewhere, as a card: what is known of it, apart from how it could run here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oneplan.core.kernel import Problem

SUMMARY_SAYS_NOTHING = "The summary does not say."


class SourceStatus(StrEnum):
    """How much of the source was read."""

    SUMMARY_ONLY = "summary-only"
    FULL_GUIDE = "full-guide"


@dataclass(frozen=True, slots=True)
class Step:
    """What they did there, and the words it would have as an action here."""

    id: str
    says: str
    action: str


@dataclass(frozen=True, slots=True)
class Impact:
    """A figure that the source gives, with its unit, its period and how far it was checked."""

    says: str
    value: str
    unit: str
    period: str
    mark: str


@dataclass(frozen=True, slots=True)
class CardMeasure:
    """A measure of the catalogue that the practice should move, and which way."""

    id: str
    direction: str
    why: str


@dataclass(frozen=True, slots=True)
class PlannedEvidence:
    """What would show that it worked, and its kind."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Design:
    """How the practice could run here. None of it is a claim about what is done where it comes from."""

    pathway: str
    instrument: str
    provision: str
    voice: str


@dataclass(frozen=True, slots=True)
class Card:
    """One practice. ``runs`` is the service that runs here once it is adopted, where there is one."""

    id: str
    title: str
    area: str
    theme: str
    relevance: int
    needs: tuple[str, ...]
    stages: tuple[str, ...]
    problems: tuple[str, ...]
    who: str
    trigger: str
    steps: tuple[Step, ...]
    timescales: str
    roles: tuple[str, ...]
    records: tuple[str, ...]
    impact_says: str
    impacts: tuple[Impact, ...]
    measures: tuple[CardMeasure, ...]
    checklist: tuple[str, ...]
    evidence: tuple[PlannedEvidence, ...]
    design: Design
    runs: str
    source: str
    source_status: SourceStatus
    status: str

    @property
    def words(self) -> str:
        """Everything that a search looks through."""
        said = (self.id, self.title, self.area, self.theme, self.who, self.trigger, *(each.says for each in self.steps))
        return " ".join((*said, *self.roles, self.impact_says, self.design.pathway, self.design.instrument)).casefold()

    def step(self, step_id: str) -> Step:
        """One step; raises Problem where the card has none of that name."""
        for each in self.steps:
            if each.id == step_id:
                return each
        raise Problem(f"{self.id} has no step “{step_id}”.", do="Choose among the steps on its card.")


@dataclass(frozen=True, slots=True)
class ProblemTag:
    """A kind of trouble that a practice answers, the measures that tell of it and the words it goes by."""

    id: str
    title: str
    measures: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of trouble weighs when practices are put in order, and how many of a kind count at most."""

    measure: int
    challenge: int
    finding: int
    own_measure: int
    most_of_a_kind: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words by which cards are found, in the order in which they are offered."""

    needs: Mapping[str, str]
    stages: Mapping[str, str]
    problems: Mapping[str, ProblemTag]
    weights: Weights


def matching(
    cards: tuple[Card, ...], *, words: str = "", need: str = "", stage: str = "", problem: str = "", runs: bool = False
) -> tuple[Card, ...]:
    """The cards that hold every word and carry every tag asked for, in their own order."""
    asked = words.casefold().split()
    return tuple(
        card
        for card in cards
        if all(word in card.words for word in asked)
        and (not need or need in card.needs)
        and (not stage or stage in card.stages)
        and (not problem or problem in card.problems)
        and (not runs or card.runs)
    )

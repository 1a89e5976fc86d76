"""What an instrument is: its questions, the scales they are answered on, and how answers become a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from oneplan.core.kernel import Problem

NOT_APPLICABLE = "not applicable"
Response = int | str | None
Answers = Mapping[str, Response]


class Kind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    NUMBER = "number"
    CHOICE = "choice"
    WORDS = "words"
    JUDGEMENT = "judgement"
    STATEMENT = "statement"


class Scoring(StrEnum):
    """How answers become a result."""

    SUM = "sum"
    WEIGHTED = "weighted"
    COLOURS = "colours"
    STATEMENTS = "statements"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Step:
    """One answer that a scale allows, with the words that describe it."""

    value: int
    text: str
    easy_read: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers allowed, from the lowest."""

    id: str
    steps: tuple[Step, ...]

    def step(self, value: int) -> Step:
        """The step of a value, or a refusal that lists what is allowed."""
        for step in self.steps:
            if step.value == value:
                return step
        allowed = ", ".join(f"{step.value} ({step.text})" for step in self.steps)
        raise Problem(f"{value} is not on the scale “{self.id}”.", do=f"Use one of: {allowed}.")

    @property
    def lowest(self) -> int:
        """The least that may be answered."""
        return min(step.value for step in self.steps)

    @property
    def highest(self) -> int:
        """The most that may be answered."""
        return max(step.value for step in self.steps)


@dataclass(frozen=True, slots=True)
class BearsOn:
    """A kind of record kept here that bears on a question, and which of them."""

    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, criterion or item, with the place in its source that it answers to."""

    id: str
    text: str
    kind: Kind
    easy_read: str = ""
    domain: str = ""
    scale: str = ""
    choices: tuple[str, ...] = ()
    weight: int = 1
    is_required: bool = True
    is_reversed: bool = False
    asked_when: str = ""
    asked_when_values: tuple[str, ...] = ()
    place: str = ""
    asks: str = ""
    bears_on: tuple[BearsOn, ...] = ()

    @property
    def is_scored(self) -> bool:
        """Whether the answer counts towards a total or a colour."""
        return self.kind in (Kind.SCALE, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Domain:
    """Questions that are read together."""

    id: str
    title: str
    weight: int = 1
    says: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """What a total is called from a score on; ``group`` keeps cut-offs for some people only, such as an age band."""

    id: str
    title: str
    from_score: Decimal
    says: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """However good the total, an answer this low on this question (or domain) holds the band at or below ``band``."""

    band: str
    at_most: int
    says: str
    question: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """Who holds the rights, and whether the questions may stand here at all."""

    holder: str
    says: str
    may_copy: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result that somebody outside gives, and what follows from it."""

    id: str
    title: str
    says: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a set of questions and how it is scored; a change to either is another version."""

    id: str
    version: str
    title: str
    licence: Licence
    scoring: Scoring
    questions: tuple[Question, ...]
    bands: tuple[Band, ...] = ()
    caps: tuple[Cap, ...] = ()
    domains: tuple[Domain, ...] = ()
    scales: Mapping[str, Scale] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    reliable_change: Decimal | None = None
    lower_is_better: bool = False
    entered_from: int = 0
    entered_to: int = 0
    says: str = ""
    source: str = ""
    checked_on: date | None = None
    status: str = ""

    @property
    def key(self) -> str:
        """Id and version together: results of different versions are never mixed without saying so."""
        return f"{self.id} {self.version}"

    def question(self, name: str) -> Question:
        """One question, or a refusal that names it."""
        for each in self.questions:
            if each.id == name:
                return each
        raise Problem(f"“{self.title}” has no question “{name}”.", do="Use the id of one of its questions.")

    def domain(self, name: str) -> Domain:
        """One domain, or a refusal that names it."""
        for each in self.domains:
            if each.id == name:
                return each
        raise Problem(f"“{self.title}” has no part “{name}”.", do="Use the id of one of its parts.")

    def in_domain(self, name: str) -> tuple[Question, ...]:
        """The questions of one domain, in order."""
        return tuple(each for each in self.questions if each.domain == name)

    def range_of(self, question: Question) -> tuple[int, int]:
        """The lowest and highest that a scored question can give."""
        scale = self.scales[question.scale]
        return scale.lowest, scale.highest

    def bands_for(self, group: str) -> tuple[Band, ...]:
        """The bands of a group from the lowest score on; those for everyone where the group has none of its own."""
        own = tuple(each for each in self.bands if each.group == group)
        return own or tuple(each for each in self.bands if not each.group)

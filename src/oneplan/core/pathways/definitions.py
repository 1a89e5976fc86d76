"""What a pathway is made of, as the rulebook writes it: clocks, limbs, conditions, exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from oneplan.core.kernel import Problem
from oneplan.core.law import Parameter, Status
from oneplan.core.pathways.facts import FactKind


class Role(StrEnum):
    """What a row of the answer is."""

    LIMIT = "limit"
    DAY = "day"
    VALUE = "value"
    RULE = "rule"


class Kind(StrEnum):
    """What gives a row its force."""

    DUTY = "duty"
    GUIDANCE = "guidance"
    LOCAL = "local"


class Nature(StrEnum):
    """What a row is for: something to do, the family's own time, a day to plan by, or a count."""

    ACT = "act"
    RIGHT = "right"
    PLANNING = "planning"
    STATISTIC = "statistic"


def force_of(kind: Kind, nature: Nature) -> str:
    """The one word that tells a reader what kind of row this is: its nature, or for an act its kind."""
    return kind.value if nature is Nature.ACT else nature.value


class Repeat(StrEnum):
    """What a second start does while the clock is open."""

    FIRST = "first"
    LATEST = "latest"
    EACH = "each"


class Edge(StrEnum):
    """How an amount is counted from a day."""

    OF = "of"
    BEGINNING_WITH = "beginning_with"
    BEFORE = "before"
    CLEAR_BEFORE = "clear_before"
    ITSELF = "itself"
    DAY_AFTER = "day_after"
    IN_YEAR = "in_year"
    BEFORE_IN_YEAR = "before_in_year"
    NEXT_IN_YEAR = "next_in_year"
    BIRTHDAY = "birthday"
    DAY_BEFORE_BIRTHDAY = "day_before_birthday"
    LEAVING_DATE = "leaving_date"


class Combine(StrEnum):
    """How the limbs of one limit make one day."""

    ONLY = "only"
    EARLIER = "earlier"
    LATER = "later"
    FIRST_KNOWN = "first_known"
    EARLIER_KNOWN = "earlier_known"


class Which(StrEnum):
    """Which of several like facts a limb starts from."""

    FIRST_AFTER = "first_after"
    LAST_BEFORE = "last_before"
    LAST_ANY = "last_any"
    NEAREST = "nearest"


class Test(StrEnum):
    """How the facts are tested to see whether an exception is available."""

    __test__ = False  # not a test case, whatever its name says

    CLOSURE = "closure"
    DURING = "during"
    ABSENCE = "absence"
    SAME_BODY = "same_body"
    IN_FORCE_ON_DUE_DAY = "in_force_on_due_day"


class Asks(StrEnum):
    """What a condition asks."""

    IN = "in"
    NOT_IN = "not_in"
    IS = "is"
    ABOVE = "above"
    AT_MOST = "at_most"
    UNDER_AGE = "under_age"
    AT_LEAST_AGE = "at_least_age"
    AT_LEAST_YEAR_GROUP = "at_least_year_group"


@dataclass(frozen=True, slots=True)
class Condition:
    """A named question about a fact's detail, or about the person's age on the fact's day."""

    asks: Asks
    detail: str = ""
    values: tuple[str | bool, ...] = ()
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact that matters to a clock, perhaps only under conditions."""

    fact: str
    when: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Limb:
    """One way of reaching a day: from a day, by an amount, with an edge."""

    edge: Edge
    parameter: str = ""
    source: str = ""
    from_detail: str = ""
    which: Which = Which.FIRST_AFTER
    where: tuple[Condition, ...] = ()
    when: tuple[Condition, ...] = ()
    optional: bool = False
    skip_tribunal_days: bool = False
    less_detail: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """One output: what starts it, what ends it, and how its day is reached."""

    output: str
    rule: str
    title: str
    pathway: str
    owner: str
    role: Role
    kind: Kind
    nature: Nature
    status: Status | None
    law: str
    starts: tuple[FactRef, ...]
    stops: tuple[FactRef, ...]
    superseded_by: tuple[FactRef, ...]
    own_superseded_by: tuple[FactRef, ...]
    withdrawn_by: tuple[FactRef, ...]
    revived_by: tuple[FactRef, ...]
    reopens_after: tuple[FactRef, ...]
    repeat: Repeat
    per: str
    backward: bool
    look_back: str
    only_if_chosen: bool
    while_in_force: bool
    exceptions: str
    combine: Combine
    roll_tribunal_start: bool
    date_set_by: str
    follows: str
    limbs: tuple[Limb, ...]
    notes: tuple[str, ...]
    needs: tuple[str, ...]
    law_by_as_of: bool
    measure: str
    parameters: Mapping[str, str]
    value: str
    entitled: tuple[str, ...]

    @property
    def force(self) -> str:
        """The one word that tells a reader what this is."""
        return force_of(self.kind, self.nature)

    @property
    def id(self) -> str:
        """The rule and the output together, which name one clock."""
        return f"{self.rule}/{self.output}"


@dataclass(frozen=True, slots=True)
class Allowance:
    """An exception that one limit allows, the provision that allows it and its own thresholds."""

    code: str
    law: str
    status: Status
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExceptionSet:
    """The exceptions that a limit allows."""

    id: str
    title: str
    allows: Mapping[str, Allowance]


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """A reason for which a limit need not be met, and how the facts are tested for it."""

    code: str
    title: str
    test: Test
    evidence: FactRef
    reading: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Pathway:
    """A journey: its facts and its clocks."""

    id: str
    title: str
    about: str
    source: str
    status: Status
    owner: str
    facts: tuple[FactKind, ...]
    clocks: tuple[Clock, ...]


_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the engine needs to know about the law: pathways, facts, parameters and exceptions."""

    pathways: tuple[Pathway, ...]
    facts: Mapping[str, FactKind]
    parameters: Mapping[str, Parameter]
    exceptions: Mapping[str, ExceptionRule]
    exception_sets: Mapping[str, ExceptionSet]
    outputs: Mapping[str, tuple[Clock, ...]]

    def parameter(self, name: str) -> Parameter:
        """A parameter by its id."""
        return _held(self.parameters, name, "parameter")

    def fact(self, name: str) -> FactKind:
        """A fact's kind by its name."""
        return _held(self.facts, name, "fact")

    def pathway(self, name: str) -> Pathway:
        """A pathway by its id."""
        return _held({each.id: each for each in self.pathways}, name, "pathway")


def _held(table: Mapping[str, _Found], name: str, noun: str) -> _Found:
    try:
        return table[name]
    except KeyError:
        raise Problem(
            f"There is no {noun} called “{name}”.",
            why="The rulebook does not hold it.",
            do=f"Use one of the {noun}s that “oneplan clocks facts” lists.",
        ) from None

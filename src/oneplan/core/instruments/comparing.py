"""Two results beside each other: before and after, or two people who looked at the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from oneplan.core.instruments.questions import Answers, Instrument, Question, Response
from oneplan.core.instruments.scoring import Scored, is_asked
from oneplan.core.kernel import Problem

HUNDRED = Decimal(100)


class Direction(StrEnum):
    """What a change between two results says."""

    BETTER = "better"
    WORSE = "worse"
    NO_RELIABLE_CHANGE = "no reliable change"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Change:
    """The step from one result to the next; not known where either has no total."""

    before: Decimal | None
    after: Decimal | None
    difference: Decimal | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class Differing:
    """One question on which two assessors gave different answers."""

    question: Question
    first: Response
    second: Response
    apart: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two assessors agree: over the questions both answered, so a gap is not a disagreement."""

    compared: int
    exact: int
    within_one: int
    differing: tuple[Differing, ...]

    @property
    def exact_share(self) -> Decimal | None:
        """The share of questions with the same answer; none where nothing can be compared."""
        return HUNDRED * self.exact / self.compared if self.compared else None


def change(instrument: Instrument, before: Scored, after: Scored) -> Change:
    """Before to after, on one version of one instrument, against the change that chance alone could make."""
    if before.instrument != after.instrument or before.instrument != instrument.key:
        raise Problem(
            "These two results are from different versions.",
            why="A difference could come from the questions rather than from the person or service.",
            do=f"Use two results of “{instrument.key}”, or show them apart with their versions named.",
        )
    if before.total is None or after.total is None:
        return Change(before.total, after.total, None, Direction.NOT_KNOWN)
    difference = after.total - before.total
    return Change(before.total, after.total, difference, _direction(instrument, difference))


def agreement(instrument: Instrument, first: Answers, second: Answers) -> Agreement:
    """Where two assessors agree and where they differ."""
    compared = exact = within = 0
    differing = []
    for question in instrument.questions:
        one, two = first.get(question.id), second.get(question.id)
        if not question.is_scored or one in (None, "") or two in (None, ""):
            continue
        compared += 1
        apart = abs(one - two) if isinstance(one, int) and isinstance(two, int) else int(one != two) * 2
        exact += apart == 0
        within += apart <= 1
        if apart:
            differing.append(Differing(question, one, two, apart))
    return Agreement(compared, exact, within, tuple(differing))


def consensus(instrument: Instrument, first: Answers, second: Answers, agreed: Answers) -> Mapping[str, Response]:
    """The answers both stand by: theirs where they agree, the agreed one where they differ or one gave none."""
    answers: dict[str, Response] = {}
    open_questions = []
    for question in instrument.questions:
        one, two = first.get(question.id), second.get(question.id)
        if question.id in agreed:
            answers[question.id] = agreed[question.id]
        elif one == two:
            answers[question.id] = one
        elif is_asked(question, {**first, **agreed}):
            open_questions.append(question.text)
    if open_questions:
        raise Problem(
            f"The two assessors have not agreed on {len(open_questions)} of the questions.",
            why=f"First of them: “{open_questions[0]}”",
            do="Talk it through and record the answer you both stand by.",
        )
    return answers


def _direction(instrument: Instrument, difference: Decimal) -> Direction:
    least = instrument.reliable_change if instrument.reliable_change is not None else Decimal(1)
    if abs(difference) < least:
        return Direction.NO_RELIABLE_CHANGE
    return Direction.BETTER if (difference < 0) is instrument.lower_is_better else Direction.WORSE

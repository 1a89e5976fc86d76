"""What must be there before an action is called finished for good: evidence, its difference and a second reader."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.kernel import Problem

EVIDENCE = "evidence"
DIFFERENCE = "difference"
REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of evidence: its kind and the day it is from, where it says one."""

    kind: EvidenceKind
    on: date | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What an action can show. ``reviewer`` is whoever approves, none while nobody has been asked."""

    evidence: tuple[Shown, ...] = ()
    differences: int = 0
    owner_roles: frozenset[str] = frozenset()
    asked_by: int | None = None
    reviewer: int | None = None
    reviewer_roles: frozenset[str] = frozenset()

    @property
    def dated(self) -> tuple[Shown, ...]:
        """The evidence that says which day it is from."""
        return tuple(item for item in self.evidence if item.on is not None)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must be there, whether it is, and the words for both."""

    id: str
    title: str
    is_there: bool
    missing: str


def steps_to_green(proof: Proof) -> tuple[Step, ...]:
    """Everything that a green rating rests on, in the order in which people bring it."""
    return (
        Step(
            EVIDENCE,
            "At least one item of evidence with its day",
            bool(proof.dated),
            "evidence with the day it is from: figures, an audit, or what families, practitioners or workforce show",
        ),
        Step(
            DIFFERENCE,
            "What difference it made, in a sentence",
            proof.differences > 0,
            "a statement of the difference it made for children, young people and families",
        ),
        Step(
            REVIEWER,
            "A reviewer who neither owns it nor asks",
            _is_second(proof),
            "a reviewer who does not own the action and did not ask",
        ),
    )


def missing_for_green(proof: Proof) -> tuple[str, ...]:
    """What is still missing before the action can be green, in words; nothing when nothing is."""
    return tuple(step.missing for step in steps_to_green(proof) if not step.is_there)


class GreenRefused(Problem):
    """A green rating without what it must rest on: nothing was changed, and what is missing is named."""

    def __init__(self, ref: str, missing: Collection[str]) -> None:
        self.missing = tuple(missing)
        listed = "; ".join(self.missing)
        super().__init__(
            f"Action {ref} cannot be rated complete yet: it still needs {listed}.",
            why="Complete is not the same as embedded. A green rating says that somebody else saw what it changed.",
            do="Add what is missing on the page of the action, then ask for green; somebody else approves it. "
            "Until then, rate it as complete with its impact still to be evidenced.",
        )


def check_may_be_set(ref: str, rating: Rating, proof: Proof | None = None) -> None:
    """Refuses a green rating that rests on too little, in words that list what is missing; lets every other pass."""
    missing = missing_for_green(proof or Proof()) if rating.is_green else ()
    if missing:
        raise GreenRefused(ref, missing)


def _is_second(proof: Proof) -> bool:
    if proof.reviewer is None or proof.reviewer == proof.asked_by:
        return False
    return not proof.reviewer_roles & proof.owner_roles

"""A decision is made with a quorum, or noted without one until the chair acts or a later meeting ratifies."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from oneplan.core.kernel import Problem


class DecisionState(StrEnum):
    """Where a decision stands."""

    MADE = "made"
    NOTED = "noted-inquorate"
    CHAIRS_ACTION = "chairs-action"
    RATIFIED = "ratified"
    REFUSED = "refused"


WORDS: Mapping[DecisionState, str] = {
    DecisionState.MADE: "Decided",
    DecisionState.NOTED: "Noted, not decided: the meeting had no quorum",
    DecisionState.CHAIRS_ACTION: "Chair's action, to be ratified",
    DecisionState.RATIFIED: "Ratified by a later meeting",
    DecisionState.REFUSED: "Refused by a later meeting",
}
NEXT: Mapping[DecisionState, frozenset[DecisionState]] = {
    DecisionState.MADE: frozenset(),
    DecisionState.NOTED: frozenset({DecisionState.CHAIRS_ACTION, DecisionState.RATIFIED, DecisionState.REFUSED}),
    DecisionState.CHAIRS_ACTION: frozenset({DecisionState.RATIFIED, DecisionState.REFUSED}),
    DecisionState.RATIFIED: frozenset(),
    DecisionState.REFUSED: frozenset(),
}
STANDS = frozenset({DecisionState.MADE, DecisionState.CHAIRS_ACTION, DecisionState.RATIFIED})
WAITS = frozenset({DecisionState.NOTED, DecisionState.CHAIRS_ACTION})


def recorded_as(*, is_quorate: bool) -> DecisionState:
    """How a decision of a meeting enters the record: nothing is made without a quorum for its item."""
    return DecisionState.MADE if is_quorate else DecisionState.NOTED


def check_may_become(now: DecisionState, wanted: DecisionState) -> None:
    """Refuses, in words, a step that the record of a decision may not take."""
    if wanted in NEXT[now]:
        return
    open_to = " or ".join(sorted(WORDS[each].lower() for each in NEXT[now]))
    raise Problem(
        f"This decision cannot become “{WORDS[wanted].lower()}”.",
        why=f"It stands as: {WORDS[now].lower()}.",
        do=f"It may still become: {open_to}." if open_to else "Record a new decision at a meeting instead.",
    )

"""What nobody is saying: the things a plan's own words leave out, counted and opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oneplan.core.improvement.rating import Rating
from oneplan.web.plan.lines import NO_DATE, NO_OWNER, PLAIN_TO_SEE, Line

OVERDUE_ON_TRACK = "overdue-on-track"
NO_OWNER_NAMED = "no-owner"
NO_DATE_GIVEN = "no-date"
CONTRADICTED = "contradicted"
UNPROVEN = "unproven"
FOUND = "found"

TITLES = {
    OVERDUE_ON_TRACK: "Overdue, yet rated as going well",
    NO_OWNER_NAMED: "Nobody owns it",
    NO_DATE_GIVEN: "No date to hold it to",
    CONTRADICTED: "Its own words say otherwise",
    UNPROVEN: "Done, but no difference shown yet",
    FOUND: "Something in its wording to settle",
}
SAYS = {
    OVERDUE_ON_TRACK: "The day has passed and the rating still says not started, or on track.",
    NO_OWNER_NAMED: "No role is named, or it is still to be allocated.",
    NO_DATE_GIVEN: "It is live, and has no day by which it should be done.",
    CONTRADICTED: "An update, or a promise in the timeline, says something that the rating or the date does not.",
    UNPROVEN: "The work is said to be complete; the evidence that it made a difference is still to come.",
    FOUND: "A cross-reference that leads nowhere, a gap in numbering, a condition on funding and the like.",
}
CALM = frozenset({Rating.ON_TRACK, Rating.NOT_STARTED})
CONTRADICTIONS = frozenset({"rating_contradicted", "promise_date_differs"})


@dataclass(frozen=True, slots=True)
class Silence:
    """One kind of silence: how many actions, and the address that shows them."""

    title: str
    says: str
    count: int
    address: str
    is_here: bool


def applies(kind: str, line: Line) -> bool:
    """Whether this silence is true of the action."""
    match kind:
        case "overdue-on-track":
            return line.is_late and line.rating in CALM
        case "no-owner":
            return NO_OWNER in line.kinds and line.rating.is_live
        case "no-date":
            return line.due_state == NO_DATE
        case "contradicted":
            return bool(line.kinds & CONTRADICTIONS)
        case "unproven":
            return line.rating is Rating.COMPLETE_UNEMBEDDED
        case _:
            return bool(line.kinds - CONTRADICTIONS - PLAIN_TO_SEE)


def heard(lines: Iterable[Line], address: str, chosen: str = "") -> tuple[Silence, ...]:
    """Every silence that is true of at least one action."""
    every = tuple(lines)
    counts = {kind: sum(1 for line in every if applies(kind, line)) for kind in TITLES}
    return tuple(
        Silence(TITLES[kind], SAYS[kind], count, f"{address}?silence={kind}", kind == chosen)
        for kind, count in counts.items()
        if count
    )

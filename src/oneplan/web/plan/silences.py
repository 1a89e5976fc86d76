"""What nobody is saying: the things a plan's own words leave out, counted and opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from oneplan.core.improvement.rating import Rating
from oneplan.web.plan.lines import NO_DATE, NO_OWNER, PLAIN_TO_SEE, Line

OVERDUE_ON_TRACK = "overdue-on-track"
NO_OWNER_NAMED = "no-owner"
NO_DATE_GIVEN = "no-date"
CONTRADICTED = "contradicted"
UNPROVEN = "unproven"
EVIDENCE_UNSEEN = "evidence-unseen"
DANGLING = "dangling"
FOUND = "found"

TITLES = {
    OVERDUE_ON_TRACK: "Overdue, yet rated as going well",
    NO_OWNER_NAMED: "Nobody owns it",
    NO_DATE_GIVEN: "No date to hold it to",
    CONTRADICTED: "Its own words say otherwise",
    UNPROVEN: "Done, but no difference shown yet",
    EVIDENCE_UNSEEN: "Green, and its evidence has not been seen",
    DANGLING: "A cross-reference that leads nowhere",
    FOUND: "Something in its wording to settle",
}
SAYS = {
    OVERDUE_ON_TRACK: "The day has passed and the rating still says not started, or on track.",
    NO_OWNER_NAMED: "No role is named, or it is still to be allocated.",
    NO_DATE_GIVEN: "It is live, and has no day by which it should be done.",
    CONTRADICTED: "An update, or a promise in the timeline, says something that the rating or the date does not.",
    UNPROVEN: "The work is said to be complete; the evidence that it made a difference is still to come.",
    EVIDENCE_UNSEEN: "A document brought the rating in; nobody here has approved it on evidence.",
    DANGLING: "It points to an action or a section that the plan does not have.",
    FOUND: "A gap in numbering, a date that can be read in two ways, a condition on funding and the like.",
}
CALM = frozenset({Rating.ON_TRACK, Rating.NOT_STARTED})
CONTRADICTIONS = frozenset({"rating_contradicted", "promise_date_differs"})
NOWHERE = frozenset({"dangling_reference"})


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
    return _TRUE.get(kind, _has_more_to_settle)(line)


def heard(lines: Iterable[Line], address: str, chosen: str = "") -> tuple[Silence, ...]:
    """Every silence that is true of at least one action."""
    every = tuple(lines)
    counts = {kind: sum(1 for line in every if applies(kind, line)) for kind in TITLES}
    return tuple(
        Silence(TITLES[kind], SAYS[kind], count, f"{address}?silence={kind}", kind == chosen)
        for kind, count in counts.items()
        if count
    )


def _has_more_to_settle(line: Line) -> bool:
    return bool(line.kinds - CONTRADICTIONS - NOWHERE - PLAIN_TO_SEE)


_TRUE: Mapping[str, Callable[[Line], bool]] = {
    OVERDUE_ON_TRACK: lambda line: line.is_late and line.rating in CALM,
    NO_OWNER_NAMED: lambda line: NO_OWNER in line.kinds and line.rating.is_live,
    NO_DATE_GIVEN: lambda line: line.due_state == NO_DATE,
    CONTRADICTED: lambda line: bool(line.kinds & CONTRADICTIONS),
    UNPROVEN: lambda line: line.rating is Rating.COMPLETE_UNEMBEDDED,
    EVIDENCE_UNSEEN: lambda line: line.is_unseen,
    DANGLING: lambda line: bool(line.kinds & NOWHERE),
}

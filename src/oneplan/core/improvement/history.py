"""What happened to an action, and where that leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from oneplan.core.improvement.facets import (
    UNDATED,
    Facet,
    Facets,
    Rated,
    due_from_plain,
    facets_from_plain,
    from_plain,
)
from oneplan.core.improvement.reading import Due

# Under which an event says who approved a green rating, and on what.
PROOF = "proof"


class EventKind(StrEnum):
    """What can happen to an action."""

    IMPORTED = "imported"
    ADDED = "added"
    TEXT_CHANGED = "text_changed"
    PHASE_CHANGED = "phase_changed"
    MOVED = "moved"
    RATING_CHANGED = "rating_changed"
    DUE_CHANGED = "due_changed"
    OWNERS_CHANGED = "owners_changed"
    SOURCES_CHANGED = "sources_changed"
    SCHEDULE_CHANGED = "schedule_changed"
    LINKS_CHANGED = "links_changed"
    BASELINE_ASKED = "baseline_asked"
    BASELINE_SET = "baseline_set"
    BASELINE_REFUSED = "baseline_refused"
    KEPT_OURS = "kept_ours"
    UPDATE_RECORDED = "update_recorded"
    EVIDENCE_ADDED = "evidence_added"
    IMPACT_STATED = "impact_stated"
    SUPERSEDED = "superseded"
    RESTORED = "restored"
    UNDONE = "undone"


KIND_OF_CHANGE: Mapping[Facet, EventKind] = {
    Facet.TEXT: EventKind.TEXT_CHANGED,
    Facet.PHASE: EventKind.PHASE_CHANGED,
    Facet.SECTION: EventKind.MOVED,
    Facet.RATING: EventKind.RATING_CHANGED,
    Facet.DUE: EventKind.DUE_CHANGED,
    Facet.OWNERS: EventKind.OWNERS_CHANGED,
    Facet.SOURCES: EventKind.SOURCES_CHANGED,
    Facet.SCHEDULE: EventKind.SCHEDULE_CHANGED,
    Facet.LINKS: EventKind.LINKS_CHANGED,
}
_FACET_OF_CHANGE = {kind: facet for facet, kind in KIND_OF_CHANGE.items()}
_COUNTED = {
    EventKind.UPDATE_RECORDED: "updates",
    EventKind.EVIDENCE_ADDED: "evidence",
    EventKind.IMPACT_STATED: "impacts",
}
_BASELINE = {EventKind.BASELINE_ASKED, EventKind.BASELINE_SET, EventKind.BASELINE_REFUSED}


NOTHING = Facets()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, in the order it was written down."""

    sequence: int
    kind: EventKind
    on: date
    details: Mapping[str, Any] = field(default_factory=dict)
    supersedes: int | None = None
    from_import: bool = False


@dataclass(frozen=True, slots=True)
class ActionState:
    """Where an action stands.

    ``imported`` is what the last document said; ``changed_here`` is what people changed since; ``is_proven`` says that
    the rating it has was approved here on evidence. ``first_due`` is the first date the plan ever gave and never
    changes; ``baseline`` is the date that slippage is measured from, once somebody else agreed that it be counted
    from anew, and ``baselines`` how often that was.
    """

    facets: Facets = NOTHING
    imported: Facets = NOTHING
    changed_here: frozenset[Facet] = frozenset()
    is_withdrawn: bool = True
    is_superseded: bool = False
    version: int = 0
    changed_on: date | None = None
    updates: int = 0
    evidence: int = 0
    impacts: int = 0
    is_proven: bool = False
    is_added_here: bool = False
    first_due: Due = UNDATED
    baseline: Due = UNDATED
    baselines: int = 0
    is_baseline_asked: bool = False

    @property
    def is_evidence_unseen(self) -> bool:
        """Whether it is rated green and nobody here has approved that on evidence."""
        return self.facets.rating.rating.is_green and not self.is_proven


def state_of(events: Iterable[Event]) -> ActionState:
    """The state that the events leave an action in; an action whose import was undone is withdrawn."""
    in_order = sorted(events, key=lambda event: event.sequence)
    cancelled = {event.supersedes for event in in_order if event.supersedes is not None}
    state = ActionState()
    for event in in_order:
        if event.sequence not in cancelled:
            state = _after(state, event)
    # Every event counts, cancelled or not, so that a form shown earlier is always noticed.
    return replace(state, version=len(in_order), changed_on=in_order[-1].on if in_order else None)


def _after(state: ActionState, event: Event) -> ActionState:
    fold = _FOLDS.get(event.kind)
    return fold(state, event) if fold else state


def _imported(_state: ActionState, event: Event) -> ActionState:
    facets = facets_from_plain(event.details)
    state = ActionState(facets=facets, imported=facets, is_withdrawn=False, is_proven=PROOF in event.details)
    return _dated(state)


def _kept_ours(state: ActionState, event: Event) -> ActionState:
    facet = Facet(event.details["facet"])
    theirs = from_plain(facet, event.details["theirs"])
    return replace(state, imported=replace(state.imported, **{facet.value: theirs}))


def _counted(state: ActionState, event: Event) -> ActionState:
    name = _COUNTED[event.kind]
    return replace(state, **{name: getattr(state, name) + 1})


def _added(_state: ActionState, event: Event) -> ActionState:
    # Nothing of it was ever in a document, so that a document that names it later meets all of it as changed here.
    facets = facets_from_plain(event.details)
    state = ActionState(
        facets=facets,
        changed_here=frozenset(Facet),
        is_withdrawn=False,
        is_added_here=True,
        is_proven=PROOF in event.details,
    )
    carried = event.details.get("carried", {})
    if not carried:
        return _dated(state)
    return replace(
        state,
        first_due=due_from_plain(carried["first_due"]),
        baseline=due_from_plain(carried["baseline"]),
        baselines=carried["baselines"],
    )


def _dated(state: ActionState) -> ActionState:
    """The first date that the plan gave, or the one that it says the action had before."""
    due = state.facets.due
    if state.first_due.due_on is not None or due.due_on is None:
        return state
    # An earlier day that the document itself tells of has no words of its own.
    first = Due(due_on=due.revised_from) if due.revised_from else due
    return replace(state, first_due=first, baseline=first)


def _counted_anew(state: ActionState, event: Event) -> ActionState:
    if event.kind is not EventKind.BASELINE_SET:
        return replace(state, is_baseline_asked=event.kind is EventKind.BASELINE_ASKED)
    due = due_from_plain(event.details["after"])
    return replace(
        state,
        facets=replace(state.facets, due=due),
        changed_here=state.changed_here | {Facet.DUE},
        first_due=state.first_due if state.first_due.due_on else due,
        baseline=due,
        baselines=state.baselines + 1,
        is_baseline_asked=False,
    )


def _changed(state: ActionState, event: Event) -> ActionState:
    facet = _FACET_OF_CHANGE[event.kind]
    part = {facet.value: from_plain(facet, event.details["after"])}
    here = state.changed_here - {facet} if event.from_import else state.changed_here | {facet}
    imported = replace(state.imported, **part) if event.from_import else state.imported
    proven = _is_proven(state, event, part[facet.value]) if facet is Facet.RATING else state.is_proven
    facets = replace(state.facets, **part)
    return _dated(replace(state, facets=facets, imported=imported, changed_here=here, is_proven=proven))


def _is_proven(state: ActionState, event: Event, after: Rated) -> bool:
    """Proof belongs to one rating: a document that only writes the same rating in another word leaves it standing."""
    is_same = after.rating is state.facets.rating.rating
    return PROOF in event.details or (event.from_import and is_same and state.is_proven)


_FOLDS: Mapping[EventKind, Callable[[ActionState, Event], ActionState]] = {
    EventKind.IMPORTED: _imported,
    EventKind.ADDED: _added,
    EventKind.KEPT_OURS: _kept_ours,
    # Whatever was asked about an action that leaves the plan is no longer waited for.
    EventKind.SUPERSEDED: lambda state, _: replace(state, is_superseded=True, is_baseline_asked=False),
    EventKind.RESTORED: lambda state, _: replace(state, is_superseded=False),
    **dict.fromkeys(_COUNTED, _counted),
    **dict.fromkeys(_BASELINE, _counted_anew),
    **dict.fromkeys(_FACET_OF_CHANGE, _changed),
}

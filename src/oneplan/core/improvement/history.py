"""What happened to an action, and where that leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from oneplan.core.improvement.facets import Facet, Facets, Rated, facets_from_plain, from_plain

# Under which an event says who approved a green rating, and on what.
PROOF = "proof"


class EventKind(StrEnum):
    """What can happen to an action."""

    IMPORTED = "imported"
    TEXT_CHANGED = "text_changed"
    PHASE_CHANGED = "phase_changed"
    MOVED = "moved"
    RATING_CHANGED = "rating_changed"
    DUE_CHANGED = "due_changed"
    OWNERS_CHANGED = "owners_changed"
    KEPT_OURS = "kept_ours"
    UPDATE_RECORDED = "update_recorded"
    EVIDENCE_ADDED = "evidence_added"
    IMPACT_STATED = "impact_stated"
    SUPERSEDED = "superseded"
    UNDONE = "undone"


KIND_OF_CHANGE: Mapping[Facet, EventKind] = {
    Facet.TEXT: EventKind.TEXT_CHANGED,
    Facet.PHASE: EventKind.PHASE_CHANGED,
    Facet.SECTION: EventKind.MOVED,
    Facet.RATING: EventKind.RATING_CHANGED,
    Facet.DUE: EventKind.DUE_CHANGED,
    Facet.OWNERS: EventKind.OWNERS_CHANGED,
}
_FACET_OF_CHANGE = {kind: facet for facet, kind in KIND_OF_CHANGE.items()}
_COUNTED = {
    EventKind.UPDATE_RECORDED: "updates",
    EventKind.EVIDENCE_ADDED: "evidence",
    EventKind.IMPACT_STATED: "impacts",
}


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
    the rating it has was approved here on evidence.
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
    if event.kind is EventKind.IMPORTED:
        facets = facets_from_plain(event.details)
        return ActionState(facets=facets, imported=facets, is_withdrawn=False, is_proven=PROOF in event.details)
    if event.kind in _FACET_OF_CHANGE:
        return _changed(state, event, _FACET_OF_CHANGE[event.kind])
    if event.kind is EventKind.KEPT_OURS:
        facet = Facet(event.details["facet"])
        theirs = from_plain(facet, event.details["theirs"])
        return replace(state, imported=replace(state.imported, **{facet.value: theirs}))
    if event.kind in _COUNTED:
        name = _COUNTED[event.kind]
        return replace(state, **{name: getattr(state, name) + 1})
    if event.kind is EventKind.SUPERSEDED:
        return replace(state, is_superseded=True)
    return state


def _changed(state: ActionState, event: Event, facet: Facet) -> ActionState:
    part = {facet.value: from_plain(facet, event.details["after"])}
    here = state.changed_here - {facet} if event.from_import else state.changed_here | {facet}
    imported = replace(state.imported, **part) if event.from_import else state.imported
    proven = _is_proven(state, event, part[facet.value]) if facet is Facet.RATING else state.is_proven
    facets = replace(state.facets, **part)
    return replace(state, facets=facets, imported=imported, changed_here=here, is_proven=proven)


def _is_proven(state: ActionState, event: Event, after: Rated) -> bool:
    """Proof belongs to one rating: a document that only writes the same rating in another word leaves it standing."""
    is_same = after.rating is state.facets.rating.rating
    return PROOF in event.details or (event.from_import and is_same and state.is_proven)

"""What a document would change in a plan, action by action, and what people changed here meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from oneplan.core.improvement.facets import Facet, Facets, Rated, in_words
from oneplan.core.improvement.history import ActionState
from oneplan.core.improvement.matching import (
    KnownAction,
    KnownSection,
    key_of,
    match_actions,
    match_sections,
    plain_words,
)
from oneplan.core.improvement.reading import Due, Owner, PlanReading, ReadAction

OURS, THEIRS = "ours", "theirs"
KEEP, SUPERSEDE = "keep", "supersede"


@dataclass(frozen=True, slots=True)
class CurrentAction:
    """An action of the plan as it stands."""

    key: str
    ref: str
    state: ActionState
    ref_is_given: bool = True


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action that the document has and the plan has not."""

    key: str
    read: ReadAction
    facets: Facets

    @property
    def ref(self) -> str:
        """The ref as written."""
        return self.read.ref

    @property
    def text(self) -> str:
        """What is to be done."""
        return self.read.text

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Who is to do it."""
        return self.read.owners

    @property
    def due(self) -> Due:
        """By when."""
        return self.read.due


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One part of an action that the document says differently; ``decision`` says whose words stand."""

    field: Facet
    before: str
    after: str
    value: Any
    is_conflict: bool
    decision: str


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action that the document says differently."""

    key: str
    ref: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class MissingAction:
    """An action of the plan that the document no longer has."""

    key: str
    ref: str
    text: str
    decision: str


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """Everything a document would do to a plan."""

    new: tuple[NewAction, ...]
    changed: tuple[ActionChange, ...]
    unchanged: tuple[str, ...]
    missing: tuple[MissingAction, ...]
    slugs: Mapping[str, str]
    keys: Mapping[str, str]
    other: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[ActionChange, ...]:
        """The changes that meet a change made here, each with those fields alone."""
        found = (
            replace(change, fields=tuple(each for each in change.fields if each.is_conflict)) for change in self.changed
        )
        return tuple(change for change in found if change.fields)


def difference(
    reading: PlanReading,
    *,
    sections: Sequence[KnownSection],
    actions: Sequence[CurrentAction],
    decisions: Mapping[str, str],
) -> PlanDifference:
    """The difference; a change made here stands unless somebody decided otherwise."""
    standing = {each.key: each for each in actions if not each.state.is_withdrawn}
    slugs = match_sections(reading.sections, sections)
    known = [
        KnownAction(each.key, each.state.facets.text, each.state.facets.section, each.ref_is_given)
        for each in standing.values()
    ]
    keys = match_actions(reading.actions, slugs, known)
    new, changed, unchanged = [], [], []
    for read in reading.actions:
        key = keys[key_of(read)]
        facets = facets_of(read, slugs)
        if key not in standing:
            new.append(NewAction(key, read, facets))
            continue
        fields = _changes(standing[key], facets, decisions)
        if fields:
            changed.append(ActionChange(key, standing[key].ref, fields))
        else:
            unchanged.append(standing[key].ref)
    meant = set(keys.values())
    missing = tuple(
        MissingAction(each.key, each.ref, each.state.facets.text, decisions.get(missing_key(each.key), KEEP))
        for each in standing.values()
        if each.key not in meant and not each.state.is_superseded
    )
    return PlanDifference(tuple(new), tuple(changed), tuple(unchanged), missing, slugs, keys)


def facets_of(read: ReadAction, slugs: Mapping[str, str]) -> Facets:
    """The parts of an action as a document has them."""
    return Facets(
        text=read.text,
        phase=read.phase,
        section=slugs.get(read.section, ""),
        rating=Rated(read.rating_raw, read.rating),
        due=read.due,
        owners=read.owners,
    )


def conflict_key(key: str, field: Facet) -> str:
    """Under which a decision about one part of one action is kept."""
    return f"{field.value}|{key}"


def missing_key(key: str) -> str:
    """Under which a decision about an action that the document no longer has is kept."""
    return f"missing|{key}"


def _changes(current: CurrentAction, facets: Facets, decisions: Mapping[str, str]) -> tuple[FieldChange, ...]:
    found = []
    for field in Facet:
        ours = current.state.facets.value(field)
        base = current.state.imported.value(field)
        theirs = facets.value(field)
        if _same(theirs, ours) or _same(theirs, base):
            continue  # said already, or the document repeats what it said before and people here moved on
        is_conflict = field in current.state.changed_here
        decision = decisions.get(conflict_key(current.key, field), OURS) if is_conflict else THEIRS
        found.append(FieldChange(field, in_words(field, ours), in_words(field, theirs), theirs, is_conflict, decision))
    return tuple(found)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other or (bool(one) and plain_words(one) == plain_words(other))
    return bool(one == other)

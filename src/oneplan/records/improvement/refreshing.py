"""Writes where actions stand from what happened to them; run over everything it changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from oneplan.core.improvement.facets import Facet, to_plain
from oneplan.core.improvement.history import ActionState, state_of
from oneplan.core.improvement.matching import fresh_slug
from oneplan.core.improvement.reading import Owner
from oneplan.records.improvement.models import (
    Action,
    ActionEvent,
    ActionOwner,
    ImprovementPlan,
    OwnerRole,
    Section,
)
from oneplan.records.improvement.projection import events_of

PROJECTED = (
    "section", "text", "phase", "rating", "rating_raw", "due_raw", "due_from", "due_on", "due_precision",
    "due_revised_from", "due_starts_on", "due_review_on", "due_note", "is_superseded", "is_withdrawn",
    "is_changed_here", "version", "changed_on", "update_count", "evidence_count", "impact_count", "is_evidence_unseen",
    "sources", "schedule", "first_due_on", "baseline_due_on", "baselines", "is_baseline_asked", "is_added_here",
)  # fmt: skip


def refresh(plan: ImprovementPlan, actions: Collection[Action]) -> None:
    """Puts the projection of these actions in step with their events, and raises the plan's revision."""
    states = states_of(actions)
    sections = {row.slug: row for row in Section.objects.filter(plan=plan)}
    for action in actions:
        _set(action, states[action.pk], sections)
    Action.objects.bulk_update(actions, PROJECTED, batch_size=100)
    _set_owners(plan, actions, states)
    raise_revision(plan)


def raise_revision(plan: ImprovementPlan) -> None:
    """Tells everything that keeps a page of this plan that the page is out of date."""
    ImprovementPlan.objects.filter(pk=plan.pk).update(revision=F("revision") + 1)


def states_of(actions: Collection[Action]) -> dict[int, ActionState]:
    """Where each action stands by its events alone."""
    events: dict[int, list[ActionEvent]] = defaultdict(list)
    for row in ActionEvent.objects.filter(action__in=[each.pk for each in actions]).order_by("pk"):
        events[row.action_id].append(row)
    return {action.pk: state_of(events_of(events[action.pk])) for action in actions}


def rebuild() -> int:
    """Rebuilds the projection of every plan from its events and says how many actions that was."""
    count = 0
    for plan in ImprovementPlan.objects.all():
        with transaction.atomic():
            actions = list(Action.objects.filter(plan=plan).select_for_update())
            refresh(plan, actions)
            count += len(actions)
    return count


def _set(action: Action, state: ActionState, sections: dict[str, Section]) -> None:
    facets = state.facets
    action.section = sections.get(facets.section)
    action.text, action.phase = facets.text, facets.phase
    action.rating, action.rating_raw = facets.rating.rating.value, facets.rating.raw
    action.due_raw, action.due_note = facets.due.raw, facets.due.note
    action.due_from, action.due_on = facets.due.due_from, facets.due.due_on
    action.due_precision = facets.due.precision.value
    action.due_revised_from = facets.due.revised_from
    action.due_starts_on, action.due_review_on = facets.due.starts_on, facets.due.review_on
    action.is_superseded, action.is_withdrawn = state.is_superseded, state.is_withdrawn
    action.is_evidence_unseen = state.is_evidence_unseen
    action.is_changed_here = bool(state.changed_here)
    action.version, action.changed_on = state.version, state.changed_on
    action.update_count, action.evidence_count = state.updates, state.evidence
    action.impact_count = state.impacts
    action.sources = to_plain(Facet.SOURCES, facets.sources)
    action.schedule = to_plain(Facet.SCHEDULE, facets.schedule)
    action.first_due_on, action.baseline_due_on = state.first_due.due_on, state.baseline.due_on
    action.baselines, action.is_baseline_asked = state.baselines, state.is_baseline_asked
    action.is_added_here = state.is_added_here


def _set_owners(plan: ImprovementPlan, actions: Collection[Action], states: dict[int, ActionState]) -> None:
    wanted = {action.pk: () if action.is_withdrawn else states[action.pk].facets.owners for action in actions}
    held: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = ActionOwner.objects.filter(action__in=wanted).select_related("owner_role").order_by("action_id", "position")
    for row in rows:
        held[row.action_id].append((row.owner_role.name, row.partner, row.part))
    stale = {pk: owners for pk, owners in wanted.items() if held[pk] != [_plain(each) for each in owners]}
    if not stale:
        return
    roles = _roles(plan, {each.role for owners in stale.values() for each in owners})
    ActionOwner.objects.filter(action__in=stale).delete()
    ActionOwner.objects.bulk_create(
        [
            ActionOwner(
                action_id=pk,
                owner_role=roles[each.role],
                part=each.part.value,
                partner=each.partner,
                position=position,
            )
            for pk, owners in stale.items()
            for position, each in enumerate(owners)
        ],
        batch_size=200,
    )


def _plain(owner: Owner) -> tuple[str, str, str]:
    return owner.role, owner.partner, owner.part.value


def _roles(plan: ImprovementPlan, names: Collection[str]) -> dict[str, OwnerRole]:
    known = {role.name: role for role in OwnerRole.objects.filter(plan=plan)}
    taken = {role.slug for role in known.values()}
    for name in sorted(set(names) - known.keys()):
        slug = fresh_slug(name, taken)
        taken.add(slug)
        known[name] = OwnerRole.objects.create(plan=plan, name=name, slug=slug)
    return known

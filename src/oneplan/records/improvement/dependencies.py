"""The links of a plan: derived from its words, and made here; derived again whenever they may have changed."""

from __future__ import annotations

from oneplan.core.improvement.cross_references import keys_by_ref, references
from oneplan.core.improvement.history import EventKind
from oneplan.core.improvement.links import Link, LinkKind
from oneplan.records.improvement.models import Action, ActionEvent, Dependency, ImprovementPlan, Section
from oneplan.records.improvement.refreshing import states_of


def derive(plan: ImprovementPlan) -> None:
    """Writes every link of the plan: each reference in its words, resolved or dangling, and those made here."""
    actions = {row.key: row for row in Action.objects.filter(plan=plan, is_withdrawn=False)}
    known = keys_by_ref((row.key, row.ref) for row in actions.values())
    made = _made_here(list(actions.values()))
    found = [
        Dependency(plan=plan, from_action=row, written=written[:80], to_action=actions.get(key))
        for row in actions.values()
        for written, key in references(row.text, own=row.ref, known=known)
        if not key or key not in {each.to for each in made[row.pk]}
    ]
    found += [
        Dependency(
            plan=plan,
            from_action=row,
            written=actions[link.to].ref[:80],
            to_action=actions[link.to],
            kind=link.kind.value,
            why=link.why[:300],
            is_made_here=True,
        )
        for row in actions.values()
        for link in made[row.pk]
        if link.to in actions and link.kind is not LinkKind.NOT_MEANT
    ]
    for section in Section.objects.filter(plan=plan, is_withdrawn=False):
        found += [
            Dependency(plan=plan, from_section=section, written=written[:80], to_action=actions.get(key))
            for written, key in references(section.must_improve, own="", known=known)
        ]
    Dependency.objects.filter(plan=plan).delete()
    Dependency.objects.bulk_create(found)


def _made_here(actions: list[Action]) -> dict[int, tuple[Link, ...]]:
    # Few actions carry links of their own, so only those are folded.
    changed = ActionEvent.objects.filter(action__in=[row.pk for row in actions], kind=EventKind.LINKS_CHANGED.value)
    added = ActionEvent.objects.filter(action__in=[row.pk for row in actions], kind=EventKind.ADDED.value)
    telling = {*changed.values_list("action_id", flat=True), *added.values_list("action_id", flat=True)}
    states = states_of([row for row in actions if row.pk in telling])
    return {row.pk: states[row.pk].facets.links if row.pk in states else () for row in actions}

"""The cross-references of a plan, derived from its words; derived again whenever they may have changed."""

from __future__ import annotations

from oneplan.core.improvement.cross_references import keys_by_ref, references
from oneplan.records.improvement.models import Action, Dependency, ImprovementPlan, Section


def derive(plan: ImprovementPlan) -> None:
    """Writes every cross-reference of the plan, resolved or dangling."""
    actions = {row.key: row for row in Action.objects.filter(plan=plan, is_withdrawn=False)}
    known = keys_by_ref((row.key, row.ref) for row in actions.values())
    found = [
        Dependency(plan=plan, from_action=row, written=written[:80], to_action=actions.get(key))
        for row in actions.values()
        for written, key in references(row.text, own=row.ref, known=known)
    ]
    for section in Section.objects.filter(plan=plan, is_withdrawn=False):
        found += [
            Dependency(plan=plan, from_section=section, written=written[:80], to_action=actions.get(key))
            for written, key in references(section.must_improve, own="", known=known)
        ]
    Dependency.objects.filter(plan=plan).delete()
    Dependency.objects.bulk_create(found)

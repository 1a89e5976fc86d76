"""The invented partnership makes its packs and publishes its plan; last of all rooms, because packs show the others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from oneplan.actions.publishing import give_reason, say_easily
from oneplan.answers.packs_published import snapshot_of
from oneplan.feeds.packs import make_pack, publish
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.queries import plan_tree
from oneplan.records.packs import queries
from oneplan.synthetic.demonstration.loading import words_of


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """Packs are made and checked, easy words are written and the plan is public; a second time changes nothing."""
    told = words_of("packs")
    by = accounts[told["by"]]
    viewer = viewer_of(by, on=on)
    if queries.packs(plan_id, viewer=viewer):
        return
    _write_for_everybody(plan_id, told, by, viewer, on)
    for tier in told["tiers"]:
        make_pack(plan_id=plan_id, tier=tier, by=by, on=on, meeting=told["meeting"] if tier == "board" else "")
    publish(plan_id=plan_id, fingerprint=snapshot_of(plan_id, viewer=viewer, on=on).fingerprint, by=by, on=on)


def _write_for_everybody(plan_id: str, told: Mapping[str, Any], by: Any, viewer: Any, on: date) -> None:
    """Easy words for the sections, and for the first late action a reason; the others still wait for theirs."""
    tree = plan_tree(plan_id, viewer=viewer)
    for section in tree.sections:
        if words := told["easy"].get(section.title):
            say_easily(plan_id=plan_id, section=section.slug, words=words, by=by, on=on)
    for row in tree.actions:
        if row.rating.is_live and row.due.due_on is not None and row.due.due_on < on:
            give_reason(plan_id=plan_id, action_id=row.id, words=told["reason"], by=by, on=on)
            return

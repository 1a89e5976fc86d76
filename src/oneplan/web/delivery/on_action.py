"""What each round of updates said about one action, for the page of the action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from oneplan.answers import access
from oneplan.answers import delivery as answers
from oneplan.records.delivery import group_queries
from oneplan.web.delivery import presenting as shown

if TYPE_CHECKING:
    from oneplan.core.access import Viewer


@dataclass(frozen=True, slots=True)
class RoundShown:
    """One round about one action: where it stands, and what was cleared."""

    title: str
    shape: str
    word: str
    address: str
    pairs: tuple[tuple[str, str], ...]


def rounds_of(action_id: str, viewer: Viewer) -> dict[str, Any]:
    """The rounds that asked about the action and the groups that have it; nothing for who reads no cycles."""
    if not access.may(viewer, "cycle-read"):
        return {}
    rows = answers.updates_on_action(action_id, viewer=viewer)
    asked = [
        RoundShown(
            shown.cycle_title(cycle),
            *shown.STANDINGS[line.standing],
            reverse("delivery-line", args=[line.id]),
            shown.cleared_pairs(line.clearance) if line.clearance else (),
        )
        for cycle, line in rows
    ]
    return {"rounds": asked, "groups": group_queries.groups_of_action(action_id, viewer=viewer)}

"""The measures that a section or an action should move, as its own page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse

from oneplan.answers import access, figures
from oneplan.records.improvement import queries
from oneplan.web.measures.chips import Chip, chips_of
from oneplan.web.measures.placing import by_section
from oneplan.web.measures.targets import targets_of

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow


@dataclass(frozen=True, slots=True)
class Linked:
    """The measures of one place in the plan, and what this reader may do about them."""

    chips: tuple[Chip, ...]
    may_link: bool
    add_address: str
    request_key: str


def linked_to(plan: PlanRow, viewer: Viewer, *, section: str = "", action: str = "") -> Linked | None:
    """The measures linked to a section, with those of its actions, or to one action; none for who reads no figures."""
    if not access.may(viewer, "figure-read"):
        return None
    links = figures.links_of(plan.id, viewer=viewer)
    tree = queries.plan_tree(plan.id, viewer=viewer)
    of_action = [link for link in links if link.action_id and link.action_id == action]
    wanted = of_action if action else by_section(links, tree).get(section, [])
    targets = targets_of(tree, wanted)
    asked = urlencode({"action": action} if action else {"section": section})
    return Linked(
        chips=chips_of(wanted, targets),
        may_link=access.may(viewer, "measure-link"),
        add_address=f"{reverse('link-add')}?{asked}",
        request_key=str(uuid4()),
    )

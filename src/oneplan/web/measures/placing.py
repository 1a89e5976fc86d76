"""In which section each link stands: its own, or that of its action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import LinkRow
    from oneplan.records.improvement.rows import PlanTree


def by_section(links: Iterable[LinkRow], tree: PlanTree) -> Mapping[str, list[LinkRow]]:
    """The links of each section and of its actions, by the section's slug."""
    sections = {action.id: action.section_slug for action in tree.actions}
    found: dict[str, list[LinkRow]] = defaultdict(list)
    for link in links:
        found[link.section or sections.get(link.action_id, "")].append(link)
    return found

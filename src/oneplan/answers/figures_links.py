"""The measures that an improvement plan's sections and actions should move, each with its newest value."""

from __future__ import annotations

from oneplan.answers.figures_lines import line_of
from oneplan.answers.figures_manual import is_by_hand, manual_line
from oneplan.answers.figures_rows import LinkRow
from oneplan.answers.figures_shown import shown_to
from oneplan.answers.series_values import known_on
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.figures import queries
from oneplan.rulebook.measure_files import load_measures


def links_of(plan_id: str, *, viewer: Viewer, profile: str = "") -> tuple[LinkRow, ...]:
    """The links of a plan in the order of its sections; without figures, or for those who read none, there are none."""
    rights.check(viewer, "plan-read")
    shown = shown_to(viewer, profile=profile) if rights.may(viewer, "figure-read") else None
    if shown is None:
        return ()
    measures = load_measures().by_id
    stored = [each for each in queries.links_of_plan(plan_id) if each.measure in measures or is_by_hand(each.measure)]
    known = known_on(viewer.on) if any(each.measure not in measures for each in stored) else None
    lines = {
        name: line_of(measures[name], shown)
        if name in measures or known is None
        else manual_line(name, profile=shown.profile, known=known)
        for name in {each.measure for each in stored}
    }
    return tuple(
        LinkRow(
            id=each.id,
            section=each.section,
            section_title=each.section_title,
            action_id=each.action_id,
            action_ref=each.action_ref,
            expected_direction=each.expected_direction,
            why=each.why,
            is_proposed=each.is_proposed,
            made_by=each.made_by,
            line=lines[each.measure],
        )
        for each in stored
    )

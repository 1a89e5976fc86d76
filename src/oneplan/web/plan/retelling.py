"""Each event told as a sentence: what changed, from what, to what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator

from oneplan.core.improvement.facets import Facet, from_plain, in_words
from oneplan.web.plan.one_section import Entry
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import EventRow

TITLES = {
    "imported": "Read from the plan document",
    "added": "Added to the plan",
    "text_changed": "Wording changed",
    "phase_changed": "Phase changed",
    "moved": "Moved to another section",
    "rating_changed": "Rating changed",
    "due_changed": "Date changed",
    "owners_changed": "Owners changed",
    "sources_changed": "Where it came from changed",
    "schedule_changed": "When it is due changed",
    "links_changed": "Links changed",
    "baseline_asked": "Asked for its date to be counted from anew",
    "baseline_set": "Its date is counted from anew",
    "baseline_refused": "Its date is not counted from anew",
    "kept_ours": "A newer document said otherwise; ours was kept",
    "update_recorded": "Update recorded",
    "evidence_added": "Evidence added",
    "impact_stated": "Impact stated",
    "superseded": "No longer in the plan",
    "restored": "Back in the plan",
    "undone": "Undone",
}
PARTS = {
    "sources_changed": Facet.SOURCES,
    "schedule_changed": Facet.SCHEDULE,
    "links_changed": Facet.LINKS,
}
SHAPES = {
    "rating_changed": "soon",
    "due_changed": "soon",
    "baseline_set": "soon",
    "evidence_added": "embedded",
    "impact_stated": "met",
    "superseded": "disapplied",
    "undone": "disapplied",
}


def entry_of(event: EventRow) -> Entry:
    """One event as a line of time."""
    kind = str(event.kind)
    title = TITLES.get(kind, kind.replace("_", " ").capitalize())
    said = [_change(kind, event.details), event.reason]
    if event.is_superseded:
        said.append("Undone later.")
    by = f"{event.by_name} ({event.acting_role.replace('-', ' ')})" if event.acting_role else event.by_name
    return Entry(
        event.on, title, by, tuple(line for line in said if line), SHAPES.get(kind, "track"), id=f"event-{event.id}"
    )


def _change(kind: str, details: Mapping[str, Any]) -> str:
    if kind in {"imported", "added"}:
        return ""
    if "before" in details and "after" in details:
        before, after = _said(kind, details["before"]), _said(kind, details["after"])
        return f"From {before} to {after}." if before else f"To {after}."
    # The page shows these words whole, a little further up.
    return Truncator(str(details.get("text") or details.get("note") or "")).words(12)


def _said(kind: str, value: Any) -> str:
    match kind:
        case "rating_changed":
            return f"“{value.get('raw') or words.state_words(value.get('rating', '')).word}”"
        case "sources_changed" | "schedule_changed" | "links_changed":
            part = PARTS[kind]
            return in_words(part, from_plain(part, value))
        case "due_changed" | "baseline_asked" | "baseline_set" | "baseline_refused":
            day = value.get("due_on")
            return value.get("raw") or (words.long_day(date.fromisoformat(day)) if day else "no date")
        case "owners_changed":
            return words.listed([owner["role"] for owner in value]) or "nobody"
        case _:
            return f"“{value}”" if value else ""

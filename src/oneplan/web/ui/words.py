"""How days, distances, counts and states are said, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SOON_DAYS = 28
WEEKS_FROM = 21
MONTHS_FROM = 75


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a state looks: its word, its shape in the sprite, and its tone."""

    word: str
    shape: str
    tone: str


STATES = {
    "late": StateWords("Late", "late", "late"),
    "soon": StateWords("Due soon", "soon", "soon"),
    "on_track": StateWords("On track", "track", "fine"),
    "met": StateWords("Met", "met", "met"),
    "met_late": StateWords("Met late", "met", "soon"),
    "disapplied": StateWords("Lawfully disapplied", "disapplied", "still"),
    "guidance": StateWords("Guidance", "guidance", "still"),
    "duty": StateWords("Duty", "duty", "fine"),
    "local": StateWords("Local target", "guidance", "still"),
    "running": StateWords("Running", "track", "fine"),
    "overdue": StateWords("Late", "late", "late"),
    "superseded": StateWords("Superseded", "disapplied", "still"),
    "withdrawn": StateWords("Withdrawn", "disapplied", "still"),
    "not_started": StateWords("Not started", "unstarted", "still"),
    "at_risk": StateWords("At risk", "soon", "soon"),
    "delayed": StateWords("Delayed", "late", "late"),
    "behind": StateWords("Delayed or at risk", "late", "late"),
    "complete_unembedded": StateWords("Complete, impact to evidence", "done", "fine"),
    "complete": StateWords("Complete", "met", "met"),
    "complete_embedded": StateWords("Complete and embedded", "embedded", "met"),
    "paused": StateWords("Paused", "paused", "still"),
    "unknown": StateWords("Not known", "unknown", "still"),
    "no_date": StateWords("No date", "unknown", "still"),
    "no_owner": StateWords("No owner", "unknown", "still"),
    "review": StateWords("For you to decide", "soon", "soon"),
    "imported": StateWords("Imported", "met", "met"),
    "heading": StateWords("Heading", "guidance", "still"),
    "noise": StateWords("Left out as noise", "disapplied", "still"),
    "finished": StateWords("Finished", "met", "met"),
    "new": StateWords("New", "embedded", "fine"),
    "changed": StateWords("Changed", "soon", "soon"),
    "removed": StateWords("No longer there", "disapplied", "still"),
    "same": StateWords("The same", "track", "still"),
}


def state_words(state: str) -> StateWords:
    """The word, shape and tone of a state; an unlisted word is shown as it is, with the shape of the unknown."""
    return STATES.get(str(state)) or StateWords(str(state).replace("_", " ").capitalize(), "unknown", "still")


def long_day(day: date) -> str:
    """A day as people say it: Monday 25 May 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """A day where the weekday does not matter: 25 May 2026."""
    return f"{day.day} {day:%B %Y}"


def distance(day: date, today: date) -> str:
    """How far a day is from today, in the unit a person would use."""
    gap = (day - today).days
    if gap == 0:
        return "today"
    if gap in {1, -1}:
        return "tomorrow" if gap == 1 else "yesterday"
    return f"in {_span(gap)}" if gap > 0 else f"{_span(-gap)} ago"


def lateness(day: date, today: date) -> str:
    """How far off, or how late, something due on this day is."""
    return f"{_span((today - day).days)} late" if day < today else distance(day, today)


def nearness(day: date, today: date) -> str:
    """Whether a due day is late, soon or still comfortable."""
    if day < today:
        return "late"
    return "soon" if day <= today + timedelta(days=SOON_DAYS) else "on_track"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun, agreeing: 1 action, 12 actions, no actions."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {words}" if number else f"no {words}"


def listed(items: list[str], joiner: str = "and") -> str:
    """Items as a sentence says them: one, two and three."""
    if len(items) < 2:  # noqa: PLR2004 - a list of one needs no joiner
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def _span(days: int) -> str:
    if days < WEEKS_FROM:
        return count_of(days, "day")
    if days < MONTHS_FROM:
        return count_of(days // 7, "week")
    return count_of(round(days / 30.44), "month")

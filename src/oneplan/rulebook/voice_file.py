"""Read rulebook/voice.toml: the words in which voices are kept, and the days within which they are answered."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oneplan.core.calendar import WorkingDays
from oneplan.core.improvement.voice import VoiceDays
from oneplan.core.kernel import Problem
from oneplan.rulebook.calendar_files import load_working_days

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Word:
    """One choice of a list: its id, its words and what they mean."""

    id: str
    title: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Who speaks, and the measure of the catalogue that counts whether they were answered."""

    id: str
    title: str
    measure: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be decided about something that was said."""

    id: str
    title: str
    needs_reason: bool
    needs_whom: bool
    tone: str
    shape: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the promise: a principle, something we will do, or something we won't."""

    id: str
    part: str
    title: str


@dataclass(frozen=True, slots=True)
class CommentRules:
    """How much may be said through the public form."""

    an_hour: int
    a_day: int
    characters: int


@dataclass(frozen=True, slots=True)
class VoiceBook:
    """Everything the rulebook says of voices."""

    days: VoiceDays
    comments: CommentRules
    groups: tuple[Group, ...]
    sources: tuple[Word, ...]
    levels: tuple[Word, ...]
    decisions: tuple[Decision, ...]
    rungs: tuple[Word, ...]
    promise_title: str
    scores: tuple[tuple[int, str], ...]
    statements: tuple[Statement, ...]

    def title(self, kind: str, name: str) -> str:
        """The words for an id in one of the lists; raises a Problem for one that the list does not hold."""
        for each in getattr(self, kind):
            if each.id == name:
                return str(each.title)
        allowed = ", ".join(each.title.lower() for each in getattr(self, kind))
        raise Problem(f"“{name}” is not one of the choices.", do=f"Choose one of: {allowed}.")

    def decision(self, name: str) -> Decision:
        """One decision by its id."""
        self.title("decisions", name)
        return next(each for each in self.decisions if each.id == name)


@cache
def voice_book() -> VoiceBook:
    """The words and days of voices."""
    told = tomllib.loads((FOLDER / "voice.toml").read_text(encoding="utf-8"))
    return VoiceBook(
        days=VoiceDays(**told["days"]),
        comments=CommentRules(**told["comments"]),
        groups=tuple(Group(**each) for each in told["group"]),
        sources=tuple(Word(**each) for each in told["origin"]),
        levels=tuple(Word(**each) for each in told["level"]),
        decisions=tuple(Decision(**each) for each in told["decision"]),
        rungs=tuple(Word(**each) for each in told["rung"]),
        promise_title=told["promise"]["title"],
        scores=tuple((each["points"], each["title"]) for each in told["promise"]["score"]),
        statements=tuple(Statement(**each) for each in told["statement"]),
    )


@cache
def voice_calendar() -> WorkingDays:
    """The working days by which answers are counted."""
    return load_working_days(FOLDER)

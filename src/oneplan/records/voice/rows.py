"""What readers of voices get: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.core.improvement.voice import Loop


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of what became of something that was said."""

    kind: str
    decision: str
    words: str
    reason: str
    whom: str
    told_whom: str
    told_how: str
    by_name: str
    on: date


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing that was said, with its steps, the oldest first."""

    id: str
    group: str
    source: str
    level: str
    theme: str
    said: str
    heard_on: date
    section_slug: str
    section_title: str
    priority: int
    action_id: str
    action_ref: str
    engagement_id: str
    by_name: str
    steps: tuple[StepRow, ...]

    @property
    def decided(self) -> StepRow | None:
        """The decision that stands."""
        return next((step for step in reversed(self.steps) if step.kind == "decided"), None)

    @property
    def told(self) -> StepRow | None:
        """How people were told of that decision; telling them of an earlier one does not close it."""
        newest = None
        for step in self.steps:
            if step.kind == "decided":
                newest = None
            elif step.kind == "told":
                newest = step
        return newest

    @property
    def effects(self) -> tuple[StepRow, ...]:
        """Evidence of what it changed."""
        return tuple(step for step in self.steps if step.kind == "effect")

    @property
    def loop(self) -> Loop:
        """Its days, as clocks and figures take them."""
        decided, told = self.decided, self.told
        return Loop(
            heard_on=self.heard_on,
            decided_on=decided.on if decided else None,
            told_on=told.on if told else None,
            decision=decided.decision if decided else "",
        )


@dataclass(frozen=True, slots=True)
class InvolvementRow:
    """Who took part in an action, how far, and what changed or could not."""

    group: str
    who: str
    level: str
    rung: str
    how: str
    changed: str
    could_not: str
    could_not_because: str
    happened_on: date
    by_name: str


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """Somebody's own words; the consent is empty for readers outside the partnership."""

    id: str
    priority: int
    words: str
    group: str
    said_on: date
    may_be_public: bool
    consent: str = ""
    consent_on: date | None = None


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """A day on which people are asked, and how many things they said."""

    id: str
    title: str
    source: str
    group: str
    planned_on: date
    papers_out_on: date | None
    held_on: date | None
    heard: int | None
    called_off_because: str
    items: tuple[ItemRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckRow:
    """How a group judged one statement of the promise on a day."""

    statement: str
    points: int
    group: str
    says: str
    checked_on: date
    by_name: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A public comment as those who read comments see it."""

    id: str
    said: str
    on: date
    section_title: str
    item_id: str
    refused_because: str
    decided_by: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class PublicCommentRow:
    """A comment that anybody may read, with its answer once there is one."""

    said: str
    on: date
    section_title: str
    answer: str
    answered_on: date | None

"""What readers of the cycle get: frozen rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from oneplan.core.improvement.cycles import Answer, CycleDays, Stage, Standing
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One round of updates."""

    id: str
    plan_id: str
    number: int
    days: CycleDays
    stage: Stage
    opened_by: str
    locked_on: date | None = None
    locked_by: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether it is over and nothing in it changes any more."""
        return self.stage is Stage.LOCKED


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """What one person answered; ``is_theirs_now`` says that they have not answered again since."""

    id: str
    number: int
    role: str
    by_id: int | None
    by_name: str
    via: str
    sent_to: str
    on: date
    at: datetime
    answer: Answer
    rating: Rating | None
    is_theirs_now: bool = True


@dataclass(frozen=True, slots=True)
class ClearanceRow:
    """What the lead let stand."""

    id: str
    by_name: str
    on: date
    activity: str
    impact: str
    internal: str
    public_words: str
    rating_outcome: str
    rating_says: str
    due_outcome: str
    due_says: str
    cleared_upto: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """One update that is asked for, with everything that came of it."""

    id: str
    cycle_id: str
    action_id: str
    ref: str
    section: str
    section_slug: str
    text: str
    rating: Rating
    rating_raw: str
    due: Due
    version: int
    roles: tuple[str, ...]
    standing: Standing
    why_withdrawn: str = ""
    replies: tuple[ReplyRow, ...] = ()
    clearance: ClearanceRow | None = None
    clearances: tuple[ClearanceRow, ...] = ()

    @property
    def newest(self) -> int:
        """The number of the newest reply; 0 before any."""
        return self.replies[-1].number if self.replies else 0

    @property
    def standing_replies(self) -> tuple[ReplyRow, ...]:
        """The newest reply of each person."""
        return tuple(each for each in self.replies if each.is_theirs_now)

    @property
    def is_contested(self) -> bool:
        """Whether more than one person answered."""
        return len(self.standing_replies) > 1


@dataclass(frozen=True, slots=True)
class RoleProgress:
    """What one role was asked for and where that is."""

    role: str
    asked: int
    waiting: int
    replied: int
    cleared: int
    people: tuple[str, ...] = ()
    links: int = 0
    last_reminded_on: date | None = None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link for somebody without an account."""

    id: str
    role: str
    sent_to: str
    made_on: date
    ends_on: date
    revoked_on: date | None
    why_revoked: str
    opened: int
    saved: int
    refused: int
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder that went out."""

    role: str
    sent_to: str
    on: date
    owed: int
    is_taken: bool
    is_automatic: bool
    by_name: str


@dataclass(frozen=True, slots=True)
class LockRow:
    """What was locked at the end of a cycle."""

    cycle_id: str
    number: int
    on: date
    by_name: str
    digest: str
    why_uncleared: str
    snapshot: dict[str, object] = field(repr=False)

    @property
    def action_count(self) -> int:
        """How many actions it holds."""
        return len(self.actions)

    @property
    def actions(self) -> list[dict[str, object]]:
        """The actions as they were."""
        found = self.snapshot["actions"]
        assert isinstance(found, list)
        return found

    @property
    def figures(self) -> list[dict[str, object]]:
        """The figures that the plan's links named, as they were."""
        found = self.snapshot["figures"]
        assert isinstance(found, list)
        return found


def counts_of(lines: tuple[LineRow, ...]) -> Counter[Standing]:
    """How many lines stand where."""
    return Counter(each.standing for each in lines)

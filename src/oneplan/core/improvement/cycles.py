"""The cycle of updates: which day is which, who is reminded when, and what an answer must hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from oneplan.core.calendar import WorkingDays, months_after, wd_after, wd_before


@dataclass(frozen=True, slots=True)
class CycleRules:
    """How long a cycle is and when its days fall, counted in working days from its opening."""

    months: int
    reply: int
    clear: int
    lock: int
    reminders: tuple[int, ...]
    link_days: int
    link_tries: int
    link_uses: int
    answer_characters: int
    sheet_bytes: int
    sheet_rows: int
    highlight_weeks: int
    highlight_lines: int


@dataclass(frozen=True, slots=True)
class CycleDays:
    """The days of one cycle."""

    opens_on: date
    reply_by: date
    clear_by: date
    lock_on: date
    next_opens_on: date


class Stage(StrEnum):
    """Where a cycle is on a day."""

    PLANNED = "planned"
    REPLYING = "replying"
    CLEARING = "clearing"
    LOCKING = "locking"
    LOCKED = "locked"


class Standing(StrEnum):
    """What has become of one thing that was asked for."""

    WAITING = "waiting"
    REPLIED = "replied"
    REPLIED_AGAIN = "replied_again"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an owner says about one action; ``rating`` is the plan's own word for what is proposed."""

    done: str = ""
    difference: str = ""
    rating: str = ""
    rating_reason: str = ""
    due_on: date | None = None
    due_reason: str = ""
    risks: str = ""
    public_words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is said."""
        return not any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """What is wrong with one part of an answer."""

    part: str
    says: str


def days_of(opens_on: date, rules: CycleRules, working: WorkingDays) -> CycleDays:
    """The days of a cycle that opens on this day; the next opens on a working day so many months later."""
    return CycleDays(
        opens_on=opens_on,
        reply_by=wd_after(working, opens_on, rules.reply),
        clear_by=wd_after(working, opens_on, rules.clear),
        lock_on=wd_after(working, opens_on, rules.lock),
        next_opens_on=working.on_or_after(months_after(opens_on, rules.months)),
    )


def stage_of(days: CycleDays, on: date, *, is_locked: bool) -> Stage:
    """Where the cycle is: replies until the reply-by day, clearing until its day, then it waits to be locked."""
    if is_locked:
        return Stage.LOCKED
    if on < days.opens_on:
        return Stage.PLANNED
    if on <= days.reply_by:
        return Stage.REPLYING
    return Stage.CLEARING if on <= days.clear_by else Stage.LOCKING


def is_reminder_day(reply_by: date, on: date, rules: CycleRules, working: WorkingDays) -> bool:
    """Whether those who still owe a reply are reminded by themselves on this day."""
    return on in {_away(working, reply_by, number) for number in rules.reminders}


def link_ends_on(reply_by: date, rules: CycleRules, working: WorkingDays) -> date:
    """The last day on which a link for somebody without an account opens its page."""
    return wd_after(working, reply_by, rules.link_days)


def faults_in(answer: Answer, *, words: Collection[str], longest: int) -> tuple[AnswerFault, ...]:
    """What must be put right before an answer is kept; ``words`` are the ratings that the plan knows."""
    found: list[AnswerFault] = []
    if answer.is_empty:
        return (AnswerFault("done", "Nothing is said yet: write what was done, or that nothing was."),)
    if answer.rating and answer.rating not in words:
        known = ", ".join(f"“{word}”" for word in words)
        found.append(AnswerFault("rating", f"“{answer.rating}” is not a rating of this plan. It knows {known}."))
    if answer.rating and not answer.rating_reason.strip():
        found.append(AnswerFault("rating_reason", "Say why the rating should change."))
    if answer.due_on and not answer.due_reason.strip():
        found.append(AnswerFault("due_reason", "Say why the date should change."))
    for each in fields(answer):
        said = getattr(answer, each.name)
        if isinstance(said, str) and len(said) > longest:
            found.append(AnswerFault(each.name, f"This is {len(said):,} characters long; {longest:,} is the most."))
    return tuple(found)


def standing_of(*, is_withdrawn: bool, newest_reply: int, cleared_upto: int | None) -> Standing:
    """What became of what was asked: the newest reply against the reply that the newest clearing had seen.

    Replies are numbered in the order they came in, from 1; 0 is none. None says that nothing is cleared.
    """
    if is_withdrawn:
        return Standing.WITHDRAWN
    if cleared_upto is not None:
        return Standing.REPLIED_AGAIN if newest_reply > cleared_upto else Standing.CLEARED
    return Standing.REPLIED if newest_reply else Standing.WAITING


def _away(working: WorkingDays, day: date, number: int) -> date:
    return wd_after(working, day, number) if number > 0 else wd_before(working, day, -number) if number else day

"""What people said, how far each has come by its clock, what was done about it, and how well the promise is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.core.access import Viewer
from oneplan.core.calendar.working_days import wd_after
from oneplan.core.improvement.voice import LoopFigures, VoiceStage, answer_due, figures_of, next_due
from oneplan.records import rights
from oneplan.records.voice import queries
from oneplan.records.voice.rows import CheckRow, InvolvementRow, ItemRow, QuoteRow
from oneplan.rulebook.voice_file import Statement, voice_book, voice_calendar


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing that was said, where it stands today and by when the next step is due."""

    item: ItemRow
    stage: VoiceStage
    due_on: date | None
    answer_by: date
    is_late: bool
    group: str
    source: str
    level: str
    decision: str


@dataclass(frozen=True, slots=True)
class YouSaid:
    """What was said and what was done, in a line each; ``state`` is the decision in words."""

    said: str
    did: str
    state: str
    group: str
    on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """How well one statement of the promise is kept: the newest checks against those of the same groups before."""

    statement: Statement
    mean: Decimal | None
    before: Decimal | None
    groups: tuple[str, ...]
    checked_on: date | None

    @property
    def trend(self) -> str:
        """Up, down or the same; nothing before there are two days to compare."""
        if self.mean is None or self.before is None:
            return ""
        return "same" if self.mean == self.before else ("up" if self.mean > self.before else "down")


@dataclass(frozen=True, slots=True)
class LoopCount:
    """How many items of a period were said, and how many of them people were told back about within their days."""

    numerator: int
    denominator: int


def items(plan_id: str, *, viewer: Viewer, on: date) -> tuple[Voice, ...]:
    """Everything that was said, the latest steps that are overdue first, then by the day they fall due."""
    found = [voice(row, on=on) for row in queries.items(plan_id, viewer=viewer)]
    return tuple(sorted(found, key=lambda each: (each.due_on is None, each.due_on or date.max)))


def voice(row: ItemRow, *, on: date) -> Voice:
    """One thing that was said, with its clock."""
    book, calendar = voice_book(), voice_calendar()
    due = next_due(row.loop, book.days, calendar)
    decided = row.decided
    return Voice(
        item=row,
        stage=row.loop.stage,
        due_on=due,
        answer_by=answer_due(row.loop, book.days, calendar),
        is_late=due is not None and due < on,
        group=book.title("groups", row.group),
        source=book.title("sources", row.source),
        level=book.title("levels", row.level),
        decision=book.decision(decided.decision).title if decided else "",
    )


def you_said_we_did(plan_id: str, *, viewer: Viewer | None = None) -> tuple[YouSaid, ...]:
    """What was said and what became of it, where it was done and where it could not be, once people were told.

    Without a viewer it is what anybody may read: never about one child or young person, never without an answer.
    """
    if viewer is not None and rights.may(viewer, "voice-read"):
        rows: Iterable[ItemRow] = (row for row in queries.items(plan_id, viewer=viewer) if row.told is not None)
    else:
        rows = queries.told_publicly(plan_id)
    book = voice_book()
    return tuple(
        YouSaid(
            said=row.said,
            did=row.told.words,
            state=book.decision(row.decided.decision).title,
            group=book.title("groups", row.group),
            on=row.told.on,
        )
        for row in rows
        if row.told is not None and row.decided is not None
    )


def involvement_of(action_id: str, *, viewer: Viewer) -> tuple[InvolvementRow, ...]:
    """Who took part in an action, the newest first."""
    return queries.involvement_of(action_id, viewer=viewer)


def quotes_for(plan_id: str, priority: int, *, viewer: Viewer | None = None) -> tuple[QuoteRow, ...]:
    """People's own words beside a priority; without a viewer those that anybody may read."""
    return tuple(row for row in queries.quotes(plan_id, viewer=viewer) if row.priority == priority)


def promise_kept(plan_id: str, *, viewer: Viewer) -> tuple[Kept, ...]:
    """How well each statement of the promise is kept by the newest day it was checked, against the day before that."""
    held: dict[str, list[CheckRow]] = defaultdict(list)
    for row in queries.checks(plan_id, viewer=viewer):
        held[row.statement].append(row)
    return tuple(_kept(statement, held.get(statement.id, [])) for statement in voice_book().statements)


def loop_figures(plan_id: str, *, viewer: Viewer) -> LoopFigures:
    """How much of what was said about a plan has come back to those who said it."""
    rows = queries.items(plan_id, viewer=viewer)
    return figures_of((row.loop for row in rows), voice_book().days, voice_calendar())


def closed_loop(
    measure_id: str, first_day: date, last_day: date, *, on: date, said: Iterable[ItemRow] | None = None
) -> LoopCount:
    """M012, M013 and M242: of what was said in a period, how much was answered and told back.

    M012 counts children and young people, M013 parents and carers, both within their working days; M242 counts
    everybody, whenever they were told. Nothing is counted while the days of the last item of the period still run.
    ``said`` is everything on record, where it was read before.
    """
    book = voice_book()
    if wd_after(voice_calendar(), last_day, book.days.answer) >= on:
        return LoopCount(0, 0)
    groups = {each.id for each in book.groups if each.measure == measure_id}
    is_timed = bool(groups)
    rows = [
        row.loop
        for row in (queries.every_item() if said is None else said)
        if first_day <= row.heard_on <= last_day and (not is_timed or row.group in groups)
    ]
    found = figures_of(rows, book.days, voice_calendar())
    return LoopCount(found.told_in_time if is_timed else found.told, found.items)


def _kept(statement: Statement, rows: list[CheckRow]) -> Kept:
    if not rows:
        return Kept(statement, None, None, (), None)
    day = max(row.checked_on for row in rows)
    newest = [row for row in rows if row.checked_on == day]
    # Another group may see it otherwise, so a judgement is compared with the same groups' own one before.
    groups = tuple(sorted({row.group for row in newest}))
    past = [row for row in rows if row.checked_on < day and row.group in groups]
    earlier = [row for row in past if row.checked_on == max(each.checked_on for each in past)]
    titles = tuple(voice_book().title("groups", group) for group in groups)
    return Kept(statement, _mean(newest), _mean(earlier), titles, day)


def _mean(rows: list[CheckRow]) -> Decimal | None:
    if not rows:
        return None
    return (Decimal(sum(row.points for row in rows)) / len(rows)).quantize(Decimal("0.1"))

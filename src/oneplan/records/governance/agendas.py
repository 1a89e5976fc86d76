"""The agenda of a meeting: what stands on it by itself, joined with what people put there, wrote or took off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oneplan.core.access import NotFound
from oneplan.core.governance.agenda import ORDER, ItemKind, Line, Placed, Recurs, lines_by_themselves, placed_for
from oneplan.core.governance.decisions import WAITS, WORDS, DecisionState
from oneplan.core.governance.meetings import Recurrence
from oneplan.core.governance.reports import ReportState
from oneplan.records.governance.models import (
    AgendaItem,
    ArisingAction,
    Body,
    BodyDecision,
    DueReport,
    Meeting,
    Question,
    RecurringItem,
)
from oneplan.records.governance.models.meeting import CANCELLED, HELD, PLANNED

CARRIED = "carried"
LONGEST = 300
WAITING_REPORTS = (ReportState.PLANNED.value, ReportState.DRAFTED.value)
YOUNG_PEOPLE = Line(
    ItemKind.YOUNG_PEOPLE.value, ItemKind.YOUNG_PEOPLE, "What children and young people say", "Stands on every agenda."
)
FAMILIES = Line(ItemKind.FAMILIES.value, ItemKind.FAMILIES, "What parents and carers say", "Stands on every agenda.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an agenda with the row behind it; none where nobody has done anything about it yet."""

    line: Line
    row: AgendaItem | None


def agenda(meeting: Meeting, *, on: date) -> tuple[Entry, ...]:
    """The agenda as it stands on a day, lines taken off included; a meeting that is over keeps what it had."""
    rows = {row.key: row for row in AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")}
    themselves = () if meeting.state in {HELD, CANCELLED} else by_themselves(meeting, on=on)
    fresh = [Entry(line, None) for line in themselves if line.key not in rows]
    kept = [Entry(_line(row), row) for row in rows.values()]
    return tuple(sorted([*kept, *fresh], key=_place))


def by_themselves(meeting: Meeting, *, on: date) -> tuple[Line, ...]:
    """The lines nobody needs to put there."""
    body = meeting.body
    days = list(
        Meeting.objects.filter(body=body).exclude(state=CANCELLED).order_by("meets_on").values_list("meets_on", "state")
    )
    planned = [day for day, state in days if state == PLANNED]
    waiting = [*_carried(body), *_arising(body, on), *_unratified(body), *_questions(body, on)]
    standing = [YOUNG_PEOPLE] if body.has_young_people_item else []
    standing += [FAMILIES] if body.has_families_item else []
    return lines_by_themselves(
        meeting.meets_on,
        [day for day, _ in days],
        standing=standing,
        recurring=[_recurs(row) for row in RecurringItem.objects.filter(body=body).order_by("pk")],
        waiting=[*(Placed(line) for line in waiting), *_reports(body, planned, on)],
        # A meeting that is over takes nothing more, so what waits falls on the first that is still to come.
        on=min((day for day in planned if day >= on), default=on),
    )


def item_for(meeting: Meeting, key: str, *, on: date) -> AgendaItem:
    """The row of a line, made when somebody first does something about it; raises NotFound for no such line."""
    found = next((entry for entry in agenda(meeting, on=on) if entry.line.key == key), None)
    if found is None:
        raise NotFound("There is no such item on this agenda.", do="Open the meeting again to see its agenda now.")
    return found.row or _made(meeting, found.line)


def settle(meeting: Meeting, *, on: date) -> None:
    """Every line of the agenda has its row, so that what the meeting had before it stays as it was."""
    for entry in agenda(meeting, on=on):
        if entry.row is None:
            _made(meeting, entry.line)


def _made(meeting: Meeting, line: Line) -> AgendaItem:
    return AgendaItem.objects.create(
        meeting=meeting,
        key=line.key,
        kind=line.kind.value,
        position=ORDER[line.kind],
        title=line.title[:LONGEST],
        says=line.says,
        lead_role=line.lead_role,
        needs_paper=line.needs_paper,
    )


def _line(row: AgendaItem) -> Line:
    return Line(row.key, ItemKind(row.kind), row.title, row.says, row.lead_role, row.needs_paper)


def _place(entry: Entry) -> tuple[int, int]:
    return ORDER[entry.line.kind], entry.row.pk if entry.row else 0


def _recurs(row: RecurringItem) -> Recurs:
    rule = Recurrence(row.first_day, every=row.every, months=tuple(row.months), last_day=row.last_day)
    return Recurs(f"recurring-{row.public_id}", row.title, rule, row.lead_role, needs_paper=row.needs_paper)


def _carried(body: Body) -> Iterator[Line]:
    taken = set(AgendaItem.objects.filter(meeting__body=body, meeting__state=HELD).values_list("key", flat=True))
    rows = AgendaItem.objects.filter(meeting__body=body, meeting__state=HELD, outcome=CARRIED, removed_on__isnull=True)
    for row in rows.select_related("meeting").order_by("meeting__meets_on", "pk"):
        key = f"carried-{row.public_id}"
        if key not in taken:
            day = row.meeting.meets_on
            says = f"Carried over from the meeting of {day.day} {day:%B %Y}."
            yield Line(key, ItemKind.DISCUSSION, row.title, says, row.lead_role, needs_paper=False)


def _arising(body: Body, on: date) -> Iterator[Line]:
    days = list(ArisingAction.objects.filter(body=body, done_on__isnull=True).values_list("due_on", flat=True))
    late = sum(1 for day in days if day < on)
    if days:
        says = f"{len(days)} open, {late} of them late." if late else f"{len(days)} open, none late."
        yield Line("matters-arising", ItemKind.MATTER_ARISING, "Actions from earlier meetings", says)


def _unratified(body: Body) -> Iterator[Line]:
    states = sorted(state.value for state in WAITS)
    rows = BodyDecision.objects.filter(body=body, state__in=states).select_related("meeting")
    for row in rows.order_by("meeting__meets_on", "pk"):
        says = f"{WORDS[DecisionState(row.state)]}. Ratify it or refuse it."
        yield Line(f"ratify-{row.public_id}", ItemKind.RATIFICATION, row.text[:LONGEST], says)


def _questions(body: Body, on: date) -> Iterator[Line]:
    rows = Question.objects.filter(to_body=body, answered_on__isnull=True).select_related("from_body")
    for row in rows.order_by("due_on", "pk"):
        due = f"An answer {'was' if row.due_on < on else 'is'} due by {row.due_on.day} {row.due_on:%B %Y}."
        asked = "Escalated by" if row.direction == "up" else "Asked by"
        yield Line(
            f"question-{row.public_id}", ItemKind.QUESTION, row.text[:LONGEST], f"{asked} {row.from_body}. {due}"
        )


def _reports(body: Body, planned: list[date], on: date) -> Iterator[Placed]:
    rows = DueReport.objects.filter(due_body=body, status__in=WAITING_REPORTS).select_related("meeting")
    upcoming = [day for day in planned if day >= on]
    for row in rows.order_by("due_on", "pk"):
        day = row.meeting.meets_on if row.meeting else placed_for(row.due_on, upcoming) if row.due_on else None
        if day is not None:
            says = f"Due by {row.due_on.day} {row.due_on:%B %Y}." if row.due_on else ""
            line = Line(f"report-{row.public_id}", ItemKind.REPORT, row.title, says, row.owner_role, needs_paper=True)
            yield Placed(line, day)

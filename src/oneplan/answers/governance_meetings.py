"""One meeting before its day, on it and after, and the meetings that are somebody's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from oneplan.answers.governance_bodies import meeting_row
from oneplan.answers.governance_parts import arising_row, decision_row, seat_row
from oneplan.answers.governance_rows import (
    ArisingRow,
    DecisionRow,
    ItemRow,
    MeetingMay,
    MeetingPage,
    MeetingRow,
    MoveRow,
    PaperRow,
    PlaceRow,
)
from oneplan.core.access import NotFound, Viewer
from oneplan.core.governance.agenda import ItemKind
from oneplan.core.governance.quorum import Forecast
from oneplan.records import rights
from oneplan.records.governance import agendas, quorums
from oneplan.records.governance.models import (
    AgendaItem,
    ArisingAction,
    Attendance,
    BodyDecision,
    Meeting,
    MeetingMove,
    MeetingNotice,
    Paper,
    Question,
)
from oneplan.records.governance.models.meeting import HELD, PLANNED
from oneplan.records.governance.reach import TAKE_PART, Reach, holdings, may_chair, may_write, reach_of
from oneplan.rulebook import governance

# Whose item it is to read, wherever it stands: the young people's own by those who read shadow boards, and so on.
ADDRESSED = {ItemKind.YOUNG_PEOPLE.value: "shadow-board", ItemKind.FAMILIES.value: "parent-carer-forum"}


def meeting(meeting_id: str, *, viewer: Viewer, on: date) -> MeetingPage:
    """One meeting; its papers, minutes and answers only for those who read its body, and items addressed to theirs."""
    reach = reach_of(viewer)
    found = _meeting(meeting_id)
    reads = reach.reads(found.body)
    due = meeting_row(found).papers_due_on or found.meets_on
    items = [each for each in _items(found, viewer, reach, on, due) if reads or _is_addressed(each, reach)]
    shown = replace(
        meeting_row(found),
        is_quorate=quorums.is_quorate_for(found, "") if found.state == HELD else None,
    )
    return MeetingPage(
        meeting=shown,
        lasts_minutes=found.lasts_minutes,
        forecast=_forecast(found, on) if reads and found.state == PLANNED else None,
        papers_due_on=due,
        papers_sent_on=found.papers_sent_on,
        items=tuple(each for each in items if each.removed_on is None),
        removed=tuple(each for each in items if each.removed_on is not None),
        places=_places(found, viewer, reach) if reads else (),
        moves=_moves(found) if reads else (),
        told=MeetingNotice.objects.filter(meeting=found).values("user").distinct().count() if reads else 0,
        decisions=tuple(each for each in _decisions(found, viewer, reach) if reads or (each.text and each.stands)),
        arising=_arising(found, viewer, reach, on) if reads else (),
        public_note=found.public_note if reads or found.note_published_on else "",
        note_published_on=found.note_published_on,
        signed_on=found.minutes_signed_on,
        signed_by=found.minutes_signed_by.name if reads and found.minutes_signed_by else "",
        why_cancelled=found.why_cancelled if reads else "",
        may=MeetingMay(
            read=reads,
            write=may_write(viewer, found.body, reach),
            chair=may_chair(viewer, found.body, reach),
            hand_in=reads and rights.may(viewer, TAKE_PART),
        ),
    )


def quorum_forecast(meeting_id: str, *, viewer: Viewer, on: date) -> Forecast | None:
    """What to expect of a meeting still to come; none once it is over, or for those who do not read its body."""
    found = _meeting(meeting_id)
    return _forecast(found, on) if found.state == PLANNED and reach_of(viewer).reads(found.body) else None


def next_meetings(*, viewer: Viewer, on: date) -> tuple[MeetingRow, ...]:
    """The meetings of one's own bodies in the coming weeks, the soonest first, each with its forecast and own reply."""
    if not rights.may(viewer, "meeting-read"):
        return ()
    numbers = governance.numbers()
    last = on + timedelta(days=numbers.shown_days_ahead)
    return tuple(_mine(viewer, on, first=on, last=last)[: numbers.shown_most])


def my_meetings(*, viewer: Viewer, on: date) -> tuple[MeetingRow, ...]:
    """Every planned meeting of one's own bodies, from the feed's first day on."""
    return tuple(_mine(viewer, on, first=on, last=date.max))


def all_meetings(*, viewer: Viewer, on: date) -> tuple[MeetingRow, ...]:
    """The forward plan: every planned meeting of every live body from today on."""
    reach_of(viewer)
    rows = Meeting.objects.filter(state=PLANNED, meets_on__gte=on, body__closes_on__isnull=True)
    return tuple(meeting_row(row) for row in rows.select_related("body").order_by("meets_on", "starts_at", "pk"))


def unrecorded(*, viewer: Viewer, on: date) -> tuple[MeetingRow, ...]:
    """Meetings whose day has passed and of which nobody has said who was there, for those who write them up."""
    reach = reach_of(viewer)
    rows = Meeting.objects.filter(state=PLANNED, meets_on__lt=on).select_related("body").order_by("meets_on", "pk")
    return tuple(meeting_row(row) for row in rows if may_write(viewer, row.body, reach))


def _mine(viewer: Viewer, on: date, *, first: date, last: date) -> list[MeetingRow]:
    seats = {held.seat.body_id: held.seat for held in holdings(viewer)}
    rows = Meeting.objects.filter(body__in=list(seats), state=PLANNED, meets_on__gte=first, meets_on__lte=last)
    found = []
    for row in rows.select_related("body").order_by("meets_on", "starts_at", "pk"):
        said = Attendance.objects.filter(meeting=row, seat=seats[row.body_id]).values_list("reply", flat=True).first()
        found.append(replace(meeting_row(row), my_reply=said or "", forecast=_forecast(row, on)))
    return found


def _meeting(meeting_id: str) -> Meeting:
    found = Meeting.objects.select_related("body", "minutes_signed_by").filter(public_id=meeting_id).first()
    if found is None:
        raise NotFound("There is no such meeting here.", do="Start from the list of meetings.")
    return found


def _forecast(row: Meeting, on: date) -> Forecast:
    entries = agendas.agenda(row, on=on)
    live = tuple((each.line.key, each.line.title) for each in entries if not (each.row and each.row.removed_on))
    return quorums.forecast(row, items=live, on=on)


def _items(row: Meeting, viewer: Viewer, reach: Reach, on: date, due: date) -> Iterable[ItemRow]:
    decisions = _decisions_by_item(row, viewer, reach)
    for entry in agendas.agenda(row, on=on):
        stored, line = entry.row, entry.line
        yield ItemRow(
            key=line.key,
            kind=line.kind.value,
            title=line.title,
            says=line.says,
            lead_role=line.lead_role,
            needs_paper=line.needs_paper,
            papers=_papers(stored, due) if stored else (),
            interests=_interests(stored) if stored else (),
            is_quorate=quorums.is_quorate_for(row, line.key) if row.state == HELD else None,
            minute=stored.minute if stored else "",
            outcome=stored.outcome if stored else "",
            decisions=tuple(decisions.get(stored.pk, ())) if stored else (),
            removed_reason=stored.removed_reason if stored else "",
            removed_by=stored.removed_by.name if stored and stored.removed_by else "",
            removed_on=stored.removed_on if stored else None,
        )


def _is_addressed(item: ItemRow, reach: Reach) -> bool:
    if ADDRESSED.get(item.kind) in reach.kinds:
        return True
    if not item.key.startswith("question-"):
        return False
    asked = Question.objects.filter(public_id=item.key.removeprefix("question-")).select_related("from_body").first()
    return asked is not None and reach.reads(asked.from_body)


def _papers(item: AgendaItem, due: date) -> tuple[PaperRow, ...]:
    rows = Paper.objects.filter(item=item).select_related("document", "by").order_by("pk")
    return tuple(
        PaperRow(
            id=row.public_id,
            title=row.title,
            fields=row.fields,
            document_id=row.document.public_id if row.document else "",
            document_name=row.document.name if row.document else "",
            handed_in_on=row.handed_in_on,
            by=row.by.name,
            sent_on=row.sent_on,
            is_late=row.handed_in_on > due,
            has_lived_experience=row.has_lived_experience,
        )
        for row in rows
    )


def _interests(item: AgendaItem) -> tuple[str, ...]:
    rows = item.interests.select_related("seat").order_by("pk")
    return tuple(
        f"{row.seat.role} stands aside{' in person; a deputy may take part' if row.is_personal else ''}: {row.says}"
        for row in rows
    )


def _places(row: Meeting, viewer: Viewer, reach: Reach) -> tuple[PlaceRow, ...]:
    said = {each.seat_id: each for each in Attendance.objects.filter(meeting=row)}
    writes = may_write(viewer, row.body, reach)
    found = []
    for seat, held in quorums.seats_on(row.body, row.meets_on):
        mine, one = seat.pk in reach.seats, said.get(seat.pk)
        may_answer = row.state == PLANNED and (writes or (mine and rights.may(viewer, TAKE_PART)))
        found.append(
            PlaceRow(
                seat=seat_row(seat, held, sees_names=True),
                reply=one.reply if one else "",
                deputy_name=one.deputy_name if one else "",
                replied_on=one.replied_on if one else None,
                presence=one.presence if one else "",
                is_mine=mine,
                may_answer=may_answer,
            )
        )
    return tuple(found)


def _moves(row: Meeting) -> tuple[MoveRow, ...]:
    rows = MeetingMove.objects.filter(meeting=row).select_related("by").order_by("-pk")
    return tuple(
        MoveRow(each.was_on, each.now_on, each.reason, tuple(each.went_out), each.by.name, each.moved_on)
        for each in rows
    )


def _decided(row: Meeting) -> Iterable[BodyDecision]:
    rows = BodyDecision.objects.filter(meeting=row).select_related("body", "meeting__body", "action")
    return rows.prefetch_related("steps__by").order_by("pk")


def _decisions(row: Meeting, viewer: Viewer, reach: Reach) -> list[DecisionRow]:
    return [decision_row(each, viewer, reach) for each in _decided(row)]


def _decisions_by_item(row: Meeting, viewer: Viewer, reach: Reach) -> dict[int, list[DecisionRow]]:
    found: dict[int, list[DecisionRow]] = {}
    for each in _decided(row):
        found.setdefault(each.item_id or 0, []).append(decision_row(each, viewer, reach))
    return found


def _arising(row: Meeting, viewer: Viewer, reach: Reach, on: date) -> tuple[ArisingRow, ...]:
    rows = ArisingAction.objects.filter(meeting=row).select_related("body", "meeting", "plan_action")
    return tuple(arising_row(each, viewer, reach, on) for each in rows.order_by("due_on", "pk"))

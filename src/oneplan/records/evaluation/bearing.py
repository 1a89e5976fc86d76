"""What the rooms of the partnership hold that bears on a question: counts and last days, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from oneplan.core.access import Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.governance.reports import DONE, ReportState
from oneplan.records import rights
from oneplan.records.evaluation.models import OutsideFinding, OutsideReview, Statement
from oneplan.records.governance.models import (
    Attendance,
    Body,
    BodyDecision,
    DueReport,
    Meeting,
    Paper,
    Question,
    Seat,
    SeatHolding,
)
from oneplan.records.returns.models import PersonReturn, ReturnState
from oneplan.records.voice.models import Involvement, StepKind, VoiceItem

A_YEAR = 12
TAKEN = ("present", "deputy")


@dataclass(frozen=True, slots=True)
class Held:
    """How much there is of something, said in words, and the day of the newest; nothing where there is none."""

    says: str
    newest_on: date | None


def held_of(kind: str, ref: str, *, viewer: Viewer) -> Held | None:
    """What is held of one sort of record on the viewer's day, or none."""
    rights.check(viewer, "evaluation-read")
    return _KINDS[f"{kind}:{ref}"](viewer.on)


def knows(kind: str, ref: str) -> bool:
    """Whether this sort of record is counted here."""
    return f"{kind}:{ref}" in _KINDS


def _bodies(on: date) -> Held | None:
    live = Body.objects.filter(opens_on__lte=on, closes_on__isnull=True)
    number = live.count()
    with_terms = live.filter(terms__isnull=False).distinct().count()
    newest = live.aggregate(on=Max("terms__valid_from"))["on"]
    return Held(f"{_many(number, 'body', 'bodies')}, {with_terms} with terms of reference", newest) if number else None


def _seats(on: date) -> Held | None:
    seats = Seat.objects.filter(first_day__lte=on, body__closes_on__isnull=True).exclude(last_day__lt=on)
    number = seats.count()
    held = SeatHolding.objects.filter(seat__in=seats, first_day__lte=on).exclude(last_day__lt=on)
    filled = held.values("seat").distinct().count()
    newest = held.aggregate(on=Max("first_day"))["on"]
    return Held(f"{_many(number, 'seat')}, {filled} of them held by somebody today", newest) if number else None


def _meetings(on: date) -> Held | None:
    held = Meeting.objects.filter(meets_on__lte=on, meets_on__gt=months_after(on, -A_YEAR)).exclude(state="cancelled")
    newest = held.aggregate(on=Max("meets_on"))["on"]
    return Held(f"{_many(held.count(), 'meeting')} in the last 12 months", newest) if newest else None


def _attendance(on: date) -> Held | None:
    said = Attendance.objects.exclude(presence="").filter(
        meeting__meets_on__lte=on, meeting__meets_on__gt=months_after(on, -A_YEAR)
    )
    number = said.count()
    came = said.filter(presence__in=TAKEN).count()
    newest = said.aggregate(on=Max("meeting__meets_on"))["on"]
    return Held(f"{came} of {number} seats were filled at meetings of the last 12 months", newest) if number else None


def _minutes(on: date) -> Held | None:
    signed = Meeting.objects.filter(minutes_signed_on__lte=on, minutes_signed_on__gt=months_after(on, -A_YEAR))
    newest = signed.aggregate(on=Max("minutes_signed_on"))["on"]
    return Held(f"{_many(signed.count(), 'set')} of minutes signed in the last 12 months", newest) if newest else None


def _decisions(on: date) -> Held | None:
    made = BodyDecision.objects.filter(decided_on__lte=on, decided_on__gt=months_after(on, -A_YEAR))
    tied = made.filter(action__isnull=False).count()
    newest = made.aggregate(on=Max("decided_on"))["on"]
    words = f"{_many(made.count(), 'decision')} in the last 12 months, {tied} tied to an action of the plan"
    return Held(words, newest) if newest else None


def _questions(on: date) -> Held | None:
    asked = Question.objects.filter(raised_on__lte=on, raised_on__gt=months_after(on, -A_YEAR))
    answered = asked.filter(answered_on__isnull=False).count()
    newest = asked.aggregate(on=Max("raised_on"))["on"]
    words = f"{_many(asked.count(), 'question')} between boards in the last 12 months, {answered} answered"
    return Held(words, newest) if newest else None


def _reports(on: date) -> Held | None:
    due = DueReport.objects.exclude(status=ReportState.PROPOSED.value)
    number = due.count()
    late = due.filter(due_on__lt=on).exclude(status__in=[each.value for each in DONE]).count()
    newest = due.aggregate(on=Max("status_on"))["on"]
    return Held(f"{_many(number, 'report')} on the calendar, {late} late", newest) if number else None


def _papers(on: date) -> Held | None:
    sent = Paper.objects.filter(handed_in_on__lte=on, handed_in_on__gt=months_after(on, -A_YEAR))
    lived = sent.filter(has_lived_experience=True).count()
    newest = sent.aggregate(on=Max("handed_in_on"))["on"]
    words = f"{_many(sent.count(), 'paper')} in the last 12 months, {lived} with what families said"
    return Held(words, newest) if newest else None


def _statements(_on: date) -> Held | None:
    rows = Statement.objects.filter(round__is_open=True, is_withdrawn=False)
    number, agreed = rows.count(), rows.filter(state="agreed").count()
    newest = rows.aggregate(on=Max("reviewed_on"))["on"]
    return Held(f"{_many(number, 'statement')} in this round, {agreed} agreed", newest) if number else None


def _outside(_on: date) -> Held | None:
    newest = OutsideReview.objects.aggregate(on=Max("held_on"))["on"]
    found = OutsideFinding.objects.all()
    known = found.filter(match="known").count()
    return (
        Held(f"{_many(found.count(), 'finding')} of others, {known} of which we had said", newest) if newest else None
    )


def _returns(on: date) -> Held | None:
    newest = PersonReturn.objects.filter(state=ReturnState.APPLIED, reference_date__lte=on).aggregate(
        on=Max("reference_date")
    )["on"]
    return Held("the newest return is applied", newest) if newest else None


def _voices(**which: str) -> Callable[[date], Held | None]:
    """What was said by one group, or through one source, in the last 12 months, and how much of it was answered."""

    def held(on: date) -> Held | None:
        said = VoiceItem.objects.filter(heard_on__lte=on, heard_on__gt=months_after(on, -A_YEAR), **which)
        number = said.count()
        told = said.filter(steps__kind=StepKind.TOLD.value).distinct().count()
        newest = said.aggregate(on=Max("heard_on"))["on"]
        words = f"{_many(number, 'thing')} said in the last 12 months; of {told} people were told what was decided"
        return Held(words, newest) if number else None

    return held


def _involved(on: date) -> Held | None:
    rows = Involvement.objects.filter(happened_on__lte=on, happened_on__gt=months_after(on, -A_YEAR))
    actions = rows.values("action").distinct().count()
    newest = rows.aggregate(on=Max("happened_on"))["on"]
    words = f"people were involved in {_many(actions, 'action')} of the plan in the last 12 months"
    return Held(words, newest) if newest else None


def _many(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


_KINDS: Mapping[str, Callable[[date], Held | None]] = {
    "governance:bodies": _bodies,
    "governance:seats": _seats,
    "governance:meetings": _meetings,
    "governance:attendance": _attendance,
    "governance:minutes": _minutes,
    "governance:decisions": _decisions,
    "governance:questions": _questions,
    "governance:reports": _reports,
    "governance:papers": _papers,
    "evaluation:statements": _statements,
    "evaluation:outside": _outside,
    "returns:sen2": _returns,
    "voice:forum": _voices(source="forum"),
    "voice:families": _voices(group="families"),
    "voice:young-people": _voices(group="young-people"),
    "voice:told-back": _voices(),
    "voice:involvement": _involved,
}

"""Services and referrals as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from oneplan.core.improvement.local_clocks import ClockState, RunningClock
from oneplan.core.improvement.referrals import Happened, weeks_in_words
from oneplan.core.instruments import Direction, Kind
from oneplan.web.ui import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oneplan.answers.services_rows import ListedReferral, ReferralLook, ScoreShown, ServiceLook
    from oneplan.core.improvement.referrals import NextStep, ServiceEvent
    from oneplan.core.improvement.services import Service
    from oneplan.records.practice.rows import ReferralEventRow

STATES = {
    ClockState.RUNNING: "running",
    ClockState.LATE: "late",
    ClockState.PAUSED: "paused",
    ClockState.MET: "met",
    ClockState.MET_LATE: "met_late",
}
CHANGES = {
    Direction.BETTER: "Better",
    Direction.WORSE: "Worse",
    Direction.NO_RELIABLE_CHANGE: "No reliable change",
    Direction.NOT_KNOWN: "Change not known",
}
SHAPES = {Happened.PAUSED: "paused", Happened.CLOSED: "met", Happened.TOLD_BACK: "done", Happened.SAID: "guidance"}
FEW = "A few referrals are open: too few to be counted here."
RECORDS = (
    ("note", "Add a note"),
    ("place", "Record the {}"),
    ("pause", "Pause it"),
    ("resume", "Resume it"),
    ("tell", "Record what people were told"),
)


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One answering, in words."""

    title: str
    on: date
    by: str
    total: str
    band: str
    says: str
    change: str
    agreement: str
    caps: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history, as the component for histories reads it."""

    on: date
    title: str
    lines: tuple[str, ...]
    by: str
    shape: str = "track"


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """A referral with its words made ready."""

    id: str
    name: str
    child_address: str
    is_restricted: bool
    lead: str
    reason: str
    referred_on: date
    referred_by: str
    version: int
    path: tuple[dict[str, Any], ...]
    clocks: tuple[tuple[RunningClock, str], ...]
    scores: tuple[ScorePart, ...]
    sees_scores: bool
    history: tuple[HistoryEntry, ...]
    steps: tuple[tuple[NextStep, str], ...]
    instruments: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, str], ...]
    outcome: str
    place: str
    place_word: str
    voice: str


def lead_of(look: ServiceLook) -> str:
    """What the page of a service says first."""
    if look.referred.number == 0:
        return "Nothing has been referred yet."
    if look.waiting.is_hidden:
        return f"{look.open.words} open. How many wait is not shown." if not look.open.is_hidden else FEW
    longest = f"; the longest wait is {look.longest_wait.words}" if look.longest_wait.number is not None else ""
    waits = f"{look.waiting.words} waiting{longest}" if look.waiting.number else "nobody waits"
    return f"{look.open.words} open, {waits}."


def listed_rows(found: Sequence[ListedReferral]) -> list[dict[str, Any]]:
    """Referrals as lines of a table."""
    return [
        {
            "address": reverse("referral", args=[each.row.facts.id]),
            "name": each.row.name,
            "is_restricted": each.row.is_restricted,
            "stage": each.standing.stage.title,
            "referred_on": each.row.referred_on,
            "waited": weeks_in_words(each.standing.waited_days),
            "is_waiting": each.standing.is_waiting,
            "is_paused": each.standing.paused is not None,
            "due": min((run.due_on for run in each.standing.clocks if run.stopped_on is None), default=None),
            "is_late": bool(each.standing.late),
            "outcome": _outcome(each.row.facts.service, each.standing.outcome),
            "closed_on": each.standing.closed_on,
        }
        for each in found
    ]


def referral_page(look: ReferralLook) -> ReferralPage:
    """One referral to read and move on."""
    file, now, service = look.file, look.standing, look.file.row.facts.service
    row, writes = file.row, look.file.may_write
    return ReferralPage(
        id=row.facts.id,
        name=row.name,
        child_address=reverse("child", args=[row.case_id]) if row.case_id else "",
        is_restricted=row.is_restricted,
        lead=_lead(look),
        reason=file.reason,
        referred_on=row.referred_on,
        referred_by=row.referred_by,
        version=file.version,
        path=tuple(_path(look)),
        clocks=tuple((run, STATES[run.state]) for run in reversed(now.clocks)),
        scores=tuple(_score(each) for each in reversed(look.scores)),
        sees_scores=file.sees_sensitive,
        history=tuple(_entry(each, look) for each in reversed(file.history)),
        steps=tuple((step, _step_address(row.facts.id, step)) for step in now.may) if writes else (),
        instruments=tuple(_to_score(look)) if writes and now.is_open else (),
        records=tuple(_records(look)) if writes else (),
        outcome=_outcome(service, now.outcome),
        place=next((each.title for each in service.places if each.id == now.place), ""),
        place_word=service.place_word,
        voice=service.voice,
    )


def score_words(total: Decimal | None, out_of: Decimal | None) -> str:
    """A total beside the most it could be."""
    if total is None:
        return "no total"
    shown = f"{round(total)}" if total == total.to_integral_value() or out_of is None else f"{total:.0f}"
    return f"{shown} of {out_of:.0f}" if out_of is not None else shown


def _lead(look: ReferralLook) -> str:
    now = look.standing
    if not now.is_open:
        return f"Ended: {_outcome(look.file.row.facts.service, now.outcome).lower()}."
    if now.paused:
        service = look.file.row.facts.service
        reason = service.pause_reasons[now.paused.reason].lower()
        return f"Paused since {words.short_day(now.paused.first_day)}: {reason}. Now at “{now.stage.title}”."
    waits = f", and has waited {weeks_in_words(now.waited_days)}" if now.is_waiting and now.waited_days else ""
    return f"Now at “{now.stage.title}”{waits}."


def _path(look: ReferralLook) -> Sequence[dict[str, Any]]:
    """The stages gone through in order, then those that are left on the way."""
    now, service = look.standing, look.file.row.facts.service
    passed = [
        {
            "title": each.stage.title,
            "says": each.stage.says,
            "entered_on": each.entered_on,
            "left_on": each.left_on,
            "state": "met" if each.left_on else "running",
        }
        for each in now.path
    ]
    seen = {each.stage.id for each in now.path}
    ahead = [each for each in service.stages if each.id not in seen] if now.is_open else []
    return passed + [{"title": each.title, "says": each.says, "state": "not_started"} for each in ahead]


def _score(each: ScoreShown) -> ScorePart:
    change = each.change
    moved = ""
    if change is not None and change.difference is not None:
        sign = "+" if change.difference > 0 else ""
        moved = f"{CHANGES[change.direction]} ({sign}{change.difference:.0f})"
    agreed = each.agreement
    return ScorePart(
        title=each.instrument.title,
        on=each.row.on,
        by=each.row.by_name,
        total=score_words(each.scored.total, each.scored.out_of),
        band=each.band.title if each.band else "",
        says=each.band.says if each.band else "",
        change=moved,
        agreement=f"The two scorers gave the same answer to {agreed.exact} of {agreed.compared}." if agreed else "",
        caps=tuple(cap.says for cap in each.scored.caps),
        answers=tuple(_answers(each)),
    )


def _answers(each: ScoreShown) -> Sequence[tuple[str, str]]:
    said = []
    for question in each.instrument.questions:
        value = each.row.answers.get(question.id)
        if value in (None, ""):
            continue
        in_words = str(value)
        if question.kind is Kind.SCALE and isinstance(value, int):
            in_words = each.instrument.scales[question.scale].step(value).text
        said.append((question.text, in_words))
    return said


def _records(look: ReferralLook) -> Sequence[tuple[str, str]]:
    now, service = look.standing, look.file.row.facts.service
    shown = {
        "note": True,
        "place": now.is_open and bool(service.places),
        "pause": now.is_open and now.paused is None and bool(service.pause_reasons),
        "resume": now.paused is not None,
        "tell": True,
    }
    return [
        (title.format(service.place_word), reverse("referral-record", args=[look.file.row.facts.id, what]))
        for what, title in RECORDS
        if shown[what]
    ]


def _to_score(look: ReferralLook) -> Sequence[tuple[str, str]]:
    """The instruments, those that the present stage waits for first."""
    needs = look.standing.stage.needs
    ordered = sorted(look.instruments, key=lambda each: each.id not in needs)
    return [(each.title, reverse("referral-score", args=[look.file.row.facts.id, each.id])) for each in ordered]


def _entry(row: ReferralEventRow, look: ReferralLook) -> HistoryEntry:
    said = _in_words(row.event, look.file.row.facts.service, look)
    shape = SHAPES.get(row.event.kind, "track")
    return HistoryEntry(row.event.on, said, (row.note,) if row.note else (), row.by_name, shape)


def _step_address(referral_id: str, step: NextStep) -> str:
    if step.to == "closed":
        return reverse("referral-record", args=[referral_id, "outcome"])
    return reverse("referral-move", args=[referral_id, step.to])


def _in_words(event: ServiceEvent, service: Service, look: ReferralLook) -> str:
    titles = {each.id: each.title for each in look.instruments}
    places = {each.id: each.title for each in service.places}
    return {
        Happened.ENTERED: lambda: f"Entered “{service.stage(event.what).title}”",
        Happened.SCORED: lambda: f"Scored: {titles.get(event.what, event.what)}",
        Happened.PAUSED: lambda: f"Paused: {service.pause_reasons.get(event.what, event.what).lower()}",
        Happened.RESUMED: lambda: "Resumed",
        Happened.PLACED: lambda: f"{service.place_word.capitalize()}: {places.get(event.what, event.what)}",
        Happened.SAID: lambda: "Note",
        Happened.TOLD_BACK: lambda: "Told what came of it",
        Happened.CLOSED: lambda: f"Outcome: {_outcome(service, event.what)}",
    }[event.kind]()


def _outcome(service: Service, outcome: str) -> str:
    return next((each.title for each in service.outcomes if each.id == outcome), "")

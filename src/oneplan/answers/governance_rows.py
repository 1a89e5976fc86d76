"""What pages about bodies, meetings, questions and reports are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from oneplan.core.governance.attendance import PartnerAttendance
from oneplan.core.governance.closing import Held
from oneplan.core.governance.quorum import Forecast, QuorumRule


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body on the page of who answers to whom."""

    id: str
    name: str
    kind: str
    kind_title: str
    tier: int
    purpose: str
    parent_id: str
    parent_name: str
    opens_on: date
    closes_on: date | None
    ties: tuple[tuple[str, str, str], ...]
    chair: str
    next_meeting: date | None
    next_meeting_id: str
    seats: int
    vacant: int
    open_questions: int
    sits_here: bool
    reads_papers: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with whoever holds it; names only for those who read the body."""

    id: str
    role: str
    partner: str
    speaks_for: str
    is_chair: bool
    is_voting: bool
    is_vacant: bool
    holder: str
    deputy: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class TermsRow:
    """One version of the terms."""

    number: int
    valid_from: date
    text: str
    rule: QuorumRule
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    id: str
    body_id: str
    body: str
    meets_on: date
    starts_at: time
    place: str
    state: str
    is_quorate: bool | None = None
    is_signed: bool = False
    has_note: bool = False
    my_reply: str = ""
    forecast: Forecast | None = None
    papers_due_on: date | None = None
    papers_missing: int = 0


@dataclass(frozen=True, slots=True)
class RecurringRow:
    """A recurring item and the planned meetings it falls on."""

    id: str
    title: str
    lead_role: str
    every: int
    months: tuple[int, ...]
    falls_on: tuple[date, ...]
    missed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question between two bodies."""

    id: str
    from_id: str
    from_body: str
    to_id: str
    to_body: str
    direction: str
    text: str
    why: str
    raised_on: date
    due_on: date
    answer: str
    answered_on: date | None
    answered_by: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that the plan promises."""

    id: str
    title: str
    kind: str
    kind_title: str
    owner_role: str
    audience: str
    sign_off_route: str
    body_id: str
    body: str
    due_on: date | None
    meeting_id: str
    meets_on: date | None
    papers_due_on: date | None
    status: str
    status_words: str
    status_on: date | None
    is_late: bool
    because: str
    why_not_needed: str
    action_id: str
    action_ref: str
    promise: str
    link: str


@dataclass(frozen=True, slots=True)
class BodyPage:
    """Everything about one body that its reader may see."""

    body: BodyRow
    terms: tuple[TermsRow, ...]
    seats: tuple[SeatRow, ...]
    former: tuple[SeatRow, ...]
    attendance: tuple[PartnerAttendance, ...]
    everybody: PartnerAttendance | None
    lived_experience: tuple[int, int]
    upcoming: tuple[MeetingRow, ...]
    past: tuple[MeetingRow, ...]
    recurring: tuple[RecurringRow, ...]
    questions: tuple[QuestionRow, ...]
    reports: tuple[ReportRow, ...]
    arising: tuple[ArisingRow, ...]
    children: tuple[BodyRow, ...]
    held: tuple[Held, ...]
    handed_over: tuple[tuple[str, str, str, date], ...]
    paper_days: int
    closed_reason: str
    may_write: bool
    may_ask: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper on an item."""

    id: str
    title: str
    fields: Mapping[str, str]
    document_id: str
    document_name: str
    handed_in_on: date
    by: str
    sent_on: date | None
    is_late: bool
    has_lived_experience: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as it stands, with every step it took; ``text`` is its public words for those who read no more."""

    id: str
    body: str
    meeting_id: str
    meets_on: date
    text: str
    public_words: str
    state: str
    state_words: str
    stands: bool
    decided_on: date | None
    action_id: str
    action_ref: str
    steps: tuple[tuple[date, str, str, str], ...]
    may_take_chairs_action: bool = False
    may_ratify: bool = False


@dataclass(frozen=True, slots=True)
class ArisingRow:
    """An action that arose at a meeting."""

    id: str
    text: str
    owner_role: str
    due_on: date
    done_on: date | None
    done_words: str
    plan_action_id: str
    is_late: bool
    may_finish: bool
    meets_on: date
    meeting_id: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of an agenda with all that hangs on it."""

    key: str
    kind: str
    title: str
    says: str
    lead_role: str
    needs_paper: bool
    papers: tuple[PaperRow, ...]
    interests: tuple[str, ...]
    is_quorate: bool | None
    minute: str
    outcome: str
    decisions: tuple[DecisionRow, ...]
    removed_reason: str
    removed_by: str
    removed_on: date | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One seat at one meeting: what it said and how it was taken."""

    seat: SeatRow
    reply: str
    deputy_name: str
    replied_on: date | None
    presence: str
    is_mine: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A meeting moved."""

    was_on: date
    now_on: date
    reason: str
    went_out: tuple[str, ...]
    by: str
    moved_on: date


@dataclass(frozen=True, slots=True)
class MeetingMay:
    """What this reader may do about this meeting."""

    read: bool = False
    write: bool = False
    chair: bool = False
    hand_in: bool = False


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything about one meeting that its reader may see."""

    meeting: MeetingRow
    lasts_minutes: int
    forecast: Forecast | None
    papers_due_on: date
    papers_sent_on: date | None
    items: tuple[ItemRow, ...]
    removed: tuple[ItemRow, ...]
    places: tuple[PlaceRow, ...]
    moves: tuple[MoveRow, ...]
    told: int
    decisions: tuple[DecisionRow, ...]
    arising: tuple[ArisingRow, ...]
    public_note: str
    note_published_on: date | None
    signed_on: date | None
    signed_by: str
    why_cancelled: str
    may: MeetingMay


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What everybody may read of a meeting."""

    body: str
    meets_on: date
    note: str
    published_on: date
    decisions: tuple[str, ...]

"""How the self-evaluation is said: leads, numbers that open, states and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.urls import NoReverseMatch, reverse

from oneplan.answers import access
from oneplan.core.access import decide_route
from oneplan.rulebook import rights
from oneplan.web.ui import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneplan.answers.evaluation_records import BearingRecord
    from oneplan.answers.evaluation_rows import MeetingPack, Overview, PartView, QuestionView
    from oneplan.answers.readiness import ColumnStatus, DocumentStatus, ListStatus
    from oneplan.core.access import Viewer
    from oneplan.records.evaluation.rows import HappenedRow

STATES = {
    "draft": ("paused", "Being written"),
    "asked": ("review", "Waits to be agreed"),
    "agreed": ("met", "Agreed"),
    "to-review": ("soon", "To be looked at again"),
}
JUDGED = {"strong": "met", "developing": "soon", "weak": "late", "not-known": "unknown"}
HAPPENED = {
    "written": "Written",
    "revised": "Words changed",
    "asked": "Put forward",
    "agreed": "Agreed",
    "sent-back": "Sent back",
    "withdrawn": "Withdrawn",
    "carried": "Carried over from the round before",
}
TIPS = "ten-tips"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that opens."""

    value: str
    words: str
    address: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of an instrument in the list of parts."""

    title: str
    number: str
    address: str
    answered: int
    questions: int
    drafts: int


def lead_of(found: Overview) -> str:
    """What the page says first."""
    if found.round is None:
        return "No round has been opened yet. Statements are filed under the round in which they were true."
    asked = sum(len(each.lines) for each in found.parts)
    answered = sum(each.answered for each in found.parts)
    said = f"{answered} of {asked} questions are answered by a statement that somebody other than its writer agreed."
    return f"{said} {_fresh(found)}"


def figures_of(found: Overview) -> list[Number]:
    """What waits, as numbers that open."""
    here = reverse("evaluation")
    return [
        Number(str(found.agreed), "statements agreed", f"{here}#parts"),
        Number(str(found.waiting), "wait to be agreed", f"{here}#parts"),
        Number(str(found.to_review), "to be looked at again", f"{here}#parts", "late" if found.to_review else ""),
        Number(str(found.open_questions), "questions without an answer", f"{here}#parts"),
        Number(str(found.gaps), "gaps that became actions", f"{here}#criteria"),
    ]


def parts_of(found: Overview) -> list[tuple[str, list[PartLine]]]:
    """The tips, then the criteria."""
    tips = [_part(each, f"Tip {each.domain.id[1:]}") for each in found.parts if each.instrument == TIPS]
    others = [_part(each, "") for each in found.parts if each.instrument != TIPS]
    return [("The ten tips", tips), ("What an inspection looks at", others)]


def question_lead(found: QuestionView) -> str:
    """How many records bear on it and how it is answered."""
    held = sum(1 for each in found.records if not each.is_missing)
    missing = len(found.records) - held
    records = f"{words.count_of(held, 'record').capitalize()} here bear{'s' if held == 1 else ''} on it"
    if missing:
        records += f"; {words.count_of(missing, 'record')} {'is' if missing == 1 else 'are'} missing"
    agreed = sum(1 for each in found.statements if each.row.is_agreed)
    return f"{records}. {words.count_of(agreed, 'agreed statement').capitalize()}."


def pack_lead(found: MeetingPack) -> str:
    """How long it is and since when it counts."""
    pages = words.count_of(found.pages, "page")
    too_long = (
        "" if found.pages <= found.most_pages else f" That is longer than {found.most_pages}: shorten some claims."
    )
    since = f" Changes are counted since {words.short_day(found.last_meeting.held_on)}." if found.last_meeting else ""
    return f"About {pages}, agreed statements only.{too_long}{since}"


def readiness_lead(lists: Iterable[ListStatus], documents: Iterable[DocumentStatus]) -> str:
    """How much is there."""
    asked, papers = list(lists), list(documents)
    whole = sum(1 for each in asked if each.is_held and not each.partly)
    partly = sum(1 for each in asked if each.is_held and each.partly)
    fresh = sum(1 for each in papers if each.is_fresh)
    return (
        f"{whole} of {len(asked)} lists can be made from the records, {partly} more in part. "
        f"{fresh} of {len(papers)} documents are in force and fresh."
    )


def missing_columns(lists: Iterable[ListStatus]) -> list[ColumnStatus]:
    """The columns that no list has, once each, with the reason."""
    found: dict[str, ColumnStatus] = {}
    for each in lists:
        if each.is_held:
            for column in each.lacking:
                found.setdefault(column.title, column)
    return list(found.values())


def address_of(record: BearingRecord, viewer: Viewer) -> str:
    """Where a record is opened; empty where this reader may not, or nothing opens it."""
    if not record.route or not decide_route(rights.load(), viewer, record.route, "GET").allowed:
        return ""
    try:
        return reverse(record.route, args=[record.arg] if record.arg else [])
    except NoReverseMatch:
        return ""


def history_of(rows: Iterable[HappenedRow]) -> list[dict[str, Any]]:
    """What was done to a statement, newest first."""
    return [
        {
            "on": each.on,
            "by": each.by,
            "title": HAPPENED.get(each.kind, each.kind.capitalize()),
            "lines": [each.reason] if each.reason else [],
        }
        for each in rows
    ]


def fresh_key() -> str:
    """A key that makes two presses of one button do one thing."""
    return str(uuid4())


def may_act(viewer: Viewer) -> bool:
    """Whether this reader may add actions to the plan."""
    return access.may(viewer, "plan-edit")


def _part(part: PartView, number: str) -> PartLine:
    return PartLine(
        title=part.domain.title,
        number=number,
        address=reverse("evaluation-part", args=[part.instrument, part.domain.id]),
        answered=part.answered,
        questions=len(part.lines),
        drafts=sum(each.drafts for each in part.lines),
    )


def _fresh(found: Overview) -> str:
    if not found.statements:
        return "Nothing is written yet in this round."
    return (
        f"{found.current} of {words.count_of(found.statements, 'statement')} "
        f"rest{'s' if found.current == 1 else ''} on evidence from the last 12 months."
    )

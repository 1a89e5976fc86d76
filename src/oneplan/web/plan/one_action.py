"""One action as its page shows it: where it stands, why that date, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import Truncator

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, OwnerPart
from oneplan.web.plan.lines import due_state, due_words
from oneplan.web.plan.one_section import Entry, newest_first, update_entry
from oneplan.web.plan.retelling import entry_of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import ActionMay, ActionPage, ActionRow, EventRow, KeyRow, OwnerLoadRow

READS = {
    DuePrecision.MONTH: "The plan names a month, so it is due by that month's last day.",
    DuePrecision.WEEK: "The plan names a week, so it is due by that week's last day.",
    DuePrecision.TERM: "The plan names a term, so it is due by that term's last day.",
    DuePrecision.QUARTER: "The plan names a quarter, so it is due by that quarter's last day.",
    DuePrecision.ACADEMIC_YEAR: "The plan names an academic year, so it is due by that year's last day.",
    DuePrecision.YEAR: "The plan names a year, so it is due by that year's last day.",
    DuePrecision.DAY: "The plan names the day.",
    DuePrecision.ONGOING: "The plan says that it goes on, so there is no day to hold it to.",
    DuePrecision.NONE: "The plan gives no date.",
    DuePrecision.UNCLEAR: "The plan's words for the date can be read in more than one way, so nobody guesses.",
}
EVIDENCE = {
    "data": "Data",
    "audit": "Audit",
    "family_voice": "Families' voice",
    "practitioner_voice": "Practitioners' voice",
    "workforce": "Workforce",
}


@dataclass(frozen=True, slots=True)
class DueCard:
    """Why this date: the plan's words, how they were read, and what it was before."""

    what: str
    due_on: date | None
    because: tuple[str, ...]
    today: date
    is_finished: bool
    law: str = ""
    kind: str = "local"
    prudent: str = ""


@dataclass(frozen=True, slots=True)
class ActionView:
    """Everything the action page shows."""

    id: str
    ref: str
    text: str
    phase: str
    state: str
    lead: str
    card: DueCard
    rating: Rating
    raw: str
    meaning: str
    owners: tuple[tuple[str, str, str], ...]
    sees_detail: bool
    history: tuple[Entry, ...]
    updates: tuple[Entry, ...]
    evidence: tuple[Entry, ...]
    impacts: tuple[Entry, ...]
    findings: tuple[str, ...]
    depends: tuple[tuple[str, str, str], ...]
    pages: Mapping[str, tuple[str, str] | None]
    may: ActionMay


def action_page(
    page: ActionPage,
    findings: Iterable[Finding],
    owners: Iterable[OwnerLoadRow],
    *,
    key: Iterable[KeyRow],
    today: date,
    sees_detail: bool = True,
) -> ActionView:
    """The action's own page for one day."""
    row = page.action
    rating = Rating.SUPERSEDED if row.is_superseded else row.rating
    state = due_state(row.due, rating, today)
    history = page.history if sees_detail else ()
    slugs = {owner.role: owner.slug for owner in owners}
    return ActionView(
        id=row.id,
        ref=row.ref,
        text=row.text,
        phase=row.phase,
        state=state,
        lead=_lead(page, rating, state, today, sees_detail=sees_detail),
        card=_card(row.due, history, today, is_finished=state == "finished"),
        rating=rating,
        raw="" if row.is_superseded else row.rating_raw,
        meaning=next((each.meaning for each in key if each.word == row.rating_raw), ""),
        owners=tuple(_owner(owner, slugs) for owner in row.owners),
        sees_detail=sees_detail,
        history=tuple(entry_of(event) for event in history),
        updates=tuple(update_entry(each, "") for each in newest_first(page.updates)),
        evidence=tuple(_evidence(each) for each in page.evidence),
        impacts=tuple(Entry(each.on, "", each.by_name, (each.text,), "met") for each in page.impact_statements),
        findings=tuple(finding.says for finding in findings if finding.ref in {row.ref, row.id}),
        depends=_depends(page),
        pages={"previous": _link(page.before), "next": _link(page.after)},
        may=page.may,
    )


def _lead(page: ActionPage, rating: Rating, state: str, today: date, *, sees_detail: bool) -> str:
    word, due_on = words.state_words(rating).word, page.action.due.due_on
    if page.action.is_superseded:
        return "No longer in the plan. It stays here with its history, and counts nowhere."
    if state == "no_date":
        return f"{word}, with no date to hold it to."
    if state == "late" and due_on:
        return f"{word}, and {words.lateness(due_on, today)}."
    if state in {"soon", "on_track"} and due_on:
        return f"{word}. Due {words.lateness(due_on, today)}."
    return f"{word}. {_proof(page)}" if rating.is_finished and sees_detail else f"{word}."


def _proof(page: ActionPage) -> str:
    if not page.evidence:
        return "Nothing here shows yet that it made a difference."
    shown = words.count_of(len(page.evidence), "piece of evidence", "pieces of evidence").capitalize()
    return (
        f"{shown} of the difference it made." if page.impact_statements else f"{shown}; the difference is not stated."
    )


def _card(due: Due, history: Iterable[EventRow], today: date, *, is_finished: bool) -> DueCard:
    because = [f"The plan says “{due.raw}”. {READS[due.precision]}" if due.raw else READS[due.precision]]
    moved = next((event for event in history if event.kind == "due_changed" and not event.is_superseded), None)
    if moved:
        because.append(f"{moved.by_name} changed it on {words.long_day(moved.on)}: {moved.reason}")
    if due.revised_from:
        because.append(f"It was first due on {words.long_day(due.revised_from)}.")
    if due.starts_on:
        because.append(f"It starts on {words.long_day(due.starts_on)}.")
    if due.review_on:
        because.append(f"It is reviewed on {words.long_day(due.review_on)}.")
    if due.note:
        because.append(due.note)
    return DueCard("Due by" if due.due_on else "Due", due.due_on, tuple(because), today, is_finished)


def _owner(owner: Any, slugs: Mapping[str, str]) -> tuple[str, str, str]:
    address = reverse("owner", args=[slugs[owner.role]]) if owner.role in slugs else ""
    part = "supporting" if owner.part is OwnerPart.SUPPORT else ""
    return owner.role, address, ", ".join(word for word in (owner.partner, part) if word)


def _evidence(row: Any) -> Entry:
    link = (f"Open {row.document_name}", reverse("document", args=[row.document_id])) if row.document_id else None
    return Entry(row.on, EVIDENCE.get(str(row.kind), str(row.kind)), row.by_name, (row.note,), "embedded", link)


def _depends(page: ActionPage) -> tuple[tuple[str, str, str], ...]:
    out = tuple(
        ("Refers to", each.written, reverse("action", args=[each.to_id]) if each.is_resolved else "")
        for each in page.depends_on
    )
    back = tuple(
        ("Referred to by", each.from_ref, reverse("section", args=[each.from_section]) if each.from_section else "")
        for each in page.depended_on_by
    )
    return out + back


def _link(row: ActionRow | None) -> tuple[str, str] | None:
    return (f"{row.ref}: {Truncator(row.text).words(12)}", reverse("action", args=[row.id])) if row else None


__all__ = ["ActionView", "action_page", "due_words"]

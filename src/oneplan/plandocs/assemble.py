"""Makes out owners, dates and ratings with the whole document in view, and builds the reading."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import (
    Due,
    DuePrecision,
    Owner,
    PlanReading,
    ReadAction,
    ReadSection,
    ReadStatement,
)
from oneplan.plandocs.dates import due_on_day, period_end, read_due
from oneplan.plandocs.drafts import ActionDraft, Reading, StatementDraft
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.owners import LONGEST_OWNERS, OwnerCell, read_owners
from oneplan.plandocs.ratings import RatingScale, colour_of
from oneplan.plandocs.row_actions import take_leading_refs
from oneplan.plandocs.statements import action_text
from oneplan.plandocs.wording import plain

_REF_LIKE = re.compile(r"[A-Z]{1,5}\d?[A-Z]{0,3}[-\u2013.]?\d{1,3}(?:\.\d{1,3})*[a-z]?|\b\d{1,2}(?:\.\d{1,2})+[a-z]?")
_ONE_YEAR = re.compile(r"\b(?P<first>20\d{2})\s?[/\u2013-]\s?(?P<last>(?:20)?\d{2})\b")
_FEWEST_UNDER_ONE_DATE = 2
_LEADING_DATE = re.compile(r"^\W{0,3}(?P<day>[^\u2013:;,]{3,22}?)\s*[:\u2013-]\s")


def assemble(reading: Reading, title: str) -> PlanReading:
    """The finished reading of everything gathered."""
    _without_plan(reading)
    _settle_sections(reading)
    take_leading_refs(reading.actions)
    scale = RatingScale(tuple(reading.key))
    owners = read_owners([_owner_cell(draft) for draft in reading.actions])
    _share_single_deadlines(reading)
    drafts = _number(reading)
    actions = tuple(_action(reading, scale, draft, own, key) for (draft, key), own in zip(drafts, owners, strict=True))
    refs = {action.ref for action in actions if action.ref and not action.ref_assigned}
    statements = {
        kind: _statements(reading, kind, refs)
        for kind in ("areas", "measures", "impacts", "updates", "summary", "narrative")
    }
    row_statements = _row_statements(actions, reading)
    lines, review = reading.ledger.finish()
    return PlanReading(
        plan=title,
        ratings_as_at=reading.as_at,
        priorities=tuple(reading.outline.priorities),
        sections=_sections(reading),
        areas=statements["areas"],
        actions=actions,
        measures=statements["measures"] + row_statements["measure"],
        impacts=statements["impacts"] + row_statements["impact"],
        updates=statements["updates"] + row_statements["update"],
        promises=tuple(reading.promises),
        key=tuple(reading.key),
        summary_areas=statements["summary"],
        narrative=statements["narrative"],
        review=review,
        lines=lines,
    )


def _without_plan(reading: Reading) -> None:
    """A document that holds no part of a plan has nothing to import: its words go to a person."""
    if reading.actions or reading.promises or reading.key or any(one.kind != "narrative" for one in reading.statements):
        return
    for one in reading.statements:
        reading.ledger.review(one.lines, "No actions were found in this document, so nothing of it was imported.")
    reading.statements = []


def _settle_sections(reading: Reading) -> None:
    """Where sections hold actions, a chapter that only talks of measures or updates is narrative."""
    acting = {id(draft.section) for draft in reading.actions}
    acting |= {id(one.parent) for one in reading.outline.sections if id(one) in acting and one.parent}
    for one in reading.outline.sections:
        areas = any(stated.section is one and (stated.kind == "areas" or stated.firm) for stated in reading.statements)
        if not acting or one.must_improve or areas:
            acting = acting | {id(one)}
    for stated in reading.statements:
        if stated.section is not None and id(stated.section) not in acting:
            stated.kind, stated.where, stated.section = "narrative", stated.section.title, None
    reading.outline.settle(acting)


def _sections(reading: Reading) -> tuple[ReadSection, ...]:
    return tuple(
        ReadSection(
            one.number, one.title, one.priority, one.line, one.parent.key if one.parent else "", one.must_improve
        )
        for one in reading.outline.sections
    )


def _owner_cell(draft: ActionDraft) -> OwnerCell:
    pieces = tuple(piece.text for piece in draft.cells.get("owner", ()))
    if sum(len(piece) for piece in pieces) > LONGEST_OWNERS:
        draft.notes.append(f"Owners as written: {' '.join(pieces)}")
        pieces = ()
    ticked = tuple(head for role, head in draft.ticks if role == "tick_owner")
    if not pieces and "owner" not in draft.cells:
        pieces = (draft.section.lead,) if draft.section.lead else ()
    partner = draft.words("partner")
    if not pieces and partner:
        return OwnerCell((partner,), tuple(piece.text for piece in draft.cells.get("support", ())))
    return OwnerCell(pieces + ticked, tuple(piece.text for piece in draft.cells.get("support", ())), partner)


def _share_single_deadlines(reading: Reading) -> None:
    """A date that stands once, against the first action of three or more, was a cell merged over all of them."""
    tables: dict[int, list[ActionDraft]] = {}
    for draft in reading.actions:
        tables.setdefault(draft.table, []).append(draft)
    for drafts in tables.values():
        first, rest = drafts[0], drafts[1:]
        raw = first.words("due")
        if (
            len(rest) < _FEWEST_UNDER_ONE_DATE
            or not raw
            or any(one.words("due") or one.day for one in rest)
            or any(one.section is not first.section for one in rest)
        ):
            continue
        if read_due(raw, reading.habits).due.due_on:
            for one in rest:
                one.cells["due"] = list(first.cells["due"])
                one.notes.append("The date stands once in the table, against its first action.")


def _number(reading: Reading) -> list[tuple[ActionDraft, tuple[str, str, bool]]]:
    """Each action with its ref, its key (unique in the document) and whether the ref was assigned by the reader."""
    written = Counter(draft.ref for draft in reading.actions if draft.ref)
    rows: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    found = []
    for draft in reading.actions:
        where = draft.section.key
        rows[where] += 1
        ref, assigned = draft.ref, False
        if not ref:
            ref, assigned = f"{'section ' if draft.section.number else ''}{where} row {rows[where]}", True
        key = ref if assigned or written[ref] == 1 else f"{where} {ref}"
        taken[key] += 1
        found.append((draft, (ref, key if taken[key] == 1 else f"{key} ({taken[key]})", assigned)))
    return found


def _action(
    reading: Reading, scale: RatingScale, draft: ActionDraft, owners: tuple[Owner, ...], naming: tuple[str, str, bool]
) -> ReadAction:
    ref, key, assigned = naming
    due, why = _due(reading, draft)
    if why:
        reading.ledger.review(draft.lines[:1], why)
    text = action_text(draft.cells.get("action", ()))
    if not text:
        reading.ledger.review(draft.lines[:1], "The row has a reference but no words of an action.")
    raw = _rating_raw(draft)
    return ReadAction(
        ref=ref,
        section=draft.section.key,
        text=text,
        owners=owners,
        due=due,
        rating_raw=raw,
        rating=scale.read(raw) if raw else Rating.UNKNOWN,
        line=draft.lines[0],
        phase=draft.phase,
        notes=_notes(draft),
        key=key,
        ref_assigned=assigned,
        lines=tuple(draft.lines),
    )


def _rating_raw(draft: ActionDraft) -> str:
    raw = draft.words("rating")
    if raw:
        return raw
    ticked = [head for role, head in draft.ticks if role == "tick_rating"]
    if ticked or not draft.rated:
        return ticked[-1] if ticked else draft.colour
    return _in_time(draft.rated)[-1][1]


def _in_time(rated: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Ratings of several periods, oldest first where their heads can be dated, else as they stand."""
    ends = [period_end(head) for head, _ in rated]
    if not all(ends):
        return rated
    return [one for _, one in sorted(zip(ends, rated, strict=True), key=lambda pair: pair[0] or date.min)]


def _notes(draft: ActionDraft) -> tuple[str, ...]:
    extra = [
        f"{head}: {words}" if head else words
        for head, pieces in draft.extra.items()
        if (words := " ".join(piece.text for piece in pieces))
    ]
    named = {
        "evidence": "Evidence",
        "previous_rating": "Rated before",
        "completed_on": "Completed",
        "deliverable": "Milestones",
        "baseline": "Baseline",
    }
    told = [f"{label}: {draft.words(role)}" for role, label in named.items() if draft.words(role)]
    rated = [f"{head}: {word}" for head, word in _in_time(draft.rated)[:-1]]
    return tuple(draft.notes + told + rated + extra)


def _due(reading: Reading, draft: ActionDraft) -> tuple[Due, str]:
    """When an action is due, by its own cells, else by its ticked period, else by the deadline its section shares."""
    habits = reading.habits
    if draft.day:
        due, why = due_on_day(draft.day, month_only=draft.month_only, raw=draft.words("due")), ""
    else:
        raw = draft.words("due")
        ticked = [head for role, head in draft.ticks if role == "tick_period"]
        note = ""
        if not raw and ticked:
            raw, note = "; ".join(_with_year(head, reading) for head in ticked), "the last period that is ticked"
        if not raw and "due" not in draft.cells and draft.section.deadline:
            raw, note = draft.section.deadline, "the deadline of the whole section"
        read = read_due(raw, habits)
        due, why = (replace(read.due, note=note or read.due.note), read.why)
    revised = read_due(draft.words("revised"), habits).due
    if revised.due_on:
        due, why = replace(revised, revised_from=due.due_on, raw=revised.raw), ""
    starts = read_due(draft.words("start"), habits).due
    reviewed = read_due(draft.words("review"), habits).due
    return replace(due, starts_on=starts.due_from or due.starts_on, review_on=reviewed.due_on or due.review_on), why


def _with_year(head: str, reading: Reading) -> str:
    """A quarter or term whose year stands only in the name of the plan: “Q2” of the delivery plan 2025/26."""
    span = _ONE_YEAR.search(reading.outline.plan_title)
    if mentions(head) and period_end(head):
        return head
    one_year = span and int(span["last"][-2:]) == (int(span["first"][-2:]) + 1) % 100
    return f"{head} {span['first']}/{span['last'][-2:]}" if span and one_year else head


def _statements(reading: Reading, kind: str, refs: set[str]) -> tuple[ReadStatement, ...]:
    return tuple(_statement(one, refs) for one in reading.statements if one.kind == kind)


def _statement(draft: StatementDraft, refs: set[str]) -> ReadStatement:
    where = draft.section.key if draft.section else draft.where
    named = tuple(dict.fromkeys(ref for ref in _REF_LIKE.findall(draft.text) if ref in refs)) or draft.refs
    dated = _leading_date(draft.text) if draft.kind == "updates" else None
    return ReadStatement(where, draft.text, draft.lines[0], named, dated)


def _leading_date(text: str) -> date | None:
    match = _LEADING_DATE.match(text)
    found = (
        [one for one in mentions(match["day"]) if one.last and one.precision in {DuePrecision.DAY, DuePrecision.MONTH}]
        if match
        else []
    )
    return found[0].last if found else None


def _row_statements(actions: tuple[ReadAction, ...], reading: Reading) -> dict[str, tuple[ReadStatement, ...]]:
    """Measures, impacts and updates that stand in columns of the action table."""
    found: dict[str, list[ReadStatement]] = {"measure": [], "impact": [], "update": []}
    for action, draft in zip(actions, reading.actions, strict=True):
        for role, kept in found.items():
            pieces = [piece for piece in draft.cells.get(role, ()) if plain(piece.text) and not colour_of(piece.text)]
            words = " ".join(piece.text for piece in pieces)
            if words:
                dated = _leading_date(words) if role == "update" else None
                if role != "update" and kept and (kept[-1].text, kept[-1].section) == (words, action.section):
                    kept[-1] = replace(kept[-1], refs=(*kept[-1].refs, action.ref))
                else:
                    kept.append(ReadStatement(action.section, words, action.line, (action.ref,), dated))
    return {role: tuple(kept) for role, kept in found.items()}

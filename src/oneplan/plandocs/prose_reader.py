"""Reads headings, paragraphs and list items: labels, promises, the key, what is said of the plan, narrative."""

from __future__ import annotations

import re
from datetime import date

from oneplan.core.improvement.reading import ReadPromise
from oneplan.plandocs.blocks import Heading, ListItem, Paragraph, Piece
from oneplan.plandocs.dates import read_due
from oneplan.plandocs.drafts import ActionDraft, Reading, StatementDraft
from oneplan.plandocs.keys import key_line, key_sentence
from oneplan.plandocs.labels import (
    inline_label,
    is_contents,
    is_contents_line,
    is_key_heading,
    is_summary,
    label_of,
    paper_line,
    promise_head,
    shared_deadline,
    shared_lead,
)
from oneplan.plandocs.mentions import DateHabits, mentions
from oneplan.plandocs.outline import phase_of
from oneplan.plandocs.sentences import dated_sentence, deliverables
from oneplan.plandocs.table_reader import CONTENT_KINDS, take_pieces
from oneplan.plandocs.wording import plain

_AS_AT = re.compile(
    r"\b(?:ratings?|updates?|rag|statuses|progress updated)\b[^.]{0,70}?"
    r"\b(?:as (?:at|of|on)|updated(?: on| to)?|correct (?:at|to|on))\b\s*:?\s*(?P<day>[^.]{4,30})",
    re.IGNORECASE,
)
_YEARS_MEAN = re.compile(
    r"\b(?:year|years|e\.g\.)\b.{0,120}\b(?P<kind>academic|financial|school)\s+year", re.IGNORECASE
)
_TERM_ENDS = re.compile(
    r"(?P<term>autumn|spring|summer)\s+term(?:\s+\d{4}(?:/\d{2,4})?)?\s*"
    r"(?:ends?|finish(?:es)?|is taken to end|means(?: by)?|[:=\u2013-])\s*(?:on|at|by)?\s*(?:the\s+end\s+of\s+)?"
    r"(?P<day>(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]+)",
    re.IGNORECASE,
)
_HEADING_DUE = re.compile(
    r"\((?:all\s+(?:actions\s+)?)?(?:due|by|deadline|complete by|to be completed by)\s*:?\s*(?P<due>[^()]{4,40})\)\s*$",
    re.IGNORECASE,
)


def read_heading_block(reading: Reading, block: Heading) -> None:
    """Takes a heading as the label, promise, key or section heading that it is."""
    text, lines = block.text, block.lines
    paper = paper_line(text)
    if paper or not text:
        if block.level:
            reading.leave_table()
        reading.ledger.noise(lines, paper or "an empty heading")
        return
    reading.ledger.heading(lines)
    promise = promise_head(text, reading.habits)
    if promise:
        reading.leave_table()
        reading.mode, reading.promise = "promise", promise
        return
    kind = label_of(text)
    if kind:
        reading.leave_table()
        reading.mode = kind
        return
    _begin(reading, block)


def _begin(reading: Reading, block: Heading) -> None:
    text, lines = block.text, block.lines
    phase = phase_of(text)
    if phase and reading.layout is not None and not block.level:
        reading.phase = phase
        return
    reading.leave_table()
    reading.promise = None
    reading.mode = "contents" if is_contents(text) else "key" if is_key_heading(text) else ""
    if reading.mode:
        return
    reading.summary = is_summary(text) or (reading.summary and bool(block.level) and not _numbered(text))
    shared = _HEADING_DUE.search(text)
    title = text[: shared.start()].rstrip(" \u2013-") if shared else text
    reading.outline.heading(title, block.level, lines[0])
    if shared and read_due(shared["due"], reading.habits).due.due_on:
        section = reading.outline.current()
        section.deadline, section.deadline_lines = shared["due"], lines


def _numbered(text: str) -> bool:
    return bool(re.match(r"^\s*(?:\d|chapter|priority|theme|section)", text, re.IGNORECASE))


def read_paragraph(reading: Reading, block: Paragraph) -> None:
    """Takes a paragraph as a label, a statement about the plan, a key, part of a section, or narrative."""
    text, lines = block.text, block.lines
    paper = paper_line(text)
    if paper:
        reading.ledger.noise(lines, paper)
        return
    if reading.mode == "contents" and is_contents_line(text):
        reading.ledger.noise(lines, "a line of the contents page")
        return
    _learn(reading, text)
    if plain(text) == plain(reading.outline.plan_title):
        reading.ledger.heading(lines, "the plan's name")
        return
    kind = label_of(text)
    promise = None if kind else (promise_head(text, reading.habits) if block.bold or text.endswith(":") else None)
    if kind or promise:
        reading.leave_table()
        reading.mode, reading.promise = (kind, None) if kind else ("promise", promise)
        reading.ledger.heading(lines)
        return
    if (
        _inline(reading, text, lines)
        or _key(reading, text, lines)
        or _shared(reading, text, lines)
        or _sentences(reading, text, lines)
    ):
        return
    _place(reading, text, lines, listed=False)


def read_list_item(reading: Reading, block: ListItem) -> None:
    """Takes a list item as a promise, part of a labelled list, a dated deliverable, or narrative."""
    text, lines = block.text, block.lines
    number = int(block.marker.strip("().")) if block.marker.strip("().").isdigit() else None
    if reading.mode == "contents":
        reading.ledger.noise(lines, "a line of the contents page")
        return
    if reading.mode == "promise" and reading.promise is not None:
        promise = reading.promise
        reading.promises.append(ReadPromise(promise.period, text, lines[0], number, promise.achieved, promise.ends_on))
        reading.ledger.imported(lines)
        return
    kind = label_of(text)
    if kind and number is None:
        reading.mode = kind
        reading.ledger.heading(lines)
        return
    if _inline(reading, text, lines) or _key(reading, text, lines) or _shared(reading, text, lines):
        return
    if number is not None and reading.mode not in CONTENT_KINDS and _dated_item(reading, block, number):
        return
    if _sentences(reading, text, lines):
        return
    _place(reading, text, lines, listed=True, depth=block.depth)


def _dated_item(reading: Reading, block: ListItem, number: int) -> bool:
    one = dated_sentence(block.text, reading.habits)
    if one is None:
        return False
    draft = ActionDraft(reading.outline.current(), list(block.lines), str(number))
    draft.cells = {"action": [Piece(one.text)], "due": [Piece(one.due)]}
    reading.actions.append(draft)
    reading.ledger.imported(block.lines)
    return True


def _sentences(reading: Reading, text: str, lines: tuple[int, ...]) -> bool:
    """Numbered deliverables inside one paragraph, each with its date, are actions."""
    if reading.mode in CONTENT_KINDS | {"promise"}:
        return False
    found = deliverables(text, reading.habits)
    for one in found:
        draft = ActionDraft(reading.outline.current(), list(lines), one.ref)
        draft.cells = {"action": [Piece(one.text)], "due": [Piece(one.due)]}
        reading.actions.append(draft)
    if found:
        reading.ledger.imported(lines)
    return bool(found)


def _inline(reading: Reading, text: str, lines: tuple[int, ...]) -> bool:
    kind, rest = inline_label(text)
    if not kind or kind == "actions":
        return False
    reading.leave_table()
    reading.mode = kind
    take_pieces(reading, kind, (Piece(rest),), lines)
    return True


def _key(reading: Reading, text: str, lines: tuple[int, ...]) -> bool:
    entries = key_sentence(text, lines[0])
    if not entries:
        one = key_line(text, lines[0], any_word=reading.mode == "key")
        entries = [one] if one and (reading.mode == "key" or one.rating.value != "unknown") and len(text) < 240 else []  # noqa: PLR2004
    if not entries:
        return False
    known = {plain(entry.word) for entry in reading.key}
    reading.key += [entry for entry in entries if plain(entry.word) not in known]
    reading.ledger.imported(lines, "the rating key")
    return True


def _shared(reading: Reading, text: str, lines: tuple[int, ...]) -> bool:
    """A deadline or a lead that a whole section shares."""
    due, lead = shared_deadline(text, reading.habits), shared_lead(text)
    if due:
        section = reading.outline.current()
        section.deadline, section.deadline_lines = due, lines
        reading.ledger.imported(lines, "the deadline of every action in the section")
    elif lead:
        reading.outline.current().lead = lead
        reading.ledger.imported(lines, "who leads every action in the section")
    return bool(due or lead)


def _learn(reading: Reading, text: str) -> None:
    """What the plan says about all its dates and ratings."""
    as_at = _AS_AT.search(text)
    if as_at and reading.as_at is None:
        found = [one.last for one in mentions(as_at["day"], reading.habits) if one.last]
        reading.as_at = found[0] if found else None
    years = _YEARS_MEAN.search(text)
    kind = ("financial" if years["kind"].lower() == "financial" else "academic") if years else ""
    terms = dict(reading.habits.terms)
    for match in _TERM_ENDS.finditer(text):
        end = _month_and_day(match["day"])
        if end:
            first = DateHabits().term(match["term"].lower())
            terms[match["term"].lower()] = (first[0], first[1], end.month, end.day)
    reading.habits = DateHabits(tuple(sorted(terms.items())), reading.habits.bare_year or kind)


def _month_and_day(text: str) -> date | None:
    found = [one.last for one in mentions(f"{text} 2026") if one.last]
    return found[0] if found else None


def _place(reading: Reading, text: str, lines: tuple[int, ...], *, listed: bool, depth: int = 0) -> None:
    """Puts words under the label in force, or keeps them as narrative of the heading in force."""
    if reading.mode in CONTENT_KINDS - {"note"}:
        if _runs_on(reading, text, lines, listed=listed):
            return
        take_pieces(reading, reading.mode, (Piece(text, depth if listed else 0),), lines)
        return
    reading.state("narrative", text, lines)


def _runs_on(reading: Reading, text: str, lines: tuple[int, ...], *, listed: bool) -> bool:
    """A line that begins in small letters under an unfinished one is its rest."""
    last: StatementDraft | None = reading.statements[-1] if reading.statements else None
    if (
        listed
        or last is None
        or last.kind != reading.mode
        or not text[:1].islower()
        or last.text.rstrip().endswith((".", "!", "?"))
    ):
        return False
    last.text = f"{last.text} {text}"
    last.lines += list(lines)
    reading.ledger.imported(lines)
    return True

"""Recognises the words that introduce part of a section, promises, the contents page and the paper's own lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from oneplan.core.improvement.reading import DuePrecision
from oneplan.plandocs.blocks import Cell, Piece
from oneplan.plandocs.dates import period_end, read_due
from oneplan.plandocs.mentions import DateHabits
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_SHORT_LABEL = 3
# “Area for improvement 1: Health advice” names a section; “Areas for improvement” introduces a list of them.
_NAMED_PART = re.compile(
    r"^\W*[a-z]+(?:\s+[a-z]+){0,3}\s+\d{1,2}(?:\.\d{1,2})*\s*[:.\u2013\u2014-]\s*[A-Z]", re.IGNORECASE
)
_PAGE = re.compile(
    r"^(?:.{0,60}?[\s|\u2013-])?page\s*\|?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[|\u2013-].{0,60})?$"
    r"|^\d{1,4}\s*\|\s*p\s?a\s?g\s?e\b.*$|^[-\u2013\u2014|\s]*\d{1,4}[-\u2013\u2014|\s]*$|^\d{1,3} of \d{1,3}$"
    r"|.{0,80}\bpage \d{1,4} of \d{1,4}$",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"^(?:(?:final|draft|version|v)[\s:]*)+v?\d+(?:\.\d+)*(?:\s*[\u2013-]?\s*\w[\w\s/.-]{0,40})?$", re.IGNORECASE
)
_CONTENTS_LINE = re.compile(r"^(.{3,160}?)[\s.…_·]{2,}(\d{1,3})$|^(.{3,160}?)\t+(\d{1,3})$")


_SHARED_DUE = re.compile(
    r"^(?:(?:all|these|the)\s+(?:(?:of\s+)?the\s+)?"
    r"(?:(?:(?:following|above|below|section'?s?|remaining)\s+)?actions|above|following)\b.{0,80}?"
    r"\b(?:by|due|before|deadline(?:\s+of)?|completed?(?:\s+by)?)\s*:?\s*(?P<a>.{4,60}?)"
    r"|(?:(?:section|overall|shared)\s+)?(?:deadline|timescales?|target date|completion date|due date|due|due by"
    r"|to be completed by|timeframe|complete by)"
    r"(?:\s+for (?:all|this|the).{0,40}?)?\s*[:\u2013-]\s*(?P<b>.{4,60}?))[.\s]*$",
    re.IGNORECASE,
)
_SHARED_LEAD = re.compile(
    r"^(?:(?:section|overall|accountable|strategic|priority|workstream)\s+)?"
    r"(?:lead|lead officer|owner|sro|senior responsible owner|responsible officer|accountable (?:lead|officer)"
    r"|action owner)"
    r"(?:\s+for (?:all|this|the).{0,40}?)?\s*[:\u2013-]\s*(?P<who>.{3,120}?)[.\s]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PromiseHead:
    """A heading that says what follows will be (or has been) done by the end of a period."""

    period: str
    achieved: bool
    ends_on: date | None


def label_of(text: str) -> str:
    """The part of a section that these words introduce, or nothing."""
    longest: int = plan_rules("labels")["longest"]
    if not text or len(text) > longest or _NAMED_PART.match(text):
        return ""
    return _label(plain(text), ends=text.rstrip().endswith(":"))


@lru_cache(maxsize=20_000)
def _label(words: str, *, ends: bool) -> str:
    for label in plan_rules("labels")["label"]:
        for start in label["starts"]:
            whole = words == start
            if whole or (words.startswith(f"{start} ") and (len(start.split()) >= _SHORT_LABEL or ends)):
                return str(label["kind"])
    return ""


def inline_label(text: str) -> tuple[str, str]:
    """A label and the words after its colon in one paragraph, or nothing."""
    head, colon, rest = text.partition(":")
    kind = label_of(head + ":") if colon and rest.strip() else ""
    exact = kind and len(head) <= 70  # noqa: PLR2004 - a label, not a sentence with a colon
    return (kind, rest.strip()) if exact else ("", "")


def cell_label(cell: Cell) -> tuple[str, tuple[Piece, ...]]:
    """The label a cell begins with and the pieces after it; a cell that is only a label has none."""
    if cell.empty:
        return "", ()
    if (
        len(cell.pieces) > 1
        and len(cell.flat) < plan_rules("labels")["longest"]
        and label_of(cell.flat)
        and not any(p.depth for p in cell.pieces)
    ):
        first = label_of(cell.pieces[0].text)
        if not first or all(piece.bold for piece in cell.pieces):
            return label_of(cell.flat), ()
    kind = label_of(cell.pieces[0].text)
    if kind:
        return kind, cell.pieces[1:]
    kind, rest = inline_label(cell.pieces[0].text)
    return (kind, (Piece(rest), *cell.pieces[1:])) if kind else ("", ())


def promise_head(text: str, habits: DateHabits) -> PromiseHead | None:
    """The promise heading this text is, or none: it must name a period that can be dated."""
    words, rules = plain(text), plan_rules("labels")["promises"]
    if len(text) > plan_rules("labels")["longest"]:
        return None
    achieved = any(phrase in words for phrase in rules["achieved"])
    if not achieved and not any(phrase in words for phrase in rules["to_come"]):
        return None
    ends_on = period_end(text, DateHabits(habits.terms, habits.bare_year or "academic"))
    return PromiseHead(text.strip().rstrip(":"), achieved, ends_on) if ends_on else None


def shared_deadline(text: str, habits: DateHabits) -> str:
    """The deadline that a line gives to every action of its section, or nothing."""
    match = _SHARED_DUE.match(text)
    raw = (match["a"] or match["b"]).strip() if match else ""
    return raw if raw and read_due(raw, habits).due.precision not in {DuePrecision.NONE, DuePrecision.UNCLEAR} else ""


def shared_lead(text: str) -> str:
    """Who a line says leads every action of its section, or nothing."""
    match = _SHARED_LEAD.match(text)
    return match["who"].strip() if match else ""


def is_contents(text: str) -> bool:
    """Whether a heading opens the contents page."""
    return plain(text) in plan_rules("labels")["outline"]["contents"]


def is_contents_line(text: str) -> bool:
    """Whether a line is an entry of the contents page: a title and a page number."""
    return bool(_CONTENTS_LINE.match(text.strip()))


def is_summary(text: str) -> bool:
    """Whether a heading opens the page that lists every section's areas."""
    words = plain(text)
    return any(phrase in words for phrase in plan_rules("labels")["summary"]["has"])


def paper_line(text: str) -> str:
    """Why a line belongs to the paper, or nothing."""
    words = plain(text)
    if words in _watermarks():
        return "a watermark or marking of the paper"
    if len(text) > 140:  # noqa: PLR2004 - prose
        return ""
    if _PAGE.match(text.strip()):
        return "a page number"
    if _VERSION.match(text.strip()):
        return "the version of the document"
    without = re.sub(r"\bpage \d+( of \d+)?\b", "", words).strip()
    return "a watermark or marking of the paper" if without in _watermarks() and without != words else ""


@cache
def _watermarks() -> frozenset[str]:
    return frozenset(plain(word) for word in plan_rules("noise")["watermarks"])


def is_key_heading(text: str) -> bool:
    """Whether a heading says that the rating key follows."""
    words = plain(text)
    heads = plan_rules("ratings")["key"]["heads"]
    return (
        words in heads
        or any(words.endswith(f" {head}") for head in heads if " " in head)
        or words.startswith(("rag key", "rag rating key"))
    )


def first_words(cells: Sequence[Cell]) -> str:
    """The text of the first filled cell."""
    return next((cell.flat for cell in cells if not cell.empty), "")

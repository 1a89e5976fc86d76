"""Finds numbered deliverables inside sentences: “1. By end of Mar 26, we will … 2. By end of Oct 25, we will …”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oneplan.plandocs.mentions import DateHabits, mentions

_MARK = re.compile(r"(?:(?<=^)|(?<=[\s.;:|\u2022]))(?:\((?P<a>\d{1,2}|[a-z])\)|(?P<b>\d{1,2})[.)])\s+(?=[A-Z(“\"a-z])")
_OPENING = re.compile(
    r"^\s*(?P<when>(?:by|before|from|in|during)\s+[^,:;]{3,45}?)\s*(?:,|:|;|\s+we\s+will)\s*(?:we\s+will\s+)?(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(
    r"^(?P<what>.+?)[,;(\s\u2013-]+(?P<when>by\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?[^,;()]{3,35}?)[\s).;]*(?:and)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_WE_WILL = re.compile(r"\bwe\s+(?:will|shall|are going to)\b", re.IGNORECASE)
_TWO = 2


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One deliverable of a sentence: its number, what will be done, and when in the plan's words."""

    ref: str
    text: str
    due: str


def deliverables(text: str, habits: DateHabits, *, under_head: bool = False) -> list[Deliverable]:
    """The numbered deliverables of a text, each with its own date; under a column of deliverables, dated or not."""
    parts = _numbered_parts(text)
    found = [_deliverable(ref, part, habits) for ref, part in parts]
    dated = [one for one in found if one]
    if len(parts) >= _TWO and (len(dated) == len(parts) or (len(dated) >= _TWO and len(dated) >= len(parts) * 0.6)):
        return [one or Deliverable(ref, part, "") for one, (ref, part) in zip(found, parts, strict=True)]
    if len(parts) == 1 and dated and _WE_WILL.search(text):
        return dated
    if under_head and len(parts) >= _TWO:
        return [one or Deliverable(ref, part, "") for one, (ref, part) in zip(found, parts, strict=True)]
    return []


def dated_sentence(text: str, habits: DateHabits) -> Deliverable | None:
    """One sentence that says what we will do and by when, as a list item of its own."""
    return _deliverable("", text, habits) if _WE_WILL.search(text) else None


def _numbered_parts(text: str) -> list[tuple[str, str]]:
    marks: list[tuple[str, re.Match[str]]] = []
    for mark in _MARK.finditer(text):
        number = mark["a"] or mark["b"]
        if number in ({_next(marks[-1][0])} if marks else {"1", "a"}):
            marks.append((number, mark))
    parts = []
    for index, (number, mark) in enumerate(marks):
        end = marks[index + 1][1].start() if index + 1 < len(marks) else len(text)
        parts.append((number, text[mark.end() : end].strip(" ;•|\n")))
    return [(number, part) for number, part in parts if part]


def _next(number: str) -> str:
    return str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)


def _deliverable(ref: str, part: str, habits: DateHabits) -> Deliverable | None:
    opening = _OPENING.match(part)
    if opening and any(one.last for one in mentions(opening["when"], habits)):
        what = opening["what"].strip()
        return Deliverable(ref, part.strip(), opening["when"].strip()) if what else None
    closing = _CLOSING.match(part)
    if closing and any(one.last for one in mentions(closing["when"], habits)):
        return Deliverable(ref, part.strip(), closing["when"].strip())
    return None

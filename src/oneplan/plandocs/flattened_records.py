"""Rebuilds actions written as a label and a value a line: “Action: … Owner: … Due: …”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from oneplan.plandocs.blocks import Block, Cell, Furniture, Heading, ListItem, Paragraph, Piece, Row
from oneplan.plandocs.labels import label_of, paper_line
from oneplan.plandocs.row_actions import split_ref
from oneplan.rulebook.plans import plan_rules

ROLES = (
    "ref",
    "action",
    "owner",
    "support",
    "due",
    "start",
    "review",
    "revised",
    "rating",
    "update",
    "evidence",
    "measure",
    "impact",
)
HEADS = {
    "ref": "Ref",
    "action": "Action",
    "owner": "Owner",
    "support": "Supported by",
    "due": "Due",
    "start": "Start date",
    "review": "Review date",
    "revised": "Revised date",
    "rating": "Rating",
    "update": "Progress update",
    "evidence": "Evidence",
    "measure": "Success measure",
    "impact": "Impact",
}
_FIELD = 60
_FEWEST_WORDS = 3
_TWO = 2
Field = tuple[str, str]


def read_records(blocks: Sequence[Block], index: int, table: int) -> tuple[list[Block], int] | None:
    """Rows of the records that begin here, under a made header, and where they end; none where no record begins."""
    records: list[dict[str, list[Piece]]] = []
    lines: list[list[int]] = []
    between: list[Block] = []
    position, last = index, ""
    while position < len(blocks):
        block = blocks[position]
        if isinstance(block, Furniture):
            between.append(block)
            position += 1
            continue
        if isinstance(block, Row):
            break
        fields = _fields(_shown(block))
        if isinstance(block, Heading) and block.level and not (fields and fields[0][0] == "ref"):
            break
        if not fields:
            if not records or not last or _ends(block) or not _goes_on(block, last):
                break
            records[-1].setdefault(last, []).append(Piece(block.text, 1 if isinstance(block, ListItem) else 0))
            lines[-1] += block.lines
            position += 1
            continue
        if not records and fields[0][0] not in {"ref", "action"}:
            return None
        for role, text in fields:
            if not records or (role in {"ref", "action"} and _is_full(records[-1], role)):
                records.append({})
                lines.append([])
            records[-1].setdefault(role, []).append(Piece(text))
            lines[-1] += [line for line in block.lines if line not in lines[-1]]
            last = role
        position += 1
    return _rows(records, lines, between, table, position)


def _rows(
    records: list[dict[str, list[Piece]]], lines: list[list[int]], between: list[Block], table: int, end: int
) -> tuple[list[Block], int] | None:
    if not records or not all("action" in one and {"owner", "due", "rating"} & set(one) for one in records):
        return None
    used = [role for role in ROLES if any(role in one for one in records)]
    header = Row(tuple(Cell.of(HEADS[role]) for role in used), (), table, header=True)
    rows = [
        Row(tuple(Cell(tuple(one.get(role, ()))) for role in used), tuple(held), table)
        for one, held in zip(records, lines, strict=True)
    ]
    return [*between, header, *rows], end


def _is_full(record: dict[str, list[Piece]], role: str) -> bool:
    return role in record or bool({"owner", "due", "rating"} & set(record))


def _shown(block: Paragraph | ListItem | Heading) -> str:
    return f"{block.marker} {block.text}" if isinstance(block, ListItem) and block.marker[:1].isdigit() else block.text


def _ends(block: Paragraph | ListItem | Heading) -> bool:
    return bool(label_of(block.text) or paper_line(block.text)) or isinstance(block, Heading)


def _goes_on(block: Paragraph | ListItem | Heading, role: str) -> bool:
    return (
        isinstance(block, ListItem) or block.text[:1].islower() or role in {"update", "evidence", "measure", "impact"}
    )


def _fields(text: str) -> list[Field]:
    """The labelled values of a line: the whole line must be made of them."""
    if ":" not in text and "=" not in text[:_FIELD] and text[:6].lower() != "action":
        return []
    action = re.match(
        r"^action\s+(?P<ref>[A-Z]{0,5}[-.]?\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*[:\u2013—-]\s*(?P<text>\S.*)$",
        text,
        re.IGNORECASE,
    )
    if action:
        return [("ref", action["ref"]), *_split(f"Action: {action['text']}")]
    marks = list(_labels().finditer(text))
    if not marks:
        return []
    return _split(text) if marks[0].start() == 0 else _tagged(text, marks)


def _tagged(text: str, marks: Sequence[re.Match[str]]) -> list[Field]:
    """A sentence with labels after it: “1.1.2 We will … Lead: … By: …”."""
    ref, words = split_ref(text[: marks[0].start()].rstrip(" (\u2013\u2014-;|["))
    roles = {_role(mark["label"]) for mark in marks}
    told = roles & {"owner", "due", "rating"}
    if roles & {"action", "ref"} or len(words.split()) < _FEWEST_WORDS or not words[:1].isupper():
        return []
    if len(told) < _TWO:
        return []
    opening = [("ref", ref)] if ref else []
    return [*opening, ("action", words.strip()), *_split(text)]


def _split(text: str) -> list[Field]:
    marks = list(_labels().finditer(text))
    found = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : after.start() if after else None].strip(" ;|,•\t\u2013\u2014-([")
        value = value.rstrip(")] ") if value.count(")") > value.count("(") or value.endswith("]") else value
        value = value.rstrip(".") if _role(mark["label"]) in {"owner", "due", "rating", "support"} else value
        if value:
            found.append((_role(mark["label"]), value))
    return found


@cache
def _labels() -> re.Pattern[str]:
    words = [
        word
        for column in plan_rules("columns")["column"]
        if column["role"] in ROLES
        for word in column["is"]
        if len(word) > 1
    ]
    listed = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=^)|(?<=[;|•\t(\[])\s*|(?<=[.)\w\u2013\u2014-])\s+)(?P<label>{listed})\s*[:=]\s*", re.IGNORECASE
    )


def _role(label: str) -> str:
    words = " ".join(label.lower().split())
    return next(str(column["role"]) for column in plan_rules("columns")["column"] if words in column["is"])

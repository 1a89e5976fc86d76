"""Recognises what each column of a table holds, by the words of its header or, without one, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from oneplan.core.improvement.reading import DuePrecision
from oneplan.plandocs.blocks import Cell, Row
from oneplan.plandocs.dates import period_end, read_due
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.ratings import RatingScale, plain_rating
from oneplan.plandocs.roles import ends_a_role
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

REF = re.compile(
    r"^(?:(?:action|ref|no|item)\.?\s*)?"
    r"(?:[A-Z]{1,6}\d?[A-Z]{0,3}[\s.\-\u2013/]{0,2})?(?:[A-Za-z][.\-])?\(?\d{1,3}(?:[.\-/]\d{1,3}){0,4}\s?[.\-]?\(?[a-z]{0,1}\)?[.)]?$|^[A-Z]\.?$|^\(?[a-z]\)$|^[A-Z]{2,5}-[A-Z]{1,3}$|^\(?[ivx]{1,5}[.)]$",
    re.IGNORECASE,
)
LONGEST_HEADER = 90
_FEW_WORDS = 3
_LOOSE_WORDS = 6
LONGEST_REF = 16
_EITHER = re.compile(r"\s*/\s*|\s*&\s*|\s+and\s+|\s+or\s+")
_MAIN = {"owner", "owner_due", "due", "rating", "start", "review", "revised", "partner"}
_TICKED = {"tick_period", "tick_rating", "tick_owner"}
_ONE_ONLY = {"ref", "action", "due", "start", "review", "revised"}
_PLURAL = re.compile(r"(?<=\w)\s*\((?:s|es|ies)\)|(?<=\w)/s\b", re.IGNORECASE)
_BARE_PERIOD = re.compile(
    r"^(?:q[1-4]|quarter [1-4]|qtr [1-4]|(?:autumn|spring|summer)(?: term)?|(?:autumn|spring|summer) [12])$"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of an action table holds; ``heads`` are the words above them."""

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    guessed: bool = False

    def columns(self, role: str) -> tuple[int, ...]:
        """Every column with this role."""
        return tuple(index for index, one in enumerate(self.roles) if one == role)

    def first(self, role: str) -> int | None:
        """The first column with this role, or none."""
        return next(iter(self.columns(role)), None)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.roles)


def column_role(head: str) -> str:
    """What a column headed by these words holds, or nothing."""
    words = plain(_PLURAL.sub("", head))
    if not words or len(head) > LONGEST_HEADER:
        return ""
    return _role_of(words)


@lru_cache(maxsize=20_000)
def _role_of(words: str) -> str:
    columns = plan_rules("columns")["column"]
    parts = [part for part in _EITHER.split(words) if part] if len(words.split()) <= _LOOSE_WORDS else []
    padded, few = f" {words} ", len(words.split()) <= _FEW_WORDS
    role = (
        next((column["role"] for column in columns if words in column["is"]), "")
        or next((column["role"] for column in columns if any(f" {phrase} " in padded for phrase in column["has"])), "")
        or next((column["role"] for part in parts[:1] for column in columns if part in column["is"] and parts[1:]), "")
        or next((column["role"] for column in columns if _opens(padded, column.get("starts", ()))), "")
        or next((column["role"] for column in columns if few and _closes(padded, column.get("ends", ()))), "")
    )
    return "previous_rating" if role == "rating" and _is_earlier(words) else str(role)


def _opens(padded: str, phrases: Sequence[str]) -> bool:
    return any(padded.startswith(f" {phrase} ") for phrase in phrases)


def _closes(padded: str, phrases: Sequence[str]) -> bool:
    return any(padded.endswith(f" {phrase} ") for phrase in phrases)


def _is_earlier(words: str) -> bool:
    """Whether a column of ratings is one of an earlier time: RAG last month, previous status."""
    return bool(set(words.split()) & set(plan_rules("columns")["earlier"]["words"]))


def header_layout(cells: Sequence[Cell], *, marked: bool = False) -> Layout | None:
    """The layout a header row gives, or none where the row is not the header of an action table."""
    heads = tuple(cell.flat for cell in cells)
    if any(len(head) > LONGEST_HEADER for head in heads) or sum(1 for head in heads if head) < 2:  # noqa: PLR2004
        return None
    roles = [column_role(head) for head in heads]
    _give_loose_roles(roles, heads)
    _give_actions_a_column(roles, heads)
    if "action" not in roles:
        return None
    _mark_ticks(roles, heads)
    known = [role for role in roles if role]
    main = _MAIN.intersection(roles) | _TICKED.intersection(roles)
    filled = sum(1 for head in heads if head)
    if not main or (len(known) < filled / 2 and not marked) or _looks_like_content(heads, roles):
        return None
    return Layout(_single(tuple(roles)), heads)


def _give_loose_roles(roles: list[str], heads: Sequence[str]) -> None:
    """Where other cells show that this is a header, one word is enough: “LA lead” is an owner, “Due from” a date."""
    sure = set(roles) - {""}
    if not (sure & {"action", "deliverable"} and len(sure) > 1) and len(sure & {"owner", "due", "rating", "ref"}) < 2:  # noqa: PLR2004
        return
    for index, head in enumerate(heads):
        words = plain(_PLURAL.sub("", head)).split()
        if roles[index] or not 0 < len(words) <= _LOOSE_WORDS:
            continue
        columns = plan_rules("columns")["column"]
        roles[index] = next((column["role"] for column in columns if set(words) & set(column.get("words", ()))), "")
        if roles[index] == "rating" and _is_earlier(" ".join(words)):
            roles[index] = "previous_rating"


def _give_actions_a_column(roles: list[str], heads: Sequence[str]) -> None:
    """Where no column is called an action, the deliverable, objective or unnamed one stands in for it."""
    if "action" in roles or len({"owner", "due", "rating"}.intersection(roles)) < (1 if "deliverable" in roles else 2):
        return
    for stand_in in ("deliverable", "section"):
        if stand_in in roles:
            last = len(roles) - 1 - roles[::-1].index(stand_in)
            roles[last] = "action"
            return
    unnamed = [index for index, role in enumerate(roles) if not role and heads[index]]
    named = [index for index in unnamed if plain(heads[index]) in plan_rules("columns")["stand_ins"]["names"]]
    if named or (len(unnamed) == 1 and "ref" in roles):
        roles[(named or unnamed)[0]] = "action"


def _mark_ticks(roles: list[str], heads: Sequence[str]) -> None:
    for index, head in enumerate(heads):
        if roles[index] or not head:
            continue
        if plain_rating(head) or plain(head) in plan_rules("ratings")["colours"]["words"]:
            roles[index] = "tick_rating"
        elif _is_period(head) or (_is_bare_period(head) and sum(_is_bare_period(one) for one in heads) > 1):
            roles[index] = "tick_period"
        elif plain(head) in plan_rules("owners")["partners"]:
            roles[index] = "tick_owner"
    for kind in _TICKED:
        if roles.count(kind) == 1 and kind == "tick_owner":
            roles[roles.index(kind)] = ""


def period_of(head: str) -> bool:
    """Whether a head names a period: a month with its year, a quarter, a term."""
    return bool(mentions(head)) or any(_BARE_PERIOD.match(word) for word in plain(head).split())


def _is_period(head: str) -> bool:
    found = mentions(head)
    return bool(found) and (period_end(head) is not None or "academic or a financial" in found[-1].trouble)


def _is_bare_period(head: str) -> bool:
    """Whether a head is a quarter or a term whose year stands elsewhere."""
    return bool(_BARE_PERIOD.match(plain(head)))


def _looks_like_content(heads: Sequence[str], roles: Sequence[str]) -> bool:
    """A data row can hold the word Action; a header holds no finished sentence, day or reference."""
    wordy = sum(1 for head in heads if len(head.split()) > 9)  # noqa: PLR2004 - a header is a few words
    dated = any(
        read_due(head).due.precision in {DuePrecision.DAY, DuePrecision.MONTH}
        for head, role in zip(heads, roles, strict=True)
        if head and not role and any(letter.isdigit() for letter in head)
    )
    return wordy > 1 or dated


def _single(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Keeps one column of each kind that an action has once; a second is only noted. Ratings are settled by content."""
    seen: set[str] = set()
    kept = []
    for role in roles:
        kept.append("" if role in seen and role in _ONE_ONLY else role)
        seen.add(role)
    return tuple(kept)


def is_ref(text: str) -> bool:
    """Whether a cell of a ref column holds a reference."""
    bare = text.strip()
    return bool(bare) and len(bare) <= LONGEST_REF and bool(REF.match(bare))


def layout_by_content(rows: Sequence[Row], scale: RatingScale) -> Layout | None:
    """The layout of a table without a header, when its columns hold dates or ratings beside owners and long text."""
    width = max((len(row.cells) for row in rows), default=0)
    full = [row for row in rows if len(row.filled) >= max(3, width - 1)]
    if width < 3 or len(full) < 2 or len(full) < len(rows) / 2:  # noqa: PLR2004 - too little to judge by
        return None
    roles = [_content_role([row.at(index).flat for row in full], scale) for index in range(width)]
    texts = [index for index, role in enumerate(roles) if role == "text"]
    if not texts or not ("due" in roles or ("rating" in roles and "owner" in roles)):
        return None
    if "owner" not in roles and "ref" not in roles and "rating" not in roles:
        return None
    longest = max(texts, key=lambda index: sum(len(row.at(index).flat) for row in full))
    roles = ["action" if index == longest else ("" if role == "text" else role) for index, role in enumerate(roles)]
    return Layout(_single(tuple(roles)), ("",) * width, guessed=True)


_MOST = 0.6
_LONG_TEXT = 25


def _content_role(texts: Sequence[str], scale: RatingScale) -> str:
    filled = [text for text in texts if text]
    if len(filled) < len(texts) * _MOST:
        return ""

    def share(test: Sequence[bool]) -> bool:
        return sum(test) >= len(filled) * _MOST

    if share([is_ref(text) for text in filled]):
        return "ref"
    if share([_dated(text) for text in filled]):
        return "due"
    if share([scale.knows(text) for text in filled]):
        return "rating"
    if share([len(text) < 120 and ends_a_role(text) for text in filled]):  # noqa: PLR2004 - roles are short
        return "owner"
    return "text" if sum(len(text) for text in filled) / len(filled) > _LONG_TEXT else ""


def _dated(text: str) -> bool:
    if len(text) > 60:  # noqa: PLR2004 - a date, not a sentence with one
        return False
    due = read_due(text).due
    return due.due_on is not None or due.precision is DuePrecision.ONGOING

"""The cells of one row of a table that was run together, taken off its end column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oneplan.plandocs.columns import Layout
from oneplan.plandocs.mentions import Mention, mentions
from oneplan.plandocs.ratings import colour_of, plain_rating
from oneplan.plandocs.roles import ends_a_role, is_none, is_person, opener
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_LONGEST_RATING = 9
_LONGEST_OWNER = 14
_CANNOT_END = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "for",
        "to",
        "with",
        "and",
        "or",
        "on",
        "from",
        "by",
        "our",
        "their",
        "its",
        "within",
        "at",
        "as",
        "any",
        "all",
        "this",
        "that",
        "&",
        "/",
    ]
)


def cells_of(text: str, ref: str, layout: Layout, known: frozenset[str]) -> list[str] | None:
    """The cells of one row, taken off its end column by column."""
    cells = [""] * layout.width
    rest = " ".join(text.split())
    action = layout.first("action") or 0
    for column in range(layout.width - 1, action, -1):
        cells[column] = _take(rest, layout.roles[column], known)
        rest = rest[: len(rest) - len(cells[column])].rstrip(" |;,") if cells[column] else rest
    if not any(cells):
        cells = _cells_inside(rest, layout, known)
        rest = cells[action]
    cells[action] = rest
    told = any(cell for index, cell in enumerate(cells) if index != action)
    if layout.first("ref") is not None:
        cells[layout.first("ref") or 0] = ref
    return cells if rest and told else None


def _cells_inside(rest: str, layout: Layout, known: frozenset[str]) -> list[str]:
    """The cells of a row that something was added to at its end, found by the last date inside it."""
    cells = [""] * layout.width
    action, due = layout.first("action") or 0, layout.first("due")
    found = mentions(rest)
    if due is None or not found:
        cells[action] = rest
        return cells
    before, after = rest[: found[-1].start].rstrip(" |;,"), rest[found[-1].end :].strip()
    cells[due] = rest[found[-1].start : found[-1].end]
    rating, owner = layout.first("rating"), layout.first("owner")
    if rating is not None and rating > due:
        cells[rating] = leading_rating(after)
        after = after[len(cells[rating]) :].strip() if cells[rating] else after
    if owner is not None:
        cells[owner] = _trailing_owner(before, known)
        before = before[: len(before) - len(cells[owner])].rstrip(" |;,") if cells[owner] else before
    cells[action] = f"{before} {after}".strip()
    return cells


def without_later(text: str, layout: Layout) -> str:
    """The words of a row without the date and rating that follow its owner."""
    rest = " ".join(text.split())
    for column in range(layout.width - 1, layout.first("owner") or 0, -1):
        taken = _take(rest, layout.roles[column], frozenset()) if layout.roles[column] != "owner" else ""
        rest = rest[: len(rest) - len(taken)].rstrip(" |;,") if taken else rest
    return rest


def _take(rest: str, role: str, common: frozenset[str]) -> str:
    if role == "rating":
        return trailing_rating(rest)
    if role in {"due", "start", "review", "revised"}:
        return _trailing_date(rest)
    if role in {"owner", "support", "partner"}:
        return _trailing_owner(rest, common)
    return ""


def trailing_rating(text: str) -> str:
    words = text.split()
    for count in range(min(_LONGEST_RATING, len(words)), 0, -1):
        tail = " ".join(words[-count:])
        if plain_rating(tail) or (count == 1 and tail[:1].isupper() and len(tail) > 1 and colour_of(plain(tail))):
            return tail
    return ""


def leading_rating(text: str) -> str:
    words = text.split()
    for count in range(min(_LONGEST_RATING, len(words)), 0, -1):
        head = " ".join(words[:count])
        if plain_rating(head) or (count == 1 and head[:1].isupper() and len(head) > 1 and colour_of(plain(head))):
            return head
    return ""


def _trailing_date(text: str) -> str:
    found = [one for one in mentions(text) if one.end >= len(text.rstrip(" .)")) - 1]
    if found:
        start = _bracketed_start(text, found) if text.rstrip().endswith(")") else found[-1].start
        before = re.search(
            r"(?:\b(?:by|end|of|the|to|until|w/e|revised|from|ongoing)\b[\s:(]*)+$", text[:start], re.IGNORECASE
        )
        return text[before.start() if before else start :].strip()
    low = text.lower()
    words = [*plan_rules("dates")["words"]["none"], *plan_rules("dates")["words"]["ongoing"]]
    known = [word for word in words if len(word) > 2 and low.endswith(f" {word}")]  # noqa: PLR2004 - words, not dashes
    return text[-len(max(known, key=len)) :] if known else ""


def _bracketed_start(text: str, found: Sequence[Mention]) -> int:
    """Where the date begins that a bracket with another date in it explains."""
    opening = text.rfind("(", 0, found[-1].start)
    earlier = [one for one in found if opening > 0 and one.end <= opening and not text[one.end : opening].strip()]
    return earlier[-1].start if earlier else found[-1].start


def _trailing_owner(text: str, known: frozenset[str]) -> str:
    """The owner a row's words end with: as other rows end too, else a title that opens as roles do, else capitals."""
    tails = [tail for tail in tails_of(text) if not _leaves_open(text[: len(text) - len(tail)])]
    shared = [tail for tail in tails if plain(tail) in known]
    if shared:
        return _with_second(text, _with_scope(text, max(shared, key=len)), known)
    opening = [tail for tail in tails if opener().match(tail) and ends_a_role(tail)]
    if opening:
        return max(opening, key=len)
    titled = [tail for tail in tails if _all_titled(tail) and (ends_a_role(tail) or is_none(tail) or is_person(tail))]
    return max(titled, key=len) if titled else ""


def _with_scope(text: str, owner: str) -> str:
    """Words of the work in capitals directly before an owner belong to it: Early Years before Inclusion Lead."""
    before, work = text[: len(text) - len(owner)].split(), plan_rules("owners")["work"]
    count = 0
    while count < len(before) and before[-count - 1][:1].isupper() and plain(before[-count - 1]) in work:
        count += 1
    opens = count < len(before) and not before[-count - 1].endswith((",", "/", "&"))
    return " ".join([*before[len(before) - count :], owner]) if count and opens and not opener().match(owner) else owner


def _with_second(text: str, last: str, known: frozenset[str]) -> str:
    """A second known role directly before the last one belongs to the cell too."""
    before = text[: len(text) - len(last)].rstrip()
    second = [tail for tail in tails_of(before) if plain(tail) in known and not is_none(tail)]
    return text[len(before) - len(max(second, key=len)) :].strip() if second else last


def _leaves_open(before: str) -> bool:
    """Whether what would be left of the action ends in a word that cannot end one."""
    words = before.split()
    return not words or words[-1].lower().strip("(") in _CANNOT_END


def tails_of(text: str) -> list[str]:
    words = text.split()
    found = []
    for count in range(1, min(_LONGEST_OWNER, len(words) - 1) + 1):
        tail = " ".join(words[-count:])
        if tail[:1].isupper() or is_none(tail):
            found.append(tail)
    return found


def _all_titled(tail: str) -> bool:
    """Every word of a role begins with a capital, or joins two that do."""
    joins = plan_rules("owners")["joins"]
    words = tail.split()
    quoted = any(word.endswith(("'", "\u2019", ".", ";")) for word in words[:-1])
    return (
        not quoted and all(word[:1].isupper() or word.lower() in joins or word.startswith("(") for word in words)
    ) or is_none(tail)


def begins_here(before: str) -> bool:
    """Whether an owner begins after these words: the last is in small letters or ends the sentence, and can end one."""
    words = before.split()
    ends = bool(words) and (not words[-1][:1].isupper() or words[-1].endswith((".", ")", "\u2019", "'")))
    return ends and not _leaves_open(before)

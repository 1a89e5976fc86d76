"""Tells apart the roles in an owner's cell by what the rest of the document shows to be a role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from oneplan.core.improvement.reading import Owner, OwnerPart
from oneplan.plandocs.roles import (
    ends_a_role,
    is_abbreviation,
    is_body,
    is_none,
    is_person,
    is_single,
    opener,
    role_words,
    tidy_role,
)
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_HARD = re.compile(r"\s*(?:[;•●▪|]|\u2028|(?<=\S)\s{3,}(?=\S))\s*")
_SOFT = re.compile(
    r"\s*,\s*(?:and\s+|&\s*)?|\s+and\s+(?:the\s+)?|\s*&\s*|\s*/\s*|\s*\n\s*|\s+\+\s+|\s+[\u2013—-]\s+|\s+or\s+"
)
LONGEST_OWNERS = 1_000
_DASHES = frozenset("-\u2013\u2014")


@dataclass(frozen=True, slots=True)
class OwnerCell:
    """One owner's cell: its lines (list items and paragraphs apart), who supports, and for which partner."""

    pieces: tuple[str, ...]
    support: tuple[str, ...] = ()
    partner: str = ""


@dataclass(slots=True)
class Roster:
    """The roles the document is known to use, learned from cells that hold one role alone."""

    alone: Counter[str] = field(default_factory=Counter)
    as_written: dict[str, str] = field(default_factory=dict)

    def learn(self, role: str) -> None:
        """Counts one role that stands by itself."""
        words = plain(role)
        if words:
            self.alone[words] += 1
            self.as_written.setdefault(words, role)

    def knows(self, text: str) -> bool:
        """Whether these words are a role seen alone."""
        return plain(tidy_role(text)) in self.alone


def read_owners(cells: Sequence[OwnerCell]) -> list[tuple[Owner, ...]]:
    """The owners of every action, in order. No role is invented: each is words of its own cell."""
    roster = learn_roster(cells)
    return [_owners(cell, roster) for cell in cells]


def learn_roster(cells: Iterable[OwnerCell]) -> Roster:
    """Learns in two rounds: roles alone in a cell, then what is left beside a known role."""
    roster = Roster()
    chunks = [
        chunk
        for cell in cells
        for piece in (*cell.pieces, *cell.support)
        for _, _, part in _labelled(piece)
        for chunk in _hard_parts(part)
    ]
    for chunk in chunks:
        if (ends_a_role(chunk) or is_person(chunk)) and not _breaks(chunk):
            roster.learn(tidy_role(chunk))
    for chunk in chunks:
        split = _chunk_roles(chunk, roster)
        if len(split) > 1:
            roster.alone.pop(plain(tidy_role(chunk)), None)
            for role in split:
                roster.learn(tidy_role(role))
    return roster


def _owners(cell: OwnerCell, roster: Roster) -> tuple[Owner, ...]:
    found: list[Owner] = []
    for support, pieces in ((False, cell.pieces), (True, cell.support)):
        for piece in pieces:
            for partner, supports, part in _labelled(piece):
                role_part = OwnerPart.SUPPORT if support or supports else OwnerPart.LEAD
                for role in _roles(part, roster):
                    owner = Owner(role, partner or cell.partner, role_part)
                    if all((owner.role, owner.partner) != (other.role, other.partner) for other in found):
                        found.append(owner)
    return tuple(found)


def _roles(text: str, roster: Roster) -> list[str]:
    roles = [tidy_role(role) for chunk in _hard_parts(text) for role in _chunk_roles(chunk, roster)]
    return [role for role in roles if not is_none(role)]


def _chunk_roles(chunk: str, roster: Roster) -> list[str]:
    """The roles of one run of words: known roles side by side, then separators, then a known beside a new one."""
    whole = " ".join(chunk.split())
    side_by_side = [role for part in _split_openers(whole) for role in _segments(part, roster, both_known=True)]
    found = []
    for part in side_by_side if len(side_by_side) > 1 else _split_soft(chunk, roster):
        pieces = _segments(part, roster, both_known=False)
        for piece in pieces:
            found += _split_soft(piece, roster) if len(pieces) > 1 else [piece]
    return found


@cache
def _label_pattern() -> re.Pattern[str]:
    rules = plan_rules("owners")
    partners = "|".join(sorted((re.escape(word) for word in rules["partners"]), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/-])(?P<partner>{partners}|[A-Z]{{2,6}})\s*(?:lead)?\s*[:=]\s*|(?<=\s)\u2013\s*$", re.IGNORECASE
    )


@cache
def _support_pattern() -> re.Pattern[str]:
    words = "|".join(
        sorted(
            (
                re.escape(word)
                for word in plan_rules("owners")["support"]
                if word not in {"with", "support", "supporting"}
            ),
            key=len,
            reverse=True,
        )
    )
    return re.compile(
        rf"[\s,;(\[]*(?<!\w)(?:{words}|support(?:ing)?(?:\s+\w+)?(?=\s*:))\s*[:\u2013-]?\s*", re.IGNORECASE
    )


@cache
def _lead_pattern() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in plan_rules("owners")["lead"]), key=len, reverse=True))
    return re.compile(rf"^\s*(?:{words})\s*[:\u2013]\s*", re.IGNORECASE)


def _labelled(text: str) -> list[tuple[str, bool, str]]:
    """The text in parts, each with its partner and whether it only supports."""
    parts: list[tuple[str, bool, str]] = []
    for partner, part in _by_partner(text):
        pieces = _support_pattern().split(part)
        lead = _lead_pattern().sub("", pieces[0])
        if lead.strip(" ([,;"):
            parts.append((partner, False, _unbracket(lead)))
        parts += [(partner, True, _unbracket(piece)) for piece in pieces[1:] if piece.strip(" )]")]
    return parts


def _unbracket(text: str) -> str:
    bare = text.strip()
    if bare.count(")") > bare.count("("):
        bare = bare.rstrip(") ")
    if bare.count("(") > bare.count(")"):
        bare = bare.rstrip("( ")
    return bare


def _by_partner(text: str) -> list[tuple[str, str]]:
    marks = [match for match in _label_pattern().finditer(text) if match["partner"] and _is_partner(match["partner"])]
    if not marks or marks[0].start() > len(text) * 0.5:
        return [("", text)]
    parts = [("", text[: marks[0].start()])] if text[: marks[0].start()].strip() else []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        parts.append((mark["partner"].strip(), text[mark.end() : after.start() if after else None]))
    return parts


def _is_partner(word: str) -> bool:
    return word.lower() in plan_rules("owners")["partners"] or (
        word.isupper() and word.lower() not in {"dco", "sro", "dsco", "dmo", "dcs"}
    )


def _hard_parts(text: str) -> list[str]:
    return [part for part in _HARD.split(text) if part.strip()]


def _breaks(text: str) -> bool:
    """Whether the text could be more than one role, so that it teaches nothing by itself."""
    return len(_split_soft(text, Roster())) > 1 or len(_split_openers(text)) > 1


def _split_soft(text: str, roster: Roster) -> list[str]:
    """Splits at commas, strokes, ands and line breaks where both sides stand as roles; leaves the rest whole."""
    if roster.knows(text) and "\n" not in text:
        return [text]
    marks = [mark for mark in _SOFT.finditer(text) if mark.start() > 0 and mark.end() < len(text)]
    parts, start = [], 0
    for mark in marks:
        left, right = text[start : mark.start()], text[mark.end() :]
        if _separates(mark[0], left, right, roster):
            parts.append(left)
            start = mark.end()
    parts.append(text[start:])
    return [" ".join(part.split()) for part in parts]


def _separates(mark: str, left: str, right: str, roster: Roster) -> bool:
    """Whether two roles stand on either side of a mark, rather than one title with the mark inside it."""
    sign = mark.strip().split(" ")[0] if mark.strip() else "\n"
    nearest = _SOFT.split(right)[0].strip()
    if is_none(nearest) or is_none(left):
        return True
    if is_person(left) and sign == "," and not is_person(nearest):
        return False  # “Dr A. Patel, Designated Medical Officer” is one person and their post
    if is_person(left) or is_person(nearest):
        return all(is_person(side) or ends_a_role(side) for side in (left, nearest)) and sign != "-"
    if not (roster.knows(left) or ends_a_role(left)):
        return False
    known = roster.knows(right) or roster.knows(nearest)
    if sign in _DASHES:
        return known and roster.knows(left)
    single = is_single(nearest)
    return (
        _single_separates(sign, left, nearest, known=known)
        if single
        else known or _both_complete(sign, left, right, nearest)
    )


def _single_separates(sign: str, left: str, nearest: str, *, known: bool) -> bool:
    """Whether one word or abbreviation beside a mark is a role of its own: DCO is, schools only beside a body."""
    if is_abbreviation(nearest):
        return known or sign in {"/", ",", "\n"} or not is_body(left)
    return sign in {"/", ","} and (is_single(left) or is_body(left))


def _both_complete(sign: str, left: str, right: str, nearest: str) -> bool:
    if len(nearest.split()) < 2 or not (nearest[:1].isupper() or nearest[:1].isdigit()):  # noqa: PLR2004
        return False
    if is_single(left) and not is_abbreviation(left):
        return False
    joined_by_word = sign in {"and", "&", "or", "+"}
    if joined_by_word and is_body(left) and not opener().match(left.strip()) and not is_body(nearest):
        return False
    return any(ends_a_role(candidate) for candidate in _growing(right)) and not _one_title(left, sign, nearest)


def _growing(right: str) -> list[str]:
    """The right side up to its first, second, … separator: a role may itself hold a comma."""
    ends = [mark.start() for mark in _SOFT.finditer(right)]
    return [right[:end] for end in ends] + [right]


def _one_title(left: str, sign: str, nearest: str) -> bool:
    """“Head of SEND and Inclusion Service” is one title: the right side is a body that the opener's scope can hold."""
    return bool(opener().match(left.strip()) and is_body(nearest) and sign in {"and", "&", ","})


def _split_openers(text: str) -> list[str]:
    """Splits before a second “Head of” or “Director of” that follows a finished role with only a space between."""
    cuts = [match.start() for match in opener().finditer(text) if match.start() > 0 and text[match.start() - 1] == " "]
    parts, start = [], 0
    for cut in cuts:
        left = text[start:cut].strip()
        joined = plain(left).split()[-1:] and (
            plain(left).split()[-1] in plan_rules("owners")["joins"]
            or left.endswith((",", "/", "&", "\u2013", "-", ":"))
        )
        if left and not joined and ends_a_role(left):
            parts.append(left)
            start = cut
    return [*parts, text[start:].strip()]


_DEEPEST = 5


def _segments(text: str, roster: Roster, *, both_known: bool, depth: int = 0) -> list[str]:
    """Splits roles with only a space between: each side seen alone, or one seen alone beside a whole one."""
    words = text.split()
    if depth > _DEEPEST or len(words) < 3 or (both_known and roster.knows(text)):  # noqa: PLR2004 - two roles need three words
        return [text]
    best: tuple[int, list[str]] | None = None
    for cut in range(len(words) - 1, 0, -1):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        score = _cut_score(left, right, roster, both_known=both_known)
        if score and (best is None or score > best[0]):
            best = (score, [left, right])
    if best is None:
        return [text]
    return [piece for side in best[1] for piece in _segments(side, roster, both_known=both_known, depth=depth + 1)]


def _cut_score(left: str, right: str, roster: Roster, *, both_known: bool) -> int:
    """How sure a cut is: both sides known, then one beside a whole role; 0 where words would be orphaned."""
    if _orphans(left, right):
        return 0
    known_left, known_right = roster.knows(left), roster.knows(right)
    if known_left and known_right:
        return 1000 + len(left)
    if both_known:
        return 0
    if known_left and ends_a_role(right) and _has_head(right):
        return 500 + len(left)
    if known_right and ends_a_role(left) and _has_head(left):
        return 100 + len(right)
    return 0


def _orphans(left: str, right: str) -> bool:
    joins = plan_rules("owners")["joins"]
    last, first = left.rsplit(maxsplit=1)[-1].lower(), right.split(maxsplit=1)[0].lower()
    return (
        last.strip(",") in joins
        or first in joins
        or last.endswith((":", ","))
        or not right[0].isupper()
        or first.startswith("(")
    )


def _has_head(text: str) -> bool:
    """A role of two words or more: a lone noun belongs to the role beside it (Team Manager, Lead Officer)."""
    return len(role_words(text).split()) > 1 or is_single(text)

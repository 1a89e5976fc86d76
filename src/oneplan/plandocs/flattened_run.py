"""Rebuilds tables that a conversion ran together: rows are told apart by their refs, dates and ratings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from oneplan.plandocs.blocks import Block, Cell, Heading, ListItem, Paragraph, Row
from oneplan.plandocs.columns import Layout
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.roles import ends_a_role, is_none
from oneplan.plandocs.run_cells import begins_here, cells_of, leading_rating, tails_of, trailing_rating, without_later
from oneplan.plandocs.run_words import Gathered, Run, gather, header_of
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_REF = re.compile(
    r"(?<![\w.])(?P<ref>[A-Z]{1,5}\d?[A-Z]{0,2}[-\u2013]?(?:[A-Z])?\d{1,3}(?:\.\d{1,2})*[a-z]?"
    r"|\d{1,2}(?:\.\d{1,2})+[a-z]?|\d{1,3}[.)]?)(?=\s)"
)
_PARTS = re.compile(r"^(?P<stem>.*?)(?P<number>\d+)(?P<letter>[a-z]?)[.)]?$")
_FEWEST = 2
_SHORT_RUN = 400
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The words of one row of a run, where they stand in it, and the row's reference."""

    start: int
    end: int
    text: str
    ref: str


def read_run(blocks: Sequence[Block], index: int, table: int, known: frozenset[str]) -> tuple[list[Block], int] | None:
    """Rows of the run whose header stands in this block, and where it ends; none where no header stands here.

    ``known`` are ends of rows that the whole document shows to be owners.
    """
    first, found = blocks[index], header_of(blocks[index])
    if found is None or not isinstance(first, Paragraph | Heading | ListItem):
        return None
    layout, start, body_at = found
    gathered = gather(blocks, index, layout, body_at, table)
    run = gathered.run
    rows = [
        (stretch, cells)
        for stretch in _stretches(run, layout)
        if (cells := cells_of(stretch.text, stretch.ref, layout, known))
    ]
    if len(rows) < _FEWEST and not (rows and len(run.text) < _SHORT_RUN):
        return None
    placed: list[tuple[int, int, Row]] = [(offset, 0, banner) for offset, banner in gathered.banners]
    for stretch, cells in rows:
        row = Row(tuple(Cell.of(text) for text in cells), run.between(stretch.start, stretch.end), table)
        placed.append((stretch.start, 1, row))
    before: list[Block] = [Paragraph(first.text[:start].strip(), first.lines)] if first.text[:start].strip() else []
    header = Row(tuple(Cell.of(head) for head in layout.heads), first.lines, table, header=True)
    rest, end = _rest(blocks, index, gathered, max(stretch.end for stretch, _ in rows))
    return [*before, header, *[row for _, _, row in sorted(placed, key=lambda one: one[:2])], *rest], end


def _rest(blocks: Sequence[Block], index: int, gathered: Gathered, last: int) -> tuple[list[Block], int]:
    """What the run did not use: the words after its last row on the same line, and the blocks that follow."""
    run = gathered.run
    used = set(run.between(0, last))
    final = run.between(last - 1, last)
    line_end = next((offset for offset, line in run.lines if offset >= last and line not in final), len(run.text) + 1)
    tail = run.text[last : line_end - 1].strip(" .;|")
    rest: list[Block] = [Paragraph(tail, final[-1:])] if tail and final else []
    end = gathered.end
    for position in range(index + 1, gathered.end):
        block = blocks[position]
        if block not in gathered.asides and block.lines and min(block.lines) > max(used, default=0):
            end = position
            break
    asides = [
        one for one in gathered.asides if end == gathered.end or (one.lines and min(one.lines) < min(blocks[end].lines))
    ]
    return [*asides, *rest], end


def shared_owners(blocks: Sequence[Block]) -> frozenset[str]:
    """Role-like ends that several rows of the document's runs share: what is the same in two rows is the owner."""
    counts: Counter[str] = Counter()
    begun: set[str] = set()
    index = 0
    while index < len(blocks):
        block = blocks[index]
        found = header_of(block)
        index += 1
        if found is None:
            continue
        run = gather(blocks, index - 1, found[0], found[2], 0).run
        for stretch in _stretches(run, found[0]):
            rest = without_later(stretch.text, found[0])
            tails = [tail for tail in tails_of(rest) if ends_a_role(tail) or is_none(tail)]
            counts.update({plain(tail) for tail in tails})
            begun |= {plain(tail) for tail in tails if begins_here(rest[: len(rest) - len(tail)])}
    return frozenset(words for words, count in counts.items() if (count > 1 and words in begun) or is_none(words))


def _stretches(run: Run, layout: Layout) -> list[_Stretch]:
    """The stretches of the run that are one row each: between references, or from one date and rating to the next."""
    return _by_refs(run, layout) if layout.first("ref") is not None else _by_ends(run, layout)


def _by_refs(run: Run, layout: Layout) -> list[_Stretch]:
    """Rows told apart by references that count on from each other."""
    marks: list[re.Match[str]] = []
    for mark in _REF.finditer(run.text):
        if _follows(marks[-1]["ref"] if marks else "", mark["ref"]) and (
            not marks or _finished(run.text[marks[-1].end() : mark.start()])
        ):
            marks.append(mark)
    found: list[_Stretch] = []
    if not marks:
        return found
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        text = run.text[mark.end() : after.start() if after else None]
        text = text if after else text[: _row_end(text, layout)]
        found.append(_Stretch(mark.start(), mark.end() + len(text), text, mark["ref"]))
    return found


def _row_end(stretch: str, layout: Layout) -> int:
    """Where the last row ends: after its date, or the word that stands for one, and its rating."""
    rated = layout.first("rating") is not None and (layout.first("rating") or 0) > (layout.first("due") or 0)
    ends = [one.end for one in mentions(stretch)]
    ends += [match.end() for match in _no_date().finditer(stretch)]
    for end in sorted(ends):
        rating = leading_rating(stretch[end:]) if rated else ""
        if rating:
            return end + stretch[end:].index(rating.split()[0]) + len(rating)
        if not rated and layout.first("due") is not None:
            return end
    return len(stretch)


@cache
def _no_date() -> re.Pattern[str]:
    words = [word for name in ("none", "ongoing") for word in plan_rules("dates")["words"][name] if len(word) > 2]  # noqa: PLR2004
    listed = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def _follows(before: str, ref: str) -> bool:
    """Whether a reference can come after another: counted on by one, a letter further, or first of its kind."""
    here, last = _PARTS.match(ref), _PARTS.match(before)
    if here is None:
        return False
    number = int(here["number"])
    if (
        last is not None
        and here["stem"] != last["stem"]
        and len(here["stem"]) == len(last["stem"])
        and number == int(last["number"]) + 1
    ):
        return True
    if last is None or here["stem"] != last["stem"]:
        lettered = any(letter.isalpha() for letter in here["stem"]) or "." in here["stem"]
        return number == 1 and (lettered or not before)
    if number == int(last["number"]):
        return bool(here["letter"]) and here["letter"] > last["letter"]
    return 0 < number - int(last["number"]) <= (3 if here["stem"] else 1)


def _finished(stretch: str) -> bool:
    """Whether a row could have ended: it has a date, a word for none, or a rating in it."""
    words = plain(stretch)
    return len(words.split()) > _FEWEST_WORDS and (
        bool(mentions(stretch))
        or any(f" {word} " in f" {words} " for word in ("tbc", "ongoing", "to be determined", "to be confirmed", "tba"))
        or trailing_rating(stretch) != ""
    )


def _by_ends(run: Run, layout: Layout) -> list[_Stretch]:
    """Rows told apart by where they end: a date, with the rating after it where the table has one."""
    if layout.first("due") is None:
        return []
    rated = layout.first("rating") is not None and (layout.first("rating") or 0) > (layout.first("due") or 0)
    found, start = [], 0
    for one in mentions(run.text):
        rating = leading_rating(run.text[one.end :]) if rated else ""
        if one.start >= start and (rating or not rated):
            end = one.end + (run.text[one.end :].index(rating.split()[0]) + len(rating) if rating else 0)
            found.append(_Stretch(start, end, run.text[start:end], ""))
            start = end
    return found

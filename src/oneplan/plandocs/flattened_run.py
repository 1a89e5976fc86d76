"""Rebuilds tables that a conversion ran together: the header's words in one line, and rows told apart by refs, dates and ratings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from oneplan.plandocs.blocks import Block, Cell, Furniture, Heading, ListItem, Paragraph, Row
from oneplan.plandocs.columns import Layout, header_layout
from oneplan.plandocs.labels import label_of, paper_line
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.outline import read_heading
from oneplan.plandocs.ratings import colour_of, plain_rating
from oneplan.plandocs.roles import ends_a_role, is_none, is_person
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_REF = re.compile(
    r"(?<![\w.])(?P<ref>[A-Z]{1,5}\d?[A-Z]{0,2}[-–]?(?:[A-Z])?\d{1,3}(?:\.\d{1,2})*[a-z]?|\d{1,2}(?:\.\d{1,2})+[a-z]?|\d{1,3}[.)]?)(?=\s)"
)
_PARTS = re.compile(r"^(?P<stem>.*?)(?P<number>\d+)(?P<letter>[a-z]?)[.)]?$")
_LONGEST_RATING = 9
_LONGEST_OWNER = 14
_FEWEST = 2
_HEADER_WITHIN = 420
_OPENS_WITHIN = 200
_LONGEST_HEADER = 18
_FEWEST_HEADS = 3
_WORD = re.compile(r"[^\s|]+")


@dataclass(frozen=True, slots=True)
class _Run:
    """The words of a run with the line each letter stands on."""

    text: str
    lines: tuple[tuple[int, int], ...]

    def between(self, start: int, end: int) -> tuple[int, ...]:
        """The lines that a stretch of the run stands on."""
        found = []
        for index, (offset, line) in enumerate(self.lines):
            after = self.lines[index + 1][0] if index + 1 < len(self.lines) else len(self.text) + 1
            if offset < end and start < after and self.text[max(offset, start) : min(after, end)].strip():
                found.append(line)
        return tuple(dict.fromkeys(found))


def read_run(blocks: Sequence[Block], index: int, table: int) -> tuple[list[Block], int] | None:
    """Rows of the run whose header stands in this block, and where it ends; none where no header stands here."""
    first = blocks[index]
    if not isinstance(first, Paragraph | Heading | ListItem):
        return None
    found = _header(first.text)
    if found is None:
        return None
    layout, start, body_at = found
    run, end = _gather(blocks, index, layout, body_at)
    rows = _by_refs(run, layout) if layout.first("ref") is not None else _by_ends(run, layout)
    if len(rows) < _FEWEST and not (rows and len(run.text) < 400):  # noqa: PLR2004 - one row is a table only when it is all there is
        return None
    before: list[Block] = [Paragraph(first.text[:start].strip(), first.lines)] if first.text[:start].strip() else []
    header = Row(tuple(Cell.of(head) for head in layout.heads), first.lines, table, header=True)
    built = [Row(tuple(Cell.of(text) for text in cells), lines, table) for cells, lines in rows]
    used = {line for row in built for line in row.lines} | set(first.lines)
    last = max(used)
    rest: list[Block] = []
    for block in blocks[index + 1 : end]:
        if isinstance(block, Furniture) or not set(_lines(block)) & used:
            if _lines(block) and min(_lines(block)) > last:
                end = blocks.index(block, index + 1)
                break
            rest.append(block)
    return [*before, header, *built, *rest], end


def _lines(block: Block) -> tuple[int, ...]:
    return block.lines


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for column in plan_rules("columns")["column"] for word in column["is"] if len(word) > 1)


@cache
def _head_words() -> frozenset[str]:
    return frozenset(word for head in _heads() for word in head.split())


def _header(text: str) -> tuple[Layout, int, int] | None:
    """A header run together in a text: its layout, where it begins and where it ends."""
    words = list(_WORD.finditer(text[:_HEADER_WITHIN]))
    known = [plain(word[0]) in _head_words() or not plain(word[0]) for word in words]
    start = 0
    while start < len(words):
        if not known[start] or not words[start][0][:1].isupper():
            start += 1
            continue
        end = start
        while end < len(words) and known[end] and end - start < _LONGEST_HEADER:
            end += 1
        found = _cut(text, words, start, end) if end - start >= _FEWEST_HEADS else None
        if found or words[start].start() > _OPENS_WITHIN:
            return found
        start = end
    return None


def _cut(text: str, words: Sequence[re.Match[str]], start: int, end: int) -> tuple[Layout, int, int] | None:
    """The words from start cut into column heads; the longest stretch that makes a header wins."""
    for last in range(end, start + _FEWEST_HEADS - 1, -1):
        for heads in _cuttings([plain(word[0]) for word in words[start:last]]):
            shown, position = [], start
            for count in heads:
                shown.append(text[words[position].start() : words[position + count - 1].end()].strip(" |"))
                position += count
            layout = header_layout([Cell.of(head) for head in shown])
            if layout and all(layout.roles) and len(layout.roles) >= _FEWEST_HEADS:
                return layout, words[start].start(), words[last - 1].end()
    return None


def _cuttings(words: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Every way to cut words into known heads, longer heads first."""
    if not words:
        yield ()
        return
    for count in range(min(4, len(words)), 0, -1):
        if " ".join(word for word in words[:count] if word) in _heads():
            for rest in _cuttings(words[count:]):
                yield (count, *rest)


def _gather(blocks: Sequence[Block], index: int, layout: Layout, body_at: int) -> tuple[_Run, int]:
    """All words from the header to where the run must have ended."""
    first = blocks[index]
    texts, lines, length = [], [], 0
    rest = first.text[body_at:].strip() if isinstance(first, Paragraph | Heading | ListItem) else ""
    if rest:
        texts.append(rest)
        lines.append((0, first.lines[0]))
        length = len(rest) + 1
    end = index + 1
    while end < len(blocks):
        block = blocks[end]
        if isinstance(block, Furniture):
            end += 1
            continue
        if isinstance(block, Row) or (isinstance(block, Heading) and block.level):
            break
        if label_of(block.text) or read_heading(block.text, 0, 0).kind in {"priority", "section"}:
            break
        again = _header(block.text)
        if again and again[0].roles != layout.roles:
            break
        if not paper_line(block.text) and again is None:
            shown = f"{block.marker} {block.text}" if isinstance(block, ListItem) else block.text
            texts.append(shown)
            lines.append((length, block.lines[0]))
            length += len(shown) + 1
        end += 1
    return _Run(" ".join(texts), tuple(lines)), end


def _by_refs(run: _Run, layout: Layout) -> list[tuple[list[str], tuple[int, ...]]]:
    """Rows told apart by references that count on from each other."""
    marks: list[re.Match[str]] = []
    for mark in _REF.finditer(run.text):
        if _follows(marks[-1]["ref"] if marks else "", mark["ref"]) and (
            not marks or _finished(run.text[marks[-1].end() : mark.start()])
        ):
            marks.append(mark)
    rows = []
    stretches = [
        (mark, run.text[mark.end() : after.start() if after else None])
        for mark, after in zip(marks, [*marks[1:], None], strict=True)
    ]
    if stretches:
        last, stretch = stretches[-1]
        stretches[-1] = (last, stretch[: _row_end(stretch, layout)])
    common = _common_owners([stretch for _, stretch in stretches], layout)
    for mark, stretch in stretches:
        cells = _cells(stretch, layout, common)
        if cells is None:
            continue
        cells[layout.first("ref") or 0] = mark["ref"]
        rows.append((cells, run.between(mark.start(), mark.end() + len(stretch))))
    return rows


def _row_end(stretch: str, layout: Layout) -> int:
    """Where the last row ends: after its date, or the word that stands for one, and its rating; what follows is no part of it."""
    rated = layout.first("rating") is not None and (layout.first("rating") or 0) > (layout.first("due") or 0)
    ends = [one.end for one in mentions(stretch)]
    ends += [match.end() for match in _no_date().finditer(stretch)]
    for end in sorted(ends):
        rating = _leading_rating(stretch[end:]) if rated else ""
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
    if last is None or here["stem"] != last["stem"]:
        lettered = any(letter.isalpha() for letter in here["stem"]) or "." in here["stem"]
        return number == 1 and (lettered or not before)
    if number == int(last["number"]):
        return bool(here["letter"]) and here["letter"] > last["letter"]
    return 0 < number - int(last["number"]) <= (3 if here["stem"] else 1)


def _finished(stretch: str) -> bool:
    """Whether a row could have ended: it has a date, a word for none, or a rating in it."""
    words = plain(stretch)
    return len(words.split()) > 2 and (
        bool(mentions(stretch))
        or any(f" {word} " in f" {words} " for word in ("tbc", "ongoing", "to be determined", "to be confirmed", "tba"))
        or _trailing_rating(stretch) != ""
    )  # noqa: PLR2004


def _by_ends(run: _Run, layout: Layout) -> list[tuple[list[str], tuple[int, ...]]]:
    """Rows told apart by where they end: a date, with the rating after it where the table has one."""
    rated = layout.first("rating") is not None and (layout.first("rating") or 0) > (layout.first("due") or 0)
    if layout.first("due") is None:
        return []
    ends = []
    for one in mentions(run.text):
        rating = _leading_rating(run.text[one.end :]) if rated else ""
        if rating or not rated:
            ends.append(one.end + (run.text[one.end :].index(rating) + len(rating) if rating else 0))
    rows, start = [], 0
    stretches = []
    for end in ends:
        stretches.append((start, end, run.text[start:end]))
        start = end
    common = _common_owners([stretch for _, _, stretch in stretches], layout)
    for begin, end, stretch in stretches:
        cells = _cells(stretch, layout, common)
        if cells:
            rows.append((cells, run.between(begin, end)))
    return rows


def _cells(stretch: str, layout: Layout, common: frozenset[str]) -> list[str] | None:
    """The cells of one row, taken off its end column by column."""
    cells = [""] * layout.width
    rest = " ".join(stretch.split())
    action = layout.first("action") or 0
    for column in range(layout.width - 1, action, -1):
        taken = _take(rest, layout.roles[column], common)
        if taken:
            cells[column] = taken
            rest = rest[: len(rest) - len(taken)].rstrip(" |;,")
    if layout.first("due") is not None and not cells[layout.first("due") or 0] and not any(cells):
        return None
    cells[action] = rest
    return cells if rest and any(cell for index, cell in enumerate(cells) if index != action) else None


def _take(rest: str, role: str, common: frozenset[str]) -> str:
    if role == "rating":
        return _trailing_rating(rest)
    if role in {"due", "start", "review", "revised"}:
        return _trailing_date(rest)
    if role in {"owner", "support", "partner"}:
        return _trailing_owner(rest, common)
    return ""


def _trailing_rating(text: str) -> str:
    words = text.split()
    for count in range(min(_LONGEST_RATING, len(words)), 0, -1):
        tail = " ".join(words[-count:])
        if plain_rating(tail) or (count == 1 and tail[:1].isupper() and len(tail) > 1 and colour_of(plain(tail))):
            return tail
    return ""


def _leading_rating(text: str) -> str:
    words = text.split()
    for count in range(min(_LONGEST_RATING, len(words)), 0, -1):
        head = " ".join(words[:count])
        if plain_rating(head) or (count == 1 and head[:1].isupper() and len(head) > 1 and colour_of(plain(head))):
            return head
    return ""


def _trailing_date(text: str) -> str:
    found = [one for one in mentions(text) if one.end >= len(text.rstrip(" .)")) - 1]
    if found:
        start = found[-1].start
        before = re.search(
            r"(?:\b(?:by|end|of|the|to|until|w/e|revised|from|ongoing)\b[\s:(]*)+$", text[:start], re.IGNORECASE
        )
        return text[before.start() if before else start :].strip()
    low = text.lower()
    words = [*plan_rules("dates")["words"]["none"], *plan_rules("dates")["words"]["ongoing"]]
    known = [word for word in words if len(word) > 2 and low.endswith(f" {word}")]  # noqa: PLR2004 - words, not dashes
    return text[-len(max(known, key=len)) :] if known else ""


def _trailing_owner(text: str, common: frozenset[str]) -> str:
    tails = _tails(text)
    shared = [tail for tail in tails if plain(tail) in common]
    if shared:
        return max(shared, key=len)
    titled = [tail for tail in tails if _all_titled(tail) and (ends_a_role(tail) or is_none(tail) or is_person(tail))]
    return max(titled, key=len) if titled else ""


def _tails(text: str) -> list[str]:
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
    quoted = any(word.endswith(("'", "’", ".", ";")) for word in words[:-1])
    return (
        not quoted
        and all(word[:1].isupper() or word.lower() in joins or word.startswith("(") for word in words)
        or is_none(tail)
    )


def _common_owners(stretches: Sequence[str], layout: Layout) -> frozenset[str]:
    """Role-like ends that several rows share: what is the same in two rows is the owner, not the action."""
    counts: Counter[str] = Counter()
    later = [
        column
        for column in range(layout.width)
        if layout.roles[column] in {"due", "rating", "start", "review"} and column > (layout.first("owner") or 0)
    ]
    for stretch in stretches:
        rest = " ".join(stretch.split())
        for column in sorted(later, reverse=True):
            taken = _take(rest, layout.roles[column], frozenset())
            rest = rest[: len(rest) - len(taken)].rstrip(" |;,") if taken else rest
        for tail in _tails(rest):
            if ends_a_role(tail) or is_none(tail):
                counts[plain(tail)] += 1
    return frozenset(words for words, count in counts.items() if count > 1 or is_none(words))

"""The words of a table that was run together: where its header stands, and up to where it must have ended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from oneplan.plandocs.blocks import Block, Cell, Furniture, Heading, ListItem, Paragraph, Row
from oneplan.plandocs.columns import Layout, header_layout
from oneplan.plandocs.labels import label_of, paper_line
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.outline import phase_of, read_heading
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_LONGEST_BANNER = 80
_LONGEST_TITLE = 100
_LONGEST_HEADER = 18
_FEWEST_HEADS = 3
_WORD = re.compile(r"[^\s|]+")
_MAY_HEAD = re.compile(
    r"(?<!\w)(?:Owners?|Leads?|Due|When|B?RAG|Rating|Status|Deadline|Timescales?|Timeframe|Responsib\w+|Who|Date)(?!\w)",
    re.IGNORECASE,
)
Words = Paragraph | Heading | ListItem


@dataclass(frozen=True, slots=True)
class Run:
    """The words of a run with the line each letter stands on."""

    text: str
    lines: tuple[tuple[int, int], ...]

    def between(self, start: int, end: int) -> tuple[int, ...]:
        """The lines that a stretch of the run stands on."""
        first = max(0, bisect_right(self.lines, start, key=lambda held: held[0]) - 1)
        found = []
        for index in range(first, len(self.lines)):
            offset, line = self.lines[index]
            after = self.lines[index + 1][0] if index + 1 < len(self.lines) else len(self.text) + 1
            if offset >= end:
                break
            if start < after and self.text[max(offset, start) : min(after, end)].strip():
                found.append(line)
        return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class Gathered:
    """A run with the banners and the paper's lines that stood between its words, and the block it ends before."""

    run: Run = field(default_factory=lambda: Run("", ()))
    end: int = 0
    banners: list[tuple[int, Row]] = field(default_factory=list)
    asides: list[Block] = field(default_factory=list)


def header_of(block: Block) -> tuple[Layout, int, int] | None:
    """A header run together in a block's words: its layout, where it begins and where it ends."""
    if not isinstance(block, Words) or not _MAY_HEAD.search(block.text):
        return None
    text = block.text
    words = list(_WORD.finditer(text))
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
        if found:
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


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for column in plan_rules("columns")["column"] for word in column["is"] if len(word) > 1)


@cache
def _head_words() -> frozenset[str]:
    return frozenset(word for head in _heads() for word in head.split())


def gather(blocks: Sequence[Block], index: int, layout: Layout, body_at: int, table: int) -> Gathered:
    """All words from the header to where the run must have ended."""
    first, found = blocks[index], Gathered(end=index + 1)
    parts: list[tuple[str, int, int]] = []
    if isinstance(first, Words) and first.text[body_at:].strip():
        parts.append((first.text[body_at:].strip(), first.lines[0], index))
    while found.end < len(blocks):
        block = blocks[found.end]
        if isinstance(block, Furniture) or (
            isinstance(block, Words) and paper_line(block.text) and not block.text.strip().isdigit()
        ):
            found.asides.append(block)
        elif not isinstance(block, Words) or _ends_run(block, layout):
            break
        elif phase_of(block.text) and len(block.text) <= _LONGEST_BANNER:
            found.banners.append((_length(parts), Row((Cell.of(block.text),), block.lines, table)))
        elif header_of(block):
            if parts and _is_title(blocks[parts[-1][2]]):
                found.end = parts.pop()[2]
                break
            found.asides.append(Furniture(block.lines, "a table header that is repeated"))
        else:
            shown = f"{block.marker} {block.text}" if isinstance(block, ListItem) else block.text
            parts.append((shown, block.lines[0], found.end))
        found.end += 1
    found.run = _joined(parts)
    return found


def _length(parts: Sequence[tuple[str, int, int]]) -> int:
    return sum(len(text) + 1 for text, _, _ in parts)


def _joined(parts: Sequence[tuple[str, int, int]]) -> Run:
    offsets, length = [], 0
    for text, line, _ in parts:
        offsets.append((length, line))
        length += len(text) + 1
    return Run(" ".join(text for text, _, _ in parts), tuple(offsets))


def _is_title(block: Block) -> bool:
    """Whether a block before a second header names the next section rather than ending the last row."""
    if not isinstance(block, Words) or len(block.text) > _LONGEST_TITLE or mentions(block.text):
        return False
    numbered = isinstance(block, ListItem) and block.marker[:1].isdigit()
    return numbered or read_heading(block.text, 0, 0).kind in {"numbered", "lettered"} or isinstance(block, Heading)


def _ends_run(block: Words, layout: Layout) -> bool:
    if isinstance(block, Heading) and block.level:
        return True
    again = header_of(block)
    if again and again[0].roles != layout.roles:
        return True
    return bool(label_of(block.text)) or read_heading(block.text, 0, 0).kind in {"priority", "section"}

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
from oneplan.plandocs.mentions import Mention, mentions
from oneplan.plandocs.outline import phase_of, read_heading
from oneplan.plandocs.ratings import colour_of, plain_rating
from oneplan.plandocs.roles import ends_a_role, is_none, is_person, opener
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_REF = re.compile(
    r"(?<![\w.])(?P<ref>[A-Z]{1,5}\d?[A-Z]{0,2}[-–]?(?:[A-Z])?\d{1,3}(?:\.\d{1,2})*[a-z]?|\d{1,2}(?:\.\d{1,2})+[a-z]?|\d{1,3}[.)]?)(?=\s)"
)
_PARTS = re.compile(r"^(?P<stem>.*?)(?P<number>\d+)(?P<letter>[a-z]?)[.)]?$")
_LONGEST_RATING = 9
_LONGEST_OWNER = 14
_FEWEST = 2
_LONGEST_BANNER = 80
_MAY_HEAD = re.compile(
    r"(?<!\w)(?:Owners?|Leads?|Due|When|RAG|BRAG|Rating|Status|Deadline|Timescales?|Timeframe|Responsib\w+|Who|By whom|By when|Date)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_HEADER = 18
_FEWEST_HEADS = 3
_WORD = re.compile(r"[^\s|]+")


_CANNOT_END = frozenset(
    "a an the of in for to with and or on from by our their its within at as any all this that & /".split()
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The words of one row of a run, where they stand in it, and the row's reference."""

    start: int
    end: int
    text: str
    ref: str


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


def read_run(blocks: Sequence[Block], index: int, table: int, known: frozenset[str]) -> tuple[list[Block], int] | None:
    """Rows of the run whose header stands in this block, and where it ends; none where no header stands here.

    ``known`` are ends of rows that the whole document shows to be owners.
    """
    first = blocks[index]
    found = _header(first.text) if isinstance(first, Paragraph | Heading | ListItem) else None
    if found is None or not isinstance(first, Paragraph | Heading | ListItem):
        return None
    layout, start, body_at = found
    run, end, banners = _gather(blocks, index, layout, body_at)
    rows = [(stretch, cells) for stretch in _stretches(run, layout) if (cells := _cells(stretch, layout, known))]
    if len(rows) < _FEWEST and not (rows and len(run.text) < 400):  # noqa: PLR2004 - one row is a table only when it is all there is
        return None
    built: list[tuple[int, Block]] = [
        (stretch.start, Row(tuple(Cell.of(text) for text in cells), run.between(stretch.start, stretch.end), table))
        for stretch, cells in rows
    ]
    built += [(offset, Row((Cell.of(text),), lines, table)) for offset, text, lines in banners]
    before: list[Block] = [Paragraph(first.text[:start].strip(), first.lines)] if first.text[:start].strip() else []
    header = Row(tuple(Cell.of(head) for head in layout.heads), first.lines, table, header=True)
    last = max(stretch.end for stretch, _ in rows)
    rest, end = _rest(blocks, index, end, run, last)
    return [
        *before,
        header,
        *[row for _, row in sorted(built, key=lambda one: (one[0], len(one[1].cells)))],
        *rest,
    ], end


def _rest(blocks: Sequence[Block], index: int, end: int, run: _Run, last: int) -> tuple[list[Block], int]:
    """What the run did not use: the words after its last row on the same line, and the blocks between and after."""
    used = set(run.between(0, last))
    rest: list[Block] = [block for block in blocks[index + 1 : end] if isinstance(block, Furniture)]
    final = run.between(last - 1, last)
    line_end = next((offset for offset, line in run.lines if offset >= last and line not in final), len(run.text) + 1)
    tail = run.text[last : line_end - 1].strip(" .;|")
    if tail and final:
        rest.append(Paragraph(tail, final[-1:]))
    for position in range(index + 1, end):
        block = blocks[position]
        if (
            not isinstance(block, Furniture)
            and block.lines
            and not set(block.lines) & used
            and min(block.lines) > max(used, default=0)
        ):
            return [one for one in rest if not one.lines or min(one.lines) < min(block.lines)], position
    return rest, end


def shared_owners(blocks: Sequence[Block]) -> frozenset[str]:
    """Role-like ends that several rows of the document's runs share: what is the same in two rows is the owner."""
    counts: Counter[str] = Counter()
    begun: set[str] = set()
    index = 0
    while index < len(blocks):
        block = blocks[index]
        found = _header(block.text) if isinstance(block, Paragraph | Heading | ListItem) else None
        index += 1
        if found is None:
            continue
        run, _, _ = _gather(blocks, index - 1, found[0], found[2])
        for stretch in _stretches(run, found[0]):
            rest = _without_later(stretch.text, found[0])
            tails = [tail for tail in _tails(rest) if ends_a_role(tail) or is_none(tail)]
            counts.update({plain(tail) for tail in tails})
            begun |= {plain(tail) for tail in tails if _begins_here(rest[: len(rest) - len(tail)])}
    return frozenset(words for words, count in counts.items() if (count > 1 and words in begun) or is_none(words))


def _begins_here(before: str) -> bool:
    """Whether an owner begins after these words: the last is in small letters or ends the sentence, and can end one."""
    words = before.split()
    ends = bool(words) and (not words[-1][:1].isupper() or words[-1].endswith((".", ")", "\u2019", "'")))
    return ends and not _leaves_open(before)


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for column in plan_rules("columns")["column"] for word in column["is"] if len(word) > 1)


@cache
def _head_words() -> frozenset[str]:
    return frozenset(word for head in _heads() for word in head.split())


def _header(text: str) -> tuple[Layout, int, int] | None:
    """A header run together in a text: its layout, where it begins and where it ends."""
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


def _gather(
    blocks: Sequence[Block], index: int, layout: Layout, body_at: int
) -> tuple[_Run, int, list[tuple[int, str, tuple[int, ...]]]]:
    """All words from the header to where the run must have ended, and the banners between them."""
    first = blocks[index]
    texts, lines, length = [], [], 0
    banners: list[tuple[int, str, tuple[int, ...]]] = []
    rest = first.text[body_at:].strip() if isinstance(first, Paragraph | Heading | ListItem) else ""
    if rest:
        texts.append(rest)
        lines.append((0, first.lines[0]))
        length = len(rest) + 1
    end = index + 1
    while end < len(blocks):
        block = blocks[end]
        end += 1
        if isinstance(block, Furniture):
            continue
        if _ends_run(block, layout):
            end -= 1
            break
        text = block.text if isinstance(block, Paragraph | Heading | ListItem) else ""
        if phase_of(text) and len(text) <= _LONGEST_BANNER:
            banners.append((length, text, block.lines))
        elif not paper_line(text) and _header(text) is None:
            shown = f"{block.marker} {text}" if isinstance(block, ListItem) else text
            texts.append(shown)
            lines.append((length, block.lines[0]))
            length += len(shown) + 1
    return _Run(" ".join(texts), tuple(lines)), end, banners


def _ends_run(block: Block, layout: Layout) -> bool:
    if not isinstance(block, Paragraph | Heading | ListItem) or (isinstance(block, Heading) and block.level):
        return True
    again = _header(block.text)
    if again and again[0].roles != layout.roles:
        return True
    return bool(label_of(block.text)) or read_heading(block.text, 0, 0).kind in {"priority", "section"}


def _stretches(run: _Run, layout: Layout) -> list[_Stretch]:
    """The stretches of the run that are one row each: between references, or from one date and rating to the next."""
    return _by_refs(run, layout) if layout.first("ref") is not None else _by_ends(run, layout)


def _by_refs(run: _Run, layout: Layout) -> list[_Stretch]:
    """Rows told apart by references that count on from each other."""
    marks: list[re.Match[str]] = []
    for mark in _REF.finditer(run.text):
        if _follows(marks[-1]["ref"] if marks else "", mark["ref"]) and (
            not marks or _finished(run.text[marks[-1].end() : mark.start()])
        ):
            marks.append(mark)
    found = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        text = run.text[mark.end() : after.start() if after else None]
        text = text if after else text[: _row_end(text, layout)]
        found.append(_Stretch(mark.start(), mark.end() + len(text), text, mark["ref"]))
    return found


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
    return len(words.split()) > 2 and (
        bool(mentions(stretch))
        or any(f" {word} " in f" {words} " for word in ("tbc", "ongoing", "to be determined", "to be confirmed", "tba"))
        or _trailing_rating(stretch) != ""
    )  # noqa: PLR2004


def _by_ends(run: _Run, layout: Layout) -> list[_Stretch]:
    """Rows told apart by where they end: a date, with the rating after it where the table has one."""
    if layout.first("due") is None:
        return []
    rated = layout.first("rating") is not None and (layout.first("rating") or 0) > (layout.first("due") or 0)
    found, start = [], 0
    for one in mentions(run.text):
        rating = _leading_rating(run.text[one.end :]) if rated else ""
        if one.start >= start and (rating or not rated):
            end = one.end + (run.text[one.end :].index(rating.split()[0]) + len(rating) if rating else 0)
            found.append(_Stretch(start, end, run.text[start:end], ""))
            start = end
    return found


def _cells(stretch: _Stretch, layout: Layout, known: frozenset[str]) -> list[str] | None:
    """The cells of one row, taken off its end column by column."""
    cells = [""] * layout.width
    rest = " ".join(stretch.text.split())
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
        cells[layout.first("ref") or 0] = stretch.ref
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
        cells[rating] = _leading_rating(after)
        after = after[len(cells[rating]) :].strip() if cells[rating] else after
    if owner is not None:
        cells[owner] = _trailing_owner(before, known)
        before = before[: len(before) - len(cells[owner])].rstrip(" |;,") if cells[owner] else before
    cells[action] = f"{before} {after}".strip()
    return cells


def _without_later(text: str, layout: Layout) -> str:
    """The words of a row without the date and rating that follow its owner."""
    rest = " ".join(text.split())
    for column in range(layout.width - 1, layout.first("owner") or 0, -1):
        taken = _take(rest, layout.roles[column], frozenset()) if layout.roles[column] != "owner" else ""
        rest = rest[: len(rest) - len(taken)].rstrip(" |;,") if taken else rest
    return rest


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
    """The owner a row's words end with: words that other rows end with too, else a title that opens as roles do, else capitals."""
    tails = [tail for tail in _tails(text) if not _leaves_open(text[: len(text) - len(tail)])]
    shared = [tail for tail in tails if plain(tail) in known]
    if shared:
        return _with_second(text, max(shared, key=len), known)
    opening = [tail for tail in tails if opener().match(tail) and ends_a_role(tail)]
    if opening:
        return max(opening, key=len)
    titled = [tail for tail in tails if _all_titled(tail) and (ends_a_role(tail) or is_none(tail) or is_person(tail))]
    return max(titled, key=len) if titled else ""


def _with_second(text: str, last: str, known: frozenset[str]) -> str:
    """A second known role directly before the last one belongs to the cell too."""
    before = text[: len(text) - len(last)].rstrip()
    second = [tail for tail in _tails(before) if plain(tail) in known and not is_none(tail)]
    return text[len(before) - len(max(second, key=len)) :].strip() if second else last


def _leaves_open(before: str) -> bool:
    """Whether what would be left of the action ends in a word that cannot end one."""
    words = before.split()
    return not words or words[-1].lower().strip("(") in _CANNOT_END


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

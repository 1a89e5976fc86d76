"""Finds headings that no style marks, and running headers and footers that no page structure marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from oneplan.plandocs.blocks import Block, Furniture, Heading, ListItem, Paragraph, Row
from oneplan.plandocs.columns import header_layout
from oneplan.plandocs.keys import key_line, key_sentence
from oneplan.plandocs.labels import (
    is_contents,
    is_key_heading,
    label_of,
    paper_line,
    promise_head,
    shared_deadline,
    shared_lead,
)
from oneplan.plandocs.mentions import DateHabits
from oneplan.plandocs.outline import read_heading
from oneplan.plandocs.ratings import plain_rating
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_ENDS_LIKE_PROSE = re.compile(r"[.;,?!]$")
_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]?$")
_LONGEST_TITLE = 120
_FULL_LINE = 65
_FEWEST_TITLE_WORDS = 3
_VERSION_WORD = re.compile(r"^(?:v?\d+|version|draft|final|page|of|v|p|updated|published|official|public)$")
_LONGEST_NAMED = 18
_LONGEST_PLAIN = 14
_TYPED = re.compile(r"^(?P<mark>\(?\d{1,3}[.)])\s+(?P<text>\S.*)$", re.DOTALL)


def guess_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with paragraphs and lone numbered lines that act as headings turned into headings."""
    found: list[Block] = []
    blocks = [_numbered_item(block) for block in blocks]
    title, headed, followers = _title_heading(blocks), False, _followers(blocks)
    for index, block in enumerate(blocks):
        after = followers[index]
        before = found[-1] if found else None
        if isinstance(block, Row):
            headed = False
        elif isinstance(block, Heading) and block.level and block is not title:
            headed = True
        if isinstance(block, ListItem) and _lone_number(block, before, after):
            found.append(Heading(f"{block.marker.strip('()')} {block.text}".strip(), block.lines))
        elif isinstance(block, Paragraph) and _may_head(before, block) and _is_heading(block, after, headed=headed):
            found.append(Heading(block.text, block.lines))
        else:
            found.append(block)
    return found


def _title_heading(blocks: Sequence[Block]) -> Heading | None:
    """The heading that names the document: its first, where no other stands as high."""
    headings = [block for block in blocks if isinstance(block, Heading) and block.level]
    highest = min((one.level for one in headings), default=0)
    alone = [one.level for one in headings].count(highest) == 1
    return headings[0] if headings and alone and headings[0].level == highest else None


def _may_head(before: Block | None, block: Paragraph) -> bool:
    return not _labelled(before) and not _wraps(before, block)


def drop_repeated_title(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with later lines that only repeat the first one, with a version, taken for running headers."""
    opening = next((block for block in blocks if isinstance(block, Paragraph | Heading)), None)
    title = plain(opening.text) if opening else ""
    if opening is None or len(title.split()) < _FEWEST_TITLE_WORDS or len(title) > _LONGEST_TITLE:
        return list(blocks)
    return [
        Furniture(block.lines, "the plan's name, repeated")
        if isinstance(block, Paragraph) and block is not opening and _repeats(plain(block.text), title)
        else block
        for block in blocks
    ]


def _repeats(words: str, title: str) -> bool:
    rest = words.removeprefix(title).split() if words.startswith(title) else []
    return bool(rest) and all(_VERSION_WORD.match(word) for word in rest)


def drop_running_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with short lines that stand again and again outside tables taken for running headers and footers."""
    rules = plan_rules("noise")
    words = [
        _digitless(block.text)
        if isinstance(block, Paragraph | Heading) and len(block.text) <= rules["repeats_longest"]
        else ""
        for block in blocks
    ]
    counts = Counter(word for word in words if word)
    found: list[Block] = []
    for block, word in zip(blocks, words, strict=True):
        if (
            word
            and counts[word] >= rules["repeats"]
            and isinstance(block, Paragraph | Heading)
            and _may_be_running(block.text)
        ):
            found.append(Furniture(block.lines, "a line that stands on every page"))
        else:
            found.append(block)
    return found


def _may_be_running(text: str) -> bool:
    return (
        not label_of(text)
        and not plain_rating(text)
        and not re.match(r"^\W*(lead|owner|due|by|action|status|rating|ref|deadline|timescale)\b", text, re.IGNORECASE)
    )


def _digitless(text: str) -> str:
    words = re.sub(r"\d+", "#", plain(text))
    return words if any(letter.isalpha() for letter in words) else ""


def _followers(blocks: Sequence[Block]) -> list[Block | None]:
    """For each block the next that is not the paper's own."""
    found: list[Block | None] = []
    ahead: Block | None = None
    for block in reversed(blocks):
        found.append(ahead)
        ahead = ahead if isinstance(block, Furniture) else block
    return found[::-1]


def _numbered_item(block: Block) -> Block:
    """A paragraph that begins with a typed number is a list item, whatever the format calls it."""
    match = _TYPED.match(block.text) if isinstance(block, Paragraph) else None
    return ListItem(match["text"], block.lines, match["mark"]) if match else block


def _wraps(before: Block | None, block: Paragraph) -> bool:
    """Whether a line only goes on with the sentence of a full line directly above it."""
    return (
        isinstance(before, Paragraph)
        and read_heading(block.text, 0, 0).kind == "plain"
        and len(before.text) >= _FULL_LINE
        and not before.text.rstrip().endswith((".", "!", "?", ":"))
        and bool(block.lines and before.lines)
        and block.lines[0] == before.lines[-1] + 1
    )


def _labelled(before: Block | None) -> bool:
    """Whether the block before is a label, so that this one is what it introduces."""
    return isinstance(before, Paragraph | Heading) and label_of(before.text) not in {"", "actions"}


def _lone_number(block: ListItem, before: Block | None, after: Block | None) -> bool:
    """A numbered line is a heading when neither neighbour counts on from it and something else follows."""
    number = _NUMBER.match(block.marker)
    if not number or len(block.text) > _LONGEST_TITLE or not block.text[:1].isupper() or after is None:
        return False
    if _ENDS_LIKE_PROSE.search(block.text):
        return False
    if isinstance(before, Heading | Paragraph) and (label_of(before.text) or promise_head(before.text, DateHabits())):
        return False
    value = int(number[1])
    neighbours = [one for one in (before, after) if isinstance(one, ListItem)]
    counted = {int(match[1]) for one in neighbours if (match := _NUMBER.match(one.marker))}
    return not counted & {value - 1, value + 1, value, 1}


def _is_heading(block: Paragraph, after: Block | None, *, headed: bool) -> bool:
    """Whether a paragraph acts as a heading; a plain line below a real heading is only a caption."""
    text = block.text
    if len(text) > _LONGEST_TITLE or after is None or _is_something_else(text):
        return False
    if isinstance(after, ListItem) and promise_head(text, DateHabits()):
        return True
    if is_contents(text) or (is_key_heading(text) and len(text.split()) > 1):
        return True
    return _reads_as_heading(block, after, headed=headed)


def _is_something_else(text: str) -> bool:
    known = paper_line(text) or label_of(text) or plain_rating(text) or key_line(text, 0) or key_sentence(text, 0)
    return bool(known or shared_deadline(text, DateHabits()) or shared_lead(text))


def _reads_as_heading(block: Paragraph, after: Block, *, headed: bool) -> bool:
    text = block.text
    kind, words = read_heading(text, 0, 0).kind, len(text.split())
    prose = bool(_ENDS_LIKE_PROSE.search(text)) and not text.rstrip().endswith("?")
    if kind in {"priority", "section"}:
        return not prose and words <= _LONGEST_NAMED
    if prose or text.endswith(":") or not text[:1].isalnum():
        return False
    if kind in {"numbered", "lettered"}:
        return not isinstance(after, ListItem) or not after.marker[:1].isdigit()
    titled = words <= _LONGEST_PLAIN and text[:1].isupper()
    return (text.isupper() and words > 1) or (titled and (block.bold or (_opens_table(after) and not headed)))


def _opens_table(after: Block) -> bool:
    """Whether what follows makes a short line before it a title: a table's header, or a label."""
    if isinstance(after, Row):
        return header_layout(after.cells, marked=after.header) is not None or len(after.filled) > 1
    return isinstance(after, Paragraph | Heading) and bool(label_of(after.text))

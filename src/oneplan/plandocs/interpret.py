"""One interpreter for every format: walks the blocks in order and gives back the plan with every line accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from oneplan.core.improvement.reading import PlanReading
from oneplan.plandocs.assemble import assemble
from oneplan.plandocs.blocks import Block, Extract, Furniture, Heading, Paragraph, Row
from oneplan.plandocs.drafts import Reading
from oneplan.plandocs.flattened import rebuild_tables
from oneplan.plandocs.guess import drop_repeated_title, drop_running_lines, guess_headings
from oneplan.plandocs.label_tables import turn_label_tables
from oneplan.plandocs.labels import label_of, paper_line
from oneplan.plandocs.ledger import Ledger
from oneplan.plandocs.outline import read_heading
from oneplan.plandocs.prose_reader import read_heading_block, read_list_item, read_paragraph
from oneplan.plandocs.table_reader import read_table
from oneplan.plandocs.wording import plain, tidy

Progress = Callable[[int, int], None]


def interpret(extract: Extract, *, name: str) -> PlanReading:
    """The plan a document holds. Nothing is invented: every action is made of words that stand in the document."""
    ledger = Ledger(extract.lines)
    for line, why in extract.doubts.items():
        ledger.review((line,), why)
    reading = Reading(ledger)
    blocks = guess_headings(drop_running_lines(turn_label_tables(rebuild_tables(drop_repeated_title(extract.blocks)))))
    title = extract.title or _title(blocks)
    reading.outline.plan_title = title
    for group in _grouped(blocks):
        _read(reading, group)
    return assemble(reading, title or name)


def _read(reading: Reading, group: Sequence[Block]) -> None:
    first = group[0]
    if isinstance(first, Row):
        read_table(reading, [row for row in group if isinstance(row, Row)])
        for block in group:
            if isinstance(block, Furniture):
                reading.ledger.noise(block.lines, block.why)
    elif isinstance(first, Furniture):
        reading.ledger.noise(first.lines, first.why)
    elif isinstance(first, Heading):
        read_heading_block(reading, first)
    elif isinstance(first, Paragraph):
        read_paragraph(reading, first)
    else:
        read_list_item(reading, first)


def _grouped(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows of one table together, with the rules drawn between them; everything else alone."""
    group: list[Block] = []
    for block in blocks:
        in_table = bool(group) and isinstance(group[0], Row)
        same = isinstance(block, Row) and in_table and isinstance(group[0], Row) and block.table == group[0].table
        if same or (in_table and isinstance(block, Furniture)):
            group.append(block)
            continue
        if group:
            yield group
        group = [block]
        if not isinstance(block, Row):
            yield group
            group = []
    if group:
        yield group


def _title(blocks: Sequence[Block]) -> str:
    """The document's own name: its one top heading, else its first line of words."""
    headings = [block for block in blocks if isinstance(block, Heading) and not paper_line(block.text)]
    if headings:
        top = min((one.level for one in headings if one.level), default=0)
        if (
            top
            and headings[0].level == top
            and read_heading(headings[0].text, top, 0).kind == "plain"
            and not label_of(headings[0].text)
        ):
            return tidy(headings[0].text)
    for block in blocks[:12]:
        if isinstance(block, Paragraph | Heading) and not paper_line(block.text) and not label_of(block.text):
            kind = read_heading(block.text, 0, 0).kind
            return tidy(block.text) if kind == "plain" and len(plain(block.text)) <= 120 else ""  # noqa: PLR2004 - a title
    return ""

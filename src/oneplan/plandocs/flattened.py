"""Rebuilds tables that a conversion flattened: one cell a line, a label and a value a line, or one long run."""

from __future__ import annotations

from collections.abc import Sequence

from oneplan.core.improvement.rating import Rating
from oneplan.plandocs.blocks import Block, Cell, Furniture, Heading, ListItem, Paragraph, Row
from oneplan.plandocs.columns import Layout, column_role, header_layout
from oneplan.plandocs.flattened_cells import Token, align
from oneplan.plandocs.flattened_records import read_records
from oneplan.plandocs.flattened_run import read_run, shared_owners
from oneplan.plandocs.keys import is_colour_word
from oneplan.plandocs.labels import label_of, paper_line
from oneplan.plandocs.markup import piece_of
from oneplan.plandocs.outline import phase_of, read_heading
from oneplan.plandocs.ratings import rating_meant
from oneplan.plandocs.row_actions import split_ref

_FEWEST, _MOST = 3, 9
_LONGEST_HEAD = 45
_LONGEST_BANNER = 80
_FIRST_TABLE = 100_000
Words = Paragraph | ListItem | Heading


def rebuild_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every flattened table turned back into rows; blocks that are no such table stay as they are."""
    found: list[Block] = []
    index, table = 0, _FIRST_TABLE
    known = shared_owners(blocks)
    while index < len(blocks):
        block = blocks[index]
        rebuilt = None
        if isinstance(block, Paragraph | ListItem | Heading):
            rebuilt = (
                _cells_a_line(blocks, index, table)
                or read_run(blocks, index, table, known)
                or read_records(blocks, index, table)
                or _key_a_line(blocks, index, table)
            )
        if rebuilt is None:
            found.append(block)
            index += 1
            continue
        rows, index = rebuilt
        found += rows
        table += 1
    return found


def _key_a_line(blocks: Sequence[Block], index: int, table: int) -> tuple[list[Block], int] | None:
    """A rating key whose colours and meanings stand on lines of their own, in turn."""
    rows: list[Block] = []
    position = index
    while position + 1 < len(blocks):
        word, meaning = blocks[position], blocks[position + 1]
        if not (
            isinstance(word, Paragraph | ListItem | Heading) and isinstance(meaning, Paragraph | ListItem | Heading)
        ):
            break
        if not is_colour_word(word.text) or rating_meant(meaning.text) is Rating.UNKNOWN:
            break
        rows.append(Row((Cell.of(word.text), Cell.of(meaning.text)), word.lines + meaning.lines, table))
        position += 2
    return (rows, position) if len(rows) > 1 else None


def _cells_a_line(blocks: Sequence[Block], index: int, table: int) -> tuple[list[Block], int] | None:
    head = _header(blocks, index)
    if head is None:
        return None
    layout, after, numbers = head
    body: list[Block] = []
    end = after
    while end < len(blocks) and not _stops(blocks[end]):
        body.append(blocks[end])
        end += 1
    rows, used = _rows(body, layout, table)
    if not rows:
        return None
    header = Row(tuple(Cell.of(text) for text in layout.heads), numbers, table, header=True)
    return [header, *rows], after + used


def _header(blocks: Sequence[Block], index: int) -> tuple[Layout, int, tuple[int, ...]] | None:
    """A header whose words stand one a line from here on: its layout, where it ends and its lines."""
    words: list[Words] = []
    position = index
    while position < len(blocks) and len(words) < _MOST:
        block = blocks[position]
        position += 1
        if isinstance(block, Furniture):
            continue
        if not isinstance(block, Paragraph | ListItem | Heading) or not _may_head(block.text):
            break
        words.append(block)
    for count in range(len(words), _FEWEST - 1, -1):
        heads = words[:count]
        layout = header_layout([Cell.of(one.text) for one in heads])
        if layout and all(layout.roles):
            last = blocks.index(heads[-1], index)
            return layout, last + 1, tuple(line for one in heads for line in one.lines)
    return None


def _may_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and bool(column_role(text))


def _stops(block: Block) -> bool:
    """Whether a flattened table has ended: a real table, a heading with a level, a label, or a named section."""
    if isinstance(block, Row):
        return True
    if isinstance(block, Furniture):
        return False
    if isinstance(block, Heading) and block.level:
        return True
    return bool(label_of(block.text)) or read_heading(block.text, 0, 0).kind in {"priority", "section"}


def _rows(body: Sequence[Block], layout: Layout, table: int) -> tuple[list[Block], int]:
    """Rows of the body, with banners and the paper's own lines between them, and how many blocks they used."""
    stretches: list[list[Token]] = [[]]
    banners: list[tuple[int, Words]] = []
    for position, block in enumerate(body):
        if isinstance(block, Furniture | Row) or _is_paper(block.text, layout):
            continue
        if phase_of(block.text) and len(block.text) <= _LONGEST_BANNER:
            banners.append((position, block))
            stretches.append([])
            continue
        stretches[-1] += _tokens(block, position, layout)
    placed: dict[int, Block] = {}
    taken: set[int] = set()
    for tokens in stretches:
        for row in align(tokens, layout):
            placed[row[0].position] = _row(row, layout, table)
            taken |= {token.position for token in row}
    if not taken:
        return [], 0
    used = max(taken) + 1
    placed.update(
        {position: Row((Cell.of(block.text),), block.lines, table) for position, block in banners if position < used}
    )
    for position in range(used):
        block = body[position]
        if position not in taken and position not in placed:
            placed[position] = _left_over(block)
    return [placed[position] for position in sorted(placed)], used


def _left_over(block: Block) -> Block:
    if isinstance(block, Furniture | Row):
        return block
    paper = paper_line(block.text)
    return Furniture(block.lines, paper) if paper else block


def _is_paper(text: str, layout: Layout) -> bool:
    """Whether a line is the paper's own; a bare number may be a reference where the table has them."""
    return bool(paper_line(text)) and not (layout.first("ref") is not None and text.strip().isdigit())


def _tokens(block: Words, position: int, layout: Layout) -> list[Token]:
    bullet = isinstance(block, ListItem) and not block.marker[:1].isdigit()
    if isinstance(block, ListItem) and not bullet and layout.first("ref") is not None:
        return [Token(block.marker.strip("()."), block.lines, position), Token(block.text, block.lines, position)]
    ref, rest = split_ref(block.text) if layout.first("ref") is not None else ("", block.text)
    if ref and rest:
        return [Token(ref, block.lines, position), Token(rest, block.lines, position)]
    return [Token(block.text, block.lines, position, bullet=bullet)]


def _row(tokens: Sequence[Token], layout: Layout, table: int) -> Row:
    columns: list[list[str]] = [[] for _ in layout.roles]
    for token in tokens:
        columns[token.column].append(f"• {token.text}" if token.bullet else token.text)
    lines = tuple(dict.fromkeys(line for token in tokens for line in token.lines))
    return Row(tuple(_cell(texts) for texts in columns), lines, table)


def _cell(texts: Sequence[str]) -> Cell:

    pieces = []
    for text in texts:
        piece = piece_of(text, 0)
        if piece:
            pieces.append(piece)
    return Cell(tuple(pieces))

"""Text plans: tab or pipe tables, Markdown, plain lines, in whatever encoding they were saved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oneplan.plandocs.blocks import Block, Cell, Extract, Furniture, Heading, ListItem, Paragraph, Row
from oneplan.plandocs.csv_text import comma_rows
from oneplan.plandocs.labels import paper_line
from oneplan.plandocs.layout_text import spaced_rows
from oneplan.plandocs.markup import cell_from_text
from oneplan.plandocs.wording import is_blank, tidy

_RULED, _DRAWN = frozenset(" 	|:+=_*~-"), frozenset("-=_*~")
CONTENTS = re.compile(r"(\.\s?){4,}\s*\d{1,3}\s*$|…{2,}\s*\d{1,3}\s*$")
HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
BULLET = re.compile(r"^(\s*)([•●▪■◦○➢➤❖*+\u2013-]|o(?=\s))[\s\t]+(?=\S)")
NUMBERED = re.compile(r"^(\s*)(\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])[\s\t]+(?=\S)")
_NEWLINES = re.compile(r"\r\n|\r|\n")
_UNDERLINE = re.compile(r"^\s*(=+|-+)\s*$")
_WIDEST_PIPE_ROW = 60


def extract_text(text: str) -> Extract:
    """Blocks of a text document; each physical line is one source line, numbered from 1."""
    raw = _NEWLINES.split(text)
    lines = {number: line.strip("\f\v \t\r\n\ufeff") for number, line in enumerate(raw, 1) if not is_blank(line)}
    return Extract("text", lines, tuple(_Scanner(raw).blocks()))


def is_rule(line: str) -> bool:
    """Whether a line only draws: dashes, strokes and the like, without a letter or figure."""
    return _RULED.issuperset(line) and sum(1 for mark in line if mark in _DRAWN) > 1


class _Scanner:
    """Walks the lines once, from block to block."""

    def __init__(self, raw: list[str]) -> None:
        self.raw = raw
        self.found: list[Block] = []
        self.table = 0
        self.width = 0
        self.since_row = 99
        self.new_page = False

    def blocks(self) -> list[Block]:
        index = 0
        while index < len(self.raw):
            index = self._step(index)
        return self.found

    def _step(self, index: int) -> int:
        line = self.raw[index]
        if "\f" in line:
            self.new_page = True
            line = line.replace("\f", "")
        if is_blank(line):
            self.since_row += 1
            return index + 1
        number = index + 1
        if is_rule(line):
            self.found.append(Furniture((number,), "a line that only draws a table or a rule"))
            return index + 1
        if "|" in line and not paper_line(tidy(line)) and (after := self._pipe_table(index)) > index:
            return after
        if self._is_tab_row(line):
            self._row([cell_from_text(part) for part in line.split("\t")], (number,))
            return index + 1
        return self._loose_rows(index) or self._words(index, line)

    def _loose_rows(self, index: int) -> int:
        """Rows set apart by commas or by runs of spaces; the line after them, or 0 where there are none."""
        if comma := comma_rows(self.raw, index):
            for cells, numbers in comma:
                self._row(cells, numbers)
            return comma[-1][1][-1]
        spaced = spaced_rows(self.raw, index)
        for cells, numbers in spaced:
            if cells:
                self._row(cells, numbers)
            else:
                self.found.append(Furniture(numbers, "a page number or marking between the rows"))
        return max((numbers[-1] for _, numbers in spaced), default=0)

    def _words(self, index: int, line: str) -> int:
        number = index + 1
        heading = HEADING.match(line)
        below = self.raw[index + 1] if index + 1 < len(self.raw) else ""
        self.since_row, self.width = 99, 0
        if CONTENTS.search(line):
            self.found.append(Furniture((number,), "a line of the contents page"))
        elif heading:
            self.found.append(Heading(tidy(heading[2]), (number,), len(heading[1])))
        elif _UNDERLINE.match(below) and len(below.strip()) >= len(line.strip()) * 0.6 and "\t" not in line:
            self.found.append(Heading(tidy(line), (number,), 1 if "=" in below else 2))
        elif bullet := BULLET.match(line):
            self.found.append(
                ListItem(tidy(line[bullet.end() :]), (number,), "•", 1 + len(bullet[1].expandtabs(2)) // 2)
            )
        elif numbered := NUMBERED.match(line):
            self.found.append(
                ListItem(tidy(line[numbered.end() :]), (number,), numbered[2], 1 + len(numbered[1].expandtabs(2)) // 2)
            )
        else:
            bold = line.strip().startswith("**") and line.strip().endswith("**")
            self.found.append(Paragraph(_with_markup(line), (number,), bold))
        return index + 1

    def _is_tab_row(self, line: str) -> bool:
        if "\t" not in line or CONTENTS.search(line.replace("\t", " ")):
            return False
        inner = line.strip("\f \r\n")
        cells = [part for part in inner.split("\t") if part.strip()]
        if len(cells) >= 2:  # noqa: PLR2004 - two cells make a row
            first = cells[0].strip()
            listed = BULLET.match(first + " x") or NUMBERED.match(first + " x")
            return not (listed and len(cells) == 2 and len(first) <= 5 and not self.width)  # noqa: PLR2004
        width = inner.count("\t") + 1
        return len(cells) == 1 and (inner.rstrip(" ").endswith("\t") or (self.width == width and self.since_row < 4))  # noqa: PLR2004

    def _row(self, cells: Sequence[Cell], numbers: tuple[int, ...], *, header: bool = False) -> None:
        if self.since_row or not self.found or not isinstance(self.found[-1], Row | Furniture):
            self.table += 1
        self.found.append(Row(tuple(cells), numbers, self.table, header, opens_page=self.new_page))
        self.width, self.since_row, self.new_page = len(cells), 0, False

    def _pipe_table(self, index: int) -> int:
        """Reads the pipe rows from here on; a row whose cells run over several lines ends when it has all its cells."""
        width = _pipe_width(self.raw, index)
        if not width:
            return index
        while index < len(self.raw) and "|" in self.raw[index]:
            if is_rule(self.raw[index]):
                self.found.append(Furniture((index + 1,), "a line that only draws a table or a rule"))
                index += 1
                continue
            cells, numbers, index = _pipe_row(self.raw, index, width)
            self._row([cell_from_text(cell) for cell in cells], numbers)
        return index


def _with_markup(line: str) -> str:
    cell = cell_from_text(line)
    return cell.flat or tidy(line)


def _split_pipes(line: str) -> list[str]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [part.strip() for part in re.split(r"(?<!\\)\|", inner)]


def _pipe_width(raw: list[str], index: int) -> int:
    """How many columns a pipe table beginning here has, or 0 where this is only a line with a stroke in it."""
    line = raw[index]
    cells = _split_pipes(line)
    below = raw[index + 1] if index + 1 < len(raw) else ""
    framed = line.strip().startswith("|")
    if len(cells) == 1 and not framed:
        return 0
    if framed or (is_rule(below) and "|" in below):
        return len(cells)
    alike = sum(1 for later in raw[index : index + 6] if len(_split_pipes(later)) == len(cells))
    closed = any(later.rstrip().endswith("|") for later in raw[index : index + 3])
    return len(cells) if len(cells) > 2 or (len(cells) > 1 and (alike > 1 or closed)) else 0  # noqa: PLR2004


def _pipe_row(raw: list[str], index: int, width: int) -> tuple[list[str], tuple[int, ...], int]:
    cells = _split_pipes(raw[index])
    numbers = [index + 1]
    open_end = raw[index].rstrip().endswith("|")
    index += 1
    while len(cells) < width and index < len(raw) and len(numbers) < _WIDEST_PIPE_ROW:
        line = raw[index]
        if is_blank(line) or is_rule(line) or (line.strip().startswith("|") and len(_split_pipes(line)) >= width):
            break
        more = _split_pipes(line)
        if len(cells) + len(more) - (0 if open_end else 1) > width:
            break
        if open_end:
            cells += more
        else:
            cells = [*cells[:-1], f"{cells[-1]}\n{more[0]}", *more[1:]]
        open_end = line.rstrip().endswith("|")
        numbers.append(index + 1)
        index += 1
    return cells, tuple(numbers), index

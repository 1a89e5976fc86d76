"""One page of a PDF: words put into the cells whose borders enclose them, the rest into lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.layout import LTChar

from oneplan.plandocs.blocks import Cell, Piece
from oneplan.plandocs.labels import paper_line
from oneplan.plandocs.markup import piece_of
from oneplan.plandocs.pdf_turned import turn_upright
from oneplan.plandocs.ratings import fill_colour
from oneplan.plandocs.wording import plain

Word = dict[str, Any]
Box = tuple[float, float, float, float]
_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 3,
    "join_tolerance": 3,
    "intersection_tolerance": 3,
}
_MARGIN = 0.09
_LARGE = 36
_FEWEST_RULES = 3
_NEAR = 4
_UNMAPPED = re.compile(r"\(cid:\d+\)\s*")
_BULLETS = "•●▪■◦○➢➤❖\uf0b7\uf0a7"
_MARKER = re.compile(r"^(\(?(?:\d{1,2}|[a-z])[.)])\s+\S")


@dataclass(slots=True)
class TextLine:
    """One line of text outside ruled tables, with the words it is made of."""

    words: list[Word]
    text: str
    size: float
    bold: bool
    top: float
    bottom: float
    left: float
    right: float

    @property
    def first_width(self) -> float:
        """How wide its first word is."""
        return float(self.words[0]["x1"] - self.words[0]["x0"])

    @property
    def bulleted(self) -> bool:
        """Whether it begins with a bullet."""
        return self.text[:1] in _BULLETS or bool(re.match(r"^[-\u2013o]\s", self.text))

    @property
    def marker(self) -> str:
        """The list number it begins with, or nothing."""
        match = _MARKER.match(self.text)
        return match[1] if match else ""

    @property
    def digitless(self) -> str:
        """Its words with every number alike, to see whether it stands on every page."""
        return re.sub(r"\d+", "#", plain(self.text))


@dataclass(slots=True)
class PageContent:
    """What one page holds."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[tuple[float, list[list[Cell]]]]
    watermarks: list[str]
    letters: int
    has_picture: bool
    table_sizes: Mapping[float, int] = field(default_factory=dict)
    is_scan: bool = False

    def parts(self) -> Iterator[TextLine | list[list[Cell]]]:
        """Lines and tables from the top of the page to its foot."""
        held: list[tuple[float, int, TextLine | list[list[Cell]]]] = [(line.top, 0, line) for line in self.lines]
        held += [(top, 1, rows) for top, rows in self.tables]
        for _, _, part in sorted(held, key=lambda one: one[:2]):
            yield part

    def in_margin(self, line: TextLine) -> bool:
        """Whether a line stands at the very top or foot of the page."""
        return line.top < self.height * _MARGIN or line.bottom > self.height * (1 - _MARGIN)

    @property
    def right_edge(self) -> float:
        """How far to the right text can reach: as far as it does, or as far as the left margin is wide."""
        left = min((line.left for line in self.lines), default=0.0)
        return max([self.width - left, *(line.right for line in self.lines)])


def read_page(page: Any, number: int) -> PageContent:
    """The lines and tables of one page."""
    _read_letters_lightly(page)
    turn_upright(page)
    straight: list[dict[str, Any]] = []
    slanted: list[dict[str, Any]] = []
    for char in page.chars:
        matrix = char["matrix"]
        diagonal = abs(matrix[1]) > 0.05 and abs(matrix[0]) > 0.05  # noqa: PLR2004 - turned, but not by a quarter
        (slanted if diagonal else straight).append(char)
    watermarks = ["".join(char["text"] for char in slanted).strip()] if slanted else []
    page.objects["char"] = straight
    words = page.extract_words(x_tolerance=1.5, y_tolerance=2, keep_blank_chars=False, extra_attrs=["size", "fontname"])
    marks = [word for word in words if word["size"] >= _LARGE and paper_line(word["text"])]
    watermarks += [word["text"] for word in marks]
    words = [word for word in words if not any(word is mark for mark in marks)]
    tables, inside = _tables(page, words)
    outside = [word for index, word in enumerate(words) if index not in inside]
    sizes: Counter[float] = Counter()
    for index in inside:
        sizes[round(words[index]["size"] * 2) / 2] += len(words[index]["text"])
    lines = [_line(group) for group in _by_line(outside)]
    letters = sum(len(word["text"]) for word in words)
    return PageContent(
        number,
        float(page.width),
        float(page.height),
        lines,
        tables,
        [one for one in watermarks if one],
        letters,
        bool(page.images),
        sizes,
    )


def _read_letters_lightly(page: Any) -> None:
    """Keeps of each letter only what is used here: a page holds thousands, and the rest doubles the time it takes."""
    whole, height = page.process_object, page.height
    left, top = page.mediabox[0], page.mediabox[1]

    def process(item: Any) -> dict[str, Any]:
        if not isinstance(item, LTChar):
            shape: dict[str, Any] = whole(item)
            return shape
        above = height - item.y1 + top
        return {
            "object_type": "char",
            "text": item.get_text(),
            "x0": item.x0 + left,
            "x1": item.x1 + left,
            "top": above,
            "bottom": height - item.y0 + top,
            "doctop": above,
            "size": item.size,
            "fontname": str(item.fontname),
            "upright": item.upright,
            "matrix": item.matrix,
        }

    page.process_object = process


def running_words(pages: Sequence[PageContent], rules: Mapping[str, Any]) -> frozenset[str]:
    """Lines at the top or foot that stand on so many pages that they are headers and footers."""
    counts = Counter(
        words for page in pages for words in {line.digitless for line in page.lines if page.in_margin(line)} if words
    )
    least = max(rules["page_repeats"], len(pages) * rules["page_share"])
    return frozenset(words for words, count in counts.items() if count >= least)


def _tables(page: Any, words: Sequence[Word]) -> tuple[list[tuple[float, list[list[Cell]]]], set[int]]:
    """The ruled tables with the words their cells hold, and which words those are."""
    found: list[tuple[float, list[list[Cell]]]] = []
    taken: set[int] = set()
    if not page.edges:
        return found, taken
    settings = {**_SETTINGS, "explicit_horizontal_lines": _open_ends(page)}
    tables = [table for table in page.find_tables(table_settings=settings) if len(table.cells) > 1]
    outer = [
        table for table in tables if not any(other is not table and _holds(other.bbox, table.bbox) for other in tables)
    ]
    order = sorted(range(len(words)), key=lambda index: (words[index]["top"] + words[index]["bottom"]) / 2)
    middles = [(words[index]["top"] + words[index]["bottom"]) / 2 for index in order]
    fills = _fills(page)
    for table in outer:
        rows = []
        for row in table.rows:
            cells = []
            for box in row.cells:
                if box is None:
                    cells.append(Cell())
                    continue
                held = _within(box, words, order, middles)
                taken.update(held)
                cells.append(Cell(tuple(_pieces([words[index] for index in held], box)), _fill_of(box, fills)))
            if any(not cell.empty for cell in cells):
                rows.append(cells)
        if rows:
            found.append((table.bbox[1], rows))
    return found, taken


def _open_ends(page: Any) -> list[float]:
    """Heights at which upright rules end without a level one: a row that the page break left open."""
    level = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    ends = Counter(round(edge[side]) for edge in page.edges if edge["orientation"] == "v" for side in ("top", "bottom"))
    return [
        float(end)
        for end, count in ends.items()
        if count >= _FEWEST_RULES and not any(abs(end - one) <= _NEAR for one in level)
    ]


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[2] >= inner[2] - 1 and outer[3] >= inner[3] - 1
    )


def _within(box: Box, words: Sequence[Word], order: Sequence[int], middles: Sequence[float]) -> list[int]:
    left, top, right, bottom = box
    held = order[bisect_right(middles, top) : bisect_right(middles, bottom)]
    return sorted(index for index in held if left <= (words[index]["x0"] + words[index]["x1"]) / 2 <= right)


def _by_line(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words grouped into lines from top to bottom, each from left to right."""
    group: list[Word] = []
    middle = 0.0
    for word in sorted(words, key=lambda one: ((one["top"] + one["bottom"]) / 2, one["x0"])):
        here = (word["top"] + word["bottom"]) / 2
        if group and abs(here - middle) > max(2.5, word["size"] * 0.35):
            yield sorted(group, key=lambda one: one["x0"])
            group = []
        if not group:
            middle = here
        group.append(word)
    if group:
        yield sorted(group, key=lambda one: one["x0"])


def _line(words: list[Word]) -> TextLine:
    bold = all(_is_bold(word) for word in words)
    size = max(word["size"] for word in words)
    text = _UNMAPPED.sub(lambda found: "" if found.start() else "• ", " ".join(word["text"] for word in words))
    return TextLine(
        words,
        text,
        size,
        bold,
        min(word["top"] for word in words),
        max(word["bottom"] for word in words),
        words[0]["x0"],
        words[-1]["x1"],
    )


def _is_bold(word: Word) -> bool:
    font = str(word["fontname"]).lower()
    return "bold" in font or "black" in font or "heavy" in font


def _pieces(words: list[Word], box: Box) -> list[Piece]:
    """The pieces of a cell: lines are joined where the one above was full, and parted at bullets and short lines."""
    lines = [_line(group) for group in _by_line(words)]
    if not lines:
        return []
    margin = min(line.left for line in lines) - box[0]
    right = max(box[2] - margin, *(line.right for line in lines))
    joined: list[tuple[str, bool]] = []
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        room = above is not None and above.right + line.first_width + line.size * 0.3 < right
        gap = above is not None and line.top - above.bottom > line.size * 0.6
        if above is None or line.bulleted or room or gap or above.bold != line.bold:
            joined.append((line.text, line.bold))
        else:
            text, bold = joined[-1]
            hyphened = text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower()
            joined[-1] = (f"{text}{'' if hyphened else ' '}{line.text}", bold)
    return [piece for text, bold in joined if (piece := piece_of(text, 0, bold=bold))]


def _fills(page: Any) -> list[tuple[Box, str]]:
    """Filled rectangles whose colour has a name: the colour of a rating may be all there is of it."""
    found = []
    for rect in page.rects:
        colour = rect.get("non_stroking_color")
        if not rect.get("fill") or not isinstance(colour, tuple | list) or len(colour) != 3:  # noqa: PLR2004 - red, green, blue
            continue
        name = fill_colour("".join(f"{round(max(0.0, min(1.0, float(part))) * 255):02X}" for part in colour))
        if name:
            found.append(((rect["x0"], rect["top"], rect["x1"], rect["bottom"]), name))
    return found


def _fill_of(box: Box, fills: Sequence[tuple[Box, str]]) -> str:
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    area = (box[2] - box[0]) * (box[3] - box[1])
    tall = (box[3] - box[1]) * 1.5
    for (left, top, right, bottom), name in fills:
        here = left <= middle_x <= right and top <= middle_y <= bottom
        if here and ((right - left) * (bottom - top) <= area * 1.5 or bottom - top <= tall):
            return name
    return ""

"""Word plans: the body in order, with merged cells, nested tables and lists; what stands in the margins apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from oneplan.plandocs.blocks import Block, Cell, Extract, Furniture, Heading, ListItem, Paragraph, Piece, Row
from oneplan.plandocs.docx_numbering import Numbering, W
from oneplan.plandocs.docx_words import bold_throughout, boxes, words
from oneplan.plandocs.limits import Limits
from oneplan.plandocs.markup import piece_of
from oneplan.plandocs.ratings import fill_colour
from oneplan.plandocs.sniff import BROKEN, damaged
from oneplan.plandocs.wording import is_blank, tidy

_PARTS = {"footnotes": "a footnote", "endnotes": "an endnote"}


def extract_docx(content: bytes, *, name: str, limits: Limits) -> Extract:
    """Blocks of a Word document; each paragraph and each table row is one source line, numbered in reading order."""
    try:
        document = Document(io.BytesIO(content))
        walker = _Walker(document, limits, name)
        walker.walk(document.element.body)
        walker.margins(document)
    except (PackageNotFoundError, *BROKEN) as error:
        raise damaged(name, "Its parts do not fit together as a Word document.") from error
    return Extract("docx", walker.lines, tuple(walker.found), walker.title, walker.doubts)


class _Walker:
    """Walks the body once, numbering what it finds."""

    def __init__(self, document: Any, limits: Limits, name: str) -> None:
        self.limits, self.name = limits, name
        self.lines: dict[int, str] = {}
        self.doubts: dict[int, str] = {}
        self.found: list[Block] = []
        self.title = ""
        self.tables = 0
        self.styles = {one.get(f"{W}styleId"): one for one in document.styles.element.iterfind(f"{W}style")}
        self.numbering = Numbering.of(_part(document, "numbering"))

    def walk(self, parent: Any, depth: int = 0) -> None:
        if depth > self.limits.nesting:
            raise damaged(self.name, "Its tables or frames are nested deeper than any document's.")
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag in {f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}sdtContent"}:
                self.walk(child, depth + 1)

    def margins(self, document: Any) -> None:
        """Headers, footers, footnotes and comments: every word of them is accounted for too."""
        seen: set[str] = set()
        for section in document.sections:
            for part, why in (
                (section.header, "the page header"),
                (section.first_page_header, "the page header"),
                (section.footer, "the page footer"),
                (section.first_page_footer, "the page footer"),
            ):
                if not part.is_linked_to_previous:
                    for text in _paragraph_texts(part._element):  # noqa: SLF001 - python-docx gives no other way to the XML
                        if text not in seen:
                            seen.add(text)
                            self.found.append(Furniture((self._line(text),), why))
        for kind, what in _PARTS.items():
            for text in _paragraph_texts(_part(document, kind)):
                self.found.append(Paragraph(text, (self._line(text),)))
                del what
        for text in _paragraph_texts(_part(document, "comments")):
            self.doubts[self._line(text)] = "Somebody's comment in the margin, not the plan itself."

    def _line(self, text: str) -> int:
        number = len(self.lines) + 1
        self.lines[number] = text
        return number

    def _paragraph(self, element: Any, depth: int) -> None:
        text = words(element)
        style, level = self._style(element)
        mark, indent = self._mark(element, style)
        if not is_blank(text):
            self._add(element, text, style, level, mark, indent)
        for box in boxes(element):
            self.walk(box, depth + 1)

    def _add(self, element: Any, text: str, style: str, level: int, mark: str, indent: int) -> None:
        shown = f"{mark} {text}" if mark and mark != "•" else text
        number = (self._line(shown.strip()),)
        flat = tidy(shown.replace("~~", "")) if level or "~~" not in shown else shown
        if re.match(r"toc ?\d|table of", style):
            self.found.append(Furniture(number, "a line of the contents page"))
        elif level or style == "title":
            if style == "title" and not self.title:
                self.title = flat
            self.found.append(Heading(flat, number, level or 1))
        elif mark:
            self.found.append(ListItem(tidy(text), number, mark, indent + 1))
        else:
            for part in [one for one in text.split("\n") if not is_blank(one)]:
                self.found.append(_paragraph_block(part, number, bold=bold_throughout(element)))

    def _style(self, element: Any) -> tuple[str, int]:
        """The style's name in small letters and the heading level, 0 where it is no heading."""
        properties = element.find(f"{W}pPr")
        named = properties.find(f"{W}pStyle") if properties is not None else None
        own = properties.find(f"{W}outlineLvl") if properties is not None else None
        if own is not None and int(own.get(f"{W}val", "9")) < 9:  # noqa: PLR2004 - nine is body text
            return "heading", int(own.get(f"{W}val")) + 1
        style, name = self.styles.get(named.get(f"{W}val")) if named is not None else None, ""
        for _ in range(10):
            if style is None:
                break
            label = style.find(f"{W}name")
            name = name or (label.get(f"{W}val", "").lower() if label is not None else "")
            match = re.match(r"heading (\d)", label.get(f"{W}val", "").lower()) if label is not None else None
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if match:
                return name, int(match[1])
            if outline is not None and int(outline.get(f"{W}val", "9")) < 9:  # noqa: PLR2004
                return name, int(outline.get(f"{W}val")) + 1
            base = style.find(f"{W}basedOn")
            style = self.styles.get(base.get(f"{W}val")) if base is not None else None
        return name, 0

    def _mark(self, element: Any, style: str) -> tuple[str, int]:
        """The number or bullet Word draws before a paragraph, and how deep its list is."""
        numbered = element.find(f"{W}pPr/{W}numPr")
        if numbered is None:
            named = element.find(f"{W}pPr/{W}pStyle")
            base = self.styles.get(named.get(f"{W}val")) if named is not None else None
            numbered = base.find(f"{W}pPr/{W}numPr") if base is not None else None
        if numbered is None:
            return ("•", 0) if style.startswith("list bullet") else ("", 0)
        number, level = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
        depth = int(level.get(f"{W}val", "0")) if level is not None else 0
        if number is None or number.get(f"{W}val") == "0":
            return "", 0
        return self.numbering.mark(number.get(f"{W}val"), depth), depth

    def _table(self, element: Any, depth: int) -> None:
        self.tables += 1
        table = self.tables
        above: dict[int, Cell] = {}
        for row in _inside(element, "tr"):
            cells, texts, nested = self._cells(row, above)
            heading = row.find(f"{W}trPr/{W}tblHeader") is not None
            if any(not is_blank(text) for text in texts):
                number = self._line("\t".join(texts))
                self.found.append(Row(tuple(cells), (number,), table, heading))
            for inner in nested:
                self._table_inside(inner, depth)
        if len(self.lines) > self.limits.rows:
            raise damaged(self.name, "Its tables have more rows than any plan's.")

    def _table_inside(self, element: Any, depth: int) -> None:
        if depth > self.limits.nesting:
            raise damaged(self.name, "Its tables are nested deeper than any document's.")
        self._table(element, depth + 1)

    def _cells(self, row: Any, above: dict[int, Cell]) -> tuple[list[Cell], list[str], list[Any]]:
        """The cells of a row by grid column; a cell merged with the one above repeats it, marked as carried."""
        cells: list[Cell] = []
        texts: list[str] = []
        nested: list[Any] = []
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells += [Cell()] * (int(before.get(f"{W}val", "0")) if before is not None else 0)
        for element in _inside(row, "tc"):
            properties = element.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            pieces, inner = self._pieces(element)
            nested += inner
            column = len(cells)
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and not pieces:
                held = above.get(column, Cell())
                cell = Cell(held.pieces, held.colour, carried=True)
                texts.append("")
            else:
                cell = Cell(tuple(pieces), _fill(properties))
                texts.append(" ".join(piece.text for piece in pieces))
            above[column] = cell
            cells.append(cell)
            cells += [Cell()] * (min(int(span.get(f"{W}val", "1")), self.limits.columns) - 1 if span is not None else 0)
        return cells, texts, nested

    def _pieces(self, cell: Any) -> tuple[list[Piece], list[Any]]:
        pieces: list[Piece] = []
        nested: list[Any] = []
        for child in _cell_children(cell):
            if child.tag == f"{W}tbl":
                nested.append(child)
                continue
            style, _ = self._style(child)
            mark, indent = self._mark(child, style)
            text = words(child)
            if is_blank(text) and mark and mark != "•":
                text, mark = mark.rstrip("."), ""
            elif mark and mark != "•" and not pieces:
                text, mark = f"{mark} {text}", ""
            for part in text.split("\n"):
                piece = piece_of(part, indent + 1 if mark else 0, bold=bold_throughout(child))
                if piece:
                    pieces.append(piece)
        return pieces, nested


def _paragraph_block(text: str, number: tuple[int, ...], *, bold: bool) -> Block:
    piece = piece_of(text, 0)
    shown = piece.text if piece else tidy(text)
    return ListItem(shown, number) if piece and piece.depth else Paragraph(shown, number, bold)


def _part(document: Any, kind: str) -> Any:
    """The XML of a part of the document that hangs on it by relation: its lists, notes or comments."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return None


def _paragraph_texts(root: Any) -> Iterator[str]:
    if root is None:
        return
    for paragraph in root.iter(f"{W}p"):
        text = tidy(words(paragraph).replace("\n", " "))
        if text and not (text.isdigit() and len(text) < 2):  # noqa: PLR2004 - a separator mark
            yield text


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Children with a tag, also where a content control or a tracked change wraps them."""
    for child in parent:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _inside(child, tag)


def _cell_children(cell: Any) -> Iterator[Any]:
    for child in cell:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _cell_children(child)


def _fill(properties: Any) -> str:
    shade = properties.find(f"{W}shd") if properties is not None else None
    return fill_colour(shade.get(f"{W}fill", "")) if shade is not None else ""

"""HTML plans: headings, lists, paragraphs and tables in reading order, with spanned cells laid out on their grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from oneplan.plandocs.blocks import Block, Cell, Extract, Furniture, Heading, ListItem, Paragraph, Piece, Row
from oneplan.plandocs.decoding import decode
from oneplan.plandocs.limits import Limits
from oneplan.plandocs.markup import piece_of
from oneplan.plandocs.ratings import fill_colour
from oneplan.plandocs.sniff import damaged
from oneplan.plandocs.wording import is_blank, tidy

_HIDDEN = {"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "input", "select", "textarea"}
_PAGE = {
    "nav": "the page's menu",
    "footer": "the page's footer",
    "header": "the page's header",
    "aside": "beside the page",
}
_BLOCKS = {
    "p", "div", "section", "article", "main", "ul", "ol", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "dl", "dt", "dd", "pre", "form", "fieldset", "figure", "figcaption", "address", "details",
    "summary", "hr", "body", "html", "center", "caption", *_PAGE,
}  # fmt: skip
_STRUCK = {"s", "del", "strike"}
_BOLD = {"b", "strong", "th"}
_FILL = re.compile(r"background(?:-color)?\s*:\s*#?([0-9a-f]{6})", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def extract_html(content: bytes, *, name: str, limits: Limits) -> Extract:
    """Blocks of a web page; each paragraph, item and table row is one source line, numbered in reading order."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(_declared(content), name=name, limits=limits))
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name, "It holds no web page that can be read.") from error
    walker = _Walker(limits, name)
    walker.walk(root.find("body") if root.find("body") is not None else root, 0, "")
    return Extract("html", walker.lines, tuple(walker.found))


def _declared(content: bytes) -> bytes:
    """The page in UTF-8 where it names an older encoding."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", content[:4096], re.IGNORECASE)
    encoding = match[1].decode("ascii", "ignore").lower() if match else ""
    if encoding in {"", "utf-8", "utf8"} or content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return content
    try:
        return content.decode("cp1252" if encoding in {"iso-8859-1", "latin-1", "windows-1252"} else encoding).encode(
            "utf-8"
        )
    except (LookupError, UnicodeDecodeError):
        return content


class _Walker:
    """Walks the page once, numbering what it finds."""

    def __init__(self, limits: Limits, name: str) -> None:
        self.limits, self.name = limits, name
        self.lines: dict[int, str] = {}
        self.found: list[Block] = []
        self.tables = 0

    def walk(self, element: Any, depth: int, beside: str) -> None:
        if depth > self.limits.nesting * 4:
            raise damaged(self.name, "Its parts are nested deeper than any page's.")
        run: list[str] = [element.text or ""]
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if not tag or tag in _HIDDEN or _UNSEEN.search(child.get("style", "")):
                run.append(child.tail or "")
            elif tag in _BLOCKS or any(isinstance(inner.tag, str) and inner.tag in _BLOCKS for inner in child.iter()):
                self._flush(run, beside)
                self._block(child, tag, depth, beside or _PAGE.get(tag, ""))
                run.append(child.tail or "")
            else:
                run.append("\n" if tag == "br" else "".join(_inline(child)))
                run.append(child.tail or "")
        self._flush(run, beside)

    def _block(self, element: Any, tag: str, depth: int, beside: str) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self._line_block(tidy("".join(_inline(element)).replace("~~", "")), beside, level=int(tag[1]))
        elif tag == "table":
            self._table(element, depth, beside)
        elif tag in {"li", "dd", "dt"}:
            self._item(element, depth, beside)
        elif tag in {"p", "caption", "figcaption"} and not any(
            inner.tag in _BLOCKS for inner in element.iterdescendants() if isinstance(inner.tag, str)
        ):
            self._flush(["".join(_inline(element))], beside, bold=_all_bold(element))
        else:
            self.walk(element, depth + 1, beside)

    def _item(self, element: Any, depth: int, beside: str) -> None:
        lists = sum(1 for above in element.iterancestors() if above.tag in {"ul", "ol"})
        own = tidy(_own_words(element))
        if own and not beside:
            parent = element.getparent()
            mark = f"{_position(element)}." if parent is not None and parent.tag == "ol" else "•"
            self.found.append(ListItem(own, (self._line(own),), mark, max(1, lists)))
        elif own:
            self.found.append(Furniture((self._line(own),), beside))
        for child in element:
            if isinstance(child.tag, str) and child.tag in {"ul", "ol", "table"}:
                self._block(child, child.tag, depth + 1, beside)

    def _flush(self, run: list[str], beside: str, *, bold: bool = False) -> None:
        for text in "".join(run).split("\n\n") if "\n\n" in "".join(run) else ["".join(run)]:
            for line in re.split(r"\n(?=\S)", text) if "\n" in text.strip() and not bold else [text]:
                self._line_block(line, beside, bold=bold)
        run.clear()

    def _line_block(self, text: str, beside: str, *, level: int = 0, bold: bool = False) -> None:
        if is_blank(text):
            return
        piece = piece_of(text, 0)
        shown = piece.text if piece else tidy(text)
        number = (self._line(shown),)
        if beside:
            self.found.append(Furniture(number, beside))
        elif level:
            self.found.append(Heading(shown, number, level))
        elif piece and piece.depth:
            self.found.append(ListItem(shown, number))
        else:
            self.found.append(Paragraph(shown, number, bold))

    def _line(self, text: str) -> int:
        number = len(self.lines) + 1
        self.lines[number] = text
        return number

    def _table(self, element: Any, depth: int, beside: str) -> None:
        caption = element.find("caption")
        if caption is not None:
            self._block(caption, "caption", depth, beside)
        self.tables += 1
        table = self.tables
        below: dict[int, tuple[int, Cell]] = {}
        for row in _rows(element):
            cells, texts, nested = _cells(row, below, self.limits)
            if any(not is_blank(text) for text in texts):
                number = (self._line("\t".join(texts)),)
                heading = row.getparent().tag == "thead" or all(
                    cell.tag == "th" for cell in row if cell.tag in {"td", "th"}
                )
                self.found.append(Furniture(number, beside) if beside else Row(tuple(cells), number, table, heading))
            for inner in nested:
                if depth > self.limits.nesting:
                    raise damaged(self.name, "Its tables are nested deeper than any page's.")
                self._table(inner, depth + 1, beside)
        if len(self.lines) > self.limits.rows:
            raise damaged(self.name, "Its tables have more rows than any plan's.")


def _inline(element: Any) -> Iterator[str]:
    """The words inside an element that holds no blocks; struck words between double tildes."""
    struck = element.tag in _STRUCK or "line-through" in element.get("style", "")
    if element.text:
        yield f"~~{element.text}~~" if struck and element.text.strip() else element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN and not _UNSEEN.search(child.get("style", "")):
            yield "\n" if child.tag == "br" else "".join(_inline(child))
        yield child.tail or ""


def _own_words(element: Any) -> str:
    """An item's words without the lists and tables inside it."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in {"ul", "ol", "table"} | _HIDDEN:
            parts.append(" " if child.tag == "br" else _own_words(child) + (" " if child.tag in _BLOCKS else ""))
        parts.append(child.tail or "")
    return "".join(parts)


def _position(item: Any) -> int:
    parent = item.getparent()
    start = int(parent.get("start", "1")) if (parent.get("start") or "1").isdigit() else 1
    return start + [one for one in parent if one.tag == "li"].index(item) if item.tag == "li" else start


def _all_bold(element: Any) -> bool:
    inner = [child for child in element if isinstance(child.tag, str)]
    return (
        bool(inner)
        and all(child.tag in _BOLD and is_blank(child.tail or "") for child in inner)
        and is_blank(element.text or "")
    )


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Any, below: dict[int, tuple[int, Cell]], limits: Limits) -> tuple[list[Cell], list[str], list[Any]]:
    """The cells of a row by column; a cell spanning down repeats in the rows below, marked as carried."""
    cells: list[Cell] = []
    texts: list[str] = []
    nested: list[Any] = []

    def carry() -> None:
        while len(cells) in below:
            column = len(cells)
            left, cell = below[column]
            cells.append(Cell(cell.pieces, cell.colour, carried=True))
            texts.append("")
            below[column] = (left - 1, cell)
            if left <= 1:
                del below[column]

    for element in row:
        if not isinstance(element.tag, str) or element.tag not in {"td", "th"}:
            continue
        carry()
        pieces, inner = _pieces(element)
        nested += inner
        cell = Cell(tuple(pieces), _fill(element))
        column, wide, tall = len(cells), _span(element, "colspan", limits), _span(element, "rowspan", limits)
        texts.append(" ".join(piece.text for piece in pieces))
        cells += [cell, *[Cell()] * (wide - 1)]
        if tall > 1:
            below.update({column: (tall - 1, cell), **{column + extra: (tall - 1, Cell()) for extra in range(1, wide)}})
    carry()
    return cells, texts, nested


def _span(element: Any, name: str, limits: Limits) -> int:
    written = (element.get(name) or "1").strip()
    return max(1, min(int(written), limits.columns)) if written.isdigit() else 1


def _pieces(cell: Any) -> tuple[list[Piece], list[Any]]:
    """The pieces of a cell and the tables inside it."""
    reader = _CellReader()
    reader.walk(cell, 0, bold=cell.tag == "th")
    reader.flush(0)
    return reader.pieces, reader.nested


class _CellReader:
    """Gathers the words of one cell into pieces: a new one at each block, list item and line break."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.nested: list[Any] = []
        self._run: list[str] = []
        self._strong = True

    def walk(self, element: Any, depth: int, *, bold: bool) -> None:
        self._add(element.text, bold=bold)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "table":
                self.nested.append(child)
            elif tag == "br":
                self._run.append("\n")
            elif tag and tag not in _HIDDEN and not _UNSEEN.search(child.get("style", "")):
                self._inside(child, tag, depth, bold=bold)
            self._add(child.tail, bold=bold)

    def flush(self, depth: int) -> None:
        for line in "".join(self._run).split("\n"):
            piece = piece_of(line, depth, bold=self._strong)
            if piece:
                self.pieces.append(piece)
        self._run.clear()
        self._strong = True

    def _inside(self, child: Any, tag: str, depth: int, *, bold: bool) -> None:
        inner = depth + 1 if tag in {"ul", "ol"} else depth
        mark = "~~" if tag in _STRUCK else ""
        if tag in _BLOCKS:
            self.flush(depth)
        self._run.append(mark)
        self.walk(child, inner, bold=bold or tag in _BOLD or tag.startswith("h"))
        self._run.append(mark)
        if tag in _BLOCKS:
            self.flush(inner)

    def _add(self, text: str | None, *, bold: bool) -> None:
        if text:
            self._run.append(re.sub(r"\s+", " ", text))
            self._strong = self._strong and (bold or not text.strip())


def _fill(cell: Any) -> str:
    match = _FILL.search(cell.get("style", ""))
    code = match[1] if match else (cell.get("bgcolor") or "").lstrip("#")
    return fill_colour(code) if code else ""

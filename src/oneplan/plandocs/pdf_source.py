"""PDF plans: tables with and without rules and the text between them, with what belongs to the paper taken out."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from oneplan.core.kernel import Problem
from oneplan.plandocs.blocks import Block, Cell, Extract, Furniture, Heading, ListItem, Paragraph, Row
from oneplan.plandocs.labels import label_of, paper_line
from oneplan.plandocs.limits import Limits
from oneplan.plandocs.markup import piece_of
from oneplan.plandocs.outline import read_heading
from oneplan.plandocs.pdf_columns import unruled_table
from oneplan.plandocs.pdf_page import PageContent, TextLine, read_page, running_words
from oneplan.plandocs.pdf_streams import refuse_packed_streams
from oneplan.plandocs.sniff import BROKEN, damaged, locked
from oneplan.rulebook.plans import plan_rules

Progress = Callable[[int, int], None]
# The library's warnings repeat pieces of the document, and a log may hold none of it.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
_END_SEARCHED = 4096
_MUCH_LARGER = 1.12
_ALIKE = 0.5
_LONGEST_TITLE = 160


def extract_pdf(content: bytes, *, name: str, limits: Limits, progress: Progress | None = None) -> Extract:
    """Blocks of a PDF; each line of text and each table row is one source line, numbered through all pages."""
    if b"%%EOF" not in content[-_END_SEARCHED:]:
        raise damaged(name, "The end of the file is missing, so pages would be lost without a word.")
    refuse_packed_streams(content, name=name, limits=limits)
    pages = list(_pages(content, name, limits, progress))
    if not pages:
        raise damaged(name, "It has no pages.")
    _refuse_scans(pages, name, limits)
    return _Binder(pages).extract()


def _pages(content: bytes, name: str, limits: Limits, progress: Progress | None) -> Iterator[PageContent]:
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            total = len(document.pages)
            if total > limits.pages:
                raise Problem(
                    f"{name} has {total} pages; the limit is {limits.pages}.", do="Import the pages that hold the plan."
                )
            _refuse_missing(document, total, name)
            for number, page in enumerate(document.pages, 1):
                yield read_page(page, number)
                page.close()
                if progress:
                    progress(number, total)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise locked(name) from error
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise locked(name) from error
        raise damaged(name, "It begins like a PDF but cannot be opened as one.") from error
    except (MalformedPDFException, *BROKEN) as error:
        raise damaged(name, "A page of it cannot be read.") from error


def _refuse_missing(document: Any, total: int, name: str) -> None:
    """A file that says it has more pages than can be found has lost some."""
    root = document.doc.catalog.get("Pages")
    held = root.resolve() if hasattr(root, "resolve") else root
    said = held.get("Count") if isinstance(held, dict) else None
    if isinstance(said, int) and said > total:
        raise damaged(name, f"It says it has {said} pages, but only {total} can be found.")


def _refuse_scans(pages: list[PageContent], name: str, limits: Limits) -> None:
    blank = [page for page in pages if page.letters < limits.scanned_page_characters and page.has_picture]
    worded = sum(page.letters for page in pages)
    if not worded or len(blank) > len(pages) * limits.scanned_page_share:
        which = (
            "None of its pages has"
            if len(blank) == len(pages) or not worded
            else f"{len(blank)} of its {len(pages)} pages have no"
        )
        raise Problem(
            f"{name} holds pictures of pages, not words.",
            why=f"{which} text that can be read: it was scanned or printed to a picture.",
            do="Ask for the Word or Excel file it was made from, or run text recognition (OCR) on it first.",
        )
    for page in blank:
        page.is_scan = True


class _Binder:
    """Puts the pages together into one run of blocks, numbering the lines."""

    def __init__(self, pages: list[PageContent]) -> None:
        self.pages = pages
        self.lines: dict[int, str] = {}
        self.doubts: dict[int, str] = {}
        self.found: list[Block] = []
        self.table = 0
        self.body = _body_size(pages)
        self.running = running_words(pages, plan_rules("noise"))

    def extract(self) -> Extract:
        for page in self.pages:
            self._page(page)
        return Extract("pdf", self.lines, tuple(self.found), _title(self.pages, self.body), self.doubts)

    def _page(self, page: PageContent) -> None:
        if page.is_scan:
            self.doubts[self._line(f"(page {page.number})")] = "This page is a picture without text that can be read."
        for text in page.watermarks:
            self.found.append(Furniture((self._line(text),), "a watermark or marking of the paper"))
        first_row = True
        run: list[TextLine] = []
        for part in page.parts():
            if isinstance(part, TextLine):
                run.append(part)
                continue
            self._text(run, page)
            run = []
            self.table += 1
            for row in part:
                number = self._line("\t".join(cell.flat for cell in row))
                self.found.append(Row(tuple(row), (number,), self.table, opens_page=first_row))
                first_row = False
        self._text(run, page)

    def _line(self, text: str) -> int:
        number = len(self.lines) + 1
        self.lines[number] = text
        return number

    def _text(self, run: list[TextLine], page: PageContent) -> None:
        kept: list[TextLine] = []
        for line in run:
            why = self._paper(line, page)
            if why:
                self._flow(kept, page)
                kept = []
                self.found.append(Furniture((self._line(line.text),), why))
            else:
                kept.append(line)
        self._flow(kept, page)

    def _paper(self, line: TextLine, page: PageContent) -> str:
        if page.in_margin(line) and line.digitless in self.running:
            return "the page header" if line.top < page.height / 2 else "the page footer"
        return paper_line(line.text) if page.in_margin(line) or len(line.text) > 3 else ""  # noqa: PLR2004 - a bare number may be a ref

    def _flow(self, lines: list[TextLine], page: PageContent) -> None:
        """Headings, list items and paragraphs of the lines between tables; unruled tables where a header stands."""
        index = 0
        while index < len(lines):
            table = unruled_table(lines, index)
            if table:
                rows, index = table
                self.table += 1
                for order, (cells, texts) in enumerate(rows):
                    numbers = tuple(self._line(text) for text in texts)
                    self.found.append(
                        Row(
                            tuple(Cell.of(cell) for cell in cells),
                            numbers,
                            self.table,
                            opens_page=order == 0 and not self.found,
                        )
                    )
                continue
            index = self._paragraph(lines, index, page)

    def _paragraph(self, lines: list[TextLine], index: int, page: PageContent) -> int:
        first = lines[index]
        numbers = [self._line(first.text)]
        text, end = first.text, index + 1
        while end < len(lines) and _goes_on(lines[end - 1], lines[end], page):
            numbers.append(self._line(lines[end].text))
            text = f"{text} {lines[end].text}"
            end += 1
        self.found.append(self._block(text, tuple(numbers), first))
        return end

    def _block(self, text: str, numbers: tuple[int, ...], first: TextLine) -> Block:
        piece = piece_of(text, 0, bold=first.bold)
        if piece and piece.depth:
            return ListItem(piece.text, numbers, "•", 1)
        if first.size >= self.body * _MUCH_LARGER and len(text) < 200:  # noqa: PLR2004 - a heading
            return Heading(text, numbers, self._level(first.size))
        if first.marker:
            return ListItem(text[len(first.marker) :].strip(), numbers, first.marker, 1)
        return Paragraph(text, numbers, first.bold)

    def _level(self, size: float) -> int:
        sizes = sorted(
            {round(line.size) for page in self.pages for line in page.lines if line.size >= self.body * _MUCH_LARGER},
            reverse=True,
        )
        return min(6, sizes.index(round(size)) + 1) if round(size) in sizes else 6


def _goes_on(before: TextLine, line: TextLine, page: PageContent) -> bool:
    """Whether a line goes on with the paragraph above: close below, in the same letters, after a full line."""
    if (
        abs(before.size - line.size) > _ALIKE
        or before.bold != line.bold
        or line.bulleted
        or line.marker
        or label_of(line.text)
    ):
        return False
    close = line.top - before.bottom < before.size * 0.7
    full = before.right + line.first_width + before.size * 0.3 > page.right_edge
    return close and full and not label_of(before.text)


def _body_size(pages: list[PageContent]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
        for size, letters in page.table_sizes.items():
            sizes[size] += letters
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _title(pages: list[PageContent], body: float) -> str:
    """The largest words of the first page, where they are larger than the rest and name no section."""
    lines = [line for line in pages[0].lines if not paper_line(line.text)]
    largest = max((line.size for line in lines), default=0.0)
    if largest < body * _MUCH_LARGER:
        return ""
    first = next(index for index, line in enumerate(lines) if line.size >= largest - _ALIKE)
    words = [lines[first].text]
    for above, line in zip(lines[first:], lines[first + 1 :], strict=False):
        close = line.top - above.bottom < line.size * _MUCH_LARGER / 2
        if line.size < largest - _ALIKE or not close or read_heading(line.text, 0, 0).kind != "plain":
            break
        words.append(line.text)
    title = " ".join(words)
    plain_words = read_heading(title, 0, 0).kind == "plain" and not label_of(title)
    return title if len(title) <= _LONGEST_TITLE and plain_words else ""

"""Writes the plan as a Word document whose bytes depend on the plan alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm, Length

from oneplan.synthetic.example_plan.blocks import (
    Block,
    Contents,
    Cover,
    Heading,
    Landscape,
    Line,
    LineKind,
    Numbered,
    Table,
    Text,
)
from oneplan.synthetic.example_plan.plan_pages import lay_out
from oneplan.synthetic.example_plan.shape import ExamplePlan
from oneplan.synthetic.example_plan.word_marks import add_bookmark, add_field, add_link, restarted_list
from oneplan.synthetic.example_plan.word_styles import NOTICE, prepare_styles
from oneplan.synthetic.example_plan.word_table import add_runs, add_table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.text.paragraph import Paragraph

PAGE_SHORT, PAGE_LONG, MARGIN = Cm(21), Cm(29.7), Cm(2)
STYLES = {
    LineKind.PLAIN: "Body Text",
    LineKind.LABEL: "Body Text",
    LineKind.BULLET: "List Bullet",
    LineKind.SUB_BULLET: "List Bullet 2",
}
EARLIEST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_word(plan: ExamplePlan, path: Path) -> None:
    """The file opens in Word; writing the same plan again gives the same bytes."""
    document = Document()
    prepare_styles(document)
    _set_properties(document, plan)
    _set_page(document.sections[0], PAGE_SHORT, PAGE_LONG)
    _write_footer(document.sections[0], f"{plan.title}, {plan.words.years}")
    for number, block in enumerate(lay_out(plan)):
        _write(document, block, number)
    path.write_bytes(_without_times(document))


def _set_properties(document: WordDocument, plan: ExamplePlan) -> None:
    properties = document.core_properties
    moment = datetime.combine(plan.ratings_as_at, time(9), tzinfo=UTC).replace(tzinfo=None)
    properties.title, properties.subject = f"{plan.title} {plan.words.years}", plan.words.subtitle
    properties.author = properties.last_modified_by = plan.words.partnership
    properties.created = properties.modified = moment
    properties.comments, properties.language, properties.revision = plan.words.invented, "en-GB", 1


def _set_page(section: Section, width: Length, height: Length) -> None:
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def _write_footer(section: Section, text: str) -> None:
    section.different_first_page_header_footer = True
    section.first_page_footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{text}  |  Page ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    add_field(paragraph, "NUMPAGES")


def _write(document: WordDocument, block: Block, number: int) -> None:
    match block:
        case Cover():
            _write_cover(document, block)
        case Contents():
            _write_contents(document, block)
        case Heading():
            _write_heading(document, block, number)
        case Text():
            for line in block.lines:
                _write_line(document, line)
        case Numbered():
            _write_numbered(document, block)
        case Table():
            add_table(document, block, _text_width(document))
        case Landscape():
            section = document.add_section(WD_SECTION.NEW_PAGE)
            section.different_first_page_header_footer = False
            _set_page(section, PAGE_LONG, PAGE_SHORT)


def _write_cover(document: WordDocument, cover: Cover) -> None:
    document.add_paragraph(cover.title, style="Title")
    for line in cover.lines:
        document.add_paragraph(line, style="Subtitle")
    document.add_paragraph(cover.notice, style=NOTICE)


def _write_contents(document: WordDocument, contents: Contents) -> None:
    document.add_paragraph(contents.title, style="TOC Heading").paragraph_format.page_break_before = True
    for text, anchor in contents.entries:
        add_link(document.add_paragraph(style="Body Text"), text, anchor)


def _write_heading(document: WordDocument, heading: Heading, number: int) -> None:
    paragraph = document.add_heading(heading.text, level=heading.level)
    paragraph.paragraph_format.page_break_before = heading.on_new_page or None
    if heading.anchor:
        add_bookmark(paragraph, heading.anchor, number)


def _write_line(document: WordDocument, line: Line) -> Paragraph:
    paragraph = document.add_paragraph(style=STYLES[line.kind])
    add_runs(paragraph, line)
    return paragraph


def _write_numbered(document: WordDocument, numbered: Numbered) -> None:
    numbering = restarted_list(document, "List Number")
    for item in numbered.items:
        paragraph = document.add_paragraph(item, style="List Number")
        numbering.apply(paragraph)


def _text_width(document: WordDocument) -> int:
    section = document.sections[-1]
    return int(section.page_width or PAGE_SHORT) - 2 * int(MARGIN)


def _without_times(document: WordDocument) -> bytes:
    written, settled = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(settled, "w") as target:
        for name, content in _parts(written):
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return settled.getvalue()


def _parts(written: io.BytesIO) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(written) as source:
        for name in source.namelist():
            yield name, source.read(name)

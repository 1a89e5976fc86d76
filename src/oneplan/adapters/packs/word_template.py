"""The Word template: ours, made by code, and the marks that stand for a pack's contents in anybody's."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from oneplan.core.kernel import Problem

CONTENTS = "contents"
#: What may stand in a template of the board's own, and what each is filled with.
PLACEHOLDERS = {
    "title": "the plan and whom the pack is for",
    "plan": "the plan's title",
    "tier": "whom the pack is for",
    "area": "the local area",
    "meeting": "the meeting, where one was named",
    "lead": "the plan in two sentences",
    "made_on": "the day on which the pack was made",
    "ratings_as_at": "the day of the ratings",
    "figures_as_at": "the day of the figures",
    CONTENTS: "everything else; it must stand in a paragraph of its own",
}
_ACCENT, _QUIET = RGBColor(0x0B, 0x5D, 0x5A), RGBColor(0x4B, 0x58, 0x63)
_FACE = "Arial"
_STYLES = {
    "Heading 1": (20, True, _ACCENT),
    "Heading 2": (14, True, None),
    "Heading 3": (11, True, _QUIET),
}
_GRIDS = range(2, 8)


def own_template() -> bytes:
    """The template used where the board brought none of its own."""
    document = Document()
    _plain_styles(document)
    _cover(document)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.left_margin = section.right_margin = Cm(2)
    document.add_paragraph(_mark(CONTENTS))
    return _bytes(document)


def with_marks(template: bytes) -> bytes:
    """The template with the marks that the press fills put where its contents belong; refused without that place."""
    document = Document(BytesIO(template))
    place = next((each for each in document.paragraphs if _names(each.text, CONTENTS)), None)
    if place is None:
        raise Problem(
            "The template does not say where the contents go.",
            why=f"It needs a paragraph of its own that reads {_mark(CONTENTS)}.",
            do="Write that paragraph where the pack should begin, save the template as Word, and bring it again.",
        )
    _complete_styles(document)
    for element in _contents(document):
        place._p.addprevious(element)  # noqa: SLF001 - python-docx has no public way to insert before
    _taken(place._p)  # noqa: SLF001 - nor to remove
    return _bytes(document)


def _mark(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _names(text: str, name: str) -> bool:
    return "".join(text.split()) == f"{{{{{name}}}}}"


def _bytes(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _cover(document: Any) -> None:
    for _ in range(6):
        document.add_paragraph()
    document.add_paragraph(_mark("area"))
    document.add_paragraph(_mark("plan"), style="Title")
    document.add_paragraph(_mark("tier"), style="Subtitle")
    document.add_paragraph(_mark("meeting"))
    document.add_paragraph(_mark("lead"))
    for words, name in (("Made on", "made_on"), ("Ratings as at", "ratings_as_at"), ("Figures as at", "figures_as_at")):
        document.add_paragraph(f"{words}: {_mark(name)}")


def _plain_styles(document: Any) -> None:
    for name, (size, is_bold, colour) in (
        ("Normal", (10, False, None)),
        ("Title", (28, True, _ACCENT)),
        ("Subtitle", (16, False, _QUIET)),
        *_STYLES.items(),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _FACE, Pt(size), is_bold
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FACE)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(attribute), None)
        if colour is not None:
            style.font.color.rgb = colour
    _speaks_english(document)


def _speaks_english(document: Any) -> None:
    """The document says that it is in British English, for those who hear it read."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    properties.append(language)
    document.core_properties.language = "en-GB"


def _complete_styles(document: Any) -> None:
    """Styles that the contents need and the template lacks are added plainly; its own are left as they are."""
    known = {style.name for style in document.styles}
    for name, (size, is_bold, _) in _STYLES.items():
        if name not in known:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.font.size, style.font.bold = Pt(size), is_bold
    for name in ("List Bullet", "Quote"):
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if "Table Grid" not in known:
        document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)


def _contents(document: Any) -> Iterable[Any]:
    """The marks in order: each part, each block of it by its kind; each is taken off the document as it is made."""
    lines: list[tuple[str, str]] = [
        ("{%p for part in parts %}", ""),
        ("{{ part.title }}", "Heading 1"),
        ("{%p for block in part.blocks %}", ""),
        ("{%p if block.kind == 'heading2' %}", ""),
        ("{{ block.text }}", "Heading 2"),
        ("{%p elif block.kind == 'heading3' %}", ""),
        ("{{ block.text }}", "Heading 3"),
        ("{%p elif block.kind == 'words' %}", ""),
        ("{{ block.text }}", "Normal"),
        ("{%p elif block.kind == 'points' %}", ""),
        ("{%p for item in block.items_said %}", ""),
        ("{{ item }}", "List Bullet"),
        ("{%p endfor %}", ""),
        ("{%p elif block.kind == 'quote' %}", ""),
        ("{{ block.text }}", "Quote"),
        ("{%p elif block.kind == 'picture' %}", ""),
        ("{%p if block.title %}", ""),
        ("{{ block.title }}", "Heading 3"),
        ("{%p endif %}", ""),
        ("{{ block.image }}", "Normal"),
        ("{%p if block.says %}", ""),
        ("{{ block.says }}", "Normal"),
        ("{%p endif %}", ""),
    ]
    for text, style in lines:
        yield _taken(document.add_paragraph(text, style=style or None)._p)  # noqa: SLF001
    for width in _GRIDS:
        yield _taken(document.add_paragraph(f"{{%p elif block.kind == 'grid{width}' %}}")._p)  # noqa: SLF001
        yield _taken(_grid(document, width)._tbl)  # noqa: SLF001
        yield _taken(document.add_paragraph("")._p)  # noqa: SLF001 - two tables in a row would grow together
    for text in ("{%p endif %}", "{%p endfor %}", "{%p endfor %}"):
        yield _taken(document.add_paragraph(text)._p)  # noqa: SLF001


def _taken(element: Any) -> Any:
    element.getparent().remove(element)
    return element


def _grid(document: Any, width: int) -> Any:
    """A table of so many columns: its heading row, repeated on every page, and a row for each row."""
    table = document.add_table(rows=4, cols=width, style="Table Grid")
    table.autofit = True
    for place in range(width):
        heading = table.rows[0].cells[place].paragraphs[0].add_run(f"{{{{ block.columns[{place}] }}}}")
        heading.bold = True
        run = table.rows[2].cells[place].paragraphs[0].add_run(f"{{{{ row[{place}] }}}}")
        run.bold = place == 0
        for each in (heading, run):
            each.font.size = Pt(8.5)
    table.rows[1].cells[0].paragraphs[0].text = "{%tr for row in block.rows %}"
    table.rows[3].cells[0].paragraphs[0].text = "{%tr endfor %}"
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:tblHeader"))
    for name in ("tblCaption", "tblDescription"):
        said = OxmlElement(f"w:{name}")
        said.set(qn("w:val"), "{{ block.caption }}")
        table._tbl.tblPr.append(said)  # noqa: SLF001
    return table

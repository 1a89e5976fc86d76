"""The looks of the Word document: one family of letters, calm colours, sizes that can be read on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from oneplan.synthetic.example_plan.word_marks import element

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LETTERS = "Arial"
DARK, INK, PALE, PALER = "1D5C63", "1F2A2E", "DDEBEC", "EFF5F5"
NOTICE, CELL, CELL_BULLET, CELL_SUB_BULLET = "Notice", "Cell Text", "List Bullet Cell", "List Bullet 2 Cell"
HEADINGS = {1: 20, 2: 15, 3: 15, 4: 12}
BODY_SIZE, CELL_SIZE = 10.5, 9


def prepare_styles(document: WordDocument) -> None:
    """Every style that the plan uses has its letters, sizes, colours and spaces."""
    styles = document.styles
    _letters(styles["Normal"], BODY_SIZE)
    _speak_british(document)
    for name in ("Body Text", "List Bullet", "List Bullet 2", "List Number"):
        _space(styles[name], before=0, after=5)
    _titles(styles)
    for level, size in HEADINGS.items():
        _letters(styles[f"Heading {level}"], size, colour=DARK, bold=True)
        _space(styles[f"Heading {level}"], before=16 if level < len(HEADINGS) else 10, after=6)
    _cell_styles(styles)
    _letters(styles["Footer"], CELL_SIZE)


def _titles(styles: Any) -> None:
    _letters(styles["Title"], 36, colour=DARK, bold=True)
    _space(styles["Title"], before=150, after=18)
    _remove_border(styles["Title"])
    _letters(styles["Subtitle"], 15)
    styles["Subtitle"].font.italic = False
    _space(styles["Subtitle"], before=0, after=10)
    _letters(styles["TOC Heading"], HEADINGS[1], colour=DARK, bold=True)
    notice = styles.add_style(NOTICE, WD_STYLE_TYPE.PARAGRAPH)
    notice.base_style = styles["Normal"]
    _space(notice, before=120, after=0)
    shade(notice.element.get_or_add_pPr(), PALE)


def _cell_styles(styles: Any) -> None:
    for name, base in ((CELL, "Normal"), (CELL_BULLET, "List Bullet"), (CELL_SUB_BULLET, "List Bullet 2")):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        style.font.size = Pt(CELL_SIZE)
        _space(style, before=1, after=2)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def shade(properties: Any, fill: str) -> None:
    """The cell or paragraph has this background."""
    properties.append(element("shd", val="clear", color="auto", fill=fill))


def _letters(style: Any, size: float, *, colour: str = INK, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = LETTERS, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), LETTERS)


def _space(style: Any, *, before: int, after: int) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _remove_border(style: Any) -> None:
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _speak_british(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")

"""The looks of the Word document: one family of letters, calm colours, sizes that can be read on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from oneplan.synthetic.example_plan.word_marks import add_bullet_levels, element

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LETTERS = "Arial"
DARK, INK, PALE, PALER, RULE = "1D5C63", "1F2A2E", "DDEBEC", "EFF5F5", "A9BCBE"
NOTICE, CELL, CELL_BULLET, CELL_SUB_BULLET = "Notice", "Cell Text", "List Bullet Cell", "List Bullet 2 Cell"
HEADINGS = {1: 20, 2: 15, 3: 15, 4: 12}
BODY_SIZE, CELL_SIZE = 10.5, 9
BULLETS = {"List Bullet": "•", "List Bullet 2": "-"}  # marks that Arial has, so that no symbol font is needed
COVER_BAR = {"val": "single", "sz": "48", "space": "14", "color": DARK}
CELL_INDENT = Cm(0.35)
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def prepare_styles(document: WordDocument) -> None:
    """Every style that the plan uses has its letters, sizes, colours and spaces."""
    styles = document.styles
    _letters(styles["Normal"], BODY_SIZE)
    _speak_british(document)
    _bullets(document)
    _grid(styles["Table Grid"])
    for name in ("Body Text", "List Bullet", "List Bullet 2", "List Number"):
        _space(styles[name], before=0, after=5)
    _titles(styles)
    for level, size in HEADINGS.items():
        _letters(styles[f"Heading {level}"], size, colour=DARK, bold=True)
        _space(styles[f"Heading {level}"], before=16 if level < len(HEADINGS) else 10, after=6)
    _cell_styles(document)
    _letters(styles["Footer"], CELL_SIZE)


def _titles(styles: Any) -> None:
    _letters(styles["Title"], 36, colour=DARK, bold=True)
    _space(styles["Title"], before=150, after=0)
    _letters(styles["Subtitle"], 15)
    styles["Subtitle"].font.italic = False
    _space(styles["Subtitle"], before=10, after=0)
    for name in ("Title", "Subtitle"):
        _borders(styles[name], {"left": COVER_BAR})
    _letters(styles["TOC Heading"], HEADINGS[1], colour=DARK, bold=True)
    notice = styles.add_style(NOTICE, WD_STYLE_TYPE.PARAGRAPH)
    notice.base_style = styles["Normal"]
    _space(notice, before=120, after=0)
    edge = {"val": "single", "sz": "4", "space": "6", "color": PALE}
    _borders(notice, dict.fromkeys(("top", "left", "bottom", "right"), edge))
    notice.element.pPr.insert_element_before(shading(PALE), *AFTER_BORDERS)


def _cell_styles(document: WordDocument) -> None:
    styles = document.styles
    for name, base in ((CELL, "Normal"), (CELL_BULLET, "Body Text"), (CELL_SUB_BULLET, "Body Text")):
        style: Any = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        style.font.size = Pt(CELL_SIZE)
        _space(style, before=1, after=3)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    levels = [(styles[CELL_BULLET], BULLETS["List Bullet"]), (styles[CELL_SUB_BULLET], BULLETS["List Bullet 2"])]
    add_bullet_levels(document, levels, CELL_INDENT.twips)


def _bullets(document: WordDocument) -> None:
    numbering = document.part.numbering_part.element
    for name, mark in BULLETS.items():
        properties: Any = document.styles[name].element.pPr
        wanted = numbering.num_having_numId(properties.numPr.numId.val).abstractNumId.val
        for definition in numbering.findall(qn("w:abstractNum")):
            if definition.get(qn("w:abstractNumId")) == str(wanted):
                _set_mark(definition.find(qn("w:lvl")), mark)


def _set_mark(level: Any, mark: str) -> None:
    level.find(qn("w:lvlText")).set(qn("w:val"), mark)
    fonts = level.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    for script in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{script}"), LETTERS)


def _grid(style: Any) -> None:
    properties = style.element.find(qn("w:tblPr"))
    for border in properties.find(qn("w:tblBorders")):
        border.set(qn("w:color"), RULE)
    margins = properties.find(qn("w:tblCellMar"))
    for side in ("top", "bottom"):
        margins.find(qn(f"w:{side}")).set(qn("w:w"), "40")


def shading(fill: str) -> Any:
    """The background of a cell or paragraph."""
    return element("shd", val="clear", color="auto", fill=fill)


def _letters(style: Any, size: float, *, colour: str = INK, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = LETTERS, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    for link in style.element.findall(qn("w:link")):
        style.element.remove(link)  # a linked character style would bring its own letters back
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), LETTERS)


def _space(style: Any, *, before: int, after: int) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _borders(style: Any, sides: dict[str, dict[str, str]]) -> None:
    properties = style.element.get_or_add_pPr()
    for existing in properties.findall(qn("w:pBdr")):
        properties.remove(existing)
    borders = element("pBdr")
    for side, border in sides.items():
        borders.append(element(side, **border))
    properties.insert_element_before(borders, *AFTER_BORDERS)


def _speak_british(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")

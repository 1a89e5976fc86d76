"""The marks Word needs that its Python library has no verb for: fields, links, bookmarks and fresh numbering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph


def element(tag: str, **attributes: str) -> Any:
    """An element in Word's own namespace with its attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, code: str) -> None:
    """The paragraph ends with a field that Word works out on each page."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            instruction = element("instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)  # noqa: SLF001 - the library offers no field
        elif kind == "shown":
            run.text = "1"
        else:
            run._r.append(element("fldChar", fldCharType=kind))  # noqa: SLF001 - the library offers no field


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """The paragraph can be linked to by name."""
    paragraph._p.insert(1, element("bookmarkStart", id=str(number), name=name))  # noqa: SLF001 - as above
    paragraph._p.append(element("bookmarkEnd", id=str(number)))  # noqa: SLF001 - as above


def add_link(paragraph: Paragraph, text: str, anchor: str) -> None:
    """The paragraph holds a link to a bookmark in the same document."""
    link = element("hyperlink", anchor=anchor, history="1")
    run = paragraph.add_run(text)
    link.append(run._r)  # noqa: SLF001 - as above
    paragraph._p.append(link)  # noqa: SLF001 - as above


@dataclass(frozen=True, slots=True)
class Numbering:
    """A list of its own, numbered from 1."""

    number: int

    def apply(self, paragraph: Paragraph) -> None:
        """The paragraph belongs to this list."""
        properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library offers no numbering
        holder = properties.get_or_add_numPr()
        holder.get_or_add_ilvl().val = 0
        holder.get_or_add_numId().val = self.number


def restarted_list(document: WordDocument, style: str) -> Numbering:
    """A new list in the look of a list style, which begins again at 1."""
    numbering = document.part.numbering_part.element
    properties: Any = document.styles[style].element.pPr
    definition = numbering.num_having_numId(properties.numPr.numId.val).abstractNumId.val
    fresh = numbering.add_num(definition)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return Numbering(fresh.numId)


def add_bullet_levels(document: WordDocument, levels: Sequence[tuple[Any, str]], indent: int) -> None:
    """Each style is a bullet with its mark, one indent (in twentieths of a point) deeper than the one before."""
    numbering = document.part.numbering_part.element
    taken = [int(found.get(qn("w:abstractNumId"))) for found in numbering.findall(qn("w:abstractNum"))]
    definition = element("abstractNum", abstractNumId=str(max(taken) + 1))
    definition.append(element("multiLevelType", val="hybridMultilevel"))
    for depth, (style, mark) in enumerate(levels):
        definition.append(_bullet_level(depth, style.style_id, mark, indent))
    numbering.insert(len(taken), definition)
    number = numbering.add_num(max(taken) + 1).numId
    for depth, (style, _) in enumerate(levels):
        holder = style.element.get_or_add_pPr().get_or_add_numPr()
        holder.get_or_add_ilvl().val, holder.get_or_add_numId().val = depth, number


def _bullet_level(depth: int, style_id: str, mark: str, indent: int) -> Any:
    level, properties = element("lvl", ilvl=str(depth)), element("pPr")
    properties.append(element("ind", left=str(indent * (depth + 1)), hanging=str(indent)))
    level.extend(
        [
            element("start", val="1"),
            element("numFmt", val="bullet"),
            element("pStyle", val=style_id),
            element("lvlText", val=mark),
            element("lvlJc", val="left"),
            properties,
        ]
    )
    return level

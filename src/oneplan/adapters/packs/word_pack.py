"""A pack as Word, in the board's own template or in ours, for people to edit."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from oneplan.adapters.packs.drawings import as_pixels, drawn
from oneplan.adapters.packs.shapes import Block, Grid, Heading, Pack, Picture, Points, Quote, Words
from oneplan.adapters.packs.word_template import own_template, with_marks
from oneplan.core.kernel import Problem

_FULL, _SMALL = 16.5, 2.6
# What a mark that works something out ends with, when what it works on is not there or of another kind.
_SUMS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def word_of(pack: Pack, *, template: bytes | None = None) -> bytes:
    """The pack as Word; a template that asks for something a pack has not is refused in words."""
    word = DocxTemplate(BytesIO(_marked(template) if template is not None else _ours()))
    told = _Told(word)
    values = told.values(pack)
    try:
        word.render(values, jinja_env=_environment(), autoescape=True)
    except (TemplateError, XMLSyntaxError, *_SUMS) as error:
        raise Problem(
            "The template asks for something that a pack does not hold.",
            why=f"It stopped at: {str(error).rstrip(chr(46))}.",
            do="Use only the marks that the page of templates lists, and bring it again.",
        ) from error
    _described(word, told.alts)
    properties = word.docx.core_properties
    properties.title, properties.author, properties.language = pack.title, pack.area, "en-GB"
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def check_template(template: bytes) -> None:
    """Raises Problem, in words, if no pack could be set in this template."""
    empty = Pack("Title", "Plan", "Area", "board", "Board", "", "Lead", (), ())
    word_of(empty, template=template)


@cache
def _ours() -> bytes:
    return with_marks(own_template())


def _marked(template: bytes) -> bytes:
    try:
        return with_marks(template)
    except (KeyError, ValueError) as error:
        raise Problem(
            "The template could not be opened as Word.", do="Save it again as a Word document (.docx) and bring it."
        ) from error


def _environment() -> Environment:
    """A template is somebody's file: its marks reach the pack's own values and nothing behind them."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


class _Told:
    """A pack in plain values, and what its pictures show, in the order in which they stand."""

    def __init__(self, word: DocxTemplate) -> None:
        self._word = word
        self.alts: list[str] = []

    def values(self, pack: Pack) -> dict[str, Any]:
        facts = dict(pack.facts)
        return {
            "title": pack.title,
            "plan": pack.plan_title,
            "tier": pack.tier_title,
            "area": pack.area,
            "meeting": pack.meeting,
            "lead": pack.lead,
            "made_on": facts.get("Made on", ""),
            "ratings_as_at": facts.get("Ratings as at", ""),
            "figures_as_at": facts.get("Figures as at", ""),
            "parts": [
                {"title": part.title, "blocks": [self._block(block) for block in part.blocks]} for part in pack.parts
            ],
        }

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Heading):
            return {"kind": f"heading{block.level}", "text": block.text}
        if isinstance(block, Words):
            return {"kind": "words", "text": block.text}
        if isinstance(block, Points):
            return {"kind": "points", "items_said": block.items}
        if isinstance(block, Quote):
            return {"kind": "quote", "text": f"{block.text} {block.by}".strip()}
        if isinstance(block, Grid):
            return _grid(block)
        return self._picture(block)

    def _picture(self, block: Picture) -> dict[str, Any]:
        self.alts.append(block.alt)
        png = as_pixels(drawn(block.chart, block.symbol))
        width = Cm(_FULL if block.chart is not None else _SMALL)
        image = InlineImage(self._word, BytesIO(png), width=width)
        title = block.title if block.chart is not None else ""
        return {"kind": "picture", "title": title, "says": block.says, "image": image}


def _grid(block: Grid) -> dict[str, Any]:
    return {
        "kind": f"grid{len(block.columns)}",
        "caption": block.caption,
        "columns": [each.words for each in block.columns],
        "rows": [[cell.text for cell in row] for row in block.rows],
    }


def _described(word: DocxTemplate, alts: list[str]) -> None:
    """Every picture of the contents says what it shows; the board's own stand before them and keep their words."""
    shapes = list(word.docx.inline_shapes)
    for shape, alt in zip(shapes[len(shapes) - len(alts) :], alts, strict=True):
        shape._inline.docPr.set("descr", alt)  # noqa: SLF001 - python-docx has no public way to say it

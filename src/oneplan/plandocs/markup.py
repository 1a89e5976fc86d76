"""Turns the fragments of HTML and Markdown that conversions leave inside cells into pieces of text."""

from __future__ import annotations

import html
import re

from oneplan.plandocs.blocks import Cell, Piece
from oneplan.plandocs.wording import tidy

_TAG = re.compile(
    r"<(/?)(p|br|ul|ol|li|b|strong|i|em|u|a|span|div|sup|sub|small|font|s|del|strike|h[1-6]|table|tbody|thead|tr|td|th)\b[^<>]*?/?>",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*([•●▪■◦o○➢➤✓❖*\u2013-]|\uf0b7|\uf0a7)\s+")
_ANY_TAG = re.compile(r"<[a-zA-Z/]")
_BREAKS = {"p", "br", "ul", "ol", "li", "div", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_STRUCK = {"s", "del", "strike"}
_DASHES = "-\u2013o◦○"


def cell_from_text(raw: str) -> Cell:
    """A cell from one field of a text table: HTML lists and paragraphs, emphasis marks and bullets understood."""
    text = html.unescape(raw) if "&" in raw else raw
    if not _ANY_TAG.search(text):
        bold = text.strip().startswith("**") and text.strip().endswith("**")
        return Cell(
            tuple(piece for line in re.split(r"[\n\x0b]|<br ?/?>", text) if (piece := piece_of(line, 0, bold=bold)))
        )
    return Cell(tuple(_pieces(text)))


def piece_of(text: str, depth: int, *, bold: bool = False) -> Piece | None:
    """One piece with its bullet taken off and counted as depth, or none where nothing is left."""
    struck = "~~" in text
    bullet = _BULLET.match(text)
    if bullet:
        text = text[bullet.end() :]
        depth = max(depth, 2 if depth and bullet[1] in _DASHES else 1)
    shown = _keep_struck(text) if struck else tidy(text)
    return Piece(shown, depth, bold) if shown else None


def strip_bullet(text: str) -> str:
    """The text without the bullet it begins with."""
    return _BULLET.sub("", text)


def _keep_struck(text: str) -> str:
    return "~~".join(tidy(part) if index % 2 else part for index, part in enumerate(text.split("~~"))).strip()


def _pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    depth, words, bold, plain_words = 0, [""], 0, ""

    def flush() -> None:
        nonlocal plain_words
        piece = piece_of(words[0], depth, bold=not plain_words.strip())
        if piece:
            found.append(piece)
        words[0], plain_words = "", ""

    position = 0
    for match in _TAG.finditer(text):
        between = text[position : match.start()]
        words[0] += between
        plain_words += "" if bold else between
        position = match.end()
        closing, name = bool(match[1]), match[2].lower()
        if name in _BREAKS:
            flush()
        if name in {"ul", "ol"}:
            depth = max(0, depth - 1) if closing else depth + 1
        if name in _BOLD:
            bold = max(0, bold + (-1 if closing else 1))
        if name in _STRUCK:
            words[0] += "~~"
    words[0] += text[position:]
    plain_words += text[position:]
    flush()
    return found

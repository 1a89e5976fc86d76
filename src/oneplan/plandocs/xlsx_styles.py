"""How cells look where looks carry meaning: a date shown as a month, a colour for a rating, struck words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from oneplan.plandocs.ratings import fill_colour

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MONTH_FORMATS = {17}
_ADDRESS = re.compile(r"^([A-Z]{1,3})(\d+)$")
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")


@dataclass(frozen=True, slots=True)
class Looks:
    """What the looks of one sheet's cells say, by row and column from 0."""

    month_only: frozenset[tuple[int, int]] = frozenset()
    colours: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()
    bold: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    month_only: bool
    colour: str
    struck: bool
    bold: bool


def sheet_looks(content: bytes, names: Iterable[str], *, rows: int, columns: int) -> dict[str, Looks]:
    """The looks of each sheet by name, and whether a cell stands beyond the rows and columns a sheet may have."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        styles = _styles(archive)
        parts = _sheet_parts(archive)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return {}
    return {
        name: _looks(archive, parts[name], styles, rows=rows, columns=columns)
        for name in names
        if name in parts and parts[name] in archive.namelist()
    }


def _parse(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(
        archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    )


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    book = _parse(archive, "xl/workbook.xml")
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in _parse(archive, "xl/_rels/workbook.xml.rels").iter(f"{_PACKAGE}Relationship")
    }
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_REL}id"), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _styles(archive: zipfile.ZipFile) -> list[_Style]:
    root = _parse(archive, "xl/styles.xml")
    formats = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter(f"{_MAIN}numFmt")}
    fills = [_fill(one) for one in root.iterfind(f"{_MAIN}fills/{_MAIN}fill")]
    fonts = [
        (one.find(f"{_MAIN}strike") is not None, one.find(f"{_MAIN}b") is not None)
        for one in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")
    ]
    found = []
    for one in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number, fill, font = (int(one.get(key, "0")) for key in ("numFmtId", "fillId", "fontId"))
        struck, bold = fonts[font] if font < len(fonts) else (False, False)
        found.append(_Style(_is_month(number, formats), fills[fill] if fill < len(fills) else "", struck, bold))
    return found


def _is_month(number: int, formats: Mapping[int, str]) -> bool:
    """Whether a date in this format shows a month and a year but no day."""
    code = _QUOTED.sub("", formats.get(number, "")).lower().split(";")[0]
    return number in _MONTH_FORMATS or ("m" in code and "y" in code and "d" not in code)


def _fill(element: etree._Element) -> str:
    colour = element.find(f"{_MAIN}patternFill/{_MAIN}fgColor")
    code = colour.get("rgb", "") if colour is not None else ""
    return fill_colour(code[-6:]) if code else ""


def _looks(archive: zipfile.ZipFile, part: str, styles: list[_Style], *, rows: int, columns: int) -> Looks:
    month_only: set[tuple[int, int]] = set()
    struck: set[tuple[int, int]] = set()
    colours: dict[tuple[int, int], str] = {}
    bold: dict[tuple[int, int], bool] = {}
    with archive.open(part) as stream:
        for _, element in etree.iterparse(
            stream, tag=(f"{_MAIN}c", f"{_MAIN}row"), resolve_entities=False, no_network=True
        ):
            if element.tag == f"{_MAIN}row":
                element.clear()
                continue
            style = styles[int(element.get("s", "0"))] if int(element.get("s", "0")) < len(styles) else None
            at = _at(element.get("r", ""))
            # The library lays a sheet out whole, so one far cell would take the memory of all the empty ones before it.
            if at is not None and len(element) and (at[0] >= rows or at[1] >= columns):
                return Looks(beyond=True)
            if style is None or at is None:
                continue
            if style.month_only:
                month_only.add(at)
            if style.struck:
                struck.add(at)
            if style.colour:
                colours[at] = style.colour
            if style.bold:
                bold[at] = True
    return Looks(frozenset(month_only), colours, frozenset(struck), bold)


def _at(address: str) -> tuple[int, int] | None:
    match = _ADDRESS.match(address)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1

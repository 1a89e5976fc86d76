"""The header of a return: read by name, checked, and counted like everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from lxml import etree

from oneplan.core.casework import ReturnHeader
from oneplan.returns.sen2.findings import Counts, Finding, ReturnRefused
from oneplan.returns.sen2.naming import HEADER
from oneplan.rulebook.returns import Collection, Element, ReturnBook

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SERIAL = re.compile("[0-9]{1,9}")
COLLECTION, SOURCE_LEVEL = "SEN2", "L"
OFFICERS = ("DMO", "DCO", "DSCO")


@dataclass(slots=True)
class Heading:
    """The header as values, and what was found in it."""

    header: ReturnHeader
    collection: Collection
    findings: list[Finding]
    said: Mapping[str, str]


@dataclass(slots=True)
class _Read:
    """What stands in the header, element by element."""

    said: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


def read_heading(
    root: etree._Element, book: ReturnBook, counts: Counts, *, own_lea: str, expected_year: int | None
) -> Heading:
    """The header of a file; a Problem where the collection year is not one that can be read here."""
    year = _year(root, expected_year)
    collection = book.collection(year)
    read = _walk(root, book, year, counts)
    said = read.said
    header = ReturnHeader(
        year=year,
        reference_date=_date(said.get("ReferenceDate", "")) or collection.survey_day,
        lea=said.get("LEA", ""),
        collection=said.get("Collection", ""),
        source_level=said.get("SourceLevel", ""),
        software=said.get("SoftwareCode", ""),
        release=said.get("Release", ""),
        serial=int(said["SerialNo"]) if _SERIAL.fullmatch(said.get("SerialNo", "")) else None,
        made_at=_moment(said.get("DateTime", "")),
        **{HEADER[name]: said.get(name, "") for name in OFFICERS},
    )
    fired = [(rule, path, {name: text} if name else {}) for rule, path, (name, text) in _noted(read)]
    fired += [(rule, "Header", values) for rule, values in _checks(header, said, book, collection, own_lea)]
    on = book.checks_in(year)
    findings = [_finding(book, year, each) for each in fired if each[0] in on]
    return Heading(header, collection, findings, said)


def _noted(read: _Read) -> Iterator[tuple[str, str, tuple[str, str]]]:
    for rule, path, text in read.notes:
        yield rule, path, (path.rsplit("/", 1)[-1], text)


def _finding(book: ReturnBook, year: int, fired: tuple[str, str, dict[str, str]]) -> Finding:
    rule, path, values = fired
    check = book.checks[rule]
    return Finding(rule, check.level_in(year).value, None, path, values, check.says)


def _year(root: etree._Element, expected: int | None) -> int:
    found = next((_text(each) for each in root.iter() if _local(each).lower() == "year"), "")
    if not re.fullmatch("[0-9]{4}", found):
        raise ReturnRefused(
            "The file does not say which collection year it is for.",
            rule="H02",
            why="Items and codes differ between collections, so it cannot be read without its year.",
        )
    if expected is not None and int(found) != expected:
        raise ReturnRefused(
            f"The file is for the {found} collection, but {expected} was expected.",
            rule="H02",
            why="Another year's return would replace what is known now by what was true then.",
            do=f"Choose the {expected} return, or say that {found} is meant.",
        )
    return int(found)


def _walk(root: etree._Element, book: ReturnBook, year: int, counts: Counts) -> _Read:
    """Every element above the list of people: read, or reported."""
    known = {(each.parent.lower(), each.name.lower()): each for each in book.layout(year)}
    loose = {each.name.lower(): each for each in book.layout(year) if not each.confirmed and each.parent == "Header"}
    read = _Read()
    counts.elements += 1
    counts.read += 1
    _visit(root, "", (known, loose, read, counts))
    return read


_Known = Mapping[tuple[str, str], Element]


def _visit(node: etree._Element, path: str, held: tuple[_Known, Mapping[str, Element], _Read, Counts]) -> None:
    known, loose, read, counts = held
    seen: set[str] = set()
    parent = _local(node).lower()
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name = _local(child)
        here = f"{path}/{name}".lstrip("/")
        element = known.get((parent, name.lower())) or loose.get(name.lower())
        counts.elements += 1
        if element is None or element.name in seen or (not element.is_group and element.name in read.said):
            counts.elements += sum(isinstance(each.tag, str) for each in child.iterdescendants())
            counts.reported += 1 + sum(isinstance(each.tag, str) for each in child.iterdescendants())
            read.notes.append(("F02" if element is None else "F03", here, _text(child)[:60]))
            continue
        seen.add(element.name)
        read.notes += [("F07", f"{here}/{each}", "") for each in map(str, child.attrib)]
        if element.is_group:
            counts.read += 1
            _visit(child, here, held)
        elif _text(child):
            counts.read += 1
            read.said[element.name] = _text(child)
        else:
            counts.reported += 1
            read.notes.append(("F04", here, ""))
        if not element.is_group:
            inner = [each for each in child.iterdescendants() if isinstance(each.tag, str)]
            counts.elements += len(inner)
            counts.reported += len(inner)
            read.notes += [("F02", f"{here}/{_local(each)}", "") for each in inner]


def _checks(
    header: ReturnHeader, said: Mapping[str, str], book: ReturnBook, collection: Collection, own: str
) -> Iterator[tuple[str, dict[str, str]]]:
    def values(*names: str) -> dict[str, str]:
        return {name: said[name] for name in names if name in said}

    if header.collection != COLLECTION:
        yield "H01", values("Collection")
    if _date(said.get("ReferenceDate", "")) != collection.survey_day:
        yield "H03", values("ReferenceDate")
    if header.source_level != SOURCE_LEVEL:
        yield "H04", values("SourceLevel")
    if header.lea not in book.authorities or (own and header.lea != own):
        yield "H05", values("LEA")
    if not (header.software and header.release) or header.serial is None or header.made_at is None:
        yield "H06", values("SoftwareCode", "Release", "SerialNo", "DateTime")
    if header.made_at is not None and header.made_at.date() < header.reference_date:
        yield "H07", values("DateTime")
    officers = [each for each in book.layout(header.year) if each.name in OFFICERS]
    if any(said.get(each.name, "") not in book.codes(each.codes, header.year) for each in officers):
        yield "H08", values(*OFFICERS)


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _text(node: etree._Element) -> str:
    return (node.text or "").strip(" \t\r\n")


def _date(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        return None


def _moment(said: str) -> datetime | None:
    if not _MOMENT.fullmatch(said[:19]):
        return None
    try:
        return datetime.fromisoformat(said[:19])
    except ValueError:
        return None

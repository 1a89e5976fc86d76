"""The same reading with lxml's iterparse and plain Python, record by record: to agree with, and to be measured against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from lxml import etree

from oneplan.returns.sen2 import Finding
from oneplan.rulebook.returns import ReturnBook
from tests.support.returns_plain_checks import check_person
from tests.support.returns_plain_terms import Terms

REPEATING = {"Requests", "PlanDetail", "PlacementDetail", "SENneed"}
FLAGS = {"1": True, "true": True, "0": False, "false": False}
DATE_LENGTH = 10


class Record:
    """One record: its texts, the same as values, and the records under it."""

    __slots__ = ("above", "name", "path", "text", "under", "value")

    def __init__(self, name: str, path: str, above: Record | None) -> None:
        self.name = name
        self.path = path
        self.above = above
        self.text: dict[str, str] = {}
        self.value: dict[str, object] = {}
        self.under: dict[str, list[Record]] = {}


@dataclass
class PlainReading:
    """Everybody's records, and everything found."""

    people: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    elements: int = 0


class PlainReader:
    """Reads one collection's layout."""

    def __init__(self, book: ReturnBook, year: int, own: str, *, keep: bool) -> None:
        self.terms = Terms(book, year, own)
        self.keep = keep
        self.layout: dict[str, dict[str, tuple[str, str, int, int]]] = {}
        for each in book.layout(year):
            self.layout.setdefault(each.parent, {})[each.name] = (each.name, each.type, each.order, each.max)
        self.aliases = {alias.lower(): name for alias, name in book.aliases.items()}
        self.rules = book.checks
        self.order = {name: n for n, name in enumerate(book.checks)}
        self.levels = {name: each.level_in(year).value for name, each in book.checks.items()}
        self.says = {name: each.says for name, each in book.checks.items()}
        self.on = set(book.checks_in(year))
        self.found: list[Finding] = []
        self.position = 0

    def read(self, stream: BinaryIO) -> PlainReading:
        """Everybody in the file."""
        reading = PlainReading()
        upns: dict[str, list[int]] = {}
        ulns: dict[str, list[int]] = {}
        names: dict[tuple[str, str, object], list[int]] = {}
        parser = etree.iterparse(stream, events=("end",), tag="Person", resolve_entities=False, no_network=True)
        for _, element in parser:
            self.position += 1
            self.found = []
            person = self.record(element, "Person", "", None)
            check_person(person, self.terms, self.fire)
            self.found.sort(key=lambda each: self.order[each.rule])
            reading.findings += self.found
            self.remember(person, upns, ulns, names)
            if self.keep:
                reading.people.append(person)
            element.clear(keep_tail=True)
            while element.getprevious() is not None:
                del element.getparent()[0]
        for rule, item, seen in (("P18", "UPN", upns), ("P20", "UniqueLearnerNumber", ulns), ("P25", "", names)):
            reading.findings += self.repeated(rule, item, seen)
        return reading

    def remember(self, person: Record, upns: dict, ulns: dict, names: dict) -> None:
        """Keep the identifiers by which people may be given twice."""
        text = person.text
        if "UPN" in text:
            upns.setdefault(text["UPN"].upper(), []).append(self.position)
        if "UniqueLearnerNumber" in text:
            ulns.setdefault(text["UniqueLearnerNumber"], []).append(self.position)
        born = person.value.get("PersonBirthDate")
        if "Surname" in text and "Forename" in text and born is not None:
            names.setdefault((text["Surname"], text["Forename"], born), []).append(self.position)

    def repeated(self, rule: str, item: str, seen: dict) -> Iterator[Finding]:
        """Everybody who shares an identifier."""
        for value, places in seen.items():
            if len(places) > 1:
                for place in places:
                    others = [str(each) for each in places[:6] if each != place][:5]
                    values = ({item: value} if item else {}) | {"also at": ", ".join(others)}
                    yield Finding(rule, self.levels[rule], place, "", values, self.says[rule])

    def record(self, element: etree._Element, name: str, path: str, above: Record | None) -> Record:
        """A record and all that is under it."""
        record = Record(name, path, above)
        layout, text, value = self.layout[name], record.text, record.value
        last = 0
        inner = path + "/" if path else ""
        for child in element:
            place = layout.get(child.tag) or self.other_spelling(child, layout)
            if place is None:
                self.note("F02", f"{inner}{child.tag}", child)
                continue
            known, kind, order, most = place
            if kind == "group":
                self.group(child, known, most, inner, record)
            elif known in text:
                self.note("F03", f"{inner}{known}", child)
                continue
            else:
                said = (child.text or "").strip(" \t\r\n")
                text[known] = said
                if not said:
                    self.note("F04", f"{inner}{known}", child)
                elif kind in READ:
                    value[known] = READ[kind](said)
                    if value[known] is None:
                        self.note("F06", f"{inner}{known}", child)
            if order < last:
                self.note("F05", f"{inner}{self.stepped(known, record)}", child)
            last = order
        for empty in [each for each, said in text.items() if not said]:
            del text[empty]
        return record

    def group(self, child: etree._Element, known: str, most: int, inner: str, record: Record) -> None:
        """A record under a record."""
        rows = record.under.setdefault(known, [])
        if most and len(rows) >= most:
            self.note("F03", f"{inner}{known}" + (f"[{len(rows) + 1}]" if known in REPEATING else ""), child)
            if most == 1:
                return
        step = f"{known}[{len(rows) + 1}]" if known in REPEATING else known
        rows.append(None)
        rows[-1] = self.record(child, known, f"{inner}{step}", record)
        if not len(child):
            self.note("F04", f"{inner}{step}", child)

    def stepped(self, known: str, record: Record) -> str:
        """A step of a path, numbered where there may be several."""
        return f"{known}[{len(record.under[known])}]" if known in REPEATING else known

    def other_spelling(self, child: etree._Element, layout: dict) -> tuple[str, str, int, int] | None:
        """The place of an element written in other capitals or by another name."""
        said = self.aliases.get(child.tag.lower(), child.tag).lower()
        return next((place for name, place in layout.items() if name.lower() == said), None)

    def note(self, rule: str, path: str, child: etree._Element) -> None:
        """A finding about an element."""
        values = {} if len(child) else {child.tag: (child.text or "").strip()[:60]}
        self.found.append(Finding(rule, self.levels[rule], self.position, path, values, self.says[rule]))

    def fire(self, rule: str, record: Record) -> None:
        """A finding about a record."""
        if rule in self.on:
            values = {}
            for name in self.rules[rule].fields:
                if said := look_up(record, name):
                    values[name] = said
            self.found.append(Finding(rule, self.levels[rule], self.position, record.path, values, self.says[rule]))


BESIDE = {"Requests": ("Assessment",), "ActivePlans": ("Assessment", "NamedPlan"), "Assessment": ("ActivePlans",)}


def look_up(record: Record, name: str) -> str:
    """The text of an item on a record, beside it or above it."""
    while True:
        if name in record.text:
            return record.text[name]
        for beside in BESIDE.get(record.name, ()):
            request = record if record.name == "Requests" else record.above
            other = next(iter(request.under.get("Assessment" if beside == "NamedPlan" else beside, ())), None)
            if beside == "NamedPlan" and other is not None:
                other = next(iter(other.under.get("NamedPlan", ())), None)
            if other is not None and name in other.text:
                return other.text[name]
        if record.above is None:
            return ""
        record = record.above


def _day(said: str) -> date | None:
    if len(said) != DATE_LENGTH or said[4] != "-" or said[7] != "-":
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _whole(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 7 else None


READ = {"date": _day, "flag": FLAGS.get, "whole": _whole}

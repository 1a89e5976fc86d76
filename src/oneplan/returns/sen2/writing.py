"""Write a person-level return in the layout of its collection, person by person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any, BinaryIO

from oneplan.core.casework import PersonReturned, ReturnHeader
from oneplan.core.kernel import Problem
from oneplan.returns.sen2.naming import ATTRIBUTES, HEADER
from oneplan.rulebook.returns import Element, ReturnBook

DRAFT_MARK = "<!-- Draft. The specification of this return is not confirmed: not for submission. -->\n"
_INWARD_LENGTH = 3
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Written:
    """What was written, and what this collection has no place for, by element."""

    persons: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    unconfirmed: Counter[str] = field(default_factory=Counter)


def write(
    out: BinaryIO, header: ReturnHeader, persons: Iterable[PersonReturned], *, book: ReturnBook, draft: bool = True
) -> Written:
    """A return whose reading gives the same people back; a live one is refused while a code in it is not confirmed."""
    writer = _Writer(book, header.year, draft=draft)
    out.write(writer.head(header).encode())
    for person in persons:
        out.write(writer.person(person).encode())
        writer.written.persons += 1
    out.write(f"  </{book.people}>\n</{book.root}>\n".encode())
    return writer.written


@dataclass(frozen=True, slots=True)
class _Item:
    element: Element
    value: Callable[[Any], Any]
    unconfirmed: frozenset[str]


class _Writer:
    """The layout of one collection, ready to write with."""

    def __init__(self, book: ReturnBook, year: int, *, draft: bool) -> None:
        book.collection(year)
        self._book = book
        self._year = year
        self._draft = draft
        self.written = Written()
        layout = book.layout(year)
        self._groups = {name: self._items(layout, name, ATTRIBUTES[name]) for name in ATTRIBUTES}
        self._outside = {name: _outside(layout, name) for name in ATTRIBUTES}
        self._layout = layout

    def head(self, header: ReturnHeader) -> str:
        """Everything before the first person."""
        mark = DRAFT_MARK if self._draft else ""
        body = self._header_group("Header", header, 1)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{mark}<{self._book.root}>\n{body}  <{self._book.people}>\n'

    def person(self, person: PersonReturned) -> str:
        """One person with all that is under them."""
        return self._group("Person", person, "    ")

    def _header_group(self, name: str, header: ReturnHeader, depth: int) -> str:
        lines = []
        for element in self._layout:
            if element.parent != name:
                continue
            if element.is_group:
                lines.append(self._header_group(element.name, header, depth + 1))
            elif (value := getattr(header, HEADER[element.name])) not in ("", None):
                item = _Item(element, str, self._unconfirmed(element))
                lines.append(f"{'  ' * (depth + 1)}{self._leaf(item, value)}\n")
        pad = "  " * depth
        return f"{pad}<{name}>\n{''.join(lines)}{pad}</{name}>\n" if lines else ""

    def _items(self, layout: Sequence[Element], name: str, attributes: Mapping[str, str]) -> tuple[_Item, ...]:
        found = [each for each in layout if each.parent == name]
        found.sort(key=lambda each: each.order)
        return tuple(_Item(each, attrgetter(attributes[each.name]), self._unconfirmed(each)) for each in found)

    def _unconfirmed(self, element: Element) -> frozenset[str]:
        if not element.codes:
            return frozenset()
        codes = self._book.codes(element.codes, self._year)
        return frozenset(code for code, each in codes.items() if not each.confirmed)

    def _group(self, name: str, row: object, pad: str) -> str:
        lines = []
        inner = pad + "  "
        for item in self._groups[name]:
            value = item.value(row)
            if value is None or value == "":
                continue
            if item.element.is_group:
                under = value if isinstance(value, tuple) else (value,)
                lines += [self._group(item.element.name, each, inner) for each in under]
            else:
                lines.append(f"{inner}{self._leaf(item, value)}\n")
        for element, attribute in self._outside[name]:
            if attribute(row) not in ("", None):
                self.written.left_out[element] += 1
        body = "".join(lines)
        return f"{pad}<{name}>\n{body}{pad}</{name}>\n" if body else ""

    def _leaf(self, item: _Item, value: object) -> str:
        name = item.element.name
        text = _said(value, name)
        if text in item.unconfirmed:
            self._refuse_live(name, text)
        return f"<{name}>{text}</{name}>"

    def _refuse_live(self, name: str, code: str) -> None:
        self.written.unconfirmed[f"{name} {code}"] += 1
        if not self._draft:
            raise Problem(
                f"The code “{code}” of {name} is not confirmed by the Department's specification.",
                why="A return sent with a guessed code would say something else than what is on record.",
                do="Write a draft, or confirm the code in the rulebook first.",
            )


def _outside(layout: Sequence[Element], name: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Attributes that this collection has no element for."""
    attributes = ATTRIBUTES[name]
    placed = {attributes[each.name] for each in layout if each.parent == name}
    return tuple((element, attrgetter(path)) for element, path in attributes.items() if path not in placed)


def _said(value: object, name: str) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return _text(str(value), name)


def _text(text: str, name: str) -> str:
    if _NOT_IN_XML.search(text):
        raise Problem(
            f"{name} holds a character that XML cannot carry.",
            why="The file would be refused by whoever reads it.",
            do="Correct the value, then write the return again.",
        )
    text = " ".join(text.split())
    if name == "PostCode":
        text = normal_postcode(text)
    elif name == "UPN":
        text = text.upper()
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def normal_postcode(said: str) -> str:
    """A postcode in capitals with one space before its last three characters."""
    packed = "".join(said.split()).upper()
    return f"{packed[:-_INWARD_LENGTH]} {packed[-_INWARD_LENGTH:]}" if len(packed) > _INWARD_LENGTH else packed

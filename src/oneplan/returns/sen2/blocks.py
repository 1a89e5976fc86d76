"""The list of people as plain blocks of complete records, in bounded memory, whatever XML they were written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from oneplan.returns.sen2.findings import ReturnRefused
from oneplan.returns.sen2.opening import Head, Utf8Stream, not_well_formed
from oneplan.returns.sen2.scanning import PADDING, STANDS_FOR, Names, NotPlainError, Scan, plain, scan

BLOCK = 1 << 22
CAREFUL_BLOCK = 1 << 18
RECORD_AT_MOST = 1 << 20
TAIL_AT_MOST = 1 << 20
_NOT_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_BACK = ((b"\x01", b"&lt;"), (b"\x02", b"&amp;"), (b"\x03", b"&gt;"))
_CONTROL = bytes(n for n in range(32) if n not in b"\t\n\r")
_PLACEHOLDERS = str.maketrans(STANDS_FOR)
_ENDS_EARLY = "Premature end"
_ODD = re.compile(r"[^A-Za-z0-9_.\-]")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute on an element of a record, which no layout has; ``record`` counts records in its block."""

    record: int
    element: str
    name: str


@dataclass(slots=True)
class Block:
    """Complete records, scanned; with the attributes that were on them."""

    scan: Scan
    attributes: list[Attribute] = field(default_factory=list)


class People:
    """Blocks of records until the list of people ends; then ``tail`` holds what follows it."""

    def __init__(self, stream: Utf8Stream, head: Head, first: bytes, names: Names) -> None:
        self._stream = stream
        self._head = head
        self._raw = first
        self._held = b""
        self._names = names
        self.tail = b""

    def blocks(self) -> Iterator[Block]:
        """Each block in turn; a Problem where the file is broken."""
        while True:
            got = self._stream.read(BLOCK)
            raw = self._raw + got
            try:
                scanned = self._scan(raw)
            except NotPlainError:
                yield from self._careful(raw)
                return
            if scanned.names.size:
                yield Block(scanned)
            if scanned.is_last:
                self._finish(scanned)
                return
            if not got:
                raise _breaks_off()
            self._held = bytes(memoryview(self._held)[scanned.used :])
            if len(self._held) + len(self._raw) > RECORD_AT_MOST:
                raise _too_long()

    def _scan(self, raw: bytes) -> Scan:
        cut = raw.rfind(b">") + 1
        part = raw[:cut]
        check_characters(part)
        scanned = scan(self._held + plain(part), self._names)
        self._held, self._raw = scanned.content[: -len(PADDING)], raw[cut:]
        return scanned

    def _finish(self, scanned: Scan) -> None:
        tail = _as_xml(self._held[scanned.used :]) + self._raw
        while got := self._stream.read(BLOCK):
            tail += got
            if len(tail) > TAIL_AT_MOST:
                raise ReturnRefused("There is far too much in the file after the last person.")
        check_characters(tail)
        self.tail = tail

    def _careful(self, raw: bytes) -> Iterator[Block]:
        """The rest of the file through a full parser, given back plain."""
        reader = _CarefulReader(self._head)
        got = _as_xml(self._held) + raw
        while got:
            check_characters(got, whole=False)
            for begin in range(0, len(got), CAREFUL_BLOCK):
                if records := reader.feed(got[begin : begin + CAREFUL_BLOCK]):
                    yield self._plain_block(records, reader)
            got = self._stream.read(CAREFUL_BLOCK)
        if records := reader.close():
            yield self._plain_block(records, reader)
        self.tail = reader.tail

    def _plain_block(self, records: bytes, reader: _CarefulReader) -> Block:
        try:
            scanned = scan(records, self._names)
        except NotPlainError:
            raise ReturnRefused("The file holds an element whose name is longer than any name of a return.") from None
        return Block(scanned, reader.attributes_so_far())


def check_characters(part: bytes, *, whole: bool = True) -> None:
    """Refuse what is not UTF-8, and what XML forbids; only whole parts can be checked for UTF-8."""
    if len(part.translate(None, _CONTROL)) != len(part):
        raise ReturnRefused(
            "The file holds control characters that XML does not allow.",
            why="It is damaged, or it is not text.",
        )
    if whole and not part.isascii():
        try:
            part.decode()
        except UnicodeDecodeError as error:
            raise ReturnRefused(
                f"The characters of the file cannot be read: it says UTF-8, but {error.reason} is found in it.",
                why="A name read in the wrong characters would be kept wrongly.",
                do="Save the file as UTF-8 and send it again.",
            ) from None
        if _NOT_CHARACTERS[0][:1] in part and any(each in part for each in _NOT_CHARACTERS):
            raise ReturnRefused("The file holds characters that XML does not allow.")


def _as_xml(text: bytes) -> bytes:
    for stands, reference in _BACK:
        text = text.replace(stands, reference)
    return text


def _breaks_off() -> ReturnRefused:
    return ReturnRefused(
        "The file breaks off before its end.",
        why="People after the break would be lost without a sign, so nothing of it was kept.",
        do="Copy or export the whole file again.",
    )


def _too_long() -> ReturnRefused:
    return ReturnRefused(
        "One person in the file takes more than a million characters.",
        why="No record of a person is that long; the file is damaged or made to exhaust the reader.",
    )


class _CarefulReader:
    """Feeds a full parser and writes each complete record again in plain form."""

    def __init__(self, head: Head) -> None:
        self._parser = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        self._closing = head.closing
        self._depth = 0
        self._since = 0
        self._records = 0
        self._attributes: list[Attribute] = []
        self._people: etree._Element | None = None
        self._ended = False
        self._after: list[bytes] = []
        self._feed(head.written)
        people_depth = 0
        for event, element in self._events():
            people_depth += 1 if event == "start" else -1
            if event == "start":
                self._people = element
        self._people_depth = self._depth = people_depth

    def feed(self, part: bytes) -> bytes:
        """The records that this part completes."""
        self._since += len(part)
        self._feed(part)
        return self._taken()

    def close(self) -> bytes:
        """What is left at the end; a Problem if the file breaks off."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            breaks_off = not self._ended and _ENDS_EARLY in str(error.msg)
            raise (_breaks_off() if breaks_off else not_well_formed(error)) from None
        return self._taken()

    @property
    def tail(self) -> bytes:
        """What stood after the list of people, closed again."""
        people = etree.QName(self._people).localname.encode() if self._people is not None else b""
        return b"</" + people + b">" + b"".join(self._after) + self._closing

    def attributes_so_far(self) -> list[Attribute]:
        """The attributes met on the records last given, once."""
        found, self._attributes, self._records = self._attributes, [], 0
        return found

    def _feed(self, part: bytes) -> None:
        try:
            self._parser.feed(part)
        except etree.XMLSyntaxError as error:
            raise not_well_formed(error) from None

    def _events(self) -> Iterator[tuple[str, etree._Element]]:
        return cast("Iterator[Any]", self._parser.read_events())

    def _taken(self) -> bytes:
        out: list[str] = []
        for event, element in self._events():
            if event == "start":
                self._depth += 1
                continue
            if self._depth == self._people_depth + 1 and not self._ended:
                self._record(element, out)
            elif self._depth == self._people_depth and self._ended:
                self._after.append(etree.tostring(element))
            elif self._depth == self._people_depth:
                self._ended = True
                out += [_text(each.tail) for each in element]
            self._depth -= 1
        if self._since > RECORD_AT_MOST:
            raise _too_long()
        return "".join(out).encode()

    def _record(self, element: etree._Element, out: list[str]) -> None:
        parent = element.getparent()
        if parent is not None and parent.text:
            out.append(_text(parent.text))
            parent.text = None
        while parent is not None and (before := element.getprevious()) is not None:
            out.append(_text(before.tail))
            parent.remove(before)
        self._write(element, out)
        self._records += 1
        self._since = 0
        element.clear(keep_tail=True)  # type: ignore[call-arg]

    def _write(self, element: etree._Element, out: list[str]) -> None:
        name = _ODD.sub("_", etree.QName(element).localname)
        self._attributes += [Attribute(self._records, name, str(each)) for each in element.attrib]
        out.append(f"<{name}>{_text(element.text)}")
        for child in element:
            if isinstance(child.tag, str):
                self._write(child, out)
            out.append(_text(child.tail))
        out.append(f"</{name}>")


def _text(said: str | None) -> str:
    return (said or "").translate(_PLACEHOLDERS)

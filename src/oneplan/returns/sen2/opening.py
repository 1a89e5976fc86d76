"""Open a return: its encoding, its root and everything that stands before the list of people."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from oneplan.returns.sen2.findings import ReturnRefused
from oneplan.rulebook.returns import ReturnBook

READ_AT_ONCE = 1 << 16
HEAD_AT_MOST = 1 << 20
MOST_BEGINNINGS = 20  # what looks like the list of people may stand in a comment, but not often
ENOUGH_TO_TELL = 256
_DECLARATION = re.compile(rb"\A\s*<\?xml\s[^>]*?\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")
_BEFORE_ROOT = re.compile(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
# Possessive: a name that never ends must not be tried again from each of its letters.
_ROOT = re.compile(rb"<([A-Za-z_][^\s/>]*+)([^>]*+)>")
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
SINGLE_BYTE = {"iso-8859-1", "latin-1", "latin1", "iso-8859-15", "windows-1252", "cp1252"}
UTF_8 = {"utf-8", "utf8", "us-ascii", "ascii"}
UTF_16 = {"utf-16", "utf-16le", "utf-16be", "utf16", "unicode"}
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0M\0", "utf-16-le"), (b"\0<\0M", "utf-16-be"))


class Utf8Stream:
    """Any accepted encoding, read as UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        first = b"".join(_begin(stream))
        encoding, skip = _encoding(first)
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)()
        self._waiting = self._as_utf8(first[skip:], final=False)
        self._waiting = _without_declaration(self._waiting)
        self.bytes = len(first)

    def read(self, size: int) -> bytes:
        """The next bytes, about as many as asked for unless the file ends; none at the end."""
        parts = [self._waiting]
        found = len(self._waiting)
        self._waiting = b""
        while found < size:
            got = self._stream.read(size - found)
            self.bytes += len(got)
            parts.append(self._as_utf8(got, final=not got))
            found += len(parts[-1])
            if not got:
                break
        return b"".join(parts)

    def _as_utf8(self, got: bytes, *, final: bool) -> bytes:
        if self._decoder is None:
            return got
        try:
            return self._decoder.decode(got, final).encode()
        except UnicodeError as error:
            raise _wrong_encoding(str(error)) from None


def _begin(stream: BinaryIO) -> Iterator[bytes]:
    """Enough of a stream to tell its encoding by, however little it gives at a time."""
    held = 0
    while held < ENOUGH_TO_TELL and (got := stream.read(READ_AT_ONCE)):
        held += len(got)
        yield got


def _encoding(first: bytes) -> tuple[str, int]:
    if first.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _wrong_encoding("it is UTF-32")
    if first.startswith(codecs.BOM_UTF8):
        return "utf-8", len(codecs.BOM_UTF8)
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding, len(mark)
    for mark, encoding in _UNMARKED:
        if first.startswith(mark):
            return encoding, 0
    declared = _declared(first)
    if declared in UTF_8:
        return "utf-8", 0
    if declared in SINGLE_BYTE:
        return declared, 0
    said = "UTF-16, but its bytes are not" if declared in UTF_16 else f"“{declared}”"
    raise _wrong_encoding(f"it says that it is {said}")


def _declared(first: bytes) -> str:
    declaration = _DECLARATION.match(first)
    found = _ENCODING.search(declaration.group()) if declaration else None
    return found.group(1).decode().lower() if found else "utf-8"


def _without_declaration(text: bytes) -> bytes:
    return _DECLARATION.sub(b"", text, count=1)


def _wrong_encoding(why: str) -> ReturnRefused:
    return ReturnRefused(
        f"The characters of the file cannot be read: {why}.",
        why="A name or a code read in the wrong characters would be kept wrongly.",
        do="Save the file as UTF-8 and send it again.",
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first person: parsed, and as it was written."""

    root: etree._Element
    written: bytes
    closing: bytes


def hardened_parser() -> etree.XMLParser:
    """A parser that follows nothing: no document type, no entities of its own, no network, no huge trees."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def read_head(stream: Utf8Stream, book: ReturnBook) -> tuple[Head, bytes]:
    """The head of the file, and the bytes already read beyond it."""
    held, since, tried = b"", 0, 0
    start = re.compile(rb"<(" + book.people.encode() + rb")((?:[ \t\r\n/][^<>]*+)?)>", re.IGNORECASE)
    while True:
        if _FORBIDDEN.search(held):
            raise ReturnRefused(
                "The file carries a document type definition.",
                why="Definitions inside a file can make a reader fetch what is not in it, so none is accepted.",
                do="Export the return again without a document type.",
            )
        for match in start.finditer(held, since):
            if (head := _try_head(held, match)) is not None:
                is_empty = match.group(2).endswith(b"/")
                return head, (b"</" + match.group(1) + b">" if is_empty else b"") + held[match.end() :]
            since, tried = match.end(), tried + 1
            if tried > MOST_BEGINNINGS:
                raise _no_people(held, book)
        got = stream.read(READ_AT_ONCE)
        if not got or len(held) > HEAD_AT_MOST:
            raise _no_people(held, book)
        held += got


def _try_head(held: bytes, match: re.Match[bytes]) -> Head | None:
    root = _ROOT.match(held, _BEFORE_ROOT.match(held).end())  # type: ignore[union-attr]
    if root is None:
        return None
    written = held[: match.start()] + b"<" + match.group(1) + match.group(2).removesuffix(b"/") + b">"
    closing = b"</" + match.group(1) + b"></" + root.group(1) + b">"
    try:
        tree = etree.fromstring(written + closing, hardened_parser())
    except etree.XMLSyntaxError:
        return None
    return Head(tree, written, b"</" + root.group(1) + b">")


def _no_people(held: bytes, book: ReturnBook) -> ReturnRefused:
    """Say why no list of people was found: another root, broken XML, or nothing."""
    if not held.strip():
        return ReturnRefused("The file is empty.")
    root = _ROOT.match(held, _BEFORE_ROOT.match(held).end())  # type: ignore[union-attr]
    if root is None:
        return ReturnRefused(
            "The file is not XML.", do="Send the XML file of the return, not a spreadsheet, a picture or an archive."
        )
    name = root.group(1).decode(errors="replace")[:60]
    if name.lower() != book.root.lower():
        return wrong_root(name, book)
    try:
        etree.fromstring(held, hardened_parser())
    except etree.XMLSyntaxError as error:
        return not_well_formed(error)
    return ReturnRefused(f"The file holds no “{book.people}”, so nobody is in it.")


def wrong_root(name: str, book: ReturnBook) -> ReturnRefused:
    """The refusal of a file that is something else."""
    return ReturnRefused(
        f"The file begins with “{name}”, but a SEN2 return begins with “{book.root}”.",
        do="Choose the XML file of the person-level SEN2 return.",
    )


def not_well_formed(error: etree.XMLSyntaxError) -> ReturnRefused:
    """The refusal of broken XML, in the parser's words."""
    said = str(error.msg or "broken").split(", line")[0]
    return ReturnRefused(
        f"The file is not well-formed XML near line {error.lineno or 1}: {said}.",
        why="A file that breaks off or is damaged would lose people without a sign.",
    )

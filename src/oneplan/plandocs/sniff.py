"""Tells what a file is by what is in it, and refuses what cannot or must not be read, saying what to do instead."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from oneplan.core.kernel import Problem
from oneplan.plandocs.limits import Limits, megabytes

# What the libraries that unpack and parse raise for a file that is broken inside.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    RuntimeError,
    SyntaxError,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READABLE = "Save it as PDF, Word (.docx), Excel (.xlsx), HTML or plain text and try again."
_OTHERS = (
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a scanned picture"),
    (b"MM\x00*", "a scanned picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound recording"),
    (b"SQLite format 3", "a database"),
)
_PAGE_OPENS = re.compile(
    rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML = re.compile(rb"<(?:table|div|h[1-6]|p|ul|ol|section|article|main|span)\b", re.IGNORECASE)
_LARGEST_CHECKED = 4096
_ORDINARY = {"docx": "Word document (.docx)", "xlsx": "Excel workbook (.xlsx)"}


def kind_of(content: bytes, *, name: str, limits: Limits) -> str:
    """pdf, docx, xlsx, html or text; anything else is refused with a sentence."""
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise Problem(
            f"{name} is empty.",
            why="There is nothing in the file to read.",
            do="Check that it was saved and copied completely.",
        )
    if len(content) > limits.bytes:
        raise too_large(name, len(content), limits)
    start = content[:_LARGEST_CHECKED]
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        return _zip_kind(content, name=name, limits=limits)
    if start.startswith(_OLE):
        return _ole_kind(content, name=name)
    for mark, what in _OTHERS:
        if start.startswith(mark):
            raise Problem(f"{name} is {what}, not a plan document.", do=_READABLE)
    if start[4:8] == b"ftyp":
        raise Problem(f"{name} is a film or a picture, not a plan document.", do=_READABLE)
    return "html" if _is_html(start) else _text_kind(start, name=name)


def too_large(name: str, size: int, limits: Limits) -> Problem:
    """The refusal of a file over the size limit."""
    return Problem(
        f"{name} is {megabytes(size)}; the limit is {megabytes(limits.bytes)}.",
        why="Files of this size hold pictures or scans, and would stop the service for everyone while they are read.",
        do="Save it again without pictures, or split it and import the action tables alone.",
    )


def _is_html(start: bytes) -> bool:
    """Whether a text is a web page: it opens as one, or nearly every line of it opens with a block's tag."""
    bare = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        bare = start.decode("utf-16", errors="ignore").lstrip("\ufeff \t\r\n").encode()
    if _PAGE_OPENS.match(bare):
        return True
    lines = [line.strip() for line in bare.split(b"\n") if line.strip()]
    tagged = sum(1 for line in lines if line.startswith(b"<"))
    return bool(_HTML.match(bare)) and b"\t" not in lines[0] and tagged >= len(lines) * 0.6


def _text_kind(start: bytes, *, name: str) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    zeros = start.count(0)
    if zeros and not (0.3 < zeros / len(start) < 0.7):  # noqa: PLR2004 - every second byte of UTF-16 is zero
        raise Problem(f"{name} is not a document that can be read.", why="It holds binary data.", do=_READABLE)
    controls = sum(1 for byte in start if byte < 32 and byte not in b"\t\n\r\f\x0b\x1a\x00")  # noqa: PLR2004 - control characters
    if controls > len(start) * 0.02:
        raise Problem(f"{name} is not a document that can be read.", why="It holds binary data.", do=_READABLE)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        raise Problem(f"{name} is an XML data file, not a plan document.", do=_READABLE)
    return "text"


def _zip_kind(content: bytes, *, name: str, limits: Limits) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except BROKEN as error:
        raise damaged(name, "It begins like a Word or Excel file but its end is missing or broken.") from error
    _refuse_bombs(entries, name=name, packed=len(content), limits=limits)
    names = {entry.filename for entry in entries}
    kind = "docx" if "word/document.xml" in names else "xlsx" if {"xl/workbook.xml", "xl/workbook.bin"} & names else ""
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(name)
    if kind and any(one.lower().endswith("vbaproject.bin") for one in names):
        raise Problem(
            f"{name} contains macros (small programs).",
            why="A document that can run programs is never opened here.",
            do=f"Save it as an ordinary {_ORDINARY[kind]} and try again.",
        )
    if not kind and "content.xml" in names:
        raise Problem(f"{name} is an OpenDocument file.", do=_READABLE)
    if not kind:
        raise Problem(
            f"{name} is a ZIP archive, not a plan document.", do="Unpack it and import the plan that is inside."
        )
    _refuse_broken(archive, "word/document.xml" if kind == "docx" else "[Content_Types].xml", name=name)
    return kind


def _refuse_bombs(entries: list[zipfile.ZipInfo], *, name: str, packed: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    wordiest = max((entry.file_size for entry in entries if entry.filename.lower().endswith(".xml")), default=0)
    ratio = unpacked / max(1, packed)
    if (
        len(entries) > limits.zip_entries
        or unpacked > limits.zip_unpacked_bytes
        or largest > limits.zip_entry_bytes
        or wordiest > limits.zip_xml_bytes
        or (unpacked > limits.zip_ratio_from_bytes and ratio > limits.zip_ratio)
    ):
        raise Problem(
            f"{name} would unpack to {megabytes(unpacked)} in {len(entries)} parts.",
            why="No plan is packed like that; files built this way are used to stop a service.",
            do="Open it in Word or Excel, save it as a new file and try again. "
            "If you do not know where it came from, tell your security team.",
        )


def _refuse_broken(archive: zipfile.ZipFile, part: str, *, name: str) -> None:
    try:
        with archive.open(part) as stream:
            while stream.read(1 << 20):
                pass
    except BROKEN as error:
        raise damaged(name, "Part of it cannot be unpacked.") from error


def _ole_kind(content: bytes, *, name: str) -> str:
    if _utf16("EncryptedPackage") in content or _utf16("EncryptionInfo") in content:
        raise locked(name)
    if _utf16("WordDocument") in content:
        raise Problem(
            f"{name} is an old Word file (.doc).",
            why="The old format is not read here.",
            do="Open it in Word, save it as .docx and try again.",
        )
    if _utf16("Workbook") in content or _utf16("Book") in content:
        if _utf16("_VBA_PROJECT") in content:
            raise Problem(
                f"{name} contains macros (small programs).",
                why="A document that can run programs is never opened here.",
                do="Save it as an ordinary Excel workbook (.xlsx) and try again.",
            )
        raise Problem(
            f"{name} is an old Excel file (.xls).",
            why="The old format is not read here.",
            do="Open it in Excel, save it as .xlsx and try again.",
        )
    raise Problem(f"{name} is not a document that can be read.", do=_READABLE)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def locked(name: str) -> Problem:
    """The refusal of a file behind a password."""
    return Problem(
        f"{name} is protected by a password.",
        why="It cannot be opened without the password, and passwords are not asked for here.",
        do="Open it yourself, save a copy without a password and import the copy.",
    )


def damaged(name: str, why: str) -> Problem:
    """The refusal of a file that is incomplete or broken."""
    return Problem(
        f"{name} is damaged or incomplete.",
        why=why,
        do="Copy or download it again, or save it afresh from the program that made it.",
    )

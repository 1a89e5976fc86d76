"""The gate: the name, the declared type and the content of a file must agree, and nothing in it may run or burst."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from oneplan.adapters.files import pictures, store
from oneplan.adapters.files.kinds import TYPES, UNDECLARED, FileKind
from oneplan.adapters.files.office import check_office
from oneplan.core.kernel import Problem
from oneplan.records.documents.stored import StoredFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_PDF = 4096
_START = 4096
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


def receive(stream: BinaryIO, *, name: str, declared_type: str, kind: FileKind) -> StoredFile:
    """The file, kept, if it may come in; otherwise a Problem in words, and nothing is kept."""
    ending = _check_name(name, declared_type, kind)
    stored_as, size, sha256 = store.keep(stream, kind)
    path = store.path_of(stored_as)
    try:
        check_content(path, ending, size)
        if ending in pictures.ENDINGS:
            size, sha256 = pictures.without_metadata(path, ending)
    except BaseException:
        store.remove(stored_as)
        raise
    return StoredFile(_plain_name(name), TYPES[ending][0], size, sha256, stored_as)


def check_content(path: Path, ending: str, size: int) -> None:
    """Refuses a file whose content is not what its name says, or is not safe to open."""
    if size == 0:
        raise Problem("The file is empty.", do="Check that it was saved, and choose it again.")
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(_OLE):
        raise _ole(ending)
    _CHECKS[ending](path, start)


def _check_name(name: str, declared_type: str, kind: FileKind) -> str:
    ending = Path(name).suffix.lower().lstrip(".")
    if ending in {"docm", "xlsm", "dotm", "xltm", "xlsb"}:
        raise Problem(
            f"“{_plain_name(name)}” may hold macros, so it is not let in.",
            why="A macro is a program that would run on the computer of whoever opens the file.",
            do=f"Save it again as {kind.in_words}.",
        )
    if ending not in kind.endings:
        raise Problem(
            f"“{_plain_name(name)}” is not a kind of file that can come in here.",
            why=f"{kind.name.capitalize()} can be {kind.in_words}.",
            do="Save it as one of these and choose it again.",
        )
    declared = declared_type.split(";", maxsplit=1)[0].strip().lower()
    if declared not in UNDECLARED and declared not in TYPES[ending][1]:
        raise Problem(
            f"“{_plain_name(name)}” was sent as “{declared}”, which is not what its name says.",
            why="A file that pretends to be another kind is often harmful.",
            do="Open it in its own program, save it again and choose the new file.",
        )
    return ending


def _check_pdf(path: Path, start: bytes) -> None:
    if b"%PDF-" not in start[:1024]:
        raise _not_what_it_says("PDF")
    content = path.read_bytes()
    if b"%%EOF" not in content[-_END_OF_PDF:]:
        raise Problem(
            "The PDF is cut short: its end is missing.",
            why="It was probably not copied or downloaded to the end.",
            do="Get the file again and choose the new copy.",
        )
    for word in (b"/JavaScript", b"/Launch"):
        if word in content:
            raise Problem(
                "The PDF holds a script, so it is not let in.",
                why="A script would run on the computer of whoever opens the file.",
                do="Print it to a new PDF and choose that one.",
            )


def _check_html(path: Path, start: bytes) -> None:
    _check_text(path, start)
    words = start.replace(b"\0", b"").lower()
    if not any(tag in words for tag in (b"<html", b"<!doctype html", b"<body", b"<table", b"<head", b"<div", b"<p")):
        raise _not_what_it_says("HTML")


def _check_text(path: Path, start: bytes) -> None:
    for magic, says in ((b"%PDF-", "PDF"), (b"PK\x03\x04", "Word, Excel or ZIP"), (b"\x89PNG", "PNG")):
        if start.startswith(magic):
            raise Problem(
                f"The file is named as text but it is {says}.",
                do="Give it the ending of its own kind, or save it again as text.",
            )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return  # text in sixteen bits, which says so
    content = path.read_bytes()
    controls = sum(content.count(code) for code in _CONTROLS)
    if controls:
        raise Problem(
            "The file holds characters that no text has.",
            why="It is not text, or it was saved in an encoding that it does not declare.",
            do="Save it again as plain text in UTF-8.",
        )


def _check_xml(_path: Path, start: bytes) -> None:
    # Only the start is looked at: a return is streamed, and its reader refuses whatever comes later.
    plain = start.replace(b"\0", b"") if start.startswith((b"\xff\xfe", b"\xfe\xff")) else start
    for magic, says in ((b"%PDF-", "PDF"), (b"PK\x03\x04", "Word, Excel or ZIP"), (b"\x1f\x8b", "compressed")):
        if start.startswith(magic):
            raise Problem(
                f"The file is named as XML but it is {says}.",
                do="Choose the XML file itself, as the system that makes the return writes it.",
            )
    if not plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise _not_what_it_says("XML")
    if b"<!doctype" in plain.lower() or b"<!entity" in plain.lower():
        raise Problem(
            "The file defines entities of its own, so it is not let in.",
            why="No return needs them, and they are used to make a reader run out of memory or open other files.",
            do="Make the return again in the system that holds the cases, and choose that file.",
        )


def _ole(ending: str) -> Problem:
    program = "Excel" if ending == "xlsx" else "Word"
    return Problem(
        f"The file is protected by a password, or is an old {program} file with a new name.",
        why="Neither can be read, and old files may hold macros.",
        do=f"Open it in {program}, take off the password, save it as .{ending} and choose it again.",
    )


def _not_what_it_says(kind: str) -> Problem:
    return Problem(
        f"The file is named as {kind} but its content is something else.",
        why="It may have been renamed, or damaged on the way.",
        do="Open it in its own program, save it again and choose the new file.",
    )


def _plain_name(name: str) -> str:
    words = "".join(each for each in Path(name.replace("\\", "/")).name if each.isprintable())
    return words[-200:] or "file"


_CHECKS: dict[str, Callable[[Path, bytes], None]] = {
    "pdf": _check_pdf,
    "docx": lambda path, _start: check_office(path, "docx"),
    "xlsx": lambda path, _start: check_office(path, "xlsx"),
    "html": _check_html,
    "htm": _check_html,
    "txt": _check_text,
    "md": _check_text,
    "csv": _check_text,
    "xml": _check_xml,
    "png": lambda path, start: pictures.check(path, start, "png"),
    "jpg": lambda path, start: pictures.check(path, start, "jpg"),
    "jpeg": lambda path, start: pictures.check(path, start, "jpg"),
}

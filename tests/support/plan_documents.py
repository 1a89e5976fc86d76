"""Builders of plan documents for an invented area, as text, Word, Excel, HTML and PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

Grid = Sequence[Sequence[str]]

HEAD = ("Ref", "Action", "Action owner", "Due by", "Rating")
GOVERNANCE: Grid = (
    ("GV1", "Agree one terms of reference for the partnership board", "Head of SEND", "September 2025", "On track"),
    ("GV2", "Publish the board's forward plan for the year", "Partnership Manager (R)", "30.11.25", "Not yet started"),
    ("GV3", "Hold a joint session with the shadow board", "Participation Lead", "TBC", "Delayed"),
)
INCLUSION: Grid = (
    ("IN1", "Write the inclusion charter with settings", "Inclusion Adviser", "Spring term 2026", "On track"),
    ("IN2", "Train every setting in the graduated approach", "Inclusion Adviser", "July 2026", "Complete"),
)
KEY: Grid = (
    ("Colour", "Meaning"),
    ("Blue", "Action completed and embedded with evidence of impact"),
    ("Green", "Action on track to be completed within timescales"),
    ("Amber", "Some risk of delay"),
    ("Red", "Action not on track"),
)


def tabbed(grid: Grid) -> str:
    """Rows as lines with tabs between the cells."""
    return "\n".join("\t".join(row) for row in grid)


def word_document(*parts: tuple[str, Any]) -> bytes:
    """A real .docx of headings ("h1" …), paragraphs ("p"), bullets ("li") and tables ("table")."""
    from docx import Document

    document = Document()
    for kind, content in parts:
        if kind == "title":
            document.add_heading(content, 0)
        elif kind.startswith("h"):
            document.add_heading(content, int(kind[1]))
        elif kind == "p":
            document.add_paragraph(content)
        elif kind == "b":
            document.add_paragraph().add_run(content).bold = True
        elif kind == "li":
            document.add_paragraph(content, style="List Bullet")
        elif kind == "table":
            word_table(document, content)
    return saved(document)


def word_table(holder: Any, grid: Grid) -> Any:
    """A table in a document or cell; a row of one cell spans the whole width."""
    width = max(len(row) for row in grid)
    table = holder.add_table(rows=0, cols=width)
    for row in grid:
        cells = table.add_row().cells
        if len(row) == 1 and width > 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    return table


def saved(document: Any) -> bytes:
    """A Word document or workbook as bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(sheets: dict[str, Grid]) -> bytes:
    """A real .xlsx with one grid a sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for row in grid:
            sheet.append(list(row))
    return saved(book)


def web_page(body: str) -> bytes:
    """An HTML page around a body."""
    return f"<!DOCTYPE html><html><head><title>Plan</title></head><body>{body}</body></html>".encode()


def html_table(grid: Grid) -> str:
    """A table with its first row as header."""
    rows = ["<tr>" + "".join(f"<th>{cell}</th>" for cell in grid[0]) + "</tr>"]
    rows += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in grid[1:]]
    return f"<table>{''.join(rows)}</table>"


def pdf(
    *parts: tuple[str, Any], footer: str = "", watermark: str = "", ruled: bool = True, widths: Sequence[float] = ()
) -> bytes:
    """A real PDF of headings, paragraphs and tables, with a footer on each page and a watermark across it."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    stream = io.BytesIO()

    def margins(canvas: Any, document: Any) -> None:
        canvas.saveState()
        if watermark:
            canvas.setFont("Helvetica", 90)
            canvas.setFillGray(0.85)
            canvas.translate(300, 200)
            canvas.rotate(45)
            canvas.drawString(0, 0, watermark)
            canvas.rotate(-45)
            canvas.translate(-300, -200)
        if footer:
            canvas.setFillGray(0)
            canvas.setFont("Helvetica", 8)
            canvas.drawString(40, 20, f"{footer} Page {document.page}")
        canvas.restoreState()

    story: list[Any] = []
    for kind, content in parts:
        if kind == "table":
            cells = [[Text(str(cell), styles["BodyText"]) for cell in row] for row in content]
            table = Table(cells, colWidths=widths if len(widths) == len(cells[0]) else None, repeatRows=1)
            if ruled:
                table.setStyle(
                    TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
                )
            story += [table, Spacer(1, 8)]
        elif kind.startswith("h"):
            story.append(Text(content, styles[f"Heading{kind[1]}"]))
        elif kind == "title":
            story.append(Text(content, styles["Title"]))
        else:
            story.append(Text(content, styles["BodyText"]))
    SimpleDocTemplate(
        stream, pagesize=landscape(A4), leftMargin=36, rightMargin=36, topMargin=40, bottomMargin=40
    ).build(story, onFirstPage=margins, onLaterPages=margins)
    return stream.getvalue()


def told(reading: Any) -> list[tuple[str, str, list[str], str, str]]:
    """Each action as ref, section, owners, due day (or nothing) and rating."""
    return [
        (
            action.ref,
            action.section,
            [owner.role for owner in action.owners],
            str(action.due.due_on or ""),
            action.rating.value,
        )
        for action in reading.actions
    ]


def fates(reading: Any) -> dict[int, str]:
    """What became of each line."""
    return {line.line: line.fate.value for line in reading.lines}


def picture_pdf(*, pages: int, before: Sequence[str] = ()) -> bytes:
    """A PDF whose pages are pictures, as a scanner makes them, with pages of words before them where asked for."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream, picture = io.BytesIO(), ImageReader(Image.new("RGB", (60, 80), "white"))
    canvas = Canvas(stream)
    for number, line in enumerate(before):
        canvas.drawString(72, 780 - 16 * (number % 40), line)
    if before:
        canvas.showPage()
        canvas.drawString(72, 780, "More words of the plan, on a page of their own, before the scanned page.")
        canvas.showPage()
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def real_document(start: str) -> Any:
    """The path of a real document whose name begins so, in ONEPLAN_SHARED; the test is skipped where there is none."""
    import os
    from pathlib import Path

    import pytest

    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("ONEPLAN_SHARED", root.parent / "shared")) / "seeds"
    found = sorted(folder.glob(f"{start}*"))
    if not found:
        pytest.skip(f"The real documents are not in {folder}: set ONEPLAN_SHARED to the folder that holds them.")
    return found[0]

"""Builders of plans whose colours carry meaning, and of pages that stand sideways."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from tests.support.plan_documents import saved

Coloured = Sequence[Sequence[Any]]

RED, AMBER, GREEN, BLUE = "FF0000", "FFC000", "00B050", "0070C0"


def coloured_word(*tables: Coloured, title: str = "Merrowdale plan") -> bytes:
    """A .docx of tables; a cell given as (words, colour) is filled with the colour."""
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = Document()
    document.add_heading(title, 0)
    for grid in tables:
        table = document.add_table(rows=0, cols=len(grid[0]))
        for row in grid:
            for cell, content in zip(table.add_row().cells, row, strict=True):
                words, colour = content if isinstance(content, tuple) else (content, "")
                cell.text = words
                if colour:
                    shade = OxmlElement("w:shd")
                    shade.set(qn("w:fill"), colour)
                    cell._tc.get_or_add_tcPr().append(shade)
        document.add_paragraph("")
    return saved(document)


def coloured_workbook(sheets: dict[str, Coloured]) -> bytes:
    """An .xlsx with one grid a sheet; a cell given as (value, colour) is filled with the colour."""
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    book = Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for down, row in enumerate(grid, 1):
            for across, content in enumerate(row, 1):
                value, colour = content if isinstance(content, tuple) else (content, "")
                cell = sheet.cell(down, across, value or None)
                if colour:
                    cell.fill = PatternFill("solid", fgColor=f"FF{colour}")
    return saved(book)


def sideways_pdf(grid: Sequence[Sequence[str]], *, turn: int = 90) -> bytes:
    """A PDF whose ruled table is drawn up or down an upright page."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table, TableStyle

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.translate(*((A4[0], 0) if turn > 0 else (0, A4[1])))
    canvas.rotate(turn)
    table = Table(
        [list(row) for row in grid],
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]),
    )
    table.wrapOn(canvas, 760, 500)
    table.drawOn(canvas, 40, 200)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()

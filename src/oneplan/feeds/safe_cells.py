"""Words in tables that leave: what somebody wrote stays words, and no program that opens it works anything out."""

from __future__ import annotations

from typing import Any

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

_FORMULA, _WORDS = "f", "s"
_BEGINS_ONE = ("=", "+", "-", "@", "\t", "\r")


def put(page: Worksheet, row: int, column: int, value: Any) -> Cell:
    """The cell with the value in it; words that begin like a formula are words."""
    cell = page.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    assert isinstance(cell, Cell)
    if cell.data_type == _FORMULA:
        cell.data_type, cell.quotePrefix = _WORDS, True
    return cell


def in_a_row(value: Any) -> Any:
    """The value for a comma-separated file, where only a mark before it keeps words from being worked out."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_ONE) else value

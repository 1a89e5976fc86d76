"""Sheets of values as people send them back."""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook

from oneplan.feeds.series_sheets import COLUMNS, SHEET
from oneplan.rulebook.catalogue_files import load_catalogue

SURVEY = datetime(2026, 1, 1)  # noqa: DTZ001 - as a workbook holds a day
MEASURES = load_catalogue().by_id


HEADS = tuple(COLUMNS.values())


def a_sheet(*rows, heads=HEADS):
    book = Workbook()
    page = book.active
    page.title = SHEET
    page.append(heads)
    for row in rows:
        titled = {"title": load_catalogue().by_id[row["measure"]].title if row["measure"] in MEASURES else None}
        page.append([(titled | row).get(name) for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_row(measure="M071", **more):
    return {"measure": measure, "begins": SURVEY, "top": 66, "bottom": 100} | more

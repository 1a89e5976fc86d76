"""Bringing a plan document in: receive, read, decide, apply, undo."""

from oneplan.actions.plan_imports.applying import ImportResult, apply_plan_import
from oneplan.actions.plan_imports.deciding import decide_conflict, decide_line, decide_missing
from oneplan.actions.plan_imports.receiving import (
    note_reading_progress,
    receive_plan_document,
    record_reading,
    record_reading_failed,
    start_reading,
)
from oneplan.actions.plan_imports.undoing import undo_plan_import

__all__ = [
    "ImportResult",
    "apply_plan_import",
    "decide_conflict",
    "decide_line",
    "decide_missing",
    "note_reading_progress",
    "receive_plan_document",
    "record_reading",
    "record_reading_failed",
    "start_reading",
    "undo_plan_import",
]

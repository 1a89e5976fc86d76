"""Improvement plans for tests: as readings, and as plans that were imported from them."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from oneplan.actions import plan_imports
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import (
    Due,
    DuePrecision,
    KeyEntry,
    LineFate,
    Owner,
    PlanReading,
    ReadAction,
    ReadPromise,
    ReadSection,
    ReadStatement,
    SourceLine,
)
from oneplan.records.documents.stored import StoredFile
from oneplan.records.improvement.models import PlanImport
from tests.support.people import TODAY


def read_action(ref: str, text: str = "", **more: object) -> ReadAction:
    """An action row; what is not said is ordinary."""
    plain = ReadAction(
        ref=ref,
        section="1",
        text=text or f"Do what {ref} says",
        owners=(Owner("SEND Manager"),),
        due=Due("March 2027", date(2027, 3, 1), date(2027, 3, 31), DuePrecision.MONTH),
        rating_raw="On track",
        rating=Rating.ON_TRACK,
        line=1,
        key=ref,
    )
    return replace(plain, **more)


def reading(*actions: ReadAction, title: str = "Test One Plan", review: tuple[str, ...] = ()) -> PlanReading:
    """A plan of two sections."""
    rows = actions or (read_action("A1"), read_action("A2"), read_action("B1", section="2"))
    imported = [SourceLine(number, row.text, LineFate.IMPORTED) for number, row in enumerate(rows, start=1)]
    doubtful = [
        SourceLine(len(rows) + number, text, LineFate.REVIEW, "it fits nowhere")
        for number, text in enumerate(review, start=1)
    ]
    return PlanReading(
        plan=title,
        ratings_as_at=date(2026, 1, 31),
        priorities=("Right support", "Right time"),
        sections=(
            ReadSection("1", "Leading together", "Right support", 1, must_improve="Everyone sees the whole"),
            ReadSection("2", "Helping early", "Right time", 2, must_improve="Help comes sooner"),
        ),
        areas=(ReadStatement("1", "One shared picture", 3),),
        actions=rows,
        measures=(ReadStatement("1", "The monthly scorecard", 4),),
        impacts=(ReadStatement("1", "Leaders know how it is", 5),),
        updates=(ReadStatement("1", "The board met twice", 6, dated_on=date(2026, 1, 15)),),
        promises=(ReadPromise("By August 2026", "A shared picture exists", 7, 1, False, date(2026, 8, 31)),),
        key=(
            KeyEntry("On track", "going as planned", Rating.ON_TRACK, 8),
            KeyEntry("Off track", "late", Rating.DELAYED, 9),
        ),
        lines=tuple(imported + doubtful),
    )


def stored_file(name: str = "plan.docx") -> StoredFile:
    """A file that says it is kept, for tests that never open it."""
    return StoredFile(name, "text/plain", 10, secrets.token_hex(32), secrets.token_hex(16))


def read_import(by: object, what: PlanReading, *, on: date = TODAY) -> str:
    """An import that has been read and waits for a person."""
    import_id = plan_imports.receive_plan_document(stored=stored_file(), by=by, on=on)
    plan_imports.start_reading(import_id=import_id, on=on)
    plan_imports.record_reading(import_id=import_id, reading=what, findings=(), on=on)
    return import_id


def imported_plan(by: object, what: PlanReading | None = None, *, on: date = TODAY) -> str:
    """The id of a plan that was imported."""
    import_id = read_import(by, what or reading(), on=on)
    return plan_imports.apply_plan_import(import_id=import_id, by=by, on=on).plan_id


def last_import() -> PlanImport:
    """The newest import."""
    return PlanImport.objects.latest("pk")

"""Spreadsheets of questions that go out and come back: held to what was sent, each fault named with its row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, BinaryIO

from django.core import signing

from oneplan.actions import replies
from oneplan.actions.replies import SheetLine
from oneplan.adapters.files import gate, store
from oneplan.adapters.files.kinds import FileKind
from oneplan.answers import delivery_sheets as sent
from oneplan.answers.delivery_sheets import SheetContent, SheetHeld
from oneplan.core.improvement.cycles import Answer, Stage, faults_in
from oneplan.core.kernel import Problem
from oneplan.feeds.quota import check_quota
from oneplan.feeds.reply_cells import Cells, day_in, text_in
from oneplan.feeds.reply_workbooks import COLUMNS, ReadBook, read_book, written
from oneplan.rulebook.cycle_files import cycle_rules

__all__ = ["ReadSheet", "RowFault", "RowKept", "apply_sheet", "kept_sheet", "read_sheet", "receive_sheet", "sheet_for"]

_SALT, _A_DAY = "oneplan.reply-sheets", 24 * 3600


@dataclass(frozen=True, slots=True)
class RowKept:
    """A row that can be kept, and what is to be said about it before it is."""

    row: int
    ref: str
    line_id: str
    answer: Answer
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be kept, and why."""

    row: int
    ref: str
    says: str


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What came back: rows to keep, rows at fault, and what is still owed; ``token`` finds the file again for a day."""

    held: SheetHeld
    filled_by: str
    kept: tuple[RowKept, ...]
    faults: tuple[RowFault, ...]
    missing: tuple[str, ...]
    empty: tuple[str, ...]
    token: str = ""


def sheet_for(
    *, cycle_id: str, role: str, by: Any, on: date, request_key: str = "", route: str = ""
) -> tuple[str, bytes]:
    """The sheet of one role, with its name as a file; what it holds is on record."""
    sheet_id = replies.send_sheet(cycle_id=cycle_id, role=role, by=by, on=on, request_key=request_key, route=route)
    content: SheetContent = sent.content_of(sheet_id)
    return f"Updates {content.held.cycle} {role}.xlsx".replace("/", "-"), written(content)


def receive_sheet(upload: BinaryIO, *, name: str, declared_type: str, by: Any, on: date) -> ReadSheet:
    """The sheet has passed the gate and is kept for a day until somebody decides; raises Problem in words."""
    check_quota(by)
    kind = FileKind("a sheet of replies", ("xlsx",), cycle_rules().sheet_bytes)
    stored = gate.receive(upload, name=name, declared_type=declared_type, kind=kind)
    try:
        found = read_sheet(read_book(store.path_of(stored.stored_as).read_bytes()), on=on)
    except BaseException:
        store.remove(stored.stored_as)
        raise
    return replace(found, token=signing.dumps([stored.stored_as, by.pk], salt=_SALT))


def kept_sheet(token: str, *, by: Any, on: date) -> ReadSheet:
    """The sheet that this person brought in before, read again; raises Problem when it is gone."""
    try:
        stored_as, owner = signing.loads(token, salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature as cause:
        raise _gone() from cause
    if owner != by.pk or not store.path_of(stored_as).exists():
        raise _gone()
    return replace(read_sheet(read_book(store.path_of(stored_as).read_bytes()), on=on), token=token)


def apply_sheet(found: ReadSheet, *, by: Any, on: date, request_key: str = "", route: str = "") -> int:
    """The rows that can be kept are kept, all of them or none; says how many, and keeps no file."""
    rows = [SheetLine(each.line_id, each.answer) for each in found.kept]
    count = replies.reply_by_sheet(
        sheet_id=found.held.id,
        rows=rows,
        filled_by=found.filled_by,
        by=by,
        on=on,
        request_key=request_key,
        route=route,
    )
    if found.token:
        store.remove(signing.loads(found.token, salt=_SALT)[0])
    return count


def read_sheet(book: ReadBook, *, on: date) -> ReadSheet:
    """The sheet held to what was sent; raises Problem where the whole of it is not one that can be used now."""
    held = sent.held(book.sheet_id, on=on)
    if held.stage is Stage.LOCKED:
        raise Problem(
            f"This sheet is of cycle {held.cycle}, which is locked.",
            why="It was probably kept from an earlier round.",
            do="Ask for the sheet of the present round and copy what still holds into it.",
        )
    reader = _Reader(held)
    for row, cells in book.rows:
        reader.take(row, cells)
    return reader.result(book.filled_by)


class _Reader:
    """Takes the rows one after another and tells what can be kept from what cannot."""

    def __init__(self, held: SheetHeld) -> None:
        self.held = held
        self.kept: dict[str, RowKept] = {}
        self.faults: list[RowFault] = []
        self.seen: dict[str, int] = {}
        self.empty: list[str] = []

    def take(self, row: int, cells: Cells) -> None:
        ref = text_in(cells, "ref")
        line_id, problem = self._line(text_in(cells, "line"), ref)
        if problem:
            self.faults.append(RowFault(row, ref, problem))
            return
        if line_id in self.seen:
            self._twice(row, ref, line_id)
            return
        self.seen[line_id] = row
        formulas = [COLUMNS[name] for name in COLUMNS if cells.is_formula(name)]
        if formulas:
            named = ", ".join(f"“{each}”" for each in formulas)
            self._fault(row, ref, f"{named} holds a formula. Type what it should say; a formula may change by itself.")
            return
        answer, notes, faults = _answer(cells)
        if faults:
            self._fault(row, ref, " ".join(faults))
        elif answer.is_empty:
            self.empty.append(ref)
        else:
            self._checked(row, ref, line_id, answer, notes)

    def _checked(self, row: int, ref: str, line_id: str, answer: Answer, notes: list[str]) -> None:
        faults = faults_in(answer, words=self.held.words, longest=cycle_rules().answer_characters)
        if faults:
            self._fault(row, ref, " ".join(each.says for each in faults))
            return
        since = self.held.answered_since.get(line_id, ())
        said = [f"{name} answered about it since this sheet was sent. Both answers will stand." for name in since]
        if line_id in self.held.moved:
            said.append("The action has changed since this sheet was sent.")
        self.kept[line_id] = RowKept(row, ref, line_id, answer, (*notes, *said))

    def _line(self, line_id: str, ref: str) -> tuple[str, str]:
        """The line that a row is about, or what is wrong with it."""
        lines = self.held.lines
        if line_id in lines:
            if lines[line_id] != ref:
                says = f"Its reference was “{lines[line_id]}” when the sheet was sent and is “{ref}” now."
                return "", f"{says} Put the reference back, so that the words go to the right action."
            return line_id, ""
        if line_id in self.held.others:
            return "", f"“{ref}” is asked of {self.held.others[line_id]}, not of {self.held.role}."
        same = [each for each, known in lines.items() if known == ref]
        if len(same) == 1:
            return same[0], ""
        if not ref:
            return "", "It has no reference, so nobody can tell which action it is about."
        return "", f"“{ref}” is not one of the references that were sent."

    def _twice(self, row: int, ref: str, line_id: str) -> None:
        first = self.seen[line_id]
        self.kept.pop(line_id, None)
        self._fault(row, ref, f"Row {first:,} is about the same action. Keep one of the two.")
        self.faults.append(RowFault(first, ref, f"Row {row:,} is about the same action. Keep one of the two."))

    def _fault(self, row: int, ref: str, says: str) -> None:
        self.faults.append(RowFault(row, ref, says))

    def result(self, filled_by: str) -> ReadSheet:
        missing = [ref for line_id, ref in self.held.lines.items() if line_id not in self.seen]
        return ReadSheet(
            held=self.held,
            filled_by=filled_by or self.held.role,
            kept=tuple(sorted(self.kept.values(), key=lambda each: each.row)),
            faults=tuple(sorted(set(self.faults), key=lambda each: (each.row, each.says))),
            missing=tuple(missing),
            empty=tuple(self.empty),
        )


def _answer(cells: Cells) -> tuple[Answer, list[str], list[str]]:
    """What a row says, what is to be noted of how it was read, and what cannot be read."""
    day, note, fault = day_in(cells, "due_on")
    answer = Answer(
        done=text_in(cells, "done"),
        difference=text_in(cells, "difference"),
        rating=text_in(cells, "rating"),
        rating_reason=text_in(cells, "rating_reason"),
        due_on=day,
        due_reason=text_in(cells, "due_reason"),
        risks=text_in(cells, "risks"),
        public_words=text_in(cells, "public_words"),
    )
    return answer, [note] if note else [], [fault] if fault else []


def _gone() -> Problem:
    return Problem("The sheet that was brought in is no longer kept.", do="Choose the file again.")

"""An import as its pages show it: what was read, what differs, what must be decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from oneplan.core.improvement.reading import LineFate
from oneplan.web.plan.lines import due_words, owner_words
from oneplan.web.plan.narrowing import Choice, Group
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.actions.plan_imports import ImportResult
    from oneplan.answers.plan_imports import PlanDifference
    from oneplan.core.improvement.reading import ReadAction
    from oneplan.records.improvement.import_queries import Preview
    from oneplan.records.improvement.rows import ImportCounts, ImportLineRow, ImportRow

STATES = {
    "received": ("on_track", "Waiting to be read"),
    "reading": ("on_track", "Being read"),
    "read": ("soon", "Ready for you"),
    "failed": ("late", "Could not be read"),
    "applied": ("met", "In place"),
    "undone": ("disapplied", "Undone"),
}
FATES = {
    "": "All",
    "imported": "Imported",
    "heading": "Headings",
    "noise": "Left out as noise",
    "review": "For you to decide",
}
DECISIONS = {"ignored": "Left out", "note": "Kept as a note", "action": "Made an action"}
FIELDS = {
    "text": "Wording",
    "phase": "Phase",
    "rating": "Rating",
    "due": "Date",
    "owners": "Owners",
    "section": "Section",
}
LINES_ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the source and what became of it."""

    line: int
    text: str
    state: str
    word: str
    why: str
    decide: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field that differs, and how to choose where both sides changed it."""

    name: str
    before: str
    after: str
    decide: str
    keeps: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One action that differs."""

    ref: str
    fields: tuple[FieldView, ...]


def heading(row: ImportRow) -> str:
    """What the page of an import says it is."""
    match row.state:
        case "received" | "reading":
            return "Reading your plan"
        case "failed":
            return "This document could not be read"
        case "read":
            return f"What we read in {row.plan_title or 'your plan'}"
        case "applied":
            return f"{row.plan_title or 'The plan'} is in place"
        case _:
            return "This import was undone"


def lead(row: ImportRow) -> str:
    """What the reading came to, in a sentence."""
    counts = row.counts
    parts = [
        f"{counts.imported} imported",
        words.count_of(counts.heading, "heading"),
        f"{counts.noise} left out as noise",
        f"{counts.review or 'nothing'} for you to decide",
    ]
    return f"{words.count_of(counts.total, 'line').capitalize()} read: {words.listed(parts)}. None lost."


def fates(counts: ImportCounts, import_id: str, chosen: str) -> tuple[Group, ...]:
    """Ways to show only some lines."""
    address = reverse("import", args=[import_id])
    number = {"": counts.total, **{fate.value: getattr(counts, fate.value) for fate in LineFate}}
    return (
        Group(
            "Lines",
            tuple(
                Choice(
                    label, number[fate], f"{address}?fate={fate}#lines" if fate else f"{address}#lines", fate == chosen
                )
                for fate, label in FATES.items()
            ),
        ),
    )


def lines(rows: Iterable[ImportLineRow], import_id: str, *, may_decide: bool) -> tuple[LineView, ...]:
    """Lines of the source with their fates."""
    return tuple(_line(row, import_id, may_decide=may_decide) for row in rows)


def changes(difference: PlanDifference, import_id: str) -> tuple[ChangeView, ...]:
    """Every action that differs, field by field."""
    return tuple(
        ChangeView(change.ref, tuple(_field(field, change.key, import_id) for field in change.fields))
        for change in difference.changed
    )


def new_actions(difference: PlanDifference) -> tuple[tuple[str, str, str, str], ...]:
    """Ref, text, owners and date of each action that is new."""
    read = (action.read for action in difference.new)
    return tuple((each.ref, each.text, _named(each), due_words(each.due)) for each in read)


def tally(difference: PlanDifference) -> str:
    """The difference in a sentence."""
    conflicts = sum(len(change.fields) for change in difference.conflicts)
    clash = (
        f" {words.count_of(conflicts, 'field').capitalize()} changed both here and in the document."
        if conflicts
        else ""
    )
    return (
        f"{words.count_of(len(difference.new), 'new action').capitalize()}, {len(difference.changed)} changed, "
        f"{len(difference.unchanged)} the same, {len(difference.missing)} no longer there.{clash}"
    )


def outcome(result: ImportResult) -> str:
    """What putting the plan in place did, leaving out what is nought."""
    counted = (
        (result.created, "new"),
        (result.changed, "changed"),
        (result.kept_ours, "kept as it was here"),
        (result.superseded, "closed"),
        (result.unchanged, "the same"),
    )
    said = words.listed([f"{number} {says}" for number, says in counted if number])
    return f"The plan is in place. Its actions: {said}."


def sections(preview: Preview) -> list[tuple[str, str]]:
    """The sections a line may be put in: those of the document, by the place each has in the plan."""
    slugs = preview.change.slugs
    return [(slugs[each.key], f"{each.number}. {each.title}".lstrip(". ")) for each in preview.reading.sections]


def section_at(preview: Preview, line: int) -> str:
    """The section within which a line of the document stands, by its place in the plan; empty before the first."""
    before = [each for each in preview.reading.sections if each.line <= line]
    return preview.change.slugs.get(max(before, key=lambda each: each.line).key, "") if before else ""


def action_on(preview: Preview, line: int) -> str:
    """The action that was read from a doubtful line, in words; empty when none was."""
    for each in preview.reading.actions:
        if line in {each.line, *each.lines}:
            return f"Action {each.ref}: {each.text}. Owner: {_named(each)}. Due: {due_words(each.due)}."
    return ""


def to_settle(row: ImportRow, difference: PlanDifference) -> tuple[tuple[str, str], ...]:
    """What waits for a person before the plan is put in place, each with the address where it is settled."""
    address = reverse("import", args=[row.id])
    conflicts = sum(1 for change in difference.changed for field in change.fields if field.is_conflict)
    waiting = (
        (row.counts.undecided, "line to decide about", "lines to decide about", f"{address}?fate=review#lines"),
        (conflicts, "field changed both here and in the document", "fields changed both here and in the document",
         "#changed"),
        (len(difference.missing), "action that the document no longer holds",
         "actions that the document no longer holds", "#missing"),
    )  # fmt: skip
    return tuple((words.count_of(count, one, many), where) for count, one, many, where in waiting if count)


def _named(read: ReadAction) -> str:
    return words.listed(list(owner_words(read.owners))) or "Nobody named"


def _line(row: ImportLineRow, import_id: str, *, may_decide: bool) -> LineView:
    is_open = row.fate == LineFate.REVIEW and may_decide and not row.is_carried_out
    word = DECISIONS.get(row.decision, "")
    address = reverse("import-line", args=[import_id, row.line]) if is_open else ""
    why = row.reason or row.why
    return LineView(row.line, row.text, "met" if word else row.fate, word, why[:1].upper() + why[1:], address)


def said_once(value: str) -> str:
    """A date as written, without repeating in brackets a day that it names already."""
    written, _, read = value.partition(" (by ")
    return written if read == f"{written})" else value


def _field(field: Any, key: str, import_id: str) -> FieldView:
    address = reverse("import-conflict", args=[import_id, key, field.field]) if field.is_conflict else ""
    keeps = (
        {"ours": "Ours is kept", "theirs": "The document's is taken"}.get(field.decision, "")
        if field.is_conflict
        else ""
    )
    return FieldView(
        FIELDS.get(str(field.field), str(field.field)),
        said_once(field.before) or "Nothing",
        said_once(field.after) or "Nothing",
        address,
        keeps,
    )

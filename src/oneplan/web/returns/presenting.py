"""Returns in words: where each one is, what it would change, and what it did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from oneplan.core.kernel import Problem
from oneplan.web.children.parts import Cell, Link, Part, number, table
from oneplan.web.ui.words import count_of, listed, short_day

if TYPE_CHECKING:
    from oneplan.answers.person_returns import Preview, ProblemKind, ReturnRow

STATES = {
    "waiting": ("track", "Waiting to be read"),
    "reading": ("track", "Being read"),
    "read": ("soon", "Ready for you"),
    "applied": ("met", "In place"),
    "failed": ("late", "Could not be read"),
    "set aside": ("disapplied", "Set aside"),
}
LEVELS = {"E": ("late", "Error"), "Q": ("soon", "Query")}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PEOPLE, PERSON = "children and young people", "child or young person"
EFFECTS = (
    ("new_people", "new child or young person", "new children and young people"),
    ("changed_people", "name, number or birth date changed", "names, numbers or birth dates changed"),
    ("unchanged_people", "child or young person exactly the same", "children and young people exactly the same"),
    ("missing_people", "no longer in the return", "no longer in the return"),
    ("waiting_people", "waiting for a doubtful match", "waiting for doubtful matches"),
    ("left_out_people", "left out: it cannot be used as it stands", "left out: they cannot be used as they stand"),
    ("new_cases", "new case", "new cases"),
    ("changed_cases", "case changed", "cases changed"),
    ("left_out_cases", "case left out", "cases left out"),
    ("new_events", "new event", "new events"),
    ("changed_events", "event corrected", "events corrected"),
    ("retracted_events", "event taken back", "events taken back"),
    ("new_settings", "setting seen for the first time", "settings seen for the first time"),
)  # fmt: skip


SAID = frozenset({"new_people", "new_cases", "changed_cases", "unchanged_people", "missing_people", "waiting_people"})


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One return in the list."""

    name: str
    file: str
    address: str
    state: str
    word: str
    persons: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Number:
    """A number that opens to what it counts."""

    value: str
    words: str
    address: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """What the page of one return says."""

    title: str
    file: str
    lead: str
    read_by: str
    figures: tuple[Number, ...]
    parts: tuple[Part, ...]
    apply: str
    import_day: str
    set_aside: str


def return_name(row: ReturnRow) -> str:
    """What a return is called: its collection and year, once they have been read."""
    return f"{row.collection} {row.year}" if row.year else "A return"


def line(row: ReturnRow) -> ReturnLine:
    """One return as a line of the list."""
    state, word = STATES.get(row.state, ("unknown", row.state))
    return ReturnLine(
        name=return_name(row),
        file=row.document_name,
        address=reverse("return", args=[row.id]),
        state=state,
        word=word,
        persons=f"{row.persons:,}" if row.is_ready or row.is_applied else "Not known yet",
        by=row.received_by,
        on=timezone.localdate(row.received_at),
    )


def title_of(row: ReturnRow) -> str:
    """What the page of a return says it is."""
    match row.state:
        case "waiting" | "reading":
            return "Reading the return"
        case "failed":
            return "This return could not be read"
        case "applied":
            return f"{return_name(row)} is in place"
        case "set aside":
            return f"{return_name(row)} was set aside"
        case _:
            return f"What {return_name(row)} would change"


def refusal(row: ReturnRow) -> Problem:
    """Why a return could not be read, in words."""
    said = row.problem or {}
    return Problem(
        said.get("what") or row.says or "The file could not be read.", why=said.get("why", ""), do=said.get("do", "")
    )


def return_page(found: Preview) -> ReturnPage:
    """The page of a return that was read or applied."""
    row = found.row
    on = f" on {short_day(row.reference_date)}" if row.reference_date else ""
    of = f"It says where each case stood{on}, for authority {row.lea}." if row.lea else ""
    read_by = f"Brought in by {row.received_by} on {short_day(timezone.localdate(row.received_at))}."
    applied = f" Put in place by {row.applied_by} on {short_day(row.applied_on)}." if row.applied_on else ""
    history = " A later return is in place, so this one only adds what was not known." if row.is_history else ""
    return ReturnPage(
        title=title_of(row),
        file=row.document_name,
        lead=f"{count_of(row.persons, PERSON, PEOPLE).capitalize()} read. {in_a_sentence(row.effect)}",
        read_by=f"{of} {read_by}{applied}{history}".strip(),
        figures=_figures(found),
        parts=(_changes(row), _kinds_changed(row.effect), _problems(found), _doubts(found)),
        apply=reverse("return-apply", args=[row.id]) if found.may_apply else "",
        import_day=reverse("import-day") if row.is_applied else "",
        set_aside=reverse("return-set-aside", args=[row.id]) if found.may_apply else "",
    )


def said_plainly(value: str) -> str:
    """What a file says, a day as people say it; a number that only looks like one stays a number."""
    try:
        return short_day(date.fromisoformat(value)) if DAY.fullmatch(value) else value
    except ValueError:
        return value


def in_a_sentence(effect: Mapping[str, object]) -> str:
    """The effect on people and cases in a sentence, leaving out what is nought."""
    said = [f"{count:,} {one if count == 1 else many}" for name, count, one, many in _counted(effect) if name in SAID]
    return f"{listed(said)[:1].upper()}{listed(said)[1:]}." if said else "Nothing would change."


def _counted(effect: Mapping[str, object]) -> Iterable[tuple[str, int, str, str]]:
    for name, one, many in EFFECTS:
        count = effect.get(name, 0)
        if isinstance(count, int) and count:
            yield name, count, one, many


def _figures(found: Preview) -> tuple[Number, ...]:
    problems = f"{reverse('data-problems')}?return={found.row.id}"
    errors = sum(kind.count for kind in found.problems if kind.level == "E")
    queries = sum(kind.count for kind in found.problems if kind.level != "E")
    effect = found.row.effect
    return (
        Number(f"{found.row.persons:,}", "people read", "#changes"),
        Number(f"{effect.get('new_people', 0):,}", "new people", "#changes"),
        Number(f"{effect.get('changed_cases', 0):,}", "cases changed", "#changes"),
        Number(f"{effect.get('missing_people', 0):,}", "no longer there", "#changes"),
        Number(f"{errors:,}", "errors", f"{problems}&level=E", "late" if errors else ""),
        Number(f"{queries:,}", "queries", f"{problems}&level=Q"),
        Number(f"{len(found.matches):,}", "doubtful matches", "#doubts"),
    )


def _changes(row: ReturnRow) -> Part:
    title = "What it changed" if row.is_applied else "What it would change"
    rows = [(f"{many if count != 1 else one}".capitalize(), count) for _, count, one, many in _counted(row.effect)]
    empty = "Nothing: the record says all of this already."
    return table("changes", title, ("What", "How many"), rows, empty=empty)


def _kinds_changed(effect: Mapping[str, object]) -> Part:
    held = effect.get("changes")
    kinds = sorted(held.items(), key=lambda each: -each[1]) if isinstance(held, dict) else []
    rows = [(f"{kind[:1].upper()}{kind[1:]}", count) for kind, count in kinds]
    says = "Counted for those already on record: what the return says of them that the record does not." if rows else ""
    title, empty = "What differs for those on record", "Nothing differs for anybody on record."
    return table("columns", title, ("What", "How many"), rows, says=says, empty=empty)


def _problems(found: Preview) -> Part:
    rows = [problem_cells(kind, found.row.id) for kind in found.problems]
    says = "None of them stops the return. Those that spoil a date come first." if rows else ""
    return table(
        "problems", "Data problems by check", ("What was found", "Level", "What it spoils", "How many"), rows,
        count=sum(kind.count for kind in found.problems), says=says, empty="No check of the return found anything.",
    )  # fmt: skip


def problem_cells(kind: ProblemKind, return_id: str) -> tuple[Cell, Cell, Cell, Cell]:
    """One check with how often it fired, opening to its list."""
    state, word = LEVELS.get(kind.level, ("unknown", kind.level))
    where = f"{reverse('data-problems')}?return={return_id}&rule={kind.rule}"
    return (
        Cell(kind.message, where, more=f"Check {kind.rule}"),
        Cell(word, state=state),
        Cell(kind.harm.title, more=kind.harm.says),
        number(kind.count),
    )


def _doubts(found: Preview) -> Part:
    rows = [
        (
            Cell(
                f"Number {each.position:,} in the file", reverse("match", args=[each.id]) if each.returned_name else ""
            ),
            each.why,
        )
        for each in found.matches
    ]
    says = "Nothing of theirs is put in place until a named person decides. The rest does not wait." if rows else ""
    more: Link | None = ("All doubtful matches", reverse("matches")) if rows else None
    return table(
        "doubts", "Doubtful matches waiting", ("Who", "Why it is doubtful"), rows, says=says, more=more,
        empty="Everybody in the return is surely somebody on record, or surely new.",
    )  # fmt: skip

"""Import day in words: what is late, what falls due next, what a return cannot tell, and what to put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.children.parts import Cell, Part, number, table
from oneplan.web.returns.presenting import Number, problem_cells, return_name
from oneplan.web.ui.words import count_of, long_day

if TYPE_CHECKING:
    from oneplan.answers.person_returns_day import CannotBeKnown, DueNext, ImportDay, LateCase, LateLimit

TEN = 10
LATE_SAYS = (
    "Each opens to everybody whose it is, the longest first. Days are counted to the last day that the record was told "
    "of: nobody knows what happened since."
)
WHOLE_AREA = "Every open case of the area is counted here; My work and Team count those of your teams."
OTHERS = "for others to do"


@dataclass(frozen=True, slots=True)
class ImportDayPage:
    """What import day says."""

    title: str
    caption: str
    lead: str
    as_at: str
    figures: tuple[Number, ...]
    parts: tuple[Part, ...]


def present(day: ImportDay) -> ImportDayPage:
    """The page of import day."""
    return ImportDayPage(
        title=_title(day),
        caption="Import day",
        lead=_lead(day),
        as_at=_as_at(day),
        figures=_figures(day),
        parts=(_late(day), _due_next(day), _unknown(day), _worth_fixing(day), _settings(day), _officers(day)),
    )


def _title(day: ImportDay) -> str:
    if not day.cases:
        return "No cases are on record yet"
    if not day.late_count:
        return f"Nothing known is late in {count_of(day.cases, 'open case')}"
    return f"{count_of(day.late_count, 'duty', 'duties')} {'is' if day.late_count == 1 else 'are'} late"


def _lead(day: ImportDay) -> str:
    if not day.cases:
        return "Put a return in place, and what is late, what falls due next and what cannot be known stands here."
    unknown = sum(each.count for each in day.unknown)
    soon = sum(each.within[0][1] for each in day.due_next if each.is_ours)
    said = [f"{count_of(day.cases, 'open case').capitalize()}."]
    if soon:
        more = f"{count_of(soon, 'more falls', 'more fall').capitalize()}"
        said.append(f"{more} due within a week.")
    if day.others_late:
        others = day.others_late
        said.append(
            f"{count_of(others, 'duty', 'duties').capitalize()} of others {'is' if others == 1 else 'are'} late."
        )
    if unknown:
        said.append(f"Of {count_of(unknown, 'duty', 'duties')} a return cannot tell, and none of those is called late.")
    return " ".join(said)


def _as_at(day: ImportDay) -> str:
    latest = day.latest
    if latest is None:
        return f"Seen on {long_day(day.on)}."
    until = f", which speaks of {long_day(latest.reference_date)}" if latest.reference_date else ""
    return f"Seen on {long_day(day.on)}, from {return_name(latest)}{until}. {WHOLE_AREA}"


def _figures(day: ImportDay) -> tuple[Number, ...]:
    if not day.cases:
        return ()
    unknown, soon = (
        sum(each.count for each in day.unknown),
        sum(each.within[-1][1] for each in day.due_next if each.is_ours),
    )
    return (
        Number(f"{day.late_count:,}", "late", "#late", "late" if day.late_count else ""),
        Number(f"{soon:,}", "due within four weeks", "#next"),
        Number(f"{unknown:,}", "cannot be known", "#unknown"),
        Number(f"{len(day.worth_fixing):,}", "kinds of data problem to fix first", "#fix"),
        Number(f"{day.waiting_matches:,}", "doubtful matches", reverse("matches")),
    )


def _late(day: ImportDay) -> Part:
    headings = ("What is late", "How many", "Longest, days", "Middle, days", "The longest")
    says = LATE_SAYS if day.late else ""
    empty = "Nothing that can be known is late."
    more = ("Everything that is late", f"{reverse('work')}?group=late") if day.late else None
    rows = [_late_row(each) for each in day.late]
    return table("late", "What is late", headings, rows, count=day.late_count, says=says, empty=empty, more=more)


def _late_row(each: LateLimit) -> tuple[Cell | int | str, ...]:
    first = each.first[0] if each.first else None
    worst = Cell(_named(first) if first else "")
    middle = f"{each.middle:,.0f}"
    where = reverse("import-day-list", args=["late", each.rule, each.output])
    rule = Cell(each.title, where, more=_rule(each))
    return (rule, number(each.count), number(each.longest), Cell(middle, is_number=True), worst)


def _named(case: LateCase) -> str:
    return f"{case.name or 'Without a name'}, {count_of(case.days_late, 'day')}"


def _due_next(day: ImportDay) -> Part:
    windows = [days for days, _ in day.due_next[0].within] if day.due_next else []
    headings = ("What falls due", *(f"Within {days} days" for days in windows))
    rows = [_next_row(each) for each in day.due_next]
    empty = "Nothing that can be known falls due in the next four weeks."
    total = sum(each.within[-1][1] for each in day.due_next if each.is_ours)
    return table("next", "What falls due next", headings, rows, count=total, empty=empty)


def _next_row(each: DueNext) -> tuple[Cell, ...]:
    where = reverse("import-day-list", args=["next", each.rule, each.output])
    return (Cell(each.title, where, more=_rule(each)), *(number(count) for _, count in each.within))


def _rule(each: LateLimit | DueNext) -> str:
    """The rule, and that others have to act where they do; they are in no total of the authority's."""
    return f"Rule {each.rule}" if each.is_ours else f"Rule {each.rule}, {OTHERS}"


def _unknown(day: ImportDay) -> Part:
    says = (
        "A return says what happened, but not everything. Of these nobody can tell from a return whether they were "
        "done, so they are not counted as late. Once the day is on record, each one is known."
    )
    rows = [_unknown_row(each) for each in day.unknown]
    total = sum(each.count for each in day.unknown)
    empty = "Everything that runs can be told from what is on record."
    headings = ("What cannot be known", "Why", "How many")
    return table("unknown", "What cannot be known", headings, rows, count=total, says=says if rows else "", empty=empty)


def _unknown_row(each: CannotBeKnown) -> tuple[Cell | str, ...]:
    where = reverse("import-day-list", args=["unknown", each.rule, each.output])
    return (Cell(each.title, where, more=f"Rule {each.rule}"), each.says, number(each.count))


def _worth_fixing(day: ImportDay) -> Part:
    latest = day.latest
    rows = [problem_cells(kind, latest.id) for kind in day.worth_fixing] if latest else []
    headings = ("What was found", "Level", "What it spoils", "How many")
    title = "Ten data problems worth fixing first" if len(rows) == TEN else "Data problems worth fixing first"
    more = ("Every data problem", reverse("data-problems")) if rows else None
    empty = "No data problem is on record."
    return table("fix", title, headings, rows, count=len(rows), empty=empty, more=more)


def _settings(day: ImportDay) -> Part:
    count = day.settings_by_number_count
    rows = [(name,) for name in day.settings_by_number]
    more = ("Every setting known only by its number", f"{reverse('settings-list')}?named=no") if count else None
    says = f"The first {len(rows)} of {count:,}. A list with their names completes them." if count > len(rows) else ""
    empty = "Every setting has its name."
    return table(
        "settings", "Settings known only by number", ("Setting",), rows, count=count, says=says, empty=empty, more=more
    )


def _officers(day: ImportDay) -> Part:
    count = day.cases_without_officer
    more = ("See what falls due for them", f"{reverse('work')}?who=unallocated") if count else None
    also = ("Give them officers from a list", f"{reverse('lists-upload')}?kind=officers") if count else None
    says = f"{count_of(count, 'open case').capitalize()} {'is' if count == 1 else 'are'} unallocated." if count else ""
    empty = "" if count else "Every open case has an officer."
    return Part("officers", "Cases without an officer", count, says=says, empty=empty, more=more, also=also)

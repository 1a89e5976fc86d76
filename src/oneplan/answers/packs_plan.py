"""The parts of a pack that the plan itself fills: the thread, what changed, exceptions, areas, done and late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from oneplan.adapters.packs.shapes import Block, Cell, Column, Grid, Heading, Points, Words
from oneplan.answers.challenges import open_challenges
from oneplan.answers.delivery import ClearedUpdate, changes_between_locks, latest_lock
from oneplan.answers.packs_gathered import Gathered
from oneplan.answers.packs_measures import charts_of, measure_cell, measures_grid, statements_of
from oneplan.answers.packs_words import (
    capital,
    count_said,
    day_said,
    due_said,
    listed,
    owners_said,
    rating_said,
    rating_word,
    section_name,
    shortened,
)
from oneplan.core.improvement.facets import Facet, from_plain, in_words
from oneplan.core.improvement.history import KIND_OF_CHANGE
from oneplan.core.improvement.rating import Rating
from oneplan.records.improvement import queries
from oneplan.records.improvement.changes import ChangeRow
from oneplan.records.improvement.rows import ActionRow, SectionRow, UpdateRow

_FACETS = {kind.value: facet for facet, kind in KIND_OF_CHANGE.items()}
_ADDED = {
    "update_recorded": "Update",
    "evidence_added": "Evidence",
    "impact_stated": "Difference made",
    "superseded": "Closed",
}
_CHANGED = {
    Facet.TEXT: "Wording",
    Facet.PHASE: "Phase",
    Facet.SECTION: "Place",
    Facet.RATING: "Rating",
    Facet.DUE: "Date",
    Facet.OWNERS: "Owners",
}
_ACTIONS = (
    Column("Ref", 9),
    Column("Action", 41),
    Column("Who", 20),
    Column("When", 14),
    Column("Where it stands", 16),
)
_THREAD = (
    Column("What must improve", 30),
    Column("Actions", 8, is_number=True),
    Column("Finished", 9, is_number=True),
    Column("Late", 8, is_number=True),
    Column("Is it working?", 45),
)


def lead(held: Gathered) -> str:
    """What the plan comes to on the day, in two sentences."""
    total, done = held.count("plan/total", "actions"), held.count("plan/finished", "said to be finished")
    named = (("late", "late"), ("trouble", "more delayed or at risk"), ("undated", "without a date"))
    rest = [f"{held.count(f'plan/{key}', says):,} {says}" for key, says in named if held.counted.get(f"plan/{key}")]
    first = f"{capital(count_said(total, 'action'))}; {done:,} said to be finished."
    return f"{first} Of the rest, {listed(rest)}." if rest else first


def thread(held: Gathered) -> Iterator[Block]:
    """One page: each section with its actions, what is late, and its first measures."""
    yield Words(lead(held), "lead")
    titles = {each.number: each.title for each in held.tree.priorities}
    for number in dict.fromkeys(each.priority for each in held.sections):
        within = [each for each in held.sections if each.priority == number]
        yield Heading(titles.get(number, "Other parts of the plan"))
        rows = tuple(_strand(held, each) for each in within)
        yield Grid(f"The thread: {titles.get(number, 'other parts')}", _THREAD, rows)


def _strand(held: Gathered, section: SectionRow) -> tuple[Cell, ...]:
    name = section_name(section)
    found = (held.count(f"section/{section.slug}/{key}", name) for key in ("total", "finished", "late"))
    measures = held.measures.get(section.slug, ())[:2]
    working = "; ".join(measure_cell(held, link) for link in measures) or "No measure with a single value is linked"
    return (Cell(name), *(Cell(f"{number:,}") for number in found), Cell(working))


def changes(held: Gathered) -> Iterator[Block]:
    """What was changed since the day that the last pack told of, the newest first."""
    rows = queries.changes_since(held.plan_id, held.since, viewer=held.viewer)
    yield from _locked(held)
    yield Heading("Change by change")
    yield Words(f"Since {day_said(held.since)}, {count_said(len(rows), 'change')} to the plan.", "lead")
    if rows:
        columns = (Column("Ref", 9), Column("What", 14), Column("Before", 29), Column("Now", 30), Column("When", 18))
        yield Grid(f"Changes since {day_said(held.since)}", columns, tuple(_change(row) for row in rows))


def _locked(held: Gathered) -> Iterator[Block]:
    """What the last cycle of updates changed, from one lock to the next."""
    lock, found = latest_lock(held.plan_id), changes_between_locks(held.plan_id, viewer=held.viewer)
    if lock is None:
        held.missing.append("No cycle of updates has been locked yet, so nothing is set against the one before.")
        return
    yield Heading(f"The cycle that was locked on {day_said(lock.on)}")
    if not found:
        yield Words("It changed nothing, or there is no lock before it to compare with.", "quiet")
        return
    columns = (Column("Ref", 10), Column("What", 14), Column("Before", 38), Column("Now", 38))
    rows = ((each.ref, capital(each.facet), shortened(each.before), shortened(each.after)) for each in found)
    yield Grid("What the last cycle changed", columns, tuple(tuple(Cell(text) for text in row) for row in rows))


def _change(row: ChangeRow) -> tuple[Cell, ...]:
    facet = _FACETS.get(row.kind)
    if facet is None:
        what, before, now = _ADDED.get(row.kind, "Change"), "", str(row.details.get("text", ""))
    else:
        parts = (row.details.get(name) for name in ("before", "after"))
        before, now = (in_words(facet, from_plain(facet, each)) if each is not None else "" for each in parts)
        what = _CHANGED.get(facet, capital(facet.value.replace("_", " ")))
    return (Cell(row.ref), Cell(what), Cell(shortened(before)), Cell(shortened(now)), Cell(day_said(row.on)))


def exceptions(held: Gathered) -> Iterator[Block]:
    """What is late, without an owner or without a date, each list by itself and said when it is empty."""
    lists: tuple[tuple[str, str, Callable[[ActionRow], bool]], ...] = (
        ("Late", "late", lambda row: is_late(held, row)),
        ("Nobody owns it", "unowned", lambda row: row.rating.is_live and not row.owners),
        ("No date to hold it to", "undated", lambda row: row.rating.is_live and row.due.due_on is None),
    )
    for title, key, is_of_it in lists:
        rows = [row for row in held.actions if is_of_it(row)]
        number = held.count(f"plan/{key}", title)
        yield Heading(f"{title}: {number:,}")
        yield actions_grid(rows, title) if rows else Words("None.", "quiet")
    yield from _challenged(held)


def _challenged(held: Gathered) -> Iterator[Block]:
    """What the plan is challenged about and nobody has answered, by kind."""
    found = open_challenges(held.plan_id, viewer=held.viewer, on=held.on)
    for title in dict.fromkeys(each.title for each in found):
        rows = [each for each in found if each.title == title]
        yield Heading(f"{title}: {len(rows):,}")
        yield Words(rows[0].asks, "quiet")
        columns = (Column("Ref", 10), Column("Action", 45), Column("Why it is asked", 45))
        cells = ((each.ref, shortened(each.text), shortened(each.says)) for each in rows)
        yield Grid(title, columns, tuple(tuple(Cell(text) for text in row) for row in cells))


def is_late(held: Gathered, row: ActionRow) -> bool:
    """Whether its day has passed and the work is not said to be done."""
    return row.rating.is_live and row.due.due_on is not None and row.due.due_on < held.on


def areas(held: Gathered) -> Iterator[Block]:
    """Each section: what must improve, what was reported, its actions, its measures, and the difference made."""
    drawn: set[str] = set()
    for place, section in enumerate(held.sections):
        yield Heading(section_name(section), new_page=place > 0 and not held.tier.is_public)
        yield from _area(held, section, drawn)


def _area(held: Gathered, section: SectionRow, drawn: set[str]) -> Iterator[Block]:
    if section.must_improve:
        yield Words(section.must_improve)
    name = section_name(section)
    total, done, late = (held.count(f"section/{section.slug}/{key}", name) for key in ("total", "finished", "late"))
    yield Words(f"{capital(count_said(total, 'action'))}: {done:,} finished, {late:,} late.", "lead")
    yield from _reported(held, section)
    yield actions_grid(held.by_section[section.slug], f"Actions of {name}", is_public=held.tier.is_public)
    links = held.measures.get(section.slug, ())
    if links:
        yield Heading("How anyone will know", 3)
        yield measures_grid(held, links, f"Measures of {name}")
        if not held.tier.is_public:
            yield from charts_of(held, links, drawn)
            yield from statements_of(held, links)
    else:
        yield Words(
            "No measure with a single value is linked to this part of the plan, so no number shows whether it works.",
            "missing",
        )


def _reported(held: Gathered, section: SectionRow) -> Iterator[Block]:
    cleared = held.cleared.get(section.slug, ())
    if held.tier.is_public:
        if said := tuple(each.public_words for each in cleared if each.public_words):
            yield Heading("What was done", 3)
            yield Points(said)
        return
    yield from _cleared(cleared)
    dated = [each for each in held.updates.get(section.slug, ()) if each.on and not each.is_note]
    newest = sorted(dated, key=lambda each: each.on or held.since, reverse=True)[: held.rules.updates_per_section]
    yield Heading("What was reported", 3)
    if not newest:
        yield Words("Nothing has been reported on these actions.", "missing")
        return
    yield Points(
        tuple(
            f"{day_said(each.on)}{f', {each.action_ref}' if each.action_ref else ''}: {shortened(_undated(each), 600)}"
            for each in newest
            if each.on
        )
    )


def _cleared(updates: Iterable[ClearedUpdate]) -> Iterator[Block]:
    """The updates that were cleared: what was done apart from what it changed."""
    for title, parts in (
        ("What was done", [(each.ref, each.activity) for each in updates if each.activity]),
        ("What it changed", [(each.ref, each.impact) for each in updates if each.impact]),
    ):
        if parts:
            yield Heading(title, 3)
            yield Points(tuple(f"{ref}: {shortened(text, 600)}" for ref, text in parts))


def _undated(update: UpdateRow) -> str:
    """The words of an update without the day that they begin with, which is said before them."""
    day = day_said(update.on) if update.on else ""
    return update.text.removeprefix(day).lstrip(" :-\u2013") if day else update.text


def actions_grid(rows: Iterable[ActionRow], caption: str, *, is_public: bool = False) -> Grid:
    """Actions as a table; the public reads our word for a rating and nobody's wording of it."""
    return Grid(
        caption,
        _ACTIONS,
        tuple(
            (
                Cell(row.ref),
                Cell(shortened(row.text, 420)),
                Cell(owners_said(row.owners)),
                Cell(due_said(row.due)),
                Cell(rating_word(row.rating) if is_public else rating_said(row), row.rating.value),
            )
            for row in rows
        ),
    )


def achieved(held: Gathered) -> Iterator[Block]:
    """What is finished, by section; what is only said to be finished says so."""
    number, total = (held.count(f"plan/{key}", "actions are finished") for key in ("finished", "total"))
    yield Words(f"{number:,} of {total:,} actions are finished.", "lead")
    for section in held.sections:
        rows = [row for row in held.by_section[section.slug] if row.rating.is_finished]
        if rows:
            yield Heading(section_name(section))
            yield Points(tuple(f"{shortened(row.text, 420)} ({_proven(row.rating)})" for row in rows))


def late(held: Gathered) -> Iterator[Block]:
    """What should have been finished by now, and the reason where one was given in public words."""
    rows = [row for row in held.actions if is_late(held, row)]
    number = held.count("plan/late", "should have been finished by now")
    yield Words(f"{number:,} of the actions should have been finished by now.", "lead")
    if rows:
        columns = (Column("Ref", 9), Column("Action", 43), Column("Was due", 16), Column("Why", 32))
        reasons = held.reasons
        yield Grid(
            "Late actions and why",
            columns,
            tuple(
                (
                    Cell(row.ref),
                    Cell(shortened(row.text, 420)),
                    Cell(due_said(row.due)),
                    Cell(reasons.get(row.id, "No reason has been published yet.")),
                )
                for row in rows
            ),
        )


def _proven(rating: Rating) -> str:
    if rating is Rating.COMPLETE_UNEMBEDDED:
        return "done; we are still finding out whether it made a difference"
    return "done"

"""The parts of a pack that stand beside the plan: risks and decisions, money, and what people told us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from oneplan.adapters.packs.content import Number
from oneplan.adapters.packs.shapes import Block, Cell, Column, Grid, Heading, Quote, Words
from oneplan.answers.packs_gathered import Gathered
from oneplan.answers.packs_words import NOBODY, day_said, shortened
from oneplan.answers.voice import loop_figures
from oneplan.records.improvement.money import AvoidanceRow, cost_avoidance
from oneplan.records.improvement.registers import EntryRow
from oneplan.records.improvement.registers import registers as registers_of
from oneplan.rulebook.plans.registers import registers as book
from oneplan.rulebook.voice_file import voice_book

REGISTERS = ("risk", "issue", "decision", "milestone", "funding")
NO_MONEY = "No line of the plan says what it costs or what it should save, so nothing is claimed."
NOT_AGREED = "not agreed yet"


def registers(held: Gathered) -> Iterator[Block]:
    """What is open in each register, the most pressing first; an empty one is said to be empty."""
    found = registers_of(held.plan_id, held.viewer)
    for kind in REGISTERS:
        entries, words = [each for each in found.of(kind) if each.is_open], book().kind(kind)
        yield Heading(f"{words.plural}: {len(entries):,}")
        held.note(Number(f"register/{kind}", words.plural, f"{len(entries):,}", "", "", "The registers of the plan"))
        if entries:
            yield _register(kind, entries)
        else:
            yield Words(f"No {words.title.lower()} is open in the register.", "missing")
            if not found.of(kind):
                held.missing.append(f"{words.plural}: nothing was ever written down.")


def _register(kind: str, entries: Iterable[EntryRow]) -> Grid:
    words = book().kind(kind)
    columns = (
        Column("Ref", 8),
        Column(words.title, 34),
        Column("What is done", 28),
        Column("Who", 16),
        Column("By", 14),
    )
    return Grid(
        f"{words.plural} that are open",
        columns,
        tuple(
            (
                Cell(each.ref),
                Cell(f"{shortened(each.words)}{f' ({book().levels[each.level]})' if each.level else ''}"),
                Cell(shortened(each.detail)),
                Cell(each.owner_role or NOBODY),
                Cell(day_said(each.day) if each.day else "No day"),
            )
            for each in entries
        ),
    )


def money(held: Gathered) -> Iterator[Block]:
    """What the plan should save and what finance agrees that it saved, by year; lines only inside the partnership."""
    found = cost_avoidance(held.plan_id, held.viewer)
    if not found.lines:
        held.missing.append(f"Money: {NO_MONEY[0].lower()}{NO_MONEY[1:]}")
        yield Words(NO_MONEY, "missing")
        return
    yield Words("Only what finance has signed is counted. Achieved is what finance agreed, never what was hoped for.")
    columns = (
        Column("Financial year", 40),
        Column("Planned", 30, is_number=True),
        Column("Achieved", 30, is_number=True),
    )
    rows = tuple(
        (
            Cell(year.year),
            Cell(_noted(held, f"money/{year.year}/planned", year.year, year.planned)),
            Cell(_noted(held, f"money/{year.year}/achieved", year.year, year.achieved)),
        )
        for year in found.years
    )
    if rows:
        yield Grid("Cost avoidance by year", columns, rows)
    else:
        yield Words("Finance has signed no line yet.", "missing")
    if not held.tier.is_public:
        yield from _lines(found.lines)


def _lines(lines: tuple[AvoidanceRow, ...]) -> Iterator[Block]:
    columns = (Column("Ref", 9), Column("What is avoided", 33), Column("Without it", 38), Column("Finance", 20))
    rows = tuple(
        (Cell(each.ref), Cell(each.name), Cell(shortened(each.counterfactual)), Cell(_signed(each))) for each in lines
    )
    yield Heading("Line by line")
    yield Grid("Lines of cost avoidance", columns, rows)


def _signed(line: AvoidanceRow) -> str:
    if line.is_closed:
        return "Closed"
    return "Signed" if line.is_signed else "Not signed, so not counted"


def _noted(held: Gathered, key: str, label: str, amount: Decimal | None) -> str:
    if amount is None:
        return NOT_AGREED
    said = pounds_said(amount)
    held.note(Number(key, label, said, "", label, "Lines of cost avoidance that finance signed"))
    return said


def pounds_said(amount: Decimal) -> str:
    """Money in whole pounds."""
    return f"£{amount:,.0f}"


def voice(held: Gathered) -> Iterator[Block]:
    """People's own words beside each priority, and what was said, done and could not be done."""
    if not held.quotes and not held.answered:
        held.missing.append("Voice: nothing is recorded of what people told us.")
        yield Words("Nothing is recorded yet of what people told us.", "missing")
        return
    yield from _quoted(held)
    if held.answered:
        yield Heading("You said, we did")
        columns = (Column("What was said", 40), Column("What was done", 44), Column("Decision", 16))
        rows = ((shortened(each.said), shortened(each.did), each.state) for each in held.answered)
        yield Grid("You said, we did", columns, tuple(tuple(Cell(text) for text in row) for row in rows))
    if not held.tier.is_public:
        yield from _promised(held)


def _quoted(held: Gathered) -> Iterator[Block]:
    titles = {each.number: each.title for each in held.tree.priorities}
    shown = held.quotes[: held.rules.most_quotes]
    for number in dict.fromkeys(each.priority for each in shown):
        yield Heading(f"In their own words: {titles.get(number, 'the plan')}")
        for quote in shown:
            if quote.priority == number:
                yield Quote(quote.words, voice_book().title("groups", quote.group))


def _promised(held: Gathered) -> Iterator[Block]:
    """How much of what was said came back to those who said it."""
    found = loop_figures(held.plan_id, viewer=held.viewer)
    said = f"{found.told:,} of {found.items:,} things that people said have been answered and told back to them."
    yield Words(said)
    held.note(Number("voice/told", "things that people said", f"{found.told:,}", "", "", "What people said"))
    held.note(Number("voice/items", "things that people said", f"{found.items:,}", "", "", "What people said"))

"""Lays out the plan itself: the summary, the timeline and the tables of actions."""

from __future__ import annotations

from itertools import groupby

from oneplan.synthetic.example_plan.blocks import (
    Block,
    Cell,
    CellLook,
    Heading,
    Landscape,
    Line,
    LineKind,
    Numbered,
    Row,
    Table,
    Text,
    bullets_of,
    header_row,
    lines_of,
    plain,
)
from oneplan.synthetic.example_plan.front_pages import (
    DETAIL,
    LATER_PAGES,
    SUMMARY,
    TIMELINE,
    front_pages,
    page_heading,
)
from oneplan.synthetic.example_plan.shape import ExampleAction, ExamplePlan, ExampleSection, ExampleTable

MUST_IMPROVE = "What needs to improve"
AREAS = "Areas for improvement"
COLUMNS = ("Ref", "Action", "Action owner", "Due by", "Rating")
SHARES = (10, 42, 21, 12, 15)
CONTEXT_SHARES = (18, 82)
SECTIONS_ACROSS = 4


def lay_out(plan: ExamplePlan) -> list[Block]:
    """The whole document in order."""
    return [*front_pages(plan), Landscape(), *_summary(plan), *_timeline(plan), *_detail(plan), *_contact(plan)]


def _summary(plan: ExamplePlan) -> list[Block]:
    blocks: list[Block] = [page_heading(SUMMARY, LATER_PAGES[SUMMARY])]
    for priority, sections in _by_priority(plan):
        starts = range(0, len(sections), SECTIONS_ACROSS)
        tables = (_summary_table(priority, sections[start : start + SECTIONS_ACROSS]) for start in starts)
        blocks += [Heading(2, priority), *tables]
    return blocks


def _summary_table(priority: str, sections: list[ExampleSection]) -> Table:
    must = tuple(Cell((Line(f"{MUST_IMPROVE}:", LineKind.LABEL), *plain(s.must_improve))) for s in sections)
    areas = tuple(Cell((Line(f"{AREAS}:", LineKind.LABEL), *bullets_of(_summary_areas(s)))) for s in sections)
    shares = tuple(100 // len(sections) for _ in sections)
    return Table(f"{priority}: summary", shares, (header_row(*(s.heading for s in sections)), Row(must), Row(areas)))


def _summary_areas(section: ExampleSection) -> tuple[str, ...]:
    return tuple(area for table in section.tables for area in table.areas)


def _timeline(plan: ExamplePlan) -> list[Block]:
    blocks: list[Block] = [page_heading(TIMELINE, LATER_PAGES[TIMELINE], on_new_page=True)]
    blocks.append(Text(plain(plan.words.timeline_intro)))
    for period in plan.periods:
        blocks += [Heading(2, period.heading), Numbered(period.promises)]
    return [*blocks, Text(plain(plan.words.timeline_note))]


def _detail(plan: ExamplePlan) -> list[Block]:
    blocks: list[Block] = [page_heading(DETAIL, LATER_PAGES[DETAIL], on_new_page=True)]
    blocks.append(Text(plain(*plan.words.detail_intro)))
    for number, (priority, sections) in enumerate(_by_priority(plan), start=1):
        blocks.append(Heading(2, f"Priority {number}: {priority}", on_new_page=number > 1))
        for place, section in enumerate(sections):
            blocks += _section(plan, section, on_new_page=place > 0)
    return blocks


def _by_priority(plan: ExamplePlan) -> list[tuple[str, list[ExampleSection]]]:
    groups = groupby(plan.sections, key=lambda section: section.priority)
    return [(priority, list(sections)) for priority, sections in groups]


def _section(plan: ExamplePlan, section: ExampleSection, *, on_new_page: bool) -> list[Block]:
    blocks: list[Block] = [Heading(3, section.heading, on_new_page=on_new_page)]
    must = _context_row(MUST_IMPROVE, plain(section.must_improve))
    if len(section.tables) > 1:
        blocks.append(Table(f"{section.title}: what needs to improve", CONTEXT_SHARES, (must,)))
    for table in section.tables:
        name = f"{section.number}{table.letter} {table.title or section.title}"
        rows = [_context_row(AREAS, bullets_of(table.all_areas))]
        if table.letter:
            blocks.append(Heading(4, f"{table.letter}. {table.title}", on_new_page=table is not section.tables[0]))
        else:
            rows.insert(0, must)
        if table.note:
            rows.append(_context_row("Note", plain(table.note)))
        blocks += [Table(f"{name}: areas for improvement", CONTEXT_SHARES, tuple(rows)), _actions(plan, table, name)]
    return blocks


def _context_row(label: str, lines: tuple[Line, ...]) -> Row:
    return Row((Cell(plain(label), CellLook.LABEL), Cell(lines)))


def _actions(plan: ExamplePlan, table: ExampleTable, name: str) -> Table:
    rows = [header_row(*COLUMNS)]
    for phase, actions in groupby(table.actions, key=lambda action: action.phase):
        if phase:
            rows.append(Row((Cell(plain(phase), CellLook.BANNER, span=len(COLUMNS)),), stays_whole=True))
        rows += [_action(plan, action) for action in actions]
    if table.see_also:
        see_also = (Line(table.see_also_intro, LineKind.LABEL), *bullets_of(table.see_also))
        rows.append(Row((Cell(see_also, span=len(COLUMNS)),)))
    rows += [_assessment(plan, table), *_updates(plan, table)]
    return Table(f"{name}: actions", SHARES, tuple(rows))


def _action(plan: ExamplePlan, action: ExampleAction) -> Row:
    rating = plan.word_for(action.rating)
    cells = (
        Cell(plain(action.ref), CellLook.LABEL),
        Cell(lines_of(action.text)),
        Cell(plain(*action.owner_lines)),
        Cell(plain(action.due)),
        Cell(plain(rating.word), fill=rating.fill),
    )
    return Row(cells, stays_whole=True)


def _assessment(plan: ExamplePlan, table: ExampleTable) -> Row:
    intro = plain(table.measures_intro) if table.measures_intro else ()
    cells = (
        Cell(plain(plan.words.measures_label), CellLook.LABEL),
        Cell((*intro, *bullets_of(table.measures))),
        Cell(plain(plan.words.impacts_label), CellLook.LABEL),
        Cell(bullets_of(table.impacts), span=2),
    )
    return Row(cells)


def _updates(plan: ExamplePlan, table: ExampleTable) -> list[Row]:
    banner = Row((Cell(plain(plan.words.updates_label), CellLook.BANNER, span=len(COLUMNS)),), stays_whole=True)
    lines = plain(*(f"**{update.written}:** {update.text}" for update in table.updates))
    return [banner, Row((Cell(lines, span=len(COLUMNS)),))]


def _contact(plan: ExamplePlan) -> list[Block]:
    return [Heading(1, plan.words.contact), Text(plain(plan.words.contact_body))]

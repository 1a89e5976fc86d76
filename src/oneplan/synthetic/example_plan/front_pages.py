"""Lays out everything before the actions: cover, thanks, contents and the pages of prose."""

from __future__ import annotations

from oneplan.synthetic.example_plan.blocks import (
    Block,
    Cell,
    CellLook,
    Contents,
    Cover,
    Heading,
    Line,
    Row,
    Table,
    Text,
    bullets_of,
    header_row,
    lines_of,
    plain,
)
from oneplan.synthetic.example_plan.shape import ExampleGrid, ExamplePage, ExamplePlan

SUMMARY, TIMELINE, DETAIL = 12, 13, 14
LATER_PAGES = {
    SUMMARY: "Summary of priorities",
    TIMELINE: "Timeline",
    DETAIL: "The actions in detail",
}
PAGES_THAT_BEGIN_A_SHEET = {1, 6, 10}
SHARES = {
    "glossary": (25, 75),
    "aims": (6, 40, 54),
    "primary_need": (80, 20),
    "growth": (33, 33, 34),
    "principles": (6, 94),
    "promises_of_conduct": (50, 50),
    "governance": (20, 40, 40),
}


def front_pages(plan: ExamplePlan) -> list[Block]:
    """The blocks from the cover to the page before the summary."""
    words = plan.words
    cover = Cover(plan.title, (words.subtitle, words.years, words.partnership, words.published), words.invented)
    contents = Contents("Contents", tuple(_contents(plan)))
    thanks = Text((Line(words.thanks_intro), *bullets_of(words.thanks)))
    return [
        cover,
        contents,
        Heading(2, "Thank you"),
        thanks,
        *(block for page in plan.pages for block in _page(plan, page)),
    ]


def anchor(number: int) -> str:
    """The name by which the contents page finds a numbered page."""
    return f"page_{number}"


def page_heading(number: int, title: str, *, on_new_page: bool = False) -> Heading:
    """The heading of a numbered page."""
    return Heading(1, f"{number}. {title}", anchor(number), on_new_page=on_new_page)


def _contents(plan: ExamplePlan) -> list[tuple[str, str]]:
    titles = {page.number: page.title for page in plan.pages} | LATER_PAGES
    return [(f"{number}. {title}", anchor(number)) for number, title in titles.items()]


def _page(plan: ExamplePlan, page: ExamplePage) -> list[Block]:
    begins = page.number in PAGES_THAT_BEGIN_A_SHEET
    blocks: list[Block] = [page_heading(page.number, page.title, on_new_page=begins)]
    for part in page.body.strip().split("\n\n"):
        if part.startswith("### "):
            blocks.append(Heading(2, part.removeprefix("### ")))
        elif part.startswith("[["):
            blocks.append(_table(plan, part[2:-2], page.title))
        else:
            blocks.append(Text(lines_of(part)))
    return blocks


def _table(plan: ExamplePlan, name: str, page_title: str) -> Table:
    if name == "key":
        return _key(plan)
    grid = plan.grids[name]
    rows = tuple(_row(cells, grid) for cells in grid.rows)
    return Table(page_title, SHARES[name], (header_row(*grid.header), *rows))


def _row(cells: tuple[str, ...], grid: ExampleGrid) -> Row:
    first_is_label = not grid.header[0] or len(grid.header) > len(("left", "right"))
    looks = [CellLook.LABEL if first_is_label and place == 0 else CellLook.BODY for place in range(len(cells))]
    return Row(tuple(Cell(plain(text), look) for text, look in zip(cells, looks, strict=True)), stays_whole=True)


def _key(plan: ExamplePlan) -> Table:
    rows = tuple(
        Row(
            (
                Cell(plain(entry.word), fill=entry.fill),
                Cell(plain(entry.colour), fill=entry.fill),
                Cell(plain(entry.meaning)),
            ),
            stays_whole=True,
        )
        for entry in plan.key
    )
    return Table("Our ratings", (30, 14, 56), (header_row("Rating", "Colour", "What it means"), *rows))

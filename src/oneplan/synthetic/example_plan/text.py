"""Writes the plan as plain text: one line a paragraph, tables as rows with tabs between cells."""

from __future__ import annotations

from pathlib import Path

from oneplan.synthetic.example_plan.blocks import (
    Block,
    Cell,
    Contents,
    Cover,
    Heading,
    Landscape,
    Line,
    LineKind,
    Numbered,
    Table,
    Text,
)
from oneplan.synthetic.example_plan.plan_pages import lay_out
from oneplan.synthetic.example_plan.shape import ExamplePlan

MARKS = {LineKind.BULLET: "- ", LineKind.SUB_BULLET: "  - ", LineKind.PLAIN: "", LineKind.LABEL: ""}
MARKS_IN_CELL = {LineKind.BULLET: "• ", LineKind.SUB_BULLET: "- ", LineKind.PLAIN: "", LineKind.LABEL: ""}


def write_text(plan: ExamplePlan, path: Path) -> None:
    """The file holds the plan in the order of the Word document, in UTF-8."""
    parts = ["\n".join(_block(block)) for block in lay_out(plan)]
    path.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def _block(block: Block) -> list[str]:  # noqa: PLR0911 - one answer for each kind of block
    match block:
        case Cover():
            return [f"# {block.title}", "", *block.lines, "", block.notice]
        case Contents():
            return [f"## {block.title}", "", *(text for text, _ in block.entries)]
        case Heading():
            return [f"{'#' * (block.level + 1)} {block.text}"]
        case Text():
            return [MARKS[line.kind] + _words(line) for line in block.lines]
        case Numbered():
            return [f"{number}. {item}" for number, item in enumerate(block.items, start=1)]
        case Table():
            return ["\t".join(_cell(cell) for cell in row.cells) for row in block.rows]
        case Landscape():
            return []


def _cell(cell: Cell) -> str:
    return " ".join(MARKS_IN_CELL[line.kind] + _words(line) for line in cell.lines)


def _words(line: Line) -> str:
    return line.text.replace("**", "")

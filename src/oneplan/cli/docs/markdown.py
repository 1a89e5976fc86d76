"""Headings and tables in Markdown, so that every generated page has one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GENERATED = "<!-- Drawn by `oneplan docs build`. Change the data it is drawn from, not this file. -->"


def page(title: str, *parts: str) -> str:
    """One page: its title, a note that it is generated, and its parts with a blank line between."""
    return "\n\n".join((f"# {title}", GENERATED, *(part for part in parts if part))) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a cell keeps to its line and its column whatever it holds."""
    lines = [_row(headings), _row(["---"] * len(headings))]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


def code(words: str) -> str:
    """Words to be typed exactly."""
    return f"`{words}`" if words else ""


def anchor(heading: str) -> str:
    """The fragment that a reader of Markdown gives to this heading."""
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return kept.strip().replace(" ", "-")


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("\n", " ").replace("|", "\\|") for cell in cells) + " |"

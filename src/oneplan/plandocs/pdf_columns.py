"""Tables that a PDF draws without rules: a header line gives the columns, and words below are put under them."""

from __future__ import annotations

from typing import Any

from oneplan.plandocs.blocks import Cell
from oneplan.plandocs.columns import Layout, header_layout, is_ref
from oneplan.plandocs.pdf_page import TextLine

_FEWEST = 3


def unruled_table(lines: list[TextLine], index: int) -> tuple[list[tuple[list[str], list[str]]], int] | None:
    """Rows (their cells and lines) of a table headed here, and where it ends; none without a header."""
    segments = _segments(lines[index])
    if len(segments) < _FEWEST:
        return None
    layout = header_layout([Cell.of(text) for _, _, text in segments])
    if layout is None:
        return None
    starts = [left for left, _, _ in segments]
    rows: list[tuple[list[str], list[str]]] = [([text for _, _, text in segments], [lines[index].text])]
    end = index + 1
    while end < len(lines) and _belongs(lines[end], lines[end - 1], starts):
        cells = _cells(lines[end], starts)
        if _opens_row(cells, layout, rows, gap=lines[end].top - lines[end - 1].bottom, size=lines[end].size):
            rows.append((cells, [lines[end].text]))
        else:
            held, texts = rows[-1]
            rows[-1] = (
                [f"{above} {below}".strip() for above, below in zip(held, cells, strict=True)],
                [*texts, lines[end].text],
            )
        end += 1
    return (rows, end) if len(rows) > 1 else None


def _segments(line: TextLine) -> list[tuple[float, float, str]]:
    """The stretches of a line that stand apart: left, right and words of each."""
    found: list[tuple[float, float, list[str]]] = []
    for word in line.words:
        if found and word["x0"] - found[-1][1] < max(6.0, line.size * 0.7):
            left, _, texts = found[-1]
            found[-1] = (left, word["x1"], [*texts, word["text"]])
        else:
            found.append((word["x0"], word["x1"], [word["text"]]))
    return [(left, right, " ".join(texts)) for left, right, texts in found]


def _belongs(line: TextLine, above: TextLine, starts: list[float]) -> bool:
    """Whether a line stands under the columns: no large gap, no larger letters, nothing left of the first."""
    return (
        line.left >= starts[0] - line.size and line.top - above.bottom < line.size * 3 and line.size < above.size * 1.3
    )


def _cells(line: TextLine, starts: list[float]) -> list[str]:
    cells: list[list[Any]] = [[] for _ in starts]
    for word in line.words:
        column = max(
            (number for number, start in enumerate(starts) if word["x0"] >= start - line.size * 0.5), default=0
        )
        cells[column].append(word["text"])
    return [" ".join(cell) for cell in cells]


def _opens_row(
    cells: list[str], layout: Layout, rows: list[tuple[list[str], list[str]]], *, gap: float, size: float
) -> bool:
    if len(rows) == 1:
        return True
    ref = layout.first("ref")
    if ref is not None:
        return is_ref(cells[ref]) or (sum(1 for cell in cells if cell) == 1 and gap > size * 0.8)
    due = layout.first("due")
    begins = due is not None and bool(cells[due]) and bool(rows[-1][0][due])
    return begins or gap > size * 0.8

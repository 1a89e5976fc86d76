"""Reads summary pages laid out as cards: a row of section titles, and below each what must improve and its areas."""

from __future__ import annotations

from oneplan.plandocs.blocks import Row
from oneplan.plandocs.drafts import Reading
from oneplan.plandocs.labels import cell_label
from oneplan.plandocs.statements import split_items

_LONGEST_TITLE = 120
_INSIDE = {"must_improve", "areas", "measures", "impacts"}


def read_card_row(reading: Reading, row: Row) -> bool:
    """Takes a row of titles or of labelled cells as cards; false where the row is neither."""
    found = {index: cell_label(row.at(index)) for index in row.filled}
    inside = {index: kind for index, (kind, rest) in found.items() if kind in _INSIDE and rest}
    if (
        inside
        and len(inside) == len(row.filled)
        and (len(inside) > 1 or reading.card_titles)
        and all(index in reading.card_titles for index in inside)
    ):
        _contents(reading, row, found)
        return True
    if reading.layout is None and not any(kind for kind, _ in found.values()) and _titles(reading, row):
        return reading.summary
    return False


def _contents(reading: Reading, row: Row, found: dict[int, tuple[str, tuple]]) -> None:  # type: ignore[type-arg]
    for index in row.filled:
        kind, pieces = found[index]
        title = reading.card_titles.get(index, "")
        items, leads = split_items(pieces)
        for text in [*leads, *items]:
            reading.state("summary" if kind == "areas" else "narrative", text, row.lines, where=title)


def _titles(reading: Reading, row: Row) -> bool:
    """Remembers short cells as titles of the cards below; the row counts as titles only on a summary page."""
    texts = {index: row.at(index).flat for index in row.filled}
    if any(len(text) > _LONGEST_TITLE or len(row.at(index).pieces) > 1 for index, text in texts.items()):
        return False
    reading.card_titles = texts
    if reading.summary:
        reading.ledger.heading(row.lines, "titles of a summary")
    return True

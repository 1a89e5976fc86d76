"""Finds the likeliest column for each line of a table that was flattened to one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oneplan.core.improvement.reading import DuePrecision
from oneplan.plandocs.columns import Layout, is_ref
from oneplan.plandocs.dates import read_due
from oneplan.plandocs.ratings import colour_of, plain_rating
from oneplan.plandocs.roles import ends_a_role, is_none, is_person
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_NEVER = 50.0
_EMPTY_CELL = 1.8
_SHORT, _WORDS_FROM = 40, 25
_DATED = {"due", "start", "review", "revised", "completed_on"}
_WORDY = {"action", "update", "evidence", "measure", "impact", "deliverable", ""}


@dataclass(frozen=True, slots=True)
class Token:
    """One line of a flattened table, where it stood, and the column it is given."""

    text: str
    lines: tuple[int, ...]
    position: int
    bullet: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    before: int
    opens: bool


def align(tokens: Sequence[Token], layout: Layout) -> list[list[Token]]:
    """The rows the lines make, by the cheapest way through the columns; last rows of words alone are left out."""
    if not tokens:
        return []
    fits = [[_misfit(token, role) for role in layout.roles] for token in tokens]
    table = _cheapest(tokens, layout, fits)
    column = min(range(layout.width), key=lambda one: table[-1][one].cost + _EMPTY_CELL * (layout.width - 1 - one))
    rows: list[list[Token]] = []
    row: list[Token] = []
    for index in range(len(tokens) - 1, -1, -1):
        step = table[index][column]
        row.insert(0, replace(tokens[index], column=column))
        if step.opens:
            rows.insert(0, row)
            row = []
        column = step.before
    while rows and not _is_action(rows[-1], layout):
        rows.pop()
    return rows if any(_is_action(one, layout) for one in rows) else []


def _is_action(row: Sequence[Token], layout: Layout) -> bool:
    held = {layout.roles[token.column] for token in row}
    return "action" in held and bool(held & {"due", "rating", "owner"})


def _cheapest(tokens: Sequence[Token], layout: Layout, fits: list[list[float]]) -> list[list[_Step]]:
    width, refs = layout.width, layout.first("ref")
    first = [_Step(fits[0][column] + _open_cost(column, refs), -1, opens=True) for column in range(width)]
    table = [first]
    for index in range(1, len(tokens)):
        steps = []
        for column in range(width):
            ways = []
            for before in range(width):
                so_far = table[-1][before].cost
                if before == column:
                    ways.append(
                        _Step(
                            so_far + _stay_cost(tokens[index - 1], tokens[index], layout.roles[column]),
                            before,
                            opens=False,
                        )
                    )
                elif before < column:
                    ways.append(_Step(so_far + _EMPTY_CELL * (column - before - 1), before, opens=False))
                new = so_far + _EMPTY_CELL * (width - 1 - before) + _open_cost(column, refs)
                ways.append(_Step(new, before, opens=True))
            best = min(ways, key=lambda way: way.cost)
            steps.append(_Step(best.cost + fits[index][column], best.before, best.opens))
        table.append(steps)
    return table


def _open_cost(column: int, refs: int | None) -> float:
    missing = _EMPTY_CELL * column
    return missing + (3.0 if refs is not None and column != refs else 0.0)


def _stay_cost(before: Token, token: Token, role: str) -> float:
    """What it costs that a line goes on with the cell of the line above."""
    if role == "ref":
        return _NEVER
    if token.bullet or token.text[:1].islower() or before.text.rstrip().endswith((":", ",", "and", "of", "for", "the")):
        return 0.2
    return 1.0 if role in _WORDY or role == "owner" else 2.0


def _misfit(token: Token, role: str) -> float:
    """How badly a line fits a column: 0 where it plainly belongs there."""
    text = token.text
    if token.bullet and role not in _WORDY | {"owner"}:
        return 6.0
    if role == "ref":
        return 0.0 if is_ref(text) else 7.0
    if role in _DATED:
        return 0.0 if _is_date(text) else 5.0
    if role in {"owner", "support", "partner"}:
        return _not_owner(text)
    return _not_rating(text) if role == "rating" else _not_words(text, role)


def _not_rating(text: str) -> float:
    if plain_rating(text) or colour_of(plain(text)):
        return 0.0
    return 3.0 if len(text) < _SHORT else 6.0


def _not_words(text: str, role: str) -> float:
    if role == "action":
        return _not_action(text)
    return 0.6 if len(text) > _WORDS_FROM else 1.2


def _is_date(text: str) -> bool:
    if len(text) > 70:  # noqa: PLR2004 - a date, not a sentence
        return False
    if text.strip(" .()").lower() in plan_rules("dates")["words"]["none"]:
        return True
    due = read_due(text).due
    return (
        due.due_on is not None
        or due.precision is DuePrecision.ONGOING
        or (due.precision is DuePrecision.UNCLEAR and "“" in due.note)
    )


def _not_owner(text: str) -> float:
    if re.match(r"^[A-Z]{2,5}\s*:\s*[A-Z]", text):
        return 0.0
    if is_none(text) or (ends_a_role(text) and len(text) < 130) or is_person(text):  # noqa: PLR2004
        return 0.0
    short = len(text) < 60 and text[:1].isupper() and not text.endswith(".")  # noqa: PLR2004
    return 1.7 if short else 5.0


def _not_action(text: str) -> float:
    if is_ref(text) or _is_date(text):
        return 4.0
    if plain_rating(text):
        return 3.0
    if len(text) >= 25:  # noqa: PLR2004 - an action has a few words
        return 0.8 if ends_a_role(text) and len(text) < 60 else 0.0  # noqa: PLR2004
    return 1.5

"""Settles by what stands below the header what its words leave open: which rating counts, and what progress means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from oneplan.plandocs.blocks import Cell, Row
from oneplan.plandocs.columns import Layout, column_role, period_of
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.ratings import RatingScale, plain_rating
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_MOST = 0.6
_FEWEST_WORDS = 3
_TWO = 2
_TICKED = {"tick_period", "tick_rating"}
_COUNTED = re.compile(
    r"\b(?:weeks?|days?|months?|years?|hours?|meeting|anniversary|deadline|receipt)\b.{0,20}\b(?:before|after|of|from|prior)\b"
    r"|\b(?:before|after|following|upon|prior to|on receipt)\b"
    r"|\b(?:by|in|at|from) (?:week|day|month) \d+|^(?:week|day|month) \d+"
)
_TRAFFIC_LIGHTS = {"red", "amber", "green", "yellow"}


def settled(layout: Layout, rows: Sequence[Row], scale: RatingScale) -> Layout:
    """The layout with each doubtful column given the one thing that the rows below it show it to hold."""
    below = [row for row in rows if len(row.filled) > 1]
    roles = list(layout.roles)
    _monthly_ratings(roles, layout, below, scale)
    _one_rating(roles, layout)
    _rating_under_other_words(roles, below, scale)
    for column in layout.columns("priority"):
        if _all_importance([row.at(column) for row in below]):
            roles[column] = ""
    return replace(layout, roles=tuple(roles))


def is_process(layout: Layout, rows: Sequence[Row]) -> bool:
    """Whether a table tells of a process: nothing is rated or dated, and every time is counted from some event."""
    if layout.first("due") is None or {"rating", "start", "review", *_TICKED} & set(layout.roles):
        return False
    times = [text for row in rows for column in layout.columns("due") if (text := plain(row.at(column).flat))]
    counted = [text for text in times if _COUNTED.search(text)]
    return len(counted) >= _TWO and len(counted) == len(times) and not any(mentions(text) for text in times)


def names_things(layout: Layout, rows: Sequence[Row]) -> bool:
    """Whether the column that stands in for actions holds names of courses or returns and nothing to be done."""
    column = layout.first("action")
    if column is None or column_role(layout.heads[column]):
        return False
    texts = [row.at(column).flat for row in rows if not row.at(column).empty]
    return bool(texts) and sum(len(text.split()) for text in texts) < len(texts) * _FEWEST_WORDS


def _monthly_ratings(roles: list[str], layout: Layout, rows: Sequence[Row], scale: RatingScale) -> None:
    """Columns headed by periods that hold ratings tell how the action was rated then, not when it is due."""
    ticks = layout.columns("tick_period")
    held = [row.at(column) for row in rows for column in ticks]
    words = [cell for cell in held if not cell.empty and not _is_mark(cell)]
    colours = {cell.colour for cell in held if cell.empty and cell.colour}
    rated = [cell for cell in words if scale.knows(cell.flat)]
    if (words and len(rated) >= len(words) * _MOST) or (not words and len(colours & _TRAFFIC_LIGHTS) >= _TWO):
        for column in ticks:
            roles[column] = "rating_period"


def _one_rating(roles: list[str], layout: Layout) -> None:
    """Of several columns of ratings, those of a period each count by their dates; of others the first counts."""
    ratings = [index for index, role in enumerate(roles) if role == "rating"]
    if len(ratings) < _TWO:
        return
    dated = [index for index in ratings if period_of(layout.heads[index])]
    for index in dated if len(dated) > 1 else ():
        roles[index] = "rating_period"
    for index in [one for one in ratings if roles[one] == "rating"][1:]:
        roles[index] = ""


def _rating_under_other_words(roles: list[str], rows: Sequence[Row], scale: RatingScale) -> None:
    """A column called progress, or by no known word, that holds nothing but ratings is the rating."""
    if {"rating", "rating_period"} & set(roles) or roles.count("tick_rating") > 1:
        return
    for wanted in ("update", "evidence", ""):
        for index, role in enumerate(roles):
            texts = [row.at(index).flat for row in rows if not row.at(index).empty]
            known = [text for text in texts if plain_rating(text) or scale.read(text).value != "unknown"]
            if role == wanted and texts and len(known) >= max(1, len(texts) * _MOST):
                roles[index] = "rating"
                return


def _all_importance(cells: Sequence[Cell]) -> bool:
    held = [plain(cell.flat) for cell in cells if not cell.empty]
    return bool(held) and all(word in plan_rules("columns")["importance"]["words"] for word in held)


def _is_mark(cell: Cell) -> bool:
    return cell.flat.strip() in plan_rules("columns")["ticks"]["marks"]

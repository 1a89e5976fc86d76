"""Says of a header whether the rows under it are actions, and whether a new table goes on with the one before."""

from __future__ import annotations

from collections.abc import Sequence

from oneplan.plandocs.blocks import Row
from oneplan.plandocs.column_contents import is_process, names_things
from oneplan.plandocs.columns import Layout, column_role, header_layout
from oneplan.plandocs.drafts import Reading
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_TWO = 2
_LONGEST_HEAD = 60


def no_plan(layout: Layout, rows: Sequence[Row]) -> str:
    """Why a table that is headed like one of actions holds none, or nothing."""
    if is_process(layout, rows):
        return "A step counted from an event, as a process has, and not an action with a day."
    return "It names something, and does not say what will be done." if names_things(layout, rows) else ""


def leave_out(reading: Reading, rows: Sequence[Row], why: str) -> None:
    """Shows a person every row of a table that only looks like one of actions."""
    reading.leave_table()
    for row in rows:
        reading.ledger.review(row.lines, why)


def heads_something_else(layout: Layout, row: Row) -> bool:
    """Whether the first row of a new table names columns that are not those of the action table before it."""
    if header_layout(row.cells, marked=row.header) or len(row.filled) < _TWO:
        return False
    heads = {index: row.at(index).flat for index in row.filled}
    if any(len(head) > _LONGEST_HEAD for head in heads.values()):
        return False
    others = plan_rules("labels")["outline"]["other_tables"]
    roles = {index: column_role(head) for index, head in heads.items()}
    named = [index for index, role in roles.items() if role or plain(heads[index]) in others]
    here = dict(enumerate(layout.roles))
    return (
        len(named) >= _TWO and len(named) * 2 >= len(heads) and all(roles[index] != here.get(index) for index in named)
    )


def rows_below(rows: Sequence[Row], index: int) -> list[Row]:
    """The rows under a header, up to the next one that is as wide and holds the same words."""
    head = plain(rows[index].at(rows[index].filled[0]).flat)
    found = []
    for row in rows[index + 1 :]:
        if row.filled and plain(row.at(row.filled[0]).flat) == head:
            break
        found.append(row)
    return found


def continues(layout: Layout, rows: Sequence[Row]) -> bool:
    """Whether rows after a gap still fit the columns in force."""
    return any(len(row.cells) == layout.width for row in rows)

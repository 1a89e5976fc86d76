"""A group's highlight report, begun from what its actions' owners said and what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from oneplan.core.access import Viewer
from oneplan.core.improvement.cycles import Standing
from oneplan.records.delivery import group_queries, queries
from oneplan.records.delivery.group_queries import GroupRow
from oneplan.records.delivery.queries import CycleRow, LineRow
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.improvement.rows import ActionRow
from oneplan.rulebook.cycle_files import cycle_rules


@dataclass(frozen=True, slots=True)
class Begun:
    """A report begun: the words that are known already, a line for each thing, for the lead to put right."""

    group: GroupRow
    actions: tuple[ActionRow, ...]
    cycle: CycleRow | None
    done: str
    next: str
    risks: str
    asks: str


def begun_report(group_id: str, *, viewer: Viewer) -> Begun:
    """What the report can say before anybody has written a word."""
    group = group_queries.group(group_id, viewer=viewer)
    tree = plan_queries.plan_tree(group.plan_id, viewer=viewer)
    held = tuple(each for each in tree.actions if each.id in group.action_ids)
    every = queries.cycles(group.plan_id, viewer=viewer)
    cycle = every[0] if every else None
    lines = queries.lines(cycle.id, viewer=viewer) if cycle else ()
    mine = [each for each in lines if each.action_id in group.action_ids and each.standing is not Standing.WITHDRAWN]
    rules = cycle_rules()
    until = viewer.on + timedelta(weeks=rules.highlight_weeks)
    return Begun(
        group=group,
        actions=held,
        cycle=cycle,
        done=_told([(each.ref, _done(each)) for each in mine], rules.highlight_lines),
        next=_told([(each.ref, _due(each)) for each in _coming(held, until)], rules.highlight_lines),
        risks=_told([(each.ref, _risks(each)) for each in mine] + _late(held, viewer.on), rules.highlight_lines),
        asks=_told([(each.ref, _asked(each)) for each in mine], rules.highlight_lines),
    )


def _told(parts: list[tuple[str, str]], most: int) -> str:
    return "\n".join(f"{ref}: {says}" for ref, says in [each for each in parts if each[1]][:most])


def _done(line: LineRow) -> str:
    if line.clearance:
        return " ".join(each for each in (line.clearance.activity, line.clearance.impact) if each)
    return " ".join(
        each for reply in line.standing_replies for each in (reply.answer.done, reply.answer.difference) if each
    )


def _risks(line: LineRow) -> str:
    return " ".join(reply.answer.risks for reply in line.standing_replies if reply.answer.risks)


def _asked(line: LineRow) -> str:
    days = [reply.answer for reply in line.standing_replies if reply.answer.due_on]
    return " ".join(
        f"A new date, {each.due_on.day} {each.due_on:%B %Y}: {each.due_reason}" for each in days if each.due_on
    )


def _coming(held: tuple[ActionRow, ...], until: date) -> list[ActionRow]:
    """What falls due by then, else what falls due first."""
    live = [each for each in held if each.rating.is_live and each.due.due_on]
    in_order = sorted(live, key=lambda each: each.due.due_on or date.max)
    soon = [each for each in in_order if each.due.due_on and each.due.due_on <= until]
    return soon or in_order[:1]


def _due(row: ActionRow) -> str:
    day = row.due.due_on
    return f"{row.text} (due {day.day} {day:%B %Y})" if day else ""


def _late(held: tuple[ActionRow, ...], on: date) -> list[tuple[str, str]]:
    late = [each for each in held if each.rating.is_live and each.due.due_on and each.due.due_on < on]
    return [(each.ref, f"was due {each.due.due_on.day} {each.due.due_on:%B %Y}.") for each in late if each.due.due_on]

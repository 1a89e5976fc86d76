"""What a sheet of questions held when it was sent, and what has happened to its lines since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneplan.core.access import NotFound
from oneplan.core.improvement.cycles import Stage
from oneplan.core.improvement.facets import Facet, in_words
from oneplan.records.delivery.models import Commission, Reply, SentSheet
from oneplan.records.delivery.reading import commissions_of, cycle_row, line_row
from oneplan.records.delivery.words import rating_words


@dataclass(frozen=True, slots=True)
class SheetHeld:
    """A sheet as it was sent: its lines by id with their references, and what is so now."""

    id: str
    cycle_id: str
    cycle: int
    stage: Stage
    role: str
    reply_by: date
    made_on: date
    words: tuple[str, ...]
    lines: Mapping[str, str]
    others: Mapping[str, str]
    moved: frozenset[str]
    answered_since: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What stands in a sheet that goes out: a value for each of our columns, and what was answered before."""

    held: SheetHeld
    plan: str
    lines: tuple[Mapping[str, Any], ...]


def held(sheet_id: str, *, on: date) -> SheetHeld:
    """What the sheet held, for whoever may bring it in; raises NotFound for one that never went out from here."""
    row = SentSheet.objects.select_related("cycle__plan", "cycle__opened_by").filter(public_id=sheet_id).first()
    if row is None:
        raise NotFound(
            "This sheet was not sent from here.",
            why="It names no round of updates that this plan knows.",
            do="Send the role a new sheet and copy the answers into it.",
        )
    cycle = cycle_row(row.cycle, on)
    known = row.lines
    now = Commission.objects.filter(public_id__in=list(known)).select_related("action")
    versions = {each.public_id: each.action.version for each in now}
    since: dict[str, tuple[str, ...]] = {}
    for reply in Reply.objects.filter(commission__public_id__in=list(known), on__gte=row.made_on).order_by("pk"):
        line_id = reply.commission.public_id
        since[line_id] = tuple(dict.fromkeys((*since.get(line_id, ()), reply.by_name)))
    return SheetHeld(
        id=row.public_id,
        cycle_id=cycle.id,
        cycle=cycle.number,
        stage=cycle.stage,
        role=row.role,
        reply_by=cycle.days.reply_by,
        made_on=row.made_on,
        words=rating_words(row.cycle.plan),
        lines={line_id: each["ref"] for line_id, each in known.items()},
        others=_others(row),
        moved=frozenset(each for each, told in known.items() if versions.get(each) != told["version"]),
        answered_since=since,
    )


def content_of(sheet_id: str) -> SheetContent:
    """What the sheet shows when it goes out."""
    row = SentSheet.objects.select_related("cycle__plan", "cycle__opened_by").get(public_id=sheet_id)
    rows = (line_row(each) for each in commissions_of(row.cycle) if each.public_id in row.lines)
    return SheetContent(
        held=held(sheet_id, on=row.made_on),
        plan=row.cycle.plan.title,
        lines=tuple(
            {
                "line": each.id,
                "ref": each.ref,
                "text": each.text,
                "rating_now": each.rating_raw or each.rating.value.replace("_", " "),
                "due_now": in_words(Facet.DUE, each.due),
            }
            for each in rows
        ),
    )


def _others(row: SentSheet) -> dict[str, str]:
    """The lines of the same cycle that are asked of somebody else."""
    lines = Commission.objects.filter(cycle=row.cycle).exclude(public_id__in=list(row.lines)).prefetch_related("roles")
    return {each.public_id: ", ".join(role.role for role in each.roles.all()) or "nobody yet" for each in lines}

"""What a plan keeps from being spent: planned, achieved and signed off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.avoidance import AvoidanceWords, Year, missing_of, pounds, share_of_plan
from oneplan.records import rights
from oneplan.records.improvement.models import (
    AvoidanceAchieved,
    AvoidanceChange,
    AvoidanceLine,
)
from oneplan.records.improvement.registers import READS, KeptRow, kept_row, plan_holding


@dataclass(frozen=True, slots=True)
class AchievedRow:
    """What a line came to in a year: waiting for finance, agreed or sent back."""

    id: str
    year: str
    quantity: Decimal
    unit_cost: Decimal
    pounds: Decimal
    evidence: str
    by_name: str
    on: date
    is_settled: bool
    is_agreed: bool
    words: str
    finance_name: str


@dataclass(frozen=True, slots=True)
class AvoidanceRow:
    """One line of cost avoidance with its years; it counts only while finance has signed it as it stands."""

    id: str
    ref: str
    name: str
    section_slug: str
    section: str
    also_in: tuple[str, ...]
    action_id: str
    action_ref: str
    counterfactual: str
    starts_on: date
    unit: str
    unit_cost: Decimal
    ramp: Mapping[str, Decimal]
    evidence: str
    is_signed: bool
    is_closed: bool
    written_by: str
    version: int
    years: tuple[Year, ...]
    achieved: tuple[AchievedRow, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostAvoidance:
    """All lines and, by financial year, what those that finance has signed plan and have achieved."""

    lines: tuple[AvoidanceRow, ...] = ()
    years: tuple[Year, ...] = ()

    @property
    def share(self) -> Decimal | None:
        """Achieved as a percentage of planned, over the years where finance agreed a figure."""
        return share_of_plan(self.years)


def plan_of_avoidance(line_id: str) -> str:
    """The id of the plan that a line of money belongs to."""
    return plan_holding(AvoidanceLine, line_id)


def cost_avoidance(plan_id: str, viewer: Viewer) -> CostAvoidance:
    """Planned and achieved, by line and by year; nothing for those who read no histories."""
    if not rights.may(viewer, READS):
        return CostAvoidance()
    rows = AvoidanceLine.objects.filter(plan__public_id=plan_id).order_by("pk")
    lines = tuple(_line(row) for row in rows.select_related("section", "action", "written_by"))
    signed = [each for each in lines if each.is_signed]
    names = sorted({year.year for each in signed for year in each.years})
    return CostAvoidance(lines, tuple(_total(name, signed) for name in names))


def avoidance_line(line_id: str, *, viewer: Viewer) -> tuple[AvoidanceRow, tuple[KeptRow, ...]]:
    """One line of money with everything it ever said, the newest first."""
    rights.check(viewer, READS)
    rows = AvoidanceLine.objects.select_related("section", "action", "written_by")
    row = rows.filter(public_id=line_id).first()
    if row is None:
        raise NotFound("There is no such line of cost avoidance.", do="Start from the lines of cost avoidance.")
    changes = AvoidanceChange.objects.filter(line=row).select_related("by").order_by("-pk")
    return _line(row), tuple(kept_row(each) for each in changes)


def _line(row: AvoidanceLine) -> AvoidanceRow:
    ramp = {year: Decimal(quantity) for year, quantity in sorted(row.ramp.items())}
    achieved = _achieved(row)
    words = AvoidanceWords(
        row.name, row.section.slug, row.counterfactual, row.starts_on, row.unit, row.unit_cost, ramp, row.evidence
    )
    return AvoidanceRow(
        id=row.public_id,
        ref=row.ref,
        name=row.name,
        section_slug=row.section.slug,
        section=str(row.section),
        also_in=tuple(row.also_in),
        action_id=row.action.public_id if row.action else "",
        action_ref=row.action.ref if row.action else "",
        counterfactual=row.counterfactual,
        starts_on=row.starts_on,
        unit=row.unit,
        unit_cost=row.unit_cost,
        ramp=ramp,
        evidence=row.evidence,
        is_signed=row.signed_version == row.version,
        is_closed=row.is_closed,
        written_by=row.written_by.name,
        version=row.version,
        years=tuple(_year(row, year, quantity, achieved) for year, quantity in ramp.items()),
        achieved=achieved,
        missing=missing_of(words),
    )


def _achieved(row: AvoidanceLine) -> tuple[AchievedRow, ...]:
    held = AvoidanceAchieved.objects.filter(line=row, replaced_by__isnull=True).order_by("year", "pk")
    return tuple(
        AchievedRow(
            id=each.public_id,
            year=each.year,
            quantity=each.quantity,
            unit_cost=each.unit_cost,
            pounds=pounds(each.quantity, each.unit_cost),
            evidence=each.evidence,
            by_name=each.by.name,
            on=each.on,
            is_settled=hasattr(each, "sign_off"),
            is_agreed=hasattr(each, "sign_off") and each.sign_off.agreed,
            words=each.sign_off.words if hasattr(each, "sign_off") else "",
            finance_name=each.sign_off.by.name if hasattr(each, "sign_off") else "",
        )
        for each in held.select_related("by", "sign_off__by")
    )


def _year(row: AvoidanceLine, year: str, quantity: Decimal, achieved: tuple[AchievedRow, ...]) -> Year:
    found = next((each for each in achieved if each.year == year), None)
    agreed = found.pounds if found and found.is_agreed else None
    waiting = found.pounds if found and not found.is_settled else None
    return Year(year, pounds(quantity, row.unit_cost), agreed, waiting)


def _total(name: str, lines: list[AvoidanceRow]) -> Year:
    sums: dict[str, list[Decimal]] = defaultdict(list)
    for year in (each for line in lines for each in line.years if each.year == name):
        sums["planned"].append(year.planned)
        sums["achieved"] += [] if year.achieved is None else [year.achieved]
        sums["waiting"] += [] if year.waiting is None else [year.waiting]
    known = {part: sum(found, Decimal(0)) if found else None for part, found in sums.items()}
    return Year(name, known.get("planned") or Decimal(0), known.get("achieved"), known.get("waiting"))

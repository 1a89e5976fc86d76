"""Series kept by hand as frozen rows. Reading values is for those who read figures; the caller has asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from django.db import connection
from django.db.models import Max

from oneplan.core.measures.manual import Supplied
from oneplan.core.measures.phrases import LinePart
from oneplan.records.series.models import DefinitionVersion, LineMatch, PrintedBaseline, SuppliedValue, SupplyDuty
from oneplan.records.series.rows import DefinitionRow, DutyRow, LineRow, PrintedRow, ValueRow

Values = Mapping[str, tuple[ValueRow, ...]]


def every_value() -> Values:
    """Every value ever supplied, by measure, the oldest period first; kept while nothing is added."""
    newest = SuppliedValue.objects.aggregate(newest=Max("id"))["newest"] or 0
    if connection.in_atomic_block:  # what is read before a commit may never come true, so it is not kept
        return _values()
    return _kept_values(newest)


def standing_values() -> Values:
    """The values that stand, by measure."""
    return {
        measure: found
        for measure, rows in every_value().items()
        if (found := tuple(row for row in rows if row.is_standing))
    }


def version() -> tuple[int, int]:
    """What changes whenever a value or a definition is added."""
    values = SuppliedValue.objects.aggregate(newest=Max("id"))["newest"] or 0
    definitions = DefinitionVersion.objects.aggregate(newest=Max("id"))["newest"] or 0
    return values, definitions


def duties() -> Mapping[str, DutyRow]:
    """The duties in force, by measure."""
    rows = SupplyDuty.objects.filter(ended_on__isnull=True).select_related("series", "person").order_by("id")
    return {row.series.measure: _duty(row) for row in rows}


def definitions() -> Mapping[str, tuple[DefinitionRow, ...]]:
    """The changes of definition, by measure, in the order in which they were made."""
    found: dict[str, list[DefinitionRow]] = defaultdict(list)
    for row in DefinitionVersion.objects.select_related("series", "by").order_by("series_id", "number"):
        found[row.series.measure].append(
            DefinitionRow(
                row.series.measure, row.number, row.first_day, row.words, row.why, row.by.name if row.by else "", row.on
            )
        )
    return {measure: tuple(rows) for measure, rows in found.items()}


def printed(plan_id: str = "") -> tuple[PrintedRow, ...]:
    """The printed figures that were entered, of one plan or of all."""
    rows = PrintedBaseline.objects.select_related("plan").order_by("measure", "first_day", "part", "id")
    if plan_id:
        rows = rows.filter(plan__public_id=plan_id)
    return tuple(
        PrintedRow(
            row.plan.public_id,
            row.measure,
            row.part,
            row.first_day,
            row.last_day,
            row.amount,
            row.line,
            row.text,
            row.was_uploaded,
        )
        for row in rows
    )


def lines(plan_id: str, *, section: str = "") -> tuple[LineRow, ...]:
    """The lines of a plan, or of one section, that were matched."""
    rows = LineMatch.objects.filter(plan__public_id=plan_id)
    rows = rows.filter(section__slug=section) if section else rows
    columns = rows.order_by("id").values_list("id", "section__slug", "part", "text", "measures", "chosen_by__name")
    return tuple(
        LineRow(line_id, slug or "", LinePart(part), text, tuple(measures.split()), chosen_by or "")
        for line_id, slug, part, text, measures, chosen_by in columns
    )


@lru_cache(maxsize=2)
def _kept_values(newest: int) -> Values:
    del newest  # part of the key: values are only ever added, so the same newest is the same values
    return _values()


def _values() -> Values:
    rows = list(
        SuppliedValue.objects.select_related("series", "by", "supersedes").order_by(
            "series__measure", "first_day", "part", "id"
        )
    )
    replaced = {row.supersedes_id for row in rows if row.supersedes_id}
    found: dict[str, list[ValueRow]] = defaultdict(list)
    for row in rows:
        found[row.series.measure].append(_value(row, is_standing=row.pk not in replaced and not row.is_withdrawn))
    return {measure: tuple(each) for measure, each in found.items()}


def _value(row: SuppliedValue, *, is_standing: bool) -> ValueRow:
    return ValueRow(
        id=row.public_id,
        measure=row.series.measure,
        part=row.part,
        first_day=row.first_day,
        last_day=row.last_day,
        value=Supplied(row.numerator, row.denominator, row.amount, row.sample),
        note=row.note,
        source=row.source,
        by_name=row.by.name,
        on=row.on,
        at=row.at,
        supersedes=row.supersedes.public_id if row.supersedes else "",
        is_withdrawn=row.is_withdrawn,
        is_standing=is_standing,
    )


def _duty(row: SupplyDuty) -> DutyRow:
    return DutyRow(
        measure=row.series.measure,
        role=row.role,
        person_id=row.person_id,
        person=row.person.name if row.person else "",
        cycle=row.cycle,
        due_days=row.due_days,
        first_day=row.first_day,
        chased_on=row.chased_on,
        chase_count=row.chase_count,
    )

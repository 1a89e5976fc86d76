"""What the invented partnership supplied by hand, who owes what, and what its plan prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from oneplan.actions import series
from oneplan.actions.series import Given
from oneplan.answers.series import printed_in_plan
from oneplan.core.measures.catalogue import CatalogueMeasure
from oneplan.core.measures.manual import Supplied, periods_until
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.series.queries import definitions, standing_values
from oneplan.rulebook.catalogue_files import load_catalogue, load_series
from oneplan.synthetic.demonstration import words_of

LEAD = "lead@merrowdale.example"


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """The figures the plan prints are entered and the series filled; a second time changes nothing."""
    lead, words = accounts[LEAD], words_of("series")
    found = printed_in_plan(plan_id, viewer=viewer_of(lead, on=on))
    series.enter_printed(plan_id=plan_id, figures=found, by=lead, on=on)
    known = standing_values()
    corrected = {row["measure"]: row for row in words["correction"]}
    for row in words["series"]:
        if row["measure"] not in known:
            _fill(row, corrected.get(row["measure"]), lead, on)
    for row in words["meaning"]:
        if row["measure"] not in definitions():
            measure = load_catalogue().measure(row["measure"])
            first = periods_until(load_series().cycle_of(measure), on, row["periods_back"])[0].first_day
            meaning = {name: row[name] for name in ("measure", "words", "why")}
            series.change_definition(**meaning, first_day=first, by=lead, on=on)


def _fill(row: Mapping[str, Any], corrected: Mapping[str, Any] | None, lead: Any, on: date) -> None:
    measure = load_catalogue().measure(row["measure"])
    cycle = load_series().cycle_of(measure)
    periods = periods_until(cycle, on, len(row["values"]) + row.get("missing", 0))
    filled = list(zip(periods, row["values"], strict=False))
    series.set_duty(measure=measure.id, role=row["role"], by=lead, on=periods[0].first_day)
    given = [Given(period.first_day, _value(measure, value), source=row["source"]) for period, value in filled]
    if corrected is not None:
        last = given[-1]
        first = Given(last.first_day, _value(measure, corrected["was"]), source=row["source"])
        series.supply(measure=measure.id, given=[*given[:-1], first], by=lead, on=on)
        given = [Given(last.first_day, last.value, note=corrected["why"], source=row["source"])]
    series.supply(measure=measure.id, given=given, by=lead, on=on)


def _value(measure: CatalogueMeasure, value: Any) -> Supplied:
    if isinstance(value, list):
        return Supplied(Decimal(value[0]), Decimal(value[1]))
    number = Decimal(value)
    return Supplied(amount=number) if measure.unit == "£" else Supplied(number)

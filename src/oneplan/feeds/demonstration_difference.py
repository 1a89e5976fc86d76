"""What the invented partnership expected of its measures, written down before anybody knew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oneplan.actions.expectations import Expected, expect
from oneplan.answers import figures
from oneplan.core.calendar.arithmetic import months_after
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.figures.queries import expectations_of_plan
from oneplan.synthetic.demonstration import words_of

_BEFOREHAND = timedelta(days=21)
LEAD = "lead@merrowdale.example"


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """The expectations are written down on days before the work counted; a second time changes nothing."""
    lead = accounts[LEAD]
    links = figures.links_of(plan_id, viewer=viewer_of(lead, on=on))
    said = {link for link, each in expectations_of_plan(plan_id).items() if each.said_on}
    for row in words_of("difference")["expectation"]:
        link = next((each for each in links if each.line.measure.id == row["measure"] and each.section), None)
        if link is None or link.id in said:
            continue
        acts_from = months_after(on.replace(day=1), -row["months_ago"])
        expect(link_id=link.id, expected=_expected(row, acts_from), by=lead, on=acts_from - _BEFOREHAND)


def _expected(row: Mapping[str, Any], acts_from: date) -> Expected:
    if "amount" not in row:
        return Expected(acts_from=acts_from)
    return Expected(
        acts_from=acts_from,
        amount=Decimal(row["amount"]),
        by=months_after(acts_from, row["months_to_reach"]),
        baseline=Decimal(row["baseline"]),
        baseline_on=acts_from - timedelta(days=1),
    )

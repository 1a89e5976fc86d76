"""Writes down what a linked measure is expected to do, so that nobody can say so afterwards alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.figures.models import MeasureLink

PERMISSION = "measure-link"


@dataclass(frozen=True, slots=True)
class Expected:
    """From which day the work should show, how far the measure should get by when, and where it started."""

    acts_from: date | None = None
    amount: Decimal | None = None
    by: date | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None


def expect(*, link_id: int, expected: Expected, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """The link says what is expected, and on which day that was written down; the audit keeps what it said before."""
    request = Request("expect-of-measure", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        row = MeasureLink.objects.select_for_update().filter(pk=link_id, is_removed=False).first()
        if row is None:
            raise NotFound("There is no such link here.", do="Open the section again to see what is linked now.")
        _check(expected)
        said = {
            "acts_from": row.acts_from,
            "amount": row.expected_amount,
            "by": row.expected_by,
            "baseline": row.baseline_amount,
            "baseline_on": row.baseline_on,
        }
        row.acts_from, row.expected_amount, row.expected_by = expected.acts_from, expected.amount, expected.by
        row.baseline_amount, row.baseline_on = expected.baseline, expected.baseline_on
        row.expected_said_on, row.made_by = on, by
        row.save()
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="measure-link",
            subject_ids=[str(row.pk)],
            details={"before": {name: str(value) for name, value in said.items() if value is not None}},
        )
        return row.pk

    return carry_out(request, work, asked={"link": link_id, **asdict(expected)})


def _check(expected: Expected) -> None:
    if not any(asdict(expected).values()):
        raise Problem(
            "Say at least one thing that is expected.", why="An empty expectation can never be met or missed."
        )
    if (expected.amount is None) is not (expected.by is None):
        raise Problem(
            "Give the value and the day together.",
            why="A value without a day can always still come, and a day without a value says nothing.",
            do="Fill in both, or neither.",
        )
    if expected.by and expected.acts_from and expected.by < expected.acts_from:
        raise Problem(
            "The day by which it should be reached is before the day from which it should show.",
            do="Put the two days in order.",
        )
    if expected.baseline is not None and expected.baseline_on is None:
        raise Problem("Give the day of the starting value.", why="A value means little without its day.")

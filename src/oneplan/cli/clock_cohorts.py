"""A cohort of plans as it arrives, and the published figures as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from oneplan.core.kernel import Problem
from oneplan.core.pathways import IssuedPlan, timeliness
from oneplan.core.pathways.intake import read_day
from oneplan.core.pathways.timeliness import Counted, percent
from oneplan.rulebook import load_rulebook

KNOWN = ("days", "exception", "received_on", "issued_on")


def read_cohort(document: object, as_of: date | None) -> tuple[list[IssuedPlan], date]:
    """Plans from a list, or from a table with as_of and plans."""
    asked = document if isinstance(document, dict) else {"plans": document}
    plans = asked.get("plans")
    if not isinstance(plans, list):
        raise Problem(
            "There is no list of plans.",
            why="Figures are counted from plans.",
            do="Give plans as a list, each with days (or received_on and issued_on) and exception.",
        )
    day = as_of or (read_day(asked["as_of"], "as_of") if "as_of" in asked else None)
    if day is None:
        raise Problem("The question does not say which day it is about.", do="Give as_of, such as 2026-03-01.")
    return [_plan(each, f"Plan {number}") for number, each in enumerate(plans, start=1)], day


def count(plans: list[IssuedPlan], as_of: date) -> dict[str, Any]:
    """Both published measures under the names of the published file."""
    found = timeliness(plans, load_rulebook().rules, as_of)
    return {
        "including_exceptions": _figures(found.including, "plans_issued_den", "plans_issued_within_20_weeks"),
        "excluding_exceptions": _figures(found.excluding, "plans_issued_den_ex", "plans_issued_20_weeks_ex"),
        "flagged": found.flagged,
        "flagged_percent": _number(percent(found.flagged, len(plans))),
        "flag_is_doubtful": found.is_flag_doubtful,
        "headline": "excluding_exceptions",
        "rule": "STAT-01",
    }


def _figures(counted: Counted, issued: str, within: str) -> dict[str, Any]:
    return {
        issued: counted.issued,
        within: counted.within,
        "percent_within_20_weeks": _number(counted.percent_within),
        "between_20_and_52_weeks": counted.between,
        "over_52_weeks": counted.over,
        "average_weeks": _number(counted.average_weeks),
    }


def _number(found: object) -> float | None:
    return None if found is None else float(str(found))


def _plan(item: object, where: str) -> IssuedPlan:
    if not isinstance(item, dict) or set(item) - set(KNOWN):
        raise Problem(f"{where} cannot be read.", do=f"Use only: {', '.join(KNOWN)}.")
    exception = item.get("exception", False)
    if not isinstance(exception, bool):
        raise Problem(f"{where}: exception is neither true nor false.", do="Write true or false.")
    return IssuedPlan(_days(item, where), exception)


def _days(item: dict[str, Any], where: str) -> int:
    days = item.get("days")
    if days is None:
        received, issued = (read_day(item.get(name), f"{where}, {name}") for name in ("received_on", "issued_on"))
        days = (issued - received).days
    if isinstance(days, bool) or not isinstance(days, int) or days < 0:
        raise Problem(f"{where}: {days!r} is not a number of days.", do="Give a whole number from 0 up.")
    return days

"""Small tables of facts made up from a seed, with every kind of gap that real ones have."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]
FIRST = date(2019, 11, 1)
AREAS = ("North Fell", "South Fell")


def random_facts(seed: int, *, rows: int = 120) -> dict[str, list[Row]]:
    """Every table of facts; the same seed gives the same rows."""
    random = Random(seed)
    makers = {
        "requests": _request,
        "assessments": _assessment,
        "plans": _plan,
        "reviews": _review,
        "open_limits": _limit,
        "improvement_actions": _action,
    }
    return {name: [make(random, number) for number in range(rows)] for name, make in makers.items()}


def _day(random: Random, after: date | None = None, most: int = 2500, gap: float = 0.08) -> date | None:
    if random.random() < gap:
        return None
    return (after or FIRST) + timedelta(days=random.randrange(most))


def _after(random: Random, start: date | None) -> date | None:
    """Often near a limit, sometimes before the start, sometimes unknown."""
    if start is None or random.random() < 0.15:
        return None
    days = random.choice((-3, 0, 27, 28, 29, 41, 42, 43, 139, 140, 141, random.randrange(400)))
    return start + timedelta(days=days)


def _of_a_case(random: Random, number: int) -> Row:
    return {"area": random.choice(AREAS), "case_id": f"case{number}", "person_id": f"person{number}"}


def _flag(random: Random) -> bool | None:
    return random.choice((True, False, False, None))


def _request(random: Random, number: int) -> Row:
    received = _day(random)
    return _of_a_case(random, number) | {
        "received_on": received,
        "source": random.choice(("1", "2", "5", "", None)),
        "outcome": random.choice(("Y", "Y", "N", "A", "W", "H", "")),
        "decided_on": _after(random, received),
        "mediation": _flag(random),
        "tribunal": _flag(random),
    }


def _assessment(random: Random, number: int) -> Row:
    received = _day(random)
    issued = _after(random, received)
    return _of_a_case(random, number) | {
        "received_on": received,
        "outcome": random.choice(("Y", "Y", "Y", "N", "H", "A")),
        "outcome_on": issued,
        "issued_on": issued,
        "exceptions_apply": _flag(random),
        "any_challenge": random.choice((False, False, True, None)),
        "transferred_in": random.choice((False, False, False, True, None)),
    }


def _plan(random: Random, number: int) -> Row:
    started = _day(random)
    ceased = None if random.random() < 0.6 or started is None else started + timedelta(days=random.randrange(-5, 1200))
    return _of_a_case(random, number) | {
        "started_on": started,
        "ceased_on": ceased,
        "cease_reason": random.choice(("1", "5", "")) if ceased else None,
        "transferred_in": random.choice((False, False, True)),
        "primary_need": random.choice(("ASD", "SEMH", "SLCN", "", None)),
        "placement_group": random.choice(("mainstream", "special", "elsewhere", None)),
        "born_on": _day(random, date(2000, 1, 1), 9000),
    }


def _review(random: Random, number: int) -> Row:
    meeting = _day(random)
    return _of_a_case(random, number) | {"meeting_on": meeting, "decided_on": _after(random, meeting), "outcome": "M"}


def _limit(random: Random, number: int) -> Row:
    return _of_a_case(random, number) | {
        "output": random.choice(("final_plan_due", "review_complete_by", "advice_due")),
        "started_on": FIRST,
        "due_on": date(2026, 3, 2) + timedelta(days=random.randrange(-900, 100)),
        "is_knowable": random.choice((True, True, True, False)),
    }


def _action(random: Random, number: int) -> Row:
    rating = random.choice(("not_started", "on_track", "at_risk", "delayed", "complete", "paused", "unknown"))
    return {
        "area": random.choice(AREAS),
        "action_id": f"action{number}",
        "section": random.choice(("1", "2", "")),
        "rating": rating,
        "due_on": _day(random, date(2025, 1, 1), 800, gap=0.25),
        "is_finished": rating == "complete",
        "owners": random.choice((0, 1, 2)),
    }

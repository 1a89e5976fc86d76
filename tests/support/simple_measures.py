"""Every measure written out by hand, row by row, to be compared with what the engine reckons.

Nothing here is read from the rulebook: numbers and codes stand as a person would write them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

Row = dict[str, Any]
Counted = tuple[int | None, int | None]
Key = tuple[str, str, str, date, str, str]  # area, measure, grain, first day, split, part

LIVE = ("not_started", "on_track", "at_risk", "delayed", "unknown")


def simple_figures(facts: dict[str, list[Row]], on: date) -> dict[Key, Counted]:
    """Every figure as of a day, for each area, period and part."""
    found: dict[Key, Counted] = {}
    _flows(found, facts, on)
    _stocks(found, facts["plans"], on)
    _limits(found, facts["open_limits"], on)
    _actions(found, facts["improvement_actions"], on)
    return found


def _flows(found: dict[Key, Counted], facts: dict[str, list[Row]], on: date) -> None:
    received = [row for row in facts["requests"] if row["received_on"]]
    _flow(found, "requests", received, "received_on", on, _count)
    _flow(
        found,
        "requests",
        received,
        "received_on",
        on,
        _count,
        ("request-source", lambda row: row["source"] or "not recorded"),
    )
    _flow(found, "requests-refused", received, "received_on", on, _share(lambda row: row["outcome"] == "N"))
    _flow(found, "requests-undecided", received, "received_on", on, _share(lambda row: row["outcome"] in {"", "A"}))
    decided = [
        row
        for row in received
        if row["decided_on"] and row["decided_on"] >= row["received_on"] and row["outcome"] in ("Y", "N")
    ]
    _flow(found, "decisions-in-6-weeks", decided, "decided_on", on, _share(_within("received_on", "decided_on", 42)))
    issued = [
        row
        for row in facts["assessments"]
        if row["outcome"] == "Y"
        and row["received_on"]
        and row["issued_on"]
        and row["issued_on"] >= row["received_on"]
        and not row["transferred_in"]
        and not row["any_challenge"]
    ]
    plain = [row for row in issued if not row["exceptions_apply"]]
    in_time = _share(_within("received_on", "issued_on", 140))
    _flow(found, "plans-in-20-weeks", issued, "issued_on", on, in_time)
    _flow(found, "plans-in-20-weeks-without-exceptions", plain, "issued_on", on, in_time)
    _flow(found, "weeks-to-issue", issued, "issued_on", on, _mean("received_on", "issued_on"))
    new = [row for row in facts["plans"] if row["started_on"] and not row["transferred_in"]]
    _flow(found, "new-plans", new, "started_on", on, _count)
    _flow(
        found,
        "new-plans",
        new,
        "started_on",
        on,
        _count,
        ("primary-need", lambda row: row["primary_need"] or "not recorded"),
    )
    ceased = [row for row in facts["plans"] if row["ceased_on"]]
    _flow(found, "plans-ceased", ceased, "ceased_on", on, _count)
    _flow(
        found,
        "plans-ceased",
        ceased,
        "ceased_on",
        on,
        _count,
        ("cease-reason", lambda row: row["cease_reason"] or "not recorded"),
    )
    reviews = [
        row
        for row in facts["reviews"]
        if row["meeting_on"] and row["decided_on"] and row["decided_on"] >= row["meeting_on"]
    ]
    _flow(
        found, "review-decisions-in-4-weeks", reviews, "decided_on", on, _share(_within("meeting_on", "decided_on", 28))
    )


def _stocks(found: dict[Key, Counted], plans: list[Row], on: date) -> None:
    held = [row for row in plans if row["started_on"]]
    for area in {row["area"] for row in held}:
        mine = [row for row in held if row["area"] == area]
        for grain, first, last in [("day", on, on), *_months(on), *_years(on)]:
            now = _in_force(mine, last)
            found[area, "plans-in-force", grain, first, "", ""] = (now, None)
            if last < on.replace(day=1) or grain == "day":
                found[area, "plan-growth", grain, first, "", ""] = (
                    now,
                    _in_force(mine, _a_year_before(grain, last)),
                )
        open_now = [row for row in mine if _is_in_force(row, on)]
        if not open_now:
            continue
        _parts(
            found, area, "plans-in-force", on, "age-band", [_band(row["born_on"], on) for row in open_now], is_mix=False
        )
        needs = [row["primary_need"] or "not recorded" for row in open_now]
        _parts(found, area, "primary-need-mix", on, "primary-need", needs)
        places = [row["placement_group"] or "not-recorded" for row in open_now]
        _parts(found, area, "placement-mix", on, "placement-group", places)
    for area in {row["area"] for row in held}:
        mine = [row for row in held if row["area"] == area]
        for name in ("primary-need-mix", "placement-mix"):
            found[area, name, "day", on, "", ""] = (_in_force(mine, on), None)


def _limits(found: dict[Key, Counted], limits: list[Row], on: date) -> None:
    for output, name in (("final_plan_due", "assessments"), ("review_complete_by", "reviews")):
        known = [row for row in limits if row["output"] == output and row["is_knowable"]]
        for area in {row["area"] for row in known}:
            mine = [row for row in known if row["area"] == area]
            late = [(on - row["due_on"]).days for row in mine if row["due_on"] < on]
            found[area, f"{name}-overdue", "day", on, "", ""] = (len(late), len(mine))
            if late:
                found[area, f"{name}-overdue-days", "day", on, "", ""] = (sum(late), len(late))
            if late and name == "assessments":
                found[area, "assessments-overdue-longest", "day", on, "", ""] = (max(late), None)


def _actions(found: dict[Key, Counted], actions: list[Row], on: date) -> None:
    for area in {row["area"] for row in actions}:
        mine = [row for row in actions if row["area"] == area]
        found[area, "actions-by-rating", "day", on, "", ""] = (len(mine), None)
        _parts(found, area, "actions-by-rating", on, "rating", [row["rating"] for row in mine])
        _parts(found, area, "actions-by-rating", on, "section", [row["section"] or "none" for row in mine])
        live = [row for row in mine if row["rating"] in LIVE]
        tests = {
            "actions-overdue": lambda row: row["due_on"] is not None and row["due_on"] < on,
            "actions-without-owner-or-date": lambda row: row["owners"] == 0 or row["due_on"] is None,
        }
        for name, test in tests.items():
            for split, part, rows in [("", "", live), *_by_section(live)]:
                if rows:
                    found[area, name, "day", on, split, part] = (sum(map(test, rows)), len(rows))


def _by_section(rows: list[Row]) -> list[tuple[str, str, list[Row]]]:
    names = {row["section"] or "none" for row in rows}
    return [("section", name, [row for row in rows if (row["section"] or "none") == name]) for name in names]


def _flow(
    found: dict[Key, Counted],
    measure: str,
    rows: Iterable[Row],
    dated_by: str,
    on: date,
    reckon: Callable[[list[Row]], Counted],
    split: tuple[str, Callable[[Row], str]] | None = None,
) -> None:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        day = row[dated_by]
        if day > on:
            continue
        name, part = (split[0], split[1](row)) if split else ("", "")
        if day.year >= on.year - 3:
            groups[row["area"], measure, "month", day.replace(day=1), name, part].append(row)
        if day.year >= on.year - 5:
            groups[row["area"], measure, "year", date(day.year, 1, 1), name, part].append(row)
    found |= {key: reckon(held) for key, held in groups.items()}


def _count(rows: list[Row]) -> Counted:
    return len(rows), None


def _share(test: Callable[[Row], bool]) -> Callable[[list[Row]], Counted]:
    return lambda rows: (sum(map(test, rows)), len(rows))


def _within(start: str, end: str, most: int) -> Callable[[Row], bool]:
    return lambda row: (row[end] - row[start]).days <= most


def _mean(start: str, end: str) -> Callable[[list[Row]], Counted]:
    return lambda rows: (sum((row[end] - row[start]).days for row in rows), len(rows))


def _is_in_force(row: Row, day: date) -> bool:
    return row["started_on"] <= day and (row["ceased_on"] is None or row["ceased_on"] > day)


def _in_force(rows: list[Row], day: date) -> int:
    return sum(_is_in_force(row, day) for row in rows)


def _months(on: date) -> list[tuple[str, date, date]]:
    firsts = [date(year, month, 1) for year in range(on.year - 3, on.year + 1) for month in range(1, 13)]
    return [("month", first, min(_month_end(first), on)) for first in firsts if first <= on]


def _years(on: date) -> list[tuple[str, date, date]]:
    return [("year", date(year, 1, 1), min(date(year, 12, 31), on)) for year in range(on.year - 5, on.year + 1)]


def _month_end(first: date) -> date:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _a_year_before(grain: str, last: date) -> date:
    """The same day, or the end of the same month; 29 February is set against 28 February."""
    if grain != "day":
        return _month_end(last.replace(year=last.year - 1, day=1))
    return date(last.year - 1, 2, 28) if (last.month, last.day) == (2, 29) else last.replace(year=last.year - 1)


def _band(born: date | None, on: date) -> str:
    if born is None:
        return "not recorded"
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    for first, last in ((0, 4), (5, 10), (11, 15), (16, 19), (20, 25)):
        if first <= age <= last:
            return f"{first}-{last}"
    return "not recorded"


def _parts(
    found: dict[Key, Counted], area: str, measure: str, on: date, split: str, parts: list[str], *, is_mix: bool = True
) -> None:
    for part in set(parts):
        found[area, measure, "day", on, split, part] = (parts.count(part), len(parts) if is_mix else None)

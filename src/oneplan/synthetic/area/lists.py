"""The lists that go with the returns: settings, term dates and who holds whom."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from oneplan.synthetic.area.area import InventedArea

SETTINGS = ("urn", "ukprn", "name", "kind", "phase", "in_area", "calendar")
TERMS = ("calendar", "area_calendar", "what", "first_day", "last_day", "why")
OFFICERS = ("upn", "uln", "officer_email", "team")
AWKWARD = ("kind", "upn", "surname", "forename", "says")
PROBLEMS = ("year", "position", "rule", "says")


def write_settings(out: TextIO, area: InventedArea) -> int:
    """One row for each setting; says how many."""
    rows = [
        (each.urn, each.ukprn, each.name, each.kind, each.phase, _yes(each.is_in_area), each.calendar)
        for each in area.settings
    ]
    return _write(out, SETTINGS, rows)


def write_terms(out: TextIO, area: InventedArea) -> int:
    """One row for each stretch of school days and for each closed day; says how many."""
    rows = []
    for each in area.calendars:
        whose = (each.name, _yes(each.is_the_areas))
        rows += [(*whose, "term", term.first_day, term.last_day, "") for term in each.terms]
        rows += [(*whose, "closed", closed.day, closed.day, closed.why) for closed in each.closed]
    return _write(out, TERMS, rows)


def write_officers(out: TextIO, area: InventedArea) -> int:
    """One row for each child whom a return names by a number and an officer holds; says how many."""
    told = [person for year in area.returns for person in area.returned(year)[1]]
    upns, ulns = {each.upn for each in told}, {each.uln for each in told}
    rows = []
    for child in area.children:
        upn, uln = child.upn if child.upn in upns else "", child.uln if child.uln in ulns else ""
        if child.officer and (upn or uln):
            rows.append((upn, uln, child.officer, child.team))
    return _write(out, OFFICERS, rows)


def write_awkward(out: TextIO, area: InventedArea) -> int:
    """One row for each child of each awkward case; says how many."""
    by_number = {each.number: each for each in area.children}
    rows = [
        (case.kind, by_number[number].upn, by_number[number].surname, by_number[number].forename, case.says)
        for case in area.awkward
        for number in case.numbers
    ]
    return _write(out, AWKWARD, rows)


def write_problems(out: TextIO, area: InventedArea) -> int:
    """One row for each problem planted in a return; says how many."""
    rows = [(each.year, each.position, each.rule, each.says) for each in area.planted_problems]
    return _write(out, PROBLEMS, rows)


def _write(out: TextIO, heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    return count


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"

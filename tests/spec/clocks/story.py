"""Stories drawn in text: dated facts above the line, the answers that must come out beneath it.

A fact is a day, a name and details (``by=post``). ``as of`` says the day asked about. An answer is an output,
perhaps with what tells it apart (``[key=health]``), an arrow and a day, a value after ``=``, or ``no row``; then its
standing (``met``, ``3 days late``), and ``prudent`` with a day.
"""

from __future__ import annotations

import re
import shlex
from datetime import date
from typing import Any

from oneplan.core.pathways import read_question
from oneplan.rulebook import load_rulebook

CALENDAR_A = {
    "terms": [
        ["2026-09-02", "2026-10-23"],
        ["2026-11-02", "2026-12-18"],
        ["2027-01-04", "2027-02-12"],
        ["2027-02-22", "2027-03-25"],
        ["2027-04-12", "2027-05-28"],
        ["2027-06-07", "2027-07-21"],
    ],
    "closed": ["2026-09-02", "2026-11-02", "2027-01-04", "2027-06-07"],
}
STATES = ("running", "met late", "met", "overdue", "disapplied", "superseded", "withdrawn", "nothing asked")
EXPECTED = re.compile(r"(?P<output>\w+)(?: \[(?P<marks>[^\]]*)\])?\s+(?P<says>->.*|=.*|no row|needs .*)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check(story: str, *, school: bool = False, calendar: dict[str, Any] | None = None) -> None:
    """Every answer drawn beneath the line comes out of the facts above it."""
    above, beneath = story.split("---")
    rows = answers(above, calendar=CALENDAR_A if school else calendar)

    for line in _lines(beneath):
        _check_line(line, rows)


def answers(facts: str, *, calendar: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The rows that come out of drawn facts."""
    book = load_rulebook()
    document: dict[str, Any] = {"facts": []}
    for line in _lines(facts):
        if line.startswith("as of "):
            document["as_of"] = line.removeprefix("as of ").strip()
        else:
            document["facts"].append(_fact(line))
    if calendar:
        document["school_calendar"] = calendar
    question = read_question(document, book.rules, book.working_days)
    return [answer.as_json() for answer in question.answer(book.rules)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _fact(line: str) -> dict[str, Any]:
    on, name, *details = shlex.split(line)
    said = (each.split("=", 1) for each in details)
    return {"fact": name, "on": on, **{key: _plain(value) for key, value in said}}


def _plain(value: str) -> str | int | bool:
    if value in ("yes", "no"):
        return value == "yes"
    return int(value) if value.isdigit() else value


def _check_line(line: str, rows: list[dict[str, Any]]) -> None:
    drawn = EXPECTED.fullmatch(line)
    assert drawn, f"cannot read: {line}"
    marks = dict(each.split("=") for each in (drawn["marks"] or "").split())
    found = [row for row in rows if row["output"] == drawn["output"] and marks.items() <= row.items()]
    says = drawn["says"].strip()
    if says == "no row":
        assert not found, f"{line}, but: {found}"
        return
    wanted = _wanted(says)
    met = any(wanted.items() <= row.items() for row in found)
    shown = [{key: row[key] for key in (*wanted, "missing")} for row in found]
    assert met, f"{line}\nwanted {wanted}\nfound  {shown}"


def _wanted(says: str) -> dict[str, Any]:
    if says.startswith("needs "):
        return {"missing": says.removeprefix("needs ").strip(), "due_on": None}
    if says.startswith("="):
        return {"value": _value(says[1:].strip())}
    wanted: dict[str, Any] = {}
    says = says.removeprefix("->").strip()
    if prudent := re.search(r"prudent (\S+)", says):
        wanted["prudent_on"] = prudent[1]
        says = says.replace(prudent[0], "")
    if day := DAY.search(says):
        wanted["due_on"] = day[0]
    if late := re.search(r"(\d+) days late", says):
        wanted["days_late"] = int(late[1])
    if state := next((each for each in STATES if each in says), None):
        wanted["state"] = None if state == "nothing asked" else state
        wanted.setdefault("days_late", 0)
    return wanted


def _value(said: str) -> Any:
    plain = _plain(said)
    return date.fromisoformat(said).isoformat() if isinstance(plain, str) and DAY.fullmatch(said) else plain

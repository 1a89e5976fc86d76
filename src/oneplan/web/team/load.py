"""How a team's work is shared, as the page shows it: a bar for each officer, and what only one of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from oneplan.rulebook.returns import load
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar, Part

if TYPE_CHECKING:
    from oneplan.answers.team import Alone, OfficerLoad, TeamLoad

SHARES = (
    ("late", "late", "late"),
    ("soon", "soon", "soon"),
    ("later", "fine", "later"),
    ("undated", "still", "no day"),
)
STATES = {"late": "late", "soon": "soon", "later": "on_track", "undated": "unknown"}
PARTS = {"place": "kind of setting", "phase": "phase", "need": "main need"}
RISKS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer's load: numbers that open to the work they count, and the bar that draws them."""

    name: str
    teams: str
    address: str
    late_address: str
    open: int
    late: int
    soon: int
    without_review: int
    bar: Bar


@dataclass(frozen=True, slots=True)
class Risk:
    """What would stop if one person were away."""

    says: str
    then: str
    address: str


@dataclass(frozen=True, slots=True)
class TeamView:
    """Everything that the page shows."""

    title: str
    lead: str
    lines: tuple[OfficerLine, ...]
    unallocated: int
    unallocated_late: int
    unallocated_soon: int
    risks: tuple[Risk, ...]
    more_risks: int


def team_view(load_of: TeamLoad) -> TeamView:
    """The page of a team's load."""
    heaviest = max((each.open for each in load_of.officers), default=0)
    risks = tuple(_risk(each) for each in load_of.alone)
    spare = load_of.unallocated
    return TeamView(
        title=title(load_of),
        lead=lead(load_of),
        lines=tuple(_line(each, heaviest) for each in load_of.officers),
        unallocated=spare.open,
        unallocated_late=spare.late,
        unallocated_soon=spare.soon,
        risks=risks[:RISKS_SHOWN],
        more_risks=max(0, len(risks) - RISKS_SHOWN),
    )


def title(load_of: TeamLoad) -> str:
    """How many open cases there are, among how many officers."""
    every = (*load_of.officers, load_of.unallocated)
    cases = words.count_of(sum(each.open for each in every), "open case").capitalize()
    return f"{cases}, {words.count_of(sum(1 for each in load_of.officers if each.open), 'officer')}"


def lead(load_of: TeamLoad) -> str:
    """Who carries most, and how many cases press."""
    every = (*load_of.officers, load_of.unallocated)
    late, soon = sum(each.late for each in every), sum(each.soon for each in every)
    says = f"{words.count_of(late, 'case').capitalize()} {_has(late)} something late; {soon:,} more within 14 days."
    if not load_of.officers or not load_of.officers[0].open:
        return says
    first = load_of.officers[0]
    return f"{says} {first.name} carries most: {words.count_of(first.open, 'case')}."


def work_address(**asked: object) -> str:
    """My work, narrowed."""
    return f"{reverse('work')}?{urlencode({name: value for name, value in asked.items() if value != ''})}"


def _line(row: OfficerLoad, heaviest: int) -> OfficerLine:
    return OfficerLine(
        name=row.name,
        teams=words.listed(list(row.teams)),
        address=work_address(who=row.officer_id),
        late_address=work_address(who=row.officer_id, group="late"),
        open=row.open,
        late=row.late,
        soon=row.soon,
        without_review=row.without_review,
        bar=_bar(row, heaviest),
    )


def _bar(row: OfficerLoad, heaviest: int) -> Bar:
    """Drawn against the heaviest load, so that lengths compare between officers."""
    parts, x = [], 0.0
    for name, tone, word in SHARES:
        number = getattr(row, name)
        width = 100 * number / heaviest if heaviest else 0.0
        if number:
            parts.append(Part(STATES[name], tone, round(x, 2), round(width, 2), f"{number} {word}"))
        x += width
    return Bar(tuple(parts), row.open)


def _risk(alone: Alone) -> Risk:
    cases = words.count_of(alone.cases, "case")
    says = f"{alone.name} alone holds {PARTS[alone.part]} “{_named(alone.part, alone.value)}”: {cases}."
    away = "None of them falls due in the next 14 days."
    if alone.pressing:
        verb = "is" if alone.pressing == 1 else "are"
        away = f"{alone.pressing:,} {verb} late or due within 14 days, with nobody else who knows such a case."
    address = work_address(who=alone.officer_id, **{alone.part: alone.value})
    return Risk(says, f"If they were away: {away[0].lower()}{away[1:]}", address)


def _named(part: str, value: str) -> str:
    return _needs().get(value, value) if part == "need" else value


@cache
def _needs() -> Mapping[str, str]:
    return {code.code: code.title for code in load().code_sets["need"].codes}


def _has(number: int) -> str:
    return "has" if number == 1 else "have"

"""The facts of cases as they stand on record: what still speaks, from whom, and how well its day is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from oneplan.core.casework.case_facts import CaseFact, DayIs, details_read
from oneplan.core.casework.returned_events import REVIEW_PERIOD
from oneplan.core.pathways import Rules
from oneplan.core.pathways.engine import YEARS
from oneplan.records.casework.models import CaseEvent
from oneplan.records.casework.sources import Source

_RETURN = ("person_return__year", "person_return__reference_date")


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact that still speaks, and who told of it."""

    says: CaseFact
    source: Source


def first_day_of_law(rules: Rules) -> date:
    """The day since which there have been plans and limits: nothing before it can start a clock."""
    return rules.parameter(REVIEW_PERIOD).values[0].first_day


def speaks_to_clocks(fact: CaseFact, begins: date) -> bool:
    """Whether a clock can be asked about a fact; a mistyped year stays on record and starts nothing."""
    return begins <= fact.on and fact.on.year in YEARS


def recorded_facts(cases: Collection[int], rules: Rules) -> dict[int, list[RecordedFact]]:
    """The facts of each case, in order of day; what was superseded or taken back is not among them."""
    rows = (
        CaseEvent.objects.filter(case__in=cases, superseded_by__isnull=True, is_retraction=False)
        .order_by("case_id", "on", "pk")
        .values_list("case_id", "fact", "on", "day_is", "details", "source", *_RETURN)
    )
    found: dict[int, list[RecordedFact]] = defaultdict(list)
    sources: dict[tuple[str, int | None, date | None], Source] = {}
    for case, name, on, day_is, details, kind, year, told_on in rows:
        source = sources.setdefault((kind, year, told_on), Source(kind, year or 0, told_on))
        said = details_read(details, rules.fact(name)) if details else {}
        found[case].append(RecordedFact(CaseFact(name, on, DayIs(day_is), said), source))
    return found

"""Measures of how well the partnership knows itself, told by its self-evaluation and by what others found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from oneplan.answers.series_from_meetings import Told
from oneplan.core.instruments.statements import is_fresh
from oneplan.core.measures.manual import SeriesPeriod, periods_until
from oneplan.records.evaluation.models import Citation, EvaluationRound, OutsideFinding, Statement, StatementEvent
from oneplan.rulebook.catalogue_files import load_catalogue, load_series
from oneplan.rulebook.evaluation_files import evaluation_words

_PERIODS = 6
_KNOWN, _IMPROVE, _WITHDRAWN = "known", "improve", "withdrawn"


def known_before(on: date) -> Sequence[Told]:
    """M019: of what others found in a period, what we had said before; told once every finding was looked at."""
    rows = list(OutsideFinding.objects.values_list("review__held_on", "match"))
    found = []
    for period in _periods("M019", on):
        matches = [match for held_on, match in rows if period.first_day <= held_on <= period.last_day]
        if matches and all(matches):
            found.append((period.first_day, Decimal(matches.count(_KNOWN)), Decimal(len(matches))))
    return found


def recommendations_closed(on: date) -> Sequence[Told]:
    """M020: of all that others had asked us to improve by the end of a period, what was closed by then."""
    rows = list(OutsideFinding.objects.filter(kind=_IMPROVE).values_list("review__held_on", "closed_on"))
    found = []
    for period in _periods("M020", on):
        made = [closed_on for held_on, closed_on in rows if held_on <= period.last_day]
        if made:
            closed = sum(1 for day in made if day is not None and day <= period.last_day)
            found.append((period.first_day, Decimal(closed), Decimal(len(made))))
    return found


def statements_up_to_date(on: date) -> Sequence[Told]:
    """M021: of the statements that stood at the end of a period, those that rested on fresh evidence that day."""
    found = []
    for period in _periods("M021", on):
        standing = _standing(period.last_day)
        if standing:
            fresh = standing & _on_fresh_evidence(period.last_day)
            found.append((period.first_day, Decimal(len(fresh)), Decimal(len(standing))))
    return found


def _standing(day: date) -> set[int]:
    """The statements of the round that was open at the end of a day, written by then and not withdrawn by then."""
    rounds = EvaluationRound.objects.filter(opened_on__lte=day)
    current = rounds.order_by("-opened_on", "-id").first()
    if current is None or (current.closed_on is not None and current.closed_on <= day):
        return set()
    written = Statement.objects.filter(round=current, written_on__lte=day).values_list("pk", flat=True)
    gone = StatementEvent.objects.filter(statement__round=current, kind=_WITHDRAWN, on__lte=day)
    return set(written) - set(gone.values_list("statement_id", flat=True))


def _on_fresh_evidence(day: date) -> set[int]:
    rules = evaluation_words().rules
    cited = Citation.objects.filter(cited_on__lte=day, dated_on__lte=day)
    rows = cited.values_list("statement_id", "dated_on", "removed_on")
    return {
        statement
        for statement, dated_on, removed_on in rows
        if is_fresh(rules, dated_on, day) and (removed_on is None or removed_on > day)
    }


def _periods(measure: str, on: date) -> Sequence[SeriesPeriod]:
    cycle = load_series().cycle_of(load_catalogue().measure(measure))
    return periods_until(cycle, on, _PERIODS)


TOLD: dict[str, Callable[[date], Sequence[Told]]] = {
    "M019": known_before,
    "M020": recommendations_closed,
    "M021": statements_up_to_date,
}

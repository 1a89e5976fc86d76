"""Why a date is what it is, said from the index alone; the whole arithmetic is on the record itself."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from oneplan.core.law import Unit
from oneplan.core.pathways import Clock
from oneplan.core.pathways.wording import UNIT_WORDS, amount
from oneplan.rulebook import load_rulebook
from oneplan.web.dates.presenter import FORCE_WORDS
from oneplan.web.ui.words import long_day

if TYPE_CHECKING:
    from oneplan.answers.work import WorkRow

NOT_REPORTED = "A return does not say whether this was done, so nobody can tell from it."


@cache
def clock_of(pathway: str, rule: str, output: str) -> Clock | None:
    """The clock behind a row, or none if the rulebook no longer holds it."""
    clocks = load_rulebook().rules.outputs.get(output, ())
    return next((each for each in clocks if (each.pathway, each.rule) == (pathway, rule)), None)


def title_of(row: WorkRow) -> str:
    """What to do, verb first, with whose part it is where there are several."""
    clock = clock_of(row.pathway, row.rule, row.output)
    title = clock.title if clock else row.output.replace("_", " ").capitalize()
    return f"{title} ({row.key})" if row.key else title


def reasons(row: WorkRow) -> tuple[str, ...]:
    """What the date runs from, how long it is by which provision, and what else to know of it."""
    says = [_started(row), *_lengths(row.pathway, row.rule, row.output, row.started_on)]
    if row.prudent_on and row.prudent_on != row.due_on:
        says.append(f"{long_day(row.due_on)} is not a working day: aim for {long_day(row.prudent_on)}.")
    if row.force in FORCE_WORDS:
        says.append(f"{FORCE_WORDS[row.force]}.")
    if not row.is_knowable:
        says.append(NOT_REPORTED)
    elif row.told_until and row.told_until <= row.due_on:
        says.append(f"What is on record ends on {long_day(row.told_until)}.")
    return tuple(says)


def _started(row: WorkRow) -> str:
    fact = load_rulebook().rules.facts.get(row.started_by)
    return f"Counted from: {fact.title if fact else 'the day it began'}, {long_day(row.started_on)}."


@lru_cache(maxsize=20_000)
def _lengths(pathway: str, rule: str, output: str, on: date) -> tuple[str, ...]:
    rules, clock, said = load_rulebook().rules, clock_of(pathway, rule, output), []
    if clock is None:
        return ()
    for limb in clock.limbs:
        parameter = rules.parameters.get(limb.parameter)
        if parameter is None or not parameter.is_in_force(on):
            continue
        held = parameter.as_of(on).amount
        length = amount(held, Unit(parameter.unit)) if parameter.unit in UNIT_WORDS and isinstance(held, int) else ""
        said.append(f"{length}: {parameter.citation.text}" if length else parameter.citation.text)
    found = list(dict.fromkeys(said))
    if len(found) > 1:
        return (f"The {clock.combine.value.replace('_', ' ')} of {'; '.join(found)}.",)
    return tuple(f"{each}." for each in found) or ((f"{clock.law}.",) if clock.law else ())

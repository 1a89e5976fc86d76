"""The card of a date in a list, made from the index alone; every step is on the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import slugify

from oneplan.core.law import Parameter, Status, Unit
from oneplan.core.pathways import Clock
from oneplan.core.pathways.engine import WEAKEST_LAST
from oneplan.core.pathways.wording import UNIT_WORDS, amount
from oneplan.rulebook import load_rulebook
from oneplan.web.children.why import STATUS_MARKS, WhyCard, only_if_chosen
from oneplan.web.dates.presenter import DASHED, FORCE_WORDS, STATUS_WORDS
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
    title = clock.title.removesuffix(" by") if clock else row.output.replace("_", " ").capitalize()
    return f"{title} ({row.key})" if row.key else title


def listed_card(row: WorkRow, today: date, *, away: str, is_late: bool) -> WhyCard:
    """The card of one row of a list, with the address of its every step."""
    name = limit_name(row)
    held = _law(row.pathway, row.rule, row.output, row.started_on)
    status = STATUS_WORDS[held.status].partition(": ")[2]
    is_moved = row.prudent_on is not None and row.prudent_on != row.due_on
    return WhyCard(
        id=name,
        address=reverse("child-why", args=[row.case_id, name]),
        title=title_of(row),
        due_on=row.due_on,
        by_time="",
        away=away,
        is_late=is_late,
        is_dashed=row.force in DASHED,
        is_if_chosen=only_if_chosen(row.rule, row.output),
        shape="",
        word="",
        kind_words=FORCE_WORDS.get(row.force, ""),
        value="",
        days_late=0,
        because=_because(row),
        prudent=f"{long_day(row.due_on)} is not a working day: aim for {long_day(row.prudent_on)}." if is_moved else "",
        exceptions=(),
        law=held.says,
        rule=row.rule,
        mark=STATUS_MARKS[held.status],
        status_words=f"{status[:1].upper()}{status[1:]}",
        owner=row.owner,
        missing="",
        today=today,
    )


def limit_name(row: WorkRow) -> str:
    """What this date is called in the address of its reason."""
    parts = (row.output, row.started_on.isoformat(), slugify(row.key))
    return ".".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Law:
    """How long a limit is, by which provision, and how sure we are of it."""

    length: str
    says: str
    status: Status


def _because(row: WorkRow) -> tuple[str, ...]:
    fact = load_rulebook().rules.facts.get(row.started_by)
    started = f"Counted from: {fact.title if fact else 'the day it began'}, {long_day(row.started_on)}."
    held = _law(row.pathway, row.rule, row.output, row.started_on)
    says = [started, held.length] if held.length else [started]
    if row.force in FORCE_WORDS:
        says.append(f"{FORCE_WORDS[row.force]}.")
    if not row.is_knowable:
        says.append(NOT_REPORTED)
    elif row.told_until and row.told_until <= row.due_on:
        says.append(f"What is on record ends on {long_day(row.told_until)}.")
    return tuple(says)


@lru_cache(maxsize=20_000)
def _law(pathway: str, rule: str, output: str, on: date) -> _Law:
    rules, clock = load_rulebook().rules, clock_of(pathway, rule, output)
    if clock is None:
        return _Law("", "", Status.FROM_KNOWLEDGE)
    held = [rules.parameters[limb.parameter] for limb in clock.limbs if limb.parameter in rules.parameters]
    running = list(dict.fromkeys(parameter for parameter in held if parameter.is_in_force(on)))
    statuses = [parameter.as_of(on).status for parameter in running] + ([clock.status] if clock.status else [])
    status = max(statuses, key=WEAKEST_LAST.index) if statuses else rules.pathway(pathway).status
    said = [(_length(parameter, on), parameter.citation.text) for parameter in running]
    if len(said) > 1:
        each = "; ".join(f"{length}: {text}" if length else text for length, text in said)
        return _Law(f"The {clock.combine.value.replace('_', ' ')} of {each}.", "", status)
    length, text = said[0] if said else ("", clock.law)
    return _Law(f"{length} from that day." if length and not clock.backward else "", text, status)


def _length(parameter: Parameter, on: date) -> str:
    held = parameter.as_of(on).amount
    return amount(held, Unit(parameter.unit)) if parameter.unit in UNIT_WORDS and isinstance(held, int) else ""

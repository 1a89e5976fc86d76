"""One rule as a page: its clocks, the law behind each over time, what may excuse it, and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from oneplan.adapters.pictures.limits_in_words import (
    amount_in_words,
    clock_in_words,
    force_in_words,
    ref_in_words,
)
from oneplan.adapters.pictures.pathway_layout import arrange_clocks, leader_of
from oneplan.adapters.pictures.pathways import draw_pathway
from oneplan.core.access import NotFound
from oneplan.core.pathways.definitions import Role
from oneplan.web.dates.presenter import DASHED, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from oneplan.core.law import Parameter
    from oneplan.core.pathways.definitions import Allowance, Clock, ExceptionRule, Pathway, Rules
    from oneplan.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Version:
    """What a provision has said from a first day on."""

    first_day: date
    says: str
    status: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision with every version held, oldest first, and where to read it."""

    parameter: Parameter
    versions: tuple[Version, ...]
    is_web: bool


@dataclass(frozen=True, slots=True)
class Excuse:
    """An exception that a limit allows."""

    rule: ExceptionRule | None
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class ClockBlock:
    """One clock of the rule."""

    clock: Clock
    pathway: Pathway
    how: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    kind_words: str
    status_words: str
    is_dashed: bool
    provisions: tuple[Provision, ...]
    excuses: tuple[Excuse, ...]
    asks: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """The page of one rule."""

    id: str
    title: str
    blocks: tuple[ClockBlock, ...]
    exception: ExceptionRule | None
    lifted: tuple[tuple[Pathway, tuple[Clock, ...]], ...]
    picture: SafeString


def present_rule(rule: str, book: Rulebook, today: date) -> RulePage:
    """The page of a rule or of an exception; raises NotFound for an id that names neither."""
    rules = book.rules
    found = [(pathway, clock) for pathway in rules.pathways for clock in pathway.clocks if clock.rule == rule]
    exception = rules.exceptions.get(rule)
    if not found and exception is None:
        raise NotFound(f"There is no rule called “{rule}”.", do="Open a pathway and choose one of its rules.")
    title = exception.title if exception else found[0][1].title
    return RulePage(
        id=rule,
        title=title,
        blocks=tuple(_block(pathway, clock, rules, today) for pathway, clock in found),
        exception=exception,
        lifted=_lifted(rule, rules) if exception else (),
        picture=_picture(rule, title, [clock for _, clock in found], rules, today),
    )


def _block(pathway: Pathway, clock: Clock, rules: Rules, today: date) -> ClockBlock:
    names = [limb.parameter for limb in clock.limbs if limb.parameter] + list(clock.parameters.values())
    return ClockBlock(
        clock=clock,
        pathway=pathway,
        how=clock_in_words(clock, rules, today),
        starts=tuple(ref_in_words(ref, rules) for ref in leader_of(clock, rules).starts),
        stops=tuple(ref_in_words(ref, rules) for ref in clock.stops),
        kind_words=force_in_words(clock),
        status_words=STATUS_WORDS[status_of(clock, rules)],
        is_dashed=clock.force in DASHED,
        provisions=tuple(_provision(rules.parameter(name)) for name in dict.fromkeys(names)),
        excuses=_excuses(clock, rules),
        asks="" if clock.role is Role.LIMIT else clock.role.value,
    )


def status_of(clock: Clock, rules: Rules) -> str:
    """How sure we are of a clock: its own word, or the least sure of its provisions."""
    if clock.status is not None:
        return clock.status.value
    order = list(STATUS_WORDS)
    named = [rules.parameter(limb.parameter).status.value for limb in clock.limbs if limb.parameter]
    return max(named, key=order.index, default="reading")


def _provision(parameter: Parameter) -> Provision:
    versions = tuple(
        Version(value.first_day, amount_in_words(value.amount, parameter.unit), value.status.value)
        for value in parameter.values
    )
    return Provision(parameter, versions, parameter.citation.source.startswith("https://"))


def _excuses(clock: Clock, rules: Rules) -> tuple[Excuse, ...]:
    return tuple(Excuse(rules.exceptions.get(code), allowance) for code, allowance in _allowed(clock, rules).items())


def _lifted(code: str, rules: Rules) -> tuple[tuple[Pathway, tuple[Clock, ...]], ...]:
    """The limits that an exception may lift, by pathway."""
    found = (
        (pathway, tuple(clock for clock in pathway.clocks if code in _allowed(clock, rules)))
        for pathway in rules.pathways
    )
    return tuple((pathway, clocks) for pathway, clocks in found if clocks)


def _allowed(clock: Clock, rules: Rules) -> Mapping[str, Allowance]:
    return rules.exception_sets[clock.exceptions].allows if clock.exceptions else {}


def _picture(rule: str, title: str, clocks: list[Clock], rules: Rules, today: date) -> SafeString:
    drawn = arrange_clocks(rule.lower(), title, clocks, rules, today)
    if not any(start.limits for start in drawn.starts):
        return SafeString("")
    return mark_safe(draw_pathway(drawn))  # noqa: S308 - drawn from the rulebook, every word escaped

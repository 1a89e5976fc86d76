"""Check that the rulebook holds together: every name that one part uses, another part defines."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from oneplan.core.kernel import Problem
from oneplan.core.pathways.definitions import Clock, Condition, FactRef, Limb, Role, Rules
from oneplan.core.pathways.measuring import MEASURES


def check(rules: Rules) -> None:
    """Refuse a rulebook in which a name leads nowhere or a day rests on itself."""
    for clock in _clocks(rules):
        _check_clock(clock, rules)
    for rule in rules.exceptions.values():
        _check_ref(rule.evidence, rules, rule.code)
        _check_parameter(rule.parameter, rules, rule.code)
    for exception_set in rules.exception_sets.values():
        for code, allowed in exception_set.allows.items():
            _must(code in rules.exceptions, exception_set.id, code)
            for name in allowed.parameters.values():
                _check_parameter(name, rules, exception_set.id)
    _check_order(rules)


def _clocks(rules: Rules) -> Iterator[Clock]:
    return (clock for pathway in rules.pathways for clock in pathway.clocks)


def _check_clock(clock: Clock, rules: Rules) -> None:
    where = clock.id
    for refs in (
        clock.starts,
        clock.stops,
        clock.superseded_by,
        clock.withdrawn_by,
        clock.revived_by,
        clock.reopens_after,
    ):
        for ref in refs:
            _check_ref(ref, rules, where)
    for limb in clock.limbs:
        _check_limb(limb, clock, rules)
    _must(bool(clock.starts) is not bool(clock.follows), where, "starts or follows, one of the two")
    _must(not clock.follows or clock.follows in rules.outputs, where, clock.follows)
    _must(not clock.exceptions or clock.exceptions in rules.exception_sets, where, clock.exceptions)
    _must((clock.role is Role.VALUE) is bool(clock.measure), where, "a measure for a value, and for nothing else")
    _must(not clock.measure or clock.measure in MEASURES, where, clock.measure)
    _must(clock.role is not Role.RULE or bool(clock.value and clock.law), where, "a value and a law for a rule")
    _must(
        bool(clock.limbs) is (clock.role in (Role.LIMIT, Role.DAY)),
        where,
        "limbs for a limit or a day, and for nothing else",
    )
    for name in (*clock.parameters.values(), clock.look_back):
        _check_parameter(name, rules, where)
    for name in (clock.date_set_by, *clock.needs):
        _must(not name or name in rules.facts, where, name)


def _check_limb(limb: Limb, clock: Clock, rules: Rules) -> None:
    _check_parameter(limb.parameter, rules, clock.id)
    _must(not limb.source or limb.source in rules.facts or limb.source in rules.outputs, clock.id, limb.source)
    _must(not (limb.source and limb.from_detail), clock.id, "from or from_detail, not both")
    for ref in clock.starts:
        kind = rules.facts[ref.fact]
        _must(not limb.from_detail or limb.from_detail in kind.details, clock.id, limb.from_detail)
        _must(not limb.less_detail or limb.less_detail in kind.details, clock.id, limb.less_detail)
        _check_conditions(limb.when, ref.fact, rules, clock.id)
    _check_conditions(limb.where, limb.source, rules, clock.id)


def _check_ref(ref: FactRef, rules: Rules, where: str) -> None:
    _must(ref.fact in rules.facts, where, ref.fact)
    _check_conditions((*ref.when, *ref.any), ref.fact, rules, where)


def _check_conditions(conditions: tuple[Condition, ...], fact: str, rules: Rules, where: str) -> None:
    for condition in conditions:
        _check_parameter(condition.parameter, rules, where)
        if condition.detail:
            details = rules.facts[fact].details
            _must(condition.detail in details, where, f"{fact}.{condition.detail}")
            choices = details[condition.detail].choices
            _must(not choices or set(condition.values) <= set(choices), where, f"{fact}.{condition.detail}")


def _check_parameter(name: str, rules: Rules, where: str) -> None:
    _must(not name or name in rules.parameters, where, name)


def _check_order(rules: Rules) -> None:
    """No output may rest on itself, by way of any others."""
    rests_on = {
        output: {limb.source for clock in clocks for limb in clock.limbs if limb.source in rules.outputs}
        | {clock.follows for clock in clocks if clock.follows}
        for output, clocks in rules.outputs.items()
    }
    try:
        tuple(TopologicalSorter(rests_on).static_order())
    except CycleError as error:
        raise Problem(f"Outputs rest on themselves: {' > '.join(error.args[1])}.", do="Break the circle.") from None


def _must(holds: bool, where: str, name: str) -> None:
    if not holds:
        raise Problem(
            f"{where} does not hold together: {name}.",
            why="Each name a clock uses must be defined in the rulebook, once and in its place.",
            do="Correct the name, or define what it names.",
        )

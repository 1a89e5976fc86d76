"""The questions that data may ask of a fact. Data names them; they are answered only here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from oneplan.core.pathways.definitions import Asks, Condition, FactRef, Rules
from oneplan.core.pathways.facts import DetailValue, Fact
from oneplan.core.people import age_on, year_group


def detail_of(fact: Fact, name: str, rules: Rules) -> DetailValue | None:
    """What a fact says about a detail, or the default the vocabulary gives it."""
    if name in fact.details:
        return fact.details[name]
    known = rules.facts[fact.name].details.get(name)
    return known.default if known else None


def fits(ref: FactRef, fact: Fact, rules: Rules, born_on: date | None) -> bool:
    """Whether a fact of the right name has all the conditions asked for, and at least one of the alternatives."""
    alternatives = not ref.any or any(holds(each, fact, rules, born_on) for each in ref.any)
    return alternatives and all(holds(each, fact, rules, born_on) for each in ref.when)


def holds(condition: Condition, fact: Fact, rules: Rules, born_on: date | None) -> bool:
    """Whether a condition is true of a fact, or of the person on the fact's day."""
    if condition.asks in PERSON_QUESTIONS:
        threshold = rules.parameter(condition.parameter).number(fact.on)
        return born_on is not None and PERSON_QUESTIONS[condition.asks](born_on, fact.on, threshold)
    said = detail_of(fact, condition.detail, rules)
    if condition.asks in NUMBER_QUESTIONS:
        threshold = rules.parameter(condition.parameter).number(fact.on)
        return isinstance(said, int) and NUMBER_QUESTIONS[condition.asks](said, threshold)
    return (said in condition.values) is (condition.asks is not Asks.NOT_IN)


PERSON_QUESTIONS: Mapping[Asks, Callable[[date, date, int], bool]] = {
    Asks.UNDER_AGE: lambda born_on, day, age: age_on(born_on, day) < age,
    Asks.AT_LEAST_AGE: lambda born_on, day, age: age_on(born_on, day) >= age,
    Asks.AT_LEAST_YEAR_GROUP: lambda born_on, day, group: year_group(born_on, day) >= group,
}

NUMBER_QUESTIONS: Mapping[Asks, Callable[[int, int], bool]] = {
    Asks.ABOVE: lambda said, threshold: said > threshold,
    Asks.AT_MOST: lambda said, threshold: said <= threshold,
}

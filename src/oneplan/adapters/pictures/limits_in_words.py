"""What a clock says, in words and in rough days: how long, from what, until what, and what may excuse it."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oneplan.core.law import NoLawInForce, Status, Unit
from oneplan.core.pathways.definitions import Asks, Combine, Edge, Role, Test
from oneplan.core.pathways.facts import DetailType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from oneplan.core.law import Amount
    from oneplan.core.pathways.definitions import Clock, Condition, ExceptionRule, FactRef, Limb, Rules
    from oneplan.core.pathways.facts import Detail

UNITS = {
    Unit.DAYS: "day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
    Unit.HOURS: "hour",
    Unit.WORKING_DAYS: "working day",
    Unit.SCHOOL_DAYS: "school day",
}
# Only for the length of a line in a picture; every date is worked out by the engine.
ROUGH_DAYS = {
    Unit.DAYS: 1.0,
    Unit.WEEKS: 7.0,
    Unit.MONTHS: 30.4,
    Unit.YEARS: 365.25,
    Unit.HOURS: 1 / 24,
    Unit.WORKING_DAYS: 1.45,
    Unit.SCHOOL_DAYS: 1.9,
}
_TYPES = {
    DetailType.TEXT: "a label",
    DetailType.DATE: "a day",
    DetailType.NUMBER: "a number",
    DetailType.YES_NO: "yes or no",
    DetailType.OUTPUT: "one of the limits",
}
_PERSON = {
    Asks.UNDER_AGE: "under {}",
    Asks.AT_LEAST_AGE: "{} or older",
    Asks.AT_LEAST_YEAR_GROUP: "{} or later",
}
_FORCES = {
    "duty": "A duty in law",
    "right": "Time the law gives a person",
    "guidance": "Guidance: should, not must",
    "planning": "For planning, not law",
    "local": "A local target",
    "statistic": "A count for the statistics",
}
_COMBINED = {
    Combine.EARLIER: "the earlier of",
    Combine.LATER: "the later of",
    Combine.EARLIER_KNOWN: "the earliest known of",
    Combine.FIRST_KNOWN: "the first known of",
    Combine.ONLY: "according to the case:",
}


@dataclass(frozen=True, slots=True)
class LimbInWords:
    """One way in which a clock's day is found, and how far that lies from where it starts, roughly."""

    says: str
    rough_days: float | None


def amount_in_words(amount: Amount | None, unit: Unit) -> str:
    """A limit's amount as people say it: 6 weeks, 14 February, Year 9."""
    if amount is None:
        return "no limit"
    if unit in UNITS and isinstance(amount, int):
        return f"{amount:,} {UNITS[unit]}{'' if amount == 1 else 's'}"
    if unit in {Unit.DATE_IN_YEAR, Unit.DATES_IN_YEAR, Unit.DAYS_IN_YEAR}:
        days = [_day_of_year(each) for each in (amount if isinstance(amount, tuple) else (str(amount),))]
        return f"{days[0]} to {days[-1]}" if unit is Unit.DAYS_IN_YEAR else joined(days, "or")
    if unit is Unit.IN_FORCE:
        return "in force" if amount else "not in force"
    return f"Year {amount}" if unit is Unit.YEAR_GROUP else str(amount)


def limb_in_words(limb: Limb, rules: Rules, on: date) -> LimbInWords:
    """How one limb finds its day, with the law of the day given."""
    origin = origin_in_words(limb, rules)
    if not limb.parameter:
        return LimbInWords(_without_amount(limb.edge, origin), 1 if limb.edge is Edge.DAY_AFTER else 0)
    parameter = rules.parameter(limb.parameter)
    try:
        amount = parameter.as_of(on).amount
    except NoLawInForce as none:
        return LimbInWords(none.why.rstrip(".").lower(), None)
    words = amount_in_words(amount, parameter.unit)
    rough = amount * ROUGH_DAYS[parameter.unit] if parameter.unit in ROUGH_DAYS and isinstance(amount, int) else None
    if limb.edge in {Edge.BIRTHDAY, Edge.DAY_BEFORE_BIRTHDAY}:
        rough = None
    backwards = limb.edge in {Edge.BEFORE, Edge.CLEAR_BEFORE}
    return LimbInWords(_with_amount(limb.edge, words, origin), -rough if rough and backwards else rough)


def clock_in_words(clock: Clock, rules: Rules, on: date) -> str:
    """How a clock's day is found, all its limbs together."""
    if clock.role is Role.RULE:
        return clock.value
    said = [limb_in_words(limb, rules, on).says for limb in clock.limbs]
    if len(said) < 2:  # noqa: PLR2004 - one limb needs no joining word
        return "".join(said)
    return f"{_COMBINED[clock.combine]} {joined(said, 'or' if clock.combine is Combine.ONLY else 'and')}"


def ref_in_words(ref: FactRef, rules: Rules) -> str:
    """A fact that matters, with the details that make it matter."""
    said = [words for words in (_condition(each, ref, rules) for each in (*ref.when, *ref.any)) if words]
    return (
        f"{rules.fact(ref.fact).title} ({joined(said, 'or' if ref.any else 'and')})"
        if said
        else rules.fact(ref.fact).title
    )


def force_in_words(clock: Clock) -> str:
    """What gives a row its force, or that it has none of its own."""
    if clock.status is Status.EXPECTED:
        return "Expected: not yet law"
    if clock.role is Role.DAY and clock.force == "duty":
        return "A day worked out on the way"
    if clock.role is Role.VALUE and clock.force == "duty":
        return "A value worked out from the facts"
    return _FORCES[clock.force]


def refs_in_words(refs: Sequence[FactRef], rules: Rules) -> str:
    """Facts as a sentence: “a” or “b”."""
    return joined([f"“{ref_in_words(ref, rules)}”" for ref in refs], "or")


def origin_in_words(limb: Limb, rules: Rules) -> str:
    """What a limb counts from, when that is not the fact that starts the clock."""
    if limb.from_detail:
        return f"“{limb.from_detail.replace('_', ' ')}”"
    if not limb.source:
        return ""
    if limb.source in rules.facts:
        return f"“{rules.fact(limb.source).title}”"
    return f"“{rules.outputs[limb.source][0].title}”"


def exceptions_in_words(clock: Clock, rules: Rules, on: date) -> str:
    """The exceptions that may lift a limit on a day, by their letters; empty when none may."""
    if not clock.exceptions:
        return ""
    codes = sorted(code.removeprefix("EXC-") for code in open_exceptions(clock, rules, on))
    if not codes:
        return ""
    return f"Exception{'' if len(codes) == 1 else 's'} {joined(codes, 'and')} may lift it."


def open_exceptions(clock: Clock, rules: Rules, on: date) -> list[str]:
    """The codes of the exceptions that a limit allows, without those whose law has ended."""
    allowed = rules.exception_sets[clock.exceptions].allows
    return [code for code in allowed if _is_open(rules.exceptions.get(code), rules, on)]


def detail_in_words(detail: Detail) -> str:
    """What may be said in a detail of a fact, and what is taken when nothing is."""
    if detail.type is DetailType.CHOICE:
        said = "one of: " + ", ".join(value.replace("_", " ") for value in detail.choices)
    else:
        said = _TYPES[detail.type]
    if detail.required:
        return f"{said}; needed"
    if detail.default is None:
        return said
    default = ("yes" if detail.default else "no") if isinstance(detail.default, bool) else str(detail.default)
    return f"{said}; {default.replace('_', ' ')} unless said"


def joined(items: Iterable[str], word: str) -> str:
    """Items as a sentence lists them."""
    listed = list(items)
    return f"{', '.join(listed[:-1])} {word} {listed[-1]}" if len(listed) > 1 else "".join(listed)


def _is_open(exception: ExceptionRule | None, rules: Rules, on: date) -> bool:
    if exception is None or exception.test is not Test.IN_FORCE_ON_DUE_DAY:
        return True
    return rules.parameter(exception.parameter).is_in_force(on)


def _with_amount(edge: Edge, amount: str, origin: str) -> str:
    after = f" after {origin}" if origin else ""
    spoken = {
        Edge.BEGINNING_WITH: f"{amount}{f' from {origin}' if origin else ''}, that day included",
        Edge.BEFORE: f"{amount} before{f' {origin}' if origin else ''}",
        Edge.CLEAR_BEFORE: f"{amount} and a day before{f' {origin}' if origin else ''}",
        Edge.IN_YEAR: amount,
        Edge.BEFORE_IN_YEAR: f"the day before {amount}",
        Edge.NEXT_IN_YEAR: f"the next {amount}{after}",
        Edge.BIRTHDAY: f"the birthday after {amount}",
        Edge.DAY_BEFORE_BIRTHDAY: f"the day before the birthday after {amount}",
    }
    return spoken.get(edge, f"{amount}{after}")


def _without_amount(edge: Edge, origin: str) -> str:
    if edge is Edge.DAY_AFTER:
        return f"the day after {origin}" if origin else "the day after"
    if edge is Edge.LEAVING_DATE:
        return "the last Friday in June of the school year of that birthday"
    return f"the day of {origin}" if origin else "that day"


def _condition(condition: Condition, ref: FactRef, rules: Rules) -> str:
    if not condition.detail:
        threshold = rules.parameter(condition.parameter)
        return _PERSON[condition.asks].format(amount_in_words(threshold.values[-1].amount, threshold.unit))
    detail = rules.fact(ref.fact).details[condition.detail]
    title = detail.title[:1].lower() + detail.title[1:]
    if condition.values in {(True,), (False,)}:
        return title if condition.values == (True,) else f"not {title}"
    if condition.parameter:
        return f"{title} {condition.asks.value.replace('_', ' ')} the threshold"
    values = joined([str(value).replace("_", " ") for value in condition.values], "or")
    return f"{title}: {'not ' if condition.asks == 'not_in' else ''}{values}"


def _day_of_year(written: str) -> str:
    month, day = written.split("-")
    return f"{int(day)} {month_name[int(month)]}"

"""Answers that are not dates. Data names a measure; each is defined here, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.core.calendar import months_after
from oneplan.core.calendar.arithmetic import DAYS_IN_A_WEEK
from oneplan.core.kernel import Period
from oneplan.core.law import Parameter
from oneplan.core.pathways.answers import AnswerValue
from oneplan.core.pathways.conditions import detail_of
from oneplan.core.pathways.exceptions import absence
from oneplan.core.pathways.facts import Fact
from oneplan.core.pathways.instances import Ending, Instance
from oneplan.core.pathways.wording import days, short_day
from oneplan.core.pathways.working import Case
from oneplan.core.people import birthday, school_year_of

WITHIN, BETWEEN, OVER = "within 20 weeks", "20 to 52 weeks", "over 52 weeks"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and how it was reached. A value of none gives no row."""

    value: AnswerValue
    says: tuple[str, ...] = ()


NOTHING = Measured(None)


@dataclass(frozen=True, slots=True)
class Subject:
    """One opened value clock, with its law."""

    case: Case
    instance: Instance

    @property
    def start(self) -> Fact:
        """The fact that opened it."""
        return self.instance.start

    def law(self, role: str) -> Parameter:
        """A parameter by the part it plays."""
        return self.case.rules.parameter(self.instance.clock.parameters[role])

    def number(self, role: str) -> int:
        """A number from law by the part it plays."""
        return self.law(role).number(self.case.law_day(self.instance))

    def said(self, detail: str) -> object:
        """A detail of the fact that opened it."""
        return detail_of(self.start, detail, self.case.rules)

    def earlier(self, name: str) -> list[Fact]:
        """Facts of a name before the one that opened it."""
        return [fact for fact in self.case.story.named.get(name, ()) if fact.on < self.start.on]


def measure(name: str, case: Case, instance: Instance) -> Measured:
    """The value a named measure gives."""
    return MEASURES[name](Subject(case, instance))


def _days_taken(subject: Subject) -> Measured:
    ended = subject.instance.ended_by
    if ended is None or subject.instance.ending is not Ending.STOPPED:
        return NOTHING
    taken = (ended.on - subject.start.on).days
    return Measured(taken, (f"{short_day(subject.start.on)} to {short_day(ended.on)} is {days(taken)}.",))


def _taken_within(subject: Subject) -> Measured:
    taken = _days_taken(subject)
    if not isinstance(taken.value, int):
        return NOTHING
    limit = subject.number("limit")
    within = taken.value <= limit
    says = f"{days(limit)} count as within; {days(taken.value)} {'is within' if within else 'is over'}."
    return Measured(within, (*taken.says, says))


def _timeliness_band(subject: Subject) -> Measured:
    taken = _days_taken(subject)
    if not isinstance(taken.value, int):
        return NOTHING
    return Measured(band(taken.value, subject.number("limit"), subject.number("outer")), taken.says)


def band(taken: int, limit: int, outer: int) -> str:
    """The published band that a number of days falls in."""
    return WITHIN if taken <= limit else BETWEEN if taken <= outer else OVER


def _exception_flag(subject: Subject) -> Measured:
    if subject.instance.ending is not Ending.STOPPED:
        return NOTHING
    recorded = [
        fact
        for fact in subject.case.story.named.get("exception_recorded", ())
        if fact.details["limit"] == "final_plan_due" and subject.start.on <= fact.on <= subject.case.story.as_of
    ]
    return Measured(bool(recorded), ("The flag is set where an exception to the twenty weeks is recorded.",))


def _assessment_duty(subject: Subject) -> Measured:
    recent = _recent_assessment(subject)
    maintained = _plan_maintained(subject)
    says = [
        f"A plan was {'' if maintained else 'not '}maintained on {short_day(subject.start.on)}, on the facts given.",
        recent.says[0],
    ]
    return Measured(not maintained and not recent.value, tuple(says))


def _recent_assessment(subject: Subject) -> Measured:
    months = subject.number("look_back")
    since = months_after(subject.start.on, -months)
    made = [fact for fact in subject.earlier("earlier_assessment_made") if fact.on >= since]
    says = f"{'An' if made else 'No'} assessment was made from {short_day(since)} on, on the facts given."
    return Measured(bool(made), (says,))


def _plan_maintained(subject: Subject) -> bool:
    made, ended = subject.earlier("final_plan_sent"), subject.earlier("plan_ceased")
    return bool(made) and (not ended or ended[-1].on < made[-1].on)


def _asked_by_entitled(subject: Subject) -> Measured:
    asked_by = subject.said("by")
    if not isinstance(asked_by, str):
        return NOTHING
    entitled = subject.instance.clock.entitled
    who = ", ".join(each.replace("_", " ") for each in entitled)
    return Measured(asked_by in entitled, (f"Those who may ask: {who}.",))


def _closure_days(subject: Subject) -> Measured:
    closed_from, reopens_on = subject.said("closed_from"), subject.said("reopens_on")
    assert isinstance(closed_from, date)
    assert isinstance(reopens_on, date)
    closed_for = (reopens_on - closed_from).days
    says = f"Closed from {short_day(closed_from)}, re-opens on {short_day(reopens_on)}: {days(closed_for)}."
    return Measured(closed_for, (says,))


def _absence_days(subject: Subject) -> Measured:
    away = absence(subject.case, subject.start)
    if away is None:
        return NOTHING
    says = f"{short_day(away.first_day)} to {short_day(away.last_day)}, both counted: {days(away.days)}."
    return Measured(away.days, (says,))


def _must_register(subject: Subject) -> Measured:
    pupils, protected = subject.said("full_time_pupils"), subject.said("plan_or_looked_after")
    assert isinstance(pupils, int)
    needed = subject.number("pupils")
    says = (
        f"{pupils} full-time pupils; {needed} make a place a school, or one who has a plan or is looked after "
        f"({'there is one' if protected else 'there is none'})."
    )
    return Measured(pupils >= needed or (bool(protected) and pupils > 0), (says,))


def _suspension_days_left(subject: Subject) -> Measured:
    case, start = subject.case, subject.start
    starts = subject.law("school_year").words(case.story.as_of)[0]
    year = school_year_of(start.on, starts)
    spells = [
        fact
        for fact in case.story.named["suspension_began"]
        if fact.on <= start.on and school_year_of(fact.on, starts) == year
    ]
    used = sum(said for fact in spells if isinstance(said := fact.details["school_days"], int))
    limit = subject.number("limit")
    says = f"{used} school days of suspension so far in the school year, of {limit} allowed."
    return Measured(limit - used, (says,))


def _dash_risk(subject: Subject) -> Measured:
    ticks = subject.said("ticks")
    assert isinstance(ticks, int)
    high, medium = subject.number("high"), subject.number("medium")
    risk = "high" if ticks >= high else "medium" if ticks >= medium else "standard" if ticks else "none ticked"
    return Measured(risk, (f"{ticks} ticks; {high} or more is high and {medium} or more medium.",))


def _refer_to_marac(subject: Subject) -> Measured:
    ticks = subject.said("ticks")
    assert isinstance(ticks, int)
    heard = subject.earlier("marac_held")
    months = subject.number("repeat")
    repeat = bool(heard) and subject.start.on <= months_after(heard[-1].on, months)
    reasons = {
        f"{ticks} ticks reach the high-risk score": ticks >= subject.number("high"),
        "professional judgement": bool(subject.said("professional_judgement")),
        "escalation": bool(subject.said("escalation")),
        f"a repeat within {months} months of the last conference": repeat,
    }
    grounds = [reason for reason, true in reasons.items() if true]
    return Measured(bool(grounds), (f"Grounds: {'; '.join(grounds) or 'none on these facts'}.",))


def _care_leaver_status(subject: Subject) -> Measured:
    story = subject.case.story
    assert story.born_on is not None
    as_of, born_on = story.as_of, story.born_on
    spells = _care_spells(subject)
    in_care = any(as_of in spell for spell in spells) and not _left(subject)
    counted = _days_of_care(spells, from_day=birthday(born_on, subject.number("from_age")))
    enough = counted >= subject.number("weeks") * DAYS_IN_A_WEEK
    sixteenth, eighteenth = birthday(born_on, subject.number("at_age")), birthday(born_on, subject.number("adult_age"))
    after_16 = _days_of_care(spells, from_day=sixteenth) > 0
    status = _standing(as_of, (sixteenth, eighteenth), in_care=in_care, enough=enough, after_16=after_16)
    says = f"{days(counted)} in care since the age that counts; {subject.number('weeks')} weeks are needed."
    return Measured(status, (says,))


def _standing(as_of: date, ages: tuple[date, date], *, in_care: bool, enough: bool, after_16: bool) -> str:
    sixteenth, eighteenth = ages
    if as_of < sixteenth or not after_16:
        return "none"
    if not enough:
        return "none" if in_care else "qualifying"
    if as_of >= eighteenth:
        return "former relevant"
    return "eligible" if in_care else "relevant"


def _care_spells(subject: Subject) -> list[Period]:
    story = subject.case.story
    spells, began = [], None
    for fact in story.facts:
        if fact.on > story.as_of:
            break
        if fact.name == "looked_after_began" and began is None:
            began = fact.on
        elif fact.name == "looked_after_ended" and began is not None:
            spells.append(Period(began, fact.on))
            began = None
    return [*spells, Period(began, story.as_of)] if began else spells


def _left(subject: Subject) -> bool:
    story = subject.case.story
    last = [fact.name for fact in story.facts if fact.on <= story.as_of and fact.name.startswith("looked_after_")]
    ends = [name for name in last if name in ("looked_after_began", "looked_after_ended")]
    return bool(ends) and ends[-1] == "looked_after_ended"


def _days_of_care(spells: list[Period], *, from_day: date) -> int:
    ends = max((spell.last_day for spell in spells), default=from_day)
    if ends < from_day:
        return 0
    counted = (spell.overlap(Period(from_day, ends)) for spell in spells)
    return sum(spell.days for spell in counted if spell)


MEASURES: Mapping[str, Callable[[Subject], Measured]] = {
    "days_taken": _days_taken,
    "taken_within": _taken_within,
    "timeliness_band": _timeliness_band,
    "exception_flag": _exception_flag,
    "assessment_duty": _assessment_duty,
    "assessed_recently": _recent_assessment,
    "asked_by_entitled": _asked_by_entitled,
    "closure_days": _closure_days,
    "absence_days": _absence_days,
    "must_register": _must_register,
    "suspension_days_left": _suspension_days_left,
    "dash_risk": _dash_risk,
    "refer_to_marac": _refer_to_marac,
    "care_leaver_status": _care_leaver_status,
}

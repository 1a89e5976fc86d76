"""Problems planted in the returns on purpose, few and listed, none of which refuses a file or moves a count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from oneplan.core.casework.person_return import (
    ActivePlanReturned,
    NamedPlanReturned,
    NeedReturned,
    PersonReturned,
    RequestReturned,
)
from oneplan.synthetic.area.identities import CHECK_LETTERS
from oneplan.synthetic.area.streams import mixed

PLANTED_KEY, PER_THOUSAND = 53, 15

_Change = Callable[[PersonReturned], PersonReturned | None]


@dataclass(frozen=True, slots=True)
class PlantedProblem:
    """A problem put into one person of one return; ``rule`` is the check that should find it."""

    year: int
    position: int
    number: int
    rule: str
    says: str


@dataclass(frozen=True, slots=True)
class Planting:
    """A way to spoil a record; the change gives none where there is nothing to spoil."""

    rule: str
    says: str
    change: _Change
    first_year: int = 2023


def planted_in(
    person: PersonReturned, *, seed: int, year: int, number: int
) -> tuple[PersonReturned, PlantedProblem | None]:
    """The person as they are, or spoilt in one way, by the seed."""
    drawn = mixed(seed, PLANTED_KEY, year, number)
    if drawn % 1000 >= PER_THOUSAND:
        return person, None
    first = drawn // 1000
    for place in range(len(PLANTINGS)):
        planting = PLANTINGS[(first + place) % len(PLANTINGS)]
        if year >= planting.first_year and (spoilt := planting.change(person)) is not None:
            return spoilt, PlantedProblem(year, person.position, number, planting.rule, planting.says)
    return person, None


def _without_postcode(person: PersonReturned) -> PersonReturned | None:
    return replace(person, postcode="")


def _odd_postcode(person: PersonReturned) -> PersonReturned | None:
    return replace(person, postcode="MW1 234")


def _wrong_letter(person: PersonReturned) -> PersonReturned | None:
    if not person.upn:
        return None
    letter = CHECK_LETTERS[(CHECK_LETTERS.index(person.upn[0]) + 3) % len(CHECK_LETTERS)]
    return replace(person, upn=letter + person.upn[1:])


def _number_and_reason(person: PersonReturned) -> PersonReturned | None:
    return replace(person, upn_unknown="UN5") if person.upn else None


def _odd_ethnicity(person: PersonReturned) -> PersonReturned | None:
    return replace(person, ethnicity="QQQQ")


def _no_flags(person: PersonReturned) -> PersonReturned | None:
    return _request(person, lambda each: replace(each, mediation=None, tribunal=None) if each.outcome == "Y" else None)


def _no_source(person: PersonReturned) -> PersonReturned | None:
    return _request(person, lambda each: replace(each, source="") if each.source else None)


def _both_indicators(person: PersonReturned) -> PersonReturned | None:
    def spoil(plan: NamedPlanReturned) -> NamedPlanReturned | None:
        first = plan.settings[0]
        both = replace(first, in_sen_unit=True, in_resourced_provision=True)
        return replace(plan, settings=(both,)) if first.urn else None

    return _plan(person, spoil)


def _no_organised_or_direct(person: PersonReturned) -> PersonReturned | None:
    def spoil(plan: NamedPlanReturned) -> NamedPlanReturned | None:
        return replace(plan, personal_budget=True) if plan.personal_budget is False else None

    return _plan(person, spoil)


def _no_entry(person: PersonReturned) -> PersonReturned | None:
    def spoil(plan: ActivePlanReturned) -> ActivePlanReturned:
        *before, last = plan.placements
        return replace(plan, placements=(*before, replace(last, entered_on=None)))

    return _active(person, spoil)


def _same_need_twice(person: PersonReturned) -> PersonReturned | None:
    def spoil(plan: ActivePlanReturned) -> ActivePlanReturned | None:
        twice = (*plan.needs, NeedReturned(plan.needs[0].code, 2))
        return replace(plan, needs=twice) if len(plan.needs) == 1 else None

    return _active(person, spoil)


def _letter_before_meeting(person: PersonReturned) -> PersonReturned | None:
    def spoil(plan: ActivePlanReturned) -> ActivePlanReturned | None:
        met, decided = plan.review_meeting_on, plan.review_decided_on
        if met is None or decided is None or decided == met:
            return None
        # The two headings mixed up, as one public template has them.
        return replace(plan, review_meeting_on=decided, review_decided_on=met)

    return _active(person, spoil)


def _odd_transfer_day(person: PersonReturned) -> PersonReturned | None:
    def spoil(plan: ActivePlanReturned) -> ActivePlanReturned | None:
        due = plan.phase_transfer_due_on
        return replace(plan, phase_transfer_due_on=due + timedelta(days=13)) if due else None

    return _active(person, spoil)


def _no_needs(person: PersonReturned) -> PersonReturned | None:
    return _active(person, lambda plan: replace(plan, needs=()))


PLANTINGS = (
    Planting("P09", "The postcode was left out.", _without_postcode),
    Planting("P10", "The postcode was given the wrong shape.", _odd_postcode),
    Planting("P14", "The pupil number was given a wrong check letter.", _wrong_letter),
    Planting("P12", "A reason for having no number was given beside a number.", _number_and_reason),
    Planting("P08", "The ethnicity was given a code that is on no list.", _odd_ethnicity),
    Planting("R13", "The mediation and tribunal flags of the request were left out.", _no_flags),
    Planting("R05", "Who asked was left out.", _no_source, first_year=2025),
    Planting("D10", "The setting named was marked as a unit and as resourced provision at once.", _both_indicators),
    Planting("N13", "A personal budget was given with no way of paying it.", _no_organised_or_direct),
    Planting("L09", "The day of entry to the placement was left out.", _no_entry),
    Planting("S06", "The same need was given twice.", _same_need_twice),
    Planting(
        "V07", "The decision letter and the review meeting changed places.", _letter_before_meeting, first_year=2024
    ),
    Planting("V13", "The transfer was given an unusual due day.", _odd_transfer_day, first_year=2025),
    Planting("S01", "The needs were left out.", _no_needs),
)


def _request(
    person: PersonReturned, spoil: Callable[[RequestReturned], RequestReturned | None]
) -> PersonReturned | None:
    """The last request spoilt, if it can be."""
    *before, last = person.requests
    spoilt = spoil(last)
    return replace(person, requests=(*before, spoilt)) if spoilt else None


def _plan(
    person: PersonReturned, spoil: Callable[[NamedPlanReturned], NamedPlanReturned | None]
) -> PersonReturned | None:
    def within(request: RequestReturned) -> RequestReturned | None:
        made = request.assessment
        if made is None or made.plan is None or made.plan.ceased_on:
            return None
        spoilt = spoil(made.plan)
        return replace(request, assessment=replace(made, plan=spoilt)) if spoilt else None

    return _request(person, within)


def _active(
    person: PersonReturned, spoil: Callable[[ActivePlanReturned], ActivePlanReturned | None]
) -> PersonReturned | None:
    def within(request: RequestReturned) -> RequestReturned | None:
        spoilt = spoil(request.active_plan) if request.active_plan else None
        return replace(request, active_plan=spoilt) if spoilt else None

    return _request(person, within)

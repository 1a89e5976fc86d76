"""A return of any size from a few dice: plain people, with a mistake here and there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from oneplan.core.casework import (
    ActivePlanReturned,
    AssessmentReturned,
    NamedPlanReturned,
    NeedReturned,
    PersonReturned,
    PlacementReturned,
    RequestReturned,
    ReturnHeader,
    SettingReturned,
)

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SURNAMES = ("Alder", "Birch", "Cedar", "Elder-Holly", "O'Rowan", "Ash", "Hawthorn", "Müller", "Willow", "Larch")
FORENAMES = ("Robin", "Sky", "Ash", "Zoë", "Jo", "Sam", "Alex", "River", "Kit", "Noor")
NEEDS = ("ASD", "SEMH", "SLCN", "MLD", "SLD", "SPLD", "HI", "VI", "PD", "OTH")
SURVEY = date(2026, 1, 15)
START = date(2025, 1, 1)
MISTAKES = 0.03


def header() -> ReturnHeader:
    """Whose return it is."""
    return ReturnHeader(2026, SURVEY, "201", software="Invented", release="1", serial=1)


def invented_people(number: int, seed: int = 7) -> Iterator[PersonReturned]:
    """So many people, one at a time."""
    dice = random.Random(seed)
    for position in range(1, number + 1):
        yield _person(dice, position)


def upn(serial: int) -> str:
    """A pupil number with its check letter."""
    body = f"201{serial:09d}"
    return LETTERS[sum(int(digit) * weight for weight, digit in enumerate(body, start=2)) % 23] + body


def _person(dice: random.Random, position: int) -> PersonReturned:
    born = date(2003, 1, 1) + timedelta(days=dice.randrange(7600))
    roll = dice.random()
    if roll < 0.06:
        requests = (_refused(dice),)
    elif roll < 0.2:
        requests = (_this_year(dice, born),)
    elif roll < 0.23:
        requests = (_refused(dice), _this_year(dice, born))
    else:
        requests = (_historical(dice, born),)
    is_wrong = dice.random() < MISTAKES
    return PersonReturned(
        position=position,
        surname=dice.choice(SURNAMES),
        forename=dice.choice(FORENAMES),
        born_on=born,
        sex=dice.choice("MF"),
        ethnicity="XXXX" if is_wrong else dice.choice(("WBRI", "AIND", "MWBC", "BCRB", "NOBT")),
        postcode=f"ZZ{dice.randrange(1, 99)} {dice.randrange(10)}WZ",
        upn=upn(position if not is_wrong else position // 2),
        requests=requests,
    )


def _refused(dice: random.Random) -> RequestReturned:
    received = START + timedelta(days=dice.randrange(300))
    told = received + timedelta(days=dice.randrange(20, 55))
    return RequestReturned(
        "N",
        received,
        dice.choice("12345"),
        False,
        told,
        dice.random() < 0.2,
        False,
    )


def _this_year(dice: random.Random, born: date) -> RequestReturned:
    received = START + timedelta(days=dice.randrange(180))
    told = received + timedelta(days=dice.randrange(20, 50))
    issued = received + timedelta(days=dice.randrange(90, 190))
    plan = _plan(dice, issued)
    assessment = AssessmentReturned("Y", issued, False, False, False, False, dice.random() < 0.1, plan)
    return RequestReturned(
        "Y",
        received,
        dice.choice("123"),
        False,
        told,
        False,
        False,
        "",
        assessment,
        _active(dice, born, plan),
    )


def _historical(dice: random.Random, born: date) -> RequestReturned:
    plan = _plan(dice, START - timedelta(days=dice.randrange(10, 2500)))
    assessment = AssessmentReturned("H", plan=plan)
    return RequestReturned("H", assessment=assessment, active_plan=_active(dice, born, plan))


def _plan(dice: random.Random, started: date) -> NamedPlanReturned:
    return NamedPlanReturned(
        started,
        personal_budget=False,
        organised_arrangements=False,
        settings=(
            SettingReturned(1, str(100000 + dice.randrange(40000)), in_sen_unit=False, in_resourced_provision=False),
        ),
    )


def _active(dice: random.Random, born: date, plan: NamedPlanReturned) -> ActivePlanReturned:
    started = plan.started_on or START
    needs = dice.sample(NEEDS, dice.choice((1, 2, 2)))
    meeting = None
    if started < SURVEY - timedelta(days=365) and dice.random() < 0.95:
        meeting = SURVEY - timedelta(days=dice.randrange(20, 360))
    is_changing = 10 <= (date(2025, 8, 31) - born).days // 365 <= 11
    entered = max(born + timedelta(days=1500), started - timedelta(days=dice.randrange(400)))
    return ActivePlanReturned(
        review_meeting_on=meeting,
        review_outcome="M" if meeting else "",
        review_decided_on=meeting and meeting + timedelta(days=dice.randrange(5, 35)),
        phase_transfer_due_on=date(2026, 2, 15) if is_changing else None,
        placements=(PlacementReturned(plan.settings[0], entered),),
        needs=tuple(NeedReturned(code, rank) for rank, code in enumerate(needs, start=1)),
    )

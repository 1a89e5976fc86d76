"""Person-level returns for tests: small ones built by hand, brought in through the same gate as anybody's."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from oneplan.actions.person_returns import ReturnResult, apply_person_return
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
from oneplan.feeds.person_returns import read_now, receive
from oneplan.records.accounts.models import User
from oneplan.returns import sen2
from oneplan.rulebook.returns import load
from tests.support.people import TODAY

SURVEY_DAYS = {year: each.survey_day for year, each in load().collections.items()}
PLACE = SettingReturned(1, urn="100001", in_sen_unit=False, in_resourced_provision=False)


def header(year: int = 2026, **more: Any) -> ReturnHeader:
    """The header of a year's return of the authority of the tests."""
    plain = ReturnHeader(
        year, SURVEY_DAYS[year], "201", software="Tests", release="1", serial=1,
        designated_medical_officer="Y", designated_clinical_officer="Y", designated_social_care_officer="Y",
    )  # fmt: skip
    return replace(plain, **more)


def request(**more: Any) -> RequestReturned:
    """A request of 2025 that led to a plan; parts that are given take the place of these."""
    plain = RequestReturned(
        outcome="Y",
        received_on=date(2025, 3, 3),
        source="2",
        in_youth_accommodation=False,
        outcome_on=date(2025, 4, 10),
        mediation=False,
        tribunal=False,
        assessment=AssessmentReturned(
            "Y", date(2025, 7, 14), mediation=False, tribunal=False, other_mediation=False, other_tribunal=False,
            exceptions_apply=False, plan=named_plan(),
        ),
        active_plan=active_plan(),
    )  # fmt: skip
    return replace(plain, **more)


def named_plan(**more: Any) -> NamedPlanReturned:
    """The plan of that request."""
    plain = NamedPlanReturned(date(2025, 7, 14), personal_budget=False, organised_arrangements=False, settings=(PLACE,))
    return replace(plain, **more)


def active_plan(**more: Any) -> ActivePlanReturned:
    """The plan as it is kept."""
    plain = ActivePlanReturned(
        placements=(PlacementReturned(PLACE, date(2023, 9, 4)),),
        needs=(NeedReturned("ASD", 1), NeedReturned("SLCN", 2)),
    )
    return replace(plain, **more)


def historical(started_on: date = date(2021, 5, 6), **active: Any) -> RequestReturned:
    """A plan decided long ago, of which only the plan is told."""
    assessment = AssessmentReturned("H", plan=named_plan(started_on=started_on))
    return RequestReturned("H", assessment=assessment, active_plan=active_plan(**active))


def child(number: int = 1, **more: Any) -> PersonReturned:
    """Somebody with names and numbers of their own."""
    plain = PersonReturned(
        position=number,
        surname=_NAMES[number % len(_NAMES)] + "son" * (number // len(_NAMES) + 1),
        forename=f"Robin{_NAMES[(number * 7) % len(_NAMES)].lower()}",
        born_on=date(2014 + number % 4, 1 + number % 12, 1 + number % 28),
        sex="F",
        ethnicity="WBRI",
        postcode="ZZ99 3WZ",
        upn=upn(number),
        requests=(request(),),
    )
    return replace(plain, **more)


def upn(number: int) -> str:
    """A pupil number with the right check letter."""
    digits = f"2019999{number:05d}"
    total = sum(int(figure) * weight for weight, figure in enumerate(digits, 2))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + digits


def as_file(persons: Iterable[PersonReturned], head: ReturnHeader | None = None) -> bytes:
    """The XML of a return; people are given their places in it."""
    out = io.BytesIO()
    sen2.write(out, head or header(), _placed(persons), book=load(), draft=True)
    return out.getvalue()


def bring_in(
    content: bytes | Iterable[PersonReturned],
    by: User,
    *,
    head: ReturnHeader | None = None,
    on: date = TODAY,
    applies: bool = True,
) -> tuple[str, ReturnResult | None]:
    """The file is received, read and, unless it is only read, applied; gives its id and what applying did."""
    file = content if isinstance(content, bytes) else as_file(content, head)
    received = receive(io.BytesIO(file), name="return.xml", declared_type="", by=by, on=on, queued=False)
    if received.state != "applied":
        read_now(received.id, on=on)
    if not applies:
        return received.id, None
    return received.id, apply_person_return(import_id=received.id, by=by, on=on)


def _placed(persons: Iterable[PersonReturned]) -> Iterator[PersonReturned]:
    return (replace(person, position=place) for place, person in enumerate(persons, 1))


_NAMES = (
    "Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Katsura", "Larch",
    "Maple", "Nutmeg", "Oak", "Pine", "Quince", "Rowan", "Sorrel", "Teasel", "Umbel", "Vetch", "Willow", "Yew",
)  # fmt: skip

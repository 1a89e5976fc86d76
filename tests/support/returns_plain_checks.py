"""The checks of people, requests and assessments, one person at a time, in plain Python."""

# ruff: noqa: C901, PLR0912, PLR0915 - one long look at each record, as anyone would write it first; splitting it would slow it

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from tests.support.returns_plain_plans import check_active, check_plan
from tests.support.returns_plain_terms import Fire, Terms, aged, only, under

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
VALUES = {letter: n for n, letter in enumerate(LETTERS)} | {str(n): n for n in range(10)}
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA", re.IGNORECASE)
TEN = re.compile("[0-9]{10}")


def check_person(p: Any, t: Terms, fire: Fire) -> None:
    text, value = p.text, p.value
    born = value.get("PersonBirthDate")
    requests = p.under.get("Requests", ())
    open_plans, events, agreed, came = 0, [], False, False
    for request in requests:
        open_plans += check_request(request, born, t, fire, events)
        outcome = request.text.get("RequestOutcome")
        agreed = agreed or outcome in ("Y", "H") or bool(request.under.get("Assessment"))
        active = only(request, "ActivePlans")
        came = came or (active is not None and "TransferLA" in active.text)
    check_days_repeated(requests, fire)
    if "Surname" not in text:
        fire("P01", p)
    if "Forename" not in text:
        fire("P02", p)
    if born is None:
        fire("P03", p)
    elif born > t.census:
        fire("P04", p)
    if open_plans:
        if aged(born, t.limit["P05"], t.august):
            fire("P05", p)
        if aged(born, t.limit["P06"], t.census):
            fire("P06", p)
    if t.year <= 2023:
        if text.get("GenderCurrent") not in t.codes["gender"]:
            fire("P07", p)
    elif text.get("Sex") not in t.codes["sex"]:
        fire("P07", p)
    if text.get("Ethnicity") not in t.codes["ethnicity"]:
        fire("P08", p)
    if "PostCode" not in text:
        fire("P09", p)
    elif not POSTCODE.fullmatch(text["PostCode"]):
        fire("P10", p)
    check_identifiers(p, born, t, fire)
    reason = text.get("UPNunknown")
    if reason is not None:
        if reason in t.only["P22"] and agreed:
            fire("P22", p)
        is_new = reason in t.only["P27"] and not came and events
        if is_new and min(events) < t.census - timedelta(days=t.limit["P27"]):
            fire("P27", p)
    if not requests:
        fire("P24", p)
    if open_plans > 1:
        fire("N24", p)
    for request in requests:
        assessment = only(request, "Assessment")
        plan = only(assessment, "NamedPlan") if assessment is not None else None
        if plan is not None and plan.text.get("CeaseReason") in t.only["N26"]:
            ceased = plan.value.get("CeaseDate")
            if ceased is not None and max(events) > ceased:
                fire("N26", plan)


def check_identifiers(p: Any, born: date | None, t: Terms, fire: Fire) -> None:
    text = p.text
    upn, uln, reason = text.get("UPN"), text.get("UniqueLearnerNumber"), text.get("UPNunknown")
    if upn is None and uln is None and reason is None:
        fire("P11", p)
    if reason is not None:
        if upn is not None or uln is not None:
            fire("P12", p)
        if reason not in t.codes["upn-unknown"]:
            fire("P13", p)
        if reason in t.only["P21"] and aged(born, t.limit["P21"], t.census):
            fire("P21", p)
        if reason in t.only["P23"] and under(born, t.limit["P23"], t.august):
            fire("P23", p)
    if upn is not None:
        check_upn(upn.upper(), p, t, fire)
    if uln is not None:
        if not right_uln(uln):
            fire("P19", p)
        if upn is None and under(born, t.limit["P26"], t.august):
            fire("P26", p)


def check_upn(upn: str, p: Any, t: Terms, fire: Fire) -> None:
    if len(upn.encode()) != 13:
        fire("P14", p)
        return
    total = 0
    for weight, letter in enumerate(upn[1:], start=2):
        total += VALUES.get(letter, 0) * weight
    if upn[0] != LETTERS[total % 23]:
        fire("P14", p)
    if upn[1:4] not in t.in_upn:
        fire("P15", p)
    if not (upn[4:12].isascii() and upn[4:12].isdigit()):
        fire("P16", p)
    if upn[12] not in VALUES:
        fire("P17", p)


def right_uln(uln: str) -> bool:
    if not TEN.fullmatch(uln):
        return False
    remainder = sum(int(digit) * weight for digit, weight in zip(uln[:9], range(10, 1, -1), strict=True)) % 11
    return remainder != 0 and int(uln[9]) == 10 - remainder


def check_days_repeated(requests: Any, fire: Fire) -> None:
    if len(requests) > 1:
        seen = set()
        for request in requests:
            day = request.value.get("ReceivedDate")
            if day in seen:
                fire("R23", request)
            elif day is not None:
                seen.add(day)


def check_request(r: Any, born: date | None, t: Terms, fire: Fire, events: list[date]) -> bool:
    text, value = r.text, r.value
    outcome = text.get("RequestOutcome")
    received, told = value.get("ReceivedDate"), value.get("RequestOutcomeDate")
    assessment, active = only(r, "Assessment"), only(r, "ActivePlans")
    ended = assessment is not None and assessment.text.get("AssessmentOutcome") in ("Y", "N")
    decided, current = outcome in ("Y", "N"), outcome in ("Y", "N", "A", "W")
    if outcome not in t.codes["outcome"]:
        fire("R01", r)
    if received is None:
        if current or (outcome == "H" and ended):
            fire("R02", r)
    else:
        events.append(received)
        if received > t.census:
            fire("R03", r)
        if born is not None and received < born:
            fire("R04", r)
        if outcome == "H" and received >= t.start:
            fire("R20", r)
        if outcome == "A" and (t.census - received).days > t.limit["R22"]:
            fire("R22", r)
        if aged(born, t.limit["R24"], received):
            fire("R24", r)
    if current:
        if t.year >= 2025 and text.get("RequestSource") not in t.codes["request-source"]:
            fire("R05", r)
        if value.get("RYA") is None:
            fire("R06", r)
    if told is None:
        if decided:
            fire("R07", r)
    else:
        events.append(told)
        if received is not None:
            if told < received:
                fire("R09", r)
            if (told - received).days > t.limit["R12"]:
                fire("R12", r)
        if told < t.start:
            fire("R10", r)
        if told > t.census:
            fire("R11", r)
    if "RequestOutcomeDate" in text and outcome in ("A", "W", "H"):
        fire("R08", r)
    mediation, tribunal = value.get("RequestMediation"), value.get("RequestTribunal")
    if decided and (mediation is None or tribunal is None):
        fire("R13", r)
    if outcome == "Y":
        if mediation or tribunal:
            fire("R14", r)
        if assessment is None:
            fire("R17", r)
    elif outcome == "H":
        if assessment is None:
            fire("R21", r)
    elif assessment is not None and outcome in ("A", "W"):
        fire("R15", r)
    elif assessment is not None and outcome == "N" and mediation is False and tribunal is False:
        fire("R16", r)
    if "Exported" in text:
        if text["Exported"] not in t.others:
            fire("R18", r)
        if ended:
            fire("R19", r)
    plan, is_open = None, False
    if assessment is not None:
        came = active is not None and "TransferLA" in active.text
        plan = only(assessment, "NamedPlan")
        check_assessment(assessment, plan, r, came, t, fire, events)
        if plan is not None:
            is_open = check_plan(plan, assessment, r, born, came, t, fire, events)
    if is_open and active is None:
        fire("V01", r)
    if active is not None:
        check_active(active, plan, is_open, born, t, fire, events)
    return is_open


def check_assessment(a: Any, plan: Any, r: Any, came: bool, t: Terms, fire: Fire, events: list[date]) -> None:
    outcome, ended = a.text.get("AssessmentOutcome"), a.value.get("AssessmentOutcomeDate")
    received, told = r.value.get("ReceivedDate"), r.value.get("RequestOutcomeDate")
    mediation, tribunal = a.value.get("AssessmentMediation"), a.value.get("AssessmentTribunal")
    excepted = a.value.get("Week20")
    if outcome not in t.codes["outcome"]:
        fire("A01", a)
    if ended is None:
        if outcome == "N" or (outcome == "Y" and plan is not None):
            fire("A02", a)
    else:
        events.append(ended)
        if (received is not None and ended < received) or (told is not None and ended < told):
            fire("A04", a)
        if ended < t.start:
            fire("A05", a)
        if ended > t.census:
            fire("A06", a)
        if received is not None:
            taken = (ended - received).days
            if excepted is True and taken <= t.limit["A09"]:
                fire("A09", a)
            if excepted is False and taken > t.limit["A10"]:
                fire("A10", a)
            if outcome == "N" and taken > t.limit["A11"]:
                fire("A11", a)
    if "AssessmentOutcomeDate" in a.text and (outcome in ("A", "W", "H") or (outcome == "Y" and plan is None)):
        fire("A03", a)
    if outcome in ("Y", "N"):
        others = a.value.get("OtherMediation"), a.value.get("OtherTribunal")
        if mediation is None or tribunal is None or None in others:
            fire("A07", a)
    if plan is not None:
        if outcome == "Y" and excepted is None:
            fire("A08", a)
        if outcome in ("A", "W"):
            fire("A12", a)
        if outcome == "N" and mediation is False and tribunal is False:
            fire("A13", a)
    elif outcome == "H":
        fire("A14", a)
    if came and outcome != "H":
        fire("A15", a)
    if outcome == "Y" and (mediation or tribunal):
        fire("A16", a)
    if outcome == "H" and r.text.get("RequestOutcome") != "H":
        fire("A17", a)
    if received is not None:
        waited = (t.census - received).days
        if outcome == "A" and waited > t.limit["A18"]:
            fire("A18", a)
        if outcome == "Y" and plan is None and waited > t.limit["A19"]:
            fire("A19", a)

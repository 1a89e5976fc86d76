"""The checks of a return, one person at a time, in plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from oneplan.rulebook.returns import ReturnBook

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
VALUES = {letter: n for n, letter in enumerate(LETTERS)} | {str(n): n for n in range(10)}
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA", re.IGNORECASE)
SIX, EIGHT, TEN = re.compile("[0-9]{6}"), re.compile("1[0-9]{7}"), re.compile("[0-9]{10}")
Fire = Callable[[str, Any], None]


class Terms:
    """What a collection fixes."""

    def __init__(self, book: ReturnBook, year: int, own: str) -> None:
        collection = book.collection(year)
        self.census, self.start, self.august = collection.survey_day, collection.period_start, date(year - 1, 8, 31)
        self.codes = {name: frozenset(book.codes(name, year)) for name in book.code_sets}
        self.others, self.in_upn = book.authorities - {own}, book.authorities_in_upn
        self.limit = {name: each.limit for name, each in book.checks.items()}
        self.only = {name: frozenset(each.codes) for name, each in book.checks.items()}
        self.ages = {name: each.ages for name, each in book.checks.items()}
        self.first_plans = book.checks["N04"].day
        self.transfer_days = {tuple(map(int, each.split("-"))) for each in book.checks["V13"].days}
        self.year = year
        self.off = {name for name, each in book.checks.items() if not each.default_on}
        self.year_before = before(self.census)


def before(day: date) -> tuple[int, int, int]:
    return day.year - 1, day.month, day.day


def aged(born: date | None, years: int, day: date | None) -> bool:
    if born is None or day is None:
        return False
    return (born.year + years, born.month, born.day) <= (day.year, day.month, day.day)


def under(born: date | None, years: int, day: date | None) -> bool:
    return born is not None and day is not None and not aged(born, years, day)


def only(record: Any, name: str) -> Any:
    rows = record.under.get(name)
    return rows[0] if rows else None


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
        if reason in t.only["P27"] and not came and events:
            if min(events) < t.census - timedelta(days=t.limit["P27"]):
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


def check_plan(n: Any, a: Any, r: Any, born: Any, came: bool, t: Terms, fire: Fire, events: list[date]) -> bool:
    text, value = n.text, n.value
    started, ceased, reason = value.get("StartDate"), value.get("CeaseDate"), text.get("CeaseReason")
    outcome, issued = a.text.get("AssessmentOutcome"), a.value.get("AssessmentOutcomeDate")
    received = r.value.get("ReceivedDate")
    is_open = started is not None and started <= t.census and not (ceased is not None and ceased <= t.census)
    if started is None:
        fire("N01", n)
    else:
        events.append(started)
        if started > t.census:
            fire("N02", n)
        if born is not None and started < born:
            fire("N03", n)
        if started < t.first_plans:
            fire("N04", n)
        if outcome in ("Y", "N") and received is not None and started < received:
            fire("N05", n)
        if outcome == "Y" and issued is not None and started != issued:
            fire("N06", n)
        if outcome == "H" and not came and started >= t.start:
            fire("N07", n)
    if "PlanRes" in text and text["PlanRes"] not in t.codes["residential"]:
        fire("N08", n)
    if "PlanWBP" in text:
        if text["PlanWBP"] not in t.codes["work-based"]:
            fire("N09", n)
        if under(born, t.limit["N10"], t.august):
            fire("N10", n)
    budget, arranged, paid = value.get("PB"), value.get("OA"), text.get("DP")
    if is_open and budget is None:
        fire("N11", n)
    if budget is False and (arranged or paid is not None):
        fire("N12", n)
    if budget is True and not arranged and paid is None:
        fire("N13", n)
    if paid is not None and paid not in t.codes["direct-payments"]:
        fire("N14", n)
    check_ceased(n, started, born, t, fire)
    if ceased is not None:
        events.append(ceased)
    details = n.under.get("PlanDetail", ())
    if not 1 <= len(details) <= 2:
        fire("N23", n)
    if details and not ranks_right(details):
        fire("D08", n)
    for detail in details:
        check_setting(detail, "D", t, fire)
    return is_open


def check_ceased(n: Any, started: Any, born: Any, t: Terms, fire: Fire) -> None:
    text, ceased = n.text, n.value.get("CeaseDate")
    reason = text.get("CeaseReason")
    if "CeaseDate" in text and reason is None:
        fire("N15", n)
    if ceased is not None:
        if started is not None and ceased < started:
            fire("N17", n)
        if ceased < t.start or ceased > t.census:
            fire("N18", n)
    if reason is None:
        return
    if "CeaseDate" not in text:
        fire("N16", n)
    if reason not in t.codes["cease-reason"]:
        fire("N19", n)
    if reason in t.only["N20"] and ceased is not None:
        august = date(ceased.year + ((ceased.month, ceased.day) > (8, 31)), 8, 31)
        if under(born, t.limit["N20"], august):
            fire("N20", n)
    if reason in t.only["N21"]:
        fire("N21", n)
    if reason in t.only["N22"] and under(born, t.limit["N22"], ceased):
        fire("N22", n)


def ranks_right(rows: Any) -> bool:
    ranks = [each.text.get("PlacementRank") for each in rows]
    return ranks.count("1") == 1 and ranks.count("2") <= 1


RULES = {
    "D": {"none": "D01", "kind": "D05", "other": "D06", "rank": "D07", "where": "D09", "both": "D10"},
    "L": {"none": "L02", "kind": "L04", "other": "L05", "rank": "L06", "where": "L19", "both": "L20"},
}
KINDS = {"D": "sen-setting-in-plan", "L": "sen-setting-of-placement"}


def check_setting(s: Any, part: str, t: Terms, fire: Fire) -> None:
    text, rules = s.text, RULES[part]
    urn, ukprn, kind = text.get("URN"), text.get("UKPRN"), text.get("SENsetting")
    if urn is None and ukprn is None and kind is None:
        fire(rules["none"], s)
    bad_urn = urn is not None and not SIX.fullmatch(urn)
    bad_ukprn = ukprn is not None and not EIGHT.fullmatch(ukprn)
    if part == "L" and (bad_urn or bad_ukprn):
        fire("L03", s)
    if part == "D":
        if bad_urn:
            fire("D03", s)
        if bad_ukprn:
            fire("D04", s)
        if kind is not None and (urn is not None or ukprn is not None):
            fire("D02", s)
    if kind is not None:
        if kind not in t.codes[KINDS[part]]:
            fire(rules["kind"], s)
        if kind in t.only[rules["other"]] and "SENsettingOther" not in text:
            fire(rules["other"], s)
    if text.get("PlacementRank") not in ("1", "2"):
        fire(rules["rank"], s)
    unit, resourced = s.value.get("SENunitIndicator"), s.value.get("ResourcedProvisionIndicator")
    if urn is not None and (unit is None or resourced is None):
        fire(rules["where"], s)
    if unit and resourced:
        fire(rules["both"], s)


def check_active(v: Any, plan: Any, is_open: bool, born: Any, t: Terms, fire: Fire, events: list[date]) -> None:
    text, value = v.text, v.value
    started = plan.value.get("StartDate") if plan is not None else None
    ceased = plan.value.get("CeaseDate") if plan is not None else None
    meeting, decided, draft = value.get("ReviewMeeting"), value.get("LastReview"), value.get("ReviewDraft")
    due, final = value.get("PhaseTransferDueDate"), value.get("PhaseTransferFinalDate")
    outcome = text.get("ReviewOutcome")
    happened = [each for each in (meeting, decided, draft, final) if each is not None]
    events += happened
    if ceased is not None and ceased <= t.census:
        fire("V02", v)
    if "TransferLA" in text and text["TransferLA"] not in t.others:
        fire("V03", v)
    if happened and max(happened) > t.census:
        fire("V04", v)
    if outcome is not None and outcome not in t.codes["review-outcome"]:
        fire("V05", v)
    if ("ReviewOutcome" in text) != ("LastReview" in text):
        fire("V06", v)
    if meeting is not None:
        if decided is not None:
            if decided < meeting:
                fire("V07", v)
            if (decided - meeting).days > t.limit["V08"]:
                fire("V08", v)
        if draft is not None and draft < meeting:
            fire("V11", v)
        if "TransferLA" not in text and started is not None and meeting < started:
            fire("V16", v)
    if is_open and (started.year, started.month, started.day) <= t.year_before:
        if meeting is None or (meeting.year, meeting.month, meeting.day) <= t.year_before or meeting > t.census:
            fire("V09", v)
    if "ReviewDraft" in text and outcome in t.codes["review-outcome"] and outcome not in t.only["V10"]:
        fire("V10", v)
    if "PhaseTransferFinalDate" in text and "PhaseTransferDueDate" not in text:
        fire("V12", v)
    if due is not None:
        if (due.month, due.day) not in t.transfer_days:
            fire("V13", v)
        if (final is not None and final > due) or (due < t.census and "PhaseTransferFinalDate" not in text):
            fire("V14", v)
    if is_open and "PhaseTransferDueDate" not in text:
        if any(aged(born, age, t.august) and under(born, age + 1, t.august) for age in t.ages["V15"]):
            fire("V15", v)
    check_residence(v, born, t, fire)
    check_placements(v, is_open, born, t, fire, events)
    check_needs(v, t, fire)


def check_residence(row: Any, born: Any, t: Terms, fire: Fire) -> None:
    if "RES" in row.text and row.text["RES"] not in t.codes["residential"]:
        fire("L14", row)
    if "WBP" in row.text:
        if row.text["WBP"] not in t.codes["work-based"]:
            fire("L15", row)
        if under(born, t.limit["L16"], t.august):
            fire("L16", row)


def check_placements(v: Any, is_open: bool, born: Any, t: Terms, fire: Fire, events: list[date]) -> None:
    placements = v.under.get("PlacementDetail", ())
    current = 0
    for row in placements:
        check_setting(row, "L", t, fire)
        check_residence(row, born, t, fire)
        entered, left, kind = row.value.get("EntryDate"), row.value.get("LeavingDate"), row.text.get("SENsetting")
        if kind in t.only["L17"] and born is not None:
            youngest, oldest = t.ages["L17"]
            if not aged(born, youngest, t.census) or aged(born, oldest + 1, t.census):
                fire("L17", row)
        if kind in t.only["L18"] and aged(born, t.limit["L18"], t.august):
            fire("L18", row)
        if entered is None:
            fire("L09", row)
        else:
            events.append(entered)
            if entered > t.census:
                fire("L10", row)
            if born is not None and entered < born:
                fire("L21", row)
        if left is not None:
            events.append(left)
            if entered is not None and left < entered:
                fire("L11", row)
            if left > t.census:
                fire("L12", row)
            if left < t.start:
                fire("L13", row)
        is_current = entered is not None and entered <= t.census and not (left is not None and left <= t.census)
        current += is_current and row.text.get("PlacementRank") == "1"
    if not placements:
        fire("L01", v)
    elif is_open and not current:
        fire("L07", v)
    if current > 1:
        fire("L08", v)


def check_needs(v: Any, t: Terms, fire: Fire) -> None:
    needs = v.under.get("SENneed", ())
    primary, seen = 0, set()
    for need in needs:
        kind, rank = need.text.get("SENtype"), need.text.get("SENtypeRank")
        if kind not in t.codes["need"]:
            fire("S02", need)
        if rank not in ("1", "2"):
            fire("S03", need)
        primary += rank == "1"
        if kind in seen:
            fire("S06", need)
        elif kind is not None and len(kind.encode()) <= 8:
            seen.add(kind)
    if not needs:
        fire("S01", v)
    elif primary != 1:
        fire("S04", v)
    if len(needs) > 2:
        fire("S05", v)

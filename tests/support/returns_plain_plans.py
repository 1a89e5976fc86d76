"""The checks of plans, reviews, placements and needs, one record at a time, in plain Python."""

# ruff: noqa: C901, PLR0912 - one long look at each record, as anyone would write it first; splitting it would slow it

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tests.support.returns_plain_terms import Fire, Terms, aged, under

SIX, EIGHT = re.compile("[0-9]{6}"), re.compile("1[0-9]{7}")


def check_plan(n: Any, a: Any, r: Any, born: Any, came: bool, t: Terms, fire: Fire, events: list[date]) -> bool:
    text, value = n.text, n.value
    started, ceased = value.get("StartDate"), value.get("CeaseDate")
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
    is_old = is_open and (started.year, started.month, started.day) <= t.year_before
    if is_old and not (meeting and (meeting.year, meeting.month, meeting.day) > t.year_before and meeting <= t.census):
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
    is_unplanned = is_open and "PhaseTransferDueDate" not in text
    if is_unplanned and any(aged(born, age, t.august) and under(born, age + 1, t.august) for age in t.ages["V15"]):
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

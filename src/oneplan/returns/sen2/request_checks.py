"""Checks of modules 2 and 3: requests for an assessment, and assessments."""

from __future__ import annotations

import numpy as np

from oneplan.returns.sen2.checking import AWAITED, HISTORICAL, NO, WITHDRAWN, YES, Batch, aged, joined
from oneplan.returns.sen2.values import Flags


def check_requests(batch: Batch) -> None:
    """Fire the checks of a request's own items."""
    request, terms = batch.tables["Requests"], batch.terms
    received, told = request["ReceivedDate"], request["RequestOutcomeDate"]
    outcome = request["RequestOutcome"]
    decided, current = outcome.says(YES, NO), outcome.says(YES, NO, AWAITED, WITHDRAWN)
    historical = outcome.says(HISTORICAL)
    ended = joined(batch.tables["Assessment"]["AssessmentOutcome"].says(YES, NO), batch.assessment_of, fill=False)
    batch.fire("R01", "Requests", ~outcome.is_in(terms.codes("outcome")))
    batch.fire("R02", "Requests", ~received.is_date & (current | (historical & ended)))
    batch.fire("R03", "Requests", received.days > terms.census)
    batch.fire("R04", "Requests", received.days < batch.born_day("Requests"))
    batch.fire("R05", "Requests", current & ~request["RequestSource"].is_in(terms.codes("request-source")))
    batch.fire("R06", "Requests", current & ~request["RYA"].is_flag)
    batch.fire("R07", "Requests", decided & ~told.is_date)
    batch.fire("R08", "Requests", told.given & (outcome.says(AWAITED, WITHDRAWN) | historical))
    batch.fire("R09", "Requests", told.days < received.days)
    batch.fire("R10", "Requests", told.days < terms.start)
    batch.fire("R11", "Requests", told.days > terms.census)
    batch.fire("R12", "Requests", told.days - received.days > batch.check("R12").limit)
    waiting = outcome.says(AWAITED) & (terms.census - received.days > batch.check("R22").limit)
    batch.fire("R20", "Requests", historical & (received.days >= terms.start))
    batch.fire("R22", "Requests", waiting)
    batch.fire("R23", "Requests", _repeated_day(batch))
    born = batch.born("Requests")
    batch.fire("R24", "Requests", aged(born, batch.check("R24").limit, received.calendar))


def check_what_follows(batch: Batch) -> None:
    """Fire the checks of a request against what came of it."""
    request = batch.tables["Requests"]
    outcome, exported = request["RequestOutcome"], request["Exported"]
    mediation, tribunal = request["RequestMediation"], request["RequestTribunal"]
    has_assessment = batch.assessment_of >= 0
    ended = joined(batch.tables["Assessment"]["AssessmentOutcome"].says(YES, NO), batch.assessment_of, fill=False)
    agreed, refused, historical = outcome.says(YES), outcome.says(NO), outcome.says(HISTORICAL)
    batch.fire("R13", "Requests", (agreed | refused) & ~(mediation.is_flag & tribunal.is_flag))
    batch.fire("R14", "Requests", agreed & (mediation.yes | tribunal.yes))
    batch.fire("R15", "Requests", has_assessment & outcome.says(AWAITED, WITHDRAWN))
    batch.fire("R16", "Requests", has_assessment & refused & mediation.no & tribunal.no)
    batch.fire("R17", "Requests", agreed & ~has_assessment)
    batch.fire("R18", "Requests", exported.given & ~batch.known_other_authority(exported))
    batch.fire("R19", "Requests", exported.given & ended)
    batch.fire("R21", "Requests", historical & ~has_assessment)


def check_assessments(batch: Batch) -> None:
    """Fire the checks of an assessment."""
    assessment, request, terms = batch.tables["Assessment"], batch.tables["Requests"], batch.terms
    outcome, ended = assessment["AssessmentOutcome"], assessment["AssessmentOutcomeDate"]
    received = request["ReceivedDate"].days[assessment.above]
    told = request["RequestOutcomeDate"].days[assessment.above]
    has_plan = batch.plan_of >= 0
    agreed, refused, historical = outcome.says(YES), outcome.says(NO), outcome.says(HISTORICAL)
    unended = outcome.says(AWAITED, WITHDRAWN)
    batch.fire("A01", "Assessment", ~outcome.is_in(terms.codes("outcome")))
    batch.fire("A02", "Assessment", ~ended.is_date & (refused | (agreed & has_plan)))
    batch.fire("A03", "Assessment", ended.given & (unended | historical | (agreed & ~has_plan)))
    batch.fire("A04", "Assessment", (ended.days < received) | (ended.days < told))
    batch.fire("A05", "Assessment", ended.days < terms.start)
    batch.fire("A06", "Assessment", ended.days > terms.census)
    taken = ended.days - received
    batch.fire("A11", "Assessment", refused & (taken > batch.check("A11").limit))
    batch.fire("A12", "Assessment", has_plan & unended)
    batch.fire("A14", "Assessment", historical & ~has_plan)
    batch.fire("A15", "Assessment", batch.transferred_in[assessment.above] & ~historical)
    before = request["RequestOutcome"].says(HISTORICAL)[assessment.above]
    batch.fire("A17", "Assessment", historical & ~before)
    waited = terms.census - received
    batch.fire("A18", "Assessment", outcome.says(AWAITED) & (waited > batch.check("A18").limit))
    batch.fire("A19", "Assessment", agreed & ~has_plan & (waited > batch.check("A19").limit))


def check_assessment_flags(batch: Batch) -> None:
    """Fire the checks of an assessment's marks for mediation, appeals and exceptions."""
    assessment, request = batch.tables["Assessment"], batch.tables["Requests"]
    outcome, excepted = assessment["AssessmentOutcome"], assessment["Week20"]
    mediation, tribunal = assessment["AssessmentMediation"], assessment["AssessmentTribunal"]
    has_plan = batch.plan_of >= 0
    agreed, refused = outcome.says(YES), outcome.says(NO)
    marked = mediation.is_flag & tribunal.is_flag
    marked &= assessment["OtherMediation"].is_flag & assessment["OtherTribunal"].is_flag
    taken = assessment["AssessmentOutcomeDate"].days - request["ReceivedDate"].days[assessment.above]
    batch.fire("A07", "Assessment", (agreed | refused) & ~marked)
    batch.fire("A08", "Assessment", agreed & has_plan & ~excepted.is_flag)
    batch.fire("A09", "Assessment", excepted.yes & (taken <= batch.check("A09").limit))
    batch.fire("A10", "Assessment", excepted.no & (taken > batch.check("A10").limit))
    batch.fire("A13", "Assessment", has_plan & refused & mediation.no & tribunal.no)
    batch.fire("A16", "Assessment", agreed & (mediation.yes | tribunal.yes))


def _repeated_day(batch: Batch) -> Flags:
    """Requests received on the same day as an earlier one of the same person."""
    request = batch.tables["Requests"]
    days = request["ReceivedDate"].days
    repeated = np.zeros(request.size, dtype=np.bool_)
    several = np.flatnonzero((request.ordinal > 1) | np.append(request.ordinal[1:] > 1, [False]))
    seen: set[tuple[int, float]] = set()
    for row in several.tolist():
        key = (int(request.above[row]), float(days[row]))
        if key in seen:
            repeated[row] = True
        elif days[row] == days[row]:
            seen.add(key)
    return repeated

"""Checks of modules 5a, 5b and 5c: reviews and phase transfer, placements and needs."""

from __future__ import annotations

import numpy as np

from oneplan.returns.sen2.checking import A_YEAR, Batch, aged, is_ukprn, is_urn, under
from oneplan.returns.sen2.plan_checks import (
    ages_of_change,
    ceased_plan_of_active,
    open_plan_of_active,
    plan_calendar_of_active,
    plan_starts_of_active,
)
from oneplan.returns.sen2.values import TOO_LONG, Flags, Ints

MOST_NEEDS = 2


def check_reviews(batch: Batch) -> None:
    """Fire the checks of the latest review."""
    active, terms = batch.tables["ActivePlans"], batch.terms
    meeting, decided = active["ReviewMeeting"], active["LastReview"]
    outcome, draft = active["ReviewOutcome"], active["ReviewDraft"]
    is_open, came_from = open_plan_of_active(batch), active["TransferLA"]
    batch.fire("V01", "Requests", batch.has_open_plan & (batch.active_of < 0))
    batch.fire("V02", "ActivePlans", ceased_plan_of_active(batch))
    batch.fire("V03", "ActivePlans", came_from.given & ~batch.known_other_authority(came_from))
    late = (meeting.days > terms.census) | (decided.days > terms.census) | (draft.days > terms.census)
    late |= active["PhaseTransferFinalDate"].days > terms.census
    known = outcome.is_in(terms.codes("review-outcome"))
    batch.fire("V04", "ActivePlans", late)
    batch.fire("V05", "ActivePlans", outcome.given & ~known)
    batch.fire("V06", "ActivePlans", outcome.given != decided.given)
    batch.fire("V07", "ActivePlans", decided.days < meeting.days)
    batch.fire("V08", "ActivePlans", decided.days - meeting.days > batch.check("V08").limit)
    year_before = terms.census_date - A_YEAR
    recent = (meeting.calendar > year_before) & (meeting.calendar <= terms.census_date)
    batch.fire("V09", "ActivePlans", is_open & (plan_calendar_of_active(batch) <= year_before) & ~recent)
    batch.fire("V10", "ActivePlans", draft.given & known & ~outcome.says(*batch.check("V10").codes))
    batch.fire("V11", "ActivePlans", draft.days < meeting.days)
    batch.fire("V16", "ActivePlans", came_from.missing & (meeting.days < plan_starts_of_active(batch)))


def check_phase_transfer(batch: Batch) -> None:
    """Fire the checks of phase transfer."""
    active, terms = batch.tables["ActivePlans"], batch.terms
    due, final = active["PhaseTransferDueDate"], active["PhaseTransferFinalDate"]
    set_days = [int(each.replace("-", "")) for each in batch.check("V13").days]
    batch.fire("V12", "ActivePlans", final.given & due.missing)
    batch.fire("V13", "ActivePlans", due.is_date & ~np.isin(np.mod(due.calendar, A_YEAR), set_days))
    late = (final.days > due.days) | ((due.days < terms.census) & final.missing)
    batch.fire("V14", "ActivePlans", late)
    changing = ages_of_change(batch, "V15", "ActivePlans")
    batch.fire("V15", "ActivePlans", open_plan_of_active(batch) & changing & due.missing)


def is_current(batch: Batch) -> Flags:
    """Whether each placement is current on the survey day."""
    placement, census = batch.tables["PlacementDetail"], batch.terms.census
    found: Flags = (placement["EntryDate"].days <= census) & ~(placement["LeavingDate"].days <= census)
    return found


def check_placements(batch: Batch) -> None:
    """Fire the checks of where the person is."""
    placement, terms = batch.tables["PlacementDetail"], batch.terms
    urn, ukprn, kind = placement["URN"], placement["UKPRN"], placement["SENsetting"]
    unit, resourced = placement["SENunitIndicator"], placement["ResourcedProvisionIndicator"]
    born = batch.born("PlacementDetail")
    batch.fire("L02", "PlacementDetail", urn.missing & ukprn.missing & kind.missing)
    batch.fire("L03", "PlacementDetail", (urn.given & ~is_urn(urn)) | (ukprn.given & ~is_ukprn(ukprn)))
    batch.fire("L04", "PlacementDetail", kind.given & ~kind.is_in(terms.codes("sen-setting-of-placement")))
    unsaid = placement["SENsettingOther"].missing
    batch.fire("L05", "PlacementDetail", kind.says(*batch.check("L05").codes) & unsaid)
    batch.fire("L06", "PlacementDetail", ~placement["PlacementRank"].says("1", "2"))
    youngest, oldest = batch.check("L17").ages
    of_age = aged(born, youngest, terms.census_date) & under(born, oldest + 1, terms.census_date)
    outside = ~np.isnan(born) & ~of_age
    batch.fire("L17", "PlacementDetail", kind.says(*batch.check("L17").codes) & outside)
    early = batch.check("L18")
    batch.fire("L18", "PlacementDetail", kind.says(*early.codes) & aged(born, early.limit, terms.august))
    batch.fire("L19", "PlacementDetail", urn.given & ~(unit.is_flag & resourced.is_flag))
    batch.fire("L20", "PlacementDetail", unit.yes & resourced.yes)


def check_placement_days(batch: Batch) -> None:
    """Fire the checks of a placement's days, residence and work."""
    placement, terms = batch.tables["PlacementDetail"], batch.terms
    entered, left = placement["EntryDate"], placement["LeavingDate"]
    batch.fire("L09", "PlacementDetail", ~entered.is_date)
    batch.fire("L10", "PlacementDetail", entered.days > terms.census)
    batch.fire("L11", "PlacementDetail", left.days < entered.days)
    batch.fire("L12", "PlacementDetail", left.days > terms.census)
    batch.fire("L13", "PlacementDetail", left.days < terms.start)
    batch.fire("L21", "PlacementDetail", entered.days < batch.born_day("PlacementDetail"))
    for table in ("ActivePlans", "PlacementDetail"):
        residential, work = batch.tables[table]["RES"], batch.tables[table]["WBP"]
        young = under(batch.born(table), batch.check("L16").limit, terms.august)
        batch.fire("L14", table, residential.given & ~residential.is_in(terms.codes("residential")))
        batch.fire("L15", table, work.given & ~work.is_in(terms.codes("work-based")))
        batch.fire("L16", table, work.given & young)


def check_places_of_plan(batch: Batch) -> None:
    """Fire the checks of a plan's placements taken together."""
    active, placement = batch.tables["ActivePlans"], batch.tables["PlacementDetail"]
    first = is_current(batch) & placement["PlacementRank"].says("1")
    placements = placement.count_under(active.size)
    current_first = np.bincount(placement.above[first], minlength=active.size)
    batch.fire("L01", "ActivePlans", placements == 0)
    batch.fire("L07", "ActivePlans", open_plan_of_active(batch) & (placements > 0) & (current_first == 0))
    batch.fire("L08", "ActivePlans", current_first > 1)
    if "L22" in batch.terms.checks:
        batch.fire("L22", "ActivePlans", _differs_from_plan(batch, first))


def _differs_from_plan(batch: Batch, first: Flags) -> Flags:
    """Whether the first current placement of rank 1 is elsewhere than the first setting of rank 1 in the plan."""
    active, placement, detail = (batch.tables[name] for name in ("ActivePlans", "PlacementDetail", "PlanDetail"))
    attended = _first_under(placement.above, first, active.size)
    named_in = _first_under(detail.above, detail["PlacementRank"].says("1"), batch.tables["NamedPlan"].size)
    found = np.zeros(active.size, dtype=np.bool_)
    plans = batch.plan_of_request[active.above]
    for row in np.flatnonzero((attended >= 0) & (plans >= 0)).tolist():
        named = int(named_in[plans[row]])
        at = int(attended[row])
        if named >= 0:
            found[row] = any(placement[i].text(at) != detail[i].text(named) for i in ("URN", "UKPRN", "SENsetting"))
    return found


def _first_under(above: Ints, where: Flags, size: int) -> Ints:
    rows = np.flatnonzero(where)[::-1]
    found = np.full(size, -1)
    found[above[rows]] = rows
    return found


def check_needs(batch: Batch) -> None:
    """Fire the checks of needs."""
    active, need = batch.tables["ActivePlans"], batch.tables["SENneed"]
    kind, rank = need["SENtype"], need["SENtypeRank"]
    needs = need.count_under(active.size)
    primary = np.bincount(need.above[rank.says("1")], minlength=active.size)
    batch.fire("S01", "ActivePlans", needs == 0)
    batch.fire("S02", "SENneed", ~kind.is_in(batch.terms.codes("need")))
    batch.fire("S03", "SENneed", ~rank.says("1", "2"))
    batch.fire("S04", "ActivePlans", (needs > 0) & (primary != 1))
    batch.fire("S05", "ActivePlans", needs > MOST_NEEDS)
    batch.fire("S06", "SENneed", _repeated_need(batch))


def _repeated_need(batch: Batch) -> Flags:
    """Needs that an earlier one of the same plan already gives."""
    need = batch.tables["SENneed"]
    words, given = need["SENtype"].word, need["SENtype"].given
    order = np.lexsort((np.arange(need.size), words, need.above))
    same = (words[order][1:] == words[order][:-1]) & (need.above[order][1:] == need.above[order][:-1])
    repeated = np.zeros(need.size, dtype=np.bool_)
    repeated[order[1:][same]] = True
    found: Flags = repeated & given & (words != TOO_LONG)
    return found

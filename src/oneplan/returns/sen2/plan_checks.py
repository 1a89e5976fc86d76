"""Checks of modules 4a and 4b: the plan and the settings it names."""

from __future__ import annotations

import numpy as np

from oneplan.returns.sen2.checking import (
    A_YEAR,
    HISTORICAL,
    NO,
    YES,
    Batch,
    aged,
    days_since,
    is_ukprn,
    is_urn,
    joined,
    under,
)
from oneplan.returns.sen2.person_checks import last_event
from oneplan.returns.sen2.tables import RowTable
from oneplan.returns.sen2.values import Days, Flags, Ints

END_OF_AUGUST = 831
MOST_DETAILS = 2


def check_plans(batch: Batch) -> None:
    """Fire the checks of a plan's start, residence and work."""
    plan, terms = batch.tables["NamedPlan"], batch.terms
    assessment = batch.tables["Assessment"]
    started = plan["StartDate"]
    outcome = assessment["AssessmentOutcome"]
    decided, agreed = outcome.says(YES, NO)[plan.above], outcome.says(YES)[plan.above]
    historical = outcome.says(HISTORICAL)[plan.above]
    received = batch.tables["Requests"]["ReceivedDate"].days[assessment.above][plan.above]
    issued = assessment["AssessmentOutcomeDate"].days[plan.above]
    came = batch.transferred_in[assessment.above][plan.above]
    batch.fire("N01", "NamedPlan", ~started.is_date)
    batch.fire("N02", "NamedPlan", started.days > terms.census)
    batch.fire("N03", "NamedPlan", started.days < batch.born_day("NamedPlan"))
    first = batch.check("N04").day
    batch.fire("N04", "NamedPlan", started.days < (days_since(first) if first else 0))
    batch.fire("N05", "NamedPlan", decided & (started.days < received))
    differs = started.is_date & ~np.isnan(issued) & (started.days != issued)
    batch.fire("N06", "NamedPlan", agreed & differs)
    batch.fire("N07", "NamedPlan", historical & ~came & (started.days >= terms.start))
    residential, work = plan["PlanRes"], plan["PlanWBP"]
    batch.fire("N08", "NamedPlan", residential.given & ~residential.is_in(terms.codes("residential")))
    batch.fire("N09", "NamedPlan", work.given & ~work.is_in(terms.codes("work-based")))
    young = under(batch.born("NamedPlan"), batch.check("N10").limit, terms.august)
    batch.fire("N10", "NamedPlan", work.given & young)


def check_budgets(batch: Batch) -> None:
    """Fire the checks of a plan's personal budget."""
    plan, terms = batch.tables["NamedPlan"], batch.terms
    budget, arranged, paid = plan["PB"], plan["OA"], plan["DP"]
    batch.fire("N11", "NamedPlan", batch.is_open & ~budget.is_flag)
    batch.fire("N12", "NamedPlan", budget.no & (arranged.yes | paid.given))
    batch.fire("N13", "NamedPlan", budget.yes & ~arranged.yes & paid.missing)
    batch.fire("N14", "NamedPlan", paid.given & ~paid.is_in(terms.codes("direct-payments")))


def check_ceasing(batch: Batch) -> None:
    """Fire the checks of a plan's end."""
    plan, terms = batch.tables["NamedPlan"], batch.terms
    ceased, reason = plan["CeaseDate"], plan["CeaseReason"]
    batch.fire("N15", "NamedPlan", ceased.given & reason.missing)
    batch.fire("N16", "NamedPlan", reason.given & ceased.missing)
    batch.fire("N17", "NamedPlan", ceased.days < plan["StartDate"].days)
    batch.fire("N18", "NamedPlan", (ceased.days < terms.start) | (ceased.days > terms.census))
    batch.fire("N19", "NamedPlan", reason.given & ~reason.is_in(terms.codes("cease-reason")))
    born = batch.born("NamedPlan")
    oldest, young, died = batch.check("N20"), batch.check("N22"), batch.check("N26")
    end_of_year = _august_after(ceased.calendar)
    batch.fire("N20", "NamedPlan", reason.says(*oldest.codes) & under(born, oldest.limit, end_of_year))
    batch.fire("N21", "NamedPlan", reason.says(*batch.check("N21").codes))
    batch.fire("N22", "NamedPlan", reason.says(*young.codes) & under(born, young.limit, ceased.calendar))
    has_died = reason.says(*died.codes)
    if has_died.any():
        batch.fire(
            "N26", "NamedPlan", has_died & (last_event(batch)[batch.tables.person_of("NamedPlan")] > ceased.days)
        )
    details = batch.tables["PlanDetail"].count_under(plan.size)
    batch.fire("N23", "NamedPlan", (details < 1) | (details > MOST_DETAILS))
    batch.fire("D08", "NamedPlan", (details > 0) & ~ranks_are_right(batch.tables["PlanDetail"], plan.size))


def _august_after(calendar: Days) -> Days:
    """31 August on or after each day, in calendar form."""
    year, rest = np.divmod(calendar, A_YEAR)
    found: Days = (year + (rest > END_OF_AUGUST)) * A_YEAR + END_OF_AUGUST
    return found


def ranks_are_right(table: RowTable, size: int) -> Flags:
    """Whether the records under each record above have exactly one of rank 1 and no rank twice."""
    rank = table["PlacementRank"]
    found: Flags = _how_many(table, rank.says("1"), size) == 1
    found &= _how_many(table, rank.says("2"), size) <= 1
    return found


def _how_many(table: RowTable, where: Flags, size: int) -> Ints:
    return np.bincount(table.above[where], minlength=size)


def check_settings_named(batch: Batch) -> None:
    """Fire the checks of each setting that a plan names."""
    detail, terms = batch.tables["PlanDetail"], batch.terms
    urn, ukprn, kind = detail["URN"], detail["UKPRN"], detail["SENsetting"]
    unit, resourced = detail["SENunitIndicator"], detail["ResourcedProvisionIndicator"]
    batch.fire("D01", "PlanDetail", urn.missing & ukprn.missing & kind.missing)
    batch.fire("D02", "PlanDetail", kind.given & (urn.given | ukprn.given))
    batch.fire("D03", "PlanDetail", urn.given & ~is_urn(urn))
    batch.fire("D04", "PlanDetail", ukprn.given & ~is_ukprn(ukprn))
    batch.fire("D05", "PlanDetail", kind.given & ~kind.is_in(terms.codes("sen-setting-in-plan")))
    batch.fire("D06", "PlanDetail", kind.says(*batch.check("D06").codes) & detail["SENsettingOther"].missing)
    batch.fire("D07", "PlanDetail", ~detail["PlacementRank"].says("1", "2"))
    batch.fire("D09", "PlanDetail", urn.given & ~(unit.is_flag & resourced.is_flag))
    batch.fire("D10", "PlanDetail", unit.yes & resourced.yes)


def plan_starts_of_active(batch: Batch) -> Days:
    """The start of the plan under the same request as each active plan, in days."""
    found: Days = joined(batch.tables["NamedPlan"]["StartDate"].days, _plans_of_active(batch))
    return found


def plan_calendar_of_active(batch: Batch) -> Days:
    """The same in calendar form."""
    found: Days = joined(batch.tables["NamedPlan"]["StartDate"].calendar, _plans_of_active(batch))
    return found


def open_plan_of_active(batch: Batch) -> Flags:
    """Whether the plan under the same request as each active plan is open."""
    found: Flags = joined(batch.is_open, _plans_of_active(batch), fill=False)
    return found


def ceased_plan_of_active(batch: Batch) -> Flags:
    """Whether the plan under the same request as each active plan had ceased by the survey day."""
    ceased = batch.tables["NamedPlan"]["CeaseDate"].days <= batch.terms.census
    found: Flags = joined(ceased, _plans_of_active(batch), fill=False)
    return found


def _plans_of_active(batch: Batch) -> Ints:
    return batch.plan_of_request[batch.tables["ActivePlans"].above]


def ages_of_change(batch: Batch, rule: str, table: str) -> Flags:
    """Whether each record's person is, at 31 August, one of the ages that a check names."""
    born, august = batch.born(table), batch.terms.august
    found = np.zeros(born.size, dtype=np.bool_)
    for age in batch.check(rule).ages:
        found |= aged(born, age, august) & under(born, age + 1, august)
    return found

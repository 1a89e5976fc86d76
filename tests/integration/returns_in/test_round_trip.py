"""An invented area writes its returns, they come in like anybody's, and the record tells what is true of the area."""

from datetime import date

import pytest
from tests.support.people import person
from tests.support.person_returns import as_file, bring_in

from oneplan.actions.person_returns import settle_match
from oneplan.records.casework.models import EhcPlan, NeedsAssessment
from oneplan.records.people.models import Person
from oneplan.records.returns.models import DoubtfulMatch
from oneplan.synthetic.area import invent

pytestmark = pytest.mark.slow

ON = date(2026, 3, 2)
TWENTY_WEEKS, SIX_WEEKS = 140, 42


@pytest.fixture(scope="module")
def area():
    return invent(7, on=ON, plans=150)


@pytest.fixture
def operator(db):
    return person("operator", email="operator@example.org")


def _bring_in_all(area, operator):
    for year in area.returns:
        head, persons = area.returned(year)
        bring_in(as_file(persons, head), operator, on=ON)
        for match in DoubtfulMatch.objects.filter(decision="").order_by("pk"):
            settle_match(
                match_id=match.public_id, decision=DoubtfulMatch.ANOTHER, reason="Two children", by=operator, on=ON
            )


def test_the_record_counts_what_is_true_of_the_area(area, operator):
    _bring_in_all(area, operator)

    for year in area.returns:
        truth = area.truth[year]
        assert _counted(truth) == {
            "requests": truth.requests,
            "refusals": truth.refusals,
            "new_plans": truth.new_plans,
            "told_no_plan": _told_no_plan_for_good(area, truth),
            "ceased": sum(truth.ceased_by_reason.values()),
            "in_20_weeks": (truth.issued_within_20_weeks.within, truth.issued_within_20_weeks.of),
            "in_20_weeks_without_exceptions": (
                truth.issued_within_20_weeks_without_exceptions.within,
                truth.issued_within_20_weeks_without_exceptions.of,
            ),
        }, year
    last = area.truth[area.returns[-1]]
    assert _active(last.seen_on) == last.active_plans
    assert Person.objects.count() <= len(area.children)


def _counted(truth):
    def falls(day):
        return day is not None and truth.first_day <= day <= truth.last_day

    rows = list(NeedsAssessment.objects.select_related("case__ehc_plan"))
    issued = [
        (row, row.outcome_on)
        for row in rows
        if row.outcome == "Y" and falls(row.outcome_on) and hasattr(row.case, "ehc_plan") and not _challenged(row)
    ]
    spans = [((day - row.received_on).days, row.exceptions_apply) for row, day in issued]
    plain = [span for span, excepted in spans if not excepted]
    return {
        "requests": sum(falls(row.received_on) for row in rows),
        "refusals": sum(row.request_outcome == "N" and falls(row.request_outcome_on) for row in rows),
        "new_plans": sum(
            falls(row.case.ehc_plan.started_on) for row in rows if row.received_on and hasattr(row.case, "ehc_plan")
        ),
        "told_no_plan": sum(
            row.outcome == "N" and falls(row.outcome_on) and not hasattr(row.case, "ehc_plan") for row in rows
        ),
        "ceased": sum(falls(row.ceased_on) for row in EhcPlan.objects.all()),
        "in_20_weeks": (sum(span <= TWENTY_WEEKS for span, _ in spans), len(spans)),
        "in_20_weeks_without_exceptions": (sum(span <= TWENTY_WEEKS for span in plain), len(plain)),
    }


def _told_no_plan_for_good(area, truth):
    """A refusal that an appeal turned is written over in the return, as authorities do, so no return tells of it."""
    made = [request for child in area.children for request in child.requests if request.assessment]
    return sum(
        each.plan is None
        and each.assessment.told_no_plan_on is not None
        and truth.first_day <= each.assessment.told_no_plan_on <= truth.last_day
        for each in made
    )


def _challenged(row):
    flags = ("request_mediation", "request_tribunal", "mediation", "tribunal", "other_mediation", "other_tribunal")
    return any(getattr(row, name) for name in flags)


def _active(day):
    plans = EhcPlan.objects.filter(started_on__lte=day).select_related("case")
    return sum(1 for plan in plans if (plan.ceased_on is None or plan.ceased_on > day) and not plan.case.closed_on)

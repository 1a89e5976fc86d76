"""What is called late of cases that officers took over from returns was late: held against what truly happened.

Four returns come in, officers record what happened since the last, and every open limit that is then called late is
looked up in the area's truth. Whoever was spoilt on purpose is left out: nobody could tell the truth from that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.properties.test_returns_claim_no_false_lateness import Journey, answers, truly_happened
from tests.support.people import person

from oneplan.answers.cases import clocks_of
from oneplan.core.pathways import Fact, State
from oneplan.feeds import demonstration_cases
from oneplan.feeds.demonstration_cases import bring_in_the_cases
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.casework import standing
from oneplan.records.casework.models import Case, Standing
from oneplan.records.casework.queries import case_file
from oneplan.synthetic.area import InventedArea, invent

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ON = date(2026, 11, 22)
FIRST_KEPT = date(2026, 1, 16)


@pytest.fixture(scope="module")
def area() -> InventedArea:
    return invent(7, on=ON, plans=220)


@pytest.fixture
def _kept_here(monkeypatch, settings, tmp_path) -> None:
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    settings.AUDIT_HEADS = tmp_path / "audit" / "heads.log"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)
    monkeypatch.setattr(demonstration_cases, "compute_figures", lambda on: None)
    bring_in_the_cases(on=ON, say=lambda _: None, plans=220)


@pytest.mark.usefixtures("_kept_here")
def test_whatever_is_called_late_of_a_case_kept_here_is_late(area) -> None:
    truth, spoilt = full_truth(area), spoilt_people(area)
    late = Standing.objects.filter(standing.behind(ON), nature="act", kind="duty", is_disapplied=False)

    claims, false = [], []
    for limit in late.select_related("case__person", "case__needs_assessment", "case__ehc_plan"):
        facts = happened_in(limit.case, truth)
        if who(limit.case) not in spoilt:
            claims.append(limit.output)
            false += [] if is_truly_late(limit, facts) else [(limit.output, limit.due_on, facts)]

    assert false == []
    assert {"review_complete_by", "review_decision_due", "meeting_report_due", "amended_final_due"} <= set(claims)
    assert len(claims) > 30


@pytest.mark.usefixtures("_kept_here")
def test_lists_call_late_what_the_page_of_the_case_calls_late() -> None:
    viewer = viewer_of(person("operator"), on=ON)
    cases = list(Case.objects.filter(kept_from=FIRST_KEPT).order_by("pk"))
    late = Standing.objects.filter(standing.behind(ON), case__in=cases)
    unknown = Standing.objects.filter(standing.unknown(ON), case__in=cases)

    on_pages = {"late": set(), "unknown": set()}
    for case in cases:
        clocks = clocks_of(case_file(case.public_id, viewer=viewer), ON)
        on_pages["late"] |= {(case.pk, e.output, e.due_on) for e in clocks.ahead if e.state is State.OVERDUE}
        on_pages["unknown"] |= {(case.pk, e.output, e.due_on) for e in clocks.unknown if e.stopped_on is None}

    assert named(late) == on_pages["late"]
    assert named(unknown) <= on_pages["unknown"]
    assert len(cases) > 200


def full_truth(area: InventedArea) -> dict[Journey, list[Fact]]:
    """What truly happened, with the day of every plan that was made elsewhere and came here."""
    found = truly_happened(area)
    for (*_, by, day), facts in found.items():
        if by == "plan" and day and "plan_transferred" in {fact.name for fact in facts}:
            facts.append(Fact("final_plan_sent", day))
    return found


def spoilt_people(area: InventedArea) -> set[tuple[str, str, date | None]]:
    problems = {(each.year, each.position) for each in area.planted_problems}
    return {
        (each.surname, each.forename, each.born_on)
        for year in area.returns
        for each in area.returned(year)[1]
        if (year, each.position) in problems
    }


def who(case: Case) -> tuple[str, str, date | None]:
    return case.person.surname, case.person.forename, case.person.born_on


def happened_in(case: Case, truth: dict[Journey, list[Fact]]) -> list[Fact]:
    request, plan = getattr(case, "needs_assessment", None), getattr(case, "ehc_plan", None)
    by_request = truth.get((*who(case), "request", request.received_on if request else None))
    return by_request or truth.get((*who(case), "plan", plan.started_on if plan else None), [])


def is_truly_late(limit: Standing, facts: list[Fact]) -> bool:
    """Whether the duty was open and late in truth, and by no less than is claimed."""
    states = (State.OVERDUE, State.DISAPPLIED)
    return any(
        each.output == limit.output and each.state in states and each.due_on and each.due_on <= limit.due_on
        for each in answers(facts, ON)
    )


def named(limits) -> set[tuple[int, str, date]]:
    return set(limits.values_list("case_id", "output", "due_on"))


def test_a_day_later_would_be_found_out() -> None:
    limit = Standing(output="meeting_report_due", due_on=date(2026, 3, 2))
    met, kept = Fact("review_meeting", date(2026, 2, 16)), Fact("review_report_sent", date(2026, 3, 2))

    assert is_truly_late(limit, [met])
    assert not is_truly_late(Standing(output=limit.output, due_on=limit.due_on - timedelta(days=1)), [met])
    assert not is_truly_late(limit, [met, kept])

from collections import Counter
from datetime import date

import pytest
from tests.support.example_plan_read import example_reading
from tests.support.live_plan import a_person, a_plan_in_place

from oneplan.actions.figures import compute_figures
from oneplan.actions.measure_links import link, unlink
from oneplan.answers import figures
from oneplan.core.access import NotAllowed
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.improvement import queries
from oneplan.web.plan.lines import NO_DATE, lines_of, standing
from oneplan.web.plan.silences import NO_OWNER_NAMED, applies

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)


@pytest.fixture
def plan():
    lead = a_person("transformation-lead")
    plan_id = a_plan_in_place(lead, example_reading(), on=TODAY)
    compute_figures(on=TODAY)
    return plan_id, lead


@pytest.mark.slow
def test_figures_of_actions_are_the_plan_pages_own_counts(plan):
    plan_id, lead = plan
    viewer = viewer_of(lead, on=TODAY)
    lines = standing(lines_of(queries.plan_tree(plan_id, viewer=viewer).actions, (), TODAY))

    overdue = figures.figure("actions-overdue", viewer=viewer).value
    silent = figures.figure("actions-without-owner-or-date", viewer=viewer).value
    by_rating, _ = figures.figure("actions-by-rating", viewer=viewer).breakdowns

    assert overdue.numerator == sum(line.is_late for line in lines) > 0
    assert overdue.denominator == sum(line.rating.is_live for line in lines)
    assert silent.numerator == sum(applies(NO_OWNER_NAMED, line) or line.due_state == NO_DATE for line in lines) > 0
    assert {part.part: part.value.numerator for part in by_rating.parts} == Counter(line.rating.value for line in lines)
    assert len(figures.cases_behind("actions-overdue", viewer=viewer).rows) == overdue.numerator


@pytest.mark.slow
def test_the_plans_own_lines_propose_measures_and_people_decide(plan):
    plan_id, lead = plan
    viewer = viewer_of(lead, on=TODAY)

    proposed = figures.links_of(plan_id, viewer=viewer)

    named = {(each.section, each.line.measure.id) for each in proposed}
    assert {measure for _, measure in named} >= {
        "plans-in-20-weeks",
        "decisions-in-6-weeks",
        "weeks-to-issue",
        "reviews-overdue",
        "primary-need-mix",
        "plans-in-force",
        "requests",
        "placement-mix",
        "plan-growth",
    }
    assert all(each.is_proposed and each.why.startswith("Matched by words: “") for each in proposed)
    unlink(link_id=proposed[0].id, by=lead, on=TODAY)
    compute_figures(on=TODAY)
    assert proposed[0].id not in {each.id for each in figures.links_of(plan_id, viewer=viewer)}
    assert len(figures.links_of(plan_id, viewer=viewer)) == len(proposed) - 1


@pytest.mark.slow
def test_a_link_is_made_by_somebody_who_may_and_leaves_a_trace(plan):
    plan_id, lead = plan
    action = queries.plan_tree(plan_id, viewer=viewer_of(lead, on=TODAY)).actions[0]
    asked = {"plan_id": plan_id, "measure": "requests", "action_id": action.id, "expected_direction": "down"}

    made = link(**asked, why="Fewer families should need to ask", by=lead, on=TODAY)

    again = link(**asked, by=lead, on=TODAY)
    row = next(each for each in figures.links_of(plan_id, viewer=viewer_of(lead, on=TODAY)) if each.id == made)
    assert made == again
    assert (row.action_id, row.expected_direction, row.is_proposed) == (action.id, "down", False)
    assert AuditEntry.objects.filter(verb="link-measure", subject_ids=[str(made)]).count() == 2
    with pytest.raises(NotAllowed):
        link(**asked, by=a_person("caseworker"), on=TODAY)
    with pytest.raises(Problem, match="one section or to one action"):
        link(plan_id=plan_id, measure="requests", by=lead, on=TODAY)
    with pytest.raises(Problem, match="no measure called"):
        link(**asked | {"measure": "wishes"}, by=lead, on=TODAY)

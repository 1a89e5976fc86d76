"""What adopting a practice does to the plan, what it refuses, and what is reported back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.live_plan import a_plan_in_place
from tests.support.people import TODAY
from tests.support.practice import adopted, running

from oneplan.actions import adoptions, plan_parts, running_services
from oneplan.answers import practice, services
from oneplan.answers.evaluation_origins import origins_of_action
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.source import Source
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.figures.models import MeasureLink
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.improvement.models import Action
from oneplan.records.practice import queries
from oneplan.records.practice.models import Adoption, ServiceVersion

LATER = TODAY + timedelta(days=1)


@pytest.fixture
def plan(lead):
    return a_plan_in_place(lead, on=TODAY)


@pytest.fixture
def section(plan):
    return Action.objects.get(ref="A1").section.slug


def test_an_adopted_step_is_an_action_that_says_where_it_came_from(plan, lead, section) -> None:
    adoptions.adopt(
        plan_id=plan,
        card_id="PG12",
        section=section,
        owner_role="SEND Manager",
        steps=(adoptions.Wanted("book", "Make a film with students", LATER),),
        by=lead,
        on=TODAY,
    )

    tree = plan_queries.plan_tree(plan, viewer=viewer_of(lead, on=TODAY))
    action = next(each for each in tree.actions if each.text == "Make a film with students")
    assert action.due.due_on == LATER
    assert [each.role for each in action.owners] == ["SEND Manager"]
    assert [(each.kind, each.ref) for each in action.sources] == [("practice-guide", "PG12")]


def test_a_measure_with_figures_is_linked_to_the_section_with_its_direction(plan, lead, section) -> None:
    adopted("PG08", plan, by=lead, on=TODAY)

    link = MeasureLink.objects.get(section__slug=section, measure="requests", is_removed=False)
    assert link.expected_direction == "down"
    assert link.why.endswith("(PG08)")


def test_a_link_that_somebody_made_before_keeps_their_reason(plan, lead, section) -> None:
    from oneplan.actions.measure_links import link

    link(plan_id=plan, measure="requests", section=section, why="Our own reason", by=lead, on=TODAY)

    adopted("PG08", plan, by=lead, on=TODAY)

    assert MeasureLink.objects.get(section__slug=section, measure="requests").why == "Our own reason"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"steps": ()}, "Choose at least one step"),
        ({"steps": (adoptions.Wanted("book"), adoptions.Wanted("book"))}, "chosen twice"),
        ({"steps": (adoptions.Wanted("dance"),)}, "has no step"),
        ({"owner_role": "  "}, "which role owns it"),
        ({"section": "nowhere"}, "Choose the section"),
        ({"card_id": "PG99"}, "no practice called"),
        ({"review_on": TODAY}, "must lie ahead"),
    ],
)
def test_what_an_adoption_lacks_is_said_and_nothing_is_kept(plan, lead, section, changes, says) -> None:
    before = Action.objects.count()
    asked = {"card_id": "PG12", "section": section, "owner_role": "Lead", "steps": (adoptions.Wanted("book"),)}

    with pytest.raises(Problem, match=says):
        adoptions.adopt(**{**asked, **changes}, plan_id=plan, by=lead, on=TODAY)

    assert (Action.objects.count(), Adoption.objects.count()) == (before, 0)


def test_a_section_adopts_a_practice_once(plan, lead) -> None:
    adopted("PG12", plan, by=lead, on=TODAY)

    with pytest.raises(Problem, match="adopted this practice already"):
        adopted("PG12", plan, by=lead, on=TODAY)


def test_an_action_owner_reads_the_library_and_adopts_nothing(plan, owner) -> None:
    with pytest.raises(NotAllowed):
        adopted("PG12", plan, by=owner, on=TODAY)


def test_the_checklist_can_be_ticked_and_opened_again_and_keeps_its_history(plan, lead) -> None:
    adoption_id = adopted("PG12", plan, by=lead, on=TODAY)
    viewer = viewer_of(lead, on=TODAY)
    line = queries.adoption(adoption_id, viewer=viewer).checklist[0].id
    common = {"adoption_id": adoption_id, "item": line, "by": lead}

    assert adoptions.tick(**common, is_done=True, on=TODAY)
    assert not adoptions.tick(**common, is_done=True, on=TODAY)
    assert queries.adoption(adoption_id, viewer=viewer).row.done == 1
    assert adoptions.tick(**common, is_done=False, on=LATER)

    assert queries.adoption(adoption_id, viewer=viewer).row.done == 0
    assert Adoption.objects.get().events.count() == 2


def test_a_report_says_what_happened_and_what_difference_it_made(plan, lead, public) -> None:
    adoption_id = adopted("PG12", plan, by=lead, on=TODAY, adapted="One school begins")
    with pytest.raises(Problem, match="what difference"):
        adoptions.report_back(adoption_id=adoption_id, happened="Twelve films", difference=" ", by=lead, on=TODAY)

    adoptions.report_back(
        adoption_id=adoption_id, happened="Twelve films", difference="Too early to say", by=lead, on=TODAY
    )

    told = practice.report_of(adoption_id, viewer=viewer_of(lead, on=TODAY))
    assert "Twelve films" in told
    assert "Too early to say" in told
    shown_to_the_public = practice.report_of(adoption_id, viewer=viewer_of(public, on=TODAY))
    assert "Twelve films" not in shown_to_the_public
    assert "One school begins" not in shown_to_the_public


def test_a_finding_still_open_brings_up_the_practice_that_answers_it(plan, lead, section) -> None:
    plan_parts.add_action(
        plan_id=plan,
        section=section,
        text="Answer the inspectors",
        source=Source("inspection-finding", "Too few young people go into employment"),
        reason="Inspected",
        by=lead,
        on=TODAY,
    )

    found = practice.ranked_cards(plan, viewer=viewer_of(lead, on=TODAY), on=TODAY)

    assert found.ranked[0].card.id == "PG21"
    says = found.ranked[0].reasons[0].signal.says
    assert says.startswith("the finding “Too few young people go into employment” is still open in ")


# ---- Services --------------------------------------------------------------------------------------------------


def test_a_service_is_set_up_as_a_version_with_the_areas_own_clocks_and_why(plan, lead) -> None:
    slug = running("PG11", plan, by=lead, on=TODAY, clocks={"triage": 3}, why="Two part-time posts")

    row = services.service(slug, viewer=viewer_of(lead, on=TODAY), on=TODAY).row
    assert next(each.number for each in row.service.clocks if each.id == "triage") == 3
    assert row.versions[0].why == "Two part-time posts"


def test_a_service_that_differs_needs_its_reason(plan, lead) -> None:
    with pytest.raises(Problem, match="why it differs"):
        running("PG11", plan, by=lead, on=TODAY, clocks={"triage": 3})


def test_a_limit_in_law_cannot_be_set_through_a_service(plan, lead) -> None:
    with pytest.raises(Problem, match="nothing called EHCNA-01"):
        running("PG11", plan, by=lead, on=TODAY, clocks={"EHCNA-01": 30}, why="We are busy")


def test_a_change_makes_a_new_version_and_an_old_form_is_refused_with_what_was_set(plan, lead) -> None:
    slug = running("PG11", plan, by=lead, on=TODAY)
    common = {"slug": slug, "by": lead, "on": LATER}

    number = running_services.change_service(**common, version=1, clocks={"triage": 4}, why="Sickness")

    assert (number, ServiceVersion.objects.count()) == (2, 2)
    with pytest.raises(Problem, match="version 2 meanwhile: Sickness"):
        running_services.change_service(**common, version=1, clocks={"triage": 5}, why="More sickness")
    with pytest.raises(Problem, match="Nothing would change"):
        running_services.change_service(**common, version=2, why="Nothing")


def test_a_practice_that_is_plan_content_brings_no_service(plan, lead) -> None:
    adoption_id = adopted("PG23", plan, by=lead, on=TODAY)

    with pytest.raises(Problem, match="brings no service"):
        running_services.set_up(adoption_id=adoption_id, by=lead, on=TODAY)


def test_an_action_tells_from_which_adopted_practice_it_came(plan, lead) -> None:
    adoption_id = adopted("PG12", plan, by=lead, on=TODAY)
    brought = Adoption.objects.get().steps.order_by("position")[0].action.public_id
    other = Action.objects.get(ref="A1").public_id
    viewer = viewer_of(lead, on=TODAY)

    (origin,) = origins_of_action(brought, viewer=viewer)

    assert (origin.route, origin.arg) == ("adoption", adoption_id)
    assert origin.said.startswith("A step of a practice that was adopted on 2 March 2026. 0 of ")
    assert origins_of_action(other, viewer=viewer) == ()

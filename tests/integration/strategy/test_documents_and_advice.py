from datetime import date, timedelta

import pytest
from tests.support.live_plan import a_plan_in_place, some_people
from tests.support.people import person

from oneplan.actions import strategy, strategy_advice
from oneplan.actions import strategy_documents as documents
from oneplan.answers import strategy as answers
from oneplan.answers.readiness import documents_ready, lists_ready
from oneplan.core.access import NotAllowed
from oneplan.core.instruments.statements import Overtaken
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.strategy import queries

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def seen(user, *, on=ON):
    return viewer_of(user, on=on)


@pytest.fixture
def people(db):
    return some_people()


@pytest.fixture
def plan(people):
    return a_plan_in_place(people.lead, on=ON - timedelta(days=30))


@pytest.fixture
def slug(people, plan):
    return plan_queries.plan_tree(plan, viewer=seen(people.lead)).sections[0].slug


def a_fact(people, plan, slug, **changes):
    told = {"statement": "Waits for autism assessment.", "number": "61 weeks", "source": "Provider", "dated_on": ON}
    supersedes = changes.pop("supersedes", "")
    return strategy.record_fact(
        plan_id=plan,
        words=strategy.FactWords(**{**told, **changes}),
        sections=(slug,) if not supersedes else (),
        supersedes=supersedes,
        by=people.lead,
        on=ON,
    )


def a_version(people, *, steps=("Forum", "Board")):
    name = documents.add_document(
        kind="strategy", title="Strategy", says="", owner_role="Lead", checklist="strategy", by=people.lead, on=ON
    )
    version = documents.begin_version(
        document_id=name,
        label="2026",
        steps=tuple(documents.RouteStep(each) for each in steps),
        by=people.lead,
        on=ON,
    )
    return name, version


def steps_of(people, name):
    return queries.document(name, viewer=seen(people.lead)).versions[0].steps


def agreement_words(**changes):
    told = {name: name for name in ("title", "parties", "purpose", "lawful_basis", "flows", "owner_role")}
    return strategy.AgreementWords(**{**told, "signed_on": ON, **changes})


def an_adviser(people):
    programme = strategy_advice.record_programme(
        kind="adviser", title="Adviser", by_whom="Department", says="", first_day=ON, by=people.lead, on=ON
    )
    return strategy_advice.record_recommendation(
        programme_id=programme, text="Exceptions first.", made_on=ON, by=people.lead, on=ON
    )


def test_a_newer_fact_takes_the_place_of_the_older_and_both_stay(people, plan, slug):
    older = a_fact(people, plan, slug, dated_on=ON - timedelta(days=90))

    newer = a_fact(people, plan, slug, number="54 weeks", supersedes=older)

    known = answers.known(viewer=seen(people.lead))
    assert [each.row.id for group in known.priorities for each in group.facts] == [newer]
    assert [each.row.id for each in known.replaced] == [older]


def test_an_older_fact_cannot_take_the_place_of_a_newer_one(people, plan, slug):
    newer = a_fact(people, plan, slug)

    with pytest.raises(Problem, match="is newer"):
        a_fact(people, plan, slug, dated_on=ON - timedelta(days=1), supersedes=newer)


def test_a_fact_without_a_place_in_the_plan_is_refused(people, plan):
    with pytest.raises(Problem, match="which priority or section"):
        strategy.record_fact(
            plan_id=plan, words=strategy.FactWords("A fact.", "1", "Source", ON), by=people.lead, on=ON
        )


def test_facts_stand_the_oldest_first_and_old_ones_are_marked_stale(people, plan, slug):
    a_fact(people, plan, slug, number="new")
    a_fact(people, plan, slug, number="old", dated_on=date(2023, 1, 1))

    known = answers.known(viewer=seen(people.lead))

    told = [(each.row.number, each.is_stale) for group in known.priorities for each in group.facts]
    assert told == [("old", True), ("new", False)]
    assert known.stale == 1


def test_a_version_comes_into_force_once_everybody_on_its_way_has_signed(people):
    name, version = a_version(people)
    chair = person("chair")
    documents.record_step(step_id=steps_of(people, name)[0].id, result="signed", note="", by=chair, on=ON)

    with pytest.raises(Problem, match="Board has not signed it off"):
        documents.put_in_force(
            version_id=version, in_force_on=ON, review_on=ON + timedelta(days=365), by=people.lead, on=ON
        )
    documents.record_step(step_id=steps_of(people, name)[1].id, result="signed", note="", by=chair, on=ON)
    documents.put_in_force(
        version_id=version, in_force_on=ON, review_on=ON + timedelta(days=365), by=people.lead, on=ON
    )

    assert queries.document(name, viewer=seen(people.lead)).in_force.label == "2026"


def test_steps_are_taken_in_their_order(people):
    name, _ = a_version(people)

    with pytest.raises(Problem, match="Forum comes first"):
        documents.record_step(step_id=steps_of(people, name)[1].id, result="signed", note="", by=person("chair"), on=ON)


def test_a_version_sent_back_is_written_again_with_the_reason_beside_it(people):
    name, _ = a_version(people)
    chair = person("chair")

    with pytest.raises(Problem, match="Say why"):
        documents.record_step(step_id=steps_of(people, name)[0].id, result="sent-back", note="", by=chair, on=ON)
    documents.record_step(step_id=steps_of(people, name)[0].id, result="sent-back", note="Too long.", by=chair, on=ON)

    version = queries.document(name, viewer=seen(people.lead)).versions[0]
    assert (version.state, version.steps[0].note, version.next_step.who) == ("draft", "Too long.", "Forum")


def test_whoever_writes_a_strategy_does_not_sign_it_off(people):
    name, _ = a_version(people)

    with pytest.raises(NotAllowed):
        documents.record_step(step_id=steps_of(people, name)[0].id, result="signed", note="", by=people.lead, on=ON)


def test_the_version_before_is_replaced_and_stays(people):
    name, first = a_version(people, steps=("Board",))
    chair = person("chair")
    for label, version in (("2026", first), ("2027", "")):
        made = version or documents.begin_version(
            document_id=name, label=label, steps=(documents.RouteStep("Board"),), by=people.lead, on=ON
        )
        row = queries.document(name, viewer=seen(people.lead))
        step = next(each for each in row.versions if each.id == made).steps[0]
        documents.record_step(step_id=step.id, result="signed", note="", by=chair, on=ON)
        documents.put_in_force(
            version_id=made, in_force_on=ON, review_on=ON + timedelta(days=365), by=people.lead, on=ON
        )

    states = {each.label: each.state for each in queries.document(name, viewer=seen(people.lead)).versions}
    assert states == {"2026": "replaced", "2027": "in-force"}


def test_an_agreement_says_between_whom_what_for_and_on_which_basis(people):
    with pytest.raises(Problem, match="needs the lawful basis, what flows"):
        strategy.record_agreement(words=agreement_words(lawful_basis="", flows=" "), by=people.lead, on=ON)


def test_an_agreement_past_its_review_day_is_not_in_date(people):
    strategy.record_agreement(words=agreement_words(review_on=ON + timedelta(days=10)), by=people.lead, on=ON)
    strategy.record_agreement(words=agreement_words(signed_on=None), by=people.lead, on=ON)

    now = answers.agreements(viewer=seen(people.lead))
    later = answers.agreements(viewer=seen(people.lead, on=ON + timedelta(days=11)))

    assert (len(now.current), now.needed, len(later.current)) == (1, 2, 0)


def test_two_who_change_one_agreement_do_not_overwrite_each_other(people):
    name = strategy.record_agreement(words=agreement_words(), by=people.lead, on=ON)
    strategy.revise_agreement(
        agreement_id=name, revision=1, words=agreement_words(purpose="One."), by=people.lead, on=ON
    )

    with pytest.raises(Overtaken):
        strategy.revise_agreement(
            agreement_id=name, revision=1, words=agreement_words(purpose="Two."), by=people.lead, on=ON
        )


def test_a_recommendation_is_answered_by_an_action_and_closed_with_evidence(people, plan, slug):
    name = an_adviser(people)

    action_id = strategy_advice.accept_recommendation(
        recommendation_id=name, plan_id=plan, section=slug, text="Show exceptions first", by=people.lead, on=ON
    )
    strategy_advice.close_recommendation(recommendation_id=name, evidence="Pack of May.", by=people.lead, on=ON)

    row = queries.recommendation(name, viewer=seen(people.lead))
    assert (row.state, row.action_id, row.closed_evidence) == ("closed", action_id, "Pack of May.")
    assert queries.recommendations_of_action(action_id, viewer=seen(people.lead))[0][2] == "Exceptions first."


def test_a_recommendation_is_refused_with_a_reason_or_not_at_all(people):
    name = an_adviser(people)

    with pytest.raises(Problem, match="Say why"):
        strategy_advice.refuse_recommendation(recommendation_id=name, reason="", by=people.lead, on=ON)
    strategy_advice.refuse_recommendation(recommendation_id=name, reason="Tried before.", by=people.lead, on=ON)

    with pytest.raises(Problem, match="is refused, with the reason"):
        strategy_advice.close_recommendation(recommendation_id=name, evidence="None.", by=people.lead, on=ON)


def test_the_checklist_is_answered_by_the_version_in_force_and_says_when_it_is_too_old(people):
    name, version = a_version(people, steps=("Board",))
    before = {each.id: each for each in documents_ready(viewer=seen(people.lead))}["strategy"]
    step = steps_of(people, name)[0].id
    documents.record_step(step_id=step, result="signed", note="", by=person("chair"), on=ON)
    documents.put_in_force(
        version_id=version, in_force_on=ON, review_on=ON + timedelta(days=365), by=people.lead, on=ON
    )

    now = {each.id: each for each in documents_ready(viewer=seen(people.lead))}["strategy"]
    later = {each.id: each for each in documents_ready(viewer=seen(people.lead, on=date(2029, 3, 3)))}["strategy"]

    assert (before.is_in_force, before.document_id) == (False, name)
    assert (now.is_fresh, later.is_fresh, later.is_in_force) == (True, False, True)


def test_lists_that_no_record_holds_say_who_could_supply_them(people):
    lists = {each.id: each for each in lists_ready(viewer=seen(people.lead))}

    assert len(lists) == 16
    assert (lists["L1"].is_held, lists["L1"].total, lists["L1"].share) == (True, 0, None)
    assert (lists["L10"].is_held, lists["L10"].supplied_by) == (False, "NHS integrated care board")

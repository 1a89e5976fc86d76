from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.support.live_plan import a_plan_in_place, some_people
from tests.support.people import person
from tests.support.statements import ON, OPENED, a_round, a_statement, agreed, evidenced, words

from oneplan.actions import evaluation, evaluation_evidence, evaluation_outside
from oneplan.actions.evaluation_evidence import FigureCited
from oneplan.actions.evaluation_rounds import open_round
from oneplan.answers import evaluation as answers
from oneplan.answers.evaluation_pack import meeting_pack
from oneplan.core.access import NotAllowed
from oneplan.core.instruments.statements import Overtaken
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.evaluation import queries
from oneplan.records.evaluation.models import StatementEvent
from oneplan.records.improvement.models import Action
from oneplan.rulebook.instruments import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(db):
    return person("chair", email="chair@example.org")


@pytest.fixture
def forum(db):
    return person("parent-carer-forum", email="forum@example.org")


def seen(user, *, on=ON):
    return viewer_of(user, on=on)


def test_a_statement_without_evidence_cannot_be_put_forward_and_all_that_is_missing_is_named(analyst):
    a_round(analyst)
    name = a_statement(analyst, impact="", owner_role="")

    with pytest.raises(Problem, match="Missing: what it means for children and young people; an owner; evidence"):
        evaluation.ask_agreement(statement_id=name, by=analyst, on=ON)


def test_a_statement_with_old_evidence_only_cannot_be_put_forward(analyst):
    a_round(analyst)
    name = a_statement(analyst)
    evidenced(name, analyst, dated_on=date(2024, 12, 31))

    with pytest.raises(Problem, match="the newest is of 31 December 2024"):
        evaluation.ask_agreement(statement_id=name, by=analyst, on=ON)


def test_a_statement_on_what_children_experience_needs_a_source_that_speaks_for_them(analyst):
    a_round(analyst)
    name = a_statement(analyst, instrument="area-inspection", question="I3")
    evidenced(name, analyst, kind="document")

    with pytest.raises(Problem, match="a source that speaks for children"):
        evaluation.ask_agreement(statement_id=name, by=analyst, on=ON)
    evidenced(name, analyst, kind="voice")

    assert evaluation.ask_agreement(statement_id=name, by=analyst, on=ON) == "I3"


def test_nobody_agrees_what_they_wrote(lead):
    a_round(lead)
    name = a_statement(lead)
    evidenced(name, lead)
    evaluation.ask_agreement(statement_id=name, by=lead, on=ON)

    with pytest.raises(Problem, match="You wrote this statement"):
        evaluation.agree(statement_id=name, by=lead, on=ON)


def test_nobody_agrees_what_their_own_role_owns(analyst, lead):
    a_round(analyst)
    name = a_statement(analyst, owner_role="SEND Transformation Lead")
    evidenced(name, analyst)
    evaluation.ask_agreement(statement_id=name, by=analyst, on=ON)

    with pytest.raises(NotAllowed):
        evaluation.agree(statement_id=name, by=lead, on=ON)


def test_an_action_owner_writes_for_their_own_role_only(owner):
    lead = person("transformation-lead", email="other@example.org")
    a_round(lead)

    assert a_statement(owner, owner_role="SEND Manager")
    with pytest.raises(NotAllowed):
        a_statement(owner, owner_role="Head of Joint Commissioning")


def test_an_agreed_statement_that_is_changed_has_to_be_agreed_again(analyst, chair):
    a_round(analyst)
    name = agreed(analyst, chair)

    evaluation.revise_statement(
        statement_id=name, version=1, words=words(claim="It is worse again."), by=analyst, on=ON
    )

    row = queries.statement(name, viewer=seen(analyst))
    assert (row.state, row.agreed_by, row.version) == ("draft", "", 2)


def test_two_who_change_the_same_statement_are_shown_both_texts(analyst, lead):
    a_round(analyst)
    name = a_statement(analyst)
    evaluation.revise_statement(statement_id=name, version=1, words=words(claim="First."), by=lead, on=ON)

    with pytest.raises(Overtaken) as refused:
        evaluation.revise_statement(statement_id=name, version=1, words=words(claim="Second."), by=analyst, on=ON)

    assert (refused.value.theirs, refused.value.mine, refused.value.version) == ("First.", "Second.", 2)


def test_taking_the_only_evidence_away_takes_the_agreement_away(analyst, chair):
    a_round(analyst)
    name = agreed(analyst, chair)
    cited = queries.statement(name, viewer=seen(analyst)).citations[0]

    evaluation_evidence.remove_citation(citation_id=cited.id, reason="It was withdrawn.", by=analyst, on=ON)

    row = queries.statement(name, viewer=seen(analyst))
    assert (row.state, row.citations) == ("draft", ())


def test_a_figure_keeps_the_value_it_was_cited_with(analyst):
    a_round(analyst)
    name = a_statement(analyst)
    then = FigureCited("plans-in-20-weeks", "Plans in time", "63%", None, "January 2026", date(2026, 1, 31))

    evaluation_evidence.cite_figure(statement_id=name, figure=then, shows="", by=analyst, on=ON)

    (cited,) = answers.statement_page(name, viewer=seen(analyst)).view.citations
    assert (cited.row.cited_words, cited.row.cited_period, cited.row.dated_on) == (
        "63%",
        "January 2026",
        date(2026, 1, 31),
    )
    assert cited.now == ""
    assert not cited.has_moved


def test_a_new_round_carries_each_statement_to_be_looked_at_again_with_its_evidence(analyst, chair):
    a_round(analyst)
    old = agreed(analyst, chair)

    open_round(title="2027", by=analyst, on=ON + timedelta(days=1))

    viewer = seen(analyst)
    (row,) = queries.statements(queries.open_round(viewer=viewer).id, viewer=viewer)
    assert (row.state, row.carried_from, row.agreed_by) == ("to-review", old, "")
    assert [each.shows for each in row.citations] == ["What it shows."]
    with pytest.raises(Problem, match="is closed"):
        evaluation.withdraw_statement(statement_id=old, reason="Too late.", by=analyst, on=ON)


def test_what_was_done_to_a_statement_is_never_changed(analyst):
    a_round(analyst)
    a_statement(analyst)

    with pytest.raises(DatabaseError), transaction.atomic():
        StatementEvent.objects.update(kind="never")


def test_the_forum_asks_and_the_answer_stands_beside_the_question(analyst, forum):
    a_round(analyst)
    name = a_statement(analyst)

    question = evaluation_evidence.ask_question(statement_id=name, text="Who says so?", by=forum, on=ON)
    evaluation_evidence.answer_question(question_id=question, answer="The audit.", by=analyst, on=ON)

    (asked,) = queries.statement(name, viewer=seen(forum)).scrutiny
    assert (asked.asked_by, asked.answer) == (forum.name, "The audit.")
    assert queries.open_scrutiny(viewer=seen(forum)) == ()


def test_the_forum_neither_writes_nor_agrees(analyst, forum):
    a_round(analyst)
    name = a_statement(analyst)

    with pytest.raises(NotAllowed):
        evaluation.revise_statement(statement_id=name, version=1, words=words(), by=forum, on=ON)
    with pytest.raises(NotAllowed):
        evaluation.agree(statement_id=name, by=forum, on=ON)


def test_a_gap_becomes_an_action_that_says_where_it_comes_from():
    people = some_people()
    plan = a_plan_in_place(people.lead, on=OPENED)
    a_round(people.lead)
    name = a_statement(people.lead)
    section = Action.objects.filter(plan__public_id=plan).order_by("position").first().section.slug

    action_id = evaluation_evidence.turn_gap_into_action(
        statement_id=name,
        gap="Nobody checks.",
        plan_id=plan,
        section=section,
        text="Check each month",
        by=people.lead,
        on=ON,
    )

    assert queries.statements_of_action(action_id, viewer=seen(people.lead))[0][2] == "Nobody checks."
    (gap,) = queries.statement(name, viewer=seen(people.lead)).gaps
    assert (gap.action_id, gap.action_text) == (action_id, "Check each month")


def test_only_a_statement_from_before_shows_that_we_knew(analyst, chair):
    a_round(analyst)
    late = a_statement(analyst)
    review = evaluation_outside.record_review(
        kind="inspection", title="Inspection", by_whom="Inspectors", held_on=ON - timedelta(days=5), by=analyst, on=ON
    )
    finding = evaluation_outside.record_finding(
        review_id=review, kind="improve", text="Waits are long.", criterion="I1", by=analyst, on=ON
    )

    with pytest.raises(Problem, match="written after they looked"):
        evaluation_outside.match_finding(finding_id=finding, match="known", statement_id=late, by=analyst, on=ON)
    evaluation_outside.match_finding(finding_id=finding, match="unknown", by=analyst, on=ON)

    matched = answers.outside(viewer=seen(chair)).matched
    assert (matched.findings, matched.known, matched.unknown, matched.closed) == (1, 0, 1, 0)


def test_a_finding_is_closed_by_evidence_and_not_by_a_date(analyst):
    review = evaluation_outside.record_review(
        kind="peer-review", title="Peer review", by_whom="A neighbour", held_on=OPENED, by=analyst, on=ON
    )
    finding = evaluation_outside.record_finding(review_id=review, kind="improve", text="Follow up.", by=analyst, on=ON)

    with pytest.raises(Problem, match="what shows that it is dealt with"):
        evaluation_outside.close_finding(finding_id=finding, evidence=" ", by=analyst, on=ON)
    evaluation_outside.close_finding(finding_id=finding, evidence="Audit of May.", by=analyst, on=ON)

    assert answers.outside(viewer=seen(analyst)).matched.closed == 1


def test_the_heat_map_counts_agreed_statements_and_those_on_tips_that_bear_on_a_criterion(analyst, chair):
    a_round(analyst)
    agreed(analyst, chair, question="T1.2", judgement="weak")
    a_statement(analyst, instrument="area-inspection", question="P6")

    heat = {each.question.id: each for each in answers.overview(viewer=seen(chair)).heat}

    assert {word.id: number for word, number in heat["P6"].counts} == {
        "strong": 0, "developing": 0, "weak": 1, "not-known": 0,
    }  # fmt: skip
    assert (heat["P6"].drafts, heat["P6"].current) == (1, 1)
    assert heat["I1"].agreed == 0


def test_the_pack_says_which_judgements_are_others_than_at_the_last_meeting(analyst, chair):
    a_round(analyst, on=ON - timedelta(days=200))
    name = agreed(analyst, chair)
    evaluation_outside.record_review(
        kind="engagement", title="Meeting", by_whom="Inspectors", held_on=ON, by=analyst, on=ON
    )
    later = ON + timedelta(days=60)
    evaluation.revise_statement(statement_id=name, version=1, words=words(judgement="strong"), by=analyst, on=later)
    evaluation.ask_agreement(statement_id=name, by=analyst, on=later)
    evaluation.agree(statement_id=name, by=chair, on=later)

    pack = meeting_pack(viewer=seen(chair, on=later))

    assert [(each.before.id, each.view.judgement.id) for each in pack.changed] == [("developing", "strong")]
    assert pack.pages == 1


def test_a_question_names_the_records_that_are_missing_and_who_could_supply_them(analyst):
    view = answers.question_view("ten-tips", "T3.2", viewer=seen(analyst))

    says = {each.ref: each for each in view.records}

    assert says["M217"].is_missing
    assert says["M217"].missing.startswith(
        "No record here says whether foster carers, kinship carers and adopters hold the plan: measure M217"
    )
    assert says["M217"].supplied_by


@pytest.mark.parametrize("instrument", answers.INSTRUMENTS)
def test_every_question_can_say_what_bears_on_it(analyst, instrument):
    for question in load().instrument(instrument).questions:
        view = answers.question_view(instrument, question.id, viewer=seen(analyst))
        assert view.records
        assert all(each.says or each.missing for each in view.records)

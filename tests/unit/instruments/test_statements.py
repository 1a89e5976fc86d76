from dataclasses import replace
from datetime import date

import pytest

from oneplan.core.instruments.statements import CitedEvidence, Stated, faults
from oneplan.rulebook.evaluation_files import evaluation_words
from oneplan.rulebook.instruments import load

ON = date(2026, 2, 2)
RULES = evaluation_words().rules
GOOD = Stated(
    claim="Most assessments finish in time.",
    judgement="developing",
    impact="Families wait less long to know where they are.",
    what_next="Put a second psychologist in post.",
    owner="Head of Service: SEND",
    claims_impact=False,
    evidence=(CitedEvidence("figure", date(2026, 1, 31)),),
)


def test_a_whole_statement_with_fresh_evidence_lacks_nothing():
    assert faults(GOOD, RULES, on=ON) == ()


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"claim": " "}, "the claim"),
        ({"judgement": ""}, "a judgement"),
        ({"impact": ""}, "what it means for children"),
        ({"what_next": ""}, "what happens next"),
        ({"owner": ""}, "an owner"),
        ({"evidence": ()}, "no figure, audit, survey, voice or document is cited"),
        ({"evidence": (CitedEvidence("audit", date(2025, 2, 2)),)}, "more than 12 months ago"),
        ({"claims_impact": True}, "an audit of files or practice"),
    ],
)
def test_what_is_missing_is_named(changes, lacks):
    found = faults(replace(GOOD, **changes), RULES, on=ON)

    assert len(found) == 1
    assert lacks in found[0]


def test_evidence_is_fresh_until_the_day_before_twelve_months_are_over():
    told = replace(GOOD, evidence=(CitedEvidence("audit", date(2025, 2, 3)),))

    assert faults(told, RULES, on=ON) == ()


@pytest.mark.parametrize("kind", ["audit", "survey", "voice"])
def test_a_claim_of_impact_stands_on_a_source_that_speaks_for_children(kind):
    told = replace(GOOD, claims_impact=True, evidence=(CitedEvidence(kind, ON),))

    assert faults(told, RULES, on=ON) == ()


def test_an_old_voice_does_not_carry_a_claim_of_impact():
    old = CitedEvidence("voice", date(2024, 1, 1))
    told = replace(GOOD, claims_impact=True, evidence=(*GOOD.evidence, old))

    assert len(faults(told, RULES, on=ON)) == 1


def test_the_ten_tips_hold_sixty_eight_questions_each_with_its_place_and_its_records():
    tips = load().instrument("ten-tips")

    counted = [len(tips.in_domain(each.id)) for each in tips.domains]

    assert counted == [10, 8, 7, 8, 7, 6, 4, 5, 8, 5]
    assert all(each.bears_on and each.place and each.asks for each in tips.questions)


def test_the_inspection_criteria_are_five_on_impact_and_six_on_partnership_with_three_outcomes():
    criteria = load().instrument("area-inspection")

    assert [each.id for each in criteria.questions] == [
        *(f"I{n}" for n in range(1, 6)), *(f"P{n}" for n in range(1, 7)),
    ]  # fmt: skip
    assert len(criteria.outcomes) == 3
    assert {each.status for each in criteria.outcomes} == {"from knowledge"}


def test_every_tip_names_a_criterion_that_there_is():
    criteria = {each.id for each in load().instrument("area-inspection").questions}

    named = {
        record.ref
        for each in load().instrument("ten-tips").questions
        for record in each.bears_on
        if record.kind == "criterion"
    }

    assert named == criteria

"""Registers, money and baselines: what each asks, who signs what, and what is kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.support.people import TODAY, person
from tests.support.plans import imported_plan, read_action, reading

from oneplan.actions import baselines, cost_avoidance, plan_parts, registers
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.avoidance import AvoidanceWords, financial_year
from oneplan.core.improvement.reading import Due, DuePrecision, Owner
from oneplan.core.improvement.registers import EntryWords
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries

pytestmark = pytest.mark.django_db
LATER = Due("30 June 2027", date(2027, 6, 30), date(2027, 6, 30), DuePrecision.DAY)
RISK = EntryWords(
    words="The new unit may open late",
    detail="Weekly check with the builder",
    owner_role="SEND Manager",
    likelihood="likely",
    impact="serious",
    review_on=date(2026, 4, 1),
)


@pytest.fixture
def plan_id(lead):
    other = (Owner("Head of Health"),)
    return imported_plan(lead, reading(read_action("A1"), read_action("A2", owners=other)))


@pytest.fixture
def sees(lead):
    return viewer_of(lead, on=TODAY)


@pytest.fixture
def row(plan_id, sees):
    return lambda ref: next(each for each in queries.plan_tree(plan_id, viewer=sees).actions if each.ref == ref)


@pytest.fixture
def board(db):
    return person("board-member", email="board@example.org")


@pytest.fixture
def finance(db):
    return person("finance-lead", email="finance@example.org")


def _open(plan_id, by, **more):
    return registers.open_entry(plan_id=plan_id, kind="risk", entry=replace(RISK, **more), by=by, on=TODAY)


def test_a_risk_says_how_grave_it_is_in_words(plan_id, sees, lead):
    _open(plan_id, lead)

    found = queries.registers(plan_id, sees).risks
    assert [(each.ref, each.level, each.day) for each in found] == [("R1", "very-high", date(2026, 4, 1))]


def test_a_risk_without_its_mitigation_is_refused_and_names_it(plan_id, lead):
    with pytest.raises(Problem, match="what is done about it and the day it is looked at again"):
        _open(plan_id, lead, detail="", review_on=None)


def test_the_gravest_and_soonest_stand_first_and_the_ended_last(plan_id, sees, lead):
    _open(plan_id, lead, likelihood="rare", impact="small")
    _open(plan_id, lead, review_on=date(2026, 5, 1))
    ended = _open(plan_id, lead)
    _open(plan_id, lead)
    registers.close_entry(entry_id=ended, version=1, outcome="passed", words="It opened", by=lead, on=TODAY)

    assert [each.ref for each in queries.registers(plan_id, sees).risks] == ["R4", "R2", "R1", "R3"]


def test_everything_an_entry_ever_said_is_kept(plan_id, sees, lead):
    entry_id = _open(plan_id, lead)
    registers.change_entry(
        entry_id=entry_id, version=1, entry=replace(RISK, impact="severe"), reason="Worse now", by=lead, on=TODAY
    )
    registers.close_entry(entry_id=entry_id, version=2, outcome="happened", words="It was late", by=lead, on=TODAY)
    registers.reopen_entry(entry_id=entry_id, version=3, reason="Closed by mistake", by=lead, on=TODAY)

    entry, kept = queries.register_entry(entry_id, viewer=sees)
    assert [each.kind for each in kept] == ["reopened", "closed", "changed", "opened"]
    assert (kept[2].before["impact"], kept[2].after["impact"]) == ("serious", "severe")
    assert entry.is_open


def test_two_who_change_one_entry_see_both_texts(plan_id, lead):
    entry_id = _open(plan_id, lead)
    common = {"entry_id": entry_id, "version": 1, "reason": "Clearer", "by": lead, "on": TODAY}
    registers.change_entry(entry=replace(RISK, words="First"), **common)

    with pytest.raises(Stale) as refused:
        registers.change_entry(entry=replace(RISK, words="Second"), **common)

    assert (refused.value.mine, refused.value.theirs) == ("Second", "First")


def test_an_owner_keeps_the_entries_of_their_own_role_and_no_others(plan_id, owner):
    assert _open(plan_id, owner)

    with pytest.raises(NotAllowed):
        _open(plan_id, owner, owner_role="Head of Health")


def test_the_public_reads_no_register(plan_id, public, lead):
    _open(plan_id, lead)

    assert queries.registers(plan_id, viewer_of(public, on=TODAY)).entries == ()


def _ask(row, by):
    why = {"reason": "The funding came late"}
    return baselines.ask_for_baseline(
        action_id=row("A1").id, version=row("A1").version, due=LATER, by=by, on=TODAY, **why
    )


def test_a_new_baseline_needs_somebody_else_and_keeps_the_first_date(plan_id, row, owner, board):
    request_id = _ask(row, owner)
    waiting = row("A1")
    baselines.decide_baseline(request_id=request_id, approve=True, words="Agreed", by=board, on=TODAY)

    after = row("A1")
    assert (waiting.is_baseline_asked, waiting.due.due_on) == (True, date(2027, 3, 31))
    assert (after.first_due_on, after.baseline_due_on, after.due.due_on) == (
        date(2027, 3, 31),
        LATER.due_on,
        LATER.due_on,
    )
    assert (after.baselines, after.is_baseline_asked) == (1, False)


def test_nobody_agrees_their_own_request(row, lead):
    request_id = _ask(row, lead)

    with pytest.raises(NotAllowed, match="somebody else decides"):
        baselines.decide_baseline(request_id=request_id, approve=True, words="Yes", by=lead, on=TODAY)


def test_a_refused_request_changes_no_date(plan_id, sees, row, owner, board):
    request_id = _ask(row, owner)

    baselines.decide_baseline(request_id=request_id, approve=False, words="Keep to it", by=board, on=TODAY)

    assert (row("A1").due.due_on, row("A1").baselines) == (date(2027, 3, 31), 0)
    assert [(each.state, each.words) for each in queries.baseline_requests(plan_id, viewer=sees)] == [
        ("refused", "Keep to it")
    ]


def test_one_request_is_decided_before_the_next_is_made(row, owner):
    _ask(row, owner)

    with pytest.raises(Problem, match="asked already"):
        _ask(row, owner)


def test_a_request_about_an_action_that_leaves_the_plan_waits_for_nobody(plan_id, sees, row, owner, lead):
    _ask(row, owner)
    one = row("A1")

    plan_parts.withdraw_action(action_id=one.id, version=one.version, reason="Merged", by=lead, on=TODAY)

    assert [each.state for each in queries.baseline_requests(plan_id, viewer=sees)] == ["overtaken"]
    assert not row("A1").is_baseline_asked


@pytest.fixture
def line(plan_id, sees):
    return AvoidanceWords(
        name="Places kept in mainstream",
        section=queries.plan_tree(plan_id, viewer=sees).sections[0].slug,
        counterfactual="Without outreach twelve children would have moved to independent schools",
        starts_on=date(2026, 4, 1),
        unit="a placement avoided for a year",
        unit_cost=Decimal(41000),
        ramp={"2026/27": Decimal(4), "2027/28": Decimal(8)},
        evidence="Panel log and fee schedule",
    )


def test_a_line_counts_once_finance_has_signed_it_and_its_year(plan_id, sees, line, lead, finance):
    line_id = cost_avoidance.write_line(plan_id=plan_id, line=line, by=lead, on=TODAY)
    unsigned = queries.cost_avoidance(plan_id, sees)
    cost_avoidance.sign_off_line(line_id=line_id, version=1, agreed=True, by=finance, on=TODAY)
    achieved = cost_avoidance.record_achieved(
        line_id=line_id,
        year="2026/27",
        quantity=Decimal(3),
        unit_cost=Decimal(40000),
        evidence="Three moves were not made",
        by=lead,
        on=TODAY,
    )
    waiting = queries.cost_avoidance(plan_id, sees)
    cost_avoidance.sign_off_achieved(achieved_id=achieved, agreed=True, by=finance, on=TODAY)

    found = queries.cost_avoidance(plan_id, sees)
    assert unsigned.years == ()
    assert (waiting.years[0].achieved, waiting.years[0].waiting) == (None, Decimal(120000))
    assert [(each.year, each.planned, each.achieved) for each in found.years] == [
        ("2026/27", Decimal(164000), Decimal(120000)),
        ("2027/28", Decimal(328000), None),
    ]
    assert found.share == Decimal("73.2")


@pytest.mark.parametrize("missing", ["counterfactual", "starts_on", "unit_cost", "ramp", "evidence"])
def test_a_line_that_leaves_something_out_is_refused(plan_id, line, lead, missing):
    with pytest.raises(Problem, match="The line does not say"):
        cost_avoidance.write_line(plan_id=plan_id, line=replace(line, **{missing: None}), by=lead, on=TODAY)


def test_two_sections_cannot_count_the_same_money(plan_id, sees, line, lead):
    cost_avoidance.write_line(plan_id=plan_id, line=line, by=lead, on=TODAY)
    other = queries.plan_tree(plan_id, viewer=sees).sections[1].slug

    with pytest.raises(Problem, match="C1 counts this money already"):
        cost_avoidance.write_line(
            plan_id=plan_id, line=replace(line, section=other, counterfactual="Otherwise said"), by=lead, on=TODAY
        )


def test_a_changed_line_waits_for_finance_again(plan_id, sees, line, lead, finance):
    line_id = cost_avoidance.write_line(plan_id=plan_id, line=line, by=lead, on=TODAY)
    cost_avoidance.sign_off_line(line_id=line_id, version=1, agreed=True, by=finance, on=TODAY)

    cost_avoidance.change_line(
        line_id=line_id, version=1, line=replace(line, unit_cost=Decimal(1)), reason="Fees fell", by=lead, on=TODAY
    )

    assert not queries.cost_avoidance(plan_id, sees).lines[0].is_signed


def test_nobody_signs_off_their_own_line(plan_id, line, finance):
    line_id = cost_avoidance.write_line(plan_id=plan_id, line=line, by=finance, on=TODAY)

    with pytest.raises(NotAllowed, match="somebody else signs"):
        cost_avoidance.sign_off_line(line_id=line_id, version=1, agreed=True, by=finance, on=TODAY)


def test_the_lead_may_not_sign_for_finance(plan_id, line, lead):
    line_id = cost_avoidance.write_line(plan_id=plan_id, line=line, by=lead, on=TODAY)

    with pytest.raises(NotAllowed):
        cost_avoidance.sign_off_line(line_id=line_id, version=1, agreed=True, by=lead, on=TODAY)


@pytest.mark.parametrize(("day", "year"), [(date(2026, 3, 31), "2025/26"), (date(2026, 4, 1), "2026/27")])
def test_a_financial_year_begins_in_april(day, year):
    assert financial_year(day, first_month=4) == year

"""The rulebook that is shipped: complete, consistent, and read strictly."""

import tomllib
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from oneplan.core.kernel import Problem
from oneplan.core.law import NoLawInForce, Status
from oneplan.core.pathways import Kind, Nature, Role
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.book import ORDER, ROOT, read_rulebook, rulebook_hash

BOOK = load_rulebook()
RULES = BOOK.rules
CLOCKS = [clock for pathway in RULES.pathways for clock in pathway.clocks]
ROLL_CALL = tomllib.loads((Path(__file__).parent / "roll_call.toml").read_text(encoding="utf-8"))

# Every rule that the product holds, by chapter. Rolls (TRIB-01 to TRIB-03) and conventions are inside the arithmetic.
RULE_IDS = {
    "assessment": [f"EHCNA-0{number}" for number in (0, 1, 2, 3, 4, 5, 6, 7, 9)] + ["PLAN-01"],
    "statistics": ["STAT-01", "STAT-03", "STAT-04", "STAT-05"],
    "reviews": [f"AR-{number:02}" for number in range(1, 16) if number not in (6, 7)] + ["AR-06", "AR-07"],
    "transfers": ["PT-01", "PT-02", "PT-03", "PT-04"],
    "moves": [f"MOVE-0{number}" for number in range(1, 6)],
    "re-assessment": ["RA-01", "RA-02", "RA-03"],
    "ceasing and ages": ["CEASE-01", "CEASE-02", "CEASE-03", "AGE-01", "AGE-02", "AGE-03"],
    "mediation": ["MED-01", "MED-02", "MED-02a", "MED-03", "MED-04", "MED-05", "MED-06"],
    "appeals": ["APP-01", "APP-02", "TRIB-04", "TRIB-05"],
    "orders": [f"ORD-0{number}" for number in range(1, 10)],
    "budgets and advice": ["PB-01", "PB-02", "PB-03", "HC-01", "HC-02", "HC-03", "HC-04"],
    "alternative provision": [f"AP-0{number}" for number in range(1, 10)],
    "exclusions": [f"PEX-{number:02}" for number in range(1, 11)],
    "attendance": ["ATT-05", "ATT-06", "ATT-07", "ATT-08", "CME-01", "EHE-01", "EHE-02", "EHE-03", "TRAV-01"],
    "care": [f"CIC-0{number}" for number in range(1, 10)] + [f"CSC-0{number}" for number in range(1, 9)] + ["INF-01"],
}


@pytest.mark.parametrize("chapter", RULE_IDS)
def test_every_rule_is_held_as_data(chapter: str):
    held = {clock.rule for clock in CLOCKS}

    assert set(RULE_IDS[chapter]) <= held


def test_every_exception_is_held_as_data():
    assert set(RULES.exceptions) == {"EXC-A", "EXC-B", "EXC-C", "EXC-D", "EXC-M", "EXC-R", "EXC-V"}


@pytest.mark.parametrize(
    ("part", "ids"),
    [
        ("pathways", [pathway.id for pathway in RULES.pathways]),
        ("parameters", list(RULES.parameters)),
        ("facts", list(RULES.facts)),
        ("clocks", list({clock.id for clock in CLOCKS})),
        ("exceptions", list(RULES.exceptions)),
    ],
)
def test_ids_answer_the_roll_call(part: str, ids: list[str]):
    assert sorted(ids) == ROLL_CALL[part]


def test_every_parameter_is_used():
    from oneplan.core.pathways.working import HOUR_OF_THE_DAY, UNCOUNTED

    used = {HOUR_OF_THE_DAY, *UNCOUNTED}
    for clock in CLOCKS:
        used |= {limb.parameter for limb in clock.limbs} | set(clock.parameters.values()) | {clock.look_back}
        refs = (*clock.starts, *clock.stops, *clock.superseded_by)
        conditions = [each for ref in refs for each in (*ref.when, *ref.any)]
        conditions += [each for limb in clock.limbs for each in limb.when]
        used |= {each.parameter for each in conditions}
    for each in RULES.exception_sets.values():
        used |= {name for allowed in each.allows.values() for name in allowed.parameters.values()}
    used |= {rule.parameter for rule in RULES.exceptions.values()}
    counted_elsewhere = {
        "dfe-statistics-flagged-share",
        "childrens-wellbeing-and-schools-act-2026-s-37-consent",
    }

    assert set(RULES.parameters) - used == counted_elsewhere


def test_every_parameter_says_where_it_was_read_and_when():
    for parameter in RULES.parameters.values():
        assert parameter.citation.source, parameter.id
        assert date(2026, 1, 1) <= parameter.citation.checked_on <= date(2026, 12, 31), parameter.id


def test_expected_law_gives_no_number():
    for parameter in RULES.parameters.values():
        if parameter.status is Status.EXPECTED:
            with pytest.raises(NoLawInForce):
                parameter.as_of(date(2030, 1, 1))


def test_guidance_is_never_held_as_a_duty():
    kinds = {clock.output: clock.kind for clock in CLOCKS}

    assert kinds["setting_response_due"] is Kind.GUIDANCE
    assert kinds["under_five_review_by"] is Kind.GUIDANCE
    assert kinds["section_19_trigger_on"] is Kind.GUIDANCE


def test_every_clock_that_is_a_duty_of_the_plan_has_somebody_to_carry_it():
    assert all(clock.owner for clock in CLOCKS)


def test_every_limit_can_be_met_or_is_a_right_that_lapses():
    without_stop = {
        clock.output
        for clock in CLOCKS
        if clock.role is Role.LIMIT and not clock.stops and clock.nature is not Nature.RIGHT
    }

    assert without_stop == set()


def test_pathways_are_read_in_a_settled_order():
    assert [pathway.id for pathway in RULES.pathways] == list(ORDER)


def test_the_rulebook_is_read_once():
    assert load_rulebook() is BOOK
    assert BOOK.parameters is RULES.parameters


def test_the_rulebook_is_read_in_well_under_a_second():
    started = perf_counter()

    read_rulebook(ROOT)

    assert perf_counter() - started < 1


def test_the_hash_changes_with_any_file(tmp_path: Path):
    for part in ("law", "pathways", "calendar"):
        (tmp_path / part).mkdir()
    (tmp_path / "law" / "one.toml").write_text("a = 1\n")
    before = rulebook_hash(tmp_path)

    (tmp_path / "law" / "one.toml").write_text("a = 2\n")

    assert rulebook_hash(tmp_path) != before
    assert len(BOOK.hash) == 64


def test_something_that_is_not_there_is_refused_by_name():
    with pytest.raises(Problem, match="no parameter called “reg-99”"):
        RULES.parameter("reg-99")

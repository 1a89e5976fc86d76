"""The return's rulebook: layouts, codes, survey days, checks and facts, read strictly and by collection."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from oneplan.core.kernel import Problem
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.returns import load
from oneplan.rulebook.returns.loading import ROOT, read_book

BOOK = load()


def test_it_is_read_once():
    assert load() is BOOK


def test_four_collections_have_layouts_and_the_next_has_its_days_only():
    assert BOOK.years == (2023, 2024, 2025, 2026)
    assert BOOK.collections[2027].survey_day == date(2027, 1, 21)
    assert BOOK.collections[2027].deadline == date(2027, 3, 11)


def test_a_collection_without_layout_is_refused_by_year():
    with pytest.raises(Problem, match="2027"):
        BOOK.collection(2027)


def test_there_are_as_many_authorities_as_keep_plans():
    real = {each for each in BOOK.authorities if not 500 <= int(each) <= 652}  # those between are invented areas

    assert len(real) == 153
    assert {"201", "895", "943"} <= BOOK.authorities
    assert "909" not in BOOK.authorities
    assert "909" in BOOK.authorities_in_upn


@pytest.mark.parametrize(
    ("year", "name", "code", "is_allowed"),
    [
        (2024, "need", "DS", False),
        (2025, "need", "DS", True),
        (2023, "sen-setting-of-placement", "OTH", False),
        (2023, "sex", "M", False),
        (2024, "gender", "1", False),
        (2026, "upn-unknown", "UN7", False),
    ],
)
def test_codes_belong_to_collections(year: int, name: str, code: str, is_allowed: bool):
    assert (code in BOOK.codes(name, year)) is is_allowed


def test_codes_that_no_source_shows_are_marked():
    guessed = {name for name, each in BOOK.code_sets.items() if any(not code.confirmed for code in each.codes)}

    assert guessed == {"designated-officer", "sex", "work-based", "direct-payments", "review-outcome"}


def test_longer_ethnicity_codes_count_in_their_group():
    codes = BOOK.codes("ethnicity", 2026)

    assert codes["WENG"].group == "WBRI"
    assert codes["BNGN"].group == "BAFR"
    assert sum(each.group == each.code for each in codes.values()) == 20


def test_checks_that_are_off_can_be_turned_on():
    assert "V02" not in BOOK.checks_in(2026)
    assert "V02" in BOOK.turning_on(["V02"]).checks_in(2026)


def test_no_number_of_the_departments_own_is_claimed():
    assert not any(each.dfe_rule_no for each in BOOK.checks.values())


def test_facts_reported_are_facts_of_the_pathways_and_none_is_also_impossible():
    known = {fact for pathway in load_rulebook().rules.pathways for fact in _facts(pathway)}
    reported = {each.fact for each in BOOK.reported}

    assert reported - known <= {"review_history_starts"}
    assert BOOK.facts_never_reported <= known
    assert not reported & BOOK.facts_never_reported


def test_a_collection_reports_what_its_layout_holds():
    assert "review_meeting" not in BOOK.facts_reported(2023)
    assert "review_meeting" in BOOK.facts_reported(2024)
    assert "amendment_notice_sent" not in BOOK.facts_reported(2024)


def _facts(pathway: object) -> list[str]:
    return [each if isinstance(each, str) else each.name for each in pathway.facts]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "sen2", tmp_path / "sen2"))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("layout", 'type = "flag"', 'type = "flog"', "type is “flog”"),
        ("layout", 'codes = "need"', 'codes = "needs"', "names the list “needs”"),
        ("rules", 'id = "P02"', 'id = "P01"', "P01 stands twice"),
        ("rules", 'fields = ["Forename"]', 'fields = ["Forname"]', "names Forname"),
        ("rules", 'level = "Q"', 'level = "X"', "level is “X”"),
        ("events", 'day = "exact"', 'dya = "exact"', "day is missing"),
        ("collections", "layout = true", "layot = true", "unknown: layot"),
    ],
)
def test_a_wrong_word_is_refused(copy: Path, file: str, old: str, new: str, says: str):
    path = copy / f"{file}.toml"
    path.write_text(path.read_text().replace(old, new, 1))

    with pytest.raises(Problem, match=says):
        read_book(copy)

from collections import Counter
from datetime import date

import pytest

from oneplan import plandocs
from oneplan.core.improvement.reading import LineFate
from oneplan.synthetic.example_plan import load, write_text, write_word

PLAN = load()
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "merrowdale.docx"
    write_word(PLAN, path)
    return plandocs.read(path)


@pytest.fixture(scope="module")
def findings(reading):
    found = plandocs.lint(reading, as_at=PLAN.ratings_as_at)
    return {(finding.kind, finding.ref) for finding in found}


def run_together(text):
    return " ".join(line.removeprefix("- ") for line in text.replace("• ", "").splitlines())


def as_one_measure(text):
    first, *further = text.splitlines()
    return " ".join((first, "; ".join(line.removeprefix("- ") for line in further))).strip()


def month_written(due):
    name, year = due.split()[:2]
    return int(year), MONTHS.index(name[:3].lower()) + 1


def test_the_plan_is_known_by_its_title_its_day_and_its_priorities(reading):
    assert reading.plan == PLAN.title
    assert reading.ratings_as_at == PLAN.ratings_as_at
    assert reading.priorities == PLAN.priorities


def test_no_line_is_lost_and_none_needs_a_person(reading):
    assert reading.review == ()
    assert reading.count(LineFate.REVIEW) == 0


def test_sections_keep_their_numbers_titles_and_priorities(reading):
    sections = [(section.number, section.title, section.priority) for section in PLAN.sections]
    lettered = {f"{s.number}.{t.letter}": t.title for s in PLAN.sections for t in s.tables if t.letter}

    assert [(s.number, s.title, s.priority) for s in reading.sections if not s.parent] == sections
    assert {s.number: s.title for s in reading.sections if s.parent} == lettered


def test_every_action_comes_back_with_its_text_and_phase(reading):
    assert [(action.ref, run_together(action.text), action.phase) for action in reading.actions] == [
        (action.ref, run_together(action.text), action.phase) for action in PLAN.actions
    ]


def test_every_action_comes_back_with_its_owners(reading):
    assert [(a.ref, [(o.role, o.partner, o.part) for o in a.owners]) for a in reading.actions] == [
        (a.ref, [(o.role, o.partner, o.part) for o in a.owners]) for a in PLAN.actions
    ]


def test_every_action_comes_back_with_its_rating_and_the_plan_s_own_word_for_it(reading):
    assert [(action.ref, action.rating, action.rating_raw) for action in reading.actions] == [
        (action.ref, action.rating, PLAN.word_for(action.rating).word) for action in PLAN.actions
    ]


def test_every_date_is_the_end_of_the_month_that_was_written(reading):
    read = {action.ref: action.due for action in reading.actions}
    dated = [action for action in PLAN.actions if any(letter.isdigit() for letter in action.due)]

    assert {ref: due.raw for ref, due in read.items()} == {action.ref: action.due for action in PLAN.actions}
    assert sum(due.due_on is None for due in read.values()) == 20
    for action in dated:
        due = read[action.ref].due_on
        assert (due.year, due.month) == month_written(action.due), action.ref
        assert due.day >= 28, action.ref


def test_what_is_assessed_seen_and_reported_comes_back_word_for_word(reading):
    tables = PLAN.tables

    assert [m.text for m in reading.measures] == [as_one_measure(m) for t in tables for m in t.measures]
    assert [impact.text for impact in reading.impacts] == [impact for t in tables for impact in t.impacts]
    assert [update.text for update in reading.updates] == [update.line for t in tables for update in t.updates]
    assert [area.text for area in reading.areas] == [area for t in tables for area in t.all_areas]
    assert [area.text for area in reading.summary_areas] == [area for t in tables for area in t.areas]


def test_promises_come_back_in_their_periods(reading):
    periods = [(promise.text, promise.achieved, promise.period_ends_on) for promise in reading.promises]
    ends = (date(2026, 11, 30), date(2027, 3, 31), date(2028, 3, 31), date(2029, 3, 31))

    assert periods == [
        (promise, period.achieved, end)
        for period, end in zip(PLAN.periods, ends, strict=True)
        for promise in period.promises
    ]


def test_the_key_comes_back_with_its_meanings(reading):
    assert [(entry.word, entry.rating) for entry in reading.key] == [(entry.word, entry.rating) for entry in PLAN.key]


def test_the_linter_finds_the_faults_that_were_put_there(findings):
    assert {
        ("numbering_misfit", "SL10"),
        ("numbering_gap", "DI5"),
        ("dangling_reference", "EHC-C6"),
        ("rating_contradicted", "SP8"),
        ("rating_contradicted", "C3"),
        ("impossible_date", "14.A"),
        ("summary_differs", "2"),
        ("depends_on_funding", "C7"),
    } <= findings
    assert Counter(kind for kind, _ in findings)["no_owner"] == 20
    assert Counter(kind for kind, _ in findings)["no_date"] == 20


def test_the_text_version_holds_the_same_actions(reading, tmp_path):
    path = tmp_path / "merrowdale.txt"

    write_text(PLAN, path)

    read = plandocs.read(path)
    assert [(a.ref, a.owners, a.due.due_on, a.rating) for a in read.actions] == [
        (a.ref, a.owners, a.due.due_on, a.rating) for a in reading.actions
    ]

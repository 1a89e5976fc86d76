"""The real plan and four real documents that are no plans, read whole; skipped where they are not at hand."""

from collections import Counter
from datetime import date

import pytest
from tests.support.plan_documents import real_document

from oneplan.core.improvement.reading import LineFate, OwnerPart
from oneplan.core.improvement.reading_json import from_json, report, to_json
from oneplan.plandocs import lint, read

pytestmark = [pytest.mark.real_plan, pytest.mark.slow]
AS_AT = date(2025, 5, 14)


@pytest.fixture(scope="module")
def reading():
    return read(real_document("003_"))


@pytest.fixture(scope="module")
def findings(reading):
    return lint(reading, as_at=AS_AT)


def by_ref(reading):
    return {action.ref: action for action in reading.actions}


def test_all_186_actions_stand_in_17_tables_each_with_ref_words_owners_due_and_rating(reading):
    assert len(reading.actions) == 186
    assert len({action.section for action in reading.actions}) == 17
    assert len(by_ref(reading)) == 186
    assert not any(action.ref_assigned for action in reading.actions)
    assert all(action.text and action.due.raw and action.rating_raw for action in reading.actions)


def test_ratings_are_the_published_ones(reading):
    assert Counter(action.rating.value for action in reading.actions) == {
        "not_started": 99,
        "on_track": 65,
        "complete_unembedded": 12,
        "complete": 7,
        "delayed": 3,
    }


def test_twenty_are_undated_and_twenty_unallocated(reading):
    assert sum(action.due.due_on is None for action in reading.actions) == 20
    assert sum(not action.owners for action in reading.actions) == 20


def test_cells_cut_by_a_page_break_are_whole_again(reading):
    actions = by_ref(reading)

    assert (
        actions["DI8"].rating_raw
        == actions["DI1"].rating_raw.replace("On track", "") + "Not yet started; no risk anticipated"
    )
    assert actions["EPS5"].text.count("\n• ") == 4
    assert actions["PFA8"].text.count("\n• ") == 3


def test_roles_are_told_apart_by_what_the_rest_of_the_plan_shows(reading):
    owners = {ref: [owner.role for owner in action.owners] for ref, action in by_ref(reading).items()}

    assert owners["SP5"] == ["Participation Lead", "SEND Project Assistant"]
    assert owners["SP7a"] == ["Strategic Transformation Lead for SEND", "PCF Chair / Vice-Chair"]
    assert owners["C2"] == ["Director of Improvement", "Director of Commissioning, Quality Assurance and Partnerships"]
    assert owners["C12"] == ["Trauma and Mental Health Practitioner", "Wellbeing for Education Co-ordinator"]
    assert owners["PFA6"] == ["Area Delivery Manager \u2013 NEET and PFA"]
    assert [owner.partner for owner in by_ref(reading)["FCA4"].owners] == ["LA", "PCF", "ICB"]
    assert [owner.part for owner in by_ref(reading)["B2T-1.6"].owners] == [OwnerPart.LEAD, OwnerPart.SUPPORT]


def test_sections_stand_under_their_three_priorities(reading):
    assert reading.priorities == ("Right Support", "Right Place", "Right Time")
    assert [(section.number, section.parent) for section in reading.sections if section.parent] == [
        ("3.A", "3"),
        ("3.B", "3"),
        ("3.C", "3"),
        ("14.A", "14"),
        ("14.B", "14"),
    ]
    assert all(section.must_improve for section in reading.sections if not section.parent)


def test_the_timeline_holds_22_promises_kept_and_20_32_and_5_to_come(reading):
    periods = Counter((promise.achieved, str(promise.period_ends_on)) for promise in reading.promises)

    assert periods == {
        (True, "2025-04-30"): 22,
        (False, "2025-09-30"): 20,
        (False, "2026-09-30"): 32,
        (False, "2027-09-30"): 5,
    }


def test_the_key_and_the_day_of_the_ratings_are_read(reading):
    assert reading.ratings_as_at == AS_AT
    assert [(entry.word, entry.rating.value) for entry in reading.key] == [
        ("Grey", "not_started"),
        ("Red", "delayed"),
        ("Amber", "on_track"),
        ("Amber E", "complete_unembedded"),
        ("Green", "complete_embedded"),
    ]


def test_every_line_is_accounted_for_and_none_waits_for_a_decision(reading):
    source = [line for line in real_document("003_").read_text(encoding="utf-8").split("\n") if line.strip()]

    assert Counter(line.text for line in reading.lines) == Counter(line.strip() for line in source)
    assert reading.count(LineFate.REVIEW) == 0


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        ("numbering_misfit", "SL10"),
        ("numbering_gap", "DI5"),
        ("dangling_reference", "EHC-C6"),
        ("two_vocabularies", ""),
        ("summary_differs", "2"),
        ("depends_on_funding", "C7"),
        ("depends_on_funding", "C11"),
        ("rating_contradicted", "SP8"),
        ("rating_contradicted", "C3"),
        ("rating_contradicted", "FCA4"),
        ("rating_contradicted", "14.A"),
        ("impossible_date", "14.A"),
        ("promise_date_differs", "EPS5"),
        ("overloaded_role", "Head of Service: Inclusion"),
        ("measure_without_target", "12"),
    ],
)
def test_the_published_faults_are_found(findings, kind, ref):
    assert any(finding.kind == kind and finding.ref == ref for finding in findings)


def test_findings_are_few_where_the_plan_is_sound(findings):
    counts = Counter(finding.kind for finding in findings)

    assert (counts["no_owner"], counts["no_date"]) == (20, 20)
    assert counts["rating_contradicted"] <= 8
    assert counts["dangling_reference"] == counts["numbering_gap"] == counts["numbering_misfit"] == 1
    assert counts["overdue"] == counts["overdue_on_track"] == counts["unknown_rating"] == counts["duplicate_ref"] == 0


def test_the_reading_crosses_a_process_boundary_whole(reading, findings):
    assert from_json(to_json(reading)) == reading
    assert len(report(reading, findings)["actions"]) == 186


@pytest.mark.parametrize("start", ["000_", "001_", "002_", "004_"])
def test_documents_that_hold_no_plan_give_no_action_and_lose_no_line(start):
    path = real_document(start)

    reading = read(path)

    assert (reading.actions, reading.promises, reading.measures) == ((), (), ())
    assert len(reading.lines) == sum(1 for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    assert lint(reading, as_at=AS_AT) == ()

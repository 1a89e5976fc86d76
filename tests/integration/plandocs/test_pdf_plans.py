"""PDF plans made in the tests: tables over several pages, without rules, watermarks, footers, scanned pages."""

import pytest
from tests.support.plan_documents import GOVERNANCE, HEAD, INCLUSION, KEY, pdf, picture_pdf, told

from oneplan.core.improvement.reading import LineFate
from oneplan.core.kernel import Problem
from oneplan.plandocs import read

WIDTHS = (50, 300, 150, 100, 120)
EXPECTED = [
    ("GV1", "1", ["Head of SEND"], "2025-09-30", "on_track"),
    ("GV2", "1", ["Partnership Manager (R)"], "2025-11-30", "not_started"),
    ("GV3", "1", ["Participation Lead"], "", "delayed"),
    ("IN1", "2", ["Inclusion Adviser"], "2026-04-30", "on_track"),
    ("IN2", "2", ["Inclusion Adviser"], "2026-07-31", "complete"),
]


def plan(**paper):
    return pdf(
        ("title", "Merrowdale One Plan"),
        ("h1", "Priority 1: Right help early"),
        ("h2", "1. Governance"),
        ("p", "What needs to improve"),
        ("p", "Oversight by leaders"),
        ("table", [HEAD, *GOVERNANCE]),
        ("h2", "2. Inclusion"),
        ("table", [HEAD, *INCLUSION]),
        widths=WIDTHS,
        **paper,
    )


@pytest.mark.slow
def test_a_ruled_pdf_plan_is_read_with_its_footer_and_watermark_taken_out():
    reading = read(plan(footer="Merrowdale One Plan v3", watermark="DRAFT"), name="plan.pdf")

    assert told(reading) == EXPECTED
    assert [(one.title, one.priority, one.must_improve) for one in reading.sections] == [
        ("Governance", "Right help early", "Oversight by leaders"),
        ("Inclusion", "Right help early", ""),
    ]
    assert {line.why for line in reading.lines if line.fate is LineFate.NOISE} == {
        "a watermark or marking of the paper",
        "a page number",
    }


@pytest.mark.slow
def test_a_pdf_plan_without_rules_is_read_by_where_its_words_stand():
    assert told(read(plan(ruled=False), name="plan.pdf")) == EXPECTED


@pytest.mark.slow
def test_a_table_over_several_pages_is_one_table():
    rows = [
        (
            f"LG{number}",
            f"Write part {number} of the guide for settings and families in every part of the area",
            "Inclusion Adviser",
            "May 2026",
            "Green",
        )
        for number in range(1, 81)
    ]

    reading = read(
        pdf(("table", KEY), ("h2", "3. Guides"), ("table", [HEAD, *rows]), footer="Merrowdale", widths=WIDTHS),
        name="plan.pdf",
    )

    assert [action.ref for action in reading.actions] == [row[0] for row in rows]
    assert {action.rating.value for action in reading.actions} == {"on_track"}
    assert {action.section for action in reading.actions} == {"3"}
    assert any(line.why == "a table header that is repeated" for line in reading.lines)
    assert reading.count(LineFate.REVIEW) == 0


@pytest.mark.slow
def test_progress_is_told_page_by_page():
    told_progress: list[tuple[int, int]] = []

    read(plan(), name="plan.pdf", progress=lambda done, total: told_progress.append((done, total)))

    assert told_progress == [(1, 1)]


@pytest.mark.slow
def test_scanned_pages_are_refused_with_what_to_do():
    with pytest.raises(Problem) as refused:
        read(picture_pdf(pages=2), name="scan.pdf")

    assert "pictures of pages" in refused.value.what
    assert "OCR" in refused.value.do


@pytest.mark.slow
def test_one_scanned_page_among_others_is_shown_to_a_person():
    reading = read(
        picture_pdf(pages=1, before=("1. Governance", *[f"Words of the plan number {number}" for number in range(30)])),
        name="part.pdf",
    )

    assert [item.why for item in reading.review if "picture" in item.why] == [
        "This page is a picture without text that can be read."
    ]

"""Charts drawn on the server."""

from __future__ import annotations

import re
from datetime import date

import pytest

from oneplan.adapters.pictures.charts import MEANINGS, MonthCount, due_by_month

MONTHS = (MonthCount(date(2026, 1, 1), 2, 3, 0), MonthCount(date(2026, 3, 1), 0, 0, 5))


@pytest.fixture(scope="module")
def svg() -> str:
    return due_by_month(MONTHS, date(2026, 2, 2))


@pytest.mark.slow
def test_a_chart_holds_nothing_that_the_page_may_not_run(svg) -> None:
    assert not re.search(r"<script|style=|https?://(?!www\.w3\.org)|on\w+=", svg)


@pytest.mark.slow
def test_a_chart_wears_the_pages_own_colours(svg) -> None:
    assert "var(--op-late)" in svg
    assert not [marker for marker in MEANINGS if marker in svg]


@pytest.mark.slow
def test_a_chart_names_its_parts_and_today(svg) -> None:
    assert [word in svg for word in ("Finished", "Late", "To come", "today", "Actions due")] == [True] * 5


@pytest.mark.slow
def test_a_chart_is_silent_because_its_page_says_it(svg) -> None:
    assert svg.startswith('<svg aria-hidden="true" focusable="false"')

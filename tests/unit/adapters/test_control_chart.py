"""Control charts and small lines: what they name, what they leave out, and what the page may not run."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from oneplan.adapters.pictures.charts import MEANINGS
from oneplan.adapters.pictures.control_chart import Chart, ChartLine, ChartPoint, ChartTick, control_chart
from oneplan.adapters.pictures.sparkline import sparkline

FIRST = date(2024, 1, 31)
POINTS = tuple(
    ChartPoint(FIRST + timedelta(days=30 * n), 45.0 + n % 3, 46.0, 40.0, 52.0, is_signal=n == 9) for n in range(12)
)
CHART = Chart(
    points=POINTS,
    lines=(ChartLine(60, "Target 60%", is_target=True), ChartLine(46.2, "England, 2024: 46.2%")),
    ticks=(ChartTick(date(2024, 6, 1), "EHC-B1"), ChartTick(date(2030, 1, 1), "FAR-OFF")),
    axis="Per cent",
    is_percent=True,
)


@pytest.fixture(scope="module")
def svg() -> str:
    return control_chart(CHART)


def heights(svg: str) -> list[float]:
    """How far down the words at the right end of the lines stand."""
    found = re.findall(r'translate\(812,([\d.]+)\)"[^>]*>[^<]+</text>', svg)
    return sorted(float(each) for each in found)


@pytest.mark.slow
def test_every_line_of_a_control_chart_says_what_it_is(svg) -> None:
    names = ("Mean", "Upper natural limit", "Lower natural limit", "Target 60%", "England, 2024: 46.2%")

    assert [name for name in names if name not in svg] == []


@pytest.mark.slow
def test_names_of_lines_never_stand_on_each_other(svg) -> None:
    placed = heights(svg)

    assert len(placed) == 5
    assert min(after - before for before, after in pairwise(placed)) > 13


@pytest.mark.slow
def test_an_action_is_a_stroke_on_its_day_and_none_outside_the_period(svg) -> None:
    assert ["EHC-B1" in svg, "FAR-OFF" in svg] == [True, False]


@pytest.mark.slow
def test_a_signal_has_a_shape_of_its_own(svg) -> None:
    plain = control_chart(replace(CHART, points=[replace(point, is_signal=False) for point in POINTS]))

    assert svg != plain


@pytest.mark.slow
def test_a_control_chart_holds_nothing_that_the_page_may_not_run(svg) -> None:
    assert not re.search(r"<script|style=|https?://(?!www\.w3\.org)|\bon\w+=", svg)
    assert not [marker for marker in MEANINGS if marker in svg]


def test_one_known_value_is_not_a_line() -> None:
    alone = (ChartPoint(FIRST, 45.0), ChartPoint(FIRST + timedelta(days=30), None))

    assert control_chart(Chart(alone)) == ""
    assert sparkline([None, 45.0]) == ""


def test_a_small_line_breaks_where_nothing_is_known() -> None:
    drawn = sparkline([1.0, 2.0, None, 2.0, 3.0])

    path = re.findall(r'<path d="([^"]+)"', drawn)[0]
    assert path.count("M") == 2


def test_a_small_line_shows_its_target_and_is_silent() -> None:
    drawn = sparkline([1.0, 2.0], target=4.0)

    assert "stroke-dasharray" in drawn
    assert 'aria-hidden="true"' in drawn
    assert "stroke-dasharray" not in sparkline([1.0, 2.0])


def test_a_line_that_never_moves_stands_in_the_middle() -> None:
    drawn = sparkline([7.0, 7.0, 7.0])

    assert re.findall(r'cy="([\d.]+)"', drawn) == ["17"]

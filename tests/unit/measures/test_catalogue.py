"""The catalogue holds every measure once, and every line of a plan finds its measures there."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from tests.support.plan_documents import real_document

from oneplan.adapters.files.capped import PATIENT, read_plan
from oneplan.core.improvement.reading import PlanReading
from oneplan.core.kernel import Problem
from oneplan.core.measures.phrases import LinePart, says
from oneplan.rulebook.catalogue_files import load_catalogue, load_lines, load_series
from oneplan.rulebook.measure_files import load_measures
from oneplan.synthetic import example_plan

ON = date(2026, 11, 22)
A_ROW = re.compile(r"\| (\d+[ABC]?)\.([AS])(\d+) \|[^|]*\| ([M0-9, ]+) \|")


def test_the_catalogue_numbers_its_measures_from_first_to_last() -> None:
    catalogue = load_catalogue()

    assert sorted(catalogue.by_id) == [f"M{number:03}" for number in range(1, 243)]
    assert len(catalogue.groups) == 18
    assert all(each.definition.endswith(".") and each.supplier for each in catalogue.measures)


def test_no_two_measures_share_a_title_or_a_definition() -> None:
    measures = load_catalogue().measures

    titles, definitions = {each.title for each in measures}, {(each.title, each.definition) for each in measures}

    assert len(titles) == len(definitions) == len(measures)


def test_measures_that_records_reckon_point_to_their_definition() -> None:
    catalogue, reckoned = load_catalogue(), load_measures().by_id

    assert catalogue.measure("M065").computed == ("plans-in-20-weeks",)
    assert catalogue.measure("M067").computed == ("assessments-overdue-days", "assessments-overdue-longest")
    assert all(name in reckoned for each in catalogue.measures for name in each.computed)
    assert catalogue.measure("M085").is_manual


def test_a_number_that_is_not_in_the_catalogue_is_refused_in_words() -> None:
    with pytest.raises(Problem, match="holds no measure called “M999”"):
        load_catalogue().measure("M999")


def test_every_line_of_the_example_plan_finds_its_measures(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    example_plan.write_word(example_plan.load(), path)

    found = _matched(read_plan(path, name=path.name, as_at=ON, limits=PATIENT).reading)

    assert len(found) == 124
    assert all(found.values())


@pytest.mark.slow
def test_every_line_of_the_real_plan_finds_exactly_the_measures_of_the_index() -> None:
    document = real_document("003")
    index = Path(os.environ.get("ONEPLAN_SHARED", document.parents[1])) / "reference" / "measures.md"
    expected = {
        (row[1], row[2], int(row[3])): tuple(row[4].replace(" ", "").split(","))
        for row in map(A_ROW.match, index.read_text(encoding="utf-8").splitlines())
        if row
    }

    found = _matched(read_plan(document, name="plan.txt", as_at=ON, limits=PATIENT).reading)

    assert len(expected) == 124
    assert found == expected


def test_a_line_of_a_section_without_a_theme_is_tried_against_all() -> None:
    lines = load_lines()

    found = lines.measures_of("How many complaints and compliments we had", LinePart.ASSESS, ("Our dear garden",))

    assert "M100" in found
    assert lines.measures_of("We shall paint the fence", LinePart.ASSESS, ("Our dear garden",)) == ()


def test_phrases_read_curly_and_straight_marks_alike() -> None:
    assert says("people take ‘Send Word’", ["take 'send"])


def test_every_measure_is_due_in_a_cycle_that_has_names_for_its_periods() -> None:
    series = load_series()

    assert {each.cycle for each in load_catalogue().measures} <= set(series.cycles)
    assert all(len(each.names) in (1, len(each.starts)) for each in series.cycles.values())


def _matched(reading: PlanReading) -> dict[tuple[str, str, int], tuple[str, ...]]:
    sections = {each.key: each for each in reading.sections}
    found: dict[tuple[str, str, int], tuple[str, ...]] = {}
    for part, letter, lines in ((LinePart.ASSESS, "A", reading.measures), (LinePart.SEE, "S", reading.impacts)):
        for line in lines:
            titles, key = [], line.section
            while key:
                titles.append(sections[key].title)
                key = sections[key].parent
            name = line.section.replace(".", "")
            number = 1 + sum(1 for each in found if each[:2] == (name, letter))
            found[name, letter, number] = load_lines().measures_of(line.text, part, titles)
    return found

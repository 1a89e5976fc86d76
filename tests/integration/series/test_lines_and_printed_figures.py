"""Every line of a plan stands on its measures, and the figures a plan prints are its baselines, with their lines."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from tests.support.example_plan_read import example_reading
from tests.support.live_plan import a_person, a_plan_in_place
from tests.support.plan_documents import real_document

from oneplan.actions import series
from oneplan.actions.figures import compute_figures
from oneplan.actions.measure_links import link
from oneplan.adapters.files.capped import PATIENT, read_plan
from oneplan.answers import figures
from oneplan.answers.series import bullets_of, one_series, printed_in_plan
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.core.measures.phrases import LinePart
from oneplan.core.measures.printed import PrintedFigure
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.series import queries

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 22)


@pytest.fixture
def plan():
    lead = a_person("transformation-lead")
    return a_plan_in_place(lead, example_reading(), on=TODAY), lead


def test_an_import_matches_every_line_and_each_says_where_it_stands(plan):
    plan_id, lead = plan
    compute_figures(on=TODAY)

    bullets = bullets_of(plan_id, viewer=viewer_of(lead, on=TODAY))

    assert Counter(each.part for each in bullets) == {LinePart.ASSESS: 71, LinePart.SEE: 53}
    assert all(each.measures for each in bullets)
    stands = [each for bullet in bullets for each in bullet.measures]
    assert all(each.line is not None and (each.line.value.is_shown or each.says) for each in stands)
    assert any(each.says.startswith("Nobody has supplied this yet: Complaints and Resolution Lead") for each in stands)
    assert len(queries.lines(plan_id)) == 124


def test_a_person_corrects_a_match_and_words_do_not_overrule_it(plan):
    plan_id, lead = plan
    viewer = viewer_of(lead, on=TODAY)
    first = bullets_of(plan_id, viewer=viewer)[0]
    place = {"plan_id": plan_id, "section": first.section, "part": first.part, "text": first.text}

    series.choose_measures(**place, measures=["M001", "M242", "M001"], by=lead, on=TODAY)
    changed = series.rematch(plan_id=plan_id, by=lead, on=TODAY)

    again = bullets_of(plan_id, viewer=viewer, section=first.section)[0]
    assert changed == 0
    assert [each.catalogue for each in again.measures] == ["M001", "M242"]
    assert again.chosen_by == lead.name
    with pytest.raises(Problem, match="holds no measure"):
        series.choose_measures(**place, measures=["M900"], by=lead, on=TODAY)
    with pytest.raises(NotFound, match="no such line"):
        series.choose_measures(**place | {"text": "Something else"}, measures=["M001"], by=lead, on=TODAY)
    with pytest.raises(NotAllowed):
        series.rematch(plan_id=plan_id, by=a_person("board-member"), on=TODAY)


def test_a_measure_kept_by_hand_is_linked_like_any_other(plan):
    plan_id, lead = plan
    compute_figures(on=TODAY)
    viewer = viewer_of(lead, on=TODAY)

    section = bullets_of(plan_id, viewer=viewer)[0].section
    by_hand = link(plan_id=plan_id, measure="M085", section=section, by=lead, on=TODAY)
    reckoned = link(plan_id=plan_id, measure="M039", section=section, by=lead, on=TODAY)

    found = {each.id: each.line for each in figures.links_of(plan_id, viewer=viewer)}
    assert found[by_hand].measure.id == "M085"
    assert found[by_hand].value.says.startswith("Nobody has supplied this yet")
    assert found[reckoned].measure.id == "requests"


def test_the_figures_of_the_document_become_baselines_with_their_line(plan):
    plan_id, lead = plan
    viewer = viewer_of(lead, on=TODAY)
    found = _printed_of_the_example()

    entered = series.enter_printed(plan_id=plan_id, figures=found, by=lead, on=TODAY)
    again = series.enter_printed(plan_id=plan_id, figures=found, by=lead, on=TODAY)

    assert (entered, again) == (46, 0)
    page = one_series("M085", viewer=viewer)
    assert next((each.part, each.amount) for each in page.printed) == ("Children and young people", Decimal(54))
    view = figures.figure("M085", viewer=viewer)
    assert view.value.words == "54%"
    assert "Printed in" in view.measure.source
    assert "line 171" in view.measure.source
    assert any("How many answered in 2026 is not on record" in each for each in view.caveats)


def test_a_supplied_value_is_not_overruled_by_a_printed_one(plan):
    plan_id, lead = plan
    value = series.Given(date(2026, 1, 1), series.supplying.Supplied(Decimal(60), Decimal(90)))
    series.supply(measure="M071", given=[value], by=lead, on=TODAY)

    series.enter_printed(plan_id=plan_id, figures=_printed_of_the_example(), by=lead, on=TODAY)

    page = one_series("M071", viewer=viewer_of(lead, on=TODAY))
    assert page.line.newest.value.words == "66.7%"
    assert {each.amount for each in page.printed} == {Decimal(66), Decimal(64)}


def test_a_printed_figure_needs_its_line_and_a_sound_number(plan):
    plan_id, lead = plan
    wrong = PrintedFigure("M071", "", date(2026, 1, 1), Decimal(166), 3, "")

    with pytest.raises(Problem, match="the line it stands in is missing") as refusal:
        series.enter_printed(plan_id=plan_id, figures=[wrong], by=lead, on=TODAY)

    assert "is not a share" in refusal.value.what


def test_figures_printed_are_read_from_the_lines_of_the_last_import(plan):
    plan_id, lead = plan

    found = printed_in_plan(plan_id, viewer=viewer_of(lead, on=TODAY))

    assert all(each.line and each.text for each in found)
    with pytest.raises(NotAllowed):
        printed_in_plan(plan_id, viewer=viewer_of(a_person("board-member"), on=TODAY))


def test_the_real_plans_printed_figures_are_found_with_their_periods():
    # From the reference: measure, part and year with the figure printed for it.
    expected = {
        ("M041", "", 2024, 12): "4854",
        ("M041", "", 2020, 9): "2827",
        ("M041", "", 2024, 9): "4816",
        ("M041", "If nothing changes", 2031, 3): "10455",
        ("M022", "", 2024, 1): "5906",
        ("M044", "", 2022, 1): "18",
        ("M044", "", 2023, 1): "13.5",
        ("M010", "", 2024, 3): "79500000",
        ("M010", "If nothing changes", 2030, 4): "1070000000",
        ("M010", "If the plan works", 2030, 4): "236700000",
        ("M071", "", 2025, 1): "70",
        ("M071", "", 2023, 1): "69",
        ("M072", "", 2025, 1): "87",
        ("M072", "", 2023, 1): "92",
        ("M073", "", 2025, 1): "69",
        ("M073", "", 2023, 1): "72",
        ("M074", "", 2025, 1): "70",
        ("M074", "", 2023, 1): "78",
        ("M075", "", 2025, 1): "64",
        ("M075", "", 2023, 1): "76",
        ("M076", "", 2025, 1): "95",
        ("M076", "", 2023, 1): "88",
        ("M077", "", 2025, 1): "66",
        ("M077", "", 2023, 1): "64",
        ("M033", "", 2025, 1): "43",
        ("M034", "", 2025, 1): "40",
    }
    by_group = {
        ("M037", 2025): (70, 69, 58),
        ("M037", 2023): (65, 64, 61),
        ("M085", 2025): (51, 72, 94),
        ("M085", 2023): (69, 74, 90),
        ("M136", 2025): (8, 9, 19, 60),
        ("M135", 2025): (18, 49, 81, 88),
        ("M132", 2025): (75, 59, 90, 81),
    }
    groups = ("Children and young people", "Parents and carers", "Staff of settings", "Staff of the partnership")
    for (measure, year), values in by_group.items():
        expected |= {(measure, group, year, 1): str(value) for group, value in zip(groups, values, strict=False)}

    found = _printed_of(real_document("003"), "plan.txt")

    said = {(each.measure, each.part, each.day.year, each.day.month): each.amount for each in found}
    needs = [each.amount for each in found if each.measure == "M087"]
    assert {key: said.get(key) for key in expected} == {key: Decimal(value) for key, value in expected.items()}
    assert sorted(needs) == [6, 10, 12, 17, 28, 28]
    assert len(found) == len(expected) + len(needs)


@cache
def _printed_of_the_example():
    import tempfile
    from pathlib import Path

    from oneplan.synthetic import example_plan

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        example_plan.write_word(example_plan.load(), path)
        return _printed_of(path, path.name)


def _printed_of(path, name):
    from oneplan.core.measures.printed import printed_in
    from oneplan.rulebook.catalogue_files import load_series
    from oneplan.rulebook.printed_files import load_printed

    lines = read_plan(path, name=name, as_at=TODAY, limits=PATIENT).reading.lines
    return printed_in([(each.line, each.text) for each in lines], load_printed(), load_series().respondents)

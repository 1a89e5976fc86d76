import os
from pathlib import Path

import pytest

from oneplan.actions.published_figures import keep_published_figures
from oneplan.answers.figures_official import comparators_of
from oneplan.cli.published import read
from oneplan.core.kernel import Problem
from oneplan.core.measures.adding_up import misfits
from oneplan.core.measures.published import OfficialFigure
from oneplan.records.figures.models import PublishedFigure
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.published_files import load_regions

pytestmark = pytest.mark.django_db
HEAD = "area,area_code,level,year,measure,value,source\n"


def a_file(tmp_path, *lines):
    path = tmp_path / "official.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def keep(path):
    rows = list(read(path))
    return keep_published_figures(figures=[each for each, _ in rows], codes={each.area: code for each, code in rows})


def test_loading_a_file_twice_keeps_each_figure_once(tmp_path):
    path = a_file(
        tmp_path,
        "Bury,E08000002,Local authority,2024,requests,812,S",
        "Bury,E08000002,Local authority,2023,requests,x,S",
    )

    first, second = keep(path), keep(path)

    assert (first.kept, second.kept) == (1, 1)
    assert PublishedFigure.objects.get().value == 812


def test_a_regions_total_repeated_by_its_areas_is_refused_and_nothing_is_kept(tmp_path):
    areas = [
        f"{name},,Local authority,2022,new_plans_total,6078,S"
        for name in load_regions()["Yorkshire and The Humber"]
        if "," not in name
    ]
    path = a_file(
        tmp_path,
        "Yorkshire and The Humber,,Regional,2022,new_plans_total,6078,S",
        *areas,
        "Bury,,Local authority,2022,new_plans_total,3,S",
    )

    with pytest.raises(Problem, match="areas repeat the total of their region"):
        keep(path)

    assert PublishedFigure.objects.count() == 0


def test_a_region_that_is_not_the_sum_of_all_its_areas_is_told():
    areas = load_regions()["East Midlands"]
    figures = [OfficialFigure(name, "Local authority", "2024", "requests", 10, "S") for name in areas]
    total = OfficialFigure("East Midlands", "Regional", "2024", "requests", 101, "S")

    (found,) = misfits([*figures, total], load_regions())

    assert found.in_words == "requests 2024: the areas of East Midlands add to 100, not 101."
    assert misfits([*figures[1:], total], load_regions()) == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Bury,,Local authority,2024,requests,many,S", "line 2: “many” is not a number"),
        ("Bury,,Parish,2024,requests,8,S", "line 2: “Parish” is not a level"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, line, says):
    with pytest.raises(Problem, match=says):
        keep(a_file(tmp_path, line))


def test_a_file_without_its_columns_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("place,number\nBury,1\n", encoding="utf-8")

    with pytest.raises(Problem, match="has no column area"):
        keep(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ehcp_process", "ehcp_stock_total", "ehcp_new_plans"])
def test_the_official_files_load_as_they_are(name):
    root = Path(__file__).resolve().parents[3]
    path = Path(os.environ.get("ONEPLAN_SHARED", root.parent / "shared")) / "reference" / "data" / f"{name}.csv"
    if not path.is_file():
        pytest.skip("The official files are not here: set ONEPLAN_SHARED to the folder that holds them.")

    loaded = keep(path)

    assert loaded.kept > 1_000
    assert PublishedFigure.objects.filter(area="England", year="2024").exists()


def test_the_middle_of_the_regions_areas_stands_beside_the_country_once_areas_are_loaded():
    series = ("plans_issued_20wk_incl_exceptions", "plans_issued_incl_exceptions")
    areas = load_regions()["North West"][:5]
    figures = [
        OfficialFigure(area, "Local authority", "2024", name, number, "S")
        for share, area in zip((10, 20, 30, 40, 90), areas, strict=True)
        for name, number in zip(series, (share, 100), strict=True)
    ]

    keep_published_figures(figures=figures, codes={})

    shown = comparators_of(load_measures().measure("plans-in-20-weeks"))
    assert [(each.area, each.year, each.words) for each in shown] == [
        ("England", "2024", "45.9%"),
        ("England", "2023", "49.1%"),
        ("North West", "2024", "49.6%"),
        ("North West", "2023", "54.8%"),
        ("Middle of 5 areas of the North West", "2024", "30.0%"),
    ]

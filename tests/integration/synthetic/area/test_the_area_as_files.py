"""The command writes files that the return's own reader takes, the same ones for the same seed."""

import csv
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from oneplan.analytics.facts_tables import FACTS, arrow_schema
from oneplan.cli.synthetic import app
from oneplan.returns.sen2 import read
from oneplan.rulebook.returns import load
from oneplan.synthetic.area import invent

ASKED = ["area", "--seed", "7", "--plans", "150", "--on", "2026-11-22"]

pytestmark = pytest.mark.slow


def written(folder: Path) -> dict[str, bytes]:
    result = CliRunner().invoke(app, [*ASKED, "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_files(tmp_path):
    first = written(tmp_path / "first")

    again = written(tmp_path / "again")

    assert first == again
    assert set(first) == {
        *(f"sen2-{year}.xml" for year in (2023, 2024, 2025, 2026)),
        *(f"{name}.csv" for name in ("settings", "terms", "officers", "awkward", "problems")),
        "README.txt",
    }


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_what_is_read_back_is_what_the_area_said(tmp_path, whole, year):
    files = written(tmp_path)
    (tmp_path / "again.xml").write_bytes(files[f"sen2-{year}.xml"])

    with (tmp_path / "again.xml").open("rb") as file:
        reading = read(file, book=load(), own_lea=whole.authority, expected_year=year)
        found = [person for person, _ in reading.persons()]

    header, persons = whole.returned(year)
    assert reading.header == header
    assert found == list(persons)


@pytest.mark.parametrize("year", [2023, 2026])
def test_errors_are_found_where_they_were_planted_and_nowhere_else(tmp_path, whole, year):
    written(tmp_path)
    with (tmp_path / f"sen2-{year}.xml").open("rb") as file:
        reading = read(file, book=load(), own_lea=whole.authority, expected_year=year)
        found = [(person.position, each) for person, findings in reading.persons() for each in findings]

    planted = {(each.position, each.rule) for each in whole.planted_problems if each.year == year}

    assert planted <= {(position, each.rule) for position, each in found}
    assert {position for position, each in found if each.level == "E"} <= {position for position, _ in planted}
    assert not [each for each in reading.findings if each.level == "E"]


def test_the_lists_have_the_columns_that_are_brought_in(tmp_path, whole):
    written(tmp_path)

    rows = {
        name: list(csv.DictReader((tmp_path / f"{name}.csv").read_text().splitlines()))
        for name in ("settings", "terms", "officers")
    }

    assert set(rows["settings"][0]) == {"urn", "ukprn", "name", "kind", "phase", "in_area", "calendar"}
    assert set(rows["terms"][0]) == {"calendar", "area_calendar", "what", "first_day", "last_day", "why"}
    assert set(rows["officers"][0]) == {"upn", "uln", "officer_email", "team"}
    assert len(rows["settings"]) == len(whole.settings)


def test_a_country_is_one_file_of_many_areas(tmp_path):
    result = CliRunner().invoke(
        app, ["area", "--plans", "1600", "--as", "country", "--on", "2026-11-22", "--out", str(tmp_path)]
    )

    assert result.exit_code == 0, result.output
    with (tmp_path / "sen2-country-2026.xml").open("rb") as file:
        people = [person for person, _ in read(file, book=load()).persons()]
    assert len({person.upn[1:4] for person in people if person.upn}) > 140
    assert [person.position for person in people] == list(range(1, len(people) + 1))


@pytest.mark.parametrize("scale", ["area", "country"])
def test_facts_are_written_as_tables(tmp_path, scale):
    asked = ["area", "--plans", "700", "--as", scale, "--on", "2026-11-22", "--facts", str(tmp_path)]

    result = CliRunner().invoke(app, asked)

    assert result.exit_code == 0, result.output
    plans = parquet.read_table(tmp_path / "plans.parquet")
    assert plans.schema == arrow_schema("plans")
    assert plans.column("ceased_on").null_count == 700
    assert {path.stem for path in tmp_path.iterdir()} == set(FACTS)


def test_a_day_that_is_none_is_refused_in_words(tmp_path):
    result = CliRunner().invoke(app, ["area", "--on", "tomorrow", "--out", str(tmp_path)])

    assert "is not a day" in str(result.exception)


def test_it_must_be_said_where_to_write():
    result = CliRunner().invoke(app, ["area"])

    assert result.exit_code != 0


@pytest.fixture(scope="module")
def whole():
    return invent(7, on=date(2026, 11, 22), plans=150)

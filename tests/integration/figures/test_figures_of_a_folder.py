"""A folder of facts of many areas is reckoned without records, and every figure of it is written out."""

from __future__ import annotations

import csv
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.support.random_facts import random_facts
from tests.support.simple_measures import simple_figures
from typer.testing import CliRunner

from oneplan.analytics import arrow_schema
from oneplan.cli.figures import app
from oneplan.core.kernel import Problem

ON = date(2026, 3, 2)


@pytest.fixture(scope="module")
def facts():
    return random_facts(5, rows=60)


@pytest.fixture(scope="module")
def folder(facts, tmp_path_factory):
    place = tmp_path_factory.mktemp("facts")
    for name, rows in facts.items():
        pq.write_table(pa.Table.from_pylist(rows, arrow_schema(name)), place / f"{name}.parquet")
    return place


def compute(*said):
    return CliRunner().invoke(app, ["compute", "--as-of", ON.isoformat(), *map(str, said)], env={"COLUMNS": "160"})


def number(word):
    return int(word) if word else None


def test_the_file_holds_every_figure_of_every_area(folder, facts, tmp_path):
    out = tmp_path / "figures.csv"

    told = compute("--facts", folder, "--out", out)

    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    written = {
        (
            *(row[name] for name in ("area", "measure", "grain")),
            date.fromisoformat(row["first_day"]),
            row["split"],
            row["part"],
        ): (
            number(row["numerator"]),
            number(row["denominator"]),
        )
        for row in rows
    }
    assert told.exit_code == 0
    assert written == simple_figures(facts, ON)


def test_parquet_says_the_same_as_csv(folder, tmp_path):
    out = tmp_path / "figures.parquet"

    told = compute("--facts", folder, "--out", out)

    assert f"{pq.read_metadata(out).num_rows:,} figures of 2 areas as of 2 March 2026" in told.stdout


def test_all_areas_together_are_told(folder, facts):
    in_2025 = [row for row in facts["requests"] if row["received_on"] and row["received_on"].year == 2025]

    told = compute("--facts", folder)

    line = next(each for each in told.stdout.splitlines() if each.startswith("Requests for an"))
    assert str(len(in_2025)) in line.split()


def test_a_folder_without_all_tables_says_which_are_missing(tmp_path):
    told = compute("--facts", tmp_path)

    assert isinstance(told.exception, Problem)
    assert "requests" in str(told.exception)


def test_another_kind_of_file_is_refused_before_anything_is_reckoned(folder, tmp_path):
    told = compute("--facts", folder, "--out", tmp_path / "figures.txt")

    assert isinstance(told.exception, Problem)
    assert not list(tmp_path.iterdir())

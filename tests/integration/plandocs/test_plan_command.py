"""The command that reads a plan: JSON in the agreed shape, and a summary for a person."""

import json

import pytest
from tests.support.plan_documents import GOVERNANCE, HEAD, INCLUSION, KEY, tabbed
from typer.testing import CliRunner

from oneplan.cli.plan import app
from oneplan.core.kernel import Problem

PLAN = f"# Merrowdale One Plan\n{tabbed(KEY)}\n\n## 1. Governance\n{tabbed([HEAD, *GOVERNANCE])}\n\n## 2. Inclusion\n{tabbed([HEAD, *INCLUSION])}\nIN3\tWrite it\tDCO\t31.02.26\tOn track\n"


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["read", *(str(argument) for argument in arguments)])


def test_json_holds_the_plan_its_findings_and_the_account_of_its_lines(plan_file):
    result = run(plan_file, "--json", "--as-at", "2026-01-01")

    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert told["plan"] == "Merrowdale One Plan"
    assert [(one["ref"], one["due_on"], one["rating"], one["owners"]) for one in told["actions"]][:2] == [
        ("GV1", "2025-09-30", "on_track", ["Head of SEND"]),
        ("GV2", "2025-11-30", "not_started", ["Partnership Manager (R)"]),
    ]
    assert ("overdue_on_track", "GV1") in [(one["kind"], one["ref"]) for one in told["findings"]]
    assert told["lines"]["total"] == sum(told["lines"][fate] for fate in ("imported", "heading", "noise", "review"))
    assert [item["text"] for item in told["review"]] == ["IN3\tWrite it\tDCO\t31.02.26\tOn track"]


def test_the_day_decides_what_is_overdue(plan_file):
    told = json.loads(run(plan_file, "--json", "--as-at", "2025-01-01").stdout)

    assert not [one for one in told["findings"] if one["kind"].startswith("overdue")]


def test_a_person_sees_sections_numbers_findings_and_what_waits_for_them(plan_file):
    result = run(plan_file, "--as-at", "2026-01-01")

    assert result.exit_code == 0
    for words in (
        "Merrowdale One Plan",
        "Governance",
        "Inclusion",
        "on track",
        "no date",
        "lines for you to look at",
        "No line is lost",
    ):
        assert words in result.stdout


def test_a_document_without_a_plan_says_so(tmp_path):
    path = tmp_path / "tips.txt"
    path.write_text("Ten tips\n\nKnow your children.\n", encoding="utf-8")

    assert "No actions were found" in run(path).stdout


def test_a_file_that_cannot_be_read_is_a_problem_in_words(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")

    result = run(path)

    assert isinstance(result.exception, Problem)
    assert "is a picture" in result.exception.what

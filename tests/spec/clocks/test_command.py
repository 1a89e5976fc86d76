"""``oneplan clocks``: what goes in, what comes out, and what is said when it cannot."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from oneplan.cli.clocks import LARGEST_FILE, app

REQUEST = {"as_of": "2026-03-01", "facts": [{"fact": "request_received", "on": "2026-01-05"}]}


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "120")

    def run(command: str, document: Any = None, *options: str, text: str | None = None) -> Result:
        file = tmp_path / "facts.json"
        file.write_text(json.dumps(document) if text is None else text, encoding="utf-8")
        given = [str(file)] if document is not None or text is not None else []
        return CliRunner().invoke(app, [command, *given, *options])

    return run


def test_due_gives_json_rows(ask):
    result = ask("due", REQUEST, "--json")

    rows = json.loads(result.stdout)
    (row,) = (each for each in rows if each["output"] == "assess_decision_due")
    assert result.exit_code == 0
    assert (row["due_on"], row["prudent_on"], row["rule"], row["kind"], row["status"], row["law"]) == (
        "2026-02-16",
        "2026-02-16",
        "EHCNA-01",
        "duty",
        "verified",
        "SEND Regulations 2014 reg 5(1)",
    )
    assert row["because"]


def test_due_gives_a_table_to_a_person(ask):
    result = ask("due", REQUEST)

    assert "Mon 16 Feb 2026" in result.stdout
    assert "overdue (13" in result.stdout
    assert "prudent Fri 22" in " ".join(result.stdout.split())


def test_the_day_may_be_given_beside_the_file(ask):
    rows = json.loads(ask("due", REQUEST, "--json", "--as-of", "2026-02-01").stdout)

    assert next(row for row in rows if row["output"] == "assess_decision_due")["state"] == "running"


def test_today_is_read_where_the_command_is_run(ask):
    result = ask("due", {"facts": REQUEST["facts"]}, "--json", "--as-of", "today")

    rows = json.loads(result.stdout)
    assert next(row for row in rows if row["output"] == "final_plan_due")["due_on"] == "2026-05-25"


def test_facts_may_be_piped_in():
    result = CliRunner().invoke(app, ["due", "-", "--json"], input=json.dumps(REQUEST))

    assert json.loads(result.stdout)


def test_explain_gives_the_reasons(ask):
    result = ask("explain", REQUEST)

    said = " ".join(result.stdout.split())
    assert "Say whether there will be an assessment" in said
    assert "5 January 2026 + 6 weeks (42 days)" in said


def test_facts_lists_the_vocabulary_with_what_each_does(ask):
    words = json.loads(ask("facts", None, "--json").stdout)

    word = next(each for each in words if each["fact"] == "assess_decision_notified")
    assert word["details"][0]["choices"] == ["assess", "refuse"]
    assert "assess_decision_due" in word["stops"]
    assert "appeal_deadline" in word["starts"]
    assert "final_plan_due" in word["supersedes"]
    assert "final_plan_due" in next(each for each in words if each["fact"] == "request_withdrawn")["withdraws"]


def test_facts_lists_the_vocabulary_for_a_person(ask):
    result = ask("facts")

    assert "request_received" in result.stdout
    assert "decision*: assess | refuse" in " ".join(result.stdout.split())


def test_every_kind_of_row_can_be_shown_to_a_person(ask):
    document = {
        "as_of": "2026-12-01",
        "facts": [
            {"fact": "permanent_exclusion_began", "on": "2026-10-15"},
            {"fact": "decision_letter_sent", "on": "2026-10-01"},
            {"fact": "advice_request_received", "on": "2026-10-01", "body": "health"},
            {
                "fact": "unregistered_place_used",
                "on": "2026-10-01",
                "full_time_pupils": 1,
                "plan_or_looked_after": True,
            },
            {
                "fact": "unregistered_place_used",
                "on": "2026-10-02",
                "full_time_pupils": 1,
                "plan_or_looked_after": False,
            },
            {"fact": "suspension_began", "on": "2026-10-02", "school_days": 2},
        ],
    }

    said = " ".join(ask("due", document).stdout.split())

    assert "needs school" in said
    assert "17:00" in said
    assert "Give advice and information (health)" in said
    assert " yes " in said
    assert " no " in said
    assert " 43 " in said


def test_a_cohort_gives_both_published_measures(ask):
    days = [120, 139, 140, 141, 200, 400, (130,), (150,), (210,), 90]
    plans = [{"days": d[0], "exception": True} if isinstance(d, tuple) else {"days": d} for d in days]

    figures = json.loads(ask("timeliness", {"as_of": "2026-03-01", "plans": plans}, "--json").stdout)

    assert figures["including_exceptions"]["percent_within_20_weeks"] == 50.0
    assert figures["including_exceptions"]["over_52_weeks"] == 1
    assert figures["excluding_exceptions"]["percent_within_20_weeks"] == 57.1
    assert figures["excluding_exceptions"]["plans_issued_den_ex"] == 7


def test_a_cohort_may_be_given_as_dates_and_shown_to_a_person(ask):
    plans = [{"received_on": "2026-01-05", "issued_on": "2026-05-25", "exception": True}]

    result = ask("timeliness", plans, "--as-of", "2026-12-01")

    assert "100.0 per cent are flagged with an exception: check the flag." in result.stdout
    assert "none" in result.stdout


def test_a_sound_cohort_raises_no_doubt(ask):
    result = ask("timeliness", [{"days": 100}], "--as-of", "2026-12-01")

    assert "check the flag" not in result.stdout


@pytest.mark.parametrize(
    ("plans", "says"),
    [
        ({"plans": 3}, "no list of plans"),
        ([{"days": 100}], "which day"),
        ({"as_of": "2026-03-01", "plans": ["x"]}, "Plan 1 cannot be read"),
        ({"as_of": "2026-03-01", "plans": [{"dayz": 1}]}, "Plan 1 cannot be read"),
        ({"as_of": "2026-03-01", "plans": [{"days": "1"}]}, "is not a number of days"),
        ({"as_of": "2026-03-01", "plans": [{"days": 1, "exception": "yes"}]}, "neither true nor false"),
        ({"as_of": "2026-03-01", "plans": [{"received_on": "2026-01-05"}]}, "issued_on"),
        (
            {"as_of": "2026-03-01", "plans": [{"received_on": "2026-01-05", "issued_on": "2026-01-04"}]},
            "-1 is not a number of days",
        ),
    ],
)
def test_a_cohort_that_cannot_be_counted_is_refused(ask, plans: Any, says: str):
    result = ask("timeliness", plans)

    assert result.exit_code == 2
    assert says in result.stderr


def test_the_worked_examples_agree_with_the_rules_as_they_stand(ask):
    as_json, as_table = ask("examples", None, "--json"), ask("examples")

    assert all(example["agrees"] for example in json.loads(as_json.stdout))
    assert as_json.exit_code == as_table.exit_code == 0
    assert "W80" in as_table.stdout


def test_an_example_that_no_longer_agrees_fails_the_command(ask, monkeypatch: pytest.MonkeyPatch):
    from oneplan.cli import clock_examples

    monkeypatch.setattr(
        clock_examples, "run_examples", lambda: [{"id": "W01", "title": "X", "rules": [], "agrees": False}]
    )

    result = ask("examples")

    assert result.exit_code == 1
    assert "NO" in result.stdout


def test_a_refusal_is_said_in_words_and_ends_with_two(ask):
    result = ask("due", {"as_of": "2026-03-01", "facts": [{"fact": "request_recieved", "on": "2026-01-05"}]})

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Did you mean request_received?" in result.stderr


def test_a_refusal_is_json_where_json_was_asked_for(ask):
    result = ask("due", {"as_of": "2026-03-01", "facts": [{"fact": "request_received", "on": "2013-01-05"}]}, "--json")

    error = json.loads(result.stderr)["error"]
    assert result.exit_code == 2
    assert "No law is in force on 2013-01-05" in error["what"]
    assert error["why"]
    assert error["do"]


@pytest.mark.parametrize("text", ["", "{", '{"as_of": }', "not json", "[" * 100_000, "9" * 5_000])
def test_what_is_not_json_is_refused_with_its_place(ask, text: str):
    result = ask("due", text=text)

    assert result.exit_code == 2
    assert "is not JSON" in result.stderr or "something no case holds" in result.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    result = CliRunner().invoke(app, ["due", str(tmp_path / "none.json")])

    assert result.exit_code == 2
    assert "cannot be read: No such file or directory" in result.stderr


def test_a_folder_is_refused(tmp_path: Path):
    result = CliRunner().invoke(app, ["due", str(tmp_path)])

    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path):
    file = tmp_path / "facts.json"
    file.write_bytes('{"as_of": "é"}'.encode("latin-1"))

    result = CliRunner().invoke(app, ["due", str(file)])

    assert result.exit_code == 2
    assert "is not UTF-8 text" in result.stderr


def test_a_mark_at_the_start_of_the_file_does_no_harm(tmp_path: Path):
    file = tmp_path / "facts.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(REQUEST).encode())

    assert CliRunner().invoke(app, ["due", str(file), "--json"]).exit_code == 0


def test_a_file_that_is_far_too_large_is_refused(tmp_path: Path):
    file = tmp_path / "facts.json"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)

    result = CliRunner().invoke(app, ["due", str(file)])

    assert result.exit_code == 2
    assert "larger than 25 MB" in result.stderr

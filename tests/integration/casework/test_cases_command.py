"""``oneplan cases`` and the nightly work, on records of a test."""

from datetime import date, timedelta

import pytest
from tests.support.cases import make_case, make_person
from typer.testing import CliRunner

from oneplan.cli import cases as command
from oneplan.jobs.limits import rebuild_limits_if_stale
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Standing, StandingBasis

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
REQUESTED = ("request_received", date(2026, 1, 5))


@pytest.fixture(autouse=True)
def records_are_open(monkeypatch):
    monkeypatch.setattr(command, "open_records", lambda: None)


def run(*arguments: str):
    return CliRunner().invoke(command.app, list(arguments), catch_exceptions=False, env={"COLUMNS": "160"})


def test_every_open_limit_is_worked_out_again_on_request() -> None:
    case = make_case(facts=[REQUESTED], on=DAY)
    Standing.objects.all().delete()

    said = run("rebuild-standing", "--as-of", "2026-03-02")

    assert said.stdout.strip().endswith("The open limits of 1 cases worked out.")
    assert Standing.objects.filter(case=case, output="final_plan_due").exists()
    assert StandingBasis.objects.get().worked_out_on == DAY


def test_nothing_is_worked_out_where_nothing_has_changed() -> None:
    make_case(facts=[REQUESTED], on=DAY)
    run("rebuild-standing", "--as-of", "2026-03-02")

    said = run("rebuild-standing", "--as-of", "2026-03-02", "--if-stale")

    assert said.stdout.strip() == "Nothing has changed."


def test_a_case_is_shown_with_what_falls_due_and_the_reading_is_on_record() -> None:
    case = make_case(facts=[REQUESTED], person=make_person(surname="Sample"), on=DAY)

    said = run("show", case.public_id, "--as-of", "2026-01-12").stdout

    assert f"Robin Sample, case {case.public_id}" in said
    assert "the council must say whether there will be one by 16 February 2026." in " ".join(said.split())
    assert "Send the final plan" in said
    assert AuditEntry.objects.get(verb="read-case").subject_ids == [case.public_id]


def test_the_nightly_work_works_everything_out_once_a_day(monkeypatch) -> None:
    make_case(facts=[REQUESTED], on=DAY)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY)

    first, again = rebuild_limits_if_stale(), rebuild_limits_if_stale()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY + timedelta(days=1))

    assert (first, again, rebuild_limits_if_stale()) == (1, 0, 1)

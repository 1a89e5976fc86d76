"""The commands, run as a person runs them, on an installation of its own."""

import json
import signal
import subprocess
import sys
import time

import pytest
from tests.support.bad_files import BAD
from tests.support.installation import installation

from oneplan.synthetic import example_plan

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with installation(tmp_path_factory.mktemp("installation")) as found:
        yield found


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "one-plan.txt"
    example_plan.write_text(example_plan.load(), path)
    return path


@pytest.fixture(scope="module")
def imported(place, plan_file):
    return json.loads(place.command("import", "plan", str(plan_file), "--yes", "--json").stdout)


def _query(place, expression):
    code = (
        "import django, json; django.setup()\n"
        "from oneplan.records.improvement.models import *\n"
        "from oneplan.records.audit.models import *\n"
        "from oneplan.records.accounts.models import *\n"
        "from oneplan.records.casework.models import Case\n"
        "from oneplan.records.figures.models import Figure\n"
        f"print(json.dumps({expression}))"
    )
    return json.loads(place.run("-c", code).stdout)


def test_one_command_on_an_empty_machine_puts_a_plan_in(imported):
    assert imported["state"] == "applied"
    assert (imported["created"], imported["changed"]) == (186, 0)
    assert imported["lines"]["total"] == sum(
        imported["lines"][fate] for fate in ("imported", "heading", "noise", "review")
    )


def test_the_same_file_again_changes_nothing(place, plan_file, imported):
    events = _query(place, "ActionEvent.objects.count()")

    again = json.loads(place.command("import", "plan", str(plan_file), "--yes", "--json").stdout)

    assert (again["plan_id"], again["created"], again["changed"], again["unchanged"]) == (
        imported["plan_id"],
        0,
        0,
        186,
    )
    assert _query(place, "ActionEvent.objects.count()") == events


def test_without_yes_nothing_is_changed_until_somebody_agrees(place, plan_file, imported):
    shown = subprocess.run(
        [sys.executable, "-c", "from oneplan.cli.main import main; main()", "import", "plan", str(plan_file)],
        env=place.variables, input="n\n", capture_output=True, text=True, check=True, timeout=120, cwd=place.home,
    )  # fmt: skip

    assert "an edited copy of" in shown.stdout
    assert "Nothing was changed" in shown.stdout


def test_bad_files_end_in_words_and_leave_nothing(place, imported, tmp_path):
    before = _query(place, "[PlanImport.objects.count(), Action.objects.count()]")

    for case in ("truncated word", "encrypted word", "zip bomb", "text with no text"):
        name, content, says = BAD[case]
        path = tmp_path / name
        path.write_bytes(content() if callable(content) else content)
        refused = place.command("import", "plan", str(path), check=False)
        assert (refused.returncode, says in refused.stderr) == (2, True), case
        assert "Traceback" not in refused.stderr

    assert _query(place, "[PlanImport.objects.count(), Action.objects.count()]") == before


def test_a_file_that_is_not_there_is_named(place):
    refused = place.command("import", "plan", "nowhere.docx", check=False)

    assert (refused.returncode, "There is no file nowhere.docx" in refused.stderr) == (2, True)


def test_people_are_invited_listed_given_roles_and_ended(place, imported):
    invited = place.command("accounts", "invite", "ann@example.org", "--name", "Ann Lee", "--role", "analyst")
    place.command("accounts", "grant", "ann@example.org", "--role", "board-member", "--from", "2026-01-01")
    held = _query(place, "[h.pk for h in RoleHeld.objects.filter(role='board-member')]")
    place.command("accounts", "end", str(held[-1]), "--on", "2026-02-01")

    listed = place.command("accounts", "list").stdout
    assert "http://127.0.0.1:8000/" in invited.stdout
    assert "Ann" in listed
    assert _query(place, f"str(RoleHeld.objects.get(pk={held[-1]}).last_day)") == "2026-02-01"


def test_an_uploaded_plan_is_read_by_the_jobs_which_also_seal_the_log(place, plan_file, imported):
    code = (
        "import django; django.setup()\n"
        "from datetime import date\n"
        "from oneplan.feeds.improvement_plans import receive\n"
        "from oneplan.actions.signing_in import console_account\n"
        "by = console_account(on=date.today())\n"
        f"print(receive(open({str(plan_file)!r}, 'rb'), name='p.txt', declared_type='text/plain', by=by, on=date.today()))"
    )
    import_id = place.run("-W", "ignore", "-c", code).stdout.strip()
    _abandon(place)

    with subprocess.Popen(
        [sys.executable, "-m", "oneplan.jobs"], env=place.variables, cwd=place.home, stderr=subprocess.DEVNULL
    ) as jobs:
        state = _wait_for(place, f"PlanImport.objects.get(public_id='{import_id}').state", "read")
        unsealed = _wait_for(place, "AuditEntry.objects.count() - AuditSeal.objects.count()", 0)
        jobs.send_signal(signal.SIGTERM)
        assert jobs.wait(timeout=30) == 0

    assert (state, unsealed) == ("read", 0)


def _abandon(place):
    """Another worker took the job and died."""
    code = (
        "import django, socket; django.setup()\n"
        "from django.utils import timezone\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "name = socket.gethostname()[:40] + ':999999'\n"
        "DBTaskResult.objects.filter(status='READY').update("
        "status='RUNNING', started_at=timezone.now(), worker_ids=[name])\n"
        "from oneplan.records.improvement.models import PlanImport\n"
        "PlanImport.objects.filter(state='received').update(state='reading')"
    )
    place.run("-c", code)


def _wait_for(place, expression, wanted, seconds=60):
    end = time.monotonic() + seconds
    while (found := _query(place, expression)) != wanted and time.monotonic() < end:
        time.sleep(0.5)
    return found


def test_the_log_is_sealed_and_checked_and_a_change_to_it_is_named(place, imported):
    place.command("audit", "seal")
    whole = place.command("audit", "verify")
    spoil = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from oneplan.records.append_only import lifted_guards\n"
        "with connection.cursor() as cursor:\n"
        "    for statement in lifted_guards(connection.vendor, 'audit_auditentry'): cursor.execute(statement)\n"
        "    cursor.execute(\"UPDATE audit_auditentry SET verb = 'x' WHERE id = 2\")"
    )

    place.run("-c", spoil)
    broken = place.command("audit", "verify", check=False)

    assert "The audit log is whole" in whole.stdout
    assert broken.returncode == 1
    assert "entry 2" in broken.stdout


def test_rebuilding_says_how_many_actions_there_are(place, imported):
    assert "186 actions rebuilt" in place.command("jobs", "rebuild").stdout


def test_the_demonstration_refuses_a_machine_with_real_records(place):
    refused = place.command("demo", "--prepare-only", check=False)

    assert (refused.returncode, "set up for real records" in refused.stderr) == (2, True)


def test_the_demonstration_is_made_once_and_has_somebody_for_every_role(tmp_path):
    with installation(tmp_path) as empty:
        del empty.variables["ONEPLAN_SECRET_KEY"]
        empty.command("demo", "--prepare-only", "--plans", "150")
        empty.variables["ONEPLAN_DEMO"] = "1"
        first = _query(empty, "[ActionEvent.objects.count(), User.objects.count()]")
        empty.command("demo", "--prepare-only", "--plans", "150")
        events, users, actions, changes, roles, cases, figures = _query(
            empty,
            "[ActionEvent.objects.count(), User.objects.count(), Action.objects.filter(events__kind='imported').count(), "
            "ActionEvent.objects.exclude(kind='imported').count(), list(RoleHeld.objects.values_list('role', flat=True)), "
            "Case.objects.count(), Figure.objects.count()]",
        )

    assert [events, users] == first
    assert (actions, changes >= 12) == (186, True)
    assert cases > 150
    assert figures > 100
    everyday = {"transformation-lead", "action-owner", "board-member", "caseworker", "manager", "analyst", "public"}
    assert everyday <= set(roles)


def test_a_command_on_a_machine_without_a_key_makes_one_of_its_own(tmp_path, plan_file):
    with installation(tmp_path) as fresh:
        if "DATABASE_URL" in fresh.variables:
            pytest.skip("only the embedded database comes without any settings")
        del fresh.variables["ONEPLAN_SECRET_KEY"]

        fresh.command("import", "plan", str(plan_file), "--yes")
        again = fresh.command("audit", "verify")

        assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
        assert "The audit log is whole" in again.stdout

"""Imports a plan again and again, each time in a process that is killed at another statement; tells what was left."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import signal
import sys
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from oneplan.actions import plan_imports  # noqa: E402
from oneplan.actions.upkeep import seal_audit_log  # noqa: E402
from oneplan.adapters.files import gate, store  # noqa: E402
from oneplan.adapters.files.kinds import PLAN  # noqa: E402
from oneplan.records.accounts.models import User  # noqa: E402
from oneplan.records.audit.verifying import verify  # noqa: E402
from oneplan.records.documents.queries import stored_names  # noqa: E402
from oneplan.records.improvement.models import Action, ActionEvent, ImprovementPlan, PlanImport, Section  # noqa: E402
from tests.support.people import TODAY, person  # noqa: E402
from tests.support.plans import read_action, reading  # noqa: E402

ROWS = 40


def main(points: int) -> None:
    call_command("migrate", verbosity=0)
    person("transformation-lead", email="lead@example.org")
    total = _statements()
    chance = random.Random(20260302)
    chosen = sorted(chance.sample(range(1, total + 1), points))
    print(json.dumps({"statements": total, "killed": [_killed_at(point) for point in chosen], "at_last": _finished()}))


def _import_a_plan(title: str) -> None:
    by = User.objects.get(email="lead@example.org")
    stored = gate.receive(io.BytesIO(title.encode()), name="plan.txt", declared_type="", kind=PLAN)
    import_id = plan_imports.receive_plan_document(stored=stored, by=by, on=TODAY)
    plan_imports.start_reading(import_id=import_id, on=TODAY)
    rows = [read_action(f"A{number}", _words(title, number)) for number in range(ROWS)]
    what = replace(reading(*rows, title=title), plan=title)
    plan_imports.record_reading(import_id=import_id, reading=what, findings=(), on=TODAY)
    plan_imports.apply_plan_import(import_id=import_id, by=by, on=TODAY)


def _words(title: str, number: int) -> str:
    # Words of its own for each plan, or it would be taken for an edited copy of the one before.
    return hashlib.sha256(f"{title} {number}".encode()).hexdigest()


def _statements() -> int:
    """How many statements one import makes, counted in a process of its own that then takes everything back."""
    read, write = os.pipe()
    child = _fork()
    if child == 0:
        count = [0]

        def counting(execute: Any, *arguments: Any) -> Any:
            count[0] += 1
            return execute(*arguments)

        with connection.execute_wrapper(counting):
            _import_a_plan("Counted plan")
        os.write(write, str(count[0]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    with os.fdopen(read) as pipe:
        return int(pipe.read())


def _killed_at(point: int) -> dict[str, Any]:
    before = _held()
    child = _fork()
    if child == 0:
        count = [0]

        def killing(execute: Any, *arguments: Any) -> Any:
            count[0] += 1
            if count[0] == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*arguments)

        with connection.execute_wrapper(killing):
            _import_a_plan(f"Plan killed at {point}")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    after = _held()
    seal_audit_log()
    store.sweep(stored_names(), older_than=-1)
    found = {
        "point": point,
        "was_killed": os.WIFSIGNALED(status),
        "plans": after["plans"] - before["plans"],
        "actions": after["actions"] - before["actions"],
        "events": after["events"] - before["events"],
        "sections": after["sections"] - before["sections"],
        "applied": after["applied"] - before["applied"],
        "chain_is_whole": verify().is_whole,
        "orphan_files": len({path.name for path in settings.DOCUMENT_ROOT.glob("*/*")} - stored_names()),
        "lost_files": len(stored_names() - {path.name for path in settings.DOCUMENT_ROOT.glob("*/*")}),
    }
    connections.close_all()
    return found


def _finished() -> int:
    _import_a_plan("Plan that was left alone")
    return Action.objects.filter(plan__title="Plan that was left alone").count()


def _held() -> dict[str, int]:
    held = {
        "plans": ImprovementPlan.objects.count(),
        "actions": Action.objects.count(),
        "events": ActionEvent.objects.count(),
        "sections": Section.objects.count(),
        "applied": PlanImport.objects.filter(state="applied").count(),
    }
    connections.close_all()
    return held


def _fork() -> int:
    connections.close_all()
    sys.stdout.flush()
    return os.fork()


if __name__ == "__main__":
    main(int(sys.argv[1]))

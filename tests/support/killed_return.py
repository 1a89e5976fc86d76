"""Brings returns in again and again, each time in a process that is killed at another statement; tells what was left."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from oneplan.actions.person_returns import apply_person_return  # noqa: E402
from oneplan.actions.upkeep import seal_audit_log  # noqa: E402
from oneplan.adapters.files import store  # noqa: E402
from oneplan.feeds.person_returns import read_now, receive  # noqa: E402
from oneplan.records.accounts.models import User  # noqa: E402
from oneplan.records.audit.verifying import verify  # noqa: E402
from oneplan.records.casework import models as casework  # noqa: E402
from oneplan.records.documents.queries import stored_names  # noqa: E402
from oneplan.records.people.models import Person  # noqa: E402
from oneplan.records.returns.models import DataProblem, PersonReturn, ReturnState  # noqa: E402
from oneplan.rulebook import load_rulebook  # noqa: E402
from tests.support.people import TODAY, person  # noqa: E402
from tests.support.person_returns import as_file, child, header  # noqa: E402

PEOPLE = 12
COUNTED = (
    Person, casework.Case, casework.NeedsAssessment, casework.EhcPlan, casework.NamedSetting, casework.Placement,
    casework.Need, casework.CaseEvent,
)  # fmt: skip


def main(points: int) -> None:
    call_command("migrate", verbosity=0)
    person("operator", email="operator@example.org")
    load_rulebook()
    whole, statements = _counted()
    chance = random.Random(20260302)
    chosen = sorted(chance.sample(range(1, statements + 1), points))
    print(json.dumps({"whole": whole, "killed": [_killed_at(n, point) for n, point in enumerate(chosen, 1)]}))


def _bring_in(turn: int) -> None:
    by = User.objects.get(email="operator@example.org")
    first = turn * PEOPLE
    file = as_file((child(first + n) for n in range(PEOPLE)), header(serial=turn))
    received = receive(io.BytesIO(file), name="r.xml", declared_type="", by=by, on=TODAY, queued=False)
    read_now(received.id, on=TODAY)
    apply_person_return(import_id=received.id, by=by, on=TODAY)


def _counted() -> tuple[list[int], int]:
    """What one whole return leaves, and how many statements it takes."""
    count = [0]

    def counting(execute: Any, *arguments: Any) -> Any:
        count[0] += 1
        return execute(*arguments)

    before = _held()
    with connection.execute_wrapper(counting):
        _bring_in(0)
    return _more(before), count[0]


def _killed_at(turn: int, point: int) -> dict[str, Any]:
    before = _held()
    child_process = _fork()
    if child_process == 0:
        count = [0]

        def killing(execute: Any, *arguments: Any) -> Any:
            count[0] += 1
            if count[0] == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*arguments)

        with connection.execute_wrapper(killing):
            _bring_in(turn)
        os._exit(0)
    _, status = os.waitpid(child_process, 0)
    left = _more(before)
    seal_audit_log()
    store.sweep(stored_names(), older_than=-1)
    kept = {path.name for path in settings.DOCUMENT_ROOT.glob("*/*")}
    half_read = PersonReturn.objects.exclude(state__in=(ReturnState.READ, ReturnState.APPLIED))
    found = {
        "point": point,
        "was_killed": os.WIFSIGNALED(status),
        "left": left,
        "half_read": DataProblem.objects.filter(person_return__in=half_read).count(),
        "without_limits": casework.Case.objects.filter(standing__isnull=True).count(),
        "chain_is_whole": verify().is_whole,
        "orphan_files": len(kept - stored_names()),
        "lost_files": len(stored_names() - kept),
    }
    # Whoever starts the same return again, after whatever was left, ends with the whole of it.
    _bring_in(turn)
    found["at_last"] = _more(before)
    connections.close_all()
    return found


def _held() -> list[int]:
    held = [model.objects.count() for model in COUNTED]
    connections.close_all()
    return held


def _more(before: list[int]) -> list[int]:
    return [now - then for now, then in zip(_held(), before, strict=True)]


def _fork() -> int:
    connections.close_all()
    sys.stdout.flush()
    return os.fork()


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Several processes change the same actions and two seal the audit log meanwhile; tells what came of it."""

from __future__ import annotations

import json
import os
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from oneplan.actions.plan_lines import change_rating  # noqa: E402
from oneplan.actions.upkeep import seal_audit_log, seal_recent_entries  # noqa: E402
from oneplan.core.improvement.history import EventKind  # noqa: E402
from oneplan.core.improvement.rating import Rating  # noqa: E402
from oneplan.core.improvement.stale import Stale  # noqa: E402
from oneplan.records.accounts.models import User  # noqa: E402
from oneplan.records.audit.models import AuditEntry, AuditSeal  # noqa: E402
from oneplan.records.audit.verifying import verify  # noqa: E402
from oneplan.records.improvement.models import Action, ActionEvent  # noqa: E402
from tests.support.people import TODAY, person  # noqa: E402
from tests.support.plans import imported_plan  # noqa: E402

RATINGS = (Rating.ON_TRACK, Rating.DELAYED, Rating.AT_RISK)


def main(writers: int, edits: int) -> None:
    call_command("migrate", verbosity=0)
    imported_plan(person("transformation-lead", email="lead@example.org"))
    connections.close_all()
    sealers = [_start(_seal_until_stopped) for _ in range(2)]
    children = [_start(lambda number=number: _edit(number, edits)) for number in range(writers)]
    told = [_finish(child) for child in children]
    for pid, _ in sealers:
        os.kill(pid, 15)
        os.waitpid(pid, 0)
    seal_audit_log()
    sequences = list(AuditSeal.objects.order_by("sequence").values_list("sequence", flat=True))
    accepted = [reason for each in told for reason in each["accepted"]]
    kept = set(ActionEvent.objects.filter(kind=EventKind.RATING_CHANGED).values_list("reason", flat=True))
    result = {
        "accepted": len(accepted),
        "told": sum(each["stale"] for each in told),
        "lost": len(set(accepted) - kept),
        "invented": len(kept - set(accepted)),
        "versions_fit": all(row.version == row.events.count() for row in Action.objects.all()),
        "chain_is_whole": verify().is_whole,
        "no_gap": sequences == list(range(1, len(sequences) + 1)),
        "all_sealed": AuditEntry.objects.count() == len(sequences),
    }
    print(json.dumps(result))


def _edit(number: int, edits: int) -> dict[str, object]:
    by, accepted, stale = User.objects.get(email="lead@example.org"), [], 0
    for turn in range(edits):
        action = Action.objects.get(ref="A1")
        reason = f"writer {number} turn {turn}"
        rating = next(each for each in RATINGS if each.value != action.rating)
        try:
            change_rating(
                action_id=action.public_id,
                version=action.version,
                rating_raw=f"{rating} {number} {turn}",
                rating=rating,
                reason=reason,
                by=by,
                on=TODAY,
            )
            accepted.append(reason)
        except Stale:
            stale += 1
    return {"accepted": accepted, "stale": stale}


def _seal_until_stopped() -> dict[str, object]:
    while True:
        seal_recent_entries()


def _start(work) -> tuple[int, int]:
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    os.close(read)
    os.write(write, json.dumps(work()).encode())
    os._exit(0)


def _finish(child: tuple[int, int]) -> dict[str, object]:
    pid, read = child
    with os.fdopen(read) as pipe:
        told = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(told)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

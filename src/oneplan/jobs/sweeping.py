"""Puts right what a crash left behind: jobs that nobody works on any more, files that no record knows."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from oneplan.adapters.files import store
from oneplan.feeds import improvement_plans, packs, person_returns
from oneplan.records.documents.queries import stored_names

_LONGEST = timedelta(minutes=4)  # a reading is stopped well before
_A_DAY = 24 * 3600.0
_MOST_TURNS = 3  # a job that ended three processes would end the fourth
_FORGOTTEN = timedelta(minutes=15)
_GIVE_UP = {
    improvement_plans.read_received.module_path: improvement_plans.gave_up,
    person_returns.read_received.module_path: person_returns.gave_up,
    packs.make_asked.module_path: packs.gave_up,
}


def worker_name() -> str:
    """Names this process on this machine, so that another can tell whether it is still there."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def retake_stuck_jobs() -> int:
    """Jobs whose worker is gone wait again, twice; then they say that they failed. Says how many wait again.

    Every job may be run twice without harm.
    """
    count = 0
    with transaction.atomic():
        for job in DBTaskResult.objects.running().select_for_update():
            if not _is_abandoned(job):
                continue
            if len(job.worker_ids) >= _MOST_TURNS:
                _give_up(job)
                continue
            job.status, job.started_at = "READY", None
            job.save(update_fields=["status", "started_at"])
            count += 1
    return count


def take_up_forgotten_returns() -> int:
    """Returns that nobody is going to read any more, as when a console was closed, are queued; says how many."""
    open_jobs = DBTaskResult.objects.filter(
        task_path=person_returns.read_received.module_path, status__in=("READY", "RUNNING")
    )
    queued = {str(job.args_kwargs["args"][0]) for job in open_jobs}
    return person_returns.take_up_forgotten(queued, before=timezone.now() - _FORGOTTEN, on=timezone.localdate())


def sweep_files() -> int:
    """Removes files that a crash left without a record more than a day ago; says how many."""
    return store.sweep(stored_names(), older_than=_A_DAY)


def _is_abandoned(job: Any) -> bool:
    if job.started_at is None or timezone.now() - job.started_at > _LONGEST:
        return True
    host, _, pid = (job.worker_ids[-1] if job.worker_ids else "").partition(":")
    if host != socket.gethostname()[:40] or not pid.isdigit():
        return False
    return int(pid) == os.getpid() or not _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _give_up(job: Any) -> None:
    job.status, job.finished_at = "FAILED", timezone.now()
    job.save(update_fields=["status", "finished_at"])
    if job.task_path in _GIVE_UP:
        _GIVE_UP[job.task_path](*job.args_kwargs["args"])

"""Runs everything that waits, until told to stop."""

from __future__ import annotations

import logging
import signal
import time
from threading import Event, Thread

from django.db import close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker

from oneplan.feeds import improvement_plans, packs, person_returns
from oneplan.jobs.chasing import remind_if_due
from oneplan.jobs.limits import rebuild_limits_if_stale
from oneplan.jobs.reckoning import reckon_if_stale
from oneplan.jobs.sealing import keep_sealing
from oneplan.jobs.sweeping import retake_stuck_jobs, sweep_files, take_up_forgotten_returns, worker_name

_log = logging.getLogger("oneplan.jobs")
_LOOK_EVERY, _RETAKE_EVERY, _SWEEP_EVERY, _RECKON_EVERY = 1.0, 20.0, 3600.0, 60.0
_TASKS = (
    improvement_plans.read_received,
    person_returns.read_received,
    packs.make_asked,
)  # named here so that a renamed task is noticed at the start


def run_until_stopped() -> None:
    """Works until interrupted or terminated, then finishes what it is doing."""
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # it would report each second that nothing waits
    _log.info("jobs started, knowing %d kinds of work", len(_TASKS))
    sealer = Thread(target=_in_thread, args=(stopped,), name="sealer")
    sealer.start()
    try:
        work(stopped)
    finally:
        stopped.set()
        sealer.join()


def work(stopped: Event) -> None:
    """Takes back what was abandoned, then does whatever is queued, again and again."""
    next_retake = next_sweep = next_reckoning = 0.0
    while not stopped.is_set():
        close_old_connections()
        now = time.monotonic()
        if now >= next_retake:
            retake_stuck_jobs()
            take_up_forgotten_returns()
            next_retake = now + _RETAKE_EVERY
        if now >= next_sweep:
            sweep_files()
            remind_if_due()
            next_sweep = now + _SWEEP_EVERY
        do_queued_work()
        if now >= next_reckoning:
            rebuild_limits_if_stale()
            reckon_if_stale()
            next_reckoning = now + _RECKON_EVERY
        stopped.wait(_LOOK_EVERY)


def do_queued_work() -> None:
    """Everything that is queued now, one after another."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )
    worker.run()


def _in_thread(stopped: Event) -> None:
    try:
        keep_sealing(stopped)
    except Exception:
        _log.exception("the sealer stopped")
        stopped.set()  # better no jobs at all, and a restart, than acts that nobody seals
        raise
    finally:
        connections.close_all()

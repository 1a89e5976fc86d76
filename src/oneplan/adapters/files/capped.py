"""Reading a document in a process of its own: whatever it does ends in an answer or a clear message."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from oneplan.adapters.files.kinds import MEGABYTE
from oneplan.adapters.files.plan_reader import OUT_OF_MEMORY
from oneplan.core.improvement.reading import Finding, PlanReading
from oneplan.core.improvement.reading_json import from_json
from oneplan.core.kernel import Problem

Progress = Callable[[int, int, str], None]
_READER = "oneplan.plandocs:read"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one reading may use."""

    cpu_seconds: int = 30
    wall_seconds: float = 90
    memory_bytes: int = 1024 * MEGABYTE


LIMITS = Limits()
PATIENT = Limits(cpu_seconds=180, wall_seconds=600)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What was read, and the faults found in it."""

    reading: PlanReading
    findings: tuple[Finding, ...]


def read_plan(
    path: Path,
    *,
    name: str,
    as_at: date,
    on_progress: Progress | None = None,
    limits: Limits = LIMITS,
    reader: str = _READER,
) -> ReadDocument:
    """What the document holds; a Problem in words if it cannot be read, crashes the reader or uses too much."""
    with tempfile.TemporaryDirectory(prefix="oneplan-reading-") as folder:
        order = {
            "path": str(path),
            "name": name,
            "as_at": as_at.isoformat(),
            "folder": folder,
            "reader": reader,
            "cpu_seconds": limits.cpu_seconds,
            "memory_bytes": limits.memory_bytes,
        }
        code = _run(json.dumps(order), folder, on_progress, limits)
        answer = Path(folder) / "answer.json"
        if not answer.exists():
            raise _failure(code, limits)
        told = json.loads(answer.read_text(encoding="utf-8"))
    if "problem" in told:
        what, why, do = told["problem"]
        raise Problem(what, why=why, do=do)
    return ReadDocument(from_json(told["reading"]), tuple(Finding(**each) for each in told["findings"]))


def _run(order: str, folder: str, on_progress: Progress | None, limits: Limits) -> int:
    child = subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", "oneplan.adapters.files.plan_reader", order],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )
    try:
        assert child.stdout is not None
        for line in _lines(child.stdout, time.monotonic() + limits.wall_seconds):
            if on_progress is not None:
                _pass_on(line, on_progress)
        return child.wait(timeout=5)
    except (TimeoutError, subprocess.TimeoutExpired):
        return -signal.SIGXCPU
    finally:
        _end(child)


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG", "LC_ALL") if name in os.environ}
    return {**kept, "HOME": folder, "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def _lines(pipe: IO[bytes], deadline: float) -> Iterator[bytes]:
    os.set_blocking(pipe.fileno(), False)
    waiting = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError
            chunk = os.read(pipe.fileno(), 65536)
            if not chunk:
                return
            *lines, waiting = (waiting + chunk).split(b"\n")
            yield from lines
            waiting = waiting[-65536:]


def _pass_on(line: bytes, on_progress: Progress) -> None:
    try:
        done, total, says = json.loads(line)
        on_progress(int(done), int(total), str(says))
    except ValueError:
        return  # a reader's library that prints is not worth a failure


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _failure(code: int, limits: Limits) -> Problem:
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Problem(
            f"Reading the document took more than {limits.cpu_seconds} seconds of work and was stopped.",
            why="A document that takes so long is very large or was made to hold readers up.",
            do="Save the part that holds the plan as a new document, or save it as Word or text, and try again.",
        )
    if code in {OUT_OF_MEMORY, -signal.SIGBUS}:
        return Problem(
            f"Reading the document needed more than {limits.memory_bytes // MEGABYTE} MB of memory and was stopped.",
            why="A document that needs so much is very large or was made to use a computer up.",
            do="Leave out pictures, or save the part that holds the plan as a new document, and try again.",
        )
    return Problem(
        "The document could not be read: the reader stopped at something it did not understand.",
        why="The file may be damaged. Nothing was changed, and other people were not affected.",
        do="Open it in its own program and save a new copy, or save it as Word or text, and try again.",
    )

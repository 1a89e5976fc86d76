"""Readers that do what a hostile document might make a reader do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from oneplan.core.improvement.reading import PlanReading
from oneplan.core.kernel import Problem


def behave(path: Path, *, name: str, progress: Any) -> PlanReading:
    for done in range(3):
        progress(done, 3)
    return PlanReading(plan=f"{name}: {path.read_text()}")


def spin(path: Path, *, name: str, progress: Any) -> PlanReading:
    while True:
        pass


def sleep(path: Path, *, name: str, progress: Any) -> PlanReading:
    import time

    time.sleep(60)
    return PlanReading(plan="")


def grow(path: Path, *, name: str, progress: Any) -> PlanReading:
    held = []
    while True:
        held.append(bytearray(16 * 1024 * 1024))


def crash(path: Path, *, name: str, progress: Any) -> PlanReading:
    os.abort()


def raise_anything(path: Path, *, name: str, progress: Any) -> PlanReading:
    raise RuntimeError(path.read_text())


def refuse(path: Path, *, name: str, progress: Any) -> PlanReading:
    raise Problem("There is no text in it.", why="It is a picture.", do="Turn it into text.")


def chatter(path: Path, *, name: str, progress: Any) -> PlanReading:
    sys.stdout.write("not a line of ours\n" * 100_000)
    return PlanReading(plan="chatter")


def telephone(path: Path, *, name: str, progress: Any) -> PlanReading:
    socket.create_connection(("127.0.0.1", int(path.read_text())), timeout=2)
    return PlanReading(plan="connected")


def write_elsewhere(path: Path, *, name: str, progress: Any) -> PlanReading:
    Path(path.read_text()).write_text("written")
    return PlanReading(plan="written")


def remove_elsewhere(path: Path, *, name: str, progress: Any) -> PlanReading:
    path.unlink()
    return PlanReading(plan="removed")


def run_a_program(path: Path, *, name: str, progress: Any) -> PlanReading:
    subprocess.run(["/bin/true"], check=True)
    return PlanReading(plan="ran")

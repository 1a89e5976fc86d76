"""``oneplan demo``: the whole product with an invented area, in one command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import typer
from rich.console import Console

from oneplan.cli.opening import DEMO_MARK, home, open_records, today
from oneplan.core.kernel import Problem

# Threads, because a worker that does one thing at a time is ended after 30 seconds, however far a large return has come
# in or been put in place by then, and two slow uploads would keep everybody else out.
SERVED_BY = ("--workers", "2", "--worker-class", "gthread", "--threads", "4")

app = typer.Typer(help="Try the whole product with an invented area.", invoke_without_command=True)


@app.callback(invoke_without_command=True)
def demo(
    port: int = typer.Option(8000, help="Where to serve."),
    plans: int = typer.Option(4850, min=50, help="How many plans the invented area keeps; fewer are ready sooner."),
    prepare_only: bool = typer.Option(False, "--prepare-only", help="Make the records and stop."),
) -> None:
    """Make the invented area if it is not there, and serve it until you press Ctrl+C."""
    if os.environ.get("ONEPLAN_SECRET_KEY") or (home() / "secret-key").exists():
        raise Problem(
            "This machine has been set up for real records.",
            why="In the demonstration anybody may choose who to be, which real records must never allow.",
            do="Give the demonstration a folder of its own: ONEPLAN_HOME=somewhere-else oneplan demo",
        )
    os.environ["ONEPLAN_DEMO"] = "1"
    console = Console(highlight=False)
    (home() / "static").mkdir(parents=True, exist_ok=True)
    (home() / DEMO_MARK).touch()
    with console.status("Preparing the invented area of Merrowdale") as status:
        open_records()
        from oneplan.feeds.demonstration import prepare

        prepare(on=today(), say=status.update, plans=plans)
    console.print("The invented area of Merrowdale is ready.")
    if not prepare_only:
        _serve(port, console)


def _serve(port: int, console: Console) -> None:
    web = [sys.executable, "-m", "gunicorn", "oneplan.config.wsgi", "--bind", f"127.0.0.1:{port}", *SERVED_BY]
    running = [
        subprocess.Popen([*web, "--log-level", "warning"]),  # noqa: S603 - our own programs, no shell
        subprocess.Popen([sys.executable, "-m", "oneplan.jobs"]),
    ]
    console.print(f"Open [bold]http://127.0.0.1:{port}[/] and choose who to be. Press Ctrl+C to stop.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while all(child.poll() is None for child in running):
            time.sleep(0.5)
    except KeyboardInterrupt:
        console.print("Stopping.")
    finally:
        _stop(running)
    if any(child.returncode not in {0, -signal.SIGTERM, -signal.SIGINT} for child in running):
        raise Problem(
            "The demonstration stopped by itself.",
            why=f"Something else may be using port {port}.",
            do=f"Try another: oneplan demo --port {port + 1}",
        )


def _stop(running: list[subprocess.Popen[bytes]]) -> None:
    for child in running:
        if child.poll() is None:
            child.terminate()
    for child in running:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

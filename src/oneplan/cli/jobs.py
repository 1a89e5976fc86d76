"""``oneplan jobs``: the work that waits."""

from __future__ import annotations

import os
import sys

import typer
from rich.console import Console

from oneplan.cli.opening import open_records

app = typer.Typer(help="The work that waits.", no_args_is_help=True)


@app.callback()
def _jobs() -> None:
    """The work that waits."""


@app.command("run")
def run() -> None:
    """Read uploaded plans, seal the audit log and sweep the stores, until stopped."""
    open_records()
    os.execv(sys.executable, [sys.executable, "-m", "oneplan.jobs"])  # noqa: S606 - our own program, no shell


@app.command("rebuild")
def rebuild() -> None:
    """Work out again where every action stands, from what happened to it."""
    open_records()
    from oneplan.actions.upkeep import rebuild_actions

    Console(highlight=False).print(f"{rebuild_actions()} actions rebuilt from their events.")

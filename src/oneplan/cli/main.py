"""``oneplan``: every command, each a sub-command named by its noun."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module

import typer
from rich.console import Console

from oneplan.core.kernel import Problem

app = typer.Typer(
    name="oneplan",
    help="One Plan: law that explains its dates, and an improvement plan that can be checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_NOUNS = ("clocks", "plan", "import", "synthetic", "audit", "accounts", "jobs", "docs", "demo")


def _mount() -> None:
    for noun in _NOUNS:
        module = import_module(f"oneplan.cli.{'import_' if noun == 'import' else noun}")
        app.add_typer(module.app, name=noun)


def main(run: Callable[[], None] = app) -> None:
    """Run a command; a Problem is shown in words and ends with 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneplan.config.settings")
    try:
        run()
    except Problem as problem:
        console = Console(stderr=True, highlight=False)
        console.print(f"[bold red]{problem.what}[/]")
        for line in (problem.why, problem.do):
            if line:
                console.print(line)
        sys.exit(2)

"""``oneplan``: every command, each a sub-command named by its noun."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from oneplan.core.kernel import Problem

# Noun to module: only the noun that was asked for is loaded, so that a date is answered without loading the web.
NOUNS = {
    "clocks": "clocks",
    "plan": "plan",
    "pack": "pack",
    "import": "import_",
    "synthetic": "synthetic",
    "audit": "audit",
    "accounts": "accounts",
    "figures": "figures",
    "published": "published",
    "cases": "cases",
    "practice": "practice",
    "jobs": "jobs",
    "docs": "docs",
    "walk": "walk",
    "demo": "demo",
}


class _Nouns(TyperGroup):
    """The sub-commands, loaded when asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the shape is Typer's
        return list(NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the shape is Typer's
        if cmd_name not in NOUNS:
            return None
        command = typer.main.get_command(import_module(f"oneplan.cli.{NOUNS[cmd_name]}").app)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="oneplan",
    cls=_Nouns,
    help="One Plan: law that explains its dates, and an improvement plan that can be checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def _root() -> None:
    """One Plan: law that explains its dates, and an improvement plan that can be checked."""


def main() -> None:
    """Run a command; a Problem is shown in words and ends with 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneplan.config.settings")
    try:
        app()
    except Problem as problem:
        for line in (problem.what, problem.why, problem.do):
            if line:
                sys.stderr.write(f"{line}\n")
        sys.exit(2)

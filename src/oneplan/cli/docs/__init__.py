"""``oneplan docs``: draws the reference from the data, and refuses a copy that no longer matches it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oneplan.cli.docs.pages import stale_pages, write_all
from oneplan.core.kernel import Problem

app = typer.Typer(help="Draw the reference from the data, or check that it matches.", no_args_is_help=True)

Root = Annotated[Path, typer.Option("--root", help="The repository's folder.", file_okay=False)]


@app.command()
def build(root: Root = Path()) -> None:
    """Write docs/reference/generated and GLOSSARY.md from the data."""
    changed = write_all(_repository(root))
    typer.echo(f"{len(changed)} file{'' if len(changed) == 1 else 's'} changed.")
    for path in changed:
        typer.echo(f"  {path}")


@app.command()
def check(root: Root = Path()) -> None:
    """Fail when a committed page differs from what the data would draw."""
    stale = stale_pages(_repository(root))
    if stale:
        raise Problem(
            f"Out of date with the data: {', '.join(stale)}.",
            why="Somebody would read yesterday's law.",
            do="Run “oneplan docs build” and commit what it writes.",
        )
    typer.echo("Every generated page matches its data.")


def _repository(root: Path) -> Path:
    if not (root / "pyproject.toml").is_file():
        raise Problem(
            f"There is no repository in {root.resolve()}.",
            why="The reference is written beside the source it is drawn from.",
            do="Run the command in the repository, or name it with --root.",
        )
    return root

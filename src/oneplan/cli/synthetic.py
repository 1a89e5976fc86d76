"""`oneplan synthetic`: invented material to try things on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oneplan.cli.synthetic_area import write_area
from oneplan.synthetic import example_plan

app = typer.Typer(help="Invented material to try things on.", no_args_is_help=True)


@app.callback()
def synthetic() -> None:
    """Invented material to try things on."""


app.command("area")(write_area)


@app.command("plan")
def write_plan(
    out: Annotated[Path, typer.Argument(help="Where to write it: a .docx for Word, a .txt for plain text.")],
) -> None:
    """Write the example improvement plan of the invented area of Merrowdale."""
    writers = {".docx": example_plan.write_word, ".txt": example_plan.write_text}
    if out.suffix.lower() not in writers:
        raise typer.BadParameter(f"{out.name} should end in .docx or .txt.")
    if not out.parent.is_dir():
        raise typer.BadParameter(f"There is no folder {out.parent} to write it in.")
    plan = example_plan.load()
    writers[out.suffix.lower()](plan, out)
    typer.echo(f"Wrote {plan.title} to {out}: {len(plan.sections)} sections, {len(plan.actions)} actions.")

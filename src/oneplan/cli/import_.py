"""``oneplan import``: bring in an improvement plan, a person-level return, or a list that completes the record."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from oneplan.cli import import_lists, import_returns
from oneplan.cli.finding_tables import findings_table
from oneplan.cli.opening import acting_person, open_records, today
from oneplan.core.kernel import Problem

app = typer.Typer(help="Bring in a plan, a person-level return or a list.", no_args_is_help=True)
_SHOWN = 12


@app.callback()
def _import() -> None:
    """Bring in a plan, a person-level return or a list."""


app.command("sen2")(import_returns.sen2)
app.command("settings")(import_lists.settings)
app.command("terms")(import_lists.terms)
app.command("officers")(import_lists.officers)


@app.command("plan")
def plan(
    file: Path = typer.Argument(..., help="The plan: pdf, docx, xlsx, html or txt."),
    yes: bool = typer.Option(False, "--yes", help="Apply without asking; lines in doubt wait for people."),
    as_json: bool = typer.Option(False, "--json", help="Print the result as JSON."),
    email: str = typer.Option("", "--as", help="Act as this account; without it, as the console."),
) -> None:
    """Read a plan document, show what it holds and what it would change, and put it in once you agree."""
    if not file.is_file():
        raise Problem(f"There is no file {file}.", do="Check the name and the folder.")
    open_records()
    console = Console(stderr=as_json, highlight=False)
    by, on = acting_person(email), today()
    import_id = _read(file, by, on, console)
    preview, row = _preview(import_id, by, on)
    if not as_json:
        _show(preview, row, console)
    if not (yes or (not as_json and typer.confirm("Put this into the plan?"))):
        _say_unapplied(import_id, row, console, as_json=as_json)
        return
    from oneplan.actions.plan_imports import apply_plan_import

    result = apply_plan_import(import_id=import_id, by=by, on=on, route="command")
    if as_json:
        typer.echo(json.dumps({"import": import_id, "state": "applied", **asdict(result), "lines": asdict(row.counts)}))
        return
    console.print(
        f"[bold]Done.[/] {result.created} actions added, {result.changed} changed, {result.unchanged} as they were, "
        f"{result.kept_ours} changes made here kept; {result.review_left} lines wait for a person to decide."
    )


def _read(file: Path, by: Any, on: date, console: Console) -> str:
    from oneplan.feeds.improvement_plans import read_now, receive

    with file.open("rb") as stream:
        import_id = receive(stream, name=file.name, declared_type="", by=by, on=on, route="command", queued=False)
    columns = (TextColumn("Reading"), BarColumn(), TextColumn("{task.completed:.0f} of {task.total:.0f}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("read", total=1)
        read_now(
            import_id,
            on=on,
            patient=True,
            on_progress=lambda done, total, _says: bar.update(task, completed=done, total=max(total, 1)),
        )
    return import_id


def _preview(import_id: str, by: Any, on: date) -> tuple[Any, Any]:
    from oneplan.answers.access import viewer_of
    from oneplan.records.improvement.queries import plan_import, preview

    viewer = viewer_of(by, on=on)
    return preview(import_id, viewer=viewer), plan_import(import_id, viewer=viewer)


def _say_unapplied(import_id: str, row: Any, console: Console, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"import": import_id, "state": "read", "lines": asdict(row.counts)}))
        return
    console.print("Nothing was changed. The reading is kept: open it under Imports to decide later.")


def _show(preview: Any, row: Any, console: Console) -> None:
    change, counts = preview.change, row.counts
    console.print(f"[bold]{preview.reading.plan or row.document_name}[/]")
    where = f"an edited copy of “{preview.plan_title}”" if preview.plan_title else "a plan that is new here"
    console.print(f"This is {where}.\n")
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for words, number in (
        ("actions new here", len(change.new)),
        ("actions that say something else", len(change.changed)),
        ("of those, changed here as well (ours is kept)", len(change.conflicts)),
        ("actions unchanged", len(change.unchanged)),
        ("actions no longer in the document (kept)", len(change.missing)),
        ("lines read", counts.total),
        ("lines in doubt, for a person to decide", counts.review),
        ("things the plan itself should look at", len(row.findings)),
    ):
        table.add_row(str(number), words)
    console.print(table)
    for sentence in change.other:
        console.print(sentence)
    for each in change.changed[:_SHOWN]:
        for field in each.fields:
            console.print(f"  {each.ref} {field.field}: {field.before} → {field.after}")
    if row.findings:
        console.print(findings_table(row.findings))

"""``oneplan import settings|terms|officers``: lists that complete what a return leaves open."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from oneplan.cli.opening import acting_person, open_records, today
from oneplan.core.kernel import Problem

_FILE = typer.Argument(..., help="The list, as CSV in UTF-8 with a first row of headings.")
_YES = typer.Option(False, "--yes", help="Apply without asking.")
_JSON = typer.Option(False, "--json", help="Print the result as JSON.")
_AS = typer.Option("", "--as", help="Act as this account; without it, as the console.")
_SHOWN = 20


def settings(file: Path = _FILE, yes: bool = _YES, as_json: bool = _JSON, email: str = _AS) -> None:
    """Give settings their names: columns urn or ukprn, name, kind, phase, in_area, calendar."""
    _bring_in("settings", file, yes=yes, as_json=as_json, email=email)


def terms(file: Path = _FILE, yes: bool = _YES, as_json: bool = _JSON, email: str = _AS) -> None:
    """Give calendars their terms and closed days: columns calendar, area_calendar, what, first_day, last_day, why."""
    _bring_in("terms", file, yes=yes, as_json=as_json, email=email)


def officers(file: Path = _FILE, yes: bool = _YES, as_json: bool = _JSON, email: str = _AS) -> None:
    """Give cases their officer and team: columns case, upn or uln, officer_email, team."""
    _bring_in("officers", file, yes=yes, as_json=as_json, email=email)


def _bring_in(kind: str, file: Path, *, yes: bool, as_json: bool, email: str) -> None:
    if not file.is_file():
        raise Problem(f"There is no file {file}.", do="Check the name and the folder.")
    open_records()
    from oneplan.feeds.lists import apply_list, preview_list, read_list

    console = Console(stderr=as_json, highlight=False)
    by, on = acting_person(email), today()
    with file.open("rb") as stream:
        rows = read_list(stream, name=file.name, declared_type="", kind=kind, by=by)
    preview = preview_list(kind, rows, by=by, on=on)
    if preview.faults:
        _show_faults(preview.faults, console)
        raise Problem(
            f"{len(preview.faults)} rows of the list cannot be used, so nothing was changed.",
            why="A list is brought in whole or not at all, so that nobody has to find out which half is there.",
            do="Put the rows right and bring the list in again.",
        )
    if not as_json:
        _show(preview, console)
    if not (yes or (not as_json and typer.confirm("Apply this list?"))):
        console.print("Nothing was changed.")
        return
    _apply(apply_list, kind, rows, by, on, console, as_json=as_json)


def _apply(apply_list: Any, kind: str, rows: Any, by: Any, on: date, console: Console, *, as_json: bool) -> None:
    result = apply_list(kind, rows, by=by, on=on, route="command")
    if as_json:
        typer.echo(json.dumps({"list": kind, **result.counts}))
        return
    done = ", ".join(f"{number:,} {words}" for words, number in result.counts.items())
    console.print(f"[bold]Done.[/] {done}.")


def _show(preview: Any, console: Console) -> None:
    for words, number in preview.counts.items():
        console.print(f"{number:>7,}  {words}")
    for change in preview.changes[:_SHOWN]:
        console.print(f"  {change}")
    if len(preview.changes) > _SHOWN:
        console.print(f"  and {len(preview.changes) - _SHOWN} more.")


def _show_faults(faults: Any, console: Console) -> None:
    table = Table("row", "what is wrong", box=None, padding=(0, 2, 0, 0))
    for fault in faults[:_SHOWN]:
        table.add_row(str(fault.row), fault.says)
    console.print(table)
    if len(faults) > _SHOWN:
        console.print(f"and {len(faults) - _SHOWN} more.")

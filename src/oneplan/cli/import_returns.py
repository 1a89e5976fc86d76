"""``oneplan import sen2``: read a person-level return, show what it would change, and apply it once you agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from oneplan.cli.opening import acting_person, open_records, today
from oneplan.core.kernel import Problem

_SHOWN = 10
_EFFECT = (
    ("new_people", "people new here"),
    ("changed_people", "people whose own details differ"),
    ("unchanged_people", "people about whom nothing differs"),
    ("new_cases", "cases new here"),
    ("changed_cases", "cases that something is added to or changed in"),
    ("new_events", "dated events told for the first time"),
    ("changed_events", "dated events corrected (the earlier word is kept)"),
    ("retracted_events", "dated events that this year's return no longer tells of"),
    ("new_settings", "settings met for the first time, known by number only"),
    ("waiting_people", "people who may be somebody already here: they wait for a person to decide"),
    ("missing_people", "open cases that the file does not tell of: they stay as they are"),
    ("left_out_people", "people of an earlier year whose end nobody knows: left out"),
    ("left_out_cases", "cases of an earlier year whose end nobody knows: left out"),
)


def sen2(
    file: Path = typer.Argument(..., help="The return: the XML file of the SEN2 collection."),
    yes: bool = typer.Option(False, "--yes", help="Apply without asking; doubtful matches wait for people."),
    as_of: datetime | None = typer.Option(
        None, "--as-of", formats=["%Y-%m-%d"], help="Work limits out as of this day; without it, today."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the result as JSON."),
    email: str = typer.Option("", "--as", help="Act as this account; without it, as the console."),
) -> None:
    """Read a SEN2 return, show what it holds and what it would change, and apply it once you agree."""
    if not file.is_file():
        raise Problem(f"There is no file {file}.", do="Check the name and the folder.")
    open_records()
    console = Console(stderr=as_json, highlight=False)
    by, on = acting_person(email), today()
    received = _read(file, by, on, console)
    preview = _preview(received.id, by, on)
    if preview.row.is_applied:
        _say_done_before(preview.row, console, as_json=as_json)
        return
    if not as_json:
        _show(preview, console)
    if not (yes or (not as_json and typer.confirm("Apply this return?"))):
        _say_unapplied(preview.row, console, as_json=as_json)
        return
    from oneplan.actions.person_returns import apply_person_return

    with _bar("Applying", console) as tell:
        day = as_of.date() if as_of else on
        result = apply_person_return(
            import_id=received.id, by=by, on=on, limits_on=day, route="command", on_progress=tell
        )
    if as_json:
        typer.echo(json.dumps({"import": received.id, "state": "applied", **asdict(result)}))
        return
    console.print("[bold]Done.[/] The record says what the return says.")
    if result.waiting_matches:
        console.print(
            f"{result.waiting_matches} doubtful matches wait: open them under Returns, with the grant for it."
        )


def _read(file: Path, by: Any, on: date, console: Console) -> Any:
    from oneplan.feeds.person_returns import read_now, receive

    with file.open("rb") as stream:
        received = receive(stream, name=file.name, declared_type="", by=by, on=on, route="command", queued=False)
    if received.state != "applied":
        with _bar("Reading", console) as tell:
            read_now(received.id, on=on, on_progress=tell)
    return received


@contextmanager
def _bar(words: str, console: Console) -> Iterator[Any]:
    columns = (TextColumn(words), BarColumn(), TextColumn("{task.fields[persons]:,} people"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(words, total=1.0, persons=0)
        yield lambda share, persons: bar.update(task, completed=share, persons=persons)


def _preview(import_id: str, by: Any, on: date) -> Any:
    from oneplan.answers.access import viewer_of
    from oneplan.answers.person_returns import preview

    return preview(import_id, viewer=viewer_of(by, on=on))


def _say_done_before(row: Any, console: Console, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"import": row.id, "state": "applied", "was_applied_before": True}))
        return
    console.print(f"This file was applied on {row.applied_on:%-d %B %Y}. No change: it is the same to the last byte.")


def _say_unapplied(row: Any, console: Console, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"import": row.id, "state": "read", "persons": row.persons, "effect": row.effect}))
        return
    console.print("Nothing was changed. The reading is kept: open it under Returns to decide later.")


def _show(preview: Any, console: Console) -> None:
    row = preview.row
    console.print(
        f"[bold]{row.collection} {row.year}[/] of authority {row.lea}, as at {row.reference_date:%-d %B %Y}: "
        f"{row.persons:,} people, {row.counts.get('requests', 0):,} requests, "
        f"{row.counts.get('open_plans', 0):,} open plans.\n"
    )
    if row.is_history:
        console.print(
            "A return of a later year has been applied, so this one is taken as history: it adds what was missing and "
            "changes nothing that is on record.\n"
        )
    console.print(_effect(row.effect))
    changes: Mapping[str, int] = row.effect.get("changes", {})
    if changes:
        console.print("What differs: " + ", ".join(f"{kind} {number:,}" for kind, number in changes.items()) + ".")
    if preview.problems:
        console.print(_problems(preview.problems))
    for match in preview.matches[:_SHOWN]:
        console.print(f"  Entry {match.position} waits: {match.why}")
    if len(preview.matches) > _SHOWN:
        console.print(f"  and {len(preview.matches) - _SHOWN} more.")


def _effect(effect: Mapping[str, Any]) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, words in _EFFECT:
        if effect.get(name):
            table.add_row(f"{effect[name]:,}", words)
    return table


def _problems(problems: Any) -> Table:
    table = Table("rule", "number", "what", title="Data problems", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for each in problems[:_SHOWN]:
        table.add_row(each.rule, f"{each.count:,}", each.message)
    if len(problems) > _SHOWN:
        table.add_row("", "", f"and {len(problems) - _SHOWN} more kinds: see them all under Returns")
    return table

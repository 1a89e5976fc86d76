"""``oneplan cases``: cases on record, and the index of their open limits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from oneplan.cli.opening import acting_person, open_records, today

if TYPE_CHECKING:
    from oneplan.answers.cases import CaseClocks

app = typer.Typer(help="Cases on record, and the index of their open limits.", no_args_is_help=True)

Case = Annotated[str, typer.Argument(help="The number of the case.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day asked about: 2026-03-01; today if left out.")]
By = Annotated[str, typer.Option("--by", help="The e-mail address of the account that acts; else the console's own.")]


@app.callback()
def _cases() -> None:
    """Cases on record, and the index of their open limits."""


@app.command("rebuild-standing")
def rebuild_standing(
    as_of: AsOf = None,
    if_stale: Annotated[bool, typer.Option("--if-stale", help="Only if day, rules or a calendar changed.")] = False,
) -> None:
    """Work out again every limit that is open, from events, rules and calendars."""
    open_records()
    from oneplan.actions import cases

    on, console = _day(as_of), Console(highlight=False)
    if if_stale:
        count = cases.rebuild_stale_standing(on=on)
        console.print("Nothing has changed." if count is None else f"The open limits of {count} cases worked out.")
        return
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Working out open limits", total=None)
        count = cases.rebuild_standing(
            on=on, on_progress=lambda done, total: progress.update(task, completed=done, total=total)
        )
    console.print(f"The open limits of {count} cases worked out.")


@app.command("show")
def show(case: Case, as_of: AsOf = None, by: By = "") -> None:
    """One case: where it is, what falls due, and what nobody can tell."""
    open_records()
    from oneplan.answers.cases import clocks_of, open_case
    from oneplan.records.accounts.queries import viewer_of

    on = _day(as_of)
    file = open_case(case, viewer=viewer_of(acting_person(by), on=today()), route="oneplan cases show")
    clocks, console = clocks_of(file, on), Console(highlight=False)
    console.print(f"{file.person.name}, case {file.id}")
    console.print(clocks.where)
    _show_events(file, console)
    _show_limits(clocks, console)


def _show_events(file: Any, console: Console) -> None:
    table = Table("Day", "What happened", "Known from", title="On record", title_justify="left")
    for row in file.events:
        day = f"{row.on} at the latest" if row.day_is == "at latest" else str(row.on)
        source = f"{row.return_year} return" if row.return_year else row.recorded_by or row.source
        table.add_row(day, f"{row.title} (corrected since)" if row.is_gone else row.title, source)
    console.print(table)


def _show_limits(clocks: CaseClocks, console: Console) -> None:
    table = Table("Due", "What", "Where it stands", title="Limits", title_justify="left")
    for answer in (*clocks.ahead, *clocks.unknown):
        is_unknown = answer in clocks.unknown
        late = f", {answer.days_late} days" if answer.days_late else ""
        stands = "not known" if is_unknown else f"{answer.state.value if answer.state else ''}{late}"
        table.add_row(str(answer.due_on or "-"), answer.title, stands)
    console.print(table)


def _day(said: str | None) -> date:
    from oneplan.core.pathways.intake import read_day

    return today() if said in (None, "today") else read_day(said, "--as-of")

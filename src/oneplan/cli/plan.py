"""`oneplan plan`: read an improvement plan document and say what is in it."""

from __future__ import annotations

import json
import resource
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from oneplan.cli.finding_tables import findings_table
from oneplan.cli.opening import acting_person, open_records, today
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Finding, LineFate, PlanReading
from oneplan.core.improvement.reading_json import report
from oneplan.core.kernel import Problem
from oneplan.plandocs import lint, read

app = typer.Typer(help="Read an improvement plan document and say what is in it.", no_args_is_help=True)

_SHOWN = 12
_MOST_SECONDS = 120
_MOST_BYTES = 2 * 1024**3


@app.callback()
def _plan() -> None:
    """Read an improvement plan document and say what is in it."""


@app.command("read")
def read_document(
    file: Annotated[Path, typer.Argument(help="The plan: PDF, Word, Excel, HTML or text.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    as_at: Annotated[
        datetime | None,
        typer.Option(
            "--as-at", formats=["%Y-%m-%d"], help="The day on which the plan is judged. Today, where none is given."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every finding and every line to review.")] = False,
) -> None:
    """Read a plan document: its actions, measures and promises, its faults, and what became of every line."""
    day = as_at.date() if as_at else date.today()  # noqa: DTZ011 - the day where the command is run
    reading = _read(file, quiet=as_json)
    findings = lint(reading, as_at=day)
    if as_json:
        typer.echo(json.dumps(report(reading, findings), ensure_ascii=False, indent=1))
        return
    _show(Console(), reading, findings, everything=everything)


@app.command("rate")
def rate(
    ref: Annotated[str, typer.Argument(help="The reference of the action, as the plan writes it.")],
    rating: Annotated[str, typer.Argument(help="The plan's own word, or a plain one: on track, delayed.")],
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why it changed; it stays in the history.")],
    by: Annotated[str, typer.Option("--by", help="The e-mail address of the account that acts.")] = "",
) -> None:
    """Change the rating of one action of the plan; green is refused with what is still missing."""
    open_records()
    from oneplan.actions.green_ratings import check_may_set
    from oneplan.actions.plan_lines import change_rating
    from oneplan.records.accounts.queries import viewer_of
    from oneplan.records.improvement import queries

    person, on = acting_person(by), today()
    viewer = viewer_of(person, on=on)
    plan = queries.current_plan(viewer=viewer)
    rows = queries.plan_tree(plan.id, viewer=viewer).actions if plan else ()
    found = [row for row in rows if row.ref == ref and not row.is_superseded]
    if len(found) != 1:
        held = "Several actions of the plan have" if found else "No action of the plan has"
        raise Problem(f"{held} the reference {ref}.", do="Open the plan to see its references.")
    normal = next((each for each in Rating if each.value == rating.casefold().replace(" ", "_")), None)
    # Whoever may not rate at all is still told what a green rating rests on, before being told whose it is to ask.
    check_may_set(found[0].id, rating, normal, viewer=viewer)
    change_rating(
        action_id=found[0].id,
        version=found[0].version,
        rating_raw=rating,
        rating=normal,
        reason=reason,
        by=person,
        on=on,
        route="oneplan plan rate",
    )
    Console(highlight=False).print(f"{ref} is rated “{rating}”.")


@app.command("bulk")
def bulk(
    file: Annotated[Path, typer.Argument(help="CSV or Excel with the columns ref, date, owner, rating and reason.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Change them without asking.")] = False,
    email: Annotated[str, typer.Option("--as", help="Act as this account, whose rights decide what may change.")] = "",
) -> None:
    """Change many actions by a table: show what would happen to each, then all of it or nothing."""
    from oneplan.cli.opening import acting_person, open_records, today

    open_records()
    from oneplan.feeds import many_changes
    from oneplan.records.accounts.queries import viewer_of

    console, on = Console(highlight=False), today()
    by = acting_person(email)
    wishes = many_changes.read_wishes(file, viewer=viewer_of(by, on=on))
    effects = many_changes.show(wishes, by=by, on=on)
    for effect in effects:
        says = effect.problem.what if effect.problem else "; ".join(f"{p}: {a} > {b}" for p, a, b in effect.changes)
        console.print(f"{'[red]cannot[/]' if effect.problem else 'would'} {effect.ref}: {says}")
    if any(effect.problem for effect in effects) or not (yes or typer.confirm("Change them?")):
        console.print("Nothing was changed.")
        raise typer.Exit(1)
    refs = many_changes.carry_out(wishes, by=by, on=on)
    console.print(f"[bold]Done.[/] {len(refs)} actions changed.")


def _read(file: Path, *, quiet: bool) -> PlanReading:
    console = Console(stderr=True)
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        TextColumn("{task.completed:.0f} of {task.total:.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet and not console.is_terminal) as bar:
        task = bar.add_task("read", total=1)
        with _bounded(file.name):
            return read(
                file, name=file.name, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )


@contextmanager
def _bounded(name: str) -> Iterator[None]:
    """Ends the reading of a document made to use up time or memory with a Problem, whatever library it is stuck in."""
    held = resource.getrlimit(resource.RLIMIT_AS)
    most = _already_held() + _MOST_BYTES
    most = most if held[1] == resource.RLIM_INFINITY else min(most, held[1])

    def stop(*_: object) -> None:
        raise Problem(
            f"Reading {name} took more than {_MOST_SECONDS} seconds and was stopped.",
            why="A document that takes so long is very large or was made to hold readers up.",
            do="Save the part that holds the plan as a new document and try again.",
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (most, held[1]))
    try:
        yield
    except (MemoryError, RecursionError) as error:
        raise Problem(
            f"Reading {name} needed more memory than any plan does and was stopped.",
            why="A document that needs so much is very large or was made to use a computer up.",
            do="Save the part that holds the plan as a new document and try again.",
        ) from error
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, held)


def _already_held() -> int:
    """How much address space the process holds before it reads anything."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * resource.getpagesize() if told.exists() else 0


def _show(console: Console, reading: PlanReading, findings: tuple[Finding, ...], *, everything: bool) -> None:
    console.print(f"\n[bold]{reading.plan}[/bold]")
    if reading.ratings_as_at:
        console.print(f"Ratings as at {reading.ratings_as_at:%-d %B %Y}")
    if not reading.actions:
        console.print("\nNo actions were found in this document.")
    else:
        console.print(_sections(reading))
        console.print(_numbers(reading))
    console.print(findings_table(findings, everything=everything) if findings else "\nThe linter found nothing.")
    _review(console, reading, everything=everything)
    fates = ", ".join(f"{reading.count(fate)} {fate.value}" for fate in LineFate)
    console.print(f"\n{len(reading.lines)} lines: {fates}. No line is lost.\n")


def _sections(reading: PlanReading) -> Table:
    table = Table(title="Actions", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for head in ("", "Section", "Actions", "No owner", "No date"):
        table.add_column(head, justify="left" if head in {"", "Section"} else "right", overflow="fold")
    priority = ""
    for section in reading.sections:
        actions = [action for action in reading.actions if action.section == section.key]
        if section.priority and section.priority != priority:
            priority = section.priority
            table.add_row("", f"[bold]{priority}[/bold]", "", "", "")
        if actions:
            table.add_row(
                section.number,
                section.title,
                str(len(actions)),
                _or_blank(sum(not one.owners for one in actions)),
                _or_blank(sum(one.due.due_on is None for one in actions)),
            )
        elif section.title != priority:
            table.add_row(section.number, section.title, "", "", "")
    table.add_row(
        "",
        "[bold]All[/bold]",
        str(len(reading.actions)),
        _or_blank(sum(not one.owners for one in reading.actions)),
        _or_blank(sum(one.due.due_on is None for one in reading.actions)),
    )
    return table


def _or_blank(count: int) -> str:
    return str(count) if count else ""


def _numbers(reading: PlanReading) -> Table:
    table = Table(title="\nWhere they stand", title_justify="left", box=None, padding=(0, 2, 0, 0), show_header=False)
    for rating, count in Counter(action.rating for action in reading.actions).most_common():
        words = Counter(action.rating_raw for action in reading.actions if action.rating is rating).most_common(3)
        table.add_row(str(count), rating.value.replace("_", " "), "; ".join(f"“{word}”" for word, _ in words if word))
    for count, what in (
        (len(reading.measures), "measures"),
        (len(reading.impacts), "impacts"),
        (len(reading.updates), "updates"),
        (len(reading.promises), "promises"),
    ):
        if count:
            table.add_row(str(count), what, "")
    return table


def _review(console: Console, reading: PlanReading, *, everything: bool) -> None:
    if not reading.review:
        return
    table = Table(
        title=f"\n{len(reading.review)} lines for you to look at",
        title_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
        show_header=False,
    )
    for item in reading.review[: None if everything else _SHOWN]:
        table.add_row(str(item.line), item.text[:80].replace("\t", " | "), item.why)
    console.print(table)

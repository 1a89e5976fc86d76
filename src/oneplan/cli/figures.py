"""``oneplan figures``: reckon every measure, and read what was reckoned."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Table

from oneplan.cli.opening import acting_person, open_records, today
from oneplan.core.kernel import Problem

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import FiguresOverview, FigureView, ShownValue

app = typer.Typer(help="Figures: reckon them, read them.", no_args_is_help=True)
_DAY = ["%Y-%m-%d"]


@app.callback()
def _figures() -> None:
    """Figures: reckon them, read them."""


@app.command("compute")
def compute(
    as_of: datetime | None = typer.Option(None, formats=_DAY, help="The day to reckon for; today if left out."),
    facts: Path | None = typer.Option(None, help="Reckon the facts in this folder instead, of one area or of many."),
    out: Path | None = typer.Option(None, help="With --facts: write every figure here, as .csv or .parquet."),
) -> None:
    """Reckon every measure from the records and keep the result; or from a folder of facts, and show it."""
    if facts is not None:
        _compute_facts(facts, out, as_of.date() if as_of else date.today())  # noqa: DTZ011 - where the command runs
        return
    if out is not None:
        raise Problem("--out writes the figures of a folder of facts.", do="Say which: --facts FOLDER --out FILE.csv")
    open_records()
    from oneplan.actions.figures import compute_figures

    on = as_of.date() if as_of else today()
    count = compute_figures(on=on)
    Console(highlight=False).print(f"{count:,} figures as of {on.day} {on:%B %Y}.")


def _compute_facts(folder: Path, out: Path | None, on: date) -> None:
    from oneplan.cli.figures_of_facts import WRITTEN_AS, figures_of, tell, write_figures

    if out is not None and out.suffix not in WRITTEN_AS:
        raise Problem(f"{out.name} is neither CSV nor Parquet.", do="Give a name that ends in .csv or .parquet.")
    found = figures_of(folder, on=on)
    console = Console(highlight=False)
    areas = len(found["area"].unique())
    console.print(f"{len(found):,} figures of {areas:,} areas as of {on.day} {on:%B %Y}.")
    tell(console, found, on=on)
    if out is not None:
        write_figures(found, out)
        console.print(f"Written to {out}.")


@app.command("rematch")
def rematch(
    email: str = typer.Option("", "--as", help="The account to act as; the console's own if left out."),
) -> None:
    """Match every line of the plan to the measures its words tell; what a person chose stays."""
    open_records()
    from oneplan.actions.series import rematch as match_again
    from oneplan.answers.series import bullets_of
    from oneplan.records.accounts.queries import viewer_of
    from oneplan.records.improvement.queries import current_plan

    person = acting_person(email)
    viewer = viewer_of(person, on=today())
    plan = current_plan(viewer=viewer)
    if plan is None:
        raise Problem("There is no plan yet.", do="Import one first: oneplan plan import FILE")
    changed = match_again(plan_id=plan.id, by=person, on=today(), route="console")
    bullets = bullets_of(plan.id, viewer=viewer)
    without = [each for each in bullets if not each.measures]
    console = Console(highlight=False)
    console.print(f"{len(bullets):,} lines: {len(bullets) - len(without):,} stand on a measure; {changed:,} changed.")
    for each in without:
        console.print(f"  No measure: {each.text}")


@app.command("show")
def show(
    measure: str = typer.Argument("", help="The measure; every one if left out."),
    email: str = typer.Option("", "--as", help="The account to read as; the console's own if left out."),
) -> None:
    """Read figures as a role sees them, with small numbers hidden where that role does not see them."""
    open_records()
    from oneplan.answers import figures
    from oneplan.records.accounts.queries import viewer_of

    viewer = viewer_of(acting_person(email), on=today())
    console = Console(highlight=False)
    if measure:
        _one(console, figures.figure(measure, viewer=viewer))
        return
    overview = figures.figures_overview(viewer=viewer)
    if overview.as_of is None:
        raise Problem("No figures have been reckoned yet.", do="Run: oneplan figures compute")
    _all(console, overview)


def _all(console: Console, overview: FiguresOverview) -> None:
    for group, lines in overview.groups:
        table = Table(title=f"\n{group}", title_justify="left", box=None, padding=(0, 2, 0, 0), show_header=False)
        for line in lines:
            table.add_row(line.measure.id, line.measure.title, _said(line.value), line.period, line.change)
        console.print(table)
    console.print(f"\n{overview.profile_title}: {overview.profile_says}")


def _one(console: Console, view: FigureView) -> None:
    console.print(f"[bold]{view.measure.title}[/bold]\n{view.measure.definition}")
    console.print(f"\n{_said(view.value)} {view.period}{_of(view.value)}")
    console.print(f"{view.change}: {view.change_says}")
    if view.measure.note:
        console.print(view.measure.note)
    rows: list[tuple[Any, ...]] = [(each.label, _said(each.value), _of(each.value)) for each in view.years]
    rows += [(f"{each.area} {each.year} {each.note}".strip(), each.words, each.source) for each in view.comparators]
    rows += [(part.title, _said(part.value), "") for split in view.breakdowns for part in split.parts]
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)
    console.print(f"{view.profile_title}: {view.profile_says}")


def _said(value: ShownValue) -> str:
    return value.words or value.says


def _of(value: ShownValue) -> str:
    if not value.is_shown or value.numerator is None or value.denominator is None:
        return ""
    return f" ({value.numerator:,} of {value.denominator:,})"

"""`oneplan practice`: list the practices of the library, and adopt one into the plan."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from oneplan.cli.opening import acting_person, open_records, today
from oneplan.core.improvement.practice import matching
from oneplan.core.kernel import Problem
from oneplan.rulebook.practice import load

app = typer.Typer(help="Practices that worked elsewhere: list them, adopt one.", no_args_is_help=True)


@app.callback()
def _practice() -> None:
    """Practices that worked elsewhere: list them, adopt one."""


@app.command("list")
def list_practices(
    *,
    words: Annotated[str, typer.Option("--words", help="Only those that hold all these words.")] = "",
    problem: Annotated[str, typer.Option("--problem", help="Only those that answer this problem.")] = "",
    runs: Annotated[bool, typer.Option("--runs", help="Only those that bring a service.")] = False,
) -> None:
    """Show the practices of the library, in the order of their numbers."""
    found = matching(load().cards, words=words, problem=problem, runs=runs)
    table = Table("Number", "Practice", "Area", "Brings")
    for each in found:
        table.add_row(each.id, each.title, each.area, each.runs or "plan content")
    console = Console()
    console.print(table)
    console.print(f"{len(found)} of {len(load().cards)} practices.")


@app.command("adopt")
def adopt_practice(
    card: Annotated[str, typer.Argument(help="The number of the practice, such as PG11.")],
    *,
    section: Annotated[str, typer.Option("--section", help="The section of the plan, by its address.")],
    owner: Annotated[str, typer.Option("--owner", help="The role that owns it.")],
    step: Annotated[list[str] | None, typer.Option("--step", help="A step to take; all where none is named.")] = None,
    adapted: Annotated[str, typer.Option("--adapted", help="What differs here, and why.")] = "",
) -> None:
    """Adopt a practice into a section of the plan: its steps become actions."""
    open_records()
    from oneplan.actions.adoptions import Wanted, adopt
    from oneplan.records.accounts.queries import viewer_of
    from oneplan.records.improvement import queries

    on, by = today(), acting_person("")
    plan = queries.current_plan(viewer=viewer_of(by, on=on))
    if plan is None:
        raise Problem("There is no plan yet.", do="Bring one in first: oneplan import plan FILE")
    found = load().card(card)
    steps = tuple(Wanted(each) for each in step or [each.id for each in found.steps])
    adoption_id = adopt(
        plan_id=plan.id,
        card_id=found.id,
        section=section,
        owner_role=owner,
        steps=steps,
        adapted=adapted,
        by=by,
        on=on,
    )
    typer.echo(f"{found.id} is adopted in {section} as {adoption_id}: {len(steps)} actions.")

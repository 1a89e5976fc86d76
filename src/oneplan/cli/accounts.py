"""``oneplan accounts``: who may sign in, and as what."""

from __future__ import annotations

from datetime import datetime

import typer
from rich.console import Console
from rich.table import Table

from oneplan.cli.opening import acting_person, open_records, today

app = typer.Typer(help="Who may sign in, and as what.", no_args_is_help=True)
_DAY = ["%Y-%m-%d"]


@app.command("invite")
def invite(
    email: str = typer.Argument(..., help="The address the person signs in with."),
    name: str = typer.Option(..., help="The person's name, shown in the history of the plan."),
    role: str = typer.Option(..., help="A role from the rights table, for example transformation-lead."),
    owner_role: str = typer.Option("", help="For an action owner: the role's name as the plan writes it."),
    address: str = typer.Option("http://127.0.0.1:8000", help="Where the service is reached."),
) -> None:
    """Make an account and print the link with which the person chooses a password, once."""
    open_records()
    from oneplan.actions import accounts
    from oneplan.actions.signing_in import first_password_path

    person_id = accounts.invite(
        email=email, name=name, role=role, owner_role=owner_role, by=acting_person(""), on=today()
    )
    console = Console(highlight=False)
    console.print(f"Account {person_id} is ready for {name}. Send this link to {email}; it works once:")
    typer.echo(f"{address.rstrip('/')}{first_password_path(person_id)}")


@app.command("list")
def list_accounts() -> None:
    """List every account with its roles."""
    open_records()
    from oneplan.answers.access import viewer_of
    from oneplan.records.accounts.queries import people

    table = Table("Number", "Name", "Address", "Role", "For", "From", "To", "Grant")
    for person in people(viewer=viewer_of(acting_person(""), on=today())):
        for row in person.roles or (None,):
            held = (
                (row.title, row.owner_role, str(row.first_day), str(row.last_day or ""), str(row.id))
                if row
                else ("",) * 5
            )
            table.add_row(str(person.id), person.name, person.email, *held)
    Console(highlight=False).print(table)


@app.command("grant")
def grant(
    email: str = typer.Argument(..., help="Whose account."),
    role: str = typer.Option(..., help="A role from the rights table."),
    owner_role: str = typer.Option("", help="For an action owner: the role's name as the plan writes it."),
    first_day: datetime = typer.Option(None, "--from", formats=_DAY, help="First day; today if left out."),
    last_day: datetime = typer.Option(None, "--to", formats=_DAY, help="Last day; none if left out."),
) -> None:
    """Give a person another role."""
    open_records()
    from oneplan.actions import accounts

    held = accounts.grant_role(
        person_id=acting_person(email).pk,
        role=role,
        owner_role=owner_role,
        first_day=first_day.date() if first_day else today(),
        last_day=last_day.date() if last_day else None,
        by=acting_person(""),
        on=today(),
    )
    Console(highlight=False).print(f"Given, as grant {held}.")


@app.command("end")
def end(
    role_held: int = typer.Argument(..., help="The number of the grant, as “oneplan accounts list” shows it."),
    last_day: datetime = typer.Option(None, "--on", formats=_DAY, help="The last day it is held; today if left out."),
) -> None:
    """End a role."""
    open_records()
    from oneplan.actions import accounts

    day = last_day.date() if last_day else today()
    accounts.end_role(role_held_id=role_held, last_day=day, by=acting_person(""), on=today())
    Console(highlight=False).print(f"Ends on {day}.")

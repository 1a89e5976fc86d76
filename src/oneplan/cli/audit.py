"""``oneplan audit``: seal the audit log and check that nobody changed it."""

from __future__ import annotations

import typer
from rich.console import Console

from oneplan.cli.opening import acting_person, open_records, today

app = typer.Typer(help="Seal the audit log, and check that nobody changed it.", no_args_is_help=True)


@app.callback()
def _audit() -> None:
    """Seal the audit log, and check that nobody changed it."""


@app.command("verify")
def verify() -> None:
    """Check every seal, every entry and the entries not sealed yet; ends with 1 and names the first broken row."""
    open_records()
    from oneplan.answers.access import viewer_of
    from oneplan.answers.audit import chain_state

    report = chain_state(viewer=viewer_of(acting_person(""), on=today()))
    console = Console(highlight=False)
    console.print(f"{report.sealed} entries sealed, {report.unsealed} not sealed yet.")
    if not report.is_whole:
        console.print(f"[bold red]The audit log is not as it was written:[/] {report.broken}.")
        raise typer.Exit(1)
    console.print(f"The audit log is whole; {report.head}.")


@app.command("seal")
def seal() -> None:
    """Seal every entry that waits. The jobs do this within seconds; this is for a machine where none run."""
    open_records()
    from oneplan.actions.upkeep import seal_audit_log

    Console(highlight=False).print(f"{seal_audit_log()} entries sealed.")

"""`oneplan pack`: make a pack for a meeting, and set the figures of one against the records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from oneplan.cli.opening import acting_person, open_records, today
from oneplan.core.kernel import Problem

app = typer.Typer(help="Make a pack for a meeting, as PDF and Word, with every figure checked.", no_args_is_help=True)


@app.callback()
def _pack() -> None:
    """Make a pack for a meeting, as PDF and Word, with every figure checked."""


@app.command("make")
def make(
    *,
    tier: Annotated[str, typer.Option("--tier", help="Whom it is for: board, executive-panel, public and so on.")],
    out: Annotated[Path, typer.Option("--out", help="The folder that the two documents are written to.")],
    by: Annotated[str, typer.Option("--as", help="Act as this account; without it, as the console.")] = "",
    meeting: Annotated[str, typer.Option("--meeting", help="The meeting named on the cover.")] = "",
) -> None:
    """Make the pack of the plan as it stands, write both documents, and say whether every figure is right."""
    open_records()
    from oneplan.feeds.packs import make_pack
    from oneplan.records.accounts.queries import viewer_of
    from oneplan.records.improvement.queries import current_plan
    from oneplan.records.packs.queries import pack

    console, on, user = Console(), today(), acting_person(by)
    viewer = viewer_of(user, on=on)
    plan = current_plan(viewer=viewer)
    if plan is None:
        raise Problem("There is no plan yet, so there is nothing to make a pack of.", do="Import a plan first.")
    with console.status("Making the pack") as status:
        pack_id = make_pack(plan_id=plan.id, tier=tier, by=user, on=on, meeting=meeting, say=status.update)
    row = pack(pack_id, viewer=viewer)
    out.mkdir(parents=True, exist_ok=True)
    for name, stored in ((row.pdf_name, row.pdf_stored), (row.word_name, row.word_stored)):
        _write(out / name, stored)
        console.print(f"{out / name}")
    console.print(f"{row.compared} figures compared, {len(row.differing)} differ. Made in {row.seconds} seconds.")
    for each in row.differing:
        console.print(f"  {each}")
    if row.differing:
        raise typer.Exit(1)


@app.command("check")
def check(
    pack_id: Annotated[str, typer.Argument(help="The pack's id, as it stands in the address of its page.")],
    *,
    by: Annotated[str, typer.Option("--as", help="Act as this account; without it, as the console.")] = "",
) -> None:
    """Set every figure printed in a pack against the records of its day."""
    open_records()
    from oneplan.answers.packs import check_pack
    from oneplan.records.accounts.queries import viewer_of

    found = check_pack(pack_id, viewer=viewer_of(acting_person(by), on=today()))
    console = Console()
    console.print(f"{found.compared} figures compared, {len(found.differing)} differ.")
    for each in (*found.differing, *(f"Not comparable any more: {name}" for name in found.beyond)):
        console.print(f"  {each}")
    if not found.is_right:
        raise typer.Exit(1)


def _write(path: Path, stored: str) -> None:
    from oneplan.adapters.files import store

    with store.open_stored(stored) as file:
        path.write_bytes(file.read())

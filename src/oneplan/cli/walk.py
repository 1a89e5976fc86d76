"""``oneplan walk``: a whole story lived through by invented people, in a home that is thrown away."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from oneplan.cli.opening import DEMO_MARK, open_records, today
from oneplan.core.kernel import Problem

app = typer.Typer(help="Walk a whole story through by script.", no_args_is_help=True)
_SEEDS = "003*"


@app.callback()
def _walk() -> None:
    """Walk a whole story through by script."""


@app.command("plan")
def plan(
    out: Path = typer.Option(..., "--out", help="The folder for the pack, the changes and the report."),
    file: Path | None = typer.Option(None, "--plan", help="A plan to walk; without it the real or the example plan."),
    home: Path | None = typer.Option(None, "--home", help="A new home to keep; without it one is thrown away."),
    cycles: int = typer.Option(3, min=1, max=6, help="How many two-monthly cycles."),
) -> None:
    """Bring a plan in, live through its cycles with invented people, and end with the board's pack, checked."""
    console = Console(highlight=False)
    out.mkdir(parents=True, exist_ok=True)
    with _a_home(home):
        open_records()
        _keep_letters()
        walked = _Walk(console, out, today()).walked(_chosen(file), cycles)
    console.print(f"The report is in {out / 'report.txt'}.")
    if walked.differing:
        raise Problem(
            f"{len(walked.differing)} figures of the pack differ from the records.",
            why="; ".join(walked.differing[:5]),
            do="Make the pack again; if it goes on, the records changed while it was made.",
        )


@contextmanager
def _a_home(given: Path | None) -> Iterator[Path]:
    folder = given or Path(tempfile.mkdtemp(prefix="oneplan-walk-"))
    if given and folder.exists() and any(folder.iterdir()):
        raise Problem(
            f"{folder} holds something already.", why="The walk must not touch records.", do="Name a new one."
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    (folder / DEMO_MARK).touch()
    for name in ("ONEPLAN_SECRET_KEY", "DATABASE_URL"):
        os.environ.pop(name, None)
    os.environ.update(ONEPLAN_HOME=str(folder.resolve()), ONEPLAN_DEMO="1")
    try:
        yield folder
    finally:
        if given is None:
            shutil.rmtree(folder, ignore_errors=True)


def _keep_letters() -> None:
    """Letters of the walk are made and go nowhere: everybody in it is invented."""
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def _chosen(file: Path | None) -> Path | None:
    """The plan that was named, else the real one where it is at hand; none means the example plan."""
    if file is not None:
        if not file.is_file():
            raise Problem(f"There is no file {file}.", do="Check the name and the folder.")
        return file
    shared = os.environ.get("ONEPLAN_SHARED", "")
    found = sorted(Path(shared, "seeds").glob(_SEEDS)) if shared else []
    return found[0] if found else None


@dataclass(slots=True)
class Walked:
    """What the walk ends with."""

    lines: list[str] = field(default_factory=list)
    differing: tuple[str, ...] = ()


class _Walk:
    """The walk step by step, each timed and told."""

    def __init__(self, console: Console, out: Path, on: date) -> None:
        self.console, self.out, self.on = console, out, on
        self.told = Walked()

    def walked(self, file: Path | None, cycles: int) -> Walked:
        """The whole walk; its report is written even where the last step could not be taken."""
        from oneplan.core.calendar import months_after, wd_after
        from oneplan.feeds.invented_cycles import Cast, live_through
        from oneplan.rulebook.cycle_files import cycle_calendar, cycle_rules

        months, calendar = cycle_rules().months, cycle_calendar()
        first = calendar.on_or_before(months_after(self.on, -months * cycles))
        self._people(calendar.before(first, 5))
        plan_id = self._step("plan brought in", lambda: self._bring_in(file, calendar.before(first, 3)))
        self._count(plan_id)
        board = self._board(calendar.before(first, 2))
        cast = Cast(self.lead, self.approver, self._by_role(plan_id), reminds=True)
        for number in range(cycles):
            opens = calendar.on_or_after(months_after(first, months * number))
            told = self._step(
                f"cycle {number + 1}",
                lambda day=opens, place=number: live_through(
                    plan_id, cast=cast, opens_on=day, seed=f"walk {place}", say=self._say
                ),
            )
            self._told_of(told)
            self._meets(board, plan_id, number, wd_after(calendar, opens, cycle_rules().lock + 3))
        self._changes(plan_id)
        self._pack(plan_id)
        (self.out / "report.txt").write_text("\n".join(self.told.lines) + "\n", encoding="utf-8")
        return self.told

    def _people(self, on: date) -> None:
        from oneplan.actions.demonstration import make_demo_accounts
        from oneplan.synthetic.demonstration import people

        self.accounts = make_demo_accounts(people(), on=on)
        by_role = {each.role: self.accounts[each.email] for each in people()}
        self.lead, self.chair = by_role["transformation-lead"], by_role["chair"]
        self.approver = self.chair

    def _bring_in(self, file: Path | None, on: date) -> str:
        from oneplan.actions.plan_imports import apply_plan_import
        from oneplan.feeds.improvement_plans import read_now, receive
        from oneplan.synthetic import example_plan

        with tempfile.TemporaryDirectory(prefix="oneplan-walk-plan-") as folder:
            path = file or Path(folder) / "Merrowdale One Plan.docx"
            if file is None:
                example_plan.write_word(example_plan.load(), path)
            self._note(f"Plan: {'the example plan' if file is None else path.name}")
            with path.open("rb") as stream:
                import_id = receive(stream, name=path.name, declared_type="", by=self.lead, on=on, queued=False)
        read_now(import_id, on=on)
        return apply_plan_import(import_id=import_id, by=self.lead, on=on).plan_id

    def _count(self, plan_id: str) -> None:
        from oneplan.actions.figures import compute_figures
        from oneplan.records.accounts.queries import viewer_of
        from oneplan.records.improvement import queries

        tree = queries.plan_tree(plan_id, viewer=viewer_of(self.lead, on=self.on))
        live = sum(1 for each in tree.actions if each.rating.is_live)
        self._note(f"{len(tree.actions)} actions in {len(tree.sections)} sections, {live} of them live")
        self._step("figures reckoned", lambda: compute_figures(on=self.on))

    def _by_role(self, plan_id: str) -> dict[str, Any]:
        """The busiest roles have accounts; the others answer by link or by spreadsheet."""
        from oneplan.actions.demonstration import make_demo_accounts
        from oneplan.records.accounts.queries import viewer_of
        from oneplan.records.improvement import queries
        from oneplan.synthetic.demonstration import DemoPerson

        roles = [each.role for each in queries.owners(plan_id, viewer=viewer_of(self.lead, on=self.on))][:6]
        people = [
            DemoPerson(f"owner{place}@merrowdale.example", f"Owner {place}", "action-owner", role)
            for place, role in enumerate(roles, start=1)
        ]
        made = make_demo_accounts(people, on=self.on)
        return {each.owner_role: made[each.email] for each in people}

    def _board(self, on: date) -> str:
        from oneplan.feeds.invented_board import found_board

        return self._step("board founded", lambda: found_board(lead=self.lead, chair=self.chair, on=on))

    def _meets(self, board: str, plan_id: str, number: int, on: date) -> None:
        from oneplan.feeds.invented_board import board_meets, challenges_answered

        # The second meeting lacks a quorum, so that its decision can only be noted.
        away = 4 if number == 1 else 1
        met = self._step(
            f"board meeting {number + 1}",
            lambda: board_meets(board, plan_id=plan_id, away=away, lead=self.lead, chair=self.chair, on=on),
        )
        self._note(f"  quorum: {'yes' if met.is_quorate else 'no'}; its decision is {met.decision}")
        answered, standing = self._step(
            f"challenges {number + 1}", lambda: challenges_answered(plan_id, lead=self.lead, on=on, most=10)
        )
        self._note(f"  {answered} of {standing} challenges answered")

    def _changes(self, plan_id: str) -> None:
        from oneplan.feeds.delivery_files import write_changes

        count = self._step(
            "changes written", lambda: write_changes(plan_id, self.out / "changes.csv", by=self.lead, on=self.on)
        )
        self._note(f"  {count} differences between the locks")

    def _pack(self, plan_id: str) -> None:
        from oneplan.feeds.delivery_files import write_pack

        made = self._step("pack made", lambda: write_pack(plan_id, self.out, by=self.lead, on=self.on))
        self._note(f"  PDF and Word made in {made.seconds:.1f} s")
        self._note(f"  {made.figures} figures in the pack, {made.compared} compared, {len(made.differing)} differ")
        self.told.differing = made.differing

    def _told_of(self, told: Any) -> None:
        self._note(
            f"  asked {told.asked}; by account {told.by_account}, by link {told.by_link}, by sheet {told.by_sheet}; "
            f"silent {told.silent}; reminded {told.reminded}; cleared {told.cleared}"
        )
        self._note(f"  ratings and dates: {json.dumps(told.outcomes, sort_keys=True)}")
        self._note(f"  green approved by a second reader: {', '.join(told.approved) or 'none'}")
        self._note(f"  dates counted from anew, agreed by a second person: {told.redated}")
        for says in told.refused:
            self._note(f"  {says}")

    def _step(self, name: str, work: Any) -> Any:
        began = time.perf_counter()
        result = work()
        self._note(f"{name}: {time.perf_counter() - began:.2f} s")
        return result

    def _say(self, says: str) -> None:
        self.console.print(says)

    def _note(self, line: str) -> None:
        self.told.lines.append(line)
        self.console.print(line)

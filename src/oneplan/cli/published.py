"""``oneplan published``: figures of the official statistics, to set beside the area's own."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from oneplan.cli.opening import open_records
from oneplan.core.kernel import Problem

if TYPE_CHECKING:
    from oneplan.core.measures.published import OfficialFigure

COLUMNS = ("area", "area_code", "level", "year", "measure", "value", "source")
LEVELS = ("National", "Regional", "Local authority")
NOT_THERE = frozenset({"", "x", "z", "c", "low", ":"})
_DOUBTS_SHOWN = 5

app = typer.Typer(help="Figures of the official statistics.", no_args_is_help=True)


@app.callback()
def _published() -> None:
    """Figures of the official statistics."""


@app.command("load")
def load(
    file: Path = typer.Argument(
        ..., help="A CSV file with the columns area, area_code, level, year, measure, value, source."
    ),
) -> None:
    """Keep the figures of a file, whole or not at all; loading it again changes nothing."""
    rows = list(read(file))
    open_records()
    from oneplan.actions.published_figures import keep_published_figures

    loaded = keep_published_figures(figures=[figure for figure, _ in rows], codes={f.area: code for f, code in rows})
    console = Console(highlight=False)
    noun = "figure" if loaded.kept == 1 else "figures"
    console.print(f"{loaded.kept:,} official {noun} on record.")
    if loaded.doubts:
        console.print(f"{len(loaded.doubts)} regional totals are not the sum of their areas:")
        for doubt in loaded.doubts[:_DOUBTS_SHOWN]:
            console.print(f"  {doubt}")


def read(file: Path) -> Iterator[tuple[OfficialFigure, str]]:
    """Each figure of a file with its area's code; raises Problem that names the line it cannot read."""
    from oneplan.core.measures.published import OfficialFigure

    if not file.is_file():
        raise Problem(f"There is no file {file}.", do="Check the name and try again.")
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise Problem(
                    f"{file.name} has no column {', '.join(missing)}.",
                    why="A figure without its place, year or source could not be set beside anything.",
                    do=f"The first line should name: {', '.join(COLUMNS)}.",
                )
            for number, row in enumerate(table, start=2):
                if (row["value"] or "").strip().casefold() in NOT_THERE:
                    continue
                value, level = _number(row["value"], file, number), _level(row["level"], file, number)
                figure = OfficialFigure(row["area"], level, row["year"], row["measure"], value, row["source"])
                yield figure, row["area_code"] or ""
    except UnicodeDecodeError as error:
        raise Problem(f"{file.name} is not text in UTF-8.", do="Save it as CSV in UTF-8 and try again.") from error


def _number(written: str, file: Path, line: int) -> float:
    try:
        return float(written.replace(",", ""))
    except ValueError:
        raise Problem(
            f"{file.name}, line {line}: “{written}” is not a number.",
            why="Nothing of the file has been kept.",
            do="Correct the line. Where there is no number, leave the value empty.",
        ) from None


def _level(written: str, file: Path, line: int) -> str:
    if written not in LEVELS:
        raise Problem(f"{file.name}, line {line}: “{written}” is not a level.", do=f"Use one of: {', '.join(LEVELS)}.")
    return written

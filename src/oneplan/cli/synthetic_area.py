"""`oneplan synthetic area`: the invented area, or an invented country, as the files that a council would hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from oneplan.core.kernel import Problem
from oneplan.synthetic.area.wanted import Wanted

COUNTRY_FROM = 30_000
_Item = TypeVar("_Item")

READ_ME = """\
Invented material. Nobody in these files exists.

{name}, seed {seed}, told up to {on}. The same seed gives the same files, byte for byte.

sen2-YEAR.xml   what the person-level return of that collection says; a draft, not for submission
settings.csv    settings by URN or, without one, by UKPRN: name, kind, phase, whether in the area, whose term dates
terms.csv       term dates and closed days of each calendar
officers.csv    who holds whose case: pupil number, else learner number, officer's e-mail, team
awkward.csv     cases that are awkward on purpose
problems.csv    problems planted in the returns: year, place in the file, check, what was done

{plans:,} plans are kept on the last day; {children:,} children and young people have had a request or a plan since
{told_from}; {supported:,} pupils are at SEN support.
"""


def write_area(
    out: Annotated[Path | None, typer.Option(help="The folder to write to; it is made if it is not there.")] = None,
    *,
    seed: Annotated[int, typer.Option(help="The same seed gives the same area, byte for byte.")] = 7,
    plans: Annotated[int, typer.Option(min=50, help="How many plans are kept on the last day.")] = 4850,
    on: Annotated[str, typer.Option(help="The last day that is told, as 2026-11-22.")] = "",
    years: Annotated[int, typer.Option(min=2, max=8, help="How many calendar years are told.")] = 5,
    scale: Annotated[
        str, typer.Option("--as", help="area or country; more than 30,000 plans are a country unless this says area.")
    ] = "",
    facts: Annotated[Path | None, typer.Option(help="Write the facts that measures are reckoned from here.")] = None,
) -> None:
    """Write the invented area of Merrowdale as files: returns, settings, term dates and who holds whom."""
    wanted = Wanted(seed, _day(on), plans, years)
    if out is None and facts is None:
        raise typer.BadParameter("Say where to write: --out FOLDER for returns and lists, --facts FOLDER for facts.")
    if scale not in {"", "area", "country"}:
        raise typer.BadParameter("--as is area or country.")
    is_country = scale == "country" or (not scale and plans > COUNTRY_FROM)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (_write_country if is_country else _write_area)(out, wanted)
    if facts is not None:
        from oneplan.cli.synthetic_facts import write_facts
        from oneplan.synthetic.area.inventing import AUTHORITIES

        facts.mkdir(parents=True, exist_ok=True)
        with _progress("Facts, area by area", AUTHORITIES if is_country else 1) as bar:
            written = write_facts(facts, wanted, is_country=is_country, bar=bar)
        for name, count in written.items():
            typer.echo(f"{name}.parquet: {count:,} rows.")


def _write_area(out: Path, wanted: Wanted) -> None:
    from oneplan.returns.sen2.writing import write
    from oneplan.rulebook.returns import load
    from oneplan.synthetic.area import invent
    from oneplan.synthetic.area.windows import window

    with Console(stderr=True).status("Inventing the area"):
        area = invent(wanted.seed, on=wanted.on, plans=wanted.plans, years=wanted.years)
    for year in area.returns:
        header, persons = area.returned(year)
        with (out / f"sen2-{year}.xml").open("wb") as file, _progress(f"Return {year}", len(area.children)) as bar:
            written = write(file, header, _counted(persons, bar), book=load())
        typer.echo(f"sen2-{year}.xml: {written.persons:,} people on {window(year).survey_day:%d %B %Y}.")
    _write_lists(out, area)


def _write_lists(out: Path, area: object) -> None:
    from oneplan.synthetic.area import InventedArea, lists

    assert isinstance(area, InventedArea)
    for name, write in (
        ("settings", lists.write_settings),
        ("terms", lists.write_terms),
        ("officers", lists.write_officers),
        ("awkward", lists.write_awkward),
        ("problems", lists.write_problems),
    ):
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            typer.echo(f"{name}.csv: {write(file, area):,} rows.")
    said = READ_ME.format(
        name=area.name,
        seed=area.seed,
        on=f"{area.on:%d %B %Y}",
        told_from=f"{area.told_from:%d %B %Y}",
        plans=sum(1 for each in area.children if any(q.plan and not q.plan.ceased_on for q in each.requests)),
        children=len(area.children),
        supported=len(area.supported),
    )
    (out / "README.txt").write_text(said, encoding="utf-8")


def _write_country(out: Path, wanted: Wanted) -> None:
    from oneplan.returns.sen2.writing import write
    from oneplan.rulebook.returns import load
    from oneplan.synthetic.area.area import return_header
    from oneplan.synthetic.area.country import persons_of_the_country
    from oneplan.synthetic.area.inventing import FIRST_AUTHORITY
    from oneplan.synthetic.area.windows import window, years

    seen = window(max(year for year in years() if window(year).survey_day <= wanted.on))
    people = persons_of_the_country(wanted.seed, seen, on=wanted.on, plans=wanted.plans, years=wanted.years)
    header = return_header(seen, str(FIRST_AUTHORITY))
    path = out / f"sen2-country-{seen.year}.xml"
    with path.open("wb") as file, _progress(f"Country {seen.year}", 0) as bar:
        written = write(file, header, _counted(people, bar), book=load())
    typer.echo(f"{path.name}: {written.persons:,} people, {path.stat().st_size / 1e6:,.0f} MB.")


@contextmanager
def _progress(what: str, total: int) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(what, total=total or None)
        yield bar


def _counted(items: Iterable[_Item], bar: Progress, every: int = 200) -> Iterator[_Item]:
    for number, item in enumerate(items, start=1):
        if number % every == 0:
            bar.advance(bar.task_ids[0], every)
        yield item


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said) if said else date.today()  # noqa: DTZ011 - the day where the command runs
    except ValueError:
        raise Problem(
            f"“{said}” is not a day.", why="The area is told up to a day.", do="Write it as 2026-11-22."
        ) from None

"""``oneplan clocks``: work out statutory dates from facts, and say why."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from oneplan.core.kernel import Problem

if TYPE_CHECKING:
    from oneplan.core.pathways import Answer

app = typer.Typer(help="Work out statutory dates from facts, and say why.", no_args_is_help=True)

File = Annotated[str, typer.Argument(help="A JSON file of facts; - reads what is piped in.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day asked about: 2026-03-01, or today.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

LARGEST_FILE = 25 * 1024 * 1024

_Given = ParamSpec("_Given")


@app.callback()
def _clocks() -> None:
    """Work out statutory dates from facts, and say why."""


def _says_problems(command: Callable[_Given, None]) -> Callable[_Given, None]:
    """Show a refusal in words, or as JSON where JSON was asked for, and end with 2."""

    @wraps(command)
    def run(*args: _Given.args, **kwargs: _Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except Problem as problem:
            said = {"what": problem.what, "why": problem.why, "do": problem.do}
            if kwargs.get("as_json"):
                sys.stderr.write(json.dumps({"error": said}, ensure_ascii=False) + "\n")
            else:
                sys.stderr.write("".join(f"{line}\n" for line in said.values() if line))
            raise typer.Exit(2) from None

    return run


@app.command()
@_says_problems
def due(file: File, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every date that the facts lead to, with its standing and its law."""
    answers = _answers(file, as_of)
    if as_json:
        typer.echo(json.dumps([answer.as_json() for answer in answers], ensure_ascii=False, indent=2))
        return
    from oneplan.cli.clock_tables import show_due

    show_due(answers)


@app.command()
@_says_problems
def explain(file: File, as_of: AsOf = None) -> None:
    """The same for a person: each date with its reasons."""
    answers = _answers(file, as_of)
    from oneplan.cli.clock_tables import show_reasons

    show_reasons(answers)


@app.command()
@_says_problems
def facts(as_json: AsJson = False) -> None:
    """Every fact that may be recorded, its details, and what it starts or stops."""
    from oneplan.cli.clock_vocabulary import vocabulary

    words = vocabulary()
    if as_json:
        typer.echo(json.dumps(words, ensure_ascii=False, indent=2))
        return
    from oneplan.cli.clock_tables import show_facts

    show_facts(words)


@app.command()
@_says_problems
def timeliness(file: File, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """The published twenty-week measures of a cohort, with and without exceptions."""
    from oneplan.cli.clock_cohorts import count, read_cohort

    figures = count(*read_cohort(_document(file), _day(as_of)))
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    from oneplan.cli.clock_tables import show_timeliness

    show_timeliness(figures)


@app.command()
@_says_problems
def examples(as_json: AsJson = False) -> None:
    """The worked examples, run now by the rules as they stand."""
    from oneplan.cli.clock_examples import run_examples

    results = run_examples()
    if as_json:
        typer.echo(json.dumps(results, ensure_ascii=False, indent=2))
    else:
        from oneplan.cli.clock_tables import show_examples

        show_examples(results)
    if not all(result["agrees"] for result in results):
        raise typer.Exit(1)


def _answers(file: str, as_of: str | None) -> tuple[Answer, ...]:
    from oneplan.core.pathways import read_question
    from oneplan.rulebook import load_rulebook

    book = load_rulebook()
    question = read_question(_document(file), book.rules, book.working_days, as_of=_day(as_of))
    return question.answer(book.rules)


def _day(said: str | None) -> date | None:
    if said is None:
        return None
    if said == "today":
        return date.today()  # noqa: DTZ011 - the day where the command is run
    from oneplan.core.pathways.intake import read_day

    return read_day(said, "--as-of")


def _document(file: str) -> object:
    text = _read(file)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Problem(
            f"{_name(file)} is not JSON: {error.msg}, line {error.lineno}, column {error.colno}.",
            why="No facts could be read from it.",
            do="Correct it there, or write the facts afresh.",
        ) from None
    except (RecursionError, ValueError):
        raise Problem(
            f"{_name(file)} holds something no case holds: deep nesting, or a number of thousands of digits.",
            why="Facts are a plain list of names, days and short details.",
            do="Send a list of facts.",
        ) from None


def _read(file: str) -> str:
    try:
        content = sys.stdin.buffer.read(LARGEST_FILE + 1) if file == "-" else _contents(Path(file))
    except OSError as error:
        raise Problem(
            f"{_name(file)} cannot be read: {error.strerror}.",
            why="There are no facts to work from.",
            do="Check its name.",
        ) from None
    if len(content) > LARGEST_FILE:
        raise Problem(
            f"{_name(file)} is larger than 25 MB.",
            why="The facts of a case take a few thousand characters.",
            do="Send one case at a time.",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(
            f"{_name(file)} is not UTF-8 text.", why="JSON is written in UTF-8.", do="Save it again as UTF-8."
        ) from None


def _contents(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def _name(file: str) -> str:
    return "What was piped in" if file == "-" else file

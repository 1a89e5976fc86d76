"""Answers, reasons and facts as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from oneplan.core.pathways import Answer

STATE_STYLES = {
    "running": "green",
    "met": "green",
    "met late": "yellow",
    "overdue": "bold red",
    "disapplied": "magenta",
    "superseded": "dim",
    "withdrawn": "dim",
}


def show_due(answers: Iterable[Answer]) -> None:
    """One row for each answer: the day (and the prudent day, where it differs), its standing, what, and the law."""
    table = Table(box=box.SIMPLE_HEAD)
    for column, width in (("Day", 16), ("State", 12), ("Rule", 8)):
        table.add_column(column, width=width, overflow="fold")
    table.add_column("What", overflow="fold", ratio=1)
    for answer in answers:
        what = Text.assemble(_what(answer), "\n", (f"{_force(answer)} · {answer.law}", "dim"))
        table.add_row(_days(answer), _state(answer), answer.rule, what)
    _show(table)


def show_reasons(answers: Iterable[Answer]) -> None:
    """One row for each answer, with its reasons as a numbered list."""
    table = Table(box=box.HORIZONTALS, show_lines=True, expand=True)
    table.add_column("Day", width=16, overflow="fold")
    table.add_column("What, and why", overflow="fold", ratio=1)
    for answer in answers:
        reasons = "\n".join(f"{number}. {reason}" for number, reason in enumerate(answer.because, start=1))
        heading = Text.assemble(
            (_what(answer), "bold"), "\n", (f"{answer.rule} · {_force(answer)} · {answer.owner}", "dim")
        )
        day = Text.assemble((_when(answer), "bold"), "\n", _state(answer))
        table.add_row(day, Text.assemble(heading, "\n", reasons))
    _show(table)


def show_facts(words: Iterable[dict[str, Any]]) -> None:
    """One row for each fact: its name and details, what it means and what it does."""
    table = _table("Fact and details (* needed)", "Meaning")
    for word in words:
        fact = Text.assemble((word["fact"], "bold"), *(f"\n  {_detail(each)}" for each in word["details"]))
        meaning = Text.assemble(word["title"], *(_effect(word, part) for part in ("starts", "stops")))
        table.add_row(fact, meaning)
    _show(table)


def show_timeliness(figures: dict[str, Any]) -> None:
    """Both measures side by side."""
    including, excluding = figures["including_exceptions"], figures["excluding_exceptions"]
    table = _table("Measure", "Including exceptions", "Excluding exceptions")
    for title, *values in zip(
        ("Plans issued", "Within 20 weeks", "Per cent within", "20 to 52 weeks", "Over 52 weeks", "Average weeks"),
        including.values(),
        excluding.values(),
        strict=True,
    ):
        table.add_row(title, *("none" if value is None else str(value) for value in values))
    _show(table)
    if figures["flag_is_doubtful"]:
        Console().print(f"{figures['flagged_percent']} per cent are flagged with an exception: check the flag.")


def show_examples(results: Iterable[dict[str, Any]]) -> None:
    """One line for each worked example."""
    table = _table("Example", "What happens", "Rules", "Agrees")
    for result in results:
        table.add_row(result["id"], result["title"], ", ".join(result["rules"]), "yes" if result["agrees"] else "NO")
    _show(table)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _show(table: Table) -> None:
    Console().print(table)


def _days(answer: Answer) -> Text:
    prudent = answer.prudent_on if answer.prudent_on != answer.due_on else None
    return Text.assemble(_when(answer), (f"\nprudent {_day(prudent)}" if prudent else "", "dim"))


def _when(answer: Answer) -> str:
    if answer.due_on:
        return _day(answer.due_on) + (f", {answer.by_time}" if answer.by_time else "")
    if answer.missing:
        return f"needs {answer.missing.replace('_', ' ')}"
    if isinstance(answer.value, bool):
        return "yes" if answer.value else "no"
    return "" if answer.value is None else str(answer.value)


def _day(day: date | None) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}" if day else ""


def _state(answer: Answer) -> Text:
    if answer.state is None:
        return Text("")
    late = f" ({answer.days_late} days)" if answer.days_late else ""
    return Text(f"{answer.state.value}{late}", style=STATE_STYLES[answer.state.value])


def _what(answer: Answer) -> str:
    return f"{answer.title} ({answer.key})" if answer.key else answer.title


def _force(answer: Answer) -> str:
    """Duty, guidance or other; and the doubt, where a rule is not verified."""
    return answer.force if answer.status.value == "verified" else f"{answer.force}, {answer.status.value}"


def _effect(word: dict[str, Any], part: str) -> tuple[str, str]:
    return (f"\n{part}: {', '.join(word[part])}" if word[part] else "", "dim")


def _detail(detail: dict[str, Any]) -> str:
    choices = f": {' | '.join(detail['choices'])}" if detail["choices"] else f" ({detail['type']})"
    return f"{detail['name']}{'*' if detail['required'] else ''}{choices}"

"""Read rulebook/measures/printed.toml: how figures are found in the sentences and tables of a plan."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.core.measures.printed import NumberIs, PrintedBook, PrintedRule, When
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.catalogue_files import load_catalogue, load_series
from oneplan.rulebook.tables import Table, read_file


@cache
def load_printed() -> PrintedBook:
    """The rules that are shipped."""
    return read_printed(ROOT)


def read_printed(root: Path) -> PrintedBook:
    """The rules from their file; a measure or group that nobody defined is refused."""
    table = read_file(root / "measures" / "printed.toml", root)
    groups = table.optional("groups")
    book = PrintedBook(
        figures=tuple(_rule(each) for each in table.tables("figure")),
        tables=tuple(_rule(each) for each in table.tables("table")),
        groups={str(name): tuple(words) for name, words in groups.items()} if isinstance(groups, dict) else {},
    )
    for key in ("id", "title", "source"):
        table.text(key)
    table.day("checked_on")
    table.word("status", Status)
    table.close()
    _check(book)
    return book


def _rule(table: Table) -> PrintedRule:
    rule = PrintedRule(
        number=table.word("number", NumberIs),
        words=table.texts("words"),
        when=table.word("when", When),
        measure=table.text("measure", ""),
        line=table.texts("line"),
        near=table.texts("near"),
        next=table.texts("next"),
        only_first=table.flag("only_first"),
        apart=table.flag("apart"),
        by_group=table.texts_by_name("by_group") or None,
        parts=table.texts("parts"),
    )
    table.close()
    return rule


def _check(book: PrintedBook) -> None:
    known = load_catalogue().by_id
    named = {name for rule in (*book.figures, *book.tables) for name in (rule.measure, *(rule.by_group or {}).values())}
    strange = sorted((named - {""}) - set(known)) + sorted(set(book.groups) - set(load_series().respondents))
    if strange:
        raise Problem(f"Rules for printed figures name what is not there: {', '.join(strange)}.", do="Correct them.")

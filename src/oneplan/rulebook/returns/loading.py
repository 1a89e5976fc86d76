"""Read rulebook/returns strictly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from oneplan.core.law import Status
from oneplan.rulebook.returns.book import (
    Check,
    CodeSet,
    Collection,
    Element,
    Level,
    NeverReported,
    Reported,
    ReturnBook,
    ReturnCode,
    Years,
)
from oneplan.rulebook.tables import Table, read_file

ROOT = Path(__file__).parent
TYPES = frozenset({"group", "text", "date", "moment", "flag", "whole", "code", "authority"})

_Read = TypeVar("_Read")


@cache
def load(name: str = "sen2") -> ReturnBook:
    """The book of a return, read once in a process."""
    return read_book(ROOT / name)


def read_book(folder: Path) -> ReturnBook:
    """A book from its folder, checked as a whole."""
    root, people, aliases, elements = _whole(folder, "layout", _layout)
    authorities, only_in_upn = _whole(folder, "authorities", _authorities)
    reported, never = _whole(folder, "events", _events)
    book = ReturnBook(
        root=root,
        people=people,
        elements=elements,
        aliases=aliases,
        code_sets=_whole(folder, "codes", _code_sets),
        collections=_whole(folder, "collections", _collections),
        checks=_whole(folder, "rules", _checks),
        authorities=authorities,
        authorities_in_upn=authorities | only_in_upn,
        reported=reported,
        never=never,
    )
    _agree(book)
    return book


def _whole(folder: Path, name: str, read: Callable[[Table], _Read]) -> _Read:
    table = read_file(folder / f"{name}.toml", folder.parent)
    for heading in ("id", "title", "source"):
        table.text(heading)
    table.day("checked_on")
    table.word("status", Status)
    found = read(table)
    table.close()
    return found


def _layout(table: Table) -> tuple[str, str, Mapping[str, str], tuple[Element, ...]]:
    root, people, aliases = table.text("root"), table.text("people"), table.texts_by_name("aliases")
    elements: list[Element] = []
    for group in table.tables("group"):
        name = group.text("name")
        group.text("parent")
        elements += [_element(each, name) for each in group.tables("elements")]
        group.close()
    return root, people, aliases, tuple(elements)


def _element(table: Table, parent: str) -> Element:
    kind = table.text("type")
    if kind not in TYPES:
        raise table.problem(f"type is “{kind}”", do=f"Use one of: {', '.join(sorted(TYPES))}.")
    element = Element(
        parent=parent,
        name=table.text("name"),
        order=table.number("order"),
        type=kind,
        min=table.number("min"),
        max=table.number("max"),
        years=_years(table),
        confirmed=table.flag("confirmed", default=True),
        column=table.text("column", ""),
        codes=table.text("codes", ""),
    )
    table.close()
    return element


def _years(table: Table) -> Years:
    first = table.number("from_year") if table.has("from_year") else None
    last = table.number("to_year") if table.has("to_year") else None
    return Years(first, last)


def _code_sets(table: Table) -> Mapping[str, CodeSet]:
    return {each.id: each for each in map(_code_set, table.tables("set"))}


def _code_set(table: Table) -> CodeSet:
    name, title, is_open = table.text("id"), table.text("title"), table.flag("open")
    codes = {each.code: each for each in map(_code, table.tables("codes"))}
    if table.has("extended"):
        codes |= {each.code: each for each in _extended(table, codes)}
    table.close()
    return CodeSet(name, title, is_open, tuple(codes.values()))


def _code(table: Table) -> ReturnCode:
    code = table.text("code")
    found = ReturnCode(code, table.text("title"), code, _years(table), table.flag("confirmed", default=True))
    table.close()
    return found


def _extended(table: Table, main: Mapping[str, ReturnCode]) -> Iterator[ReturnCode]:
    for group, longer in table.optional("extended").items():  # type: ignore[attr-defined]
        for code in longer:
            yield ReturnCode(code, f"{main[group].title} ({code})", group, main[group].years, confirmed=True)


def _collections(table: Table) -> Mapping[int, Collection]:
    return {each.year: each for each in map(_collection, table.tables("collection"))}


def _collection(table: Table) -> Collection:
    deadline = table.day("deadline") if table.has("deadline") else None
    found = Collection(table.number("year"), table.day("survey_day"), deadline, table.flag("layout"))
    table.close()
    return found


def _checks(table: Table) -> Mapping[str, Check]:
    checks: dict[str, Check] = {}
    for each in map(_check, table.tables("rule")):
        if each.id in checks:
            raise table.problem(f"{each.id} stands twice", do="Keep one of the two.")
        checks[each.id] = each
    return checks


def _check(table: Table) -> Check:
    check = Check(
        id=table.text("id"),
        module=table.text("module"),
        level=table.word("level", Level),
        status=table.word("status", Status),
        message=table.text("message"),
        fields=table.texts("fields"),
        years=_years(table),
        default_on=table.flag("default_on", default=True),
        needs=table.text("needs", ""),
        limit=table.number("limit") if table.has("limit") else 0,
        day=_day(table),
        days=table.texts("days"),
        ages=tuple(int(each) for each in table.texts("ages")),
        codes=table.texts("codes"),
        query_in=table.number("query_in") if table.has("query_in") else None,
        dfe_rule_no=table.texts_by_name("dfe_rule_no"),
    )
    table.close()
    return check


def _day(table: Table) -> date | None:
    return table.day("day") if table.has("day") else None


def _authorities(table: Table) -> tuple[frozenset[str], frozenset[str]]:
    current = table.text("current").split() + table.text("invented").split()
    return frozenset(current), frozenset(table.text("pupil_numbers_only").split())


def _events(table: Table) -> tuple[tuple[Reported, ...], tuple[NeverReported, ...]]:
    reported = tuple(_reported(each) for each in table.tables("reported"))
    return reported, tuple(_never(each) for each in table.tables("never"))


def _reported(table: Table) -> Reported:
    found = Reported(table.text("fact"), table.text("item"), table.text("when", ""), table.text("day"), _years(table))
    table.close()
    return found


def _never(table: Table) -> NeverReported:
    found = NeverReported(table.text("title"), table.texts("facts"))
    table.close()
    return found


def _agree(book: ReturnBook) -> None:
    """Refuse a book whose parts name what is not there."""
    table = Table({}, "returns")
    names = {each.name for each in book.elements}
    for element in book.elements:
        if element.codes and element.codes not in book.code_sets:
            raise table.problem(f"{element.name} names the list “{element.codes}”", do="Name a list of codes.toml.")
    for check in book.checks.values():
        if unknown := sorted(set(check.fields) - names):
            raise table.problem(f"{check.id} names {', '.join(unknown)}", do="Name elements of layout.toml.")

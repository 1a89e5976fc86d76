"""The SEN2 return as a page: collections, what becomes of it, layout, code lists and checks, each with its basis."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from oneplan.cli.docs.markdown import bullets, code, page, table
from oneplan.rulebook.returns import Check, CodeSet, Element, Reported, ReturnBook, load
from oneplan.rulebook.returns.harm import harms

if TYPE_CHECKING:
    from oneplan.core.pathways import Rules
    from oneplan.rulebook.returns.book import Years

UNSURE = "not confirmed"


def sen2_page(rules: Rules) -> str:
    """Everything that is held about the return, in the order of reading one."""
    book = load()
    return page(
        "The SEN2 return",
        "What a person-level return looks like in each collection, what it tells, and what is checked. Elements and "
        f"codes marked “{UNSURE}” are in no public source that was read: a return to be submitted may not rest on "
        "them. "
        "Checks carry a basis: verified restates published guidance, reading follows from definitions, expected is a "
        "judgement of ours. The Department's own numbers of rules are not held.",
        "## Collections",
        table(("Collection", "Survey day", "Deadline", "Layout held"), _collections(book)),
        "## What it tells",
        "Each becomes a dated event. “At latest” is the last day on which it can have happened.",
        table(("Fact", "From", "Where", "The day is", "Collections"), (_reported(each) for each in book.reported)),
        "## What it never tells",
        bullets(
            f"**{each.title}**: {', '.join(rules.facts[fact].title.lower() for fact in each.facts)}."
            for each in book.never
        ),
        "## Layout",
        f"Other names that files carry: {_aliases(book)}.",
        *_layout(book),
        "## Code lists",
        *(_codes(each) for each in book.code_sets.values()),
        "## Checks",
        "E must be put right before a return can be authorised; Q wants a look or a note. The level is our proposal.",
        *_checks(book),
    )


def _collections(book: ReturnBook) -> list[tuple[object, ...]]:
    return [
        (year, each.survey_day.isoformat(), each.deadline.isoformat() if each.deadline else "", _yes(each.has_layout))
        for year, each in book.collections.items()
    ]


def _reported(each: Reported) -> tuple[object, ...]:
    return (code(each.fact), each.item, each.when, each.day_is, _years(each.years))


def _aliases(book: ReturnBook) -> str:
    return ", ".join(f"{code(other)} for {code(name)}" for other, name in sorted(book.aliases.items()))


def _layout(book: ReturnBook) -> list[str]:
    parts = []
    for parent, found in groupby(book.elements, key=lambda each: each.parent):
        headings = ("Element", "Kind", "How many", "Collections", "Column", "Basis")
        parts.append(f"### {parent or 'The file'}\n\n{table(headings, (_element(each) for each in found))}")
    return parts


def _element(each: Element) -> tuple[object, ...]:
    most = "any number" if each.max == 0 else str(each.max)
    many = most if each.min == each.max else f"{each.min} to {most}"
    kind = f"{each.type}: [{each.codes}](#{each.codes})" if each.codes else each.type
    return (code(each.name), kind, many, _years(each.years), code(each.column), "" if each.confirmed else UNSURE)


def _codes(each: CodeSet) -> str:
    rows = [(code(one.code), one.title, _years(one.years), "" if one.confirmed else UNSURE) for one in each.codes]
    says = f"{each.title}.{' The list is known to be incomplete.' * each.is_open}"
    return f"### {each.id}\n\n{says}\n\n{table(('Code', 'Means', 'Collections', 'Basis'), rows)}"


def _checks(book: ReturnBook) -> list[str]:
    parts = []
    spoils = harms()
    for module, found in groupby(book.checks.values(), key=lambda each: each.module):
        rows = [(*_check(each), spoils[each.id].title if each.id in spoils else "") for each in found]
        headings = ("Check", "Level", "Says", "Elements", "Collections", "Needs", "Basis", "What it spoils")
        parts.append(f"### Checks: {module}\n\n{table(headings, rows)}")
    return parts


def _check(each: Check) -> tuple[object, ...]:
    level = f"{each.level.value}{f' (Q in {each.query_in})' if each.query_in else ''}"
    on = "" if each.default_on else " Off unless asked for."
    return (each.id, level, each.says + on, ", ".join(each.fields), _years(each.years), each.needs, each.status.value)


def _years(years: Years) -> str:
    if years.first and years.last:
        return f"{years.first} to {years.last}" if years.first != years.last else str(years.first)
    return f"from {years.first}" if years.first else f"to {years.last}" if years.last else "all"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"

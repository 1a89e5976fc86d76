"""Read rulebook/examples: worked examples that anyone may follow by hand, and that the tests run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from oneplan.core.pathways import Answer, Question, read_question
from oneplan.rulebook.book import ROOT, Rulebook
from oneplan.rulebook.tables import Table, files_in, read_file

QUALIFIERS = ("output", "rule", "limit", "key", "exception", "kind", "nature")


@dataclass(frozen=True, slots=True)
class Example:
    """A dated story: facts in, and some of the rows that must come out."""

    id: str
    title: str
    rules: tuple[str, ...]
    document: Mapping[str, object]
    expected: tuple[Mapping[str, object], ...]
    chapter: str

    def question(self, book: Rulebook) -> Question:
        """The question the example asks."""
        return read_question(self.document, book.rules, book.working_days)

    def unmet(self, answers: tuple[Answer, ...]) -> list[Mapping[str, object]]:
        """The expected rows that no answer gives."""
        rows = [answer.as_json() for answer in answers]
        return [each for each in self.expected if not any(each.items() <= row.items() for row in rows)]


@dataclass(frozen=True, slots=True)
class CohortExample:
    """A year's plans, as days to issue and whether an exception is flagged, and the published figures."""

    id: str
    title: str
    rules: tuple[str, ...]
    plans: tuple[tuple[int, bool], ...]
    expected: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Examples:
    """Every worked example."""

    stories: tuple[Example, ...]
    cohorts: tuple[CohortExample, ...]


@lru_cache(maxsize=1)
def load_examples() -> Examples:
    """The worked examples that are shipped, read once."""
    return read_examples(ROOT)


def read_examples(root: Path) -> Examples:
    """Worked examples from a rulebook's folder."""
    stories: list[Example] = []
    cohorts: list[CohortExample] = []
    for path in files_in(root / "examples"):
        table = read_file(path, root)
        stories += _stories(table, path.stem)
        cohorts += [_cohort(each) for each in table.tables("cohort")]
        table.close()
    return Examples(tuple(sorted(stories, key=lambda each: each.id)), tuple(cohorts))


def _stories(table: Table, chapter: str) -> list[Example]:
    for heading in ("id", "title", "source", "status"):
        table.text(heading)
    table.day("checked_on")
    school_calendar = _plain(table.optional("school_calendar"))
    return [_story(each, chapter, school_calendar) for each in table.tables("example")]


def _story(table: Table, chapter: str, school_calendar: object) -> Example:
    name, title, rules = table.text("id"), table.text("title"), table.texts("rules")
    document: dict[str, object] = {"as_of": _plain(table.day("as_of")), "facts": _plain(table.items("facts"))}
    if table.flag("needs_school_calendar"):
        document["school_calendar"] = school_calendar
    expected = tuple({str(key): _plain(value) for key, value in _rows(each)} for each in table.items("expected"))
    table.close()
    return Example(name, title, rules, document, expected, chapter)


def _rows(row: object) -> list[tuple[object, object]]:
    return list(row.items()) if isinstance(row, dict) else []


def _cohort(table: Table) -> CohortExample:
    name, title, rules = table.text("id"), table.text("title"), table.texts("rules")
    plans = []
    for each in table.tables("plans"):
        plans.append((each.number("days"), each.flag("exception")))
        each.close()
    expected = table.optional("expected")
    table.close()
    return CohortExample(name, title, rules, tuple(plans), expected if isinstance(expected, dict) else {})


def _plain(value: object) -> object:
    """The same value as JSON would hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value

"""Read what the self-evaluation and the strategies go by: rules, words, requested lists and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oneplan.core.instruments.statements import EvidenceKind, EvidenceRules
from oneplan.core.law import Status
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.tables import Table, read_file


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a closed list, as a page says it."""

    id: str
    title: str
    says: str = ""


@dataclass(frozen=True)
class EvaluationWords:
    """The words and rules of the self-evaluation."""

    rules: EvidenceRules
    judgements: tuple[Word, ...]
    outside: tuple[Word, ...]
    findings: tuple[Word, ...]
    matches: tuple[Word, ...]
    round_months: int
    most_pages: int
    words_on_a_page: int


@dataclass(frozen=True)
class StrategyWords:
    """The words of strategies, agreements and advice, and when a fact is stale."""

    kinds: tuple[Word, ...]
    states: tuple[Word, ...]
    step_results: tuple[Word, ...]
    programmes: tuple[Word, ...]
    recommendations: tuple[Word, ...]
    stale_months: int
    near_days: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is asked for: what reads it here, or why it is missing and who could supply it."""

    id: str
    title: str
    reads: str = ""
    why: str = ""
    supplied_by: str = ""


@dataclass(frozen=True, slots=True)
class RequestedList:
    """A list of children that is asked for; ``reads`` names the query behind it, where the records hold it."""

    id: str
    title: str
    reads: str
    partly: str
    why: str
    supplied_by: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RequestedDocument:
    """A document that is asked for, and for how many months it counts as fresh."""

    id: str
    title: str
    fresh_months: int


@cache
def evaluation_words(root: Path = ROOT) -> EvaluationWords:
    """The words and rules of the self-evaluation that are shipped."""
    table = _opened(root, "evaluation-words.toml")
    words = EvaluationWords(
        rules=EvidenceRules(
            fresh_months=table.number("fresh_months"),
            impact_domains=frozenset(table.texts("impact_domains")),
            kinds=tuple(_evidence(each) for each in table.tables("evidence")),
        ),
        judgements=tuple(_words(table, "judgement")),
        outside=tuple(_words(table, "outside")),
        findings=tuple(_words(table, "finding")),
        matches=tuple(_words(table, "match")),
        round_months=table.number("round_months"),
        most_pages=table.number("most_pages"),
        words_on_a_page=table.number("words_on_a_page"),
    )
    table.close()
    return words


@cache
def strategy_words(root: Path = ROOT) -> StrategyWords:
    """The words of strategies, agreements and advice that are shipped."""
    table = _opened(root, "strategy-words.toml")
    words = StrategyWords(
        kinds=tuple(_words(table, "kind")),
        states=tuple(_words(table, "state")),
        step_results=tuple(_words(table, "step_result")),
        programmes=tuple(_words(table, "programme")),
        recommendations=tuple(_words(table, "recommendation")),
        stale_months=table.number("stale_months"),
        near_days=table.number("near_days"),
    )
    table.close()
    return words


@cache
def requested_lists(root: Path = ROOT) -> tuple[RequestedList, ...]:
    """The lists of children that an area is asked for, in order, each with its columns."""
    table = _opened(root, "readiness-lists.toml")
    table.text("says")
    columns = tuple(_column(each) for each in table.tables("column"))
    lists = tuple(_list(each, columns) for each in table.tables("list"))
    table.close()
    return lists


@cache
def requested_documents(root: Path = ROOT) -> tuple[RequestedDocument, ...]:
    """The documents that an area is asked for, in order."""
    table = _opened(root, "documents.toml")
    found = []
    for each in table.tables("document"):
        found.append(RequestedDocument(each.text("id"), each.text("title"), each.number("fresh_months")))
        each.close()
    table.close()
    return tuple(found)


def word_of(words: tuple[Word, ...], name: str) -> Word:
    """The word with this id; a word that no list holds is shown as it is."""
    return next((each for each in words if each.id == name), Word(name, name.replace("-", " ").capitalize()))


def _opened(root: Path, name: str) -> Table:
    table = read_file(root / "instruments" / name, root)
    for key in ("holds", "id", "title", "source"):
        table.text(key)
    table.day("checked_on")
    table.word("status", Status)
    return table


def _words(table: Table, key: str) -> Iterator[Word]:
    for each in table.tables(key):
        yield Word(each.text("id"), each.text("title"), each.text("says", ""))
        each.close()


def _evidence(table: Table) -> EvidenceKind:
    kind = EvidenceKind(
        table.text("id"), table.text("title"), table.text("says"), is_child_level=table.flag("is_child_level")
    )
    table.close()
    return kind


def _column(table: Table) -> Column:
    column = Column(
        id=table.text("id"),
        title=table.text("title"),
        reads=table.text("reads", ""),
        why=table.text("why", ""),
        supplied_by=table.text("supplied_by", ""),
    )
    if bool(column.reads) is bool(column.why):
        raise table.problem(f"{column.id} must say what reads it or why it is missing", do="Say one of the two.")
    table.close()
    return column


def _list(table: Table, columns: tuple[Column, ...]) -> RequestedList:
    left_out = table.texts("leaves_out")
    found = RequestedList(
        id=table.text("id"),
        title=table.text("title"),
        reads=table.text("reads", ""),
        partly=table.text("partly", ""),
        why=table.text("why", ""),
        supplied_by=table.text("supplied_by", ""),
        columns=tuple(each for each in columns if each.id not in left_out),
    )
    if bool(found.reads) is bool(found.why):
        raise table.problem(f"{found.id} must say what reads it or why it is missing", do="Say one of the two.")
    table.close()
    return found

"""Practices as cards, the words by which they are found, and the services that run from some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from oneplan.core.improvement.practice import Card, ProblemTag, SourceStatus, Vocabulary, Weights
from oneplan.core.improvement.services import Service
from oneplan.core.kernel import Problem
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.instruments import InstrumentBook
from oneplan.rulebook.instruments import load as load_instruments
from oneplan.rulebook.practice.cards import read_card
from oneplan.rulebook.practice.services import read_service
from oneplan.rulebook.tables import Table, files_in, read_file

__all__ = ["PracticeBook", "SourceStatus", "load", "read_practice"]


@dataclass(frozen=True)
class PracticeBook:
    """Every card and every service that is shipped, and what each adoption is asked to do besides."""

    cards: tuple[Card, ...]
    services: Mapping[str, Service]
    vocabulary: Vocabulary
    checklist: tuple[str, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Card]:
        """Cards by id."""
        return {each.id: each for each in self.cards}

    def card(self, card_id: str) -> Card:
        """One card, or a refusal that names it."""
        found = self.by_id.get(card_id.upper())
        if found is None:
            raise Problem(f"There is no practice called “{card_id}”.", do="Choose one from the library.")
        return found

    def service(self, service_id: str) -> Service:
        """One service, or a refusal that names it."""
        if service_id not in self.services:
            raise Problem(
                f"There is no service called “{service_id}”.", do=f"Use one of: {', '.join(sorted(self.services))}."
            )
        return self.services[service_id]


@cache
def load() -> PracticeBook:
    """The practices that are shipped."""
    return read_practice(ROOT, load_instruments())


def read_practice(root: Path, instruments: InstrumentBook) -> PracticeBook:
    """Cards and services from their folders, held together: each name that one uses, another defines."""
    folder = root / "practice"
    words = read_file(folder / "vocabulary.toml", root)
    vocabulary = Vocabulary(
        needs=words.texts_by_name("needs"),
        stages=words.texts_by_name("stages"),
        problems={name: _problem(name, table) for name, table in words.named_tables("problems")},
        weights=_weights(words),
    )
    checklist = words.texts("checklist")
    _close_heading(words)
    services = {each.id: each for each in (read_service(read_file(p, root)) for p in files_in(folder / "services"))}
    found = [read_card(read_file(path, root)) for path in files_in(folder / "cards")]
    book = PracticeBook(tuple(sorted(found, key=lambda each: each.id)), services, vocabulary, checklist)
    _check(book, instruments)
    return book


def _problem(name: str, table: Table) -> ProblemTag:
    tag = ProblemTag(name, table.text("title"), table.texts("measures"), table.texts("words"))
    table.close()
    return tag


def _weights(table: Table) -> Weights:
    given = {name: int(number) for name, number in table.texts_by_name("ranking").items()}
    return Weights(**given)


def _close_heading(table: Table) -> None:
    for key in ("id", "title", "source", "status"):
        table.text(key)
    table.day("checked_on")
    table.close()


def _check(book: PracticeBook, instruments: InstrumentBook) -> None:
    tags = book.vocabulary
    for card in book.cards:
        unknown = {*card.needs} - {*tags.needs} | {*card.stages} - {*tags.stages} | {*card.problems} - {*tags.problems}
        unknown |= {card.runs} - {*book.services, ""}
        _must(not unknown, card.id, ", ".join(sorted(unknown)))
        _must(bool(card.needs and card.stages and card.problems and card.steps), card.id, "nobody would find it")
    for service in book.services.values():
        _must(service.card in book.by_id, service.id, service.card)
        _must(book.by_id[service.card].runs == service.id, service.id, f"{service.card} does not run it")
        unknown = {*service.instruments} - {*instruments.by_id}
        _must(not unknown, service.id, ", ".join(sorted(unknown)))


def _must(holds: bool, where: str, what: str) -> None:
    if not holds:
        raise Problem(f"{where} does not hold together: {what}.", do="Correct the name, or define what it names.")

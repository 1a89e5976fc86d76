"""What a return can tell and what it cannot, drawn from the list of what each collection reports."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from oneplan.core.pathways.definitions import Rules
    from oneplan.rulebook.returns import Reported, ReturnBook
    from oneplan.rulebook.returns.harm import Harm


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Something that a return tells of, the items it comes from and the collections that carry it."""

    title: str
    items: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True)
class NeverRow:
    """A kind of thing that no return tells of."""

    title: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnsHelp:
    """What a return tells to the day, what it tells at the latest, and what it never tells."""

    to_the_day: tuple[ToldRow, ...]
    at_latest: tuple[ToldRow, ...]
    never: tuple[NeverRow, ...]
    survey_days: tuple[tuple[int, date], ...]
    harms: tuple[tuple[str, str], ...]
    review: str
    review_law: str


def present_returns(book: ReturnBook, rules: Rules, harms: Iterable[Harm]) -> ReturnsHelp:
    """The page's lists."""
    clock = rules.outputs["review_complete_by"][0]
    return ReturnsHelp(
        to_the_day=_told(book, rules, is_exact=True),
        at_latest=_told(book, rules, is_exact=False),
        never=tuple(NeverRow(each.title, tuple(rules.facts[fact].title for fact in each.facts)) for each in book.never),
        survey_days=tuple((year, book.collections[year].survey_day) for year in book.years),
        harms=tuple(dict.fromkeys((each.title, each.says) for each in sorted(harms, key=lambda each: each.rank))),
        review=clock.title,
        review_law=rules.parameters[clock.limbs[0].parameter].citation.text,
    )


def _told(book: ReturnBook, rules: Rules, *, is_exact: bool) -> tuple[ToldRow, ...]:
    kept = [each for each in book.reported if (each.day_is == "exact") is is_exact]
    ordered = sorted(kept, key=lambda each: [other.fact for other in kept].index(each.fact))
    return tuple(
        _row(rules.facts[fact].title, tuple(found)) for fact, found in groupby(ordered, key=lambda each: each.fact)
    )


def _row(title: str, found: tuple[Reported, ...]) -> ToldRow:
    items = tuple(f"{each.item}, where {each.when}" if each.when else each.item for each in found)
    first = min((each.years.first or 0 for each in found), default=0)
    return ToldRow(title, items, f"from the collection of {first}" if first else "in every collection")

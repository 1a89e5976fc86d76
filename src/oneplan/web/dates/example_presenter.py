"""The worked examples as a page: run when it is opened, each with a mark and a way to try it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.adapters.pictures.examples_in_words import ExampleInWords, run_cohort, run_example
from oneplan.rulebook.example_files import load_examples
from oneplan.web.dates.asking import address_of_facts
from oneplan.web.ui.words import count_of

if TYPE_CHECKING:
    from datetime import date

    from oneplan.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ExampleShown:
    """An example and the address at which its facts are filled in."""

    example: ExampleInWords
    try_it: str


@dataclass(frozen=True, slots=True)
class ExamplesPage:
    """Every example in its pathway's group, and how many of them pass."""

    says: str
    all_pass: bool
    groups: tuple[tuple[str, tuple[ExampleShown, ...]], ...]


def present_examples(book: Rulebook, today: date) -> ExamplesPage:
    """All the examples, run now."""
    examples = load_examples()
    shown = [run_example(each, book) for each in examples.stories]
    shown += [run_cohort(each, book, today) for each in examples.cohorts]
    passing = sum(each.passes for each in shown)
    groups: dict[str, list[ExampleShown]] = {pathway.title: [] for pathway in book.rules.pathways}
    for each in sorted(shown, key=lambda example: example.id):
        groups[_heading(each, book)].append(ExampleShown(each, _try_it(each)))
    return ExamplesPage(
        says=f"{passing} of {count_of(len(shown), 'example')} give the dates they should.",
        all_pass=passing == len(shown),
        groups=tuple((title, tuple(found)) for title, found in groups.items() if found),
    )


def _heading(example: ExampleInWords, book: Rulebook) -> str:
    return book.rules.pathway(example.pathway or "timeliness").title


def _try_it(example: ExampleInWords) -> str:
    if not example.facts:
        return ""
    query = address_of_facts(
        {f"f{place}": fact for place, fact in enumerate(example.facts, 1)},
        seen_from=example.seen_from,
        calendar="example" if example.needs_school_days else "",
    )
    return f"{reverse('dates-pathway', args=[example.pathway])}?{query}#dates-found"

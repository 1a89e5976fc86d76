"""The worked examples as a page, run when it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oneplan.adapters.pictures.examples_in_words import ExampleInWords, run_cohort, run_example
from oneplan.cli.docs.law_pages import law_day
from oneplan.cli.docs.markdown import page, table
from oneplan.core.kernel import Problem
from oneplan.rulebook.example_files import load_examples

if TYPE_CHECKING:
    from oneplan.rulebook import Rulebook


def examples_page(book: Rulebook) -> str:
    """Every worked example; raises Problem when one does not come out as it should."""
    examples = load_examples()
    run = [run_example(each, book) for each in examples.stories]
    run += [run_cohort(each, book, law_day(book.rules)) for each in examples.cohorts]
    wrong = sorted(each.id for each in run if not each.passes)
    if wrong:
        raise Problem(
            f"These worked examples do not come out as they should: {', '.join(wrong)}.",
            why="A published date would be wrong.",
            do="Correct the rule, or the example if the law says otherwise.",
        )
    parts = []
    for pathway in book.rules.pathways:
        found = sorted((each for each in run if (each.pathway or "timeliness") == pathway.id), key=lambda each: each.id)
        parts += [f"## {pathway.title}", *(_example(each) for each in found)] if found else []
    return page(
        "Worked examples",
        f"{len(run)} examples: dates in and dates out, worked by hand from the law. All of them came out as they "
        "should when this page was drawn, and the tests run them on every implementation.",
        *parts,
    )


def _example(example: ExampleInWords) -> str:
    given = "; ".join(example.happened)
    seen = f" Seen from {example.seen_from.isoformat()}." if example.seen_from else ""
    school = " With the example school's days." if example.needs_school_days else ""
    rows = [(outcome.what, outcome.says) for outcome in example.outcomes]
    heading = f"### {example.id} {example.title}"
    return f"{heading}\n\n{given}.{seen}{school} Rules: {', '.join(example.rules)}.\n\n{table(('Out', 'Is'), rows)}"

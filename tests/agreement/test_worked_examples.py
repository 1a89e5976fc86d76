"""The worked examples of the rulebook come out the same by hand and in columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from tests.support import simple_clocks
from tests.support.clock_rows import dated_outputs, numbered_rows
from tests.support.simple_clocks import Row, simple_answers

from oneplan.bulk_clocks import BulkClocks, columns_from_cases
from oneplan.core.pathways import Question
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.example_files import Example, load_examples

STORIES = [pytest.param(each, id=each.id) for each in load_examples().stories]


def question_of(example: Example) -> Question:
    return example.question(load_rulebook())


def by_hand(example: Example) -> list[Row]:
    question = question_of(example)
    school = question.calendars.school
    facts = [simple_clocks.Fact(each.name, each.on, dict(each.details)) for each in question.facts]
    terms = school and {"terms": [(each.first_day, each.last_day) for each in school.terms], "closed": school.closed}
    return simple_answers(facts, question.as_of, terms)


def in_columns(example: Example) -> list[Row]:
    question = question_of(example)
    school = question.calendars.school
    clocks = BulkClocks.from_rulebook(load_rulebook(), [school] if school else [])
    columns = columns_from_cases([question.facts], [0 if school else None])
    rows = clocks.run(columns, question.as_of)
    return [row for output in dated_outputs() & set(rows) for _, row in numbered_rows(output, rows[output])]


def unmet(example: Example, rows: list[Row]) -> list[Mapping[str, object]]:
    """The dated rows expected that are not among those given."""
    given = [{name: plain(value) for name, value in row._asdict().items()} for row in rows]
    wanted = [
        {name: value for name, value in each.items() if name in Row._fields}
        for each in example.expected
        if each["output"] in dated_outputs()
    ]
    return [each for each in wanted if not any(each.items() <= row.items() for row in given)]


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("example", STORIES)
def test_a_worked_example_comes_out_by_hand(example: Example) -> None:
    rows = by_hand(example)

    assert unmet(example, rows) == []


@pytest.mark.parametrize("example", STORIES)
def test_a_worked_example_comes_out_in_columns(example: Example) -> None:
    rows = in_columns(example)

    assert unmet(example, rows) == []

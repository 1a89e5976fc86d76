"""Every measure, reckoned by the engine from its definition, equals the same measure written out by hand."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import ibis
import pyarrow as pa
import pytest
from tests.support.random_facts import random_facts
from tests.support.simple_measures import simple_figures

from oneplan.analytics import FACTS, arrow_schema, reckon, rows_behind, window_for
from oneplan.core.measures import Kind
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.measure_files import load_measures

LAST_YEAR = date(2025, 1, 1)
DAYS = (date(2026, 3, 2), date(2026, 1, 1), date(2025, 12, 31), date(2024, 2, 29))


@contextmanager
def tables_of(facts):
    engine = ibis.duckdb.connect(threads=1)
    try:
        yield {
            name: engine.create_table(name, pa.Table.from_pylist(rows, arrow_schema(name)))
            for name, rows in facts.items()
        }
    finally:
        engine.disconnect()


def reckoned(tables, on):
    book = load_measures()
    window = window_for(on, months=book.months_kept, years=book.years_kept)
    return list(reckon(tables, book.measures, book.splits, parameters=load_rulebook().parameters, window=window))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_the_one_worked_out_by_hand(seed):
    on, facts = DAYS[seed], random_facts(seed)
    by_hand = simple_figures(facts, on)

    with tables_of(facts) as tables:
        figures = reckoned(tables, on)

    engine = {
        (each.area, each.measure, each.grain.value, each.first_day, each.split, each.part): (
            each.value.numerator,
            each.value.denominator,
        )
        for each in figures
    }
    assert len(engine) == len(figures)
    assert {each.measure for each in figures} == set(load_measures().by_id)
    assert engine == by_hand


@pytest.mark.slow
def test_every_number_opens_to_as_many_rows_as_it_says():
    book, on = load_measures(), DAYS[0]
    facts = random_facts(11, rows=50)
    one_area = {name: [row | {"area": "Fell"} for row in rows] for name, rows in facts.items()}

    with tables_of(one_area) as tables:
        figures = [each for each in reckoned(tables, on) if each.grain.value == "day" or each.first_day == LAST_YEAR]
        opened = [(each, which, _opened(tables, book, each, on, which)) for each in figures for which in (True, False)]

    assert len(opened) > 80
    for each, is_numerator, rows in opened:
        assert len(rows) == _number(book.measure(each.measure), each, rows, is_numerator), (each, is_numerator)


def _opened(tables, book, each, on, is_numerator):
    measure = book.measure(each.measure)
    last = each.last_day
    if measure.kind is Kind.GROWTH and not is_numerator:
        last = last.replace(year=last.year - 1)
    rows = rows_behind(
        tables[measure.facts],
        measure,
        on=on,
        first_day=each.first_day,
        last_day=last,
        parameters=load_rulebook().parameters,
        is_numerator=is_numerator,
        split=book.splits[each.split] if each.split else None,
        part=each.part,
    ).to_pyarrow()
    return rows.to_pylist()


def _number(measure, each, rows, is_numerator):
    top, bottom = each.value.numerator, each.value.denominator
    if measure.kind is Kind.MEAN:
        assert sum(row["days"] for row in rows) == top
        return bottom
    if measure.kind is Kind.LONGEST:
        assert {row["days"] for row in rows} == {top}
        return len(rows)
    return top if is_numerator or bottom is None else bottom


def test_every_table_of_facts_is_used_by_a_measure():
    used = {measure.facts for measure in load_measures().measures}

    assert used == set(FACTS)

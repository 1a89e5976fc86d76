"""Nobody who adds and takes away can tell a number that was hidden."""

from itertools import product
from random import Random

import pytest

from oneplan.core.measures.suppression import Sum, Tables, hidden_cells
from oneplan.rulebook.measure_files import load_measures

BOOK = load_measures()
TRIED = 10
OPERATIONAL, BOARD, PUBLIC = (BOOK.profile(name) for name in ("operational", "board", "public"))


def a_row(*counts, whole=None):
    cells = {f"part {number}": count for number, count in enumerate(counts)}
    total = Sum("whole", tuple(cells))
    return Tables(cells | {"whole": sum(counts) if whole is None else whole}, (total,))


def told_by_attack(tables, hidden):
    """Every hidden number that has one value only in all whole-number tables that fit what is shown, by trying all.

    Sums that are already wrong are given up early; a hidden total is whatever its parts come to.
    """
    parts = sorted((key for key in hidden if not _is_total(key, tables)), key=repr)
    seen = {key: set() for key in hidden}
    for guess in product(range(TRIED), repeat=len(parts)):
        values = {key: count for key, count in tables.counts.items() if key not in hidden}
        values |= dict(zip(parts, guess, strict=True))
        if _fits(tables, values):
            for key in hidden:
                seen[key].add(values[key])
    return {key for key, found in seen.items() if len(found) == 1}


def _is_total(key, tables):
    return any(total.whole == key for total in tables.sums)


def _fits(tables, values):
    for total in tables.sums:  # rows and columns come before the sum of them all
        added = sum(values[part] for part in total.parts)
        if values.setdefault(total.whole, added) != added:
            return False
    return True


def test_whoever_does_the_work_sees_every_number():
    assert hidden_cells(a_row(1, 2, 3), OPERATIONAL) == frozenset()


def test_a_small_number_takes_the_next_smallest_with_it():
    assert hidden_cells(a_row(3, 20, 9, 40), BOARD) == {"part 0", "part 2"}


def test_numbers_of_five_and_more_and_noughts_are_shown():
    assert hidden_cells(a_row(0, 5, 12), BOARD) == frozenset()


def test_two_small_numbers_that_add_to_few_are_not_left_to_be_told_apart_from_the_total():
    hidden = hidden_cells(a_row(1, 1, 30, 7), BOARD)

    assert hidden == {"part 0", "part 1", "part 3"}


def test_a_small_total_hides_itself_and_its_parts():
    hidden = hidden_cells(a_row(1, 2), BOARD)

    assert hidden == {"part 0", "part 1", "whole"}


def test_a_trait_that_everybody_shares_is_hidden_with_something_beside_it():
    cells = {"autism": 12, "hearing": 0, "vision": 0, "whole": 12}
    total = Sum("whole", ("autism", "hearing", "vision"))

    hidden = hidden_cells(Tables(cells, (total,), alike=frozenset({total})), BOARD)

    assert "autism" in hidden
    assert len(hidden) == 2


def test_those_not_met_are_kept_from_being_reckoned_even_though_nobody_prints_them():
    tables = Tables(
        {"met": 37, "whole": 40, "not met": 3}, (Sum("whole", ("met", "not met")),), unsaid=frozenset({"not met"})
    )

    assert hidden_cells(tables, BOARD) == {"not met", "met"}


def test_a_rest_that_is_large_hides_nothing():
    tables = Tables(
        {"met": 3, "whole": 40, "not met": 37}, (Sum("whole", ("met", "not met")),), unsaid=frozenset({"not met"})
    )

    assert hidden_cells(tables, BOARD) == {"met", "not met"}


def test_two_tables_that_share_a_total_do_not_give_each_other_away():
    counts = {"all": 100, "need a": 2, "need b": 98, "place a": 60, "place b": 40}
    sums = (Sum("all", ("need a", "need b")), Sum("all", ("place a", "place b")))

    hidden = hidden_cells(Tables(counts, sums), BOARD)

    assert hidden == {"need a", "need b"}


def test_a_difference_between_two_published_measures_does_not_tell_a_small_number():
    counts = {"all plans": 90, "without exceptions": 87, "with exceptions": 3}
    sums = (Sum("all plans", ("without exceptions", "with exceptions")),)

    hidden = hidden_cells(Tables(counts, sums, unsaid=frozenset({"with exceptions"})), BOARD)

    assert "without exceptions" in hidden


@pytest.mark.slow
@pytest.mark.parametrize("profile", [BOARD, PUBLIC], ids=lambda each: each.id)
def test_an_attack_on_many_tables_with_totals_recovers_nothing(profile):
    recovered, attacked = 0, 0
    for seed in range(60):
        tables = _square(Random(seed))
        hidden = hidden_cells(tables, profile)
        if hidden and sum(not _is_total(key, tables) for key in hidden) <= 4:
            small = {key for key in hidden if profile.is_small(tables.counts[key])}
            recovered += len(told_by_attack(tables, hidden) & small)
            attacked += 1

    assert attacked > 15
    assert recovered == 0


def _square(random):
    """Two rows and two or three columns with every total; most cells are large, some small."""
    columns = random.choice((2, 3))
    cells = {(row, column): random.choice((0, 1, 2, 5, 6, 7, 8)) for row in range(2) for column in range(columns)}
    sums = [Sum(("row", row), tuple((row, column) for column in range(columns))) for row in range(2)]
    sums += [Sum(("column", column), tuple((row, column) for row in range(2))) for column in range(columns)]
    counts = dict(cells)
    for total in sums:
        counts[total.whole] = sum(cells[part] for part in total.parts)
    counts["all"] = sum(cells.values())
    sums.append(Sum("all", tuple(("row", row) for row in range(2))))
    sums.append(Sum("all", tuple(("column", column) for column in range(columns))))
    return Tables(counts, tuple(sums))

"""Whether somebody who knows every number shown, and how they add up, could tell a hidden one.

A hidden number is safe when another set of whole numbers, none below nought, fits everything that is shown and
differs there. Such a set is looked for among the ways in which the hidden numbers can move without changing a sum;
where none is found the number counts as told, so that the answer errs towards hiding more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm

Relation = tuple[Hashable, tuple[Hashable, ...]]
Move = dict[Hashable, int]


def can_be_told(
    counts: Mapping[Hashable, int], relations: Sequence[Relation], hidden: frozenset[Hashable]
) -> frozenset[Hashable]:
    """The hidden cells whose value follows from what is shown."""
    told: set[Hashable] = set()
    for cells, rows in _groups(relations, hidden):
        moves = _moves(cells, rows)
        safe = _safe(moves, counts)
        if len(safe) < len(cells):
            pairs = (_added(a, b, sign) for a, b in combinations(moves, 2) for sign in (1, -1))
            safe |= _safe(pairs, counts)
        told |= set(cells) - safe
    return frozenset(told)


def _groups(
    relations: Iterable[Relation], hidden: frozenset[Hashable]
) -> Iterable[tuple[list[Hashable], list[dict[Hashable, Fraction]]]]:
    """Hidden cells that stand in sums together, with those sums written for the hidden cells alone."""
    rows = [row for row in (_row(relation, hidden) for relation in relations) if row]
    standing: dict[Hashable, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for key in row:
            standing[key].append(place)
    seen: set[Hashable] = set()
    for first in standing:
        if first in seen:
            continue
        cells, places, ahead = [], set(), [first]
        seen.add(first)
        while ahead:
            key = ahead.pop()
            cells.append(key)
            for place in standing[key]:
                places.add(place)
                ahead += [other for other in rows[place] if other not in seen]
                seen.update(rows[place])
        yield cells, [rows[place] for place in sorted(places)]


def _row(relation: Relation, hidden: frozenset[Hashable]) -> dict[Hashable, Fraction]:
    whole, parts = relation
    row: dict[Hashable, Fraction] = defaultdict(Fraction)
    if whole in hidden:
        row[whole] += 1
    for part in parts:
        if part in hidden:
            row[part] -= 1
    return {key: number for key, number in row.items() if number}


def _moves(cells: list[Hashable], rows: list[dict[Hashable, Fraction]]) -> list[Move]:
    """A basis of the ways in which the cells can change together with every sum unchanged."""
    solved: dict[Hashable, dict[Hashable, Fraction]] = {}
    for row in rows:
        left = _reduced(row, solved)
        if not left:
            continue
        pivot = next(iter(left))
        scale = left[pivot]
        line = {key: number / scale for key, number in left.items()}
        for other, known in list(solved.items()):
            if pivot in known:
                solved[other] = _reduced(known, {pivot: line})
        solved[pivot] = line
    free = [key for key in cells if key not in solved]
    return [_whole_numbers(key, solved) for key in free]


def _reduced(
    row: Mapping[Hashable, Fraction], solved: Mapping[Hashable, dict[Hashable, Fraction]]
) -> dict[Hashable, Fraction]:
    left = dict(row)
    for pivot in [key for key in row if key in solved]:
        times = left.get(pivot)
        if not times:
            continue
        for key, number in solved[pivot].items():
            left[key] = left.get(key, Fraction(0)) - times * number
            if not left[key]:
                del left[key]
    return left


def _whole_numbers(free: Hashable, solved: Mapping[Hashable, dict[Hashable, Fraction]]) -> Move:
    exact = {free: Fraction(1)} | {pivot: -line[free] for pivot, line in solved.items() if line.get(free)}
    times = lcm(*(number.denominator for number in exact.values()))
    return {key: int(number * times) for key, number in exact.items()}


def _added(one: Move, other: Move, sign: int) -> Move:
    keys = one.keys() | other.keys()
    return {key: total for key in keys if (total := one.get(key, 0) + sign * other.get(key, 0))}


def _safe(moves: Iterable[Move], counts: Mapping[Hashable, int]) -> set[Hashable]:
    return {key for move in moves for key in move if _is_possible(move, counts)}


def _is_possible(move: Move, counts: Mapping[Hashable, int]) -> bool:
    up = all(counts[key] + step >= 0 for key, step in move.items())
    return up or all(counts[key] - step >= 0 for key, step in move.items())

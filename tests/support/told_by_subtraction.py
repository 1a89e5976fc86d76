"""What somebody could reckon who reads every published page and subtracts: the pages' own numbers, and nothing else.

Numbers are read from the HTML as a reader sees them. What must hold between them (parts add to their whole, months to
their year, a share is its two numbers divided) is written as equations; every hidden number that only one value fits
is told. The reckoning is its own: it shares nothing with the product's protection.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html.parser import HTMLParser

Cell = tuple[str, str, str, str]
"""Measure, table, row and column."""
TOP, BOTTOM, WAITING = "counted", "out of", "not decided yet"
HEADLINE, YEARS, MONTHS = "headline", "Year by year", "Month by month"
ROUNDS = 40
SHARES = re.compile(r"-?[\d,]+(?:\.\d)?%$")
MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class _Tables(HTMLParser):
    """Every table of a page as rows of words under its caption, and every list of facts as pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.facts: list[list[str]] = []
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(("", []))
        elif tag == "tr" and self.tables:
            self.tables[-1][1].append([])
        elif tag in ("caption", "th", "td", "dt", "dd"):
            self._words = []

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("caption", "th", "td", "dt", "dd") or self._words is None:
            return
        said = " ".join("".join(self._words).split())
        self._words = None
        if tag == "caption":
            self.tables[-1] = (said, self.tables[-1][1])
        elif tag == "dt":
            self.facts.append([said])
        elif tag == "dd" and self.facts:
            self.facts[-1].append(said)
        elif tag in ("th", "td") and self.tables and self.tables[-1][1]:
            self.tables[-1][1][-1].append(said)

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)


@dataclass
class Published:
    """The numbers of all pages, none where a page hides one, and the bounds that shares and sums put on them."""

    numbers: dict[Cell, int | None] = field(default_factory=dict)
    shares: dict[Cell, Fraction] = field(default_factory=dict)

    def read(self, measure: str, html: str) -> None:
        """Take in one page of a measure."""
        page = _Tables()
        page.feed(html)
        for name, said in (fact for fact in page.facts if len(fact) == 2):
            if name in ("Counted", "Out of"):
                self._keep((measure, HEADLINE, "", name.lower()), said.split(":")[0])
        for caption, rows in page.tables:
            if caption == "Published figures" or not rows:
                continue
            names = [each.lower() for each in rows[0]]
            for row in rows[1:]:
                self._row(measure, caption, names, row)

    def _row(self, measure: str, caption: str, names: list[str], row: list[str]) -> None:
        title, _, more = row[0].partition(", ") if caption in (YEARS, MONTHS) else (row[0], "", "")
        found = dict(zip(names[1:], row[1:], strict=False))
        figure = found.pop("figure", "")
        if SHARES.match(figure):
            self.shares[measure, caption, title, TOP] = Fraction(figure.rstrip("%").replace(",", ""))
        for name in (TOP, BOTTOM):
            if name in found:
                self._keep((measure, caption, title, name), found[name])
        if TOP not in found and caption in (YEARS, MONTHS):
            self._keep((measure, caption, title, TOP), figure)
        if number := re.match(r"([\d,]+) not decided yet", more):
            self.numbers[measure, caption, title, WAITING] = int(number[1].replace(",", ""))

    def _keep(self, cell: Cell, said: str) -> None:
        number = re.fullmatch(r"[\d,]+", said.split(" (", maxsplit=1)[0].strip())
        if number:
            self.numbers[cell] = int(number[0].replace(",", ""))
        else:
            self.numbers.setdefault(cell, None)


@dataclass(frozen=True)
class Sum:
    """A whole that is its parts added up; ``rest`` allows for parts that no page names."""

    whole: object
    parts: tuple[object, ...]


def told(
    published: Published, same: Iterable[tuple[str, str, str, str]] = (), beside: Mapping[str, str] | None = None
) -> dict[Cell, int]:
    """The hidden numbers that only one value fits; ``same`` are columns of two measures that count the same rows."""
    sums = [*_of_splits(published), *_of_years(published), *_of_shares(published)]
    numbers = dict(published.numbers)
    equal = _merged(numbers, same)
    for one, other in equal.items():
        sums.append(Sum(one, (other,)))
    for inner, outer in (beside or {}).items():
        for cell in [each for each in numbers if each[0] == inner]:
            around = (outer, *cell[1:])
            if around in numbers:
                sums.append(Sum(around, (cell, ("between", cell))))
    found = _solved({cell: number for cell, number in numbers.items() if number is not None}, sums, published.shares)
    return {cell: found[cell] for cell, number in numbers.items() if number is None and cell in found}


def _merged(numbers: Mapping[Cell, int | None], same: Iterable[tuple[str, str, str, str]]) -> dict[Cell, Cell]:
    found = {}
    for one, column, other, other_column in same:
        for cell in numbers:
            twin = (other, cell[1], cell[2], other_column)
            if cell[0] == one and cell[3] == column and twin in numbers:
                found[cell] = twin
    return found


def _of_splits(published: Published) -> Iterable[Sum]:
    held: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in published.numbers:
        if cell[1] not in (HEADLINE, YEARS, MONTHS):
            held.setdefault((cell[0], cell[1], cell[3]), []).append(cell)
    for (measure, _, column), parts in held.items():
        whole = (measure, HEADLINE, "", column)
        if whole not in published.numbers or (measure, HEADLINE, "", BOTTOM) in published.numbers:
            continue
        if column == TOP:
            yield Sum(whole, tuple(parts))


def _of_years(published: Published) -> Iterable[Sum]:
    for cell in published.numbers:
        measure, table, year, column = cell
        if table != YEARS or not year[:4].isdigit():
            continue
        months = tuple(
            each
            for each in published.numbers
            if each[0] == measure and each[1] == MONTHS and each[3] == column and f" {year[:4]}" in each[2]
        )
        if not months:
            continue
        first = min(MONTH_NAMES.index(each[2].split()[0]) for each in months)
        # Before the first month on the page there may be others that no page names.
        yield Sum(cell, months if first == 0 else (*months, ("before", cell)))


def _of_shares(published: Published) -> Iterable[Sum]:
    for cell in published.numbers:
        if cell[3] == TOP and (bottom := (*cell[:3], BOTTOM)) in published.numbers:
            yield Sum(bottom, (cell, ("not met", cell)))
            if (waiting := (*cell[:3], WAITING)) in published.numbers:
                yield Sum(("not met", cell), (waiting, ("decided otherwise", cell)))


def _solved(known: Mapping[object, int], sums: list[Sum], shares: Mapping[Cell, Fraction]) -> dict[object, int]:
    """Narrow every unknown from both sides until nothing moves; one that a single value fits is solved."""
    low: dict[object, int] = {}
    high: dict[object, float] = {}
    rows = [(each.whole, list(each.parts)) for each in sums if each.parts]
    for whole, parts in rows:
        for cell in (whole, *parts):
            low[cell] = known.get(cell, 0)
            high[cell] = known.get(cell, math.inf)
    for _ in range(ROUNDS):
        if not _narrow(rows, low, high) | _by_shares(shares, low, high):
            break
    found = {cell: low[cell] for cell in low if low[cell] == high[cell]}
    return found | _eliminated(rows, found)


def _narrow(rows: list[tuple[object, list[object]]], low: dict[object, int], high: dict[object, float]) -> bool:
    has_moved = False
    for whole, parts in rows:
        least, most = sum(low[each] for each in parts), sum(high[each] for each in parts)
        has_moved |= _set(whole, least, most, low, high)
        for part in parts:
            others_least = sum(low[each] for each in parts if each is not part)
            others_most = sum(high[each] for each in parts if each is not part)
            has_moved |= _set(part, low[whole] - others_most, high[whole] - others_least, low, high)
    return has_moved


def _set(cell: object, least: float, most: float, low: dict[object, int], high: dict[object, float]) -> bool:
    before = (low[cell], high[cell])
    if least > low[cell]:
        low[cell] = int(least)
    high[cell] = min(high[cell], most)
    return before != (low[cell], high[cell])


def _by_shares(shares: Mapping[Cell, Fraction], low: dict[object, int], high: dict[object, float]) -> bool:
    """A share to one decimal place holds its numerator within half of a tenth of a per cent of the denominator."""
    has_moved = False
    for cell, share in shares.items():
        bottom = (*cell[:3], BOTTOM)
        if cell in low and bottom in low and high[bottom] < math.inf:
            least = math.ceil((share - Fraction(1, 20)) * low[bottom] / 100)
            most = math.floor((share + Fraction(1, 20)) * int(high[bottom]) / 100)
            has_moved |= _set(cell, least, most, low, high)
    return has_moved


def _eliminated(rows: list[tuple[object, list[object]]], found: Mapping[object, int]) -> dict[object, int]:
    """What follows from several equations together, by elimination."""
    pivots: dict[object, tuple[dict[object, Fraction], Fraction]] = {}
    for whole, parts in rows:
        line: dict[object, Fraction] = {}
        right = Fraction(0)
        for cell, sign in ((whole, 1), *((part, -1) for part in parts)):
            if cell in found:
                right -= sign * found[cell]
            else:
                line[cell] = line.get(cell, Fraction(0)) + sign
        line, right = _reduced({cell: number for cell, number in line.items() if number}, right, pivots)
        if not line:
            continue
        first = next(iter(line))
        scale = line[first]
        line, right = {cell: number / scale for cell, number in line.items()}, right / scale
        for pivot, (held, value) in list(pivots.items()):
            if first in held:
                pivots[pivot] = _reduced(held, value, {first: (line, right)})
        pivots[first] = (line, right)
    return {pivot: int(value) for pivot, (held, value) in pivots.items() if len(held) == 1}


def _reduced(
    line: dict[object, Fraction], right: Fraction, pivots: Mapping[object, tuple[dict[object, Fraction], Fraction]]
) -> tuple[dict[object, Fraction], Fraction]:
    left = dict(line)
    for cell in [each for each in line if each in pivots]:
        times = left.get(cell)
        if not times:
            continue
        held, value = pivots[cell]
        right -= times * value
        for other, number in held.items():
            left[other] = left.get(other, Fraction(0)) - times * number
            if not left[other]:
                del left[other]
    return left, right

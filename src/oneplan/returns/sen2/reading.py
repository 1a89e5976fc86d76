"""Read a person-level return as it streams by: header, then people with what was found on each, then the whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from oneplan.core.casework import PersonReturned, ReturnHeader
from oneplan.returns.sen2.active_checks import (
    check_needs,
    check_phase_transfer,
    check_placement_days,
    check_placements,
    check_places_of_plan,
    check_reviews,
)
from oneplan.returns.sen2.blocks import Block, People
from oneplan.returns.sen2.checking import Batch, Terms
from oneplan.returns.sen2.findings import Counts, Finding
from oneplan.returns.sen2.heading import read_heading
from oneplan.returns.sen2.opening import Head, Utf8Stream, hardened_parser, not_well_formed, read_head, wrong_root
from oneplan.returns.sen2.person_checks import check_identifiers, check_people
from oneplan.returns.sen2.persons import people
from oneplan.returns.sen2.plan_checks import check_budgets, check_ceasing, check_plans, check_settings_named
from oneplan.returns.sen2.reporting import Reporter, ShapeReporter
from oneplan.returns.sen2.request_checks import (
    check_assessment_flags,
    check_assessments,
    check_requests,
    check_what_follows,
)
from oneplan.returns.sen2.scanning import Names
from oneplan.returns.sen2.shape import shape_of
from oneplan.returns.sen2.tables import Tables, tables_of
from oneplan.returns.sen2.tree import build
from oneplan.returns.sen2.whole import PreviousReturn, WholeReturn
from oneplan.rulebook.returns import ReturnBook

Progress = Callable[[int, int], None]
CHECKS = (
    check_people,
    check_identifiers,
    check_requests,
    check_what_follows,
    check_assessments,
    check_assessment_flags,
    check_plans,
    check_budgets,
    check_ceasing,
    check_settings_named,
    check_reviews,
    check_phase_transfer,
    check_placements,
    check_placement_days,
    check_places_of_plan,
    check_needs,
)


@dataclass(frozen=True)
class ReadBatch:
    """Some thousand people as tables, with what was found on each of them in the order of the file."""

    tables: Tables
    findings: tuple[tuple[int, Finding], ...]

    def people(self) -> Iterator[tuple[PersonReturned, tuple[Finding, ...]]]:
        """Each person as a tree, with what was found on them."""
        found: dict[int, list[Finding]] = defaultdict(list)
        for row, each in self.findings:
            found[row].append(each)
        for row, person in enumerate(people(self.tables)):
            yield person, tuple(found.get(row, ()))


class Sen2Reading:
    """One pass over a file. ``findings`` and ``counts`` are complete once everybody has been read."""

    def __init__(self, stream: BinaryIO, book: ReturnBook, options: _Options) -> None:
        self._stream = Utf8Stream(stream)
        self._head, self._first = read_head(self._stream, book)
        if etree.QName(self._head.root).localname.lower() != book.root.lower():
            raise wrong_root(etree.QName(self._head.root).localname, book)
        self.counts = Counts()
        heading = read_heading(
            self._head.root, book, self.counts, own_lea=options.own_lea, expected_year=options.expected_year
        )
        self.header: ReturnHeader = heading.header
        own = options.own_lea or heading.header.lea
        self._terms = Terms(book, heading.collection, own, book.checks_in(heading.header.year))
        self._order = {name: n for n, name in enumerate(book.checks)}
        self._findings: list[Finding] = list(heading.findings)
        self.counts.findings = Counter(each.rule for each in heading.findings)
        self._options = options
        self._begun = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found on the file, its header and the return as a whole."""
        return tuple(self._findings)

    def persons(self) -> Iterator[tuple[PersonReturned, tuple[Finding, ...]]]:
        """Everybody in the order of the file, each with what was found on them; once."""
        for batch in self.batches():
            yield from batch.people()

    def batches(self) -> Iterator[ReadBatch]:
        """The same as tables, some thousand people at a time; once."""
        if self._begun:
            raise RuntimeError(
                "A return is read once; open the file again."
            )  # a mistake of the caller, not of a person
        self._begun = True
        names = Names(dict(shape_of(self._terms.book, self._terms.year).names))
        source = People(self._stream, self._head, self._first, names)
        whole = WholeReturn(self._terms, self._options.previous)
        for block in source.blocks():
            yield self._batch(block, names, whole)
        self._read_tail(source.tail)
        self.counts.bytes = self._stream.bytes
        self._findings += whole.findings(self.counts)

    def _batch(self, block: Block, names: Names, whole: WholeReturn) -> ReadBatch:
        shape = shape_of(self._terms.book, self._terms.year)
        tree = build(block.scan, names, shape)
        tables = tables_of(tree, shape, self.counts.persons + 1)
        batch = Batch(self._terms, tables)
        for check in CHECKS:
            check(batch)
        fits = ShapeReporter(self._terms, tables, names, block.attributes)
        said = Reporter(batch)
        found = [*fits.findings(), *said.findings()]
        order = self._order
        found.sort(key=lambda each: (each[0], order[each[1].rule]))
        whole.add(batch, self.counts)
        self._count(fits, said, elements=tree.size, listed=len(found))
        if self._options.on_progress is not None:
            self._options.on_progress(self.counts.persons, self._stream.bytes)
        self._findings += [each for row, each in found if row < 0]
        return ReadBatch(tables, tuple(each for each in found if each[0] >= 0))

    def _count(self, fits: ShapeReporter, said: Reporter, *, elements: int, listed: int) -> None:
        counts, fired = self.counts, Counter[str]()
        fits.count(fired)
        said.count(fired)
        counts.findings.update(fired)
        counts.unlisted += fired.total() - listed
        reported = fits.left_out + fits.empty
        counts.elements += elements
        counts.reported += reported
        counts.refused += fits.unreadable
        counts.read += elements - reported - fits.unreadable

    def _read_tail(self, tail: bytes) -> None:
        """What follows the list of people: it must end the file, and whatever else it holds is reported."""
        try:
            root = etree.fromstring(self._head.written + tail, hardened_parser())
        except etree.XMLSyntaxError as error:
            raise not_well_formed(error) from None
        names = [etree.QName(each).localname for each in root if isinstance(each.tag, str)]
        after = names.index(etree.QName(_people_of(self._head)).localname) + 1
        elements = [each for each in root if isinstance(each.tag, str)]
        check = self._terms.book.checks["F02"]
        for element in elements[after:]:
            size = sum(isinstance(each.tag, str) for each in element.iter())
            self.counts.elements += size
            self.counts.reported += size
            self.counts.findings["F02"] += 1
            name = etree.QName(element).localname
            self._findings.append(Finding("F02", check.level.value, None, name, {}, check.says))
        if ((elements[after - 1].text or "") + (elements[after - 1].tail or "")).strip():
            check = self._terms.book.checks["F07"]
            self.counts.findings["F07"] += 1
            self._findings.append(Finding("F07", check.level.value, None, names[after - 1], {}, check.says))


def _people_of(head: Head) -> etree._Element:
    return [each for each in head.root if isinstance(each.tag, str)][-1]


@dataclass(frozen=True, slots=True)
class _Options:
    own_lea: str
    expected_year: int | None
    on_progress: Progress | None
    previous: PreviousReturn | None


def read(
    stream: BinaryIO,
    *,
    book: ReturnBook,
    own_lea: str = "",
    expected_year: int | None = None,
    on_progress: Progress | None = None,
    previous: PreviousReturn | None = None,
) -> Sen2Reading:
    """A reading whose header is there at once; a Problem where the file as a whole cannot be read."""
    return Sen2Reading(stream, book, _Options(own_lea, expected_year, on_progress, previous))


def read_tables(stream: BinaryIO, book: ReturnBook) -> Iterator[ReadBatch]:
    """A return of any size as tables with their findings, in bounded memory."""
    return read(stream, book=book).batches()

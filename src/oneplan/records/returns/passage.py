"""One file goes past, person by person: who each is, what would change, and what nobody may decide but a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oneplan.core.casework import PersonReturned, ReturnHeader
from oneplan.records.casework.models import Case
from oneplan.records.people.models import Person
from oneplan.records.returns.changes.collected import Collected
from oneplan.records.returns.changes.events import FromReturn
from oneplan.records.returns.changes.places import Places
from oneplan.records.returns.changes.working import FactsOf, Working
from oneplan.records.returns.held import HeldPerson, held_people, setting_numbers
from oneplan.records.returns.matching import Doubt, Match, PeopleOnRecord
from oneplan.records.returns.models import DoubtfulMatch

_AT_ONCE = 1000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Passed:
    """One entry of the file after it went past: who it is, the case of each request, or why nobody knows yet."""

    returned: PersonReturned
    findings: tuple[Any, ...]
    person: Person | None = None
    cases: tuple[Case | None, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    number_is_taken: bool = False


class Passage:
    """Takes the entries of one file in their order. ``saves`` says whether what changes is written or only counted."""

    def __init__(
        self,
        header: ReturnHeader,
        source: FromReturn,
        *,
        facts_of: FactsOf,
        decisions: Mapping[int, Match] | None = None,
        saves: bool,
    ) -> None:
        self.collected = Collected()
        self.is_history = source.is_history
        self._people = PeopleOnRecord()
        self._numbers = setting_numbers()
        self._working = Working(
            header, source, self.collected, places=Places(self._numbers, self.collected), facts_of=facts_of
        )
        self._decisions = decisions or {}
        self._saves = saves
        self.people_in_doubt: set[int] = set()
        self.cases_met: set[int] = set()
        self.people_at: dict[int, int] = {}

    def go(
        self, entries: Iterable[tuple[PersonReturned, tuple[Any, ...]]], *, on_progress: Progress | None = None
    ) -> Iterator[list[Passed]]:
        """The entries, so many at a time, each batch saved before it is given if anything is saved at all."""
        done = 0
        for some in _parts(entries):
            matches = [self._match(returned) for returned, _ in some]
            yield self._batch(some, matches)
            done += len(some)
            if on_progress is not None:
                on_progress(done)

    def effect(self) -> dict[str, Any]:
        """What changed or would change, counted."""
        counted = dict(sorted(self.collected.tally.items()))
        kinds = {kind: number for kind, number in sorted(self.collected.kinds.items()) if number}
        return {**counted, "changes": kinds}

    def _match(self, returned: PersonReturned) -> Match:
        if returned.position in self._decisions:
            return self._people.settled(returned, self._decisions[returned.position])
        return self._people.decide(returned)

    def _batch(self, some: list[tuple[PersonReturned, tuple[Any, ...]]], matches: list[Match]) -> list[Passed]:
        by_id = {row.pk: row for row in self._numbers.values() if row.pk is not None}
        known = {match.person_id for match in matches if match.person_id is not None}
        held = held_people(known, by_id) if known else {}
        passed = [
            self._entry(returned, findings, match, held)
            for (returned, findings), match in zip(some, matches, strict=True)
        ]
        if self._saves:
            self.collected.save()
            self.people_at.update(
                (each.returned.position, each.person.pk) for each in passed if each.person is not None
            )
        else:
            self.collected.forget()
        return passed

    def _entry(
        self, returned: PersonReturned, findings: tuple[Any, ...], match: Match, held: dict[int, HeldPerson]
    ) -> Passed:
        self.people_in_doubt.update(doubt.person_id for doubt in match.doubts if doubt.person_id is not None)
        if match.doubts:
            self.collected.tally["waiting_people"] += 1
            return Passed(returned, findings, doubts=match.doubts)
        person = held.get(match.person_id) if match.person_id is not None else None
        row, cases = self._working.person(returned, person, without_numbers=match.number_is_taken)
        if person is not None:
            self.cases_met.update(case.pk for case in cases if case is not None and case.pk is not None)
        return Passed(returned, findings, row, tuple(cases), number_is_taken=match.number_is_taken)


def decisions_of(person_return_id: int) -> dict[int, Match]:
    """What people have settled about the entries of a file; an entry with a doubt left is not among them."""
    by_position: dict[int, list[DoubtfulMatch]] = defaultdict(list)
    for row in DoubtfulMatch.objects.filter(person_return=person_return_id).order_by("pk"):
        by_position[row.position].append(row)
    found: dict[int, Match] = {}
    for position, rows in by_position.items():
        same = next((row for row in rows if row.decision == DoubtfulMatch.SAME), None)
        if same is not None and same.candidate_id is not None:
            found[position] = Match(same.candidate_id)
        elif all(row.decision == DoubtfulMatch.ANOTHER for row in rows):
            found[position] = Match()
    return found


def _parts(
    entries: Iterable[tuple[PersonReturned, tuple[Any, ...]]],
) -> Iterator[list[tuple[PersonReturned, tuple[Any, ...]]]]:
    some: list[tuple[PersonReturned, tuple[Any, ...]]] = []
    for each in entries:
        some.append(each)
        if len(some) >= _AT_ONCE:
            yield some
            some = []
    if some:
        yield some

"""The people on record, and those met so far in one file, held so that somebody in the file finds who they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from oneplan.core.casework import PersonReturned
from oneplan.core.casework.matching import Identity, Likeness, compare, identity
from oneplan.records.people.models import EarlierName, Person


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody whom an entry of a file may be: a person on record, or an earlier entry of the same file."""

    why: str
    person_id: int | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Who an entry of the file is: a person on record, nobody yet, or nobody may say until the doubts are settled.

    ``number_is_taken`` says of somebody new that another person holds one of their identifiers.
    """

    person_id: int | None = None
    doubts: tuple[Doubt, ...] = ()
    number_is_taken: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    identity: Identity
    person_id: int | None = None
    position: int | None = None
    is_earlier: bool = False


class PeopleOnRecord:
    """Finds who each entry of one file is. It remembers the entries it was asked about, so ask in the file's order."""

    def __init__(self) -> None:
        self._index: dict[object, list[_Known]] = defaultdict(list)
        self._claimed: dict[int, int] = {}
        self._held_numbers: set[str] = set()
        for known in _everybody():
            self._add(known)

    def decide(self, returned: PersonReturned) -> Match:
        """Who this entry is; the entry is then one of those that a later entry may be."""
        who = identity_of(returned)
        same, doubts = self._compared(who)
        match = self._decided(who, same, doubts)
        if match.person_id is not None:
            self._claimed[match.person_id] = returned.position
        elif not match.doubts:
            self._add(_Known(who, position=returned.position))
        return match

    def settled(self, returned: PersonReturned, match: Match) -> Match:
        """The answer that a person gave for this entry; it stands unless another entry was given the same person."""
        if match.person_id is None:
            who = identity_of(returned)
            same, _ = self._compared(who)
            if len(same) == 1 and _agrees_in_full(who, *same.values()):
                return self.decide(returned)  # made meanwhile, by the same answer about another year's file
            is_taken = not self._held_numbers.isdisjoint({who.upn, who.uln} - {""})
            self._add(_Known(who, position=returned.position))
            return Match(number_is_taken=is_taken)
        if match.person_id in self._claimed:
            return self.decide(returned)
        self._claimed[match.person_id] = returned.position
        return match

    def _decided(self, who: Identity, same: dict[int, _Known], doubts: list[tuple[_Known, str]]) -> Match:
        sharing = [(known, why) for known, why in doubts if _share_a_number(who, known.identity)]
        # Somebody who agrees in number, name and birth date is who they are, whoever else has the same name; with less,
        # another person who comes near is reason enough to ask.
        if len(same) == 1 and not sharing and (not doubts or _agrees_in_full(who, *same.values())):
            (person_id,) = same
            if person_id not in self._claimed:
                return Match(person_id)
            position = self._claimed[person_id]
            return Match(doubts=(Doubt(f"The file holds the same person at {position} as well.", person_id, position),))
        if len(same) > 1:
            doubts = [
                *doubts,
                *((known, "More than one person on record agrees with this entry.") for known in same.values()),
            ]
        elif same:
            doubts = [
                *doubts,
                *(
                    (known, "This person agrees, but another person on record comes near as well.")
                    for known in same.values()
                ),
            ]
        return Match(doubts=_each_once(doubts))

    def _compared(self, who: Identity) -> tuple[dict[int, _Known], list[tuple[_Known, str]]]:
        same: dict[int, _Known] = {}
        doubts: list[tuple[_Known, str]] = []
        for known in self._candidates(who):
            answer = compare(who, known.identity)
            if known.person_id is None:
                # Two entries of one file are two people, unless a number or everything else says one.
                if answer.likeness is Likeness.SAME or (
                    answer.likeness is Likeness.DOUBTFUL and _share_a_number(who, known.identity)
                ):
                    why = answer.why or f"The file holds what looks like the same person at {known.position} as well."
                    doubts.append((known, why))
            elif answer.likeness is Likeness.SAME:
                same[known.person_id] = known
            elif answer.likeness is Likeness.DOUBTFUL:
                doubts.append((known, answer.why))
        return same, [(known, why) for known, why in doubts if known.person_id not in same]

    def _candidates(self, who: Identity) -> Iterable[_Known]:
        found: dict[int, _Known] = {}
        for key in _keys(who):
            for known in self._index.get(key, ()):
                found[id(known)] = known
        return found.values()

    def _add(self, known: _Known) -> None:
        for key in _keys(known.identity):
            self._index[key].append(known)
        if not known.is_earlier:
            self._held_numbers.update({known.identity.upn, known.identity.uln} - {""})


def identity_of(returned: PersonReturned) -> Identity:
    """What an entry of a file says about who it is."""
    return identity(
        surname=returned.surname,
        forename=returned.forename,
        born_on=returned.born_on,
        postcode=returned.postcode,
        upn=returned.upn,
        uln=returned.uln,
    )


def _everybody() -> Iterable[_Known]:
    columns = ("id", "surname", "forename", "born_on", "postcode", "upn", "uln")
    now: dict[int, Identity] = {}
    for person_id, surname, forename, born_on, postcode, upn, uln in Person.objects.values_list(*columns).iterator():
        now[person_id] = identity(
            surname=surname, forename=forename, born_on=born_on, postcode=postcode, upn=upn, uln=uln
        )
        yield _Known(now[person_id], person_id=person_id)
    for person_id, surname, forename, upn in EarlierName.objects.values_list("person_id", "surname", "forename", "upn"):
        held = now[person_id]
        yield _Known(
            identity(
                surname=surname or held.surname,
                forename=forename or held.forename,
                born_on=held.born_on,
                postcode=held.postcode,
                upn=upn or held.upn,
                uln=held.uln,
            ),
            person_id=person_id,
            is_earlier=True,
        )


def _keys(who: Identity) -> tuple[object, ...]:
    return tuple(key for key in (who.upn, who.uln, who.full_name, who.born_on) if key)


def _share_a_number(one: Identity, other: Identity) -> bool:
    return bool((one.upn and one.upn == other.upn) or (one.uln and one.uln == other.uln))


def _agrees_in_full(one: Identity, known: _Known) -> bool:
    other = known.identity
    return bool(one.full_name) and one.full_name == other.full_name and one.born_on == other.born_on


def _each_once(doubts: list[tuple[_Known, str]]) -> tuple[Doubt, ...]:
    told: dict[tuple[int | None, int | None], Doubt] = {}
    for known, why in doubts:
        told.setdefault((known.person_id, known.position), Doubt(why, known.person_id, known.position))
    return tuple(told.values())

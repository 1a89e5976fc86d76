"""Whether somebody in a file is a person already on record: two things must agree, and what is doubtful waits.

One thing alone never makes two entries one person, and nothing is ever weighed into a score: each answer has a reason
that a person can check. Merging two children is far worse than asking somebody to look.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_ONE_APART = 1
_SHORTEST_CLOSE = 3


class Likeness(StrEnum):
    """What comparing two identities comes to."""

    SAME = "same person"
    DOUBTFUL = "doubtful"
    ANOTHER = "another person"


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one person from another, written so that case, accents and spaces make no difference."""

    surname: str
    forename: str
    born_on: date | None
    postcode: str
    upn: str
    uln: str

    @property
    def full_name(self) -> str:
        """Forename and surname together, or nothing when either is missing."""
        return f"{self.forename} {self.surname}" if self.forename and self.surname else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer and its reason; a plain no has none."""

    likeness: Likeness
    why: str = ""


_ANOTHER = Comparison(Likeness.ANOTHER)
_SAME = Comparison(Likeness.SAME)


def identity(
    *, surname: str, forename: str, born_on: date | None, postcode: str = "", upn: str = "", uln: str = ""
) -> Identity:
    """The identity made of what a record or a file says."""
    return Identity(
        surname=plain_name(surname),
        forename=plain_name(forename),
        born_on=born_on,
        postcode="".join(postcode.split()).upper(),
        upn=upn.strip().upper(),
        uln=uln.strip(),
    )


def plain_name(name: str) -> str:
    """A name as it is compared: small letters and figures only, without accents."""
    if name.isascii():
        return "".join(filter(str.isalnum, name)).lower()
    parted = unicodedata.normalize("NFKD", name)
    return "".join(each for each in parted if each.isalnum()).casefold()


def compare(returned: Identity, known: Identity) -> Comparison:
    """Whether the two are one person, might be, or are not; the rules are those of decision record 0016."""
    name, born = _same(returned.full_name, known.full_name), _same(returned.born_on, known.born_on)
    upn, uln = _same(returned.upn, known.upn), _same(returned.uln, known.uln)
    if upn or uln:
        return _with_an_identifier(returned, known, name=bool(name), born=bool(born), contradicted=False in {upn, uln})
    if upn is False or uln is False:
        return _against_an_identifier(returned, known, name=bool(name), born=bool(born))
    return _without_identifiers(returned, known, name=bool(name), born=born)


def _with_an_identifier(
    returned: Identity, known: Identity, *, name: bool, born: bool, contradicted: bool
) -> Comparison:
    which = "UPN" if returned.upn and returned.upn == known.upn else "learner number"
    if name and born:
        return _SAME
    if contradicted:
        return _doubt("One identifier agrees and the other does not, and the name or the birth date differs.")
    if not name and not born:
        return _doubt(f"The {which} is the same, but the name and the birth date are both different.")
    if born and _may_be_twins(returned, known):
        return _doubt(f"The {which}, birth date and surname are the same, but the forename is another: perhaps a twin.")
    return _SAME


def _against_an_identifier(returned: Identity, known: Identity, *, name: bool, born: bool) -> Comparison:
    if name and born:
        return _doubt("The name and the birth date are the same, but the identifiers are different.")
    is_near = is_one_apart(returned.upn, known.upn) or is_one_apart(returned.uln, known.uln)
    if is_near and (name or (born and _close_names(returned, known))):
        return _doubt("The identifiers are one character apart, and the name is the same or nearly so.")
    return _ANOTHER


def _without_identifiers(returned: Identity, known: Identity, *, name: bool, born: bool | None) -> Comparison:
    at_home = bool(_same(returned.postcode, known.postcode))
    if name and born:
        if at_home:
            return _SAME
        return _doubt("The name and the birth date are the same, but no identifier and no postcode confirms it.")
    if name and at_home and (born is None or _near_days(returned.born_on, known.born_on)):
        return _doubt("The name and the postcode are the same, and the birth date is missing or one figure apart.")
    if born and at_home and _close_names(returned, known):
        return _doubt("The birth date and the postcode are the same, and the names are nearly so.")
    return _ANOTHER


def is_one_apart(one: str, other: str) -> bool:
    """Whether one character was changed, left out, put in or swapped with its neighbour; the same is not apart."""
    if one == other or not one or not other or abs(len(one) - len(other)) > _ONE_APART:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def _may_be_twins(returned: Identity, known: Identity) -> bool:
    return returned.surname == known.surname and not _close(returned.forename, known.forename)


def _close_names(returned: Identity, known: Identity) -> bool:
    return _close(returned.surname, known.surname) and _close(returned.forename, known.forename)


def _close(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST_CLOSE:
        return False
    return longer.startswith(shorter) or is_one_apart(one, other)


def _near_days(one: date | None, other: date | None) -> bool:
    if one is None or other is None:
        return False
    swapped = (one.day, one.month) == (other.month, other.day) and one.year == other.year
    return swapped or sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == _ONE_APART


def _same(one: object, other: object) -> bool | None:
    """Whether two values agree; none when either is missing."""
    return one == other if one and other else None


def _doubt(why: str) -> Comparison:
    return Comparison(Likeness.DOUBTFUL, why)

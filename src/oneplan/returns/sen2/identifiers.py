"""Check letters and check digits of the two identifiers that a person may have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from oneplan.returns.sen2.values import Column, Flags

UPN_LENGTH, ULN_LENGTH = 13, 10
UPN_LETTERS = b"ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_AUTHORITY, UPN_SERIAL, UPN_LAST = slice(1, 4), slice(4, 12), 12
ULN_MODULUS, ULN_TOTAL = 11, 10
ZERO, NINE = b"09"
LOWER_A, LOWER_Z, TO_UPPER = ord("a"), ord("z"), 32
NO_VALUE = -1
# Digits stand for themselves, letters for their place among the check letters.
_VALUES = np.full(256, NO_VALUE, dtype=np.int32)
_VALUES[list(range(ZERO, NINE + 1))] = np.arange(10)
_VALUES[list(UPN_LETTERS)] = np.arange(len(UPN_LETTERS))
_WEIGHTS = np.arange(2, UPN_LENGTH + 1)
_LETTERS = np.frombuffer(UPN_LETTERS, dtype=np.uint8)
_ULN_WEIGHTS = np.arange(ULN_LENGTH, 1, -1)


class PupilNumbers:
    """The parts of a column of unique pupil numbers, each judged apart."""

    def __init__(self, column: Column, authorities: npt.NDArray[np.uint64]) -> None:
        octets = column.octets(UPN_LENGTH).copy()
        lower = (octets >= LOWER_A) & (octets <= LOWER_Z)
        octets[lower] -= TO_UPPER
        self.octets = octets
        self.right_length: Flags = column.length == UPN_LENGTH
        digits = (octets >= ZERO) & (octets <= NINE)
        serial = digits[:, UPN_SERIAL].all(axis=1)
        last = _VALUES[octets[:, UPN_LAST]] != NO_VALUE
        self.wrong_authority: Flags = self.right_length & ~_is_authority(octets, authorities)
        self.wrong_serial: Flags = self.right_length & ~serial
        self.wrong_last: Flags = self.right_length & ~last
        self.wrong_check: Flags = column.given & ~(self.right_length & (octets[:, 0] == _check_letters(octets)))


def _is_authority(octets: npt.NDArray[np.uint8], authorities: npt.NDArray[np.uint64]) -> Flags:
    packed = octets[:, 1].astype(np.uint64)
    packed |= octets[:, 2].astype(np.uint64) << np.uint64(8)
    packed |= octets[:, 3].astype(np.uint64) << np.uint64(16)
    return np.isin(packed, authorities)


def _check_letters(octets: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The letter each number should begin with; what has no value counts nought."""
    values = np.maximum(_VALUES[octets[:, 1:]], 0)
    found: npt.NDArray[np.uint8] = _LETTERS[(values * _WEIGHTS).sum(axis=1) % len(UPN_LETTERS)]
    return found


def wrong_learner_numbers(column: Column) -> Flags:
    """Learner numbers that are given and are not ten digits with the right last one."""
    digits = np.where(column.all_digits(ULN_LENGTH)[:, None], column.octets(ULN_LENGTH), ZERO).astype(np.int32) - ZERO
    remainder = (digits[:, :-1] * _ULN_WEIGHTS).sum(axis=1) % ULN_MODULUS
    right = column.all_digits(ULN_LENGTH) & (remainder != 0) & (digits[:, -1] == ULN_TOTAL - remainder)
    found: Flags = column.given & ~right
    return found

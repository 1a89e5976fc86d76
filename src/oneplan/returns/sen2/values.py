"""One item of many rows: where its text lies, and the same as days, flags, codes or numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from oneplan.returns.sen2.scanning import WORD, cut_to, words_at

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Days = npt.NDArray[np.float64]
BLANK = 32
_BLANKS = b" \t\r\n"
DATE_LENGTH = 10
MONTHS = 12
LONGEST_NUMBER = 7
LONG = 512
TOO_LONG = np.uint64((1 << 64) - 1)
ZERO, NINE, HYPHEN = b"09-"
_MONTH_STARTS = np.arange("0001-01", "10000-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int32)
_BACK = str.maketrans({"\x01": "<", "\x02": "&", "\x03": ">"})


def word_of(code: str) -> np.uint64:
    """A code of up to eight letters as the number that its bytes make."""
    return np.uint64(int.from_bytes(code.encode(), "little"))


@dataclass(frozen=True)
class Column:
    """The texts of one item, one for each row; a missing one has no length."""

    content: bytes
    start: Ints
    length: Ints
    has_stand_ins: bool = False

    @cached_property
    def given(self) -> Flags:
        """Whether a row has the item."""
        return self.length > 0

    @cached_property
    def missing(self) -> Flags:
        """Whether a row does not have the item."""
        return ~self.given

    def text(self, row: int) -> str:
        """The text of one row."""
        start = int(self.start[row])
        found = self.content[start : start + int(self.length[row])].decode()
        return found.translate(_BACK) if self.has_stand_ins else found

    def texts(self) -> list[str]:
        """The texts of all rows."""
        found = [""] * self.start.size
        rows = np.flatnonzero(self.given)
        start, content = self.start[rows], self.content
        places = zip(rows.tolist(), start.tolist(), (start + self.length[rows]).tolist(), strict=True)
        for row, begin, end in places:
            found[row] = content[begin:end].decode()
        if self.has_stand_ins:
            found = [text.translate(_BACK) for text in found]
        return found

    @cached_property
    def word(self) -> Words:
        """The text of up to eight bytes as a number; a longer one is no code."""
        short = cut_to(words_at(self.content)[self.start], self.length)
        return np.where(self.length > WORD, TOO_LONG, short)

    def octets(self, width: int) -> npt.NDArray[np.uint8]:
        """The first bytes of every row, ``width`` wide; beyond the text they are nought."""
        words = words_at(self.content)
        parts = [cut_to(words[self.start + at], self.length - at) for at in range(0, width, WORD)]
        return np.stack(parts, axis=1).view(np.uint8).reshape(self.start.size, len(parts) * WORD)[:, :width]

    def mixed(self, multiplier: np.uint64) -> Words:
        """A number made of every byte of each text, so that unlike texts have unlike numbers."""
        words = words_at(self.content)
        found = self.length.astype(np.uint64)
        for at in range(0, min(int(self.length.max(initial=0)), LONG), WORD):
            longer = np.flatnonzero(self.length > at)
            word = cut_to(words[self.start[longer] + at], self.length[longer] - at)
            step = (found[longer] ^ word) * multiplier
            found[longer] = step ^ (step >> np.uint64(29))
        # No true text is so long. A made one would take a turn for each eight bytes of a million.
        for row in np.flatnonzero(self.length > LONG).tolist():
            begin = int(self.start[row])
            text = self.content[begin : begin + int(self.length[row])]
            found[row] = int.from_bytes(blake2b(text, digest_size=WORD, salt=multiplier.tobytes()).digest(), "little")
        return found

    def is_in(self, codes: npt.NDArray[np.uint64]) -> Flags:
        """Whether a row's code is one of these, given in order."""
        if not codes.size:
            return np.zeros(self.length.size, dtype=np.bool_)
        at = np.searchsorted(codes, self.word)
        at[at == codes.size] = 0
        found: Flags = self.given & (codes[at] == self.word)
        return found

    def says(self, *codes: str) -> Flags:
        """Whether a row's code is one of a few."""
        found: Flags = self.word == word_of(codes[0])
        for code in codes[1:]:
            found |= self.word == word_of(code)
        return found

    @cached_property
    def _date(self) -> tuple[Days, Days]:
        octets = self.octets(DATE_LENGTH).astype(np.int32)
        digits = octets - ZERO
        year = ((digits[:, 0] * 10 + digits[:, 1]) * 10 + digits[:, 2]) * 10 + digits[:, 3]
        month, day = digits[:, 5] * 10 + digits[:, 6], digits[:, 8] * 10 + digits[:, 9]
        figures = digits[:, (0, 1, 2, 3, 5, 6, 8, 9)]
        is_date = (self.length == DATE_LENGTH) & (octets[:, 4] == HYPHEN) & (octets[:, 7] == HYPHEN)
        is_date &= ((figures >= 0) & (figures <= NINE - ZERO)).all(axis=1)
        is_date &= (year >= 1) & (month >= 1) & (month <= MONTHS) & (day >= 1)
        at = np.where(is_date, (year - 1) * MONTHS + month - 1, 0)
        is_date &= day <= _MONTH_STARTS[at + 1] - _MONTH_STARTS[at]
        days = np.where(is_date, (_MONTH_STARTS[at] + day - 1).astype(np.float64), np.nan)
        return days, np.where(is_date, ((year * 100 + month) * 100 + day).astype(np.float64), np.nan)

    @property
    def days(self) -> Days:
        """Days since 1970; a row without a date compares with nothing."""
        return self._date[0]

    @property
    def calendar(self) -> Days:
        """The date as a number of the form 20260115, in which years can be added."""
        return self._date[1]

    @cached_property
    def is_date(self) -> Flags:
        """Whether a row has a date that can be read."""
        return ~np.isnan(self.days)

    @cached_property
    def yes(self) -> Flags:
        """Whether a row says yes."""
        return self.says("1", "true")

    @cached_property
    def no(self) -> Flags:
        """Whether a row says no."""
        return self.says("0", "false")

    @cached_property
    def is_flag(self) -> Flags:
        """Whether a row says yes or no."""
        return self.yes | self.no

    @cached_property
    def is_whole(self) -> Flags:
        """Whether a row has a whole number that can be read."""
        octets = self.octets(WORD)
        used = np.arange(WORD) < self.length[:, None]
        found: Flags = self.given & (self.length <= LONGEST_NUMBER) & self._digits(octets, used)
        return found

    def all_digits(self, length: int) -> Flags:
        """Whether a row has exactly so many digits and nothing else."""
        octets = self.octets(length)
        found: Flags = (self.length == length) & self._digits(octets, np.ones(length, dtype=np.bool_))
        return found

    @staticmethod
    def _digits(octets: npt.NDArray[np.uint8], used: Flags) -> Flags:
        found: Flags = np.all(((octets >= ZERO) & (octets <= NINE)) | ~used, axis=1)
        return found


def trimmed(content: bytes, start: Ints, end: Ints) -> Column:
    """A column whose texts begin and end with something that can be seen."""
    octets = np.frombuffer(content, dtype=np.uint8)
    start, end = start.copy(), end.copy()
    blank = (start < end) & ((octets[start] <= BLANK) | (octets[np.maximum(end - 1, 0)] <= BLANK))
    for row in np.flatnonzero(blank).tolist():
        text = content[int(start[row]) : int(end[row])]
        start[row] += len(text) - len(text.lstrip(_BLANKS))
        end[row] = start[row] + len(text.strip(_BLANKS))
    return Column(content, start, end - start)

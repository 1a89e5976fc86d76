"""Find every tag of a block at once: positions, names and nesting, without an object for each.

A block is plain when it holds nothing but elements and text. Whatever else XML allows (comments, attributes, and so on)
is left to the careful reader, which gives the same block back in plain form.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from oneplan.returns.sen2.findings import ReturnRefused

Ints = npt.NDArray[np.int64]
PADDING = b"\0" * 48
LONGEST_NAME = 200
WORD = 8
MOST_NAMES = 5_000
DEEPEST = 16
LESS, GREATER, SLASH, EXCLAMATION, QUESTION = b"<>/!?"
# Characters that XML forbids stand for markup characters that the text itself holds.
STANDS_FOR = {"<": "\x01", "&": "\x02", ">": "\x03"}
_REFERENCE = re.compile(rb"&(?:(amp|lt|gt|apos|quot)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = {b"amp": b"\x02", b"lt": b"\x01", b"gt": b"\x03", b"apos": b"'", b"quot": b'"'}
_EMPTY_TAG = re.compile(rb"<([A-Za-z_][A-Za-z0-9_.\-]*)[ \t\r\n]*/>")
_NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_.\-]*\Z")
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)
_MASKS = np.array([(1 << (8 * n)) - 1 for n in range(WORD)] + [(1 << 64) - 1], dtype=np.uint64)


class NotPlainError(Exception):
    """The block holds more than elements and text."""


def words_at(content: bytes) -> npt.NDArray[np.uint64]:
    """The eight bytes that begin at every place of padded content, without copying it."""
    return np.ndarray(shape=(len(content) - WORD + 1,), dtype="<u8", buffer=content, strides=(1,))


def cut_to(words: npt.NDArray[np.uint64], lengths: Ints) -> npt.NDArray[np.uint64]:
    """Words with the bytes beyond a length blanked."""
    return words & _MASKS[np.clip(lengths, 0, WORD)]


@dataclass(slots=True)
class Names:
    """Every spelling of a name met so far, by number; equal numbers are equal spellings."""

    known: dict[str, int]
    spellings: list[bytes] = field(default_factory=list)
    meant: list[int] = field(default_factory=list)
    _keys: npt.NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))
    _numbers: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def numbers(self, content: bytes, starts: Ints, lengths: Ints) -> Ints:
        """The number of the spelling at each start."""
        keys = self._keys_of(content, starts, lengths)
        found = self._look_up(keys)
        if (found < 0).any():
            self._learn(content, starts, lengths, keys, found)
            found = self._look_up(keys)
        return found

    def _keys_of(self, content: bytes, starts: Ints, lengths: Ints) -> npt.NDArray[np.uint64]:
        words = words_at(content)
        keys = cut_to(words[starts], lengths) * _MULTIPLIERS[0]
        longest = int(lengths.max(initial=0))
        if longest > LONGEST_NAME:
            raise NotPlainError
        for n in range(1, -(-longest // WORD)):
            longer = np.flatnonzero(lengths > n * WORD)
            word = cut_to(words[starts[longer] + n * WORD], lengths[longer] - n * WORD)
            keys[longer] ^= (word + np.uint64(n)) * _MULTIPLIERS[n % _MULTIPLIERS.size]
        keys ^= keys >> np.uint64(29)
        found: npt.NDArray[np.uint64] = keys + lengths.astype(np.uint64)
        return found

    def _look_up(self, keys: npt.NDArray[np.uint64]) -> Ints:
        if not self._keys.size:
            return np.full(keys.size, -1)
        at = np.searchsorted(self._keys, keys)
        at[at == self._keys.size] = 0
        return np.where(self._keys[at] == keys, self._numbers[at], -1)

    def _learn(self, content: bytes, starts: Ints, lengths: Ints, keys: npt.NDArray[np.uint64], found: Ints) -> None:
        unknown = np.flatnonzero(found < 0)
        for tag in unknown[np.unique(keys[unknown], return_index=True)[1]]:
            start = int(starts[tag])
            self._add(content[start : start + int(lengths[tag])], keys[tag])

    def _add(self, spelling: bytes, key: np.uint64) -> None:
        if not _NAME.match(spelling):
            raise NotPlainError
        if len(self.spellings) >= MOST_NAMES:
            raise ReturnRefused("The file uses thousands of different element names, so it is not a SEN2 return.")
        number = len(self.spellings)
        self.spellings.append(spelling)
        self.meant.append(self.known.get(spelling.decode().lower(), 0))
        at = int(np.searchsorted(self._keys, key))
        self._keys = np.insert(self._keys, at, key)
        self._numbers = np.insert(self._numbers, at, number)


@dataclass(frozen=True, slots=True)
class Scan:
    """The tags of the complete records of a block, in order; ``content`` is padded at its end."""

    content: bytes
    less: Ints
    greater: Ints
    is_close: npt.NDArray[np.bool_]
    level: Ints
    names: Ints
    used: int
    is_last: bool


def plain(block: bytes) -> bytes:
    """A block with references resolved; refuses what is not plain."""
    if b"&" in block:
        block = _REFERENCE.sub(_meant, block)
        if b"&" in block:
            raise NotPlainError
    return block


def _meant(reference: re.Match[bytes]) -> bytes:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    character = chr(number) if number <= sys.maxunicode else "\0"
    if _NO_CHARACTER.match(character):
        raise NotPlainError
    return STANDS_FOR.get(character, character).encode()


def scan(block: bytes, names: Names) -> Scan:
    """Every tag of a plain block, up to the end of its last complete record."""
    content = block + PADDING
    octets = np.frombuffer(content, dtype=np.uint8)
    less, greater = np.flatnonzero(octets == LESS), np.flatnonzero(octets == GREATER)
    if less.size != greater.size or (less >= greater).any() or (less[1:] < greater[:-1]).any():
        raise NotPlainError
    if (octets[greater - 1] == SLASH).any():
        return _scan_again(block, names)
    after = octets[less + 1]
    if ((after == EXCLAMATION) | (after == QUESTION)).any():
        raise NotPlainError
    is_close = after == SLASH
    depth = np.cumsum(np.where(is_close, -1, 1))
    count, is_last = _complete(depth)
    used = int(greater[count - 1]) + 1 if count else 0
    less, greater, is_close = less[:count], greater[:count], is_close[:count]
    level = depth[:count] + is_close
    if count and int(level.max()) > DEEPEST:
        raise ReturnRefused(f"The file nests elements more than {DEEPEST} deep, so it is not a SEN2 return.")
    starts = less + 1 + is_close
    numbers = names.numbers(content, starts, greater - starts)
    return Scan(content, less, greater, is_close, level, numbers, used, is_last)


def _scan_again(block: bytes, names: Names) -> Scan:
    """The same with every empty tag written as two."""
    written_out = _EMPTY_TAG.sub(rb"<\1></\1>", block)
    if b"/>" in written_out:
        raise NotPlainError
    return scan(written_out, names)


def _complete(depth: Ints) -> tuple[int, bool]:
    """How many tags belong to complete records, and whether the list of people ends after them."""
    below = np.flatnonzero(depth < 0)
    if below.size:
        return int(below[0]), True
    level = np.flatnonzero(depth == 0)
    return (int(level[-1]) + 1 if level.size else 0), False

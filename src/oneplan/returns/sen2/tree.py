"""The elements of a block with their parents and their places in the layout, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from oneplan.returns.sen2.findings import ReturnRefused
from oneplan.returns.sen2.scanning import STANDS_FOR, WORD, Names, Scan, cut_to, words_at
from oneplan.returns.sen2.shape import ROOT_PLACE, Shape

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NOWHERE = -1
UNDER_NOWHERE = -2
TOO_MANY = -3
BLANKS = b" \t\r\n"
MOST_BLANKS = 64
# Adding this to a byte above a blank sets its highest bit.
_TO_TOP_BIT = np.uint64(0x5F5F5F5F5F5F5F5F)
_TOP_BITS = np.uint64(0x8080808080808080)


@dataclass(frozen=True, slots=True)
class Tree:
    """One entry for each element in file order: its place (below 0: left out), its parent and where its text lies."""

    content: bytes
    place: npt.NDArray[np.int16]
    parent: Ints
    level: Ints
    names: Ints
    text_start: Ints
    text_end: Ints
    is_leaf: Flags
    out_of_order: Ints
    beyond_max: Ints
    stray_text: tuple[int, ...]
    has_stand_ins: bool

    @property
    def size(self) -> int:
        """How many elements there are."""
        return self.place.size


def build(scan: Scan, names: Names, shape: Shape) -> Tree:
    """The tree of a block; a Problem where tags do not close each other."""
    opening, closing = _pairs(scan)
    level = scan.level[opening]
    meant = np.array([*names.meant], dtype=np.int64)[scan.names[opening]]
    by_level = _by_level(level)
    parent = _parents(by_level, opening.size)
    place, beyond = _places(by_level, parent, meant, shape)
    is_leaf = closing == opening + 1
    stand_ins = any(each.encode() in scan.content for each in STANDS_FOR.values())
    return Tree(
        content=scan.content,
        place=place,
        parent=parent,
        level=level,
        names=scan.names[opening],
        text_start=scan.greater[opening] + 1,
        text_end=scan.less[np.minimum(opening + 1, scan.less.size - 1)],
        is_leaf=is_leaf,
        out_of_order=_out_of_order(by_level, parent, place, shape),
        beyond_max=beyond,
        stray_text=_stray_text(scan, opening, (parent, level, place), shape, has_stand_ins=stand_ins),
        has_stand_ins=stand_ins,
    )


def _pairs(scan: Scan) -> tuple[Ints, Ints]:
    """Within a level, opening and closing tags take turns; each pair must bear the same name."""
    order = np.argsort(scan.level.astype(np.int8), kind="stable")
    opening, closing = order[0::2], order[1::2]
    wrong = np.flatnonzero(scan.names[opening] != scan.names[closing])
    if wrong.size:
        at = opening[wrong[0]]
        name = scan.content[int(scan.less[at]) : int(scan.greater[at]) + 1].decode(errors="replace")[:80]
        raise ReturnRefused(
            f"The file is not well-formed XML: {name} is closed by another name.",
            why="Where one record ends and the next begins cannot be told, so nothing was kept.",
        )
    closed_by = np.empty(scan.less.size, dtype=np.int64)
    closed_by[opening] = closing
    in_order = np.flatnonzero(~scan.is_close)
    return in_order, closed_by[in_order]


def _by_level(level: Ints) -> tuple[Ints, ...]:
    return tuple(np.flatnonzero(level == each) for each in range(1, int(level.max(initial=0)) + 1))


def _parents(by_level: tuple[Ints, ...], size: int) -> Ints:
    parent = np.full(size, NOWHERE)
    for above, here in pairwise(by_level):
        parent[here] = above[np.searchsorted(above, here) - 1]
    return parent


def _places(by_level: tuple[Ints, ...], parent: Ints, meant: Ints, shape: Shape) -> tuple[npt.NDArray[np.int16], Ints]:
    place = np.full(parent.size, NOWHERE, dtype=np.int16)
    beyond: list[Ints] = []
    for depth, here in enumerate(by_level):
        above = place[parent[here]] if depth else np.full(here.size, ROOT_PLACE, dtype=np.int16)
        found = shape.place_of[np.maximum(above, 0), meant[here]]
        place[here] = np.where(above < 0, UNDER_NOWHERE, found)
        beyond += _too_many(here, parent, place, shape)
    return place, np.sort(np.concatenate(beyond)) if beyond else np.zeros(0, np.int64)


def _too_many(here: Ints, parent: Ints, place: npt.NDArray[np.int16], shape: Shape) -> list[Ints]:
    """Elements beyond the number that one parent may have; of those allowed once, the first is kept."""
    found = []
    order = np.argsort(place[here], kind="stable")
    nodes = here[order]
    for most in (1, 2):
        same = (place[nodes[most:]] == place[nodes[:-most]]) & (parent[nodes[most:]] == parent[nodes[:-most]])
        late = nodes[most:][same & (place[nodes[most:]] > 0)]
        late = late[shape.max[place[late]] == most]
        found.append(late)
        if most == 1:
            place[late] = TOO_MANY
    return found


def _out_of_order(by_level: tuple[Ints, ...], parent: Ints, place: npt.NDArray[np.int16], shape: Shape) -> Ints:
    """Elements that stand after one that belongs behind them."""
    found = []
    for here in by_level:
        placed = here[place[here] > 0]
        order = shape.order[place[placed]]
        back = (order[1:] < order[:-1]) & (parent[placed[1:]] == parent[placed[:-1]])
        found.append(placed[1:][back])
    return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _stray_text(
    scan: Scan, opening: Ints, nodes: tuple[Ints, Ints, npt.NDArray[np.int16]], shape: Shape, *, has_stand_ins: bool
) -> tuple[int, ...]:
    """Elements directly under which text stands where only elements belong; outside all of them it is nowhere."""
    parent, level, place = nodes
    holds_text = np.zeros(scan.less.size, dtype=np.bool_)
    is_value = (place > 0) & ~shape.is_group[np.maximum(place, 0)]
    holds_text[opening[is_value | (place < 0)]] = True
    found = []
    if scan.less.size and scan.content[: int(scan.less[0])].strip(BLANKS):
        found.append(NOWHERE)
    gaps = np.flatnonzero(~holds_text[:-1])
    said = _visible(scan.content, scan.greater[gaps] + 1, scan.less[gaps + 1])
    if has_stand_ins:
        said |= _stands_in(scan, gaps)
    for gap in gaps[said].tolist():
        node = int(np.searchsorted(opening, gap, side="right")) - 1
        under = int(scan.level[gap]) - int(scan.is_close[gap])
        while node != NOWHERE and level[node] > under:
            node = int(parent[node])
        if node == NOWHERE or place[node] > 0:
            found.append(node)
    return tuple(found)


def _stands_in(scan: Scan, gaps: Ints) -> Flags:
    """Whether a markup character that the text itself holds stands between tags; its stand-in looks like a blank."""
    octets = np.frombuffer(scan.content, dtype=np.uint8)
    found = np.zeros(gaps.size, dtype=np.bool_)
    places = np.flatnonzero((octets > 0) & (octets <= len(STANDS_FOR)))
    before = np.searchsorted(scan.greater[gaps], places) - 1
    places, before = places[before >= 0], before[before >= 0]
    found[before[places < scan.less[gaps[before] + 1]]] = True
    return found


def _visible(content: bytes, start: Ints, end: Ints) -> Flags:
    """Whether anything but blanks stands between places, eight bytes at a time."""
    words = words_at(content)
    length = end - start
    found = np.zeros(start.size, dtype=np.bool_)
    at = np.flatnonzero(length > 0)
    skip = 0
    while at.size:
        word = cut_to(words[start[at] + skip], length[at] - skip)
        seen = ((word + _TO_TOP_BIT) | word) & _TOP_BITS
        found[at] |= seen != 0
        skip += WORD
        at = at[length[at] > skip]
        if skip > MOST_BLANKS:
            found[at] |= [bool(content[int(start[n]) : int(end[n])].strip(BLANKS)) for n in at.tolist()]
            break
    return found

"""What somebody could reckon who keeps every public edition: ranges from rounded numbers, narrowed by subtraction.

Numbers are read from the words of pages and files beside the title of a measure. The reckoning shares nothing with the
product's protection.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

ROUNDED_TO = 5


@dataclass
class Edition:
    """The counts and shares that one edition prints for each measure; none where it says that it shows none."""

    counts: dict[str, int | None] = field(default_factory=dict)
    shares: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, said: Iterable[str], titles: Mapping[str, str]) -> Edition:
        """Every number that stands right behind a title, anywhere in the words."""
        found = cls()
        for words in said:
            for measure, title in titles.items():
                for number in re.findall(rf"{re.escape(title)}:? ([\d,.]+%?|Not shown)", words):
                    found._keep(measure, number)
        return found

    def _keep(self, measure: str, said: str) -> None:
        if said == "Not shown":
            self.counts.setdefault(measure, None)
        elif said.endswith("%"):
            self.shares[measure] = said
        else:
            self.counts[measure] = int(said.replace(",", "").rstrip("."))


def told(editions: Sequence[Edition], *, beside: Mapping[str, str], rounded_to: int = ROUNDED_TO) -> dict[object, int]:
    """What only one whole number fits: a hidden count, the change between two editions, the rest beside a part."""
    half = (rounded_to - 1) // 2
    ranges = [
        {name: (number - half, number + half) for name, number in each.counts.items() if number is not None}
        for each in editions
    ]
    found: dict[object, int] = {}
    for before, after in pairwise(ranges):
        for name in before.keys() & after.keys():
            low, high = after[name][0] - before[name][1], after[name][1] - before[name][0]
            if low == high:
                found["between", name] = low
    for held, edition in zip(ranges, editions, strict=True):
        for part, whole in beside.items():
            if edition.counts.get(part, 0) is None and whole in held:
                low, high = 0.0, float(held[whole][1])
                if low == high:
                    found[part] = int(low)
    assert not any(math.isnan(number) for number in found.values())
    return found

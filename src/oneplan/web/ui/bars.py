"""A thin bar of parts with their counts in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from oneplan.core.improvement.rating import Rating
from oneplan.web.ui import words

FILLS = {
    Rating.DELAYED: "late",
    Rating.AT_RISK: "soon",
    Rating.ON_TRACK: "fine",
    Rating.COMPLETE_UNEMBEDDED: "done",
    Rating.COMPLETE: "met",
    Rating.COMPLETE_EMBEDDED: "met",
}
GAP = 0.25
IN_ORDER = (
    Rating.COMPLETE_EMBEDDED,
    Rating.COMPLETE,
    Rating.COMPLETE_UNEMBEDDED,
    Rating.ON_TRACK,
    Rating.AT_RISK,
    Rating.DELAYED,
    Rating.PAUSED,
    Rating.NOT_STARTED,
    Rating.SUPERSEDED,
    Rating.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: where it starts and how wide it is in hundredths, and its words."""

    state: Rating
    tone: str
    x: float
    width: float
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole bar and how it is said aloud."""

    parts: tuple[Part, ...]
    total: int

    @property
    def says(self) -> str:
        """The bar in words."""
        return words.listed([part.words for part in self.parts])


def rating_bar(
    ratings: Iterable[Rating] | Mapping[Rating, int],
    address: Callable[[Rating], str] | None = None,
    *,
    unseen: Iterable[Rating] | Mapping[Rating, int] = (),
) -> Bar:
    """Actions by rating, finished first, so that progress reads from the left.

    ``unseen`` are the ratings, among these, for which nobody has seen the evidence; the words of their part say so.
    """
    doubtful = Counter(unseen)
    counts = Counter(ratings)
    total = sum(counts.values())
    parts: list[Part] = []
    x = 0.0
    for rating in IN_ORDER:
        if counts[rating]:
            width = 100 * counts[rating] / total
            says = f"{counts[rating]} {_lowered(words.state_words(rating).word)}"
            if doubtful[rating]:
                says = f"{says}, {doubtful[rating]} with evidence not seen"
            parts.append(
                Part(
                    rating,
                    FILLS.get(rating, "still"),
                    round(x, 2),
                    round(width, 2),
                    says,
                    address(rating) if address else "",
                )
            )
            x += width
    return Bar(tuple(parts), total)


def _lowered(word: str) -> str:
    return word[0].lower() + word[1:]

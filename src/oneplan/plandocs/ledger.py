"""Keeps account of every source line: each ends with exactly one fate, and a line nobody claimed goes to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oneplan.core.improvement.reading import LineFate, ReviewItem, SourceLine

_ORDER = {LineFate.NOISE: 0, LineFate.HEADING: 1, LineFate.IMPORTED: 2, LineFate.REVIEW: 3}


class Ledger:
    """The fates of the lines. A stronger claim replaces a weaker one: review, imported, heading, noise."""

    def __init__(self, lines: Mapping[int, str]) -> None:
        self._lines = lines
        self._fates: dict[int, tuple[LineFate, str]] = {}

    def imported(self, lines: Iterable[int], why: str = "") -> None:
        """The lines became part of the plan."""
        self._mark(lines, LineFate.IMPORTED, why)

    def heading(self, lines: Iterable[int], why: str = "") -> None:
        """The lines name what follows them."""
        self._mark(lines, LineFate.HEADING, why)

    def noise(self, lines: Iterable[int], why: str) -> None:
        """The lines belong to the paper, and ``why`` says how that is known."""
        self._mark(lines, LineFate.NOISE, why)

    def review(self, lines: Iterable[int], why: str) -> None:
        """A person must decide about the lines."""
        for line in lines:
            fate, reason = self._fates.get(line, (None, ""))
            known = f"{reason} {why}" if fate is LineFate.REVIEW and why not in reason else why
            self._mark((line,), LineFate.REVIEW, known)

    def fate(self, line: int) -> LineFate | None:
        """What has become of a line so far."""
        return self._fates.get(line, (None, ""))[0]

    def finish(self) -> tuple[tuple[SourceLine, ...], tuple[ReviewItem, ...]]:
        """Every line with its fate, and the review list."""
        unclaimed = [line for line in self._lines if line not in self._fates]
        self.review(unclaimed, "Nothing in the document says what this line is.")
        lines = tuple(SourceLine(number, self._lines[number], *self._fates[number]) for number in sorted(self._lines))
        review = tuple(ReviewItem(line.line, line.text, line.why) for line in lines if line.fate is LineFate.REVIEW)
        return lines, review

    def _mark(self, lines: Iterable[int], fate: LineFate, why: str) -> None:
        for line in lines:
            if line not in self._lines:
                continue
            held = self._fates.get(line)
            if held is None or _ORDER[fate] > _ORDER[held[0]] or (fate is held[0] and why):
                self._fates[line] = (fate, why)

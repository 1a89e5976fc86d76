"""What only the whole return can show: identifiers given twice, and shares that stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from oneplan.returns.sen2.active_checks import is_current
from oneplan.returns.sen2.checking import YES, Batch, Terms, days_since, joined
from oneplan.returns.sen2.findings import Counts, Finding
from oneplan.returns.sen2.values import Column, Words

PAIR = 16
LISTED_AT_MOST = 20_000
OTHERS_NAMED = 5
LOWER_A, LOWER_Z, TO_UPPER = ord("a"), ord("z"), 32
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))
_SHIFT = np.uint64(31)


@dataclass(frozen=True, slots=True)
class PreviousReturn:
    """What is known of the last return: how many plans were open, whose, and what the case system counts now."""

    open_plans: int | None = None
    pupil_numbers: frozenset[str] = frozenset()
    counts_now: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """Two words for each value met, and the place of the person who has it."""

    words: list[Words] = field(default_factory=list)
    positions: list[npt.NDArray[np.int32]] = field(default_factory=list)

    def add(self, words: Words, rows: npt.NDArray[np.int64], first: int) -> None:
        """Remember the values of some rows."""
        self.words.append(words)
        self.positions.append((rows + first).astype(np.int32))

    def repeated(self) -> Iterator[tuple[Words, npt.NDArray[np.int32]]]:
        """Each value that more than one person has, with all their places."""
        if not self.words:
            return
        words, positions = np.concatenate(self.words), np.concatenate(self.positions)
        self.words, self.positions = [], []
        order = np.lexsort((positions, words[:, 1], words[:, 0]))
        words, positions = words[order], positions[order]
        same = (words[1:] == words[:-1]).all(axis=1)
        starts = np.flatnonzero(same & ~np.concatenate(([False], same[:-1]))) if same.size else np.zeros(0, np.int64)
        ends = np.flatnonzero(same & ~np.concatenate((same[1:], [False]))) + 2 if same.size else starts
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            yield words[start], positions[start:end]


class WholeReturn:
    """Gathers, batch by batch, what the checks of the whole return need."""

    def __init__(self, terms: Terms, previous: PreviousReturn | None) -> None:
        self._terms = terms
        self._previous = previous
        self._upn, self._uln, self._names = _Seen(), _Seen(), _Seen()
        self._sum: Counter[str] = Counter()
        self._open_upns: set[str] = set()
        self._ceased_upns: set[str] = set()

    def add(self, batch: Batch, counts: Counts) -> None:
        """Take in a batch."""
        person, first = batch.tables["Person"], batch.tables.first_position
        for item, seen in (("UPN", self._upn), ("UniqueLearnerNumber", self._uln)):
            rows = np.flatnonzero(person[item].given & (person[item].length <= PAIR))
            seen.add(_words(person[item])[rows], rows, first)
        named = person["Surname"].given & person["Forename"].given & person["PersonBirthDate"].is_date
        rows = np.flatnonzero(named)
        self._names.add(_name_words(batch)[rows], rows, first)
        counts.persons += person.size
        counts.requests += batch.tables["Requests"].size
        counts.open_plans += int(batch.is_open.sum())
        self._add_plans(batch)
        self._add_active(batch)
        if self._previous is not None and self._previous.pupil_numbers:
            self._add_numbers(batch)

    def _add_plans(self, batch: Batch) -> None:
        person, plan = batch.tables["Person"], batch.tables["NamedPlan"]
        days, terms = plan["StartDate"].days, self._terms
        assessment = batch.tables["Assessment"]
        ends = days_since(terms.collection.period_start.replace(month=12, day=31))
        made = assessment["AssessmentOutcome"].says(YES)[plan.above] & (days >= terms.start) & (days <= ends)
        self._sum["persons"] += person.size
        self._sum["unknown"] += int(person["UPNunknown"].given.sum())
        self._sum["ceased"] += int(plan["CeaseDate"].given.sum())
        self._sum["other reason"] += int(plan["CeaseReason"].says(*batch.check("X02").codes).sum())
        self._sum["made"] += int(made.sum())
        self._sum["excepted"] += int((made & assessment["Week20"].yes[plan.above]).sum())
        self._sum["two open"] += int((batch.open_plans_of_person > 1).sum())

    def _add_active(self, batch: Batch) -> None:
        active, placement, need = (batch.tables[name] for name in ("ActivePlans", "PlacementDetail", "SENneed"))
        kind = placement["SENsetting"]
        usable = is_current(batch) & (placement["URN"].given | placement["UKPRN"].given | kind.given)
        primary = need["SENtypeRank"].says("1") & need["SENtype"].is_in(self._terms.codes("need"))
        has_place = joined(batch.any_under("PlacementDetail", usable, active.size), batch.active_of, fill=False)
        has_need = joined(batch.any_under("SENneed", primary, active.size), batch.active_of, fill=False)
        reviewed = active["ReviewMeeting"].given | active["LastReview"].given | active["ReviewOutcome"].given
        self._sum["placements"] += placement.size
        self._sum["other place"] += int(kind.says(*batch.check("X03").codes).sum())
        self._sum["open"] += int(batch.has_open_plan.sum())
        self._sum["no place"] += int((batch.has_open_plan & ~has_place).sum())
        self._sum["no need"] += int((batch.has_open_plan & ~has_need).sum())
        self._sum["reviewed"] += int(reviewed.sum())

    def _add_numbers(self, batch: Batch) -> None:
        texts = [each.upper() for each in batch.tables["Person"]["UPN"].texts()]
        request = batch.tables["Requests"]
        ceased = joined(batch.tables["NamedPlan"]["CeaseDate"].given, batch.plan_of_request, fill=False)
        self._open_upns |= {texts[row] for row in request.above[batch.has_open_plan].tolist()}
        self._ceased_upns |= {texts[row] for row in request.above[ceased].tolist()}

    def findings(self, counts: Counts) -> Iterator[Finding]:
        """What fired on the whole return, repeated identifiers first; every one is counted, the first are listed."""
        yield from self._repeats("P18", self._upn, "UPN", counts)
        yield from self._repeats("P20", self._uln, "UniqueLearnerNumber", counts)
        yield from self._repeats("P25", self._names, "", counts)
        for rule, values in (*self._shares(), *self._against_previous()):
            if (check := self._terms.checks.get(rule)) is not None:
                counts.findings[rule] += 1
                yield Finding(rule, check.level.value, None, "", values, check.says)

    def _repeats(self, rule: str, seen: _Seen, item: str, counts: Counts) -> Iterator[Finding]:
        check = self._terms.checks.get(rule)
        listed = 0
        for words, positions in seen.repeated() if check is not None else ():
            counts.findings[rule] += positions.size
            places = positions.tolist()
            for place in places[: max(0, LISTED_AT_MOST - listed)]:
                listed += 1
                others = [str(each) for each in places[: OTHERS_NAMED + 1] if each != place][:OTHERS_NAMED]
                values = {item: words.tobytes().rstrip(b"\0").decode(errors="replace")} if item else {}
                values["also at"] = ", ".join(others)
                yield Finding(rule, check.level.value, place, "", values, check.says)  # type: ignore[union-attr]

    def _shares(self) -> Iterator[tuple[str, dict[str, str]]]:
        shares = (
            ("X01", "unknown", "persons"),
            ("X02", "other reason", "ceased"),
            ("X03", "other place", "placements"),
            ("X07", "no place", "open"),
            ("X09", "no need", "open"),
        )
        for rule, part, whole in shares:
            limit = self._terms.book.checks[rule].limit
            if self._sum[part] * 100 > self._sum[whole] * limit:
                yield rule, {part: str(self._sum[part]), "of": str(self._sum[whole])}
        made = self._sum["made"]
        if made >= self._terms.book.checks["X04"].limit and made == self._sum["excepted"]:
            yield "X04", {"plans made": str(made)}
        if self._sum["open"] and not self._sum["reviewed"]:
            yield "X08", {"open plans": str(self._sum["open"])}
        if self._sum["two open"]:
            yield "X10", {"people": str(self._sum["two open"])}

    def _against_previous(self) -> Iterator[tuple[str, dict[str, str]]]:
        if self._previous is None:
            return
        before, now = self._previous.open_plans, self._sum["open"]
        limit = self._terms.book.checks["X05"].limit
        if before is not None and abs(now - before) * 100 > before * limit:
            yield "X05", {"last return": str(before), "this return": str(now)}
        gone = self._previous.pupil_numbers - self._open_upns - self._ceased_upns
        for number in sorted(gone)[:LISTED_AT_MOST]:
            yield "X06", {"UPN": number}
        ours = {"open plans": now, "people": self._sum["persons"], "plans made": self._sum["made"]}
        for name, count in self._previous.counts_now.items():
            if name in ours and ours[name] != count:
                yield "X11", {name: str(ours[name]), "case system": str(count)}


def _words(column: Column) -> Words:
    """Up to sixteen bytes of each text in capitals, as two numbers."""
    octets = column.octets(PAIR).copy()
    octets[(octets >= LOWER_A) & (octets <= LOWER_Z)] -= TO_UPPER
    return np.ascontiguousarray(octets).view("<u8")


def _name_words(batch: Batch) -> Words:
    """Names and birth date of each person as two numbers; that unlike people share both is beyond reckoning."""
    person = batch.tables["Person"]
    born = np.nan_to_num(person["PersonBirthDate"].days, nan=0.0).astype(np.int64).view(np.uint64)
    mixed = []
    for n, mix in enumerate(_MIX):
        found = (person["Surname"].mixed(mix) * mix) ^ (person["Forename"].mixed(_MIX[1 - n]) >> np.uint64(7))
        found = (found + born) * mix
        mixed.append(found ^ (found >> _SHIFT))
    return np.stack(mixed, axis=1)

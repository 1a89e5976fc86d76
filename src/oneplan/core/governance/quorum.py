"""Whether enough of a body will be there: seats, apologies, deputies and conflicts against the body's own rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

FAMILIES = "families"
YOUNG_PEOPLE = "young-people"
SPEAKS_FOR = {FAMILIES: "parents and carers", YOUNG_PEOPLE: "children and young people"}


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """How many must be there, and who: the greater of a number and a share of the seats that vote.

    A share is (top, bottom) and is rounded up. Without ``counts_vacant`` it is a share of the seats that are filled.
    """

    number: int = 0
    share: tuple[int, int] = (0, 1)
    partners: tuple[str, ...] = ()
    needs_families: bool = False
    needs_young_people: bool = False
    deputies_count: bool = True
    counts_vacant: bool = True

    def needed(self, seats: Collection[Seat]) -> int:
        """How many seats must be taken for a meeting of this body; at least one."""
        counted = sum(1 for seat in seats if seat.is_voting and (self.counts_vacant or not seat.is_vacant))
        top, bottom = self.share
        return max(self.number, -(-counted * top // bottom), 1)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on a body: its role, the partner it stands for, and whether anybody holds it."""

    id: str
    role: str
    partner: str = ""
    speaks_for: str = ""
    is_voting: bool = True
    is_vacant: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """The holder of a seat has an interest in one item; a personal one leaves a deputy free to take the seat."""

    seat: str
    item: str
    is_personal: bool = False


class Verdict(StrEnum):
    """What is known of a meeting before its day."""

    QUORATE = "quorate"
    WAITING = "waiting"  # those who have not answered could still make it
    INQUORATE = "inquorate"  # not even if everybody who is silent came


@dataclass(frozen=True, slots=True)
class ItemForecast:
    """One item: how many may decide on it once those with an interest stand aside."""

    item: str
    present: int
    stands_aside: tuple[Seat, ...]
    is_quorate: bool
    says: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """What to expect of a meeting, in words, with whom to ask."""

    present_expected: int
    needed: int
    verdict: Verdict
    silent: tuple[Seat, ...]
    ask_for_deputy: tuple[Seat, ...]
    missing: tuple[str, ...]
    items: tuple[ItemForecast, ...]
    says: tuple[str, ...]

    @property
    def is_quorate(self) -> bool:
        """Whether what people have said so far is enough."""
        return self.verdict is Verdict.QUORATE


def quorum_forecast(  # noqa: PLR0913 - keyword-only: all that bears on one meeting
    rule: QuorumRule,
    seats: Sequence[Seat],
    *,
    coming: Collection[str],
    apologies: Collection[str] = (),
    deputies: Mapping[str, str] | None = None,
    conflicts: Collection[Conflict] = (),
    items: Sequence[str] = (),
    meets_on: date,
    on: date,
) -> Forecast:
    """The forecast of one meeting on one day; a seat nobody spoke for is silent and never counted as coming."""
    sent = frozenset(deputies or {})
    taken = _taken(rule, seats, coming, sent)
    silent = tuple(
        seat
        for seat in seats
        if not seat.is_vacant and seat.id not in {*coming, *apologies, *sent} and (seat.is_voting or seat.speaks_for)
    )
    needed, missing = rule.needed(seats), _missing(rule, seats, taken)
    hoped = taken | {seat.id for seat in silent}
    verdict = _verdict(
        is_enough=_count(seats, taken) >= needed and not missing,
        could_be=_count(seats, hoped) >= needed and not _missing(rule, seats, hoped),
    )
    absent = tuple(seat for seat in seats if seat.id in frozenset(apologies) - sent and not seat.is_vacant)
    ask = absent if rule.deputies_count and verdict is not Verdict.QUORATE else ()
    aside = tuple(_item(rule, seats, item, taken=taken, sent=sent, conflicts=conflicts) for item in items)
    forecast = Forecast(_count(seats, taken), needed, verdict, silent, ask, missing, aside, ())
    return replace(forecast, says=_words(forecast, meets_on, on))


def is_quorate_for(
    rule: QuorumRule,
    seats: Sequence[Seat],
    *,
    present: Collection[str],
    deputies: Collection[str] = (),
    conflicts: Collection[Conflict] = (),
    item: str,
) -> bool:
    """Whether those in the room could decide one item on the day, those with an interest standing aside."""
    sent = frozenset(deputies)
    taken = _taken(rule, seats, present, sent)
    return _item(rule, seats, item, taken=taken, sent=sent, conflicts=conflicts).is_quorate


def _taken(rule: QuorumRule, seats: Sequence[Seat], coming: Collection[str], sent: Collection[str]) -> frozenset[str]:
    filled = frozenset(seat.id for seat in seats if not seat.is_vacant)
    return filled & frozenset(coming) | (
        frozenset(sent) & {seat.id for seat in seats} if rule.deputies_count else set()
    )


def _count(seats: Sequence[Seat], taken: Collection[str]) -> int:
    return sum(1 for seat in seats if seat.is_voting and seat.id in taken)


def _missing(rule: QuorumRule, seats: Sequence[Seat], taken: Collection[str]) -> tuple[str, ...]:
    """The partners and voices that the rule asks for and nobody expected speaks for."""
    there = [seat for seat in seats if seat.id in taken]
    partners = {seat.partner for seat in there}
    voices = {seat.speaks_for for seat in there}
    asked = [name for name in rule.partners if name not in partners]
    asked += [SPEAKS_FOR[FAMILIES]] if rule.needs_families and FAMILIES not in voices else []
    asked += [SPEAKS_FOR[YOUNG_PEOPLE]] if rule.needs_young_people and YOUNG_PEOPLE not in voices else []
    return tuple(asked)


def _item(
    rule: QuorumRule,
    seats: Sequence[Seat],
    item: str,
    *,
    taken: frozenset[str],
    sent: frozenset[str],
    conflicts: Collection[Conflict],
) -> ItemForecast:
    barred = {each.seat for each in conflicts if each.item == item and not (each.is_personal and each.seat in sent)}
    left = taken - barred
    aside = tuple(seat for seat in seats if seat.id in taken & barred)
    needed, missing = rule.needed(seats), _missing(rule, seats, left)
    present = _count(seats, left)
    is_quorate = present >= needed and not missing
    return ItemForecast(item, present, aside, is_quorate, _item_words(aside, present, needed, missing))


def _item_words(aside: tuple[Seat, ...], present: int, needed: int, missing: tuple[str, ...]) -> str:
    if not aside:
        return ""
    names = _listed([seat.role for seat in aside])
    stands = f"{names} {'stands' if len(aside) == 1 else 'stand'} aside"
    if missing:
        return f"{stands}, so nobody speaks for {_listed(list(missing))} and this item could not be decided."
    if present < needed:
        return f"{stands}, which leaves {present} of the {needed} needed: this item could not be decided."
    return f"{stands}; {present} are left, and {needed} are needed."


def _verdict(*, is_enough: bool, could_be: bool) -> Verdict:
    if is_enough:
        return Verdict.QUORATE
    return Verdict.WAITING if could_be else Verdict.INQUORATE


def _words(forecast: Forecast, meets_on: date, on: date) -> tuple[str, ...]:
    days = (meets_on - on).days
    when = "today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}" if days > 0 else ""
    said = [_first(forecast, when)]
    if forecast.missing and not forecast.is_quorate:
        said.append(f"Nobody who is coming speaks for {_listed(list(forecast.missing))}.")
    if forecast.silent:
        said.append(f"Not answered yet: {_listed([seat.role for seat in forecast.silent])}.")
    if forecast.ask_for_deputy:
        said.append(f"Ask for a deputy: {_listed([seat.role for seat in forecast.ask_for_deputy])}.")
    said += [f"{item.item}: {item.says}" for item in forecast.items if item.says and not item.is_quorate]
    return tuple(said)


def _first(forecast: Forecast, when: str) -> str:
    expected, needed = forecast.present_expected, forecast.needed
    who = f"{expected} {'is' if expected == 1 else 'are'}" if expected else "nobody is"
    comes = f"{who} expected{f' {when}' if when else ''}"
    if forecast.verdict is Verdict.QUORATE:
        return f"Quorate: {comes}, and {needed} {'is' if needed == 1 else 'are'} needed."
    short = max(needed - expected, 0)
    if forecast.verdict is Verdict.WAITING:
        lack = f"{short} more must say yes" if short else "somebody more must say yes"
        return f"Not yet quorate: {comes}, {needed} needed; {lack}."
    if short:
        return f"Not quorate even if everybody who is silent comes: {comes}, {needed} needed."
    return f"Not quorate: {comes}, which is enough of them, but not those the terms ask for."


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""

"""Cases that are awkward on purpose, so that matching, dates and lists are tried on what real areas hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from oneplan.synthetic.area.days import age_on
from oneplan.synthetic.area.identities import check_letter
from oneplan.synthetic.area.shapes import AwkwardCase, InventedChild, RequestMade

_Test = Callable[[InventedChild], bool]
LISTED = 5


def made_awkward(
    children: tuple[InventedChild, ...], on: date
) -> tuple[tuple[InventedChild, ...], tuple[AwkwardCase, ...]]:
    """The same children with some made awkward, and the list of them; an area too small for a kind has none of it."""
    making = _Making({each.number: each for each in children}, on)
    for make in (_homes, _twins, _namesakes, _near_numbers, _aged_25, _no_number, _renamed, _corrected, _two_requests):
        make(making)
    _found(making, "summer exception", "The head's advice was asked in the summer closure.", _has_summer_exception)
    _found(making, "plan transferred in", "The plan came from another authority.", _came_lately(on))
    _found(making, "refused, then agreed", "A refusal was changed, under the same request.", _was_changed)
    return tuple(making.children.values()), tuple(making.cases)


@dataclass(slots=True)
class _Making:
    children: dict[int, InventedChild]
    on: date
    cases: list[AwkwardCase] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def find(self, test: _Test) -> Iterator[InventedChild]:
        """Children who pass a test and are not awkward yet."""
        return (each for each in self.children.values() if each.number not in self.taken and test(each))

    def note(self, kind: str, says: str, *children: InventedChild) -> None:
        """Puts these children in place of what they were, and lists them."""
        for each in children:
            self.children[each.number] = each
            self.taken.add(each.number)
        self.cases.append(AwkwardCase(kind, tuple(each.number for each in children), says))


def _homes(making: _Making) -> None:
    if (child := next(making.find(_is_at_school), None)) is not None:
        second = replace(child, second_household=len(making.children) + 1)
        making.note("two households", "Lives by turns with each parent, at two addresses.", second)


def _twins(making: _Making) -> None:
    if pair := _pair(making, _is_at_school):
        first, second = pair
        other = replace(
            second,
            surname=first.surname,
            born_on=first.born_on,
            household=first.household,
            postcode=first.postcode,
            ethnicity=first.ethnicity,
            forename=second.forename if second.forename != first.forename else "Robin",
        )
        making.note("twins", "Two children of one household born on the same day.", first, other)


def _namesakes(making: _Making) -> None:
    if pair := _pair(making, _is_at_school):
        first, second = pair
        other = replace(second, surname=first.surname, forename=first.forename, born_on=first.born_on, sex=first.sex)
        says = "Two people with the same names and the same birth date; their pupil numbers differ."
        making.note("same names and birth date", says, first, other)


def _near_numbers(making: _Making) -> None:
    if pair := _pair(making, _is_at_school):
        first, second = pair
        last = (int(first.upn[-1]) + 1) % 10
        digits = f"{first.upn[1:-1]}{last}"
        if any(each.upn[1:] == digits for each in making.children.values()):
            return
        other = replace(second, upn=check_letter(digits) + digits)
        making.note(
            "pupil numbers one digit apart", "Two people whose pupil numbers differ in one digit.", first, other
        )


def _aged_25(making: _Making) -> None:
    on = making.on
    if (child := next(making.find(lambda each: _has_plan(each) and age_on(each.born_on, on) >= 23), None)) is not None:  # noqa: PLR2004
        day = on - timedelta(days=1) if (on.month, on.day) == (2, 29) else on
        making.note(
            "aged exactly 25", "Turns 25 on the last day told.", replace(child, born_on=day.replace(year=day.year - 25))
        )


def _no_number(making: _Making) -> None:
    if (child := next(making.find(_is_at_school), None)) is not None:
        without = replace(child, upn="", upn_known_on=None, upn_unknown="UN3")
        making.note("no pupil number", "Was educated abroad and has no pupil number.", without)


def _renamed(making: _Making) -> None:
    if (child := next(making.find(_was_there_for(making.on, 3)), None)) is not None:
        renamed = replace(child, earlier_surname="Barlow-Finch", renamed_on=date(making.on.year - 1, 6, 12))
        making.note("name changed", "Was returned under another surname in earlier years.", renamed)


def _corrected(making: _Making) -> None:
    if (child := next(making.find(_was_there_for(making.on, 3)), None)) is not None:
        mistaken = child.born_on - timedelta(days=9)
        corrected = replace(child, mistaken_birth=mistaken, corrected_on=date(making.on.year - 1, 9, 30))
        making.note(
            "birth date corrected", "Was returned with a birth date nine days early until it was put right.", corrected
        )


def _two_requests(making: _Making) -> None:
    if (child := next(making.find(_asks), None)) is not None:
        first = child.requests[0]
        assert first.received_on is not None
        again = RequestMade(received_on=min(first.received_on + timedelta(days=6), making.on), source="1")
        says = "The school and the parent each asked; both requests stand open."
        making.note("two open requests", says, replace(child, requests=(*child.requests, again)))


def _pair(making: _Making, test: _Test) -> tuple[InventedChild, InventedChild] | None:
    """Two children of nearly the same age, so that the story of the one would suit the other."""
    waiting: dict[tuple[int, int], InventedChild] = {}
    for child in making.find(test):
        quarter = (child.born_on.year, child.born_on.month // 2)
        if quarter in waiting:
            return waiting[quarter], child
        waiting[quarter] = child
    return None


def _found(making: _Making, kind: str, says: str, test: _Test) -> None:
    for number, child in enumerate(making.find(test)):
        if number == LISTED:
            return
        making.cases.append(AwkwardCase(kind, (child.number,), says))


def _is_at_school(child: InventedChild) -> bool:
    return bool(child.upn) and _has_plan(child) and 2008 < child.born_on.year < 2020  # noqa: PLR2004


def _has_plan(child: InventedChild) -> bool:
    return any(each.plan and not each.plan.ceased_on for each in child.requests)


def _was_there_for(on: date, years: int) -> _Test:
    first = date(on.year - years, 1, 1)
    return lambda child: (
        _is_at_school(child)
        and any(each.plan and each.plan.started_on < first and not each.plan.transferred_on for each in child.requests)
    )


def _asks(child: InventedChild) -> bool:
    only = child.requests[0]
    return (
        len(child.requests) == 1
        and only.received_on is not None
        and not (only.decided_on or only.withdrawn_on)
        and only.source == "2"
    )


def _has_summer_exception(child: InventedChild) -> bool:
    return any(each.assessment and each.assessment.exception == "summer closure" for each in child.requests)


def _came_lately(on: date) -> _Test:
    return lambda child: any(
        each.plan and each.plan.transferred_on and each.plan.transferred_on > on - timedelta(days=700)
        for each in child.requests
    )


def _was_changed(child: InventedChild) -> bool:
    return any(each.reversed_on for each in child.requests)

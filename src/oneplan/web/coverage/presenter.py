"""The coverage lists as a page: counts first, then each list in its groups, each item with its way in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from oneplan.rulebook.coverage import Carrier, CoverageItem, CoverageList, CoverageState, coverage, steps

SHAPES = {
    CoverageState.CARRIED: "met",
    CoverageState.IN_PART: "complete_unembedded",
    CoverageState.NOT_YET: "not_started",
}


@dataclass(frozen=True, slots=True)
class CarrierLink:
    """A page with its address, or a command as it is typed."""

    title: str
    address: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing that is asked for, as a row."""

    item: CoverageItem
    shape: str
    word: str
    carriers: tuple[CarrierLink, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """One list under its heading: the sentence of counts and its groups of rows."""

    source: CoverageList
    counts: str
    groups: tuple[tuple[str, tuple[ItemRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter link."""

    words: str
    count: int
    address: str
    is_here: bool


def present(*, chosen_list: str, chosen_state: str) -> dict[str, object]:
    """What the template arranges. A choice that does not exist counts as none."""
    lists = coverage()
    kept_list = chosen_list if chosen_list in {each.id for each in lists} else ""
    kept_state = chosen_state if chosen_state in set(CoverageState) else ""
    shown = [_block(each, kept_state) for each in lists if not kept_list or each.id == kept_list]
    return {
        "lead": _sentence([item for each in lists for item in each.items]),
        "filters": _filters(lists, kept_list, kept_state),
        "blocks": [block for block in shown if block.groups],
        "steps": tuple(steps().values()),
    }


def _block(each: CoverageList, state: str) -> ListBlock:
    kept = [item for item in each.items if not state or item.state == state]
    groups = groupby(kept, key=lambda item: item.group)
    rows = tuple((group, tuple(_row(item) for item in items)) for group, items in groups)
    return ListBlock(each, _sentence(each.items), rows)


def _row(item: CoverageItem) -> ItemRow:
    links = tuple(_link(carrier) for carrier in item.carried_by)
    return ItemRow(item, SHAPES[item.state], item.state.value.capitalize(), links)


def _link(carrier: Carrier) -> CarrierLink:
    if carrier.command:
        return CarrierLink(carrier.title, command=carrier.command)
    return CarrierLink(carrier.title, address=reverse(carrier.opens))


def _sentence(items: list[CoverageItem] | tuple[CoverageItem, ...]) -> str:
    counts = {state: sum(1 for item in items if item.state is state) for state in CoverageState}
    return (
        f"{counts[CoverageState.CARRIED]} of {len(items)} carried, "
        f"{counts[CoverageState.IN_PART]} in part, {counts[CoverageState.NOT_YET]} not yet."
    )


def _filters(lists: tuple[CoverageList, ...], kept_list: str, kept_state: str) -> list[dict[str, object]]:
    every = [(each.id, each.title, len(each.items)) for each in lists]
    here = [item for each in lists if kept_list in {"", each.id} for item in each.items]
    states = [(state, state.capitalize(), sum(item.state is state for item in here)) for state in CoverageState]
    return [
        {
            "name": "List",
            "choices": [
                _choice(words, count, (key, kept_state), is_here=key == kept_list)
                for key, words, count in [("", "Everything", sum(count for *_, count in every)), *every]
            ],
        },
        {
            "name": "State",
            "choices": [
                _choice(words, count, (kept_list, key), is_here=key == kept_state)
                for key, words, count in [("", "All", len(here)), *states]
            ],
        },
    ]


def _choice(words: str, count: int, chosen: tuple[str, str], *, is_here: bool) -> Choice:
    query = urlencode({name: value for name, value in zip(("list", "state"), chosen, strict=True) if value})
    return Choice(words, count, f"{reverse('coverage')}?{query}" if query else reverse("coverage"), is_here)

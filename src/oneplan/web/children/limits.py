"""What falls due, grouped as it stands: late, still to come, straight away, for planning, and done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneplan.web.children.why import WhyCard
from oneplan.web.ui.words import count_of, distance, long_day

NOTHING_DUE = (
    "Nothing is due. A limit starts when something happens, such as a request, a review meeting or a new plan."
)
OPEN = {
    "late": ("Late", ""),
    "ahead": ("Still to come", ""),
    "now": ("Straight away, or as soon as practicable", "These have no day: the law says to act without waiting."),
    "chosen": (
        "Only if that is what is decided",
        "Each is due only if this is the decision that is taken. None of them is late by itself.",
    ),
    "planning": ("For planning", "Guidance, local targets and days worked back from a limit. None of them is a duty."),
    "missing": ("Needs one more fact", "A day can be given once the fact that is missing is recorded."),
}


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """Limits that stand alike, soonest first."""

    id: str
    title: str
    says: str
    cards: tuple[WhyCard, ...]


def open_groups(cards: Iterable[WhyCard]) -> tuple[LimitGroup, ...]:
    """What is late first, then what is to come, then what is only for planning."""
    kept: dict[str, list[WhyCard]] = {name: [] for name in OPEN}
    for card in sorted(cards, key=_order):
        kept[_group(card)].append(card)
    return tuple(LimitGroup(name, *OPEN[name], tuple(found)) for name, found in kept.items() if found)


def in_a_sentence(cards: Iterable[WhyCard], today: date) -> str:
    """How many dates are late, and which comes next."""
    listed = sorted(
        (card for card in cards if card.due_on and not card.is_dashed and not card.is_if_chosen), key=_order
    )
    late = sum(card.is_late for card in listed)
    ahead = [card for card in listed if not card.is_late]
    said = []
    if late:
        said.append(f"{count_of(late, 'date')} {'is' if late == 1 else 'are'} late.")
    if ahead and (day := ahead[0].due_on):
        title = ahead[0].title
        said.append(f"Next: {title[:1].lower()}{title[1:]}, by {long_day(day)}, {distance(day, today)}.")
    return " ".join(said)


def _group(card: WhyCard) -> str:
    if card.missing and card.due_on is None:
        return "missing"
    if card.is_if_chosen:
        return "chosen"
    if card.is_dashed:
        return "planning"
    if card.due_on is None:
        return "now"
    return "late" if card.is_late else "ahead"


def _order(card: WhyCard) -> tuple[date, str]:
    return (card.due_on or date.max, card.id)

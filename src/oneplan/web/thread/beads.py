"""Decisions, money and replies of a section in a few words, each opening where it is told in full."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.answers.thread import Beads
from oneplan.web.thread.changed import Told
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.thread import Decided

NO_BEADS = Beads()
MILLION, THOUSAND = Decimal(1_000_000), Decimal(1_000)


def beads_in_words(beads: Beads, slug: str) -> tuple[Told, ...]:
    """What hangs on a section; nothing that no room has recorded is claimed."""
    return (*_decided(beads.decided), *_money(beads), *_voices(beads, slug))


def _decided(decided: tuple[Decided, ...]) -> Iterable[Told]:
    if decided:
        newest = reverse("governance-meeting", args=[decided[0].meeting_id])
        yield Told(f"{words.count_of(len(decided), 'decision')}", newest)


def _money(beads: Beads) -> Iterable[Told]:
    if beads.planned:
        got = "nothing agreed by finance yet" if beads.achieved is None else f"{in_pounds(beads.achieved)} achieved"
        yield Told(f"{in_pounds(beads.planned)} of cost to be avoided, {got}", reverse("money"))


def _voices(beads: Beads, slug: str) -> Iterable[Told]:
    if not beads.said:
        return
    told = "all" if beads.told_back == beads.said else str(beads.told_back or "none")
    address = f"{reverse('section', args=[slug])}#voice" if slug else reverse("voice")
    yield Told(f"{words.count_of(beads.said, 'thing')} people said, {told} told back", address)


def in_pounds(amount: Decimal) -> str:
    """Money short enough for a table."""
    if abs(amount) >= MILLION:
        return f"£{amount / MILLION:.1f}m"
    return f"£{amount / THOUSAND:.0f}k" if abs(amount) >= THOUSAND else f"£{amount:.0f}"

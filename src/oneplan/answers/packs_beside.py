"""The parts of a pack that stand beside the plan: risks and decisions, money, and what people told us."""

from __future__ import annotations

from collections.abc import Iterator

from oneplan.adapters.packs.shapes import Block, Words
from oneplan.answers.packs_gathered import Gathered

NO_MONEY = "No line of the plan says what it costs or what it should save, so nothing is claimed."


def registers(held: Gathered) -> Iterator[Block]:
    """Risks, issues, milestones and decisions needed."""
    held.missing.append("Risks, issues and decisions needed: none is recorded.")
    yield Words("No risk, issue or decision needed is recorded.", "missing")


def money(held: Gathered) -> Iterator[Block]:
    """What the plan should save and what it has saved, as far as anybody wrote it down."""
    held.missing.append(f"Money: {NO_MONEY[0].lower()}{NO_MONEY[1:]}")
    yield Words(NO_MONEY, "missing")


def voice(held: Gathered) -> Iterator[Block]:
    """What people said and what was done about it."""
    held.missing.append("Voice: nothing is recorded of what people told us.")
    yield Words("Nothing is recorded yet of what people told us.", "missing")

"""Closing a body: nothing it still holds may be lost, so each thing is handed to another first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from oneplan.core.kernel import Problem

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that a body still holds: an action arising, a question, a report, or a body beneath it."""

    key: str
    kind: str
    words: str


def check_may_close(name: str, held: Collection[Held], handed: Mapping[str, str]) -> None:
    """Refuses to close a body until everything it holds has somewhere to go."""
    left = [each for each in held if not handed.get(each.key)]
    if not left:
        return
    listed = "; ".join(f"{each.kind}: {each.words}" for each in left[:SHOWN])
    more = f"; and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
    raise Problem(
        f"{name} still holds {len(left)} {'thing' if len(left) == 1 else 'things'} with nowhere to go.",
        why=f"Nobody would answer for them once it is closed: {listed}{more}.",
        do="Choose for each of them the body that takes it over.",
    )

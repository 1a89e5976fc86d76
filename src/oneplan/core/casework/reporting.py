"""The facts that a source tells of, as the pathways name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oneplan.core.pathways.definitions import Asks, Condition, FactRef

# A return tells of an amended plan only where it names the setting of the next phase; any other is sent unseen.
_ONLY_WHEN: Mapping[str, tuple[Condition, ...]] = {
    "amended_plan_sent": (Condition(Asks.IS, "names_next_setting", values=(True,)),)
}

# A return carries the end of these only while it names them: once a later one names them no more, nobody can tell.
ENDS_TOLD_WITH_START = frozenset({"phase_transfer_planned"})


def told_in_returns(facts: Iterable[str]) -> tuple[FactRef, ...]:
    """The facts that a return carries, each with what it is narrowed to."""
    return tuple(FactRef(name, when=_ONLY_WHEN.get(name, ())) for name in sorted(facts))

"""Whether the end of a clock could ever have been told: a duty that no source reports is never called late."""

from __future__ import annotations

from collections.abc import Collection

from oneplan.core.pathways import Clock
from oneplan.core.pathways.definitions import FactRef


def is_knowable(clock: Clock, sources_report: Collection[FactRef] | None) -> bool:
    """Whether whatever stops the clock would be on record; ``None`` is a source that tells everything."""
    if sources_report is None:
        return True
    return bool(clock.stops) and all(any(_is_told(stop, told) for told in sources_report) for stop in clock.stops)


def _is_told(stop: FactRef, told: FactRef) -> bool:
    """Whether every fact that the clock would stop at is among those told: the report is no narrower than the stop."""
    return stop.fact == told.fact and all(condition in stop.when for condition in told.when)

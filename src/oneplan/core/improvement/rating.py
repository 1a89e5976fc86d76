"""Where an action stands, in ten words that every plan's own words map to."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """The state of an action. A plan's own word is always kept beside it; what is not known stays unknown."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DELAYED = "delayed"
    COMPLETE_UNEMBEDDED = "complete_unembedded"
    COMPLETE = "complete"
    COMPLETE_EMBEDDED = "complete_embedded"
    PAUSED = "paused"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"

    @property
    def is_finished(self) -> bool:
        """Whether the work itself is said to be done, embedded or not."""
        return self in {Rating.COMPLETE_UNEMBEDDED, Rating.COMPLETE, Rating.COMPLETE_EMBEDDED}

    @property
    def is_green(self) -> bool:
        """Whether the work is said to be done for good, so that somebody must have seen what it changed."""
        return self in {Rating.COMPLETE, Rating.COMPLETE_EMBEDDED}

    @property
    def is_live(self) -> bool:
        """Whether the plan still expects something to happen."""
        return not self.is_finished and self not in {Rating.PAUSED, Rating.SUPERSEDED}

"""A pack as it was collected: its parts for the press, every number in them with where it is from, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.adapters.packs.shapes import Pack, Part, Picture


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number. ``key`` says how it is reckoned again; ``label`` is what stands beside it on the page."""

    key: str
    label: str
    words: str
    measure: str
    period: str
    source: str


@dataclass(frozen=True, slots=True)
class PackContent:
    """A whole pack, collected once: what is printed, every number of it, and what is missing."""

    plan_id: str
    plan_title: str
    area: str
    tier: str
    tier_title: str
    profile: str
    profile_title: str
    profile_says: str
    is_public: bool
    made_on: date
    ratings_as_at: date | None
    figures_as_of: date | None
    figure_run: int | None
    last_event: int
    meeting: str
    lead: str
    parts: tuple[Part, ...]
    numbers: tuple[Number, ...]
    missing: tuple[str, ...]
    hidden: tuple[str, ...]

    @property
    def title(self) -> str:
        """What stands on the cover."""
        return f"{self.plan_title}: {self.tier_title.lower()}" if self.tier != "easy-read" else self.plan_title

    @property
    def charts(self) -> int:
        """How many charts it draws."""
        return sum(
            isinstance(block, Picture) and block.chart is not None for part in self.parts for block in part.blocks
        )

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the cover says of the pack itself."""
        rated, reckoned = self.ratings_as_at, self.figures_as_of
        return (
            ("Made on", _day(self.made_on)),
            *((("For the meeting", self.meeting),) if self.meeting else ()),
            ("Ratings as at", _day(rated) if rated else "The plan does not say"),
            ("Figures as at", _day(reckoned) if reckoned else "None have been reckoned yet"),
            ("How figures are shown", self.profile_says),
        )

    @property
    def for_press(self) -> Pack:
        """The pack as a press takes it."""
        return Pack(
            title=self.title,
            plan_title=self.plan_title,
            area=self.area,
            tier=self.tier,
            tier_title=self.tier_title,
            meeting=self.meeting,
            lead=self.lead,
            facts=self.facts,
            parts=self.parts,
        )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

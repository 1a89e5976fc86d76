"""What changed since a day, said in a few words for each section."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.records.improvement.changes import ChangeRow

TOLD_ONE_BY_ONE = 2
COUNTED = {
    "rating_changed": ("rating changed", "ratings changed"),
    "due_changed": ("date moved", "dates moved"),
    "owners_changed": ("owner changed", "owners changed"),
    "update_recorded": ("update", "updates"),
    "evidence_added": ("piece of evidence", "pieces of evidence"),
    "impact_stated": ("difference stated", "differences stated"),
    "superseded": ("action closed", "actions closed"),
}
OTHERWISE = ("change of wording", "changes of wording")


@dataclass(frozen=True, slots=True)
class Told:
    """A few words and where they open."""

    words: str
    address: str


def told_by_section(changes: Iterable[ChangeRow]) -> Mapping[str, tuple[Told, ...]]:
    """For each section its newest ratings one by one, then everything else as counts."""
    held: dict[str, list[ChangeRow]] = defaultdict(list)
    for change in changes:
        held[change.section_slug].append(change)
    return {slug: _told(slug, rows) for slug, rows in held.items()}


def _told(slug: str, rows: list[ChangeRow]) -> tuple[Told, ...]:
    ratings = [row for row in rows if row.kind == "rating_changed"][:TOLD_ONE_BY_ONE]
    single = tuple(Told(_rating(row), reverse("action", args=[row.action_id])) for row in ratings)
    rest = Counter(COUNTED.get(row.kind, OTHERWISE) for row in rows if row not in ratings)
    if not rest:
        return single
    counted = words.listed([words.count_of(number, *name) for name, number in rest.items()])
    return (*single, Told(counted, reverse("section", args=[slug]) if slug else reverse("plan")))


def _rating(row: ChangeRow) -> str:
    before, after = (_word(row.details.get(part) or {}) for part in ("before", "after"))
    return f"{row.ref} {after.lower()}, was {before.lower()}" if before else f"{row.ref} {after.lower()}"


def _word(rating: Mapping[str, str]) -> str:
    return words.state_words(rating["rating"]).word if rating.get("rating") else rating.get("raw", "")

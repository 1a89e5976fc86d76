"""Faults found in a plan, gathered by kind, so that a page of them can be read in a minute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oneplan.core.improvement.reading import Finding

TITLES = {
    "no_owner": "Nobody owns it",
    "no_date": "No date",
    "no_end": "Ongoing, with no day by which it is done",
    "unclear_date": "A date that can be read in more than one way",
    "impossible_date": "A date that cannot be",
    "overdue": "Overdue",
    "overdue_on_track": "Overdue, yet rated on track",
    "no_rating": "No rating",
    "unknown_rating": "A rating that the key does not explain",
    "two_vocabularies": "Two sets of words for one scale",
    "rating_contradicted": "A rating that its own words contradict",
    "promise_date_differs": "A promise whose date differs from its action's",
    "dangling_reference": "A cross-reference that leads nowhere",
    "numbering_gap": "A gap in the numbering",
    "numbering_misfit": "A reference that does not fit its section",
    "depends_on_funding": "Hangs on money not yet agreed",
    "overloaded_role": "One role carries very much",
    "lone_owner": "Much hangs on one role alone",
    "measure_without_target": "A measure with no target",
    "summary_differs": "The summary and the detail differ",
}


@dataclass(frozen=True, slots=True)
class FoundKind:
    """One kind of fault and everything of that kind."""

    title: str
    says: tuple[str, ...]


def by_kind(findings: Iterable[Finding]) -> tuple[FoundKind, ...]:
    """Faults by kind, in the order in which the kinds were first met."""
    gathered: dict[str, list[str]] = {}
    for finding in findings:
        gathered.setdefault(finding.kind, []).append(finding.says)
    return tuple(FoundKind(_title(kind), tuple(says)) for kind, says in gathered.items())


def _title(kind: str) -> str:
    return TITLES.get(kind, kind.replace("_", " ").capitalize())

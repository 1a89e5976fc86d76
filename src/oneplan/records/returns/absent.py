"""Open cases that a file should tell of and does not."""

from __future__ import annotations

from collections.abc import Iterator

from oneplan.records.casework.models import Case
from oneplan.records.returns.passage import Passage


def absent_cases(passage: Passage) -> Iterator[Case]:
    """Open cases that returns told of and that were not met; whoever may be a doubtful entry is left out."""
    told_of = Case.objects.filter(closed_on=None, told_until__isnull=False).order_by("pk")
    met = passage.cases_met | passage.collected.touched
    doubtful = passage.people_in_doubt
    for case in told_of.only("pk", "person_id").iterator():
        if case.pk not in met and case.person_id not in doubtful:
            yield case

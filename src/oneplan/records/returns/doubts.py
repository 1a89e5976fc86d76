"""Doubtful matches of a file, kept in step with what going through it found; what was settled stays settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oneplan.records.public_id import random_public_ids
from oneplan.records.returns.models import DoubtfulMatch
from oneplan.records.returns.passage import Passed
from oneplan.records.returns.trees import to_plain

_Key = tuple[int, int | None, int | None]


def rows_of(person_return_id: int, passed: Sequence[Passed]) -> list[DoubtfulMatch]:
    """One row for each person whom an entry may be, not stored yet."""
    return [
        DoubtfulMatch(
            person_return_id=person_return_id,
            position=each.returned.position,
            candidate_id=doubt.person_id,
            other_position=doubt.position,
            why=doubt.why,
            returned=to_plain(each.returned),
        )
        for each in passed
        for doubt in each.doubts
    ]


def store(person_return_id: int, found: Sequence[DoubtfulMatch], *, people_at: Mapping[int, int]) -> None:
    """Puts the doubts found now in the place of those found before; ``people_at`` are the people made by the file."""
    for row in found:
        if row.candidate_id is None and row.other_position is not None:
            row.candidate_id = people_at.get(row.other_position)
    before = {_key(row): row for row in DoubtfulMatch.objects.filter(person_return=person_return_id)}
    still = {_key(row) for row in found}
    gone = [row.pk for key, row in before.items() if key not in still and not row.decision]
    DoubtfulMatch.objects.filter(pk__in=gone).delete()
    new = [row for row in found if _key(row) not in before]
    for row, public_id in zip(new, random_public_ids(len(new)), strict=True):
        row.public_id = public_id
    DoubtfulMatch.objects.bulk_create(new, batch_size=500)
    for row in found:
        kept = before.get(_key(row))
        if kept is not None and kept.candidate_id is None and row.candidate_id is not None:
            DoubtfulMatch.objects.filter(pk=kept.pk).update(candidate=row.candidate_id)


def _key(row: DoubtfulMatch) -> _Key:
    # A doubt about an earlier entry of the file stays the same doubt once that entry has become a person.
    return (row.position, None, row.other_position) if row.other_position else (row.position, row.candidate_id, None)

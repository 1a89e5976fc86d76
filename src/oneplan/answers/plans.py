"""What the linter makes of the plan as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db import connection

from oneplan.core.access import Viewer
from oneplan.core.improvement.reading import Finding
from oneplan.plandocs import lint
from oneplan.records import rights
from oneplan.records.improvement import queries


def findings(plan_id: str, *, viewer: Viewer, on: date) -> tuple[Finding, ...]:
    """The faults of the live plan on a day, those of an action under its id; the public is not shown them."""
    rights.check(viewer, "plan-read")
    revision = queries.revision(plan_id)
    if not rights.may(viewer, "plan-detail-read"):
        return ()
    if connection.in_atomic_block:  # what is read before a commit may never come true, so it is not kept
        return _lint(plan_id, on)
    return _kept(plan_id, revision, on)


@lru_cache(maxsize=8)
def _kept(plan_id: str, revision: int, on: date) -> tuple[Finding, ...]:
    del revision  # part of the key: the same revision has the same faults
    return _lint(plan_id, on)


def _lint(plan_id: str, on: date) -> tuple[Finding, ...]:
    reading = queries.as_reading(plan_id)
    ids = queries.ids_by_key(plan_id)
    return tuple(replace(found, ref=ids.get(found.ref, found.ref)) for found in lint(reading, as_at=on))

"""What is held of needs, agreements and advice that bears on a question: counts and last days, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Max, Q

from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.evaluation.bearing import Held
from oneplan.records.strategy.models import NeedsFact, Recommendation, SharingAgreement


def held_of(kind: str, ref: str, *, viewer: Viewer) -> Held | None:
    """What is held of one sort of record on the viewer's day, or none."""
    rights.check(viewer, "evaluation-read")
    return _KINDS[f"{kind}:{ref}"](viewer.on)


def knows(kind: str, ref: str) -> bool:
    """Whether this sort of record is counted here."""
    return f"{kind}:{ref}" in _KINDS


def _facts(_on: date) -> Held | None:
    live = NeedsFact.objects.filter(superseded_by=None)
    number = live.count()
    newest = live.aggregate(on=Max("dated_on"))["on"]
    return Held(f"{number} fact{'' if number == 1 else 's'} about need", newest) if number else None


def _agreements(on: date) -> Held | None:
    wanted = SharingAgreement.objects.filter(ended_on=None)
    number = wanted.count()
    current = wanted.filter(signed_on__isnull=False).exclude(review_on__lt=on).count()
    newest = wanted.aggregate(on=Max("signed_on"))["on"]
    return Held(f"{current} of {number} agreements signed and in date", newest) if number else None


def _advice(_on: date) -> Held | None:
    counted = Recommendation.objects.all()
    number, answered = counted.count(), counted.filter(~Q(state="open")).count()
    closed = counted.filter(state="closed").count()
    newest = counted.aggregate(on=Max("made_on"))["on"]
    return Held(f"{number} recommendations, {answered} answered, {closed} closed", newest) if number else None


_KINDS: Mapping[str, Callable[[date], Held | None]] = {
    "strategy:facts": _facts,
    "strategy:agreements": _agreements,
    "strategy:advice": _advice,
}

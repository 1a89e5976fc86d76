"""What every verb has in common: one transaction, one effect for one request, and a trace of every refusal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from oneplan.core.access import NotAllowed, Viewer
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import RequestDone
from oneplan.records.audit.writing import Act, records_act, records_read

Result = TypeVar("Result", bound="str | int | dict[str, Any] | None")


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for a change, on which day, from which page; the key tells a second press from a second wish."""

    verb: str
    by: User
    on: date
    key: str = ""
    route: str = ""


def carry_out(request: Request, work: Callable[[Viewer], Result], *, asked: Mapping[str, Any] | None = None) -> Result:
    """Does the work in one transaction, once for each request key, and returns what the first time returned."""
    viewer = viewer_of(request.by, on=request.on)
    try:
        with transaction.atomic():
            return _once(request, viewer, work, asked or {})
    except NotAllowed as refusal:
        records_read(
            Act(request.verb, route=request.route, result="refused", details={"refused": type(refusal).__name__}),
            by=viewer,
        )
        raise


def leaves_trace(
    request: Request,
    viewer: Viewer,
    *,
    acting_role: str,
    subject_kind: str,
    subject_ids: list[str],
    details: Mapping[str, Any] | None = None,
) -> None:
    """The audit entry of a change, in its transaction."""
    act = Act(
        request.verb,
        subject_kind=subject_kind,
        subject_ids=subject_ids,
        acting_role=acting_role,
        route=request.route,
        details=details or {},
    )
    records_act(act, by=viewer)


def _once(request: Request, viewer: Viewer, work: Callable[[Viewer], Result], asked: Mapping[str, Any]) -> Result:
    if not request.key:
        return work(viewer)
    mark = hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()
    row = RequestDone(by_id=request.by.pk, key=request.key[:64], verb=request.verb, asked=mark)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # The first press holds the row until it commits, so by now its result is there.
        done = RequestDone.objects.get(by_id=request.by.pk, key=request.key[:64])
        earlier: Result = _same_again(done, request, mark)
        return earlier
    result = work(viewer)
    row.result = result
    row.save(update_fields=["result"])
    return result


def _same_again(done: RequestDone, request: Request, mark: str) -> Any:
    if (done.verb, done.asked) != (request.verb, mark):
        raise Problem(
            "This form has already been used for something else.",
            why="Each form has one effect, so that a page sent twice does one thing.",
            do="Open the page again and fill in the form afresh.",
        )
    return done.result

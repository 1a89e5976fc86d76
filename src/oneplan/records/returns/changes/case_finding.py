"""Which case of a person a request in a file belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from oneplan.core.casework import RequestReturned
from oneplan.records.returns.held import HeldCase


def cases_of_requests(
    requests: Sequence[RequestReturned], cases: Sequence[HeldCase]
) -> list[tuple[RequestReturned, HeldCase | None]]:
    """Each request with its case, or none when the case is new; no case is given to two requests.

    A case is found by the day the request was received, else by the day the plan started, else it is the only open
    case for the only request that has found none.
    """
    free = list(cases)
    found: dict[int, HeldCase] = {}
    for tell in (_received, _started):
        for place, request in enumerate(requests):
            if place in found:
                continue
            case = next((case for case in free if tell(request, case)), None)
            if case is not None:
                found[place] = case
                free.remove(case)
    left = [place for place in range(len(requests)) if place not in found]
    still_open = [case for case in free if case.case.closed_on is None]
    if len(left) == 1 and len(still_open) == 1 and _may_be(requests[left[0]], still_open[0]):
        found[left[0]] = still_open[0]
    return [(request, found.get(place)) for place, request in enumerate(requests)]


def started_on(request: RequestReturned) -> object:
    """The day the plan started, if the request led to one."""
    plan = request.assessment.plan if request.assessment else None
    return plan.started_on if plan else None


def _received(request: RequestReturned, case: HeldCase) -> bool:
    held = case.assessment
    return request.received_on is not None and held is not None and held.received_on == request.received_on


def _started(request: RequestReturned, case: HeldCase) -> bool:
    day = started_on(request)
    return day is not None and case.plan is not None and case.plan.started_on == day


def _may_be(request: RequestReturned, case: HeldCase) -> bool:
    # A request of its own that came after the open plan began is a new journey, not a correction of the old one.
    began = case.plan.started_on if case.plan is not None else None
    return request.received_on is None or began is None or request.received_on <= began

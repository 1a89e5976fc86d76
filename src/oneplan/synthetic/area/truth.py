"""What is true of a year, counted child by child and by no other means, so that figures can be held against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.synthetic.area.counted import allowed
from oneplan.synthetic.area.shapes import InventedChild, RequestMade


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    within: int
    of: int

    @property
    def percent(self) -> float | None:
        """The percentage, or none where there is nothing to count."""
        return 100 * self.within / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class YearOfTruth:
    """Flows from ``first_day`` to ``last_day``; stocks on ``seen_on``."""

    first_day: date
    last_day: date
    seen_on: date
    requests: int
    refusals: int
    agreed: int
    withdrawn: int
    decided_within_6_weeks: Share
    told_no_plan: int
    new_plans: int
    transferred_in: int
    issued_within_20_weeks: Share
    issued_within_20_weeks_without_exceptions: Share
    ceased_by_reason: Mapping[str, int]
    reviews_decided_within_4_weeks: Share
    active_plans: int
    open_requests: int
    open_assessments: int


def truth_between(children: Iterable[InventedChild], first_day: date, last_day: date, seen_on: date) -> YearOfTruth:
    """The truth of a span of days, and of a day."""
    requests = [request for child in children for request in child.requests]
    count = _Counting(first_day, last_day, seen_on)
    return YearOfTruth(
        first_day=first_day,
        last_day=last_day,
        seen_on=seen_on,
        requests=sum(1 for each in requests if count.falls(each.received_on)),
        refusals=sum(1 for each in requests if each.decision == "refuse" and count.falls(each.decided_on)),
        agreed=sum(1 for each in requests if each.decision == "assess" and count.falls(each.decided_on)),
        withdrawn=sum(1 for each in requests if count.falls(each.withdrawn_on)),
        decided_within_6_weeks=count.decided(requests),
        told_no_plan=sum(1 for each in requests if each.assessment and count.falls(each.assessment.told_no_plan_on)),
        new_plans=sum(1 for each in requests if each.received_on and each.plan and count.falls(each.plan.started_on)),
        transferred_in=sum(1 for each in requests if each.plan and count.falls(each.plan.transferred_on)),
        issued_within_20_weeks=count.issued(requests, with_exceptions=True),
        issued_within_20_weeks_without_exceptions=count.issued(requests, with_exceptions=False),
        ceased_by_reason=dict(
            sorted(
                Counter(
                    each.plan.cease_reason for each in requests if each.plan and count.falls(each.plan.ceased_on)
                ).items()
            )
        ),
        reviews_decided_within_4_weeks=count.reviewed(requests),
        active_plans=sum(1 for each in requests if count.is_kept(each)),
        open_requests=sum(1 for each in requests if count.is_undecided(each)),
        open_assessments=sum(1 for each in requests if count.is_under_assessment(each)),
    )


@dataclass(frozen=True, slots=True)
class _Counting:
    first_day: date
    last_day: date
    seen_on: date

    def falls(self, day: date | None) -> bool:
        return day is not None and self.first_day <= day <= self.last_day

    def decided(self, requests: list[RequestMade]) -> Share:
        spans = [
            (each.decided_on - each.received_on).days
            for each in requests
            if each.received_on and each.decided_on and self.falls(each.decided_on)
        ]
        return Share(sum(1 for span in spans if span <= allowed().to_decide), len(spans))

    def issued(self, requests: list[RequestMade], *, with_exceptions: bool) -> Share:
        """Plans issued in the span, those with mediation or an appeal left out; late is more than 140 days."""
        spans = [
            (made.issued_on - each.received_on).days
            for each in requests
            if (made := each.assessment) and made.issued_on and each.received_on and self.falls(made.issued_on)
            if not each.has_any_challenge and (with_exceptions or not made.exception)
        ]
        return Share(sum(1 for span in spans if span <= allowed().to_issue), len(spans))

    def reviewed(self, requests: list[RequestMade]) -> Share:
        spans = [
            (review.decided_on - review.meeting_on).days
            for each in requests
            if each.plan
            for review in each.plan.reviews
            if review.decided_on and self.falls(review.decided_on)
        ]
        return Share(sum(1 for span in spans if span <= allowed().after_review), len(spans))

    def is_kept(self, request: RequestMade) -> bool:
        plan, seen = request.plan, self.seen_on
        if plan is None or plan.started_on > seen or (plan.transferred_on and plan.transferred_on > seen):
            return False
        return plan.ceased_on is None or plan.ceased_on > seen

    def is_undecided(self, request: RequestMade) -> bool:
        seen = self.seen_on
        return (
            request.received_on is not None
            and request.received_on <= seen
            and not (request.decided_on and request.decided_on <= seen)
            and not (request.withdrawn_on and request.withdrawn_on <= seen)
        )

    def is_under_assessment(self, request: RequestMade) -> bool:
        seen, made, plan = self.seen_on, request.assessment, request.plan
        began = request.reversed_on or (request.decided_on if request.decision == "assess" else None)
        if made is None or began is None or began > seen:
            return False
        over = [plan.started_on if plan else None, None if plan else made.told_no_plan_on, request.exported_on]
        return not any(day is not None and day <= seen for day in over)

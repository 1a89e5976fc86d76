"""How far a case has come, told by its facts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from oneplan.core.pathways import Fact


class Stage(StrEnum):
    """How far a case has come."""

    REQUESTED = "requested"
    BEING_ASSESSED = "being assessed"
    PLAN_AGREED = "plan agreed"
    PLAN_BEING_DRAFTED = "plan being drafted"
    PLAN_IN_FORCE = "plan in force"
    PLAN_BEING_AMENDED = "plan being amended"
    REFUSED = "refused"
    NOT_ISSUED = "not issued"
    WITHDRAWN = "withdrawn"
    MOVED_AWAY = "moved away"
    CEASED = "ceased"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done unless something new happens."""
        return self in _OVER

    @property
    def has_plan(self) -> bool:
        """Whether a plan is in force."""
        return self in (Stage.PLAN_IN_FORCE, Stage.PLAN_BEING_AMENDED)


_OVER = frozenset({Stage.REFUSED, Stage.NOT_ISSUED, Stage.WITHDRAWN, Stage.MOVED_AWAY, Stage.CEASED})

Step = Callable[[Stage | None, Fact], Stage | None]


def stage_of(facts: Iterable[Fact], on: date) -> Stage | None:
    """How far the case had come on a day; none if nothing that happened by then says so."""
    stage: Stage | None = None
    for fact in sorted((each for each in facts if each.on <= on), key=_order):
        if (step := _STEPS.get(fact.name)) is not None:
            stage = step(stage, fact)
    return stage


def _order(fact: Fact) -> tuple[date, int, tuple[date, str, tuple[tuple[str, str], ...]]]:
    """By day; on one day in the order in which things are done."""
    return (fact.on, _PLACES.get(fact.name, len(_PLACES)), fact.order)


def _always(stage: Stage) -> Step:
    return lambda _before, _fact: stage


def _without_plan(stage: Stage) -> Step:
    """What happens on the way to a plan changes nothing once there is one."""
    return lambda before, _fact: before if before and before.has_plan else stage


def _with_plan(stage: Stage) -> Step:
    """What happens to a plan changes nothing where there is none."""
    return lambda before, _fact: stage if before is None or before.has_plan else before


def _decided_to_assess(before: Stage | None, fact: Fact) -> Stage | None:
    stage = Stage.REFUSED if fact.details.get("decision") == "refuse" else Stage.BEING_ASSESSED
    return _without_plan(stage)(before, fact)


def _set_aside(before: Stage | None, fact: Fact) -> Stage | None:
    """A refusal is set aside by the authority itself, by agreement, or by the Tribunal."""
    if before not in (Stage.REFUSED, Stage.NOT_ISSUED):
        return before
    said = {fact.details.get(name) for name in ("order", "terms", "appeal")}
    if said & {"make_plan", "refusal_of_plan"}:
        return Stage.PLAN_AGREED
    if fact.name == "refusal_reversed" or said & {"assess", "refusal_to_assess"}:
        return Stage.BEING_ASSESSED
    return before


def _transferred(before: Stage | None, _fact: Fact) -> Stage | None:
    """A plan that comes from another area is in force here at once."""
    return Stage.PLAN_IN_FORCE if before is None or not before.is_over else before


_STEPS: Mapping[str, Step] = {
    "request_received": _without_plan(Stage.REQUESTED),
    "became_responsible": _without_plan(Stage.REQUESTED),
    "assess_decision_notified": _decided_to_assess,
    "refusal_reversed": _set_aside,
    "mediation_agreement_reached": _set_aside,
    "appeal_conceded": _set_aside,
    "tribunal_order_made": _set_aside,
    "plan_agreed": _without_plan(Stage.PLAN_AGREED),
    "draft_plan_sent": _without_plan(Stage.PLAN_BEING_DRAFTED),
    "plan_refused_notified": _without_plan(Stage.NOT_ISSUED),
    "final_plan_sent": _always(Stage.PLAN_IN_FORCE),
    "review_decision_notified": _with_plan(Stage.PLAN_IN_FORCE),
    "amendment_notice_sent": _with_plan(Stage.PLAN_BEING_AMENDED),
    "amended_plan_sent": _with_plan(Stage.PLAN_IN_FORCE),
    "no_amendment_notified": _with_plan(Stage.PLAN_IN_FORCE),
    "plan_transferred": _transferred,
    "request_withdrawn": _without_plan(Stage.WITHDRAWN),
    "child_moved_out": _always(Stage.MOVED_AWAY),
    "plan_ceased": _always(Stage.CEASED),
}
_PLACES = {name: place for place, name in enumerate(_STEPS)}

"""Where a case is, in one sentence that a parent could read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.core.casework.case_facts import CaseFact, DayIs
from oneplan.core.casework.stages import Stage, stage_of
from oneplan.core.pathways import Answer
from oneplan.core.pathways.wording import short_day

NOTHING_TOLD = "Nothing on record says how far this has come."


def where_in_words(facts: Iterable[CaseFact], answers: Iterable[Answer], on: date) -> str:
    """The stage, since when, and what comes next; ``answers`` are the open limits that may be spoken of."""
    told = tuple(fact for fact in facts if fact.on <= on)
    stage = stage_of((fact.as_fact for fact in told), on)
    if stage is None:
        return NOTHING_TOLD
    return f"{_SAYS[stage](_Story(told, tuple(answers), on))}."


@dataclass(frozen=True, slots=True)
class _Story:
    facts: tuple[CaseFact, ...]
    answers: tuple[Answer, ...]
    on: date

    def when(self, *names: str, first: bool = False) -> str:
        """When the last (or the first) of these happened: on a day, or by a day at the latest."""
        found = sorted((fact for fact in self.facts if fact.fact in names), key=lambda fact: fact.on)
        if not found:
            return ""
        fact = found[0 if first else -1]
        day = short_day(fact.on)
        return f" by {day} at the latest" if fact.day_is is DayIs.AT_LATEST else f" on {day}"

    def next(self, outputs: Sequence[str], what: str) -> str:
        """What comes next and by when, if that is known."""
        open_now = [each for each in self.answers if each.output in outputs and each.due_on is not None]
        days = [each.due_on for each in open_now if each.due_on is not None]
        if not days:
            return ""
        due = min(days)
        return f"; {what} by {short_day(due)}" + (", and that day has passed" if due < self.on else "")


def _requested(story: _Story) -> str:
    asked = f"A needs assessment was asked for{story.when('request_received', 'became_responsible')}"
    return asked + story.next(["assess_decision_due"], "the council must say whether there will be one")


def _assessed(story: _Story) -> str:
    agreed = f"The council said{story.when('assess_decision_notified', 'refusal_reversed')} that it would assess"
    return agreed + story.next(["final_plan_due"], "if there is to be a plan, it must be sent")


def _agreed(story: _Story) -> str:
    agreed = f"The council decided{story.when('plan_agreed')} to make a plan"
    return agreed + story.next(["final_plan_due"], "it must be sent")


def _drafted(story: _Story) -> str:
    drafted = f"A draft of the plan was sent to the family{story.when('draft_plan_sent')}"
    return drafted + story.next(["final_plan_due"], "the final plan must be sent")


def _in_force(story: _Story) -> str:
    since = story.when("final_plan_sent", first=True)
    moved = story.when("plan_transferred")
    made = f"There is a plan, made{since}" if since else "There is a plan"
    came = f" and taken over from another area{moved}" if moved else ""
    return made + came + story.next(["review_complete_by", "first_review_by"], "its next review must be complete")


def _amended(story: _Story) -> str:
    proposed = f"There is a plan, and changes to it were proposed{story.when('amendment_notice_sent')}"
    return proposed + story.next(["amended_final_due"], "the changed plan must be sent")


_SAYS: Mapping[Stage, Callable[[_Story], str]] = {
    Stage.REQUESTED: _requested,
    Stage.BEING_ASSESSED: _assessed,
    Stage.PLAN_AGREED: _agreed,
    Stage.PLAN_BEING_DRAFTED: _drafted,
    Stage.PLAN_IN_FORCE: _in_force,
    Stage.PLAN_BEING_AMENDED: _amended,
    Stage.REFUSED: lambda story: f"The council said{story.when('assess_decision_notified')} that it would not assess",
    Stage.NOT_ISSUED: lambda story: (
        f"After an assessment the council said{story.when('plan_refused_notified')} that it would not make a plan"
    ),
    Stage.WITHDRAWN: lambda story: f"The request was withdrawn{story.when('request_withdrawn')}",
    Stage.MOVED_AWAY: lambda story: f"The family moved to another area{story.when('child_moved_out')}",
    Stage.CEASED: lambda story: f"The plan ended{story.when('plan_ceased')}",
}

"""The reasons given with every answer, in sentences that can be checked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from oneplan.core.law import Status
from oneplan.core.pathways.answers import Answer
from oneplan.core.pathways.conditions import detail_of
from oneplan.core.pathways.definitions import Clock, Kind, Role
from oneplan.core.pathways.exceptions import Tested, case_allowance
from oneplan.core.pathways.facts import Fact
from oneplan.core.pathways.instances import Ending, Instance
from oneplan.core.pathways.wording import days, joined, long_day, short_day
from oneplan.core.pathways.working import Case, Worked

AVAILABLE_IS_NOT_APPLIED = (
    "Available is not applied: a named officer must record why the reason made the limit impractical.",
)

FORCE_SAYS = {
    "guidance": "This is guidance, not a duty.",
    "local": "This is a local matter, not law.",
    "planning": "This is a planning date, worked back from a limit; it is not itself a limit.",
    "right": "This is the family's own time, not a duty of the authority.",
    "statistic": "This is how the statistics count; it does not say whether the law was kept.",
}

STATUS_SAYS = {
    Status.FROM_KNOWLEDGE: "The rule is from general knowledge; check its text before relying on it.",
    Status.READING: "The rule rests on a reading; a lawyer could argue otherwise.",
}

ENDING_SAYS = {
    Ending.STOPPED: "Done",
    Ending.SUPERSEDED: "Superseded",
    Ending.WITHDRAWN: "Withdrawn",
}

OUTER_EDGE = "The limit is the outer edge: the duty is to act as soon as practicable."


def reasons(
    instance: Instance, case: Case, worked: Worked, law: str, status: Status, more: Sequence[str]
) -> tuple[str, ...]:
    """Everything that led to an answer: its start, the arithmetic, the provision, what ended it, its doubts."""
    clock = instance.clock
    says = [_started(instance, case), *worked.steps]
    if worked.missing:
        says.append(f"No day can be given: {worked.missing.replace('_', ' ')} is missing.")
    if law:
        says.append(f"Law: {law}.")
    says += [*_ended(instance, case), *_planned(instance), *more, *clock.notes]
    if clock.force in FORCE_SAYS:
        says.append(FORCE_SAYS[clock.force])
    elif clock.role is Role.LIMIT:
        says.append(OUTER_EDGE)
    if status in STATUS_SAYS:
        says.append(STATUS_SAYS[status])
    return tuple(dict.fromkeys(says))


def exceptions(
    instance: Instance, case: Case, tests: Sequence[Tested], recorded: Sequence[Fact], worked: Worked
) -> list[str]:
    """What was considered for disapplying the limit, what was recorded, and what follows."""
    clock = instance.clock
    if clock.role is not Role.LIMIT or clock.force != Kind.DUTY:
        return []
    says = [_considered(clock, case, tests, worked.day)]
    for fact in recorded:
        says += _recorded(fact, instance, case, worked)
    return says


def prudent(prudent_on: date, due_on: date, *, expected: bool) -> list[str]:
    """Why the prudent day is what it is."""
    says = []
    if prudent_on != due_on:
        says.append(f"{long_day(due_on)} is not a working day; the prudent day is {long_day(prudent_on)}.")
        says.append("The limit itself does not move.")
    if expected:
        says.append(f"Bank holidays for {due_on.year} are worked out and not yet published.")
    return says


def inside_the_limit(available: Answer, output: str, inside: int) -> Answer:
    """The days away that fell inside one limit's period, beside the answer they decided."""
    return replace(available, output=output, title="Full days away inside the limit's period", value=inside)


def _started(instance: Instance, case: Case) -> str:
    title = case.rules.fact(instance.start.name).title
    key = f" ({instance.key})" if instance.key else ""
    ahead = " That day is still to come." if instance.start.on > case.story.as_of else ""
    return f"{title}{key}: {long_day(instance.start.on)}.{ahead}"


def _ended(instance: Instance, case: Case) -> list[str]:
    says = [
        f"{_happened(start, case)} again: the clock was already running and was not restarted."
        for start in instance.ignored_starts
    ]
    if instance.revived_by:
        says.append(f"{_happened(instance.revived_by, case)}: the first dates stand.")
    if instance.ended_by and instance.ending:
        title = case.rules.fact(instance.ended_by.name).title
        verb = ENDING_SAYS[instance.ending]
        says.append(f"{verb} on {long_day(instance.ended_by.on)}: {title[0].lower()}{title[1:]}.")
    return says


def _happened(fact: Fact, case: Case) -> str:
    return f"{case.rules.fact(fact.name).title} on {short_day(fact.on)}"


def _planned(instance: Instance) -> list[str]:
    if instance.planned_stop is None:
        return []
    return [f"{short_day(instance.planned_stop.on)} is still to come, so what is recorded for it stops nothing yet."]


def _considered(clock: Clock, case: Case, tests: Sequence[Tested], due_on: date | None) -> str:
    sets = case.rules.exception_sets
    allows = [code for code in sets[clock.exceptions].allows if _is_law(code, case, due_on)] if clock.exceptions else []
    if not allows:
        return "No exception of any kind exists for this limit."
    available = sorted({test.code for test in tests if test.available})
    found = f"available on these facts: {joined(available)}" if available else "none is available on these facts"
    return f"Exceptions considered: {joined(allows)}; {found}."


def _is_law(code: str, case: Case, due_on: date | None) -> bool:
    name = case.rules.exceptions[code].parameter
    return not name or (due_on is not None and case.rules.parameter(name).is_in_force(due_on))


def _recorded(fact: Fact, instance: Instance, case: Case, worked: Worked) -> list[str]:
    code = str(fact.details["exception"])
    by = f"{code} recorded on {short_day(fact.on)} by {fact.details['officer']}: {fact.details['why']}"
    if case_allowance(case, instance, code) is None:
        return [f"{by}. This limit does not allow {code}, so it changes nothing."]
    says = [f"{by}. It disapplies the limit and adds no days; the first due day is kept."]
    if worked.day and fact.on > worked.day:
        says.append(f"It was recorded {days((fact.on - worked.day).days)} after the limit had passed.")
    told = detail_of(fact, "family_told_on", case.rules)
    says.append(
        f"The family was told on {short_day(told)}."
        if isinstance(told, date)
        else "The family has not been recorded as told; it should be, with the reason."
    )
    ended = detail_of(fact, "cause_ended_on", case.rules)
    if isinstance(ended, date) and ended < case.story.as_of and instance.ending is None:
        since = days((case.story.as_of - ended).days)
        says.append(
            f"ALERT: the cause ended {since} ago, on {short_day(ended)}, and nothing has been recorded as done since."
        )
    if instance.ended_by and worked.day and instance.ended_by.on > worked.day:
        says.append(f"Done {days((instance.ended_by.on - worked.day).days)} after the first due day.")
    return says

"""The invented partnership adopts three practices, and two of them run as services with referrals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from oneplan.actions import adoptions, referrals, running_services
from oneplan.core.improvement.services import Subject
from oneplan.core.instruments import Instrument, Kind
from oneplan.core.people import age_on
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.casework.identified import identified_cases
from oneplan.records.practice import queries, referral_queries
from oneplan.rulebook.instruments import load as load_instruments
from oneplan.synthetic.demonstration.loading import words_of

LEAD, MANAGER = "lead@merrowdale.example", "manager@merrowdale.example"
Story = list[Mapping[str, Any]]


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """Practices are adopted, two run, and what was referred to them is on its way; a second time changes nothing."""
    told, lead, manager = words_of("practice"), accounts[LEAD], accounts[MANAGER]
    if queries.adoptions(plan_id, viewer=viewer_of(lead, on=on)):
        return
    referred = {each["card"] for each in told["referral"]}
    running: dict[str, str] = {}
    for each in told["adoption"]:
        adoption_id = _adopt(each, plan_id, lead, on)
        if each["card"] in referred:
            running[each["card"]] = running_services.set_up(
                adoption_id=adoption_id,
                clocks=each.get("clocks", {}),
                why=each["why"],
                by=lead,
                on=on - timedelta(days=each["days_ago"]),
            )
    children = _children(manager, on)
    for place, each in enumerate(told["referral"]):
        _refer(each, told["stories"][each["story"]], running[each["card"]], children, manager, on, place)


def _adopt(told: Mapping[str, Any], plan_id: str, lead: Any, on: date) -> str:
    day = on - timedelta(days=told["days_ago"])
    due_on = on + timedelta(days=told["due_in"])
    adoption_id = adoptions.adopt(
        plan_id=plan_id,
        card_id=told["card"],
        section=told["section"],
        owner_role=told["owner_role"],
        steps=tuple(adoptions.Wanted(step, due_on=due_on) for step in told["steps"]),
        adapted=told["adapted"],
        review_on=on + timedelta(days=told["review_in"]),
        by=lead,
        on=day,
    )
    lines = queries.adoption(adoption_id, viewer=viewer_of(lead, on=on)).checklist
    for number in told["done"]:
        done_on = day + timedelta(days=number)
        adoptions.tick(adoption_id=adoption_id, item=lines[number - 1].id, is_done=True, by=lead, on=done_on)
    for report in told.get("report", ()):
        adoptions.report_back(
            adoption_id=adoption_id,
            happened=report["happened"],
            difference=report["difference"],
            advice=report["advice"],
            by=lead,
            on=on - timedelta(days=report["days_ago"]),
        )
    return adoption_id


def _children(manager: Any, on: date) -> Iterator[tuple[str, int]]:
    """Those whom the manager works with, each once, with their age."""
    seen: set[str] = set()
    viewer = viewer_of(manager, on=on)
    for each in identified_cases(viewer=viewer):
        if each.born_on is None or each.born_on > on:
            continue
        person_id, _ = referral_queries.person_of_case(each.id, viewer=viewer)
        if person_id not in seen:
            seen.add(person_id)
            yield person_id, age_on(each.born_on, on)


def _refer(
    told: Mapping[str, Any],
    story: Story,
    slug: str,
    children: Iterator[tuple[str, int]],
    manager: Any,
    on: date,
    place: int,
) -> None:
    day = on - timedelta(days=told["days_ago"])
    subject = Subject(told.get("subject", Subject.PERSON.value))
    person_id = ""
    if subject.is_person:
        ages = range(told["from_age"], told["to_age"] + 1)
        person_id = next((child for child, age in children if age in ages), "")
        if not person_id:
            return  # a demonstration of few cases has fewer children to refer
    referral_id = referrals.refer(
        service=slug,
        subject=subject,
        person_id=person_id,
        named=told.get("named", ""),
        reason=told["reason"],
        referred_by=told["referred_by"],
        referred_on=day,
        by=manager,
        on=on,  # teams are those of today: who was in which team before is not told
    )
    for step in story:
        day = min(day + timedelta(days=step["after"]), on)
        _take(step, {"referral_id": referral_id, "happened_on": day, "by": manager, "on": on}, place)


def _take(step: Mapping[str, Any], common: Mapping[str, Any], place: int) -> None:
    what, note = step.get("what", ""), step.get("note", "")
    if step["do"] == "score":
        answers = _answers(load_instruments().instrument(what), step["level"], place)
        referrals.score_referral(**common, instrument=what, answers=answers)
        return
    verbs = {
        "to": lambda: referrals.move_on(**common, to=what, note=note),
        "place": lambda: referrals.place(**common, where=what, note=note),
        "pause": lambda: referrals.pause(**common, reason=what, note=note),
        "resume": lambda: referrals.resume(**common, note=note),
        "note": lambda: referrals.add_note(**common, note=note),
        "tell": lambda: referrals.tell_back(**common, note=note),
        "close": lambda: referrals.close(**common, outcome=what, note=note),
    }
    verbs[step["do"]]()


def _answers(instrument: Instrument, level: int, place: int) -> dict[str, Any]:
    """Answers about a level, a little different from question to question and from one referral to the next."""
    given: dict[str, Any] = {}
    for number, each in enumerate(instrument.questions):
        if each.is_scored:
            low, high = instrument.range_of(each)
            lower = (number + place) % 3 == 0
            given[each.id] = max(low, min(low + level - lower, high))
        elif each.kind is Kind.CHOICE and each.is_required:
            given[each.id] = each.choices[place % len(each.choices)]
    return given

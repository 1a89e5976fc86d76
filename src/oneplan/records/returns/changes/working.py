"""What one file does to the record of one person after another: worked out in rows, written by whoever saves them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from oneplan.core.casework import PersonReturned, RequestReturned, ReturnHeader
from oneplan.core.casework.case_facts import CaseFact, DayIs
from oneplan.records.casework.models import Case
from oneplan.records.people.models import Person
from oneplan.records.returns.changes.case_finding import cases_of_requests
from oneplan.records.returns.changes.collected import Collected
from oneplan.records.returns.changes.events import FromReturn, add_events
from oneplan.records.returns.changes.parts import (
    DECIDED,
    HISTORICAL,
    follow_corrections,
    set_assessment,
    set_named,
    set_needs,
    set_plan,
    set_review,
)
from oneplan.records.returns.changes.people import change_person, new_person
from oneplan.records.returns.changes.places import Places, set_placements
from oneplan.records.returns.changes.standpoint import is_over, set_standpoint
from oneplan.records.returns.held import HeldCase, HeldPerson

FactsOf = Callable[[RequestReturned, date | None], Sequence[CaseFact]]
_SENT, _HISTORY = "final_plan_sent", "review_history_starts"


class Working:
    """The changes of one file, one person at a time."""

    def __init__(
        self, header: ReturnHeader, source: FromReturn, collected: Collected, *, places: Places, facts_of: FactsOf
    ) -> None:
        self.header, self.source, self.collected = header, source, collected
        self._places, self._facts_of = places, facts_of

    def person(
        self, returned: PersonReturned, held: HeldPerson | None, *, without_numbers: bool = False
    ) -> tuple[Person | None, list[Case | None]]:
        """Brings one person in step with the file; gives the person and the case of each request.

        No person is given where a file of an earlier year tells only of what was still open then: nobody knows what
        became of it, so it is not put on record as though it were open now.
        """
        returned = replace(returned, sex=self.source.sex_codes.get(returned.sex, returned.sex))
        facts = [tuple(self._facts_of(request, returned.born_on)) for request in returned.requests]
        if held is None:
            if self.source.is_history and not any(is_over(each) for each in facts):
                self.collected.tally["left_out_people"] += 1
                return None, [None] * len(facts)
            held = HeldPerson(new_person(returned, self.collected, without_numbers=without_numbers))
            changed = True
        else:
            changed = change_person(
                held.person, returned, self.collected, on=self.header.reference_date, only_blanks=self.source.is_history
            )
            if changed:
                self.collected.tally["changed_people"] += 1
        found = cases_of_requests(returned.requests, held.cases)
        cases = [self._case(held, request, case, each) for (request, case), each in zip(found, facts, strict=True)]
        if not changed and not any(was_changed for _, was_changed in cases):
            self.collected.tally["unchanged_people"] += 1
        return held.person, [case.case if case else None for case, _ in cases]

    def _case(
        self, person: HeldPerson, request: RequestReturned, held: HeldCase | None, facts: Sequence[CaseFact]
    ) -> tuple[HeldCase | None, bool]:
        is_new = held is None
        if held is None:
            if self.source.is_history and not is_over(facts):
                self.collected.tally["left_out_cases"] += 1
                return None, False
            held = HeldCase(Case(person=person.person, public_id=""))
            person.cases.append(held)
            self.collected.add(held.case)
            self.collected.tally["new_cases"] += 1
        changed = self._parts(held, request, facts)
        changed |= set_standpoint(held, self.collected, self.header, is_history=self.source.is_history)
        if not is_new and changed:
            self.collected.tally["changed_cases"] += 1
            self.collected.touched.add(held.case.pk)
        return held, is_new or changed

    def _news(self, held: HeldCase, request: RequestReturned, facts: Sequence[CaseFact]) -> Sequence[CaseFact]:
        """What is news: the start given later for a long-decided plan does not correct the day it was sent."""
        done = request.assessment
        was_decided_here = held.assessment is not None and held.assessment.outcome in DECIDED
        if done is None or done.outcome != HISTORICAL or not was_decided_here:
            return facts
        sent = [row for row in held.events if row.fact == _SENT]
        return [fact for fact in facts if fact.fact != _SENT] + [
            CaseFact(row.fact, row.on, DayIs(row.day_is), row.details) for row in sent
        ]

    def _parts(self, held: HeldCase, request: RequestReturned, facts: Sequence[CaseFact]) -> bool:
        collected, history = self.collected, self.source.is_history
        before = collected.tally["new_events"] + collected.tally["changed_events"] + collected.tally["retracted_events"]
        follow_corrections(held, add_events(held, self._news(held, request, facts), self.source, collected), collected)
        after = collected.tally["new_events"] + collected.tally["changed_events"] + collected.tally["retracted_events"]
        active = request.active_plan
        changed = set_assessment(held, request, collected, only_blanks=history)
        changed |= set_plan(held, request, _history_from(held), collected, only_blanks=history)
        changed |= set_review(held, active, collected, only_blanks=history)
        if not history or not held.named:
            plan = request.assessment.plan if request.assessment else None
            changed |= set_named(held, plan, self._places, collected)
        if not history or not held.placements:
            day = self.header.reference_date
            changed |= set_placements(held, active, self._places, collected, reference_date=day)
        if not history or not held.needs:
            changed |= set_needs(held, active, collected)
        return changed or after != before


def _history_from(held: HeldCase) -> date | None:
    """The first day from which every review is on record, if there is a day before which some may not be."""
    days = [row.on for row in held.events if row.fact == _HISTORY]
    return max(days) + timedelta(days=1) if days else None

"""Every date on the page is the engine's own, and the page stands on every day of a year."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from tests.support.cases import make_calendar, make_case, make_person, make_setting
from tests.support.random_cases import random_case, schools

from oneplan.core.calendar import SchoolCalendar
from oneplan.core.casework.case_facts import plain_details
from oneplan.core.kernel import Period
from oneplan.core.pathways import Calendars, Fact, Role, run_clocks
from oneplan.records.casework.models import Case, CaseEvent
from oneplan.rulebook import load_rulebook
from oneplan.web.children.why import only_if_chosen

LIMIT = re.compile(r'<li class="op-limit.*?(?=<li class="op-limit|</section>)', re.DOTALL)
TITLE = re.compile(r'op-limit__title">(.*?)</p>', re.DOTALL)
DUE = re.compile(r'op-limit__when"><p><time[^>]*datetime="([^"]+)"')
STATE = re.compile(r'op-limit__state">(.*?)</div>', re.DOTALL)
LAW = re.compile(r'op-why__law">(.*?)</p>', re.DOTALL)
SAID = {
    None: {"", "Passed"},
    "running": {"Running", "Due soon"},
    "overdue": {"Late", "Past"},
    "met": {"Met"},
    "met late": {"Met late"},
    "disapplied": {"Lawfully disapplied"},
    "superseded": {"Superseded"},
    "withdrawn": {"Withdrawn"},
}
OPEN = {"running", "overdue"}
ODD_DAYS = (
    date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 8, 31), date(2024, 9, 1),
    date(2024, 10, 27), date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 30),
)  # fmt: skip


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def on_the_page(html: str) -> list[tuple[str, str, str, str]]:
    """Title, due day, state and law of each date as a reader meets them."""
    found = []
    for item in LIMIT.findall(html):
        due, law = DUE.search(item), plain(LAW.search(item)[1])
        title, state = plain(TITLE.search(item)[1]), plain(STATE.search(item)[1])
        found.append((title, due[1] if due else "", state, law))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 50, 10))
def test_every_due_day_state_and_law_equals_what_the_engine_says_of_the_same_facts(
    first, office, as_, today_is
) -> None:
    office.caseworker.roles_held.update(first_day=date(2010, 1, 1))
    rules, client = load_rulebook().rules, as_(office.caseworker)
    for seed in range(first, first + 10):
        told = random_case(1000 + seed)
        facts = tuple(Fact(*each) for each in told.facts if each[0] != "person_born")
        born_on = next((on for name, on, _ in told.facts if name == "person_born"), None)
        terms = schools()[told.school] if told.school is not None else None
        calendar = make_calendar(*terms["terms"], closed=terms["closed"]) if terms else None
        setting = make_setting(calendar=calendar)
        made = Case.objects.create(person=make_person(born_on=born_on), officer=office.caseworker, setting=setting)
        for each in facts:
            details = plain_details(each.details)
            CaseEvent.objects.create(case=made, fact=each.name, on=each.on, details=details, source="officer")
        today_is(told.as_of)

        html = client.get(reverse("child", args=[made.public_id])).content.decode()

        born = (Fact("person_born", born_on),) if born_on else ()
        expected = run_clocks((*facts, *born), told.as_of, rules, _calendars(terms))
        limits = [each for each in expected if each.role in {Role.LIMIT, Role.RULE}]
        shown = on_the_page(html)
        assert Counter((title, due, law.partition(". Rule ")[0]) for title, due, _, law in shown) == Counter(
            (_title(each), each.due_on.isoformat() if each.due_on else "", each.law) for each in limits
        ), seed
        states = {(title, due, law.partition(". Rule ")[0]): state for title, due, state, law in shown}
        for each in limits:
            key = (_title(each), each.due_on.isoformat() if each.due_on else "", each.law)
            if sum(_title(other) == key[0] and other.due_on == each.due_on for other in limits) == 1:
                is_if_chosen = only_if_chosen(each.rule, each.output) and each.state in OPEN
                assert states[key] in ({"If chosen"} if is_if_chosen else SAID[each.state]), (seed, key)


@pytest.mark.slow
@pytest.mark.parametrize("today", ODD_DAYS)
def test_the_page_stands_on_odd_days_for_somebody_born_on_a_leap_day(today, office, as_, today_is) -> None:
    made = make_case(
        person=make_person(born_on=date(2016, 2, 29)), officer=office.caseworker, on=today,
        facts=[("request_received", date(2024, 2, 29)), ("final_plan_sent", date(2024, 12, 31)),
               ("review_meeting", date(2025, 3, 30))],
    )  # fmt: skip
    today_is(today)

    answer = as_(office.caseworker).get(reverse("child", args=[made.public_id]))

    assert answer.status_code == 200
    assert f"Today, {today:%A} {today.day} {today:%B %Y}" in plain(answer.content.decode())


@pytest.mark.slow
def test_today_moves_by_one_day_over_a_year_and_no_page_breaks(office, as_, today_is) -> None:
    made = make_case(
        person=make_person(born_on=date(2016, 2, 29)), officer=office.caseworker,
        facts=[("request_received", date(2023, 12, 31)), ("final_plan_sent", date(2024, 2, 29))],
    )  # fmt: skip
    client, address = as_(office.caseworker), reverse("child", args=[made.public_id])
    broken = []

    for after in range(366):
        day = date(2024, 1, 1) + timedelta(days=after)
        today_is(day)
        answer = client.get(address)
        if answer.status_code != 200 or f"Today, {day:%A} {day.day} {day:%B %Y}" not in answer.content.decode():
            broken.append(day)

    assert broken == []


def _title(answer) -> str:
    titles = {name: clocks[0].title for name, clocks in load_rulebook().rules.outputs.items()}
    title = f"{answer.title}: {titles.get(answer.limit, answer.limit)}" if answer.limit else answer.title
    return f"{title} ({answer.key})" if answer.key else title


def _calendars(terms) -> Calendars:
    working = load_rulebook().working_days
    if terms is None:
        return Calendars(working, None)
    periods = tuple(Period(first, last) for first, last in terms["terms"])
    return Calendars(working, SchoolCalendar(periods, frozenset(terms["closed"]), working))

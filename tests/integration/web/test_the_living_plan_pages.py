"""The pages on which a plan is kept alive: each opens, asks, does what it says, and shows what was kept."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.live_plan import a_person

from oneplan.actions import baselines, cost_avoidance, plan_versions, registers
from oneplan.core.improvement.avoidance import AvoidanceWords
from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.core.improvement.registers import EntryWords
from oneplan.records.improvement.models import Action, AreaForImprovement, RegisterEntry, Section

pytestmark = pytest.mark.django_db
RISK = EntryWords(
    "It may open late", "A weekly check", "", "", "SEND Manager", "likely", "serious", None, date(2030, 1, 1)
)
WHY = {"reason": "The board agreed it"}


@pytest.fixture
def line(plan, people):
    section = Section.objects.get(plan__public_id=plan).slug
    words = AvoidanceWords(
        "Moves not made", section, "Twelve would have moved", date(2026, 4, 1), "a place", Decimal(40000),
        {"2026/27": Decimal(2)}, "The panel's log",
    )  # fmt: skip
    return cost_avoidance.write_line(plan_id=plan, line=words, by=people.lead, on=timezone.localdate())


@pytest.fixture
def entry(plan, people):
    return registers.open_entry(plan_id=plan, kind="risk", entry=RISK, by=people.lead, on=timezone.localdate())


@pytest.fixture
def asked(people, action):
    day = timezone.localdate() + timedelta(days=90)
    row = action("A1")
    return baselines.ask_for_baseline(
        action_id=row.public_id, version=row.version, due=Due("", day, day, DuePrecision.DAY), by=people.owner,
        on=timezone.localdate(), **WHY,
    )  # fmt: skip


def _pages(plan, line, entry, asked):
    action = Action.objects.get(ref="A1").public_id
    slug = Section.objects.get(plan__public_id=plan).slug
    area = AreaForImprovement.objects.get(plan__public_id=plan).pk
    one = [reverse(name, args=[action]) for name in ("action", "action-words", "action-move", "action-withdraw",
                                                     "action-sources", "action-link", "action-baseline")]  # fmt: skip
    when = [reverse("action-when", args=[action, part]) for part in ("condition", "stages", "again")]
    whole = [reverse(name, args=[plan]) for name in ("plan-of", "plan-about", "plan-next", "plan-carried", "plan-slipping",
                                                     "plan-history", "action-add", "plan-many", "section-add",
                                                     "priority-add")]  # fmt: skip
    parts = [reverse(name, args=[plan, slug]) for name in ("section-of", "section-words", "section-withdraw")]
    kinds = [reverse(name, args=["risk"]) for name in ("register", "register-add")]
    entries = [reverse(name, args=[entry]) for name in ("register-entry", "register-change", "register-end",
                                                        "register-reopen")]  # fmt: skip
    money = [reverse(name, args=[line]) for name in ("money-line", "money-change", "money-achieved", "money-close")]
    return [
        *one, *when, *whole, *parts, *kinds, *entries, *money,
        reverse("line-add", args=[plan, slug, "areas"]), reverse("line-words", args=[plan, "areas", area]),
        reverse("priority-words", args=[plan, 1]), reverse("baseline", args=[asked]),
        reverse("plans"), reverse("plan-start"), reverse("registers"), reverse("money"), reverse("money-add"),
        reverse("baselines"), reverse("plan"), reverse("section", args=[slug]),
    ]  # fmt: skip


def test_every_page_opens_for_whoever_leads_the_plan(plan, line, entry, asked, people, as_):
    client = as_(people.lead)

    answers = {page: client.get(page).status_code for page in _pages(plan, line, entry, asked)}

    assert {page: status for page, status in answers.items() if status != 200} == {}


def test_the_public_is_asked_nothing_and_sees_no_register(plan, line, entry, asked, people, as_):
    client = as_(people.public)
    open_to_all = ("plan", "section", "action", "plans", "plan-of", "section-of", "plan-carried", "plan-slipping")

    answers = {}
    for page in _pages(plan, line, entry, asked):
        answer = client.get(page)
        answers[answer.resolver_match.view_name, answer.status_code] = page

    assert {name for name, status in answers if status == 200} == set(open_to_all)


def _post(client, page, **given):
    form = client.get(page).context["form"]
    hidden = {name: field.initial for name, field in form.fields.items() if field.initial not in (None, "")}
    seen = {name: value for name, value in form.initial.items() if isinstance(value, str | int)}
    flat = {name: value for name, value in (hidden | seen).items() if isinstance(value, str | int | list)}
    return client.post(page, flat | given)


def test_an_action_is_added_from_its_page(plan, people, as_):
    slug = Section.objects.get(plan__public_id=plan).slug
    source = {"source_kind": "audit", "source_said": "Ten files", "source_ref": "Q3"}

    answer = _post(
        as_(people.lead), reverse("action-add", args=[plan]), text="Open a hub", section=slug, **source, **WHY
    )

    added = Action.objects.get(text="Open a hub")
    page = as_(people.lead).get(answer["Location"]).content.decode()
    assert (answer.status_code, added.ref) == (302, "A5")
    assert "An audit: Ten files (Q3)" in page


def test_a_form_opened_before_somebody_elses_change_shows_both_texts(action, people, as_):
    client, page = as_(people.lead), reverse("action-words", args=[action("A1").public_id])
    stale = action("A1").version
    _post(client, page, text="First words", **WHY)

    answer = client.post(page, {"version": stale, "text": "Second words", **WHY})

    assert answer.status_code == 409
    assert "First words" in answer.content.decode()
    assert "Second words" in answer.content.decode()


def test_a_date_that_comes_again_says_when_next(action, people, as_):
    client, row = as_(people.lead), action("A1")
    first = {"first_on_day": "1", "first_on_month": "1", "first_on_year": "2035"}

    _post(client, reverse("action-when", args=[row.public_id, "again"]), every="month", **first, **WHY)

    page = client.get(reverse("action", args=[row.public_id])).content.decode()
    assert "It comes again every month; next on Monday 1 January 2035." in page


def test_many_actions_are_shown_first_and_then_changed(plan, action, people, as_):
    client, page = as_(people.lead), reverse("plan-many", args=[plan])
    chosen = [f"{action(ref).public_id}~{action(ref).version}" for ref in ("A1", "A3")]
    day = {"due_on_day": "1", "due_on_month": "6", "due_on_year": "2031"}

    shown = client.post(page, {"chosen": chosen, **day, **WHY})
    before = action("A1").due_on
    done = client.post(page, {"chosen": chosen, "do": "yes", **day, **WHY})

    assert "1 June 2031" in shown.content.decode()
    assert before != date(2031, 6, 1)
    assert done.status_code == 302
    assert {action(ref).due_on for ref in ("A1", "A3")} == {date(2031, 6, 1)}


def test_nothing_is_changed_when_one_of_many_moved_meanwhile(plan, action, people, as_):
    client, page = as_(people.lead), reverse("plan-many", args=[plan])
    chosen = [f"{action('A1').public_id}~{action('A1').version}", f"{action('A3').public_id}~0"]
    day = {"due_on_day": "1", "due_on_month": "6", "due_on_year": "2031"}

    answer = client.post(page, {"chosen": chosen, "do": "yes", **day, **WHY})

    assert answer.status_code == 409
    assert "Somebody changed A3 since" in answer.content.decode()
    assert action("A1").due_on != date(2031, 6, 1)


def test_somebody_else_agrees_a_new_baseline_on_its_page(asked, action, people, as_):
    day = action("A1").due_on
    mine = as_(people.owner).get(reverse("baseline", args=[asked])).content.decode()

    as_(a_person("chair")).post(reverse("baseline", args=[asked]), {"agreed": "yes", "words": "Agreed"})

    assert "somebody else decides" in mine
    assert (action("A1").first_due_on, action("A1").baselines) == (day, 1)


def test_finance_signs_on_its_page_and_the_year_then_counts(line, people, as_):
    finance, lead = as_(a_person("finance-lead")), as_(people.lead)

    finance.post(reverse("money-sign", args=[line]), {"agreed": "yes", "words": "Checked"})
    said = {"year": "2026/27", "quantity": "2", "unit_cost": "40000", "evidence": "The log"}
    lead.post(reverse("money-achieved", args=[line]), said)
    shown = lead.get(reverse("money-line", args=[line])).content.decode()

    assert "Signed by finance as it stands" in shown
    assert "Waits for finance" in shown
    assert lead.post(reverse("money-sign", args=[line]), {"agreed": "yes", "words": "Mine"}).status_code == 403


def test_an_entry_ends_in_a_way_of_its_kind(entry, people, as_):
    client = as_(people.lead)

    client.post(reverse("register-end", args=[entry]), {"version": 1, "outcome": "happened", "words": "It was late"})

    page = client.get(reverse("register-entry", args=[entry])).content.decode()
    assert RegisterEntry.objects.get(public_id=entry).state == "happened"
    assert "Happened; it is an issue now" in page


def test_an_earlier_version_is_read_at_its_own_address_and_offers_no_change(plan, people, as_):
    new = plan_versions.start_next_version(
        plan_id=plan, title="Next", year="2027", by=people.lead, on=timezone.localdate(), **WHY
    )
    client, row = as_(people.lead), Action.objects.get(plan__public_id=plan, ref="A1")

    old = client.get(reverse("plan-of", args=[plan])).content.decode()
    action = client.get(reverse("action", args=[row.public_id])).content.decode()
    present = client.get(reverse("plan")).content.decode()

    assert "This is an earlier version" in old
    assert "This version of the plan is kept as it was" in action
    assert reverse("action-add", args=[new]) in present
    assert reverse("action-add", args=[plan]) not in old

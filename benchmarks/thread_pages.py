"""The thread and a section after three years of work, against plain Django pages of the same rows, in one run.

    python -m benchmarks.thread_pages

Three years of two-monthly updates and ratings lie on each of the 186 actions of the example plan, and its measures have
two years of months. Prints requests per second and the ratio for each of the two pages; equal rows are checked first.
The plain pages do what the documentation of Django teaches: prefetch, loop, and nothing kept between requests.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

from benchmarks.installation import HOME
from benchmarks.plain_thread import MIDDLEWARE
from django.test import Client, override_settings
from django.utils import timezone
from tests.support.figures_on_record import figures_on_record

from oneplan.actions.measure_links import propose_links
from oneplan.actions.plan_imports import apply_plan_import
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.improvement.rating import Rating
from oneplan.feeds import improvement_plans
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.improvement.models import Action, ActionEvent, DatedUpdate, ImprovementPlan, Section
from oneplan.records.improvement.refreshing import refresh
from oneplan.synthetic.example_plan import load, write_text

ROUNDS, REQUESTS, WANTED, CYCLES = 7, 20, 2.0, 18
SECTION_NAME = re.compile(r'<th[^>]*scope="row"[^>]*>\s*<a[^>]*>(.*?)</a>', re.DOTALL)
REF = re.compile(r'href="/plan/action/([^/"]+)/"')
TAG = re.compile(r"<[^>]+>")


def main() -> None:
    """Loads the plan and its history, checks that both sides hold the same rows, and measures both by turns."""
    lead, plan = _loaded()
    slug = _fullest(plan).slug
    ours, plain = _signed_in(lead), _signed_in(lead)
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        plain.get("/plain-thread/")  # a client keeps the middleware that it first met
    pairs: dict[str, tuple[Callable[[], Any], Callable[[], Any], re.Pattern[str]]] = {
        "thread": (lambda: ours.get("/thread/"), lambda: plain.get("/plain-thread/"), SECTION_NAME),
        "section": (
            lambda: ours.get(f"/plan/section/{slug}/"),
            lambda: plain.get(f"/plain-section/{slug}/"),
            REF,
        ),
    }
    worst = min(_measured(name, *pair) for name, pair in pairs.items())
    raise SystemExit(0 if worst >= WANTED else 1)


def _measured(name: str, ours: Callable[[], Any], plain: Callable[[], Any], rows: re.Pattern[str]) -> float:
    held, expected = _rows(ours(), rows), _rows(plain(), rows)
    if not expected <= held:
        raise SystemExit(f"The {name} page leaves out {sorted(expected - held)[:3]}.")
    rates: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(ROUNDS):
        rates["ours"].append(_rate(ours))
        rates["plain"].append(_rate(plain))
    middle = {side: statistics.median(found) for side, found in rates.items()}
    ratio = middle["ours"] / middle["plain"]
    print(
        f"{name:8} {len(expected):4} rows  ours {middle['ours']:7.1f}  plain {middle['plain']:7.1f} requests a second"
        f"  ratio {ratio:5.1f} (at least {WANTED} wanted)"
    )
    return ratio


def _loaded() -> tuple[User, ImprovementPlan]:
    today = timezone.localdate()
    first = months_after(today, -2 * CYCLES)
    lead = User.objects.create_user("lead@benchmark.invalid", "Lead", is_demo=True)
    RoleHeld.objects.create(user=lead, role="transformation-lead", first_day=first)
    path = HOME / "plan.txt"
    write_text(load(), path)
    with path.open("rb") as stream:
        import_id = improvement_plans.receive(stream, name=path.name, declared_type="text/plain", by=lead, on=first)
    improvement_plans.read_now(import_id, on=first)
    apply_plan_import(import_id=import_id, by=lead, on=first)
    plan = ImprovementPlan.objects.get()
    _work_through(plan, lead, first)
    figures_on_record(today)
    propose_links()
    return lead, plan


def _work_through(plan: ImprovementPlan, lead: User, first: date) -> None:
    """An update and a rating for every action in every cycle, as three years of work leave them."""
    actions = list(Action.objects.filter(plan=plan))
    ratings = (Rating.NOT_STARTED, Rating.ON_TRACK, Rating.DELAYED)
    events, updates = [], []
    for cycle in range(CYCLES):
        on = months_after(first, 2 * cycle) + timedelta(days=3)
        for place, action in enumerate(actions):
            before, after = (ratings[(cycle + place + step) % len(ratings)] for step in (0, 1))
            text = f"In cycle {cycle + 1} the group met, tried the next step and wrote down what came of it."
            details = {
                "before": {"raw": before.value, "rating": before.value},
                "after": {"raw": after.value, "rating": after.value},
            }
            events.append(
                ActionEvent(action=action, kind="rating_changed", on=on, by=lead, reason=text, details=details)
            )
            updates.append(DatedUpdate(plan=plan, section=action.section, action=action, text=text, on=on, by=lead))
    ActionEvent.objects.bulk_create(events)
    DatedUpdate.objects.bulk_create(updates)
    refresh(plan, actions)


def _fullest(plan: ImprovementPlan) -> Section:
    return max(Section.objects.filter(plan=plan), key=lambda each: each.actions.count())


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _rate(page: Callable[[], Any]) -> float:
    start = time.perf_counter()
    for _ in range(REQUESTS):
        page()
    return REQUESTS / (time.perf_counter() - start)


def _rows(response: Any, rows: re.Pattern[str]) -> set[str]:
    if response.status_code != 200:
        raise SystemExit(f"A page answered {response.status_code}")
    return {" ".join(unescape(TAG.sub(" ", each)).split()) for each in rows.findall(response.content.decode())}


if __name__ == "__main__":
    with override_settings(ROOT_URLCONF="benchmarks.plain_thread", ALLOWED_HOSTS=["testserver"]):
        main()

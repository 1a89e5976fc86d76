"""A child's page against a plain Django page of the same case, in one run; equal dates are checked first.

    python -m benchmarks.child_page

Both are served by gunicorn with two workers on a port each and asked over eight connections, by turns, for the cases
of one caseworker. Both write an audit row on every request; ours draws a page again only when something on it changed.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html import unescape
from http.client import HTTPConnection

from benchmarks.installation import HOME
from django.conf import settings
from django.test import Client
from django.utils import timezone

from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case, CaseEvent, EhcPlan, NamedSetting, Need, Placement, Review, Team
from oneplan.records.people.models import Person, PersonFlag
from oneplan.records.settings.models import Setting

CASES, CONNECTIONS, SECONDS, ROUNDS, WANTED = 40, 8, 6.0, 3, 1.5
TAG = re.compile(r"<[^>]+>")
LONG_DAY = re.compile(r"<time[^>]*datetime=\"(\d{4}-\d\d-\d\d)\"")
Ask = Callable[[str], tuple[int, str]]


def main() -> None:
    """Makes the cases, checks that both pages hold the same dates, and measures both by turns."""
    officer, ids = _made()
    cookie = _signed_in(officer)
    with _served("oneplan.config.wsgi:application", 8791) as ours, _served("benchmarks.plain_server", 8792) as plain:
        pages = {"child page": (ours, "/children/{}/"), "plain page": (plain, "/plain/{}/")}
        _check_equal(pages, ids[:20], cookie)
        for port, address in pages.values():  # each worker has met each case once, as on any working morning
            _asked(port, address, ids, cookie)
        before = AuditEntry.objects.count()
        rates: dict[str, list[float]] = {name: [] for name in pages}
        answered = 0
        for _ in range(ROUNDS):
            for name, (port, address) in pages.items():
                count = _asked(port, address, ids, cookie)
                rates[name].append(count / SECONDS)
                answered += count
        written = AuditEntry.objects.count() - before
    middle = {name: statistics.median(found) for name, found in rates.items()}
    ratio = middle["child page"] / middle["plain page"]
    print(f"{written} audit rows for {answered} answers, over {CASES} cases and {CONNECTIONS} connections")
    for name, rate in middle.items():
        rounds = ", ".join(f"{each:.0f}" for each in rates[name])
        print(f"{name:12} {rate:8.1f} requests a second (median of {ROUNDS} rounds of {SECONDS:.0f} s: {rounds})")
    print(f"ratio        {ratio:8.2f} (at least {WANTED} wanted)")
    raise SystemExit(0 if ratio >= WANTED and written >= answered else 1)


def _made() -> tuple[User, list[str]]:
    today = timezone.localdate()
    officer = User.objects.create_user("officer@benchmark.invalid", "Officer", is_demo=True)
    RoleHeld.objects.create(user=officer, role="caseworker", first_day=today)
    team = Team.objects.create(name="North")
    schools = [Setting.objects.create(urn=f"{800000 + place}", name=f"School {place}") for place in range(20)]
    return officer, [_case(place, today, officer, team, schools) for place in range(CASES)]


def _case(place: int, today: date, officer: User, team: Team, schools: list[Setting]) -> str:
    school, start = schools[place % len(schools)], today - timedelta(days=700 + place)
    person = Person.objects.create(
        surname=f"Example{place}", forename="Robin", born_on=date(2014, 1, 1) + timedelta(days=7 * place)
    )
    PersonFlag.objects.create(person=person, kind="interpreter", first_day=start)
    case = Case.objects.create(
        person=person, officer=officer, officer_since=start, team=team, setting=school, opened_on=start, stage="plan"
    )
    issued, met = start + timedelta(days=135), start + timedelta(days=480)
    for fact, on, details in (
        ("request_received", start, {}),
        ("assess_decision_notified", start + timedelta(days=40), {"decision": "assess"}),
        ("final_plan_sent", issued, {}),
        ("review_meeting", met, {}),
        ("review_decision_notified", met + timedelta(days=20), {"outcome": "amend"}),
        ("amendment_notice_sent", met + timedelta(days=20), {}),
    ):
        CaseEvent.objects.create(case=case, fact=fact, on=on, details=details, source="officer")
    plan = EhcPlan.objects.create(case=case, started_on=issued)
    NamedSetting.objects.create(plan=plan, setting=school)
    Placement.objects.create(case=case, setting=school, entered_on=issued)
    Need.objects.create(case=case, code="ASD", rank=1)
    Review.objects.create(case=case, meeting_on=met, decided_on=met + timedelta(days=20), outcome="A")
    return case.public_id


def _signed_in(user: User) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def _served(application: str, port: int) -> Iterator[int]:
    command = [sys.executable, "-m", "gunicorn", application, "--workers", "2", "--bind", f"127.0.0.1:{port}"]
    environment = {**os.environ, "ONEPLAN_HOME": str(HOME), "ONEPLAN_HTTPS": "0"}
    server = subprocess.Popen([*command, "--log-level", "warning"], env=environment)
    try:
        for _ in range(100):
            time.sleep(0.2)
            try:
                HTTPConnection("127.0.0.1", port, timeout=5).connect()
                break
            except OSError:
                continue
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _check_equal(pages: dict[str, tuple[int, str]], ids: list[str], cookie: str) -> None:
    """Both pages of a case answer, and every due day on the plain page stands on ours."""
    for public_id in ids:
        said = {name: _get(port, address.format(public_id), cookie) for name, (port, address) in pages.items()}
        plain = set(re.findall(r"\d{1,2} [A-Z][a-z]+ \d{4}", _words(said["plain page"])))
        ours = _words(said["child page"])
        missing = [day for day in plain if day not in ours]
        if missing:
            raise SystemExit(f"The child's page of {public_id} lacks {missing}.")


def _get(port: int, address: str, cookie: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return answer.read().decode()


def _words(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).split())


def _asked(port: int, address: str, ids: list[str], cookie: str) -> int:
    """How many answers eight connections get in the time, each asking for one case after another."""
    ends, counts = time.monotonic() + SECONDS, [0] * CONNECTIONS

    def ask(place: int) -> None:
        turn = place * 17
        while time.monotonic() < ends:
            _get(port, address.format(ids[turn % len(ids)]), cookie)
            counts[place] += 1
            turn += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


if __name__ == "__main__":
    main()

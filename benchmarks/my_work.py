"""My work over 20,000 cases against a plain Django list of the same rows, in one run; equal answers are checked first.

    python -m benchmarks.my_work [CASES]
    python -m tests.support.postgres python -m benchmarks.my_work

Both are served by gunicorn to eight connections at once, both write their audit row, and while they are read cases
change hands as often as on a busy day of 300 officers. The plain list has the same columns, filters and counts (see
``plain_work``).
"""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import django

HOME = Path(tempfile.mkdtemp(prefix="oneplan-benchmark-"))
os.environ.update(ONEPLAN_HOME=str(HOME), ONEPLAN_DEMO="1", DJANGO_SETTINGS_MODULE="oneplan.config.settings")
django.setup()

from benchmarks.many_cases import a_manager, make_caseload  # noqa: E402 - models can be read only after the set-up
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from oneplan.records.casework.models import Case, Standing  # noqa: E402

CASES, CONNECTIONS, SECONDS, ROUNDS, CHANGE_EVERY = 20_000, 8, 12, 3, 8.0
IS_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
WANTED_RATE, WANTED_SLOWEST = (2.0, 0.5) if IS_POSTGRES else (3.0, 0.4)
QUESTIONS = ("", "?group=late", "?who=unallocated", "?group=week", "?kind=duty", "?stage=requested")
PORTS = {"my work": 8471, "plain list": 8472}
PATHS = {"my work": "/my-work/", "plain list": "/plain/"}
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
WHY = re.compile(r"<details.*?</details>|<span class=\"op-(?:beneath|away|tag).*?</span>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>")
NUMBERS = re.compile(r"[\d,]+")


@dataclass(frozen=True, slots=True)
class Served:
    """How fast one side answered."""

    rate: float
    slowest: float


def main() -> None:
    """Fills the tables, checks that both sides answer alike, and measures both by turns."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    cookies = _filled(cases)
    with _serving("my work", "oneplan.config.settings"), _serving("plain list", "benchmarks.plain_settings"):
        rows = sum(_check_equal(question, cookies[0]) for question in QUESTIONS)
        print(f"{rows} equal rows under {len(QUESTIONS)} questions, and equal counts in every title")
        for name in PORTS:  # both have been looked at before: nobody measures the first minute of a morning
            _measured(name, cookies)
        found: dict[str, list[Served]] = {name: [] for name in PORTS}
        for _ in range(ROUNDS):
            for name in PORTS:
                found[name].append(_measured(name, cookies))
    rate = {name: statistics.median(each.rate for each in rounds) for name, rounds in found.items()}
    slow = {name: statistics.median(each.slowest for each in rounds) for name, rounds in found.items()}
    for name in PORTS:
        print(f"{name:12} {rate[name]:8.1f} requests a second, 95 in 100 within {1000 * slow[name]:7.1f} ms")
    faster, shorter = rate["my work"] / rate["plain list"], slow["my work"] / slow["plain list"]
    print(f"rate    {faster:6.1f} times (at least {WANTED_RATE} wanted)")
    print(f"slowest {shorter:6.2f} of it  (at most {WANTED_SLOWEST} wanted)")
    raise SystemExit(0 if faster >= WANTED_RATE and shorter <= WANTED_SLOWEST else 1)


# ---- Both sides ------------------------------------------------------------------------------------------------


def _filled(cases: int) -> list[str]:
    """A caseload, and a cookie for each of eight people who lead every team of it."""
    call_command("migrate", verbosity=0)
    make_caseload(cases, today=timezone.localdate())
    cookies = []
    for number in range(CONNECTIONS):
        client = Client()
        user = a_manager(f"manager{number}@benchmark.invalid")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    return cookies


@contextmanager
def _serving(name: str, module: str) -> Iterator[None]:
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "oneplan.config.wsgi",
            "--bind",
            f"127.0.0.1:{PORTS[name]}",
            "--workers",
            "2",
        ],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": module},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(PORTS[name])
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"Nothing answers on {port}")


def _get(name: str, question: str, cookie: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", PORTS[name], timeout=60)
    connection.request("GET", PATHS[name] + question, headers={"Cookie": cookie, "Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


# ---- Equal -----------------------------------------------------------------------------------------------------


def _check_equal(question: str, cookie: str) -> int:
    """How many rows both sides show under one question; stops at the first difference."""
    pages = {name: _get(name, question, cookie) for name in PORTS}
    for name, (status, _) in pages.items():
        if status != 200:
            raise SystemExit(f"{name} answers {status} to “{question}”")
    ours, plain = ([_row(row) for row in _rows(html)] for _, html in pages.values())
    counts = [NUMBERS.findall(TITLE.findall(html)[0].replace(",", "")) for _, html in pages.values()]
    shown = ours[: len(plain)]
    if shown != plain or counts[0] != counts[1]:
        different = next(((a, b) for a, b in zip(shown, plain, strict=False) if a != b), counts)
        raise SystemExit(f"The two differ under “{question}”:\n  {different}")
    return len(plain)


def _rows(html: str) -> list[str]:
    return [row for row in ROW.findall(html[html.index("<tbody") :]) if "<th" in row and "columnheader" not in row]


def _row(row: str) -> tuple[str, str, str]:
    """What to do, for whom, and on which day."""
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", WHY.sub("", row), re.DOTALL)
    do, whom, due = (" ".join(unescape(TAG.sub(" ", cell)).split()) for cell in cells[:3])
    name = re.findall(r"<a[^>]*>(.*?)</a>", cells[1])[0]
    del whom
    return do, unescape(name), " ".join(due.split()[:4])


# ---- Fast ------------------------------------------------------------------------------------------------------


def _measured(name: str, cookies: list[str]) -> Served:
    times: list[float] = []
    ends = time.perf_counter() + SECONDS
    busy = threading.Event()
    changes = threading.Thread(target=_changes, args=(busy,), daemon=True)
    readers = [
        threading.Thread(target=_reads, args=(name, cookie, number, ends, times))
        for number, cookie in enumerate(cookies)
    ]
    for thread in (changes, *readers):
        thread.start()
    for reader in readers:
        reader.join()
    busy.set()
    changes.join()
    times.sort()
    return Served(len(times) / SECONDS, times[int(0.95 * (len(times) - 1))])


def _reads(name: str, cookie: str, number: int, ends: float, times: list[float]) -> None:
    turn = number
    while (start := time.perf_counter()) < ends:
        status, _ = _get(name, QUESTIONS[turn % len(QUESTIONS)], cookie)
        if status != 200:
            raise SystemExit(f"{name} answers {status}")
        times.append(time.perf_counter() - start)
        turn += 1


def _changes(done: Any) -> None:
    """Cases change hands: twelve times a day for each of 300 officers is once in eight seconds of a working day."""
    held = list(Case.objects.exclude(officer=None).values_list("pk", "officer")[:200])
    turn = 0
    while not done.wait(CHANGE_EVERY):
        case, officer = held[turn % len(held)]
        Case.objects.filter(pk=case).update(officer=officer)
        Standing.objects.filter(case=case).update(officer=officer)
        turn += 1


if __name__ == "__main__":
    main()

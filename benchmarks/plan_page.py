"""The plan page against a plain Django list of the same rows, in one run; equal rows are checked first.

    python -m benchmarks.plan_page

Prints requests per second of both and their ratio. The plain list is what the documentation of Django teaches: a
ListView with its owners prefetched, a template that loops, and only Django's own middleware in front of it.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

from benchmarks.installation import HOME
from benchmarks.plain_list import MIDDLEWARE
from django.test import Client, override_settings

from oneplan.actions.plan_imports import apply_plan_import
from oneplan.feeds import improvement_plans
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.synthetic.example_plan import load, write_text

ROUNDS, REQUESTS, WANTED = 7, 30, 3.0
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
BESIDE = re.compile(r'<span class="op-(?:finding|away)[^"]*">.*?</span>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def main() -> None:
    """Loads the example plan, checks that both pages hold the same rows, and measures both by turns."""
    lead = _loaded()
    ours, plain = _signed_in(lead), _signed_in(lead)
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        plain.get("/plain/")  # a client keeps the middleware that it first met
    pages: dict[str, Callable[[], Any]] = {
        "plan page": lambda: ours.get("/plan/"),
        "plain list": lambda: plain.get("/plain/"),
    }
    count = _check_equal(_rows(pages["plan page"]()), _rows(pages["plain list"]()))
    rates: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, page in pages.items():
            rates[name].append(_rate(page))
    middle = {name: statistics.median(found) for name, found in rates.items()}
    ratio = middle["plan page"] / middle["plain list"]
    print(f"{count} equal rows on both pages")
    for name, rate in middle.items():
        print(f"{name:12} {rate:8.1f} requests a second (median of {ROUNDS} rounds of {REQUESTS})")
    print(f"ratio        {ratio:8.1f} (at least {WANTED} wanted)")
    raise SystemExit(0 if ratio >= WANTED else 1)


def _check_equal(ours: list[tuple[str, ...]], plain: list[tuple[str, ...]]) -> int:
    """How many rows both pages hold; stops at the first that differs. Ours may say a rating in two ways."""
    if len(ours) != len(plain):
        raise SystemExit(f"The plan page holds {len(ours)} rows and the plain list {len(plain)}.")
    for our_row, plain_row in zip(ours, plain, strict=True):
        if our_row[:4] != plain_row[:4] or not our_row[4].endswith(plain_row[4]):
            raise SystemExit(f"The two pages differ:\n  {our_row}\n  {plain_row}")
    return len(ours)


def _loaded() -> User:
    today = date(2026, 2, 2)
    lead = User.objects.create_user("lead@benchmark.invalid", "Lead", is_demo=True)
    RoleHeld.objects.create(user=lead, role="transformation-lead", first_day=today)
    path = HOME / "plan.txt"
    write_text(load(), path)
    content = BytesIO(path.read_bytes())
    import_id = improvement_plans.receive(content, name=path.name, declared_type="text/plain", by=lead, on=today)
    improvement_plans.read_now(import_id, on=today)
    apply_plan_import(import_id=import_id, by=lead, on=today)
    return lead


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _rate(page: Callable[[], Any]) -> float:
    start = time.perf_counter()
    for _ in range(REQUESTS):
        page()
    return REQUESTS / (time.perf_counter() - start)


def _rows(response: Any) -> list[tuple[str, ...]]:
    if response.status_code != 200:
        raise SystemExit(f"A page answered {response.status_code}")
    html = response.content.decode()
    tables = html[html.index("<tbody") :]
    cells = (tuple(_words(cell) for cell in CELL.findall(row)) for row in ROW.findall(tables))
    return [row for row in cells if len(row) == 5 and row[0] != "Ref"]


def _words(cell: str) -> str:
    return " ".join(unescape(TAG.sub(" ", BESIDE.sub("", cell))).split()).replace(" ,", ",")


if __name__ == "__main__":
    with override_settings(ROOT_URLCONF="benchmarks.plain_list", ALLOWED_HOSTS=["testserver"]):
        main()

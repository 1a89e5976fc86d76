"""Journeys run in Debian's Chromium, against the product itself, and are skipped with a reason where it is not installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.utils import timezone

from oneplan.records.append_only import guards, lifted_guards
from oneplan.web.plan.key import KEYS
from oneplan.web.plan.views import PAGES
from tests.journeys.journey import Walker
from tests.support.live_plan import People, a_plan_in_place, some_people

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STYLESHEET = Path(__file__).resolve().parents[2] / "src" / "oneplan" / "web" / "static" / "built" / "oneplan.css"
WIDTHS = (1280, 320)
# Playwright's loop runs in the thread that Django's tests use; the server has a thread of its own.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

Look = Callable[[str], None]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture
def accessible(page: Any, live_server: Any) -> Look:
    """Opens an address at both widths and finds no fault: by the accessibility rules, in the console, or sideways."""
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)

    def look(address: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + address)
            faults = Axe().run(page).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in faults] == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        assert said == [], address

    return look


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey says that it needs a browser, a database of its own, and a built stylesheet."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="Debian's Chromium is not installed"))
            item.add_marker(pytest.mark.skipif(not STYLESHEET.exists(), reason="the stylesheet is not built"))


@pytest.fixture
def cleared(transactional_db: None) -> Iterator[None]:
    """What a test appended is cleared away when it is over; the tables are append-only again before anything else."""
    yield
    tables = _append_only()
    with connection.constraint_checks_disabled():
        for table in tables:
            _run([*lifted_guards(connection.vendor, table), f"DELETE FROM {table}", *guards(connection.vendor, table)])


@pytest.fixture
def people(cleared: None, settings: Any) -> People:
    """One invented person for each role, in the demonstration."""
    settings.ENVIRONMENT = replace(configured.ENVIRONMENT, demo=True)
    PAGES.clear()
    KEYS.clear()
    return some_people()


@pytest.fixture
def plan(people: People) -> str:
    """A small plan in place."""
    return a_plan_in_place(people.lead, on=timezone.localdate())


@pytest.fixture
def walker(page: Any, live_server: Any) -> Walker:
    """Somebody with a browser in front of the product."""
    page.set_default_timeout(10_000)
    return Walker(page, live_server.url)


def _append_only() -> list[str]:
    """Every table that the database itself keeps from losing rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_delete'")
        return [table for (table,) in cursor.fetchall()]


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

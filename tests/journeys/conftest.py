"""Journeys run in Debian's Chromium, against the product itself, and are skipped with a reason where it is not installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
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

"""Help can be read by anyone, on a wide screen and a narrow one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_drawn_pathway_is_shown_wide_and_said_in_words_on_a_narrow_screen(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/help/dates/annual-review/")
    is_drawn_wide = page.locator(".op-drawn svg").is_visible()

    page.set_viewport_size({"width": 320, "height": 900})

    assert is_drawn_wide
    assert not page.locator(".op-drawn svg").is_visible()
    assert page.get_by_role("heading", name="The same in words").is_visible()


@pytest.mark.parametrize(
    "address",
    [
        "/help/",
        "/help/dates/",
        "/help/dates/needs-assessment/",
        "/help/dates/timeliness/",
        "/help/returns/",
        "/help/figures/",
        "/help/access/",
        "/help/words/",
    ],
)
def test_every_page_of_help_is_accessible_at_both_widths(address: str, accessible: Any) -> None:
    accessible(address)

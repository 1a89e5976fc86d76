"""What is there and what is not yet can be seen by anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_list_is_narrowed_by_its_links(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/coverage/")

    page.get_by_role("link", name="The twenty-eight practice guides").click()

    assert page.locator("#pg01").is_visible()
    assert page.locator("#tip-01-01").count() == 0


@pytest.mark.parametrize("address", ["/coverage/", "/coverage/?state=in+part", "/coverage/?state=carried"])
def test_the_coverage_page_is_accessible_at_both_widths(address: str, accessible: Any) -> None:
    accessible(address)

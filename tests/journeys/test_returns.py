"""A manager reads a return, looks, puts it in place and sees import day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from oneplan.records.accounts.models import RoleHeld
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn
from tests.journeys.every_page import cookies, signed_in
from tests.journeys.journey import faults_here, faults_of
from tests.support.live_plan import a_person
from tests.support.person_returns import as_file, bring_in, child

TODAY = date(2026, 3, 2)


@pytest.fixture
def manager(people: Any, settings: Any, tmp_path: Path) -> Any:
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    user = a_person("manager")
    RoleHeld.objects.create(user=user, role="data-steward", first_day=date(2020, 1, 1))
    return user


@pytest.fixture
def brought_in(manager: Any) -> str:
    """One return in place, and another that waits with a doubtful match; the id of the second."""
    bring_in([child(1, postcode=""), child(2)], manager, on=TODAY)
    doubtful = child(1, surname="Other", born_on=date(2012, 1, 1))
    return bring_in([doubtful, child(3)], manager, on=TODAY, applies=False)[0]


def test_from_choosing_the_file_to_import_day(manager, walker, tmp_path) -> None:
    file = tmp_path / "sen2.xml"
    file.write_bytes(as_file([child(1), child(2)]))
    walker.becomes(manager)
    walker.opens(reverse("returns"))
    walker.follows("Read a return")
    walker.page.get_by_label("The return").set_input_files(file)
    walker.presses("Read this return")
    preview = walker.heading

    walker.follows("Put this return in place")
    asked = walker.heading
    walker.presses("Put the return in place")

    assert preview == "What SEN2 2026 would change"
    assert asked == "Put SEN2 2026 in place for 2 children and young people?"
    assert "SEN2 2026 is in place." in walker.words
    assert "Import day" in walker.words


def test_no_page_of_a_return_has_a_fault_at_either_width(brought_in, manager, walker) -> None:
    walker.becomes(manager)
    match = DoubtfulMatch.objects.get().public_id
    addresses = [
        reverse("returns"),
        reverse("return-new"),
        reverse("return", args=[brought_in]),
        reverse("return-apply", args=[brought_in]),
        reverse("import-day"),
        reverse("data-problems"),
        f"{reverse('data-problems')}?rule=P09&level=E",
        reverse("matches"),
        reverse("match", args=[match]),
        reverse("settings-list"),
        reverse("lists-upload"),
    ]

    faults = [fault for address in addresses for fault in faults_of(walker, address)]

    assert faults == []


def test_a_decision_without_a_reason_is_asked_for_again(brought_in, manager, walker) -> None:
    walker.becomes(manager)
    walker.opens(reverse("match", args=[DoubtfulMatch.objects.get().public_id]))
    walker.chooses("No, another person")
    walker.presses("Save the decision")

    assert "Say how you know" in walker.words
    assert faults_here(walker) == []

    walker.fills("How do you know?", "The school knows both")
    walker.presses("Save the decision")
    assert "They are two records." in walker.words


def test_somebody_without_scripts_waits_on_a_page_that_comes_back(brought_in, manager, browser, live_server) -> None:
    PersonReturn.objects.filter(public_id=brought_in).update(state="reading", says="Read 1 person, 50% of the file")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies(signed_in(manager), live_server.url))
    page = context.new_page()
    page.goto(live_server.url + reverse("return", args=[brought_in]))
    waiting = page.locator("h1").inner_text()

    PersonReturn.objects.filter(public_id=brought_in).update(state="read", says="Read")
    page.wait_for_function("document.querySelector('h1').innerText !== 'Reading the return'", timeout=20_000)

    assert waiting == "Reading the return"
    assert page.locator("h1").inner_text() == "What SEN2 2026 would change"
    context.close()

"""Nothing is counted as carried unless it can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from typer.main import get_command

from oneplan.cli.docs.machine_pages import leaves
from oneplan.cli.main import app
from oneplan.rulebook import rights
from oneplan.rulebook.coverage import carriers, coverage

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = [carrier for carrier in carriers().values() if carrier.page]
COMMANDS = [carrier for carrier in carriers().values() if carrier.command]


@pytest.mark.parametrize("carrier", PAGES, ids=lambda carrier: carrier.id)
def test_every_page_named_as_a_carrier_has_an_address_and_a_line_in_the_rights_table(carrier) -> None:
    assert carrier.page in rights.load().route_by_name
    assert reverse(carrier.opens).startswith("/")


@pytest.mark.parametrize("carrier", PAGES, ids=lambda carrier: carrier.id)
def test_every_page_named_as_a_carrier_opens_or_asks_to_sign_in(carrier, client: Client) -> None:
    response = client.get(reverse(carrier.opens))

    assert response.status_code in {200, 302}


@pytest.mark.parametrize("carrier", COMMANDS, ids=lambda carrier: carrier.id)
def test_every_command_named_as_a_carrier_exists(carrier) -> None:
    there = {" ".join(words[1:]) for words, _ in leaves(get_command(app), ("oneplan",))}

    assert carrier.command in there


def test_the_page_says_how_many_of_all_are_carried(client: Client) -> None:
    items = [item for each in coverage() for item in each.items]
    carried = sum(1 for item in items if item.state == "carried")

    page = client.get(reverse("coverage")).content.decode()

    assert f"{carried} of {len(items)} carried" in page


def test_the_page_holds_every_item_once(client: Client) -> None:
    page = client.get(reverse("coverage")).content.decode()

    assert [item.id for each in coverage() for item in each.items if page.count(f'id="{item.id}"') != 1] == []


def test_the_page_can_be_narrowed_to_one_list_and_one_state(client: Client) -> None:
    page = client.get(reverse("coverage"), {"list": "leadership-questions", "state": "not yet"}).content.decode()

    assert 'id="tip-02-01"' in page
    assert 'id="tip-02-03"' not in page
    assert 'id="pg25"' not in page


def test_a_choice_that_does_not_exist_shows_everything(client: Client) -> None:
    page = client.get(reverse("coverage"), {"list": "nowhere", "state": "perhaps"}).content.decode()

    assert 'id="tip-10-05"' in page

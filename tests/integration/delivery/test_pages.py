"""The pages of the cycle: what each person finds there, saves there and is refused there."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.integration.delivery.conftest import Area
from tests.support.live_plan import a_person, a_plan_in_place, some_people

from oneplan.actions.delivery_cycles import open_cycle
from oneplan.feeds.reply_workbooks import ANSWERS, COLUMNS
from oneplan.records.delivery.models import Clearance, CycleLock, Reply, ReplyLink

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def now(db, settings):
    """An area whose round opened today, by the clock that pages go by."""
    settings.ENVIRONMENT = settings.ENVIRONMENT.__class__(
        **{name: getattr(settings.ENVIRONMENT, name) for name in settings.ENVIRONMENT.__slots__} | {"demo": True}
    )
    people, today = some_people(), timezone.localdate()
    plan_id = a_plan_in_place(people.lead, on=today)
    cycle_id = open_cycle(plan_id=plan_id, opens_on=today, by=people.lead, on=today)
    return Area(people, a_person("chair"), plan_id, cycle_id)


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def form_of(page, line):
    """The fields of one line's form as the page shows them."""
    text = page.content.decode()
    prefix = f"l{line.id}-"
    hidden = dict(re.findall(rf'<input type="hidden" name="{prefix}(\w+)" value="([^"]*)"', text))
    return {prefix + name: value for name, value in hidden.items()}


def test_an_owner_answers_line_by_line_and_each_is_kept(now):
    client, line = signed_in(now.people.owner), now.line("A1")
    page = client.get(reverse("delivery-mine"))
    assert "2 updates to give" in page.content.decode()

    sent = form_of(page, line) | {f"l{line.id}-done": "Printed and sent"}
    answer = client.post(reverse("delivery-mine"), sent)

    assert answer["Location"].endswith(f"#line-{now.line('A3').id}")
    assert now.line("A1").replies[0].answer.done == "Printed and sent"
    assert "1 update to give" in client.get(reverse("delivery-mine")).content.decode()


def test_what_is_wrong_with_a_line_stands_above_the_page_and_nothing_written_is_lost(now):
    client, line = signed_in(now.people.owner), now.line("A1")
    page = client.get(reverse("delivery-mine"))

    sent = form_of(page, line) | {f"l{line.id}-done": "My words", f"l{line.id}-rating": "Delayed"}
    answer = client.post(reverse("delivery-mine"), sent)

    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Say why the rating should change" in text
    assert "My words" in text
    assert not Reply.objects.exists()


def test_a_link_opens_without_signing_in_is_never_stored_and_says_whose_it_is(now):
    lead = signed_in(now.people.lead)
    sent = {"role": "SENCO Lead", "sent_to": "kim@school.example", "request_key": "1"}
    lead.post(reverse("delivery-links", args=[now.cycle_id]), sent)
    address = re.search(
        r"http://testserver(/reply/[^/]+/)", lead.get(reverse("delivery-links", args=[now.cycle_id])).content.decode()
    )[1]

    visitor, line = Client(), now.line("A3")
    page = visitor.get(address)
    kept = visitor.post(address, form_of(page, line) | {f"l{line.id}-done": "Half of it", "name": "Kim Ray"})

    text = page.content.decode()
    assert "It was sent to kim@school.example to answer as SENCO Lead" in text
    assert "A1" not in text
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert kept.status_code == 302
    assert now.line("A3").replies[0].by_name == "Kim Ray"


def test_a_link_that_opens_nothing_says_how_to_get_another(now):
    answer = Client().get(reverse("delivery-by-link", args=["no-such-link"]))

    assert answer.status_code == 404
    assert "This link opens nothing" in answer.content.decode()
    assert "Ask whoever sent it for a new one" in answer.content.decode()
    assert not ReplyLink.objects.exists()


def test_a_sheet_goes_out_comes_back_and_is_kept_once_confirmed(now):
    client, address = signed_in(now.people.lead), reverse("delivery-sheet", args=[now.cycle_id])
    got = client.post(address, {"role": "SEND Manager", "request_key": "1"})
    book = load_workbook(io.BytesIO(got.content))
    book[ANSWERS].cell(2, list(COLUMNS).index("done") + 1, "From a sheet")
    book[ANSWERS].cell(3, list(COLUMNS).index("due_on") + 1, "end of term")
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "back.xlsx"

    preview = client.post(reverse("delivery-sheet-back"), {"document": out, "request_key": "2"})
    page = client.get(preview["Location"])
    token = re.search(r'name="sheet" value="([^"]+)"', page.content.decode())[1]
    assert "1 answer, and 1 row to put right" in page.content.decode()
    assert not Reply.objects.exists()
    done = client.post(reverse("delivery-sheet-back"), {"sheet": token, "request_key": "3"})

    assert done.status_code == 302
    assert [each.done for each in Reply.objects.all()] == ["From a sheet"]


def test_the_lead_clears_and_locks_on_pages(now):
    owner, lead, line = signed_in(now.people.owner), signed_in(now.people.lead), now.line("A1")
    owner.post(
        reverse("delivery-mine"),
        form_of(owner.get(reverse("delivery-mine")), line)
        | {f"l{line.id}-done": "Printed", f"l{line.id}-risks": "Cost"},
    )
    address = reverse("delivery-line", args=[line.id])
    page = lead.get(address).content.decode()
    assert "Printed</textarea>" in page
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))

    lead.post(address, hidden | {"activity": "Printed, and sent out.", "internal": "Cost", "public": "It is out."})
    lead.post(reverse("delivery-lock", args=[now.cycle_id]), {"request_key": "9"})

    assert Clearance.objects.get().public_words == "It is out."
    assert CycleLock.objects.get().cycle.number == 1
    assert lead.get(reverse("delivery-locked", args=[now.cycle_id])).status_code == 200
    assert lead.get(reverse("delivery-changes")).status_code == 200


def test_who_may_open_which_page(now):
    lead_only = [
        reverse("delivery-open"),
        reverse("delivery-lock", args=[now.cycle_id]),
        reverse("delivery-chase", args=[now.cycle_id]),
    ]
    readers = [reverse("delivery"), reverse("delivery-cycle", args=[now.cycle_id]), reverse("delivery-load")]

    for who, opens, refused in (
        (now.people.lead, [*lead_only, *readers], []),
        (now.people.owner, [*readers, reverse("delivery-mine")], lead_only),
        (now.people.board, readers, lead_only),
        (now.people.public, [], [*lead_only, *readers, reverse("delivery-mine")]),
        (now.people.caseworker, [], [*lead_only, *readers]),
    ):
        client = signed_in(who)
        assert [client.get(address).status_code for address in opens] == [200] * len(opens)
        assert [client.get(address).status_code for address in refused] == [403] * len(refused)


def test_a_group_is_formed_led_reported_and_closed_on_pages(now):
    client = signed_in(now.people.lead)
    sent = {"name": "Easy read", "lead_role": "SEND Manager", "actions": [now.line("A1").action_id], "request_key": "1"}
    client.post(reverse("delivery-group-new"), sent)
    address = re.search(r"/delivery/group/(\w+)/", client.get(reverse("delivery-groups")).content.decode())[1]

    client.post(reverse("delivery-group-report", args=[address]), {"done": "Begun", "request_key": "2"})
    client.post(
        reverse("delivery-group-lead", args=[address]), {"role": "SENCO Lead", "reason": "x", "request_key": "3"}
    )
    report = re.search(
        r"/delivery/report/(\w+)/", client.get(reverse("delivery-group", args=[address])).content.decode()
    )[1]
    client.post(reverse("delivery-group-close", args=[address]), {"reason": "Done", "request_key": "4"})

    assert "Begun" in client.get(reverse("delivery-report", args=[report])).content.decode()
    page = client.get(reverse("delivery-group", args=[address])).content.decode()
    assert "Closed on" in page
    assert "SENCO Lead" in page


def test_a_role_is_handed_over_on_its_page(now):
    client = signed_in(now.people.lead)
    slug = re.search(r"/delivery/role/([\w-]+)/", client.get(reverse("delivery-load")).content.decode())[1]

    answer = client.post(
        reverse("delivery-hand-over", args=[slug]), {"role": "SENCO Lead", "reason": "Left", "request_key": "1"}
    )

    assert answer.status_code == 302
    assert now.line("A1").roles == ("SENCO Lead",)

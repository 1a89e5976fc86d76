"""A return as pages: read it, look at what it would change, put it in place, and see what is late."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cases import make_team
from tests.support.live_plan import a_person
from tests.support.person_returns import active_plan, as_file, bring_in, child, request

from oneplan.records.accounts.models import RoleHeld
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn
from oneplan.records.settings.models import Setting

TODAY = date(2026, 3, 2)


def words(answer) -> str:
    html = answer.content.decode()
    return plain(html[html.index("<main") : html.index("</main>")])


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def undecided(number: int):
    """Somebody whose request of last June has no decision."""
    asked = request(outcome="A", received_on=date(2025, 6, 2), outcome_on=None, assessment=None, active_plan=None)
    return child(number, requests=(asked,))


def reviewed(number: int):
    """Somebody with a plan and a review, of which a return carries only part."""
    plan = active_plan(review_meeting_on=date(2025, 11, 3), review_decided_on=date(2025, 11, 28), review_outcome="M")
    return child(number, requests=(request(active_plan=plan),))


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def manager(db, demonstration):
    return a_person("manager")


@pytest.fixture
def steward(manager):
    RoleHeld.objects.create(user=manager, role="data-steward", first_day=date(2020, 1, 1))
    return manager


@pytest.fixture
def analyst(db, demonstration):
    return a_person("analyst")


@pytest.fixture
def doubtful(manager):
    """Somebody on record and, in a second return, somebody who may be the same."""
    bring_in([child(1)], manager)
    again, _ = bring_in([child(1, surname="Other", born_on=date(2012, 1, 1))], manager, applies=False)
    return DoubtfulMatch.objects.get(person_return__public_id=again)


def test_an_empty_list_says_what_would_be_there(manager, as_) -> None:
    page = words(as_(manager).get(reverse("returns")))

    assert "No return has been read yet" in page
    assert "Read a return" in page


def test_a_file_that_is_no_xml_is_refused_in_words(manager, as_) -> None:
    upload = SimpleUploadedFile("return.xml", b"MZ not at all", content_type="text/xml")

    answer = as_(manager).post(reverse("return-new"), {"document": upload})

    assert answer.status_code == 400
    assert "There is something to put right" not in words(answer)[:20]
    assert PersonReturn.objects.count() == 0


def test_an_upload_waits_to_be_read_on_a_page_that_comes_back_by_itself(manager, as_) -> None:
    upload = SimpleUploadedFile("return.xml", as_file([child(1)]), content_type="text/xml")

    sent = as_(manager).post(reverse("return-new"), {"document": upload})
    PersonReturn.objects.update(state="reading", says="Read 12 people, 40% of the file")
    answer = as_(manager).get(sent.url)

    assert "Reading the return" in words(answer)
    assert "Read 12 people, 40% of the file" in words(answer)
    assert '<noscript><meta http-equiv="refresh"' in answer.content.decode()


def test_the_preview_counts_what_would_change_and_changes_nothing(manager, as_) -> None:
    return_id, _ = bring_in([child(1), child(2)], manager, applies=False)

    page = words(as_(manager).get(reverse("return", args=[return_id])))

    assert page.startswith("return.xml What SEN2 2026 would change 2 children and young people read.")
    assert "2 new children and young people" in page
    assert Case.objects.count() == 0


def test_putting_it_in_place_names_the_effect_and_leads_to_import_day(manager, as_) -> None:
    return_id, _ = bring_in([child(1), child(2)], manager, applies=False)
    client, address = as_(manager), reverse("return-apply", args=[return_id])

    asked = words(client.get(address))
    answer = client.post(address, {"request_key": "once"}, follow=True)

    assert "Put SEN2 2026 in place for 2 children and young people?" in asked
    assert answer.redirect_chain[-1][0] == reverse("import-day")
    assert "SEN2 2026 is in place." in words(answer)
    assert Case.objects.count() == 2


def test_the_same_return_again_would_change_nothing(manager, as_) -> None:
    bring_in([child(1)], manager)
    again, _ = bring_in(as_file([child(1)]) + b"\n", manager, applies=False)

    page = words(as_(manager).get(reverse("return", args=[again])))

    assert "1 child or young person read. 1 child or young person exactly the same." in page


def test_setting_a_return_aside_leaves_nothing_on_record(manager, as_) -> None:
    return_id, _ = bring_in([child(1)], manager, applies=False)

    as_(manager).post(reverse("return-set-aside", args=[return_id]), {"request_key": "once"})

    assert PersonReturn.objects.get().state == "set aside"
    assert Case.objects.count() == 0


def test_import_day_says_what_is_late_what_cannot_be_known_and_who_has_no_officer(manager, as_) -> None:
    bring_in([undecided(1), reviewed(2)], manager)

    page = words(as_(manager).get(reverse("import-day")))

    assert page.startswith("Import day 2 duties are late 2 open cases.")
    assert "Say whether there will be an assessment Rule EHCNA-01 1 185 185" in page
    assert "2 open cases are unallocated." in page
    assert "setting 100001" in page
    assert "so they are not counted as late" in page


def test_each_line_of_import_day_opens_to_its_cases(manager, as_) -> None:
    bring_in([undecided(1), reviewed(2)], manager)
    Case.objects.update(team=make_team("North", manager))
    client = as_(manager)
    html = client.get(reverse("import-day")).content.decode()
    addresses = sorted(set(re.findall(r'href="(/returns/import-day/[^"]+/)"', html)))

    answers = [client.get(address) for address in addresses]

    assert addresses
    assert {answer.status_code for answer in answers} == {200}
    assert all("/children/" in answer.content.decode() for answer in answers)
    assert client.get("/returns/import-day/late/NO-1/nothing/").status_code == 404


def test_the_page_of_a_child_says_what_a_return_cannot_tell_and_never_calls_it_late(manager, as_) -> None:
    bring_in([reviewed(1)], manager)
    Case.objects.update(team=make_team("North", manager))

    html = as_(manager).get(reverse("child", args=[Case.objects.get().public_id])).content.decode()

    unknown = plain(html[html.index('id="unknown"') : html.index("</section>", html.index('id="unknown"'))])
    assert "Send the report of the meeting A return does not say when this was done" in unknown
    assert "once the day is on record, each one is known" in unknown
    assert "What is on record was last told up to 15 January 2026." in unknown
    assert " late " not in unknown.replace("counted as late", "").lower()


def test_what_is_out_of_reach_is_listed_and_leads_nowhere(manager, as_) -> None:
    bring_in([undecided(1)], manager)
    Case.objects.update(team=make_team("South"))

    html = as_(manager).get("/returns/import-day/late/EHCNA-01/assess_decision_due/").content.decode()

    assert child(1).surname in html
    assert "/children/" not in html


def test_data_problems_say_what_happened_why_it_matters_and_how_to_mend_it(manager, as_) -> None:
    bring_in([child(1, postcode=""), child(2)], manager)
    client = as_(manager)

    page = words(client.get(reverse("data-problems")))
    narrowed = words(client.get(f"{reverse('data-problems')}?rule=P09"))
    none_left = words(client.get(f"{reverse('data-problems')}?rule=P09&level=E"))

    assert "The postcode is missing. Query" in page
    assert "Put right “PostCode”" in page
    assert narrowed.startswith("1 data problem in SEN2 2026")
    assert "Nothing is left under these filters" in none_left


def test_an_analyst_sees_problems_and_no_names(manager, analyst, as_) -> None:
    bring_in([child(1, postcode="")], manager)
    surname = child(1).surname

    pages = [
        as_(analyst).get(address).content.decode()
        for address in (reverse("data-problems"), reverse("import-day"), reverse("matches"))
    ]

    assert "The postcode is missing." in pages[0]
    assert all(surname not in page for page in pages)


def test_problems_of_one_child_open_from_their_page(manager, as_) -> None:
    bring_in([child(1, postcode=""), child(2, postcode="")], manager)
    first = Case.objects.order_by("pk").first()

    page = words(as_(manager).get(f"{reverse('data-problems')}?case={first.public_id}&rule=P09"))

    assert page.startswith("1 data problem in SEN2 2026")


def test_a_doubtful_match_is_settled_side_by_side_with_a_reason(doubtful, steward, as_) -> None:
    client, address = as_(steward), reverse("match", args=[doubtful.public_id])

    asked = words(client.get(address))
    unsure = client.post(address, {"decision": "another person", "reason": ""})
    answer = client.post(
        address, {"decision": "another person", "reason": "Seen together", "request_key": "once"}, follow=True
    )

    assert f"Surname Other {child(1).surname} Different" in asked
    assert unsure.status_code == 400
    assert "They are two records." in words(answer)
    doubtful.refresh_from_db()
    assert (doubtful.decision, doubtful.reason) == ("another person", "Seen together")
    assert "Seen together" in words(client.get(address))


def test_without_the_grant_it_is_seen_that_somebody_waits_and_for_whom(doubtful, manager, as_) -> None:
    client = as_(manager)

    page = words(client.get(reverse("matches")))

    assert "1 doubtful match waits" in page
    assert "Data steward" in page
    assert "Other" not in page.replace("Others", "")
    assert client.get(reverse("match", args=[doubtful.public_id])).status_code == 403


def test_a_list_of_settings_shows_its_changes_and_then_makes_them(manager, as_) -> None:
    bring_in([child(1)], manager)
    client = as_(manager)
    upload = SimpleUploadedFile("settings.csv", b"urn,name\n100001,Rowan Lane School\n", content_type="text/csv")

    shown = client.post(reverse("lists-upload"), {"kind": "settings", "document": upload}, follow=True)
    token = re.search(r'name="list" value="([^"]+)"', shown.content.decode())[1]
    before = Setting.objects.get(urn="100001").name
    done = client.post(reverse("lists-upload"), {"list": token, "request_key": "once"}, follow=True)

    assert "setting 100001 → Rowan Lane School" in words(shown)
    assert before == ""
    assert "Rowan Lane School" in words(done)


def test_a_list_with_a_bad_row_names_the_row_and_offers_no_button(manager, as_) -> None:
    upload = SimpleUploadedFile("settings.csv", b"urn,name\n12,Rowan\n", content_type="text/csv")

    answer = as_(manager).post(reverse("lists-upload"), {"kind": "settings", "document": upload}, follow=True)

    assert "Row 2 “12” is no URN: it needs 6 figures." in words(answer)
    assert "in place</button>" not in answer.content.decode()


def test_every_reading_of_names_is_on_record(doubtful, steward, as_) -> None:
    client, before = as_(steward), AuditEntry.objects.count()

    for route in ("import-day", "data-problems", "matches"):
        client.get(reverse(route))
    client.get(reverse("match", args=[doubtful.public_id]))

    verbs = set(AuditEntry.objects.order_by("pk")[before:].values_list("verb", flat=True))
    assert {"read-import-day", "read-data-problems", "read-matches", "read-match"} <= verbs

"""What the plan's pages show, and to whom."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.support.live_plan import a_person, a_plan_in_place, a_reading, an_import

from oneplan.records.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


def test_the_plan_says_first_what_it_comes_to(as_, people, plan) -> None:
    page = text_of(as_(people.lead).get("/plan/"))

    assert (
        "4 actions; 1 said to be finished. Of the rest, 1 should have been finished by now, 1 more delayed or at risk "
        "and 1 without a date." in page
    )


def test_the_plan_opens_what_nobody_is_saying(as_, people, plan) -> None:
    page = as_(people.board).get("/plan/?silence=overdue-on-track").content.decode()

    assert "A1" in page
    assert "Train every school" not in page


def test_asking_for_late_work_leaves_late_work(as_, people, plan) -> None:
    page = text_of(as_(people.board).get("/plan/?due=late"))

    assert "1 action: late" in page
    assert "Hold the conference" not in page


def test_a_change_is_on_the_page_at_once(as_, people, plan, action) -> None:
    browser = as_(people.lead)
    browser.get("/plan/")
    form = {"version": action("A1").version, "rating": "Delayed", "reason": "The printer closed"}

    browser.post(reverse("action-rating", args=[action("A1").public_id]), form)

    assert "2 delayed" in text_of(browser.get("/plan/"))


def test_before_the_first_import_the_plan_teaches(as_, people) -> None:
    page = text_of(as_(people.lead).get("/plan/"))

    assert "No plan yet" in page
    assert "Import a plan" in page


def test_a_section_shows_what_must_improve_and_how_anyone_will_know(as_, people, plan, action) -> None:
    page = text_of(as_(people.board).get(reverse("section", args=[action("A1").section.slug])))

    for expected in (
        "Leaders must own the results",
        "Make governance firm",
        "Number of reports on time",
        "Families feel heard",
    ):
        assert expected in page


def test_an_action_says_why_it_is_due_when_it_is(as_, people, plan, action) -> None:
    page = text_of(as_(people.board).get(reverse("action", args=[action("A3").public_id])))

    assert "Due by Sunday 31 March 2030" in page
    assert "The plan says “March 2030”. The plan names a month, so it is due by that month's last day." in page


def test_the_public_sees_the_action_and_not_its_history(as_, people, plan, action) -> None:
    page = text_of(as_(people.public).get(reverse("action", args=[action("A3").public_id])))

    assert "Train every school" in page
    assert "Read from the plan document" not in page


def test_only_what_may_be_done_is_offered(as_, people, plan, action) -> None:
    pages = {
        who: text_of(as_(getattr(people, who)).get(reverse("action", args=[action("A1").public_id])))
        for who in ("owner", "other_owner")
    }

    assert ["Change the rating" in pages["owner"], "Change the rating" in pages["other_owner"]] == [True, False]


def test_the_timeline_sets_promises_beside_what_falls_due(as_, people, plan) -> None:
    page = text_of(as_(people.board).get("/timeline/"))

    assert "Of 1 promise: 1 said to be kept." in page
    assert "September 2029 to August 2030" in page


def test_an_owner_sees_what_would_stop_if_one_person_were_away(as_, people, plan) -> None:
    page = text_of(as_(people.board).get("/owners/send-manager/"))

    assert "1 live action names nobody but this role." in page


def test_the_list_of_owners_is_finding_first(as_, people, plan) -> None:
    page = text_of(as_(people.board).get("/owners/"))

    assert "SEND Manager carries most: 2 live actions, 1 of them with nobody beside them." in page


def test_the_key_is_the_plans_own(as_, people, plan) -> None:
    page = text_of(as_(people.public).get("/plan/ratings/"))

    assert "Work has begun" in page


def test_the_first_screen_of_an_owner_is_their_own_work(as_, people, plan) -> None:
    page = text_of(as_(people.owner).get("/"))

    assert "2 things need you; 1 is late" in page


def test_the_first_screen_of_a_leader_is_the_thread(as_, people, plan) -> None:
    page = text_of(as_(people.board).get("/"))

    assert "What nobody is saying" in page
    assert "1. Leadership" in page


def test_somebody_who_is_not_signed_in_is_told_what_this_is(client, db) -> None:
    page = text_of(client.get("/"))

    assert "A promise can be checked" in page


def test_somebody_who_may_not_read_the_plan_is_not_shown_it(as_, people, plan) -> None:
    page = text_of(as_(people.admin).get("/"))

    assert "Your role does not read the plan." in page


def test_a_plan_without_priorities_or_sections_shows_every_action(as_, people) -> None:
    reading = a_reading()
    sections = (replace(reading.sections[0], priority=""),)
    loose = replace(reading.actions[0], ref="Z1", text="Stand nowhere", section="")
    a_plan_in_place(
        people.lead,
        replace(reading, priorities=(), sections=sections, actions=(*reading.actions, loose)),
        on=timezone.localdate(),
    )

    pages = [text_of(as_(people.board).get(path)) for path in ("/plan/", "/")]

    assert ["Train every school" in pages[0], "Stand nowhere" in pages[0]] == [True, True]
    assert "1. Leadership" in pages[1]


@pytest.mark.parametrize("path", ["/", "/plan/"])
def test_only_those_who_may_read_how_the_plan_changed_see_what_nobody_is_saying(path, as_, people, plan) -> None:
    officer = a_person("data-protection-officer")

    shown = {
        who: "What nobody is saying" in text_of(as_(user).get(path))
        for who, user in (("caseworker", people.caseworker), ("public", people.public), ("officer", officer))
    }

    assert shown == {"caseworker": True, "public": False, "officer": False}


def test_the_public_cannot_ask_for_a_silence_by_its_address(as_, people, plan) -> None:
    page = text_of(as_(people.public).get("/plan/?silence=no-owner"))

    assert "Every action" in page
    assert "no owner at all" not in text_of(as_(people.public).get("/owners/"))


def test_the_public_is_not_told_that_nothing_was_done(as_, people, plan, action) -> None:
    row = action("A1")
    as_(people.lead).post(
        reverse("action-update", args=[row.public_id]),
        {
            "version": row.version,
            "text": "Printed",
            "happened_on_day": 2,
            "happened_on_month": 2,
            "happened_on_year": 2026,
        },
    )

    pages = [
        text_of(as_(people.public).get(path))
        for path in (reverse("action", args=[row.public_id]), reverse("section", args=[row.section.slug]))
    ]

    assert ["No updates" in page or "Nothing yet shows" in page for page in pages] == [False, False]
    assert "are open to people who work on the plan" in pages[0]
    assert "Updates are open to people who work on the plan" in pages[1]


def a_long_reading():
    reading = a_reading()
    more = tuple(replace(reading.actions[2], ref=f"B{n}", text=f"Do thing {n}") for n in range(40))
    return replace(reading, actions=(*reading.actions, *more))


@pytest.mark.parametrize(
    ("asked", "is_open"), [("", False), ("?open=all", True), ("?due=late", True), ("?rating=behind", True)]
)
def test_a_long_plan_is_folded_until_something_is_asked_for(asked, is_open, as_, people) -> None:
    a_plan_in_place(people.lead, a_long_reading(), on=timezone.localdate())

    page = as_(people.board).get(f"/plan/{asked}").content.decode()

    assert ('<details class="op-shelf" open>' in page) is is_open
    assert "Write the easy read plan" in page or asked == "?rating=behind"


def test_a_short_plan_is_read_at_a_glance(as_, people, plan) -> None:
    page = as_(people.board).get("/plan/").content.decode()

    assert '<details class="op-shelf" open>' in page
    assert "Open every section" not in page


def test_an_action_that_was_closed_counts_nowhere_and_can_still_be_found(as_, people, plan, action) -> None:
    shorter = replace(a_reading(), actions=a_reading().actions[1:])
    newer = an_import(people.lead, shorter, on=timezone.localdate(), name="shorter.docx")
    browser = as_(people.lead)
    choose = re.findall(r'href="(/imports/[^"]+/missing/)"', browser.get(f"/imports/{newer}/").content.decode())[0]
    browser.post(choose, {"decision": "supersede"})
    browser.post(f"/imports/{newer}/apply/")

    pages = [text_of(browser.get(path)) for path in ("/plan/", "/plan/?rating=superseded", "/owners/")]

    assert "3 actions; 1 said to be finished" in pages[0]
    assert "Write the easy read plan" not in pages[0]
    assert "Write the easy read plan" in pages[1]
    assert "carries most: 1 live action" in pages[2]
    assert "No longer in the plan" in text_of(browser.get(reverse("action", args=[action("A1").public_id])))


def test_a_document_is_on_record_once_each_time_it_is_opened(as_, people, plan, action) -> None:
    row, browser = action("A1"), as_(people.lead)
    browser.post(
        reverse("action-evidence", args=[row.public_id]),
        {
            "version": row.version,
            "kind": "data",
            "note": "A count",
            "happened_on_day": 2,
            "happened_on_month": 2,
            "happened_on_year": 2026,
            "document": SimpleUploadedFile("count.txt", b"12 of 20", content_type="text/plain"),
        },
    )
    document = re.findall(r"/document/\w+/", browser.get(reverse("action", args=[row.public_id])).content.decode())[0]

    b"".join(browser.get(document).streaming_content)

    assert [entry.verb for entry in AuditEntry.objects.filter(route="document")] == ["open-document"]

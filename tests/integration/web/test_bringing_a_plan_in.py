"""Bringing a plan in through its pages, from the document to the plan and back."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.support.live_plan import a_reading, an_import

from oneplan.core.improvement.reading import LineFate
from oneplan.records.improvement.models import Action

pytestmark = pytest.mark.django_db

ROWS = "Ref\tAction\tAction Owner\tDue by\tAction Rating\nA1\tWrite the easy read plan\tSEND Manager\tMarch 2030\tOn track\n"
DOCUMENT = f"# Merrowdale One Plan\n\n## 1. Leadership\n\n{ROWS}A2\tTrain every school\tSENCO Lead\tMay 2030\tDelayed\n"


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def import_id(people) -> str:
    return an_import(people.lead, a_reading(), on=timezone.localdate())


def test_every_line_is_shown_with_what_became_of_it(as_, people, import_id) -> None:
    page = text_of(as_(people.lead).get(f"/imports/{import_id}/"))

    assert "8 lines read: 4 imported, 2 headings, 1 left out as noise and 1 for you to decide. None lost." in page
    assert "A stray line about money" in page


def test_only_doubtful_lines_are_shown_when_asked_for(as_, people, import_id) -> None:
    page = text_of(as_(people.lead).get(f"/imports/{import_id}/?fate=review"))

    assert "A stray line about money" in page
    assert "Page 3" not in page


def test_a_doubtful_line_becomes_an_action(as_, people, import_id) -> None:
    browser = as_(people.lead)
    form = browser.get(f"/imports/{import_id}/line/7/").content.decode()
    section = re.findall(r'<option value="([^"]+)"', form)[0]

    browser.post(f"/imports/{import_id}/line/7/", {"decision": "action", "section": section, "ref": "A9"})
    browser.post(f"/imports/{import_id}/apply/")

    assert Action.objects.get(ref="A9").text == "A stray line about money"


def test_leaving_a_line_out_needs_a_reason(as_, people, import_id) -> None:
    answer = as_(people.lead).post(f"/imports/{import_id}/line/7/", {"decision": "ignored"})

    assert answer.status_code == 400
    assert "Say why the line can be left out." in text_of(answer)


def test_a_line_that_needs_no_decision_is_not_asked_about(as_, people, import_id) -> None:
    assert as_(people.lead).get(f"/imports/{import_id}/line/99/").status_code == 404


def test_nothing_changes_until_the_plan_is_put_in_place(as_, people, import_id) -> None:
    browser = as_(people.lead)
    before = text_of(browser.get("/plan/"))

    browser.post(f"/imports/{import_id}/apply/")

    assert "No plan yet" in before
    assert "4 actions" in text_of(browser.get("/plan/"))


def test_an_import_can_be_taken_back(as_, people, import_id) -> None:
    browser = as_(people.lead)
    browser.post(f"/imports/{import_id}/apply/")

    browser.post(f"/imports/{import_id}/undo/", {"reason": "The wrong draft"})

    assert "No plan yet" in text_of(browser.get("/plan/"))
    assert "This import was undone" in text_of(browser.get(f"/imports/{import_id}/"))


def test_undoing_needs_a_reason(as_, people, import_id) -> None:
    browser = as_(people.lead)
    browser.post(f"/imports/{import_id}/apply/")

    answer = browser.post(f"/imports/{import_id}/undo/", {})

    assert "Enter why it is being undone" in text_of(answer)


def test_a_newer_copy_shows_what_would_change(as_, people, plan) -> None:
    newer = an_import(people.lead, a_reading(rating="Delayed"), on=timezone.localdate(), name="newer.docx")

    page = text_of(as_(people.lead).get(f"/imports/{newer}/"))

    assert "No new actions, 1 changed, 3 the same, 0 no longer there." in page
    assert "A1 Rating On track Delayed" in page


def test_where_both_sides_changed_a_person_chooses(as_, people, plan, action) -> None:
    browser, row = as_(people.lead), action("A1")
    browser.post(
        reverse("action-rating", args=[row.public_id]), {"version": row.version, "rating": "Delayed", "reason": "Late"}
    )
    newer = an_import(people.lead, a_reading(rating="At risk"), on=timezone.localdate(), name="newer.docx")
    page = browser.get(f"/imports/{newer}/").content.decode()
    choose = re.findall(r'href="(/imports/[^"]+/choose/[^"]+)"', page)[0]

    browser.post(choose, {"decision": "theirs"})
    browser.post(f"/imports/{newer}/apply/")

    assert action("A1").rating_raw == "At risk"


def test_somebody_who_may_not_import_is_refused(as_, people, import_id) -> None:
    answers = [
        as_(people.caseworker).get(address).status_code
        for address in ("/imports/", "/imports/new/", f"/imports/{import_id}/")
    ]

    assert answers == [403, 403, 403]


def test_the_history_of_imports_says_where_each_is(as_, people, import_id) -> None:
    page = text_of(as_(people.lead).get("/imports/"))

    assert "one-plan.docx Ready for you" in page


def test_no_document_is_said_in_words(as_, people) -> None:
    answer = as_(people.lead).post("/imports/new/", {})

    assert "Choose the document that holds your plan" in text_of(answer)


@pytest.mark.slow
def test_a_document_is_read_and_waits_for_a_person(as_, people) -> None:
    browser = as_(people.lead)
    upload = SimpleUploadedFile("plan.txt", DOCUMENT.encode(), "text/plain")

    answer = browser.post("/imports/new/", {"document": upload}, follow=True)

    assert "What we read in" in text_of(answer)
    assert "2 imported" in text_of(answer)


@pytest.mark.slow
def test_a_file_that_is_not_a_plan_is_refused_in_words(as_, people) -> None:
    upload = SimpleUploadedFile("plan.pdf", b"MZ\x90\x00 not a pdf", "application/pdf")

    answer = as_(people.lead).post("/imports/new/", {"document": upload}, follow=True)

    assert answer.status_code == 400
    assert 'class="govuk-error-summary"' in answer.content.decode()


def test_what_waits_for_a_person_stands_first(as_, people, plan) -> None:
    shorter = replace(a_reading(), actions=a_reading().actions[1:])
    newer = an_import(people.lead, shorter, on=timezone.localdate(), name="newer.docx")

    page = text_of(as_(people.lead).get(f"/imports/{newer}/"))

    assert "For you to settle 1 line to decide about 1 action that the document no longer holds" in page


def test_another_plan_is_not_taken_for_an_edited_copy(as_, people, plan) -> None:
    other = replace(
        a_reading(title="Harbour Plan"),
        actions=(replace(a_reading().actions[0], ref="Z9", text="Dredge the harbour"),),
        sections=(replace(a_reading().sections[0], title="Boats"),),
    )
    newer = an_import(people.lead, other, on=timezone.localdate(), name="harbour.docx")

    page = text_of(as_(people.lead).get(f"/imports/{newer}/"))

    assert "It is not an edited copy of “Merrowdale One Plan”." in page


def test_a_document_that_holds_no_plan_cannot_be_put_in_place(as_, people, plan) -> None:
    letter = replace(a_reading(title="Dear all"), actions=(), sections=(), priorities=())
    newer = an_import(people.lead, letter, on=timezone.localdate(), name="letter.docx")

    page = text_of(as_(people.lead).get(f"/imports/{newer}/"))

    assert "No plan was found in this document" in page
    assert "Put this plan in place" not in page


def test_a_doubtful_line_that_was_read_as_an_action_is_not_made_another(as_, people) -> None:
    reading = a_reading()
    doubtful = replace(reading.lines[3], fate=LineFate.REVIEW, why="the due date is not plain")
    lines = (*reading.lines[:3], doubtful, *reading.lines[4:])
    newer = an_import(people.lead, replace(reading, lines=lines), on=timezone.localdate())

    page = text_of(as_(people.lead).get(f"/imports/{newer}/line/{doubtful.line}/"))

    assert "Read as Action A2: Agree the data set." in page
    assert "Make it an action" not in page


@pytest.mark.parametrize(("decision", "field"), [("note", "section"), ("action", "section"), ("ignored", "reason")])
def test_what_a_decision_lacks_is_said_at_its_field(decision, field, as_, people, import_id) -> None:
    answer = as_(people.lead).post(f"/imports/{import_id}/line/7/", {"decision": decision})

    assert f'href="#id_{field}"' in answer.content.decode()


def test_the_section_that_a_line_stands_in_is_chosen_already(as_, people, import_id) -> None:
    page = as_(people.lead).get(f"/imports/{import_id}/line/7/").content.decode()

    assert re.search(r'<option value="[^"]+" selected>1. Leadership', page)

"""The pages of measures kept by hand: what is missing, entry, duty, meaning, sheets, printed figures and lines."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.live_plan import a_person
from tests.support.value_sheets import a_row, a_sheet

from oneplan.records.series.models import LineMatch, SuppliedValue, SupplyDuty

pytestmark = pytest.mark.django_db
YEAR = date(timezone.localdate().year - 1, 1, 1)


@pytest.fixture
def lead_page(people, as_):
    return as_(people.lead)


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_list_says_who_owes_what_and_what_is_missing(lead_page):
    shown = words(lead_page.get(reverse("series"), {"show": "all"}))

    assert "Complaints about SEND" in shown
    assert "Nobody has supplied this yet" in shown
    assert "Complaints and Resolution Lead" in shown


def test_several_periods_are_supplied_at_once_and_the_page_shows_them(lead_page):
    address = reverse("series-enter", args=["M071"])
    sent = {f"top-{YEAR}": "66", f"bottom-{YEAR}": "100", "note": "", "source": "Survey", "part": ""}

    answer = lead_page.post(address, sent, follow=True)

    shown = words(answer)
    assert "1 value is on record." in shown
    assert "66%" in shown
    assert "Survey" in shown


def test_a_box_that_holds_no_number_is_refused_and_the_rest_stays_written(lead_page):
    address = reverse("series-enter", args=["M071"])

    answer = lead_page.post(address, {f"top-{YEAR}": "many", f"bottom-{YEAR}": "100", "note": "Kept"})

    assert answer.status_code == 400
    assert "“many” is not a number" in words(answer)
    assert "Kept" in words(answer)
    assert not SuppliedValue.objects.exists()


def test_a_value_that_cannot_be_is_refused_above_the_form(lead_page):
    answer = lead_page.post(reverse("series-enter", args=["M071"]), {f"top-{YEAR}": "101", f"bottom-{YEAR}": "100"})

    assert answer.status_code == 400
    assert "the first number may not be above the second" in words(answer)


def test_a_duty_and_a_meaning_are_set_and_a_value_taken_back(lead_page):
    duty = {"role": "Complaints Manager", "person_email": "", "cycle": "quarter", "due_days": "12"}
    lead_page.post(reverse("series-duty", args=["M100"]), duty)
    meaning = {
        "first_day_day": "1",
        "first_day_month": "4",
        "first_day_year": "2026",
        "words": "Only formal ones.",
        "why": "Rule",
    }
    lead_page.post(reverse("series-meaning", args=["M100"]), meaning)
    lead_page.post(reverse("series-enter", args=["M071"]), {f"top-{YEAR}": "66", f"bottom-{YEAR}": "100"})
    value = SuppliedValue.objects.get()

    answer = lead_page.post(reverse("series-take-back", args=[value.public_id]), {"why": "Wrong year"}, follow=True)

    assert "Taken back" in words(answer)
    page = words(lead_page.get(reverse("series-one", args=["M100"])))
    assert "Complaints Manager" in page
    assert "Only formal ones." in page
    assert SupplyDuty.objects.get().due_days == 12


def test_reminders_are_noted_for_what_is_late(lead_page):
    for name in ("M100", "M106"):
        duty = {"role": "Complaints Manager", "person_email": "", "cycle": "quarter", "due_days": "0"}
        lead_page.post(reverse("series-duty", args=[name]), duty)
    SupplyDuty.objects.update(first_day=date(2025, 1, 1))

    answer = lead_page.post(reverse("series-chase"), {"request_key": "once"}, follow=True)

    assert "2 reminders are on record for today." in words(answer)


def test_a_sheet_is_looked_at_and_then_kept(lead_page):
    sheet = io.BytesIO(a_sheet(a_row()))
    sheet.name = "values.xlsx"

    looked = lead_page.post(reverse("series-upload"), {"document": sheet}, follow=True)
    token = re.search(r'name="sheet" value="([^"]+)"', looked.content.decode())
    kept = lead_page.post(reverse("series-upload"), {"sheet": token[1], "request_key": "k"}, follow=True)

    assert "1 value to look at" in words(looked)
    assert "1 value is on record." in words(kept)


def test_a_sheet_at_fault_offers_nothing_to_keep(lead_page):
    sheet = io.BytesIO(a_sheet(a_row(top=120)))
    sheet.name = "values.xlsx"

    looked = lead_page.post(reverse("series-upload"), {"document": sheet}, follow=True)

    assert "1 row cannot be used" in words(looked)
    assert "Row 2" in words(looked)
    assert 'name="sheet"' not in looked.content.decode()


def test_the_template_is_a_workbook(lead_page):
    answer = lead_page.get(reverse("series-template"))

    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_lines_are_listed_corrected_and_matched_again(plan, lead_page):
    client = lead_page
    row = LineMatch.objects.order_by("pk").first()
    place = {"section": row.section.slug if row.section else "", "part": row.part, "text": row.text}

    form = client.get(reverse("series-line"), place)
    client.post(reverse("series-line"), place | {"measures": "m085, M086"})
    again = client.post(reverse("series-rematch"), {"request_key": "k"}, follow=True)

    assert row.text in words(form)
    assert "No lines changed." in words(again)
    assert "Told us a review was held" in words(again)
    assert client.post(reverse("series-line"), place | {"measures": "M999"}).status_code == 400
    assert client.get(reverse("series-line"), place | {"text": "Other"}).status_code == 404


def test_what_the_plan_prints_is_entered_or_said_to_be_missing(plan, lead_page):
    client = lead_page
    listed = io.BytesIO(b"measure,part,day,figure,line,words\nM071,,2025-01-01,70,12,Seven in ten said so\n")
    listed.name = "printed.csv"

    empty = client.get(reverse("series-printed"))
    entered = client.post(reverse("series-printed-upload"), {"document": listed}, follow=True)
    page = client.get(reverse("series-one", args=["M071"]))

    assert "No figure was found" in words(empty)
    assert "1 figure is entered." in words(entered)
    assert "Line 12: Seven in ten said so" in words(page)


@pytest.mark.parametrize("role", ["chair", "parent-carer-forum"])
def test_readers_see_the_list_and_cannot_change_it(people, as_, role):
    client = as_(a_person(role))

    assert client.get(reverse("series-one", args=["M100"])).status_code == 200
    assert client.get(reverse("series-duty", args=["M100"])).status_code in (403, 404)
    assert client.get(reverse("series-printed")).status_code in (403, 404)
    assert client.get(reverse("series-enter", args=["M100"])).status_code in (403, 404)

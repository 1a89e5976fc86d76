"""What my work shows, to whom, and in which words."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cases import make_case, make_person, make_setting, make_team
from tests.support.live_plan import a_person

from oneplan.answers import work as answers
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import SavedView
from oneplan.records.people.models import Person
from oneplan.records.settings.models import Setting
from oneplan.web.work.page import Frame, work_view

pytestmark = pytest.mark.django_db
REQUEST = "request_received"


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def officer(demonstration, db):
    return a_person("caseworker")


@pytest.fixture
def team(officer):
    return make_team("North", officer)


@pytest.fixture
def late(officer, team, today):
    person = make_person(forename="Ada", surname="Late", born_on=date(today.year - 9, 1, 15))
    facts = [(REQUEST, today - timedelta(days=60))]
    return make_case(
        person=person, officer=officer, team=team, facts=facts, on=today, setting=make_setting(name="Oakfield")
    )


def test_the_title_counts_what_needs_me_and_what_is_late(as_, officer, late) -> None:
    page = text_of(as_(officer).get("/my-work/"))

    assert "1 thing needs you; 1 is late" in page
    assert "Say whether there will be an assessment" in page
    assert "18 days late" in page


def test_a_row_says_for_whom_and_who_holds_it(as_, officer, late) -> None:
    page = text_of(as_(officer).get("/my-work/"))

    for expected in ("Ada Late", "Oakfield", "years old", "Caseworker", "North"):
        assert expected in page


def test_no_more_is_read_for_many_than_for_few(as_, officer, team, today, django_assert_max_num_queries) -> None:
    for days in range(30):
        make_case(officer=officer, team=team, facts=[(REQUEST, today - timedelta(days=days))], on=today)
    browser = as_(officer)

    with django_assert_max_num_queries(20):
        browser.get("/my-work/")


def test_reading_the_list_is_on_record_with_everybody_it_named(as_, officer, late) -> None:
    as_(officer).get("/my-work/")

    entry = AuditEntry.objects.get(route="work")
    assert (entry.verb, entry.subject_kind, entry.subject_ids) == ("read", "case", [late.public_id])


def test_every_look_is_on_record_though_the_page_was_kept(as_, officer, late) -> None:
    browser = as_(officer)

    for _ in range(3):
        browser.get("/my-work/")

    assert AuditEntry.objects.filter(route="work").count() == 3


def test_a_case_of_another_team_is_neither_shown_nor_counted(as_, officer, late, today) -> None:
    person = make_person(forename="Bea", surname="Elsewhere")
    make_case(person=person, team=make_team("South"), facts=[(REQUEST, today - timedelta(days=60))], on=today)

    page = text_of(as_(officer).get("/my-work/?who=all"))

    assert "Bea" not in page
    assert "1 thing needs doing" in page


def test_a_restricted_case_is_shown_only_to_those_named_on_it(as_, officer, team, today) -> None:
    named = a_person("caseworker", email="named@merrowdale.invalid")
    team.members.create(user=named, first_day=date(2020, 1, 1))
    person = make_person(forename="Cy", surname="Hidden", is_restricted=True, named=[named])
    make_case(person=person, team=team, facts=[(REQUEST, today - timedelta(days=60))], on=today)

    pages = {who: text_of(as_(who).get("/my-work/?who=all")) for who in (officer, named)}

    assert ["Cy Hidden" in pages[officer], "Cy Hidden" in pages[named]] == [False, True]
    assert "Nothing falls due in the next two weeks" in pages[officer]


def test_an_analyst_reads_without_names(as_, demonstration, late) -> None:
    page = text_of(as_(a_person("analyst")).get("/my-work/"))

    assert f"Case {late.public_id}" in page
    assert [word in page for word in ("Ada", "Oakfield", "Name or setting")] == [False, False, False]


def test_what_a_return_cannot_tell_is_never_called_late(as_, officer, team, today) -> None:
    told = today - timedelta(days=50)
    facts = [(REQUEST, today - timedelta(days=60))]
    make_case(officer=officer, team=team, facts=facts, on=today, told_until=told)

    page = text_of(as_(officer).get("/my-work/"))
    unknown = text_of(as_(officer).get("/my-work/?who=mine&group=unknown"))

    assert "late" not in page.partition("When")[0]
    assert "cannot be known from a return" in page
    assert "not known whether it was done" in unknown
    assert "What is on record ends on" in unknown
    assert "days late" not in unknown


def test_what_others_owe_waits_apart_from_what_needs_me(as_, officer, team, today) -> None:
    consulted = ("setting_consulted", today - timedelta(days=3), {"setting": "Oakfield"})
    facts = [("request_received", today - timedelta(days=20)), consulted]
    make_case(officer=officer, team=team, facts=facts, on=today)

    page = text_of(as_(officer).get("/my-work/"))

    assert "Setting's reply to the consultation (Oakfield)" in page.partition("Waiting on others 1")[2]


def test_guidance_and_planning_are_past_their_day_and_never_late(as_, officer, team, today) -> None:
    facts = [(REQUEST, today - timedelta(days=500)), ("final_plan_sent", today - timedelta(days=300))]
    born_on = today - timedelta(days=4 * 365)
    make_case(person=make_person(born_on=born_on), officer=officer, team=team, facts=facts, on=today)
    browser = as_(officer)

    late, past = (text_of(browser.get(f"/my-work/?who=mine&group={group}")) for group in ("late", "past"))

    assert "Consider a further, lighter review" not in late
    assert "Consider a further, lighter review" in past
    assert "days late" not in past.partition("Past its day, not a duty 1")[2]


def test_why_a_date_opens_in_place_with_its_law(as_, officer, late, today) -> None:
    page = text_of(as_(officer).get("/my-work/"))

    assert "Counted from: Request for a needs assessment received" in page
    assert "6 weeks from that day. SEND Regulations 2014 reg 5(1). Rule" in page


def test_a_case_that_nobody_holds_says_so(as_, officer, team, today) -> None:
    make_case(team=team, facts=[(REQUEST, today - timedelta(days=60))], on=today)

    page = text_of(as_(officer).get("/my-work/?who=unallocated"))

    assert "unallocated" in page
    assert "setting not known" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("group=late", True),
        ("group=week", False),
        ("kind=duty", True),
        ("kind=guidance", False),
        ("stage=requested", True),
        ("stage=ceased", False),
        ("who=mine", True),
        ("who=unallocated", False),
        ("year=99", False),
        ("setting=nothing", False),
        ("phase=primary", True),
        ("phase=post-16", False),
        ("need=ASD", False),
        ("place=college", False),
        ("group=%27%3B--", True),
    ],
)
def test_the_work_is_narrowed_to_what_is_asked(asked, shown, as_, officer, late) -> None:
    late.stage = "requested"
    late.save()

    page = text_of(as_(officer).get(f"/my-work/?{asked}"))

    assert ("Ada Late" in page) is shown


@pytest.mark.parametrize(
    "asked",
    ["year=--3", "year=²", "who=²", f"who={'9' * 40}", "after=x.y", "after=0001-01-01.1", "before=2026-02-30.5",
     f"after=2026-01-01.{'9' * 40}", "place=%00", "words=1&need=%00"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_ignored(asked, as_, officer, late) -> None:
    assert as_(officer).get(f"/my-work/?{asked}").status_code == 200


def test_words_narrow_the_list_and_never_stand_in_an_address(as_, officer, team, late, today) -> None:
    person = make_person(forename="Bea", surname="Other")
    make_case(person=person, officer=officer, team=team, facts=[(REQUEST, today)], on=today)
    browser = as_(officer)

    moved = browser.post("/my-work/words/", {"words": "Laet", "who": "mine"})
    page = text_of(browser.get(moved["Location"]))

    assert "Laet" not in moved["Location"]
    assert ["Ada Late" in page, "Bea Other" in page] == [True, False]


def test_pages_follow_each_other_without_a_gap_and_lead_back(as_, officer, team, today) -> None:
    for days in range(70):
        make_case(officer=officer, team=team, facts=[(REQUEST, today - timedelta(days=days // 3))], on=today)
    browser, seen, address = as_(officer), [], "/my-work/?who=mine&kind=duty"
    first = browser.get(address).content.decode()

    while address:
        html = browser.get(address).content.decode()
        seen += re.findall(r'id="limit-(\d+)"', html)
        following = re.findall(r'href="([^"]+)" rel="next"', html)
        address = following[0].replace("&amp;", "&") if following else ""
    back = re.findall(r'href="([^"]+)" rel="prev"', html)[0].replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 140
    assert re.findall(r'id="limit-(\d+)"', browser.get(back).content.decode()) == seen[50:100]
    assert re.findall(r'id="limit-(\d+)"', first) == seen[:50]


def test_a_view_is_kept_under_a_name_and_opens_by_itself(as_, officer, late) -> None:
    browser = as_(officer)
    browser.post("/my-work/views/", {"name": "Only late", "asked": "group=late&who=mine"})
    view_id = SavedView.objects.get(user=officer).public_id

    browser.post(f"/my-work/views/{view_id}/default/")
    page = browser.get("/my-work/").content.decode()

    assert "Only late" in page
    assert 'aria-current="true">Late' in page


def test_a_view_of_somebody_else_cannot_be_changed(as_, officer, team) -> None:
    other = a_person("caseworker", email="other@merrowdale.invalid")
    view = SavedView.objects.create(user=other, name="Theirs", asked="group=late")

    answers = [as_(officer).post(f"/my-work/views/{view.public_id}/{do}/").status_code for do in ("delete", "default")]

    assert answers == [404, 404]
    assert SavedView.objects.filter(user=other, is_default=False).exists()


def test_a_deleted_view_is_gone_from_the_page(as_, officer, late) -> None:
    browser = as_(officer)
    browser.post("/my-work/views/", {"name": "Only late", "asked": "group=late"})
    browser.get("/my-work/")

    browser.post(f"/my-work/views/{SavedView.objects.get().public_id}/delete/")
    browser.get("/my-work/")

    assert "Only late" not in text_of(browser.get("/my-work/"))


def test_a_view_without_a_name_says_why_it_needs_one(as_, officer) -> None:
    browser = as_(officer)

    browser.post("/my-work/views/", {"name": " ", "asked": "group=late"})

    assert "Give the view a name" in text_of(browser.get("/my-work/"))
    assert not SavedView.objects.exists()


def test_nothing_to_do_teaches_how_the_list_fills(as_, officer) -> None:
    page = text_of(as_(officer).get("/my-work/"))

    assert "Nothing falls due in the next two weeks" in page
    assert "appears here by itself" in page


@pytest.mark.parametrize("change", ["surname", "setting", "officer", "birth"])
def test_a_kept_page_shows_every_change_at_once(change, as_, officer, late) -> None:
    browser = as_(officer)
    before = text_of(browser.get("/my-work/"))

    if change == "surname":
        Person.objects.filter(pk=late.person_id).update(surname="Changed")
    elif change == "setting":
        Setting.objects.filter(pk=late.setting_id).update(name="Changed")
    elif change == "officer":
        User.objects.filter(pk=officer.pk).update(name="Changed")
    else:
        Person.objects.filter(pk=late.person_id).update(born_on=date(2001, 1, 1))

    after = text_of(browser.get("/my-work/"))
    assert "Changed" not in before
    assert "Changed" in after or "After Year 13" in after


def test_a_year_of_days_never_breaks_the_page(officer, team, late, today) -> None:
    viewer = viewer_of(officer, on=today)
    clock_change, leap_day, year_end = date(2028, 3, 26), date(2028, 2, 29), date(2027, 12, 31)

    titles = []
    for day in [date(2027, 9, 1) + timedelta(days=after) for after in range(370)]:
        look = answers.look(viewer=replace(viewer, on=day), on=day)
        page = look.page(answers.Question(who="mine"))
        view = work_view(page, Frame(answers.Question(who="mine"), day))
        titles.append((day, view.title, sum(len(group.rows) for group in view.groups)))

    held = {day for day, _, _ in titles}
    assert {clock_change, leap_day, year_end} <= held
    assert all(rows and title for _, title, rows in titles)

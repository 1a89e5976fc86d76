"""Saying which records are restricted, and who may open each."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.people import person

from oneplan.actions import restricting
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import RoleHeld
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case, Standing
from oneplan.records.casework.reach import cases_within, reach_of, standing_within
from oneplan.records.people.models import NamedOnRecord, Person

pytestmark = pytest.mark.django_db
WHY = "A colleague's own child; agreed with the head of service"


@pytest.fixture
def lead():
    user = person("manager")
    RoleHeld.objects.create(user=user, role="safeguarding-lead", first_day=timezone.localdate() - timedelta(days=9))
    return user


@pytest.fixture
def officer():
    return person("caseworker")


@pytest.fixture
def case(officer):
    child = Person.objects.create(surname="Fell", forename="Robin", upn="A201999918102")
    case = Case.objects.create(person=child, officer=officer)
    day = timezone.localdate()
    Standing.objects.create(
        case=case, person_id=child.pk, officer=officer.pk, pathway="annual-review", rule="AR-01", kind="duty",
        output="review_complete_by", nature="act", owner="local authority", started_on=day, due_on=day,
        rulebook_hash="x", worked_out_on=day,
    )  # fmt: skip
    return case


def found_by(user, on=None):
    viewer = viewer_of(user, on=on or timezone.localdate())
    reach = reach_of(viewer, "person-read")
    standing = standing_within(reach_of(viewer, "work-read"), Standing.objects.all())
    return cases_within(reach, Case.objects.all()).count(), standing.count()


def test_a_restricted_record_is_gone_for_its_own_officer_until_they_are_named(lead, officer, case):
    today = timezone.localdate()
    before = found_by(officer)

    restricting.restrict(identifier="a201999918102", reason=WHY, by=lead, on=today)
    hidden = found_by(officer)
    restricting.name_on_record(
        person_id=case.person.public_id, email=officer.email, first_day=today, reason=WHY, by=lead, on=today
    )

    assert (before, hidden, found_by(officer)) == ((1, 1), (0, 0), (1, 1))


def test_being_named_counts_from_the_first_day_to_the_last(lead, officer, case):
    today = timezone.localdate()
    restricting.restrict(identifier=case.public_id, reason=WHY, by=lead, on=today)
    days = {"first_day": today, "last_day": today + timedelta(days=2)}

    restricting.name_on_record(
        person_id=case.person.public_id, email=officer.email, reason=WHY, by=lead, on=today, **days
    )

    seen = [found_by(officer, today + timedelta(days=n))[0] for n in (-1, 0, 2, 3)]
    assert seen == [0, 1, 1, 0]


def test_taking_somebody_off_ends_what_they_find(lead, officer, case):
    today = timezone.localdate()
    restricting.restrict(identifier=case.public_id, reason=WHY, by=lead, on=today)
    named = restricting.name_on_record(
        person_id=case.person.public_id, email=officer.email, first_day=today, reason=WHY, by=lead, on=today
    )

    restricting.end_naming(named_id=named, last_day=today, by=lead, on=today)

    assert found_by(officer)[0] == 1
    assert found_by(officer, today + timedelta(days=1))[0] == 0


@pytest.mark.parametrize("words", ["", "A201999918103", "Fell"])
def test_only_a_whole_number_finds_a_record_to_restrict(lead, case, words):
    with pytest.raises(NotFound):
        restricting.restrict(identifier=words, reason=WHY, by=lead, on=timezone.localdate())

    assert not Person.objects.filter(is_restricted=True).exists()


def test_a_short_reason_is_no_reason(lead, case):
    with pytest.raises(Problem, match="20 characters"):
        restricting.restrict(identifier=case.public_id, reason="because", by=lead, on=timezone.localdate())


def test_nobody_names_themselves(lead, case):
    today = timezone.localdate()
    restricting.restrict(identifier=case.public_id, reason=WHY, by=lead, on=today)

    with pytest.raises(Problem, match="yourself"):
        restricting.name_on_record(
            person_id=case.person.public_id, email=lead.email, first_day=today, reason=WHY, by=lead, on=today
        )

    assert not NamedOnRecord.objects.exists()


def test_a_manager_without_the_grant_restricts_nothing(case):
    with pytest.raises(NotAllowed):
        restricting.restrict(identifier=case.public_id, reason=WHY, by=person("manager"), on=timezone.localdate())


def test_the_audit_log_says_what_was_done_and_not_why_or_whose(lead, case):
    restricting.restrict(identifier=case.public_id, reason=WHY, by=lead, on=timezone.localdate())

    entry = AuditEntry.objects.get(verb="restrict-record")

    assert entry.subject_ids == [case.person.public_id]
    assert "Robin" not in str(vars(entry))
    assert WHY not in str(vars(entry))


def test_the_pages_restrict_name_and_take_off(lead, officer, case, demonstration):
    lead.is_demo = True
    lead.save()
    browser, today = Client(), timezone.localdate()
    browser.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")

    added = browser.post(reverse("restrict"), {"identifier": case.public_id, "reason": WHY}, follow=True)
    from_day = {"first_day_day": today.day, "first_day_month": today.month, "first_day_year": today.year}
    address = reverse("name-on-record", args=[case.person.public_id])
    named = browser.post(address, {"email": officer.email, "reason": WHY, **from_day}, follow=True)
    last_day = {f"last_day_{part}": from_day[f"first_day_{part}"] for part in ("day", "month", "year")}
    row = NamedOnRecord.objects.get()
    ended = browser.post(reverse("end-naming", args=[row.pk]), last_day, follow=True)

    assert "1 record is restricted" in added.content.decode()
    assert officer.name in named.content.decode()
    assert ended.status_code == 200
    assert NamedOnRecord.objects.get().last_day == today
    assert AuditEntry.objects.filter(verb="read", subject_ids=[case.person.public_id]).exists()

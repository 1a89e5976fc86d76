"""Nobody changes what was done without the next check finding it."""

import random

import pytest
from django.db import connection, transaction
from tests.support.people import TODAY, person

from oneplan.actions.upkeep import seal_audit_log
from oneplan.core.access import NotAllowed, Viewer
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.append_only import guards, lifted_guards
from oneplan.records.audit import queries
from oneplan.records.audit.models import AuditEntry, AuditSeal
from oneplan.records.audit.sealing import seal
from oneplan.records.audit.verifying import verify
from oneplan.records.audit.writing import Act, records_act, records_read

pytestmark = pytest.mark.django_db
SOMEBODY = Viewer(on=TODAY, user_id=7)
TABLES = ("audit_auditentry", "audit_auditseal")


def _act(number, **more):
    records_read(Act("look", "child", [f"id{number}"], details={"n": number, "x": [None, 1.5]}, **more), by=SOMEBODY)


@pytest.fixture
def log(db):
    for number in range(12):
        _act(number)
    seal()


@pytest.fixture
def unguarded(db):
    """The database's owner has taken the triggers off."""
    _run(lifted_guards)
    yield
    _run(guards)


def _run(statements):
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements(connection.vendor, table):
                cursor.execute(statement)


def test_a_log_that_nobody_touched_is_whole(log):
    report = verify()

    assert report.is_whole
    assert (report.sealed, report.unsealed) == (12, 0)
    assert report.head == "the copy of the head agrees at seal 12"


def test_what_is_not_sealed_yet_is_checked_too(log):
    _act(99)

    report = verify()

    assert report.is_whole
    assert (report.sealed, report.unsealed) == (12, 1)


def test_an_empty_log_is_whole(db):
    assert verify().is_whole


def test_sealing_continues_where_it_stopped(log):
    _act(99)

    assert seal() == 1
    assert seal() == 0
    assert [row.sequence for row in AuditSeal.objects.all()] == list(range(1, 14))
    assert verify().is_whole


def test_a_late_entry_with_a_lower_number_is_sealed_late_and_not_skipped(db, unguarded):
    for number in range(4):
        _act(number)
    late = AuditEntry.objects.order_by("pk")[1]
    fields = {field.attname: getattr(late, field.attname) for field in AuditEntry._meta.concrete_fields}
    late.delete()
    seal()

    AuditEntry.objects.create(**fields)
    sealed = seal()

    assert sealed == 1
    assert AuditSeal.objects.latest("sequence").entry_id == fields["id"]
    assert verify().is_whole


def test_an_entry_older_than_an_hour_is_found_by_the_full_pass(db, unguarded):
    _act(1)
    entry = AuditEntry.objects.get()
    AuditEntry.objects.filter(pk=entry.pk).update(at=entry.at.replace(year=2020))

    assert seal() == 0
    assert seal_audit_log() == 1


FLIPS = {
    "verb": "other",
    "by_id": 8,
    "acting_role": "admin",
    "subject_kind": "plan",
    "subject_ids": ["id77"],
    "route": "elsewhere",
    "why": "because",
    "result": "refused",
    "details": {"n": 1},
    "fingerprint": "0" * 64,
}


@pytest.mark.parametrize("field", [*FLIPS, "at"])
def test_no_part_of_an_entry_can_be_changed(log, unguarded, field):
    entry = AuditEntry.objects.order_by("pk")[5]
    value = FLIPS[field] if field in FLIPS else entry.at.replace(year=2020)

    AuditEntry.objects.filter(pk=entry.pk).update(**{field: value})

    report = verify()
    assert not report.is_whole
    assert str(entry.pk) in report.broken


@pytest.mark.parametrize("field", ["hash", "previous_hash", "entry_id"])
def test_no_part_of_a_seal_can_be_changed(log, unguarded, field):
    value = 999 if field == "entry_id" else "f" * 64

    AuditSeal.objects.filter(sequence=6).update(**{field: value})

    assert "6" in verify().broken or "999" in verify().broken


def test_an_entry_written_by_somebody_else_is_found_before_it_is_sealed(log):
    forged = AuditEntry(verb="look", result="done", subject_ids=[], details={}, fingerprint="a" * 64)
    forged.save()

    assert f"entry {forged.pk}, not sealed yet, was not written by the service" in verify().broken


def test_an_unsealed_entry_cannot_be_changed_either(log, unguarded):
    _act(99)
    AuditEntry.objects.filter(pk=AuditEntry.objects.latest("pk").pk).update(verb="nothing")

    assert not verify().is_whole


def test_cutting_the_end_off_is_found_by_the_copy_of_the_head(log, unguarded):
    AuditSeal.objects.filter(sequence__gt=9).delete()
    AuditEntry.objects.filter(pk__gte=AuditEntry.objects.order_by("pk")[9].pk).delete()

    assert "the end of the log was cut off" in verify().broken


def test_a_forged_copy_of_the_head_is_found(log, settings):
    settings.AUDIT_HEADS.write_text(settings.AUDIT_HEADS.read_text()[:-4] + "0000")

    assert "wrong signature" in verify().broken


def test_another_key_does_not_fit(log, settings):
    settings.AUDIT_KEY = "a key that was stolen from elsewhere"

    assert not verify().is_whole


@pytest.mark.slow
def test_every_random_tampering_is_found(log, unguarded):
    chance = random.Random(20260302)
    missed = []

    for trial in range(200):
        with transaction.atomic():
            tampering = _tamper(chance)
            if verify().is_whole:
                missed.append((trial, tampering))
            transaction.set_rollback(True)

    assert missed == []
    assert verify().is_whole


def _tamper(chance):
    entries, seals = list(AuditEntry.objects.order_by("pk")), list(AuditSeal.objects.order_by("sequence"))
    kind = chance.choice(["flip", "drop entry", "drop both", "insert", "reorder", "cut", "renumber"])
    place = chance.randrange(len(entries))
    if kind == "flip":
        field, value = chance.choice(list(FLIPS.items()))
        AuditEntry.objects.filter(pk=entries[place].pk).update(**{field: value})
    if kind in {"drop entry", "drop both"}:
        entries[place].delete()
    if kind == "drop both":
        seals[place].delete()
    if kind == "insert":
        extra = AuditEntry(
            verb="x", result="done", subject_ids=[], details={}, fingerprint=f"{chance.getrandbits(256):064x}"
        )
        extra.save()
        if chance.random() < 0.5:
            AuditSeal(sequence=len(seals) + 1, entry_id=extra.pk, previous_hash=seals[-1].hash, hash="b" * 64).save()
    if kind == "reorder":
        one, other = chance.sample(seals, 2)
        AuditSeal.objects.filter(pk=one.pk).update(entry_id=-1)
        AuditSeal.objects.filter(pk=other.pk).update(entry_id=one.entry_id)
        AuditSeal.objects.filter(pk=one.pk).update(entry_id=other.entry_id)
    if kind == "cut":
        AuditSeal.objects.filter(sequence__gt=place).delete()
        AuditEntry.objects.filter(pk__in=[entry.pk for entry in entries[place:]]).delete()
    if kind == "renumber":
        seals[place].delete()
        AuditSeal(
            sequence=len(seals) + 5, entry_id=seals[place].entry_id, previous_hash="c" * 64, hash=seals[place].hash
        ).save()
    return kind, place


def test_an_entry_cannot_be_written_outside_the_transaction_of_its_act(monkeypatch):
    monkeypatch.setattr(connection, "in_atomic_block", False)

    with pytest.raises(AssertionError):
        records_act(Act("look"), by=SOMEBODY)


def test_the_log_is_read_by_those_who_answer_for_it_and_nobody_else(log, lead):
    officer = viewer_of(person("data-protection-officer"), on=TODAY)

    rows = queries.entries(viewer=officer, limit=3, subject_id="id11")

    assert [(row.verb, row.subject_ids, row.is_sealed) for row in rows] == [("look", ("id11",), True)]
    assert rows[0].who == "nobody signed in"
    with pytest.raises(NotAllowed):
        queries.entries(viewer=viewer_of(lead, on=TODAY))


def test_older_pages_of_the_log_follow_from_the_last_row_shown(log):
    officer = viewer_of(person("data-protection-officer"), on=TODAY)

    first = queries.entries(viewer=officer, limit=5)
    second = queries.entries(viewer=officer, limit=5, before=first[-1].id)

    assert second[0].id < first[-1].id
    assert len(queries.entries(viewer=officer, by_id=7)) == 12

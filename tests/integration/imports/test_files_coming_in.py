"""From an upload to something that can be decided on, and what is left behind when it goes wrong."""

import io
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings as live
from django.db import connection
from tests.support.people import TODAY, person
from tests.support.plans import imported_plan, read_action, reading

from oneplan.actions import signing_in
from oneplan.actions.contributions import add_evidence
from oneplan.actions.demonstration import make_demo_accounts
from oneplan.answers import documents, plans
from oneplan.answers.access import may, note_read, note_refusal, role_titles, route_decision, viewer_of
from oneplan.answers.audit import chain_state
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.kernel import Problem
from oneplan.feeds import demonstration, evidence, improvement_plans, quota
from oneplan.records.accounts import queries as accounts
from oneplan.records.audit.models import AuditEntry
from oneplan.records.documents.models import Document
from oneplan.records.improvement import queries
from oneplan.records.improvement.models import Action, ActionEvent, PlanImport
from oneplan.synthetic.demonstration import people

pytestmark = pytest.mark.django_db
TEXT = """# A small plan

## 1. Leading together

Ref	Action	Owner	Date	Rating
A1	Publish the plan in easy words	SEND Manager	March 2027	On track
A2	Train every school office	Head of Service	June 2027	Not started
"""


def _receive(by, content=b"", name="plan.txt", **more):
    words = {"name": name, "declared_type": "text/plain", "on": TODAY} | more
    return improvement_plans.receive(io.BytesIO(content or TEXT.encode()), by=by, **words)


def _files():
    return [path for path in live.DOCUMENT_ROOT.rglob("*") if path.is_file()]


@pytest.mark.slow
def test_an_upload_is_read_and_then_waits_for_a_person(lead):
    import_id = _receive(lead)

    row = queries.plan_import(import_id, viewer=viewer_of(lead, on=TODAY))
    assert row.state == "read"
    assert row.counts.total == sum((row.counts.imported, row.counts.heading, row.counts.noise, row.counts.review))
    assert not Action.objects.exists()
    assert queries.import_progress(import_id, viewer=viewer_of(lead, on=TODAY)).state == "read"


@pytest.mark.slow
def test_the_same_form_sent_twice_brings_one_file_in(lead):
    first = _receive(lead, request_key="once")
    second = _receive(lead, request_key="once")

    assert first == second
    assert PlanImport.objects.count() == 1
    assert len(_files()) == 1


@pytest.mark.slow
def test_a_document_that_cannot_be_read_says_why_on_its_import(lead):
    import_id = _receive(lead, b"%PDF-1.4\nnothing\n%%EOF", name="scan.pdf", declared_type="application/pdf")

    row = queries.plan_import(import_id, viewer=viewer_of(lead, on=TODAY))
    assert row.state == "failed"
    assert row.problem.what
    assert row.problem.do


def test_somebody_without_the_right_leaves_no_file(analyst):
    with pytest.raises(NotAllowed):
        _receive(analyst)

    assert _files() == []
    assert not Document.objects.exists()


def test_nobody_fills_the_disk(lead, monkeypatch):
    imported_plan(lead)
    monkeypatch.setattr(quota, "MOST_BYTES", 5)

    with pytest.raises(Problem, match="as many files as one person may"):
        _receive(lead)


def _evidence(owner, lead):
    imported_plan(lead, reading(read_action("A1")))
    upload = io.BytesIO(b"8 of 10 plans are good")
    upload.name, upload.content_type = "audit.txt", "text/plain"
    stored = evidence.receive(upload, by=owner)
    add_evidence(
        action_id=Action.objects.get().public_id,
        kind=EvidenceKind.AUDIT,
        note="8 of 10",
        happened_on=TODAY,
        document=stored,
        by=owner,
        on=TODAY,
    )
    return Document.objects.get(kind="evidence").public_id


def test_a_document_is_opened_by_those_who_may_and_the_opening_is_recorded(owner, lead, analyst):
    document_id = _evidence(owner, lead)

    row, stream = documents.open_document(document_id, viewer=viewer_of(analyst, on=TODAY), route="document")

    with stream:
        assert stream.read() == b"8 of 10 plans are good"
    entry = AuditEntry.objects.latest("pk")
    assert (row.name, entry.verb, entry.subject_ids, entry.by_id) == (
        "audit.txt",
        "open-document",
        [document_id],
        analyst.pk,
    )


def test_a_document_that_may_not_be_seen_looks_like_one_that_is_not_there(owner, lead, public):
    document_id = _evidence(owner, lead)

    refusals = []
    for wanted in (document_id, "nothing"):
        with pytest.raises(NotFound) as refusal:
            documents.open_document(wanted, viewer=viewer_of(public, on=TODAY))
        refusals.append(str(refusal.value))

    assert refusals[0] == refusals[1]


def test_no_document_is_opened_when_the_opening_cannot_be_recorded(owner, lead):
    document_id = _evidence(owner, lead)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry RENAME TO audit_away")

    with pytest.raises(Problem, match="audit log could not be written"):
        documents.open_document(document_id, viewer=viewer_of(lead, on=TODAY))

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_away RENAME TO audit_auditentry")


def test_a_document_whose_bytes_are_gone_says_so(owner, lead):
    document_id = _evidence(owner, lead)
    for path in _files():
        path.unlink()

    with pytest.raises(NotFound, match="not on the disk"):
        documents.open_document(document_id, viewer=viewer_of(lead, on=TODAY))


def test_the_linter_looks_at_the_plan_as_it_stands(lead, public):
    plan_id = imported_plan(lead, reading(read_action("A1", owners=())))

    found = plans.findings(plan_id, viewer=viewer_of(lead, on=TODAY), on=TODAY)

    wanted = Action.objects.get().public_id
    assert any(finding.ref == wanted and finding.says.startswith("Nobody owns A1") for finding in found)
    assert plans.findings(plan_id, viewer=viewer_of(public, on=TODAY), on=TODAY) == ()


def test_pages_ask_before_they_show_and_record_what_was_read_or_refused(lead, analyst):
    opened = route_decision(lead, "import", "GET", TODAY)
    refused = route_decision(analyst, "import-new", "POST", TODAY)

    note_read(opened, route="import", subject_kind="import", subject_ids=["x"])
    note_refusal(refused, route="import-new", method="POST")

    rows = list(AuditEntry.objects.order_by("pk").values_list("verb", "result", "by_id", "acting_role"))
    assert rows == [
        ("read", "done", lead.pk, "transformation-lead"),
        ("open-page", "refused", analyst.pk, ""),
    ]
    assert may(opened.viewer, "import-write")
    assert role_titles(refused.viewer) == ("Analyst",)


def test_the_state_of_the_chain_is_for_those_who_may_read_the_log(lead):
    assert chain_state(viewer=viewer_of(person("data-protection-officer"), on=TODAY)).is_whole
    with pytest.raises(NotAllowed):
        chain_state(viewer=viewer_of(lead, on=TODAY))


def test_an_invited_person_gets_a_link_that_names_no_address(analyst):
    path = signing_in.first_password_path(analyst.pk)

    assert path.startswith("/")
    assert "@" not in path


@pytest.mark.slow
def test_the_demonstration_is_worked_on_by_its_invented_people(db, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)

    plan_id = demonstration.prepare(on=date(2026, 11, 20), plans=60)

    chosen = accounts.demo_accounts()
    lead = signing_in.sign_in_as_demo(account_id=chosen[0].id, on=date(2026, 11, 20))
    tree = queries.plan_tree(plan_id, viewer=viewer_of(lead, on=date(2026, 11, 20)))
    assert [each.role for each in chosen] == [each.role for each in people()]
    assert sum(not row.is_added_here for row in tree.actions) == 186
    assert {row.rating.value for row in tree.actions if row.is_changed_here} >= {"delayed"}
    assert len(set(ActionEvent.objects.values_list("by_id", flat=True))) >= 3
    assert demonstration.prepare(on=date(2026, 11, 21), plans=60) == plan_id


def test_the_demonstrations_people_exist_nowhere_else(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)

    with pytest.raises(Problem, match="not the demonstration"):
        make_demo_accounts(people(), on=TODAY)


def test_every_deed_of_the_demonstration_is_about_an_action_of_the_example_plan():
    from oneplan.synthetic import example_plan
    from oneplan.synthetic.demonstration import deeds

    refs = {action.ref for action in example_plan.load().actions}

    assert {deed.ref for deed in deeds()} <= refs
    assert {deed.by for deed in deeds()} <= {each.email for each in people()}


def test_an_upload_that_nobody_signed_in_for_is_refused(db):
    nobody = SimpleNamespace(pk=None, is_authenticated=False, is_active=False)

    with pytest.raises(NotAllowed):
        _receive(nobody)

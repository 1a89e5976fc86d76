"""Strategies, policies and guidance, each with its way to sign-off drawn as steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import strategy_documents as verbs
from oneplan.answers import strategy as answers
from oneplan.core.access import NotFound
from oneplan.feeds import evidence as files
from oneplan.records.strategy import queries
from oneplan.rulebook.evaluation_files import requested_documents, strategy_words
from oneplan.web.evaluation.asking import Asked, ask
from oneplan.web.strategy.facts import crumbs
from oneplan.web.strategy.forms import DocumentForm, HeardForm, InForceForm, StepForm, VersionForm, words_of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.records.strategy.rows import DocumentRow, VersionRow

STATE_SHAPES = {
    "draft": "paused",
    "consulting": "soon",
    "signing": "review",
    "in-force": "met",
    "replaced": "removed",
    "withdrawn": "removed",
}
STEP_TONES = {"signed": "done", "sent-back": "back"}


def listed(request: HttpRequest) -> HttpResponse:
    """Every document with where it stands."""
    found = answers.documents(viewer=request.viewer)
    kinds, states = words_of(strategy_words().kinds), words_of(strategy_words().states)
    rows = []
    for each in found.documents:
        version = each.in_force or next(iter(each.versions), None)
        rows.append(
            {
                "row": each,
                "kind": kinds.get(each.kind, each.kind),
                "version": version,
                "state": _state(version, states),
                "coming": each.coming if each.in_force else None,
                "is_overdue": each.id in found.overdue,
                "is_near": each.id in found.near,
            }
        )
    lead = (
        f"{words.count_of(len(rows), 'document').capitalize()}: {found.on_their_way or 'none'} on "
        f"{'its' if found.on_their_way == 1 else 'their'} way to sign-off, {len(found.overdue) or 'none'} past the day "
        f"of review."
    )
    title = "Strategies, policies and guidance"
    values = {"title": title, "lead": lead, "rows": rows, "found": found, "crumbs": list(crumbs())}
    return render(request, "strategy/documents.html", values)


def one(request: HttpRequest, document_id: str) -> HttpResponse:
    """One document: its versions, its way to sign-off, what was heard."""
    row = queries.document(document_id, viewer=request.viewer)
    found = answers.documents(viewer=request.viewer)
    states = words_of(strategy_words().states)
    asked = next((each.title for each in requested_documents() if each.id == row.checklist), "")
    versions = [
        {
            "row": each,
            "state": _state(each, states),
            "steps": [(step, _tone(step.result, is_next=step == each.next_step)) for step in each.steps],
            "is_coming": each.state in verbs.COMING,
        }
        for each in row.versions
    ]
    values = {
        "title": row.title,
        "row": row,
        "kind": words_of(strategy_words().kinds).get(row.kind, row.kind),
        "asked": asked,
        "versions": versions,
        "may_write": found.may_write,
        "may_sign": found.may_sign,
        "today": timezone.localdate(),
        "crumbs": [*crumbs(), ("Documents", reverse("strategy-documents"))],
    }
    return render(request, "strategy/document.html", values)


def add(request: HttpRequest) -> HttpResponse:
    """Which document?"""
    back = reverse("strategy-documents")
    page = Asked("Add a document", "Its first version follows.", "Add it", "It is on the list.", back, crumbs())

    def save(form: DocumentForm, common: dict[str, Any]) -> object:
        given = {name: form.cleaned_data[name] for name in ("kind", "title", "says", "owner_role", "checklist")}
        return reverse("strategy-document", args=[verbs.add_document(**given, **common)])

    return ask(request, page, DocumentForm, save)


def begin(request: HttpRequest, document_id: str) -> HttpResponse:
    """Which version, signed off by whom?"""
    page = _page(request, document_id, "Begin a version", "Begin it", "The version is begun.")

    def save(form: VersionForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        return verbs.begin_version(document_id=document_id, label=given["label"], steps=given["route"], **common)

    return ask(request, page, VersionForm, save)


def heard(request: HttpRequest, document_id: str, version_id: str) -> HttpResponse:
    """Who was asked, and what was heard?"""
    page = _page(request, document_id, "Record a consultation", "Record it", "The consultation is recorded.")

    def save(form: HeardForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        told = verbs.Heard(given["first_day"], given["last_day"], given["with_whom"], given["heard"], given["changed"])
        return verbs.record_consultation(version_id=version_id, heard=told, **common)

    return ask(request, page, HeardForm, save)


def step(request: HttpRequest, document_id: str, step_id: int) -> HttpResponse:
    """Signed off, or sent back?"""
    row = queries.document(document_id, viewer=request.viewer)
    found = next((each for version in row.versions for each in version.steps if each.id == step_id), None)
    if found is None:
        raise NotFound("There is no such step here.", do="Open the document again.")
    page = _page(request, document_id, "Record a step to sign-off", "Record it", "The step is recorded.", found.who)

    def save(form: StepForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        return verbs.record_step(step_id=step_id, result=given["result"], note=given["note"], **common)

    return ask(request, page, StepForm, save)


def force(request: HttpRequest, document_id: str, version_id: str) -> HttpResponse:
    """In force from when?"""
    page = _page(request, document_id, "Put it in force", "Put it in force", "The version is in force.")

    def save(form: InForceForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        upload = given["file"]
        return verbs.put_in_force(
            version_id=version_id,
            in_force_on=given["in_force_on"],
            review_on=given["review_on"],
            published_link=given["published_link"],
            file=files.receive(upload, by=request.user) if upload else None,
            **common,
        )

    return ask(request, page, InForceForm, save)


def _page(request: HttpRequest, document_id: str, question: str, verb: str, done: str, who: str = "") -> Asked:
    row: DocumentRow = queries.document(document_id, viewer=request.viewer)
    back = reverse("strategy-document", args=[document_id])
    return Asked(question, row.title, verb, done, back, (*crumbs(), (row.title, back)), caption=who)


def _state(version: VersionRow | None, states: dict[str, str]) -> tuple[str, str]:
    if version is None:
        return ("unknown", "No version yet")
    return (STATE_SHAPES.get(version.state, "unknown"), states.get(version.state, version.state))


def _tone(result: str, *, is_next: bool) -> str:
    return STEP_TONES.get(result, "here" if is_next else "")

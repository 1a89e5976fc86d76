"""Packs: made with one press, followed while they are made, opened, checked, and set in the board's own template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions import packs as changing
from oneplan.adapters.files import gate, store
from oneplan.adapters.packs.word_template import PLACEHOLDERS, own_template
from oneplan.answers import access
from oneplan.answers.packs import figures_in
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds import packs as making
from oneplan.records.improvement import queries as plans
from oneplan.records.packs import queries
from oneplan.web.packs.asking import PackForm, TemplateForm
from oneplan.web.packs.presenting import line

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow

MAKE = "pack-make"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def crumb() -> tuple[str, str]:
    """The way back to the list."""
    return "Packs", reverse("packs")


def the_plan(viewer: Viewer) -> PlanRow:
    """The plan that packs are made of; raises NotFound before there is one."""
    found = plans.current_plan(viewer=viewer)
    if found is None:
        raise NotFound("There is no plan yet, so there is nothing to make a pack of.", do="Bring a plan in first.")
    return found


def packs(request: HttpRequest) -> HttpResponse:
    """Every pack, the newest first."""
    found = plans.current_plan(viewer=request.viewer)
    rows = queries.packs(found.id, viewer=request.viewer) if found else ()
    may_make = found is not None and access.may(request.viewer, MAKE)
    values = {"title": "Packs", "lines": [line(row) for row in rows], "may_make": may_make}
    return render(request, "packs/packs.html", values)


def new(request: HttpRequest) -> HttpResponse:
    """Whom is it for, and which meeting?"""
    found = the_plan(request.viewer)
    form = PackForm(request.POST) if request.method == "POST" else PackForm()
    if request.method != "POST" or not form.is_valid():
        return _asked(request, form, status=400 if form.is_bound else 200)
    try:
        pack_id = making.ask_and_queue(
            plan_id=found.id,
            tier=form.cleaned_data["tier"],
            meeting=form.cleaned_data["meeting"],
            by=request.user,
            on=timezone.localdate(),
            request_key=form.cleaned_data["request_key"],
            route="pack-new",
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _asked(request, form, problem, status=400)
    return redirect("pack", pack_id)


def pack(request: HttpRequest, pack_id: str) -> HttpResponse:
    """One pack: how far it is, what it holds, what is missing, every figure in it."""
    row = queries.pack(pack_id, viewer=request.viewer)
    request.shown = ("pack", (row.id,))
    shown = line(row)
    values: dict[str, Any] = {
        "title": shown.title,
        "line": shown,
        "row": row,
        "crumbs": [crumb()],
        "may_make": access.may(request.viewer, MAKE),
    }
    if row.is_waiting:
        return render(request, "packs/making.html", values)
    values["figures"] = figures_in(pack_id, viewer=request.viewer)
    return render(request, "packs/pack.html", values)


@require_POST
def check(request: HttpRequest, pack_id: str) -> HttpResponse:
    """Every figure is set against the records again."""
    is_right = making.check(pack_id, by=request.user, on=timezone.localdate())
    says = "Every figure equals the records." if is_right else "Some figures differ from the records: see below."
    (messages.success if is_right else messages.warning)(request, says)
    return redirect("pack", pack_id)


def download(request: HttpRequest, pack_id: str, kind: str) -> FileResponse:
    """The PDF or the Word document, always as a download."""
    row = queries.pack(pack_id, viewer=request.viewer)
    request.shown = ("pack", (row.id, kind))
    names = {"pdf": (row.pdf_name, row.pdf_stored), "word": (row.word_name, row.word_stored)}
    if kind not in names or not names[kind][1]:
        raise NotFound("There is no such document in this pack.", do="Open the pack and choose one it has.")
    name, stored = names[kind]
    content_type = "application/pdf" if kind == "pdf" else DOCX
    response = FileResponse(store.open_stored(stored), as_attachment=True, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def template(request: HttpRequest) -> HttpResponse:
    """The board's own Word template: what is in use, what it must hold, and a new one."""
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" else TemplateForm()
    if request.method != "POST" or not form.is_valid():
        return _template(request, form, status=400 if form.is_bound else 200)
    upload, stored = form.cleaned_data["document"], None
    try:
        stored = gate.receive(upload, name=upload.name, declared_type=upload.content_type or "", kind=changing.TEMPLATE)
        changing.bring_template(
            stored=stored,
            by=request.user,
            on=timezone.localdate(),
            request_key=form.cleaned_data["request_key"],
            route="pack-template",
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        if stored is not None:
            store.remove(stored.stored_as)
        return _template(request, form, problem, status=400)
    messages.success(request, "Packs are set in your template from now on.")
    return redirect("pack-template")


def ours(request: HttpRequest) -> HttpResponse:
    """Our own template, to start from."""
    del request
    response = HttpResponse(own_template(), content_type=DOCX)
    response.headers["Content-Disposition"] = 'attachment; filename="pack-template.docx"'
    return response


@require_POST
def aside(request: HttpRequest) -> HttpResponse:
    """The board's own template is put aside."""
    changing.put_template_aside(by=request.user, on=timezone.localdate(), route="pack-template-aside")
    messages.success(request, "Packs are set in our own template again.")
    return redirect("pack-template")


def _asked(request: HttpRequest, form: PackForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    values = {
        "title": "Make a pack",
        "question": "Make a pack",
        "lead": "One press collects the plan, its figures and what changed, as PDF and as Word with the same contents.",
        "form": form,
        "problem": problem,
        "verb": "Make the pack",
        "back": reverse("packs"),
        "crumbs": [crumb()],
    }
    return render(request, "packs/asked.html", values, status=status)


def _template(
    request: HttpRequest, form: TemplateForm, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    values = {
        "title": "Your own Word template",
        "form": form,
        "problem": problem,
        "in_use": queries.template_in_use(viewer=request.viewer),
        "marks": [(f"{{{{ {name} }}}}", says) for name, says in PLACEHOLDERS.items()],
        "crumbs": [crumb()],
    }
    return render(request, "packs/template.html", values, status=status)

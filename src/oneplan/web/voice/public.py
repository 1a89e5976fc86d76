"""What anybody may say about the published plan, without signing in and without saying who they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.voice_comments import TooMany, receive_comment
from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem
from oneplan.records.packs.queries import published_now
from oneplan.records.voice.queries import public_comments, public_sections
from oneplan.web.signin.adapter import where
from oneplan.web.voice.forms import CommentForm

TITLE = "Comment on the plan"


def comment(request: HttpRequest) -> HttpResponse:
    """One box, and nothing about whoever writes in it."""
    plan_id = _published()
    form = CommentForm(request.POST or None, sections=public_sections(plan_id))
    if request.method != "POST":
        return _shown(request, form)
    if not form.is_valid():
        return _shown(request, form, status=400)
    try:
        receive_comment(
            plan_id=plan_id,
            said=form.cleaned_data["said"],
            section=form.cleaned_data["section"],
            place=where(request),
            at=timezone.now(),
            on=timezone.localdate(),
        )
    except TooMany as problem:
        return _shown(request, form, problem, status=429)
    except Problem as problem:
        return _shown(request, form, problem, status=400)
    return redirect("public-comment-sent")


def sent(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "voice/public_sent.html", {"title": "Thank you for your comment"})


def comments(request: HttpRequest) -> HttpResponse:
    """What people said about the plan, each with its answer once there is one."""
    rows = public_comments(_published())
    values = {"title": "What people said about the plan", "rows": rows, "crumbs": [_crumb()]}
    return render(request, "voice/public_comments.html", values)


def _published() -> str:
    found = published_now()
    if found is None:
        raise NotFound("The plan is not published yet.", do="Come back once it is.")
    return found.plan_id


def _shown(request: HttpRequest, form: CommentForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    values = {"title": TITLE, "form": form, "problem": problem, "crumbs": [_crumb()]}
    return render(request, "voice/public_comment.html", values, status=status)


def _crumb() -> tuple[str, str]:
    return "The plan", reverse("published")

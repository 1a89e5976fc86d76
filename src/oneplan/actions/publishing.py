"""Publishes the plan and its progress: words for everybody, a snapshot that stands, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.packs.models import Pack, PackState, PlainWords, Publication
from oneplan.records.packs.plain import EASY as EASY_WORDS
from oneplan.records.packs.plain import REASON

PERMISSION = "plan-publish"


def publish(  # noqa: PLR0913 - keyword-only: what is shown, and its two documents
    *,
    plan_id: str,
    snapshot: Mapping[str, Any],
    fingerprint: str,
    public_pack: str,
    easy_pack: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """Everybody is shown the snapshot, with its two documents, until the next; returns the publication's id."""
    request = Request("publish-plan", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        packs = {"public": public_pack, "easy-read": easy_pack}
        row = Publication.objects.create(
            plan=ImprovementPlan.objects.get(public_id=plan_id),
            as_of=on,
            snapshot=dict(snapshot),
            fingerprint=fingerprint,
            public_pack=_made(public_pack),
            easy_pack=_made(easy_pack),
            published_by=by,
        )
        leaves_trace(
            request, viewer, acting_role=role, subject_kind="publication", subject_ids=[row.public_id], details=packs
        )
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "fingerprint": fingerprint})


def withdraw(*, publication_id: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """Nothing is shown to everybody any more; what was shown, and until when, stays on record."""
    request = Request("withdraw-publication", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row = Publication.objects.select_for_update().filter(public_id=publication_id, withdrawn_at=None).first()
        if row is None:
            raise NotFound("Nothing of that name is published now.", do="Open the page again to see what is.")
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        leaves_trace(request, viewer, acting_role=role, subject_kind="publication", subject_ids=[row.public_id])
        return row.public_id

    return carry_out(request, work, asked={"publication": publication_id})


def say_easily(
    *, plan_id: str, section: str, words: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """A section has easy words; empty ones take back those before. Returns the section's slug."""
    found = Section.objects.filter(plan__public_id=plan_id, slug=section, is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such section in this plan.", do="Start from the plan.")
    return _say(Request("say-easily", by, on, request_key, route), plan_id, EASY_WORDS, words, section=found)


def give_reason(
    *, plan_id: str, action_id: str, words: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """An action has a reason, in words for everybody, why it is late; returns the action's id."""
    found = Action.objects.filter(plan__public_id=plan_id, public_id=action_id, is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such action here.", do="Start from the plan.")
    return _say(Request("give-reason", by, on, request_key, route), plan_id, REASON, words, action=found)


def _say(
    request: Request,
    plan_id: str,
    kind: str,
    words: str,
    *,
    section: Section | None = None,
    action: Action | None = None,
) -> str:
    place = section.slug if section else action.public_id if action else ""

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        plan = ImprovementPlan.objects.get(public_id=plan_id)
        said = " ".join(words.split())
        PlainWords.objects.create(plan=plan, section=section, action=action, kind=kind, words=said, by=request.by)
        leaves_trace(request, viewer, acting_role=role, subject_kind=kind, subject_ids=[place], details={"words": said})
        return place

    return carry_out(request, work, asked={"plan": plan_id, "kind": kind, "place": place, "words": words})


def _made(pack_id: str) -> Pack:
    """A pack whose documents are there and whose figures are right: nothing else is shown to everybody."""
    row = Pack.objects.get(public_id=pack_id)
    check = row.checks.order_by("-pk").first()
    if row.state != PackState.MADE or check is None or check.differing:
        raise Problem(
            "The documents to publish are not right.",
            why="Every figure in them must equal the records before anybody outside reads them.",
            do="Open the pack, see which figures differ, and make it again.",
        )
    return row

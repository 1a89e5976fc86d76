"""Comments that anybody may make on the published plan: received without a name, read before they show, answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from oneplan.actions.once import Request, carry_out
from oneplan.actions.voice import Said, add_item, check_words, plan_of, section_of, traced
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.audit.writing import keyed
from oneplan.records.voice.models import PublicComment
from oneplan.rulebook.voice_file import voice_book

PERMISSION = "comment-answer"
SOURCE, GROUP, LEVEL = "public-comment", "public", "strategic"


class TooMany(Problem):
    """More came than can be read; nothing was kept."""


def receive_comment(*, plan_id: str, said: str, section: str = "", place: str, at: datetime, on: date) -> str:
    """A comment waits to be read by somebody; nobody asked who wrote it. Returns its id.

    ``place`` is the network address, kept as a keyed mark and only until the comment has been read.
    """
    rules = voice_book().comments
    check_words(said, "Write your comment first.")
    if len(said) > rules.characters:
        raise Problem(
            f"Your comment is longer than {rules.characters:,} characters.",
            why="Each comment is read and answered by somebody.",
            do="Shorten it, or send it in two parts.",
        )
    mark = keyed(f"comment|{place}")
    with transaction.atomic():
        plan = plan_of(plan_id)
        recent = PublicComment.objects.filter(at__gt=at - timedelta(hours=1), place=mark).count()
        today = PublicComment.objects.filter(at__gt=at - timedelta(days=1)).count()
        if recent >= rules.an_hour or today >= rules.a_day:
            raise TooMany(
                "So many comments came in that no more can be taken just now.",
                why="Each one is read by somebody, so there is a limit.",
                do="Keep your words, and send them in an hour.",
            )
        row = PublicComment.objects.create(
            plan=plan, section=section_of(plan, section), said=said.strip(), on=on, at=at, place=mark
        )
    return row.public_id


def accept_comment(*, comment_id: str, theme: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The comment shows on the published plan and waits for its answer; returns the id of what was said."""
    request = Request("accept-comment", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row = _waiting(comment_id)
        section = row.section.slug if row.section else ""
        what = Said(GROUP, SOURCE, LEVEL, theme, row.said, row.on, section)
        item = add_item(row.plan, what, by=by, role=role, on=on)
        row.item, row.decided_by, row.decided_on, row.place = item, by, on, ""
        row.save(update_fields=["item", "decided_by", "decided_on", "place"])
        traced(request, viewer, role, "comment", row.public_id)
        return item.public_id

    return carry_out(request, work, asked={"comment": comment_id, "theme": theme})


def refuse_comment(*, comment_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The comment does not show, and why is kept; its words are kept for nobody else to see. Returns its id."""
    request = Request("refuse-comment", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        check_words(reason, "Say why it is not shown.")
        row = _waiting(comment_id)
        row.refused_because, row.decided_by, row.decided_on, row.place = reason.strip(), by, on, ""
        row.save(update_fields=["refused_because", "decided_by", "decided_on", "place"])
        traced(request, viewer, role, "comment", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"comment": comment_id, "reason": reason})


def _waiting(comment_id: str) -> PublicComment:
    rows = PublicComment.objects.select_for_update(of=("self",)).select_related("plan", "section")
    row = rows.filter(public_id=comment_id).first()
    if row is None:
        raise NotFound("There is no such comment here.", do="Start from the list of comments.")
    if row.decided_on is not None:
        raise Problem("Somebody has read this comment already.", do="Open the list to see what was decided.")
    return row

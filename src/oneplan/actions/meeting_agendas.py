"""What stands on an agenda and what is read before a meeting: items, recurring items and papers on the template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from oneplan.actions import meeting_notices as notices
from oneplan.actions.bodies import live_body
from oneplan.actions.contributions import keep_document
from oneplan.actions.meetings import planned_meeting, traced
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotAllowed, Viewer
from oneplan.core.governance.agenda import ORDER, ItemKind, check_removal
from oneplan.core.governance.meetings import Recurrence
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.documents.stored import StoredFile
from oneplan.records.governance import agendas, reach
from oneplan.records.governance.models import AgendaItem, Meeting, Paper, RecurringItem
from oneplan.rulebook import governance


def add_item(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    meeting_id: str,
    title: str,
    kind: ItemKind = ItemKind.DISCUSSION,
    says: str = "",
    lead_role: str = "",
    needs_paper: bool = False,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The agenda has one more line; returns its key."""
    request = Request("add-agenda-item", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = planned_meeting(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        if not title.strip() or kind not in {ItemKind.DISCUSSION, ItemKind.DECISION}:
            raise Problem("Say what the item is, and whether it is for discussion or decision.")
        row = AgendaItem(
            meeting=meeting,
            kind=kind.value,
            title=title.strip()[: agendas.LONGEST],
            says=says.strip(),
            lead_role=lead_role.strip(),
            needs_paper=needs_paper,
            position=ORDER[kind],
        )
        row.key = f"item-{row.public_id}"
        row.save()
        traced(request, viewer, role, meeting, item=row.key)
        return row.key

    return carry_out(request, work, asked={"meeting": meeting_id, "title": title, "kind": kind.value})


def remove_item(
    *, meeting_id: str, key: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The line is off this agenda, and the page says by whom and why."""
    request = Request("remove-agenda-item", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = planned_meeting(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        row = agendas.item_for(meeting, key, on=on)
        check_removal(ItemKind(row.kind), reason)
        row.removed_reason, row.removed_by, row.removed_on = reason.strip(), by, on
        row.save(update_fields=["removed_reason", "removed_by", "removed_on"])
        traced(request, viewer, role, meeting, item=key)
        return key

    return carry_out(request, work, asked={"meeting": meeting_id, "item": key, "why": reason})


def add_recurring(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    body_id: str,
    title: str,
    rule: Recurrence,
    lead_role: str = "",
    needs_paper: bool = True,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The item falls on the body's meetings by its rule from now on; returns its id."""
    request = Request("add-recurring-item", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        body = live_body(body_id)
        role = reach.check_write(viewer, body)
        if not title.strip():
            raise Problem("Say what comes again and again.")
        row = RecurringItem.objects.create(
            body=body,
            title=title.strip(),
            lead_role=lead_role.strip(),
            every=rule.every,
            months=list(rule.months),
            needs_paper=needs_paper,
            first_day=rule.first_day,
            last_day=rule.last_day,
        )
        leaves_trace(request, viewer, acting_role=role, subject_kind="body", subject_ids=[body.public_id])
        return row.public_id

    return carry_out(request, work, asked={"body": body_id, "title": title, "rule": str(rule)})


def hand_in_paper(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    meeting_id: str,
    key: str,
    title: str,
    fields: Mapping[str, str],
    document: StoredFile | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The item has a paper on the agreed template; returns its id. One that lacks a required part is refused."""
    request = Request("hand-in-paper", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = planned_meeting(meeting_id)
        role = _check_hands_in(viewer, meeting)
        template = governance.paper_fields()
        lacking = [each.title for each in template if each.is_required and not fields.get(each.id, "").strip()]
        if not title.strip() or lacking:
            raise Problem(
                "The paper is not finished.",
                why=f"Every paper says these things first: {'; '.join(['its title'] * (not title.strip()) + lacking)}",
                do="Fill them in, then hand it in again.",
            )
        kept = {each.id: fields.get(each.id, "").strip() for each in template}
        row = Paper.objects.create(
            item=agendas.item_for(meeting, key, on=on),
            title=title.strip(),
            fields=kept,
            document=keep_document(document, kind="paper", by=by) if document else None,
            has_lived_experience=any(kept[each.id] for each in template if each.is_lived_experience),
            handed_in_on=on,
            by=by,
        )
        traced(request, viewer, role, meeting, item=key, paper=row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"meeting": meeting_id, "item": key, "title": title, "fields": dict(fields)})


def send_papers(*, meeting_id: str, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """Members are told that agenda and papers are ready; returns how many papers went out for the first time."""
    request = Request("send-papers", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        meeting = planned_meeting(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        agendas.settle(meeting, on=on)
        fresh = Paper.objects.filter(item__meeting=meeting, sent_on__isnull=True).update(sent_on=on)
        meeting.papers_sent_on = on
        meeting.save(update_fields=["papers_sent_on"])
        notices.tell(meeting, notices.PAPERS, on=on)
        traced(request, viewer, role, meeting, papers=fresh)
        return fresh

    return carry_out(request, work, asked={"meeting": meeting_id, "on": on})


def _check_hands_in(viewer: Viewer, meeting: Meeting) -> str:
    role, reached = rights.check(viewer, reach.TAKE_PART), reach.reach_of(viewer)
    if not reached.reads(meeting.body):
        raise NotAllowed(
            f"You have no seat on {meeting.body.name}.",
            why="Papers come from its members and from those who run every meeting.",
            do="Ask a member to hand it in for you.",
        )
    return role

"""What people said and what became of it. Every question says who is asking, except what anybody may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from oneplan.core.access import FieldClass, NotFound, Viewer
from oneplan.records import rights
from oneplan.records.improvement.models import Section
from oneplan.records.voice.models import (
    Engagement,
    Involvement,
    PromiseCheck,
    PublicComment,
    Quote,
    StepKind,
    VoiceItem,
    VoiceStep,
)
from oneplan.records.voice.rows import (
    CheckRow,
    CommentRow,
    EngagementRow,
    InvolvementRow,
    ItemRow,
    PublicCommentRow,
    QuoteRow,
    StepRow,
)

READ, COMMENTS = "voice-read", "comment-answer"


def items(plan_id: str, *, viewer: Viewer) -> tuple[ItemRow, ...]:
    """Everything that people said about a plan, the newest first."""
    rights.check(viewer, READ)
    return tuple(_item(row) for row in _items().filter(plan__public_id=plan_id).order_by("-heard_on", "-pk"))


def every_item() -> tuple[ItemRow, ...]:
    """Everything that people said, for the figures that count it; no words of it leave with a figure.

    Kept while nothing is added, because each measure asks for each of its periods.
    """
    if connection.in_atomic_block:  # what is read before a commit may never come true, so it is not kept
        return _every_item()
    said = VoiceItem.objects.aggregate(newest=Max("id"), count=Count("id"))
    steps = VoiceStep.objects.aggregate(newest=Max("id"), count=Count("id"))
    return _kept_items((said["newest"], said["count"], steps["newest"], steps["count"]))


@lru_cache(maxsize=2)
def _kept_items(version: tuple[int | None, ...]) -> tuple[ItemRow, ...]:
    del version  # the key: items and steps are only ever added
    return _every_item()


def _every_item() -> tuple[ItemRow, ...]:
    return tuple(_item(row) for row in _items().order_by("pk"))


def item(item_id: str, *, viewer: Viewer) -> ItemRow:
    """One thing that was said, with what became of it; raises NotFound."""
    rights.check(viewer, READ)
    row = _items().filter(public_id=item_id).first()
    if row is None:
        raise NotFound("There is nothing like that on record.", do="Start from what people said.")
    return _item(row)


def items_of_action(action_id: str, *, viewer: Viewer) -> tuple[ItemRow, ...]:
    """What people said about one action; nothing for those who do not read voices."""
    if not rights.may(viewer, READ):
        return ()
    rows = _items().filter(action__public_id=action_id)
    return tuple(_item(row) for row in rows.order_by("-heard_on", "-pk"))


def items_of_section(plan_id: str, section: str, *, viewer: Viewer) -> tuple[ItemRow, ...]:
    """What people said about one section or an action in it; nothing for those who do not read voices."""
    if not rights.may(viewer, READ):
        return ()
    about = Q(section__slug=section) | Q(action__section__slug=section)
    rows = _items().filter(about, plan__public_id=plan_id)
    return tuple(_item(row) for row in rows.order_by("-heard_on", "-pk"))


def told_publicly(plan_id: str) -> tuple[ItemRow, ...]:
    """What is closed by an answer, for the public account of what was said and done: the newest first."""
    rows = _items().filter(plan__public_id=plan_id, level__in=("service", "strategic"), steps__kind=StepKind.TOLD)
    found = (_item(row) for row in rows.order_by("-heard_on", "-pk").distinct())
    return tuple(row for row in found if row.told is not None)


def involvement_of(action_id: str, *, viewer: Viewer) -> tuple[InvolvementRow, ...]:
    """Who took part in an action, the newest first; nothing for those who do not read voices."""
    if not rights.may(viewer, READ):
        return ()
    rows = Involvement.objects.filter(action__public_id=action_id).select_related("by").order_by("-happened_on", "-pk")
    return tuple(
        InvolvementRow(
            group=row.group,
            who=row.who,
            level=row.level,
            rung=row.rung,
            how=row.how,
            changed=row.changed,
            could_not=row.could_not,
            could_not_because=row.could_not_because,
            happened_on=row.happened_on,
            by_name=row.by.name,
        )
        for row in rows
    )


def involved_actions(plan_id: str, *, viewer: Viewer) -> frozenset[str]:
    """The actions for which it is on record who took part."""
    rights.check(viewer, READ)
    rows = Involvement.objects.filter(action__plan__public_id=plan_id).order_by("action_id")
    return frozenset(rows.values_list("action__public_id", flat=True))


def quotes(plan_id: str, *, viewer: Viewer | None = None) -> tuple[QuoteRow, ...]:
    """People's own words by priority; anybody gets those alone whose consent lets everybody read them."""
    rows = Quote.objects.filter(plan__public_id=plan_id, withdrawn_on__isnull=True).order_by("priority", "-said_on")
    if viewer is None or rights.viewer_class(viewer) is FieldClass.PUBLIC or not rights.may(viewer, READ):
        shown = rows.filter(may_be_public=True)
        return tuple(
            QuoteRow(row.public_id, row.priority, row.words, row.group, row.said_on, may_be_public=True)
            for row in shown
        )
    return tuple(
        QuoteRow(
            row.public_id,
            row.priority,
            row.words,
            row.group,
            row.said_on,
            row.may_be_public,
            row.consent,
            row.consent_on,
        )
        for row in rows
    )


def engagements(plan_id: str, *, viewer: Viewer) -> tuple[EngagementRow, ...]:
    """The calendar of days on which people are asked, with what they said on each."""
    rights.check(viewer, READ)
    held: dict[str, list[ItemRow]] = defaultdict(list)
    for row in items(plan_id, viewer=viewer):
        held[row.engagement_id].append(row)
    rows = Engagement.objects.filter(plan__public_id=plan_id).order_by("planned_on", "pk")
    return tuple(_engagement(row, held.get(row.public_id, ())) for row in rows)


def checks(plan_id: str, *, viewer: Viewer) -> tuple[CheckRow, ...]:
    """Every judgement of the promise, the newest first."""
    rights.check(viewer, READ)
    rows = PromiseCheck.objects.filter(plan__public_id=plan_id).select_related("by").order_by("-checked_on", "-pk")
    return tuple(CheckRow(row.statement, row.points, row.group, row.says, row.checked_on, row.by.name) for row in rows)


def comments(plan_id: str, *, viewer: Viewer) -> tuple[CommentRow, ...]:
    """Public comments for those who read them before they show, the ones that wait first."""
    rights.check(viewer, COMMENTS)
    rows = PublicComment.objects.filter(plan__public_id=plan_id).select_related("section", "item", "decided_by")
    found = [
        CommentRow(
            id=row.public_id,
            said=row.said,
            on=row.on,
            section_title=row.section.title if row.section else "",
            item_id=row.item.public_id if row.item else "",
            refused_because=row.refused_because,
            decided_by=row.decided_by.name if row.decided_by else "",
            decided_on=row.decided_on,
        )
        for row in rows.order_by("-pk")
    ]
    return tuple(sorted(found, key=lambda row: row.decided_on is not None))


def public_comments(plan_id: str) -> tuple[PublicCommentRow, ...]:
    """The comments that were read and let through, with their answers, for anybody: the newest first."""
    rows = PublicComment.objects.filter(plan__public_id=plan_id, item__isnull=False).order_by("-pk")
    found = rows.select_related("section", "item").prefetch_related("item__steps")
    return tuple(_public(row) for row in found)


def public_sections(plan_id: str) -> tuple[tuple[str, str], ...]:
    """The sections of a plan by slug, as anybody may name them."""
    rows = Section.objects.filter(plan__public_id=plan_id, is_withdrawn=False).order_by("position", "pk")
    return tuple((row.slug, f"{row.number} {row.title}".strip()) for row in rows)


def _public(row: PublicComment) -> PublicCommentRow:
    steps = sorted(row.item.steps.all(), key=lambda step: step.pk) if row.item else []
    told = next((step for step in reversed(steps) if step.kind == StepKind.TOLD), None)
    title = row.section.title if row.section else ""
    return PublicCommentRow(row.said, row.on, title, told.words if told else "", told.on if told else None)


def _items() -> QuerySet[VoiceItem]:
    return VoiceItem.objects.select_related("section__priority", "action", "engagement", "by").prefetch_related(
        "steps__by"
    )


def _item(row: VoiceItem) -> ItemRow:
    section = row.section
    return ItemRow(
        id=row.public_id,
        group=row.group,
        source=row.source,
        level=row.level,
        theme=row.theme,
        said=row.said,
        heard_on=row.heard_on,
        section_slug=section.slug if section else "",
        section_title=section.title if section else "",
        priority=section.priority.number if section and section.priority else 0,
        action_id=row.action.public_id if row.action else "",
        action_ref=row.action.ref if row.action else "",
        engagement_id=row.engagement.public_id if row.engagement else "",
        by_name=row.by.name,
        steps=tuple(_step(step) for step in sorted(row.steps.all(), key=lambda step: step.pk)),
    )


def _step(row: VoiceStep) -> StepRow:
    return StepRow(
        kind=row.kind,
        decision=row.decision,
        words=row.words,
        reason=row.reason,
        whom=row.whom,
        told_whom=row.told_whom,
        told_how=row.told_how,
        by_name=row.by.name,
        on=row.on,
    )


def _engagement(row: Engagement, held: Iterable[ItemRow]) -> EngagementRow:
    return EngagementRow(
        id=row.public_id,
        title=row.title,
        source=row.source,
        group=row.group,
        planned_on=row.planned_on,
        papers_out_on=row.papers_out_on,
        held_on=row.held_on,
        heard=row.heard,
        called_off_because=row.called_off_because,
        items=tuple(held),
    )

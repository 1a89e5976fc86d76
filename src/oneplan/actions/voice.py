"""What people say, what is decided about it, what it changed, and that they were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.voice.models import Engagement, Involvement, StepKind, VoiceItem, VoiceStep
from oneplan.rulebook.voice_file import voice_book

WRITE, REPLY = "voice-write", "voice-reply"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that people said: who, where, about what, in which words, on which day. No names."""

    group: str
    source: str
    level: str
    theme: str
    said: str
    heard_on: date
    section: str = ""
    action_id: str = ""
    engagement_id: str = ""


@dataclass(frozen=True, slots=True)
class TookPart:
    """How people took part in an action, what it changed, and what could not change and why."""

    group: str
    who: str
    level: str
    rung: str
    how: str
    happened_on: date
    changed: str = ""
    could_not: str = ""
    could_not_because: str = ""


def record_item(*, plan_id: str, what: Said, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """What was said is kept and waits for a decision; returns its id."""
    request = Request("record-voice", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        row = add_item(plan_of(plan_id), what, by=by, role=role, on=on)
        traced(request, viewer, role, "voice", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "said": what.said, "on": what.heard_on, "by": what.group})


def add_item(plan: ImprovementPlan, what: Said, *, by: User, role: str, on: date) -> VoiceItem:
    """The row of something that was said, with every word of it checked."""
    book = voice_book()
    for kind, name in (("groups", what.group), ("sources", what.source), ("levels", what.level)):
        book.title(kind, name)
    check_words(what.said, "Write what was said.")
    check_words(what.theme, "Say in a few words what it is about.")
    check_past(what.heard_on, on)
    return VoiceItem.objects.create(
        plan=plan,
        section=section_of(plan, what.section),
        action=_action_of(plan, what.action_id),
        engagement=engagement_of(plan, what.engagement_id) if what.engagement_id else None,
        group=what.group,
        source=what.source,
        level=what.level,
        theme=what.theme.strip(),
        said=what.said.strip(),
        heard_on=what.heard_on,
        by=by,
        acting_role=role,
        on=on,
    )


def decide_item(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    item_id: str,
    decision: str,
    words: str,
    reason: str = "",
    whom: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """It is decided: done, being done, cannot and why, or somebody else is asked; returns the id of the step."""
    request = Request("decide-voice", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, REPLY)
        item, chosen = item_of(item_id), voice_book().decision(decision)
        check_words(words, "Say what is decided.")
        if chosen.needs_reason and not reason.strip():
            raise Problem(
                "Say why it cannot be done.",
                why="People accept a no that is explained, and remember one that is not.",
                do="Write the reason in words that those who asked would understand.",
            )
        if chosen.needs_whom and not whom.strip():
            raise Problem("Say who is asked.", why="Otherwise nobody can follow it up.")
        row = VoiceStep.objects.create(
            item=item,
            kind=StepKind.DECIDED,
            decision=decision,
            words=words.strip(),
            reason=reason.strip(),
            whom=whom.strip(),
            by=by,
            acting_role=role,
            on=on,
        )
        traced(request, viewer, role, "voice", item.public_id)
        return row.pk

    return carry_out(request, work, asked={"item": item_id, "decision": decision, "words": words, "reason": reason})


def record_effect(
    *, item_id: str, words: str, happened_on: date, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """There is evidence of what the decision changed; returns the step's id."""
    request = Request("record-voice-effect", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, WRITE)
        item = item_of(item_id)
        check_words(words, "Say what it changed.")
        check_past(happened_on, on)
        row = VoiceStep.objects.create(
            item=item, kind=StepKind.EFFECT, words=words.strip(), by=by, acting_role=role, on=happened_on
        )
        traced(request, viewer, role, "voice", item.public_id)
        return row.pk

    return carry_out(request, work, asked={"item": item_id, "words": words, "on": happened_on})


def tell_back(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    item_id: str,
    words: str,
    whom: str,
    how: str,
    told_on: date,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """Those who said it have been told: only this closes the item. Returns the step's id."""
    request = Request("tell-back", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, REPLY)
        item = item_of(item_id)
        decided = VoiceStep.objects.filter(item=item, kind=StepKind.DECIDED).order_by("-pk").first()
        if decided is None:
            raise Problem(
                "Nothing is decided yet, so there is nothing to tell.",
                why="To be told that one was heard is not an answer.",
                do="Record the decision first.",
            )
        check_words(words, "Say what they were told.")
        check_words(whom, "Say who was told.")
        check_words(how, "Say how they were told.")
        check_past(told_on, on)
        if told_on < decided.on:
            raise Problem("They cannot have been told before it was decided.", do="Check the day.")
        row = VoiceStep.objects.create(
            item=item,
            kind=StepKind.TOLD,
            words=words.strip(),
            told_whom=whom.strip(),
            told_how=how.strip(),
            by=by,
            acting_role=role,
            on=told_on,
        )
        traced(request, viewer, role, "voice", item.public_id)
        return row.pk

    return carry_out(request, work, asked={"item": item_id, "words": words, "whom": whom, "on": told_on})


def record_involvement(
    *, action_id: str, took_part: TookPart, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """It is on record who took part in an action, how far, and what changed or could not; returns the row's id."""
    request = Request("record-involvement", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, WRITE)
        book = voice_book()
        for kind, name in (("groups", took_part.group), ("levels", took_part.level), ("rungs", took_part.rung)):
            book.title(kind, name)
        check_words(took_part.who, "Say who took part.")
        check_words(took_part.how, "Say how they took part.")
        check_past(took_part.happened_on, on)
        if took_part.could_not.strip() and not took_part.could_not_because.strip():
            raise Problem("Say why it could not change.", why="People accept a no that is explained.")
        action = Action.objects.filter(public_id=action_id, is_withdrawn=False).first()
        if action is None:
            raise NotFound("There is no such action here.", do="Start from the plan.")
        row = Involvement.objects.create(
            action=action,
            group=took_part.group,
            who=took_part.who.strip(),
            level=took_part.level,
            rung=took_part.rung,
            how=took_part.how.strip(),
            changed=took_part.changed.strip(),
            could_not=took_part.could_not.strip(),
            could_not_because=took_part.could_not_because.strip(),
            happened_on=took_part.happened_on,
            by=by,
            acting_role=role,
            on=on,
        )
        traced(request, viewer, role, "action", action_id)
        return row.pk

    return carry_out(request, work, asked={"action": action_id, "who": took_part.who, "how": took_part.how})


def plan_of(plan_id: str) -> ImprovementPlan:
    """The plan with this id; raises NotFound."""
    plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
    if plan is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    return plan


def item_of(item_id: str) -> VoiceItem:
    """What was said, by its id; raises NotFound."""
    row = VoiceItem.objects.filter(public_id=item_id).first()
    if row is None:
        raise NotFound("There is nothing like that on record.", do="Start from what people said.")
    return row


def section_of(plan: ImprovementPlan, slug: str) -> Section | None:
    """The section of the plan by its slug, or none where none is named."""
    if not slug:
        return None
    row = Section.objects.filter(plan=plan, slug=slug, is_withdrawn=False).first()
    if row is None:
        raise NotFound("There is no such section in this plan.", do="Choose a section that the plan holds.")
    return row


def engagement_of(plan: ImprovementPlan, engagement_id: str) -> Engagement:
    """One day on which people are asked; raises NotFound."""
    row = Engagement.objects.filter(plan=plan, public_id=engagement_id).first()
    if row is None:
        raise NotFound("There is no such day in the calendar.", do="Start from the calendar.")
    return row


def check_words(words: str, otherwise: str) -> None:
    """Refuses an empty answer with what to write."""
    if not words.strip():
        raise Problem(otherwise, why="An empty entry tells nobody anything.")


def check_past(day: date, today: date) -> None:
    """Refuses a day that has not come."""
    if day > today:
        raise Problem(
            f"{day.day} {day:%B %Y} has not come yet.",
            why="Only what has already happened can be recorded.",
            do="Give today's date or an earlier one.",
        )


def traced(request: Request, viewer: Viewer, role: str, kind: str, row_id: str) -> None:
    """The audit entry of a change to something that was said."""
    leaves_trace(request, viewer, acting_role=role, subject_kind=kind, subject_ids=[row_id])


def _action_of(plan: ImprovementPlan, action_id: str) -> Action | None:
    if not action_id:
        return None
    row = Action.objects.filter(plan=plan, public_id=action_id, is_withdrawn=False).first()
    if row is None:
        raise NotFound("There is no such action in this plan.", do="Choose an action that the plan holds.")
    return row

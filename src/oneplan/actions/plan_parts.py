"""The actions of a living plan: added, reworded, moved, withdrawn and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from oneplan.actions import events
from oneplan.actions.baselines import overtake_requests
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_frame import (
    add_area,
    add_line,
    add_priority,
    add_section,
    reword_line,
    reword_priority,
    reword_section,
    withdraw_section,
)
from oneplan.actions.plan_lines import as_named
from oneplan.actions.plan_locks import locked_plan, section_in
from oneplan.core.access import Viewer
from oneplan.core.improvement.facets import UNDATED, Facet, Facets, Rated, facets_to_plain, in_words
from oneplan.core.improvement.history import ActionState, EventKind
from oneplan.core.improvement.links import Link
from oneplan.core.improvement.matching import fresh_slug
from oneplan.core.improvement.proposing import propose_ref
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, Owner
from oneplan.core.improvement.schedule import Schedule
from oneplan.core.improvement.source import Source
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.dependencies import derive
from oneplan.records.improvement.models import Action, ImprovementPlan, RatingKeyEntry, Section

__all__ = [
    "add_action",
    "add_area",
    "add_line",
    "add_priority",
    "add_section",
    "change_links",
    "change_schedule",
    "change_sources",
    "move_action",
    "proposed_ref",
    "restore_action",
    "reword_action",
    "reword_line",
    "reword_priority",
    "reword_section",
    "withdraw_action",
    "withdraw_section",
]

PERMISSION = "plan-edit"
_NEEDS_PROOF = frozenset({Rating.COMPLETE, Rating.COMPLETE_EMBEDDED, Rating.SUPERSEDED})


def add_action(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    section: str,
    text: str,
    ref: str = "",
    owners: tuple[Owner, ...] = (),
    due: Due | None = None,
    rating: Rating = Rating.NOT_STARTED,
    source: Source | None = None,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The plan has one more action in this section; returns its id. Without a ref it gets the next one there."""
    request = Request("add-action", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        plan = locked_plan(plan_id)
        held = section_in(plan, section)
        _check_new(text, rating, reason)
        facets = Facets(
            text=text.strip(),
            section=held.slug,
            rating=_as_the_plan_says(plan, rating),
            due=due or UNDATED,
            owners=as_named(plan, owners),
            sources=(source,) if source else (),
        )
        action = _new_row(plan, held, ref.strip())
        events.append(
            action,
            EventKind.ADDED,
            facets_to_plain(facets),
            request=request,
            acting_role=role,
            reason=reason.strip(),
        )
        derive(plan)
        _traced(request, viewer, role, action)
        return action.public_id

    asked = {"plan": plan_id, "section": section, "text": text, "ref": ref, "reason": reason, "due": str(due)}
    return carry_out(request, work, asked=asked | {"owners": str(owners), "source": str(source)})


def reword_action(
    *, action_id: str, version: int, text: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """The action says something else, and what it said is kept; returns its new version."""
    if not text.strip():
        raise Problem("Enter what is to be done.", why="An action without words is nothing that anybody can do.")
    request = Request("reword-action", by, on, request_key, route)
    return _change(request, Facet.TEXT, action_id, version, reason, lambda _action, _before: text.strip())


def move_action(
    *,
    action_id: str,
    version: int,
    section: str,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The action stands in another section of the same plan, under the ref it always had; returns its new version."""
    request = Request("move-action", by, on, request_key, route)
    return _change(
        request, Facet.SECTION, action_id, version, reason, lambda action, _: section_in(action.plan, section).slug
    )


def change_schedule(
    *,
    action_id: str,
    version: int,
    schedule: Schedule,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The action's date hangs on something, comes in stages or comes again; returns its new version."""
    _check_schedule(schedule)
    request = Request("change-schedule", by, on, request_key, route)
    permission = "action-redate"
    return _change(request, Facet.SCHEDULE, action_id, version, reason, lambda *_: schedule, permission=permission)


def change_sources(
    *,
    action_id: str,
    version: int,
    sources: tuple[Source, ...],
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """It is said where the action came from; returns its new version."""
    request = Request("change-sources", by, on, request_key, route)
    tidy = tuple(dict.fromkeys(Source(each.kind, each.said.strip(), each.ref.strip()) for each in sources))
    return _change(request, Facet.SOURCES, action_id, version, reason, lambda *_: tidy)


def change_links(
    *,
    action_id: str,
    version: int,
    links: tuple[Link, ...],
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The action is linked to these others, by key, beside those that its words name; returns its new version."""
    request = Request("change-links", by, on, request_key, route)

    def new(action: Action, _before: Any) -> tuple[Link, ...]:
        known = set(Action.objects.filter(plan=action.plan, is_withdrawn=False).values_list("key", flat=True))
        strange = [each.to for each in links if each.to not in known or each.to == action.key]
        if strange:
            raise Problem(
                f"{action.ref} cannot be linked to {strange[0]}.",
                why="A link leads from one action of the plan to another.",
                do="Choose another action of the same plan.",
            )
        return tuple({each.to: each for each in links}.values())

    return _change(request, Facet.LINKS, action_id, version, reason, new)


def withdraw_action(
    *, action_id: str, version: int, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """The action is no longer in the plan; it stays readable with its history, and counts nowhere."""
    request = Request("withdraw-action", by, on, request_key, route)
    return _put(request, action_id, version, reason, withdraw=True)


def restore_action(
    *, action_id: str, version: int, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """An action that was withdrawn is back in the plan as it last stood."""
    request = Request("restore-action", by, on, request_key, route)
    return _put(request, action_id, version, reason, withdraw=False)


def proposed_ref(plan: ImprovementPlan, section: Section) -> str:
    """The ref that the next action of the section would bear."""
    rows = list(Action.objects.filter(plan=plan).order_by("position", "pk").values_list("ref", "section_id"))
    beside = [ref for ref, held in rows if held == section.pk]
    restarts = _restarts(ref for ref, _ in rows)
    return propose_ref(beside, set(beside) if restarts else {ref for ref, _ in rows}, title=section.title)


def _restarts(refs: Iterable[str]) -> bool:
    every = list(refs)
    return len(set(every)) * 2 <= len(every) and bool(every)


def _new_row(plan: ImprovementPlan, section: Section, ref: str) -> Action:
    rows = list(Action.objects.filter(plan=plan).values_list("ref", "section_id", "key", "is_withdrawn"))
    wanted = ref or proposed_ref(plan, section)
    standing = {held: name for name, held, _, gone in rows if name.casefold() == wanted.casefold() and not gone}
    if section.pk in standing or (standing and not _restarts(name for name, *_ in rows)):
        raise Problem(
            f"The plan already has an action {next(iter(standing.values()))}.",
            why="Two actions with one ref could not be told apart.",
            do="Give the new action another ref, or leave it empty and it gets the next one.",
        )
    last = Action.objects.filter(plan=plan, section=section).order_by("-position").first()
    end = last or Action.objects.filter(plan=plan).order_by("-position").first()
    key = (
        wanted
        if wanted not in {key for _, _, key, _ in rows}
        else fresh_slug(f"{section.slug} {wanted}", {key for _, _, key, _ in rows})
    )
    return Action.objects.create(plan=plan, key=key, ref=wanted[:80], position=end.position + 1 if end else 0)


def _check_new(text: str, rating: Rating, reason: str) -> None:
    if not text.strip():
        raise Problem("Enter what is to be done.", why="An action without words is nothing that anybody can do.")
    if rating in _NEEDS_PROOF:
        raise Problem(
            "A new action cannot begin as finished.",
            why="Finished means that evidence was seen by somebody else, and none can have been.",
            do="Add it as it stands today; once it is in the plan, add the evidence and ask for it to be approved.",
        )
    _check_reason(reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Problem(
            "Say why.",
            why="Somebody will ask in a year, and the history of the action is where they look.",
            do="Write a sentence with the reason.",
        )


def _as_the_plan_says(plan: ImprovementPlan, rating: Rating) -> Rated:
    word = RatingKeyEntry.objects.filter(plan=plan, rating=rating.value).values_list("word", flat=True).first()
    return Rated(word or rating.value.replace("_", " "), rating)


def _check_schedule(schedule: Schedule) -> None:
    again = schedule.recurrence
    if again and again.until and again.until < again.first_on:
        raise Problem("It would end before it begins.", do="Give a last day after the first one.")
    days = [each.due_on for each in schedule.stages]
    if days != sorted(days):
        raise Problem("The stages are not in the order of their days.", do="Write the earliest stage first.")
    if schedule.condition and not schedule.condition.words.strip():
        raise Problem("Say what the date hangs on.", why="Without it nobody can tell when the condition is met.")


def _change(
    request: Request,
    facet: Facet,
    action_id: str,
    version: int,
    reason: str,
    new: Callable[[Action, Any], Any],
    *,
    permission: str = PERMISSION,
) -> int:
    def work(viewer: Viewer) -> int:
        action = events.locked_action(action_id)
        state = events.state_now(action)
        owned = permission != PERMISSION
        role = events.check_right(viewer, permission, state) if owned else rights.check(viewer, permission)
        locked_plan(action.plan.public_id)
        before = state.facets.value(facet)
        after = new(action, before)
        if version != state.version:
            mine, theirs = in_words(facet, after), in_words(facet, before)
            raise Stale(action.ref, mine=mine, theirs=theirs, version=state.version)
        _check_standing(action, state)
        if after == before:
            raise Problem("Nothing would change.", do="Change something first, or go back to the action.")
        _check_reason(reason)
        kind, details = events.changed(facet, before=before, after=after)
        events.append(action, kind, details, request=request, acting_role=role, reason=reason.strip())
        derive(action.plan)
        _traced(request, viewer, role, action)
        return action.version

    return carry_out(request, work, asked={"action": action_id, "version": version, "reason": reason})


def _put(request: Request, action_id: str, version: int, reason: str, *, withdraw: bool) -> int:
    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        action = events.locked_action(action_id)
        locked_plan(action.plan.public_id)
        state = events.state_now(action)
        words = ("no longer in the plan", "in the plan")
        if state.version != version:
            mine, theirs = words[not withdraw], words[not state.is_superseded]
            raise Stale(action.ref, mine=mine, theirs=theirs, version=state.version)
        if state.is_superseded is withdraw:
            raise Problem(f"{action.ref} is {words[not withdraw]} already.", do="Go back to the action.")
        _check_reason(reason)
        kind = EventKind.SUPERSEDED if withdraw else EventKind.RESTORED
        if withdraw:
            overtake_requests(action, on=request.on)
        events.append(action, kind, {}, request=request, acting_role=role, reason=reason.strip())
        _traced(request, viewer, role, action)
        return action.version

    return carry_out(request, work, asked={"action": action_id, "version": version, "reason": reason})


def _check_standing(action: Action, state: ActionState) -> None:
    if state.is_superseded:
        raise Problem(
            f"{action.ref} is no longer in the plan, so it is left as it was.",
            do="Bring it back first, if it should be in the plan again.",
        )


def _traced(request: Request, viewer: Viewer, role: str, action: Action) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind="action", subject_ids=[action.public_id])

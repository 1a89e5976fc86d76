"""Going green in two steps: somebody asks on evidence, and somebody else approves or sends back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from oneplan.actions import events
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotAllowed, NotFound, Viewer
from oneplan.core.improvement.embedding import REVIEWER, GreenRefused, missing_for_green, steps_to_green
from oneplan.core.improvement.facets import Facet, Rated, in_words
from oneplan.core.improvement.history import PROOF, ActionState
from oneplan.core.improvement.matching import plain_words
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import KeyEntry
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.plandocs.ratings import RatingScale, claims_green
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement import greens
from oneplan.records.improvement.models import (
    Action,
    ActionEvent,
    Evidence,
    GreenDecision,
    GreenOutcome,
    GreenRequest,
    ImpactStatement,
    ImprovementPlan,
    RatingKeyEntry,
)

ASK, APPROVE = "action-rate", "action-approve"


def ask_for_green(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    action_id: str,
    version: int,
    rating_raw: str,
    rating: Rating | None,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """Somebody else is asked to approve that the action is green; returns the id of the request.

    Refused, in words that list what is missing, without dated evidence and the difference it made.
    """
    request = Request("ask-for-green", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        action = events.locked_action(action_id)
        state = events.state_now(action)
        role = events.check_right(viewer, ASK, state)
        wanted = Rated(rating_raw.strip(), rating if rating is not None else meaning(action.plan, rating_raw))
        _check_ask(action, state, wanted, version=version, reason=reason)
        row = GreenRequest.objects.create(
            action=action,
            rating=wanted.rating.value,
            rating_raw=wanted.raw or wanted.rating.value.replace("_", " "),
            reason=reason.strip(),
            owner_roles=[each.role for each in state.facets.owners],
            by=by,
            acting_role=role,
            on=on,
        )
        _traced(request, viewer, role, row)
        return row.public_id

    asked = {"action": action_id, "version": version, "rating": f"{rating_raw}|{rating}", "reason": reason}
    return carry_out(request, work, asked=asked)


def approve_green(*, request_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """The action is green, with who approved it on what evidence; returns its new version.

    Refused to whoever asked, to whoever owns the action or did when it was asked, and where something is missing.
    """
    request = Request("approve-green", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        row, state = _open(request_id)
        role = _second_reader(row, state, viewer)
        _check_reason(reason)
        action = row.action
        proof = greens.proof_of(action, asked_by=row.by_id, owner_roles=_owners(row, state))
        missing = missing_for_green(replace(proof, reviewer=by.pk, reviewer_roles=viewer.owner_roles))
        if missing:
            raise GreenRefused(action.ref, missing)
        before, after = state.facets.rating, Rated(row.rating_raw, Rating(row.rating))
        kind, details = events.changed(Facet.RATING, before=before, after=after)
        details[PROOF] = _proof_told(row)
        event = events.append(action, kind, details, request=request, acting_role=role, reason=reason.strip())
        _decide(row, GreenOutcome.APPROVED, reason, request, role, event)
        _traced(request, viewer, role, row)
        return action.version

    return carry_out(request, work, asked={"request": request_id, "reason": reason})


def send_back_green(*, request_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The request is answered with what is still needed, and the rating stays as it is; returns the action's id."""
    request = Request("send-back-green", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row, state = _open(request_id)
        role = _second_reader(row, state, viewer)
        _check_reason(reason)
        _decide(row, GreenOutcome.SENT_BACK, reason, request, role, None)
        _traced(request, viewer, role, row)
        return row.action.public_id

    return carry_out(request, work, asked={"request": request_id, "reason": reason})


def check_may_set(action_id: str, rating_raw: str, rating: Rating | None, *, viewer: Viewer) -> None:
    """Raises what a change to this rating would be refused with for want of proof; a preview, which changes nothing."""
    rights.check(viewer, "plan-detail-read")
    action = Action.objects.filter(public_id=action_id, is_withdrawn=False).select_related("plan").first()
    if action is None:
        raise NotFound("There is no such action here.", do="Start from the plan.")
    refuse_green(action, rating_raw, rating if rating is not None else Rating.UNKNOWN)


def refuse_green(action: Action, raw: str, rating: Rating) -> None:
    """Refuses a green rating that nobody approved, whether the rating or the word that people read says it."""
    meant = meaning(action.plan, raw)
    # A word that no key knows, such as “now complete”, is read as green on every page all the same.
    if rating.is_green or meant.is_green or (meant is Rating.UNKNOWN and claims_green(raw)):
        missing = missing_for_green(greens.proof_of(action))
        raise GreenRefused(action.ref, missing)


def overtake(action: Action, request: Request, role: str, event: ActionEvent, reason: str) -> None:
    """A request that waited when the rating changed is closed, with the change that closed it."""
    for row in GreenRequest.objects.filter(action=action, decision__isnull=True):
        _decide(row, GreenOutcome.OVERTAKEN, reason, request, role, event)


def meaning(plan: ImprovementPlan, word: str) -> Rating:
    """What a rating word means by the plan's own key, or in every plan; unknown where neither says."""
    key = tuple(
        KeyEntry(entry.word, entry.meaning, Rating(entry.rating), 0)
        for entry in RatingKeyEntry.objects.filter(plan=plan)
    )
    return RatingScale(key).read(word)


def _check_ask(action: Action, state: ActionState, wanted: Rated, *, version: int, reason: str) -> None:
    before = state.facets.rating
    if version != state.version:
        mine, theirs = in_words(Facet.RATING, wanted), in_words(Facet.RATING, before)
        raise Stale(action.ref, mine=mine, theirs=theirs, version=state.version)
    if not wanted.rating.is_green:
        raise Problem(
            f"“{wanted.raw}” is not a green rating, so nobody needs to approve it.",
            do="Change the rating itself instead.",
        )
    if state.is_proven and before.rating is wanted.rating:
        raise Problem(f"Action {action.ref} is rated so already, and its evidence has been seen.")
    steps = steps_to_green(greens.proof_of(action))
    missing = [step.missing for step in steps if not step.is_there and step.id != REVIEWER]
    if missing:
        raise GreenRefused(action.ref, [*missing, *(step.missing for step in steps if step.id == REVIEWER)])
    _check_reason(reason)
    if GreenRequest.objects.filter(action=action, decision__isnull=True).exists():
        raise Problem(
            f"Action {action.ref} waits for approval already.",
            why="One request at a time can be decided.",
            do="Wait until somebody has decided, or change the rating to withdraw the request.",
        )


def _open(request_id: str) -> tuple[GreenRequest, ActionState]:
    found = GreenRequest.objects.filter(public_id=request_id).values_list("action__public_id", flat=True).first()
    if found is None:
        raise NotFound("There is no such request here.", do="Start from what waits for approval.")
    action = events.locked_action(found)
    row = GreenRequest.objects.select_related("by").get(public_id=request_id)
    row.action = action
    if GreenDecision.objects.filter(request=row).exists():
        raise Problem("This request has been decided already.", do="Open the action to see what was decided.")
    state = events.state_now(action)
    if state.is_superseded:
        raise Problem(f"Action {action.ref} is no longer in the plan, so its rating cannot change.")
    return row, state


def _second_reader(row: GreenRequest, state: ActionState, viewer: Viewer) -> str:
    """The role in which the viewer decides; never whoever asked, and never an owner, then or now."""
    owners = _owners(row, state)
    if row.by_id == viewer.user_id:
        raise NotAllowed(
            "You asked for this rating, so you cannot decide about it.",
            why="A second person must have seen the evidence.",
            do="Ask somebody who does not own the action.",
        )
    # A role that was written in other letters is the same role.
    if {plain_words(each) for each in viewer.owner_roles} & {plain_words(each) for each in owners}:
        raise NotAllowed(
            f"Your role owns action {row.action.ref}, so you cannot decide about its rating.",
            why="A second person must have seen the evidence.",
            do="Ask somebody who does not own the action.",
        )
    return rights.check(viewer, APPROVE, owner_roles=owners)


def _owners(row: GreenRequest, state: ActionState) -> frozenset[str]:
    # Whoever gave the action away while the request waited is still no second reader.
    return frozenset(row.owner_roles) | {each.role for each in state.facets.owners}


def _proof_told(row: GreenRequest) -> dict[str, object]:
    evidence = Evidence.objects.filter(action=row.action, on__isnull=False).order_by("pk")
    differences = ImpactStatement.objects.filter(action=row.action).order_by("pk")
    return {
        "request": row.public_id,
        "asked_by": row.by.name,
        "asked_on": row.on.isoformat(),
        "evidence": list(evidence.values_list("public_id", flat=True)),
        "differences": list(differences.values_list("public_id", flat=True)),
    }


def _decide(
    row: GreenRequest, outcome: GreenOutcome, reason: str, request: Request, role: str, event: ActionEvent | None
) -> None:
    GreenDecision.objects.create(
        request=row,
        outcome=outcome.value,
        reason=reason.strip(),
        by=request.by,
        acting_role=role,
        on=request.on,
        event=event,
    )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Problem(
            "Say why.",
            why="Somebody will ask in a year what convinced you.",
            do="Write a sentence that names what you saw.",
        )


def _traced(request: Request, viewer: Viewer, role: str, row: GreenRequest) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="action",
        subject_ids=[row.action.public_id],
        details={"request": row.public_id},
    )

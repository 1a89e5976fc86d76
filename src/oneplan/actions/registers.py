"""The registers of a plan: entries are opened, changed, closed and opened again; every word they said is kept."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_locks import locked_plan, section_in
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.registers import EntryWords, check_entry
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action, ActionOwner, ImprovementPlan, RegisterChange, RegisterEntry
from oneplan.records.improvement.refreshing import raise_revision
from oneplan.rulebook.plans.registers import registers

PERMISSION = "register-write"
OPEN = "open"


def open_entry(
    *,
    plan_id: str,
    kind: str,
    entry: EntryWords,
    reason: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The register has one more entry; returns its id."""
    request = Request("open-register-entry", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        held = registers().kind(kind)
        role = rights.check(viewer, PERMISSION, owner_roles=[entry.owner_role, *_owners_of(entry.action)])
        plan = locked_plan(plan_id)
        check_entry(registers(), held, entry)
        row = RegisterEntry(plan=plan, kind=kind, ref=_next_ref(plan, held.prefix), state=OPEN, opened_on=on)
        row.changed_on = on
        _write(row, plan, entry)
        row.save()
        _kept(row, request, role, "opened", {}, reason)
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "kind": kind, "entry": asdict(entry), "reason": reason})


def change_entry(
    *,
    entry_id: str,
    version: int,
    entry: EntryWords,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The entry says something else, and what it said is kept; returns its new version."""
    request = Request("change-register-entry", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        row, role = _held(viewer, entry_id)
        check_entry(registers(), registers().kind(row.kind), entry)
        before = said_by(row)
        _check_fresh(row, version, mine=entry.words)
        _check_reason(reason)
        _write(row, row.plan, entry)
        if said_by(row) == before:
            raise Problem("Nothing would change.", do="Change something first, or go back to the register.")
        _saved(row, on)
        _kept(row, request, role, "changed", before, reason)
        _traced(request, viewer, role, row)
        return row.version

    return carry_out(request, work, asked={"entry": entry_id, "says": asdict(entry), "reason": reason})


def close_entry(
    *,
    entry_id: str,
    version: int,
    outcome: str,
    words: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The entry has ended in one of the ways its kind can, with a sentence that says how; returns its new version."""
    request = Request("close-register-entry", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        row, role = _held(viewer, entry_id)
        kind = registers().kind(row.kind)
        _check_fresh(row, version, mine=kind.outcomes.get(outcome, outcome))
        if row.state != OPEN:
            raise Problem(f"{row.ref} has ended already.", do="Open it again first, if it has not.")
        if outcome not in kind.outcomes:
            raise Problem("Say how it ended.", do=f"Choose one of: {', '.join(kind.outcomes.values())}.")
        _check_reason(words)
        before = said_by(row)
        row.state, row.outcome, row.closed_on = outcome, words.strip(), on
        _saved(row, on)
        _kept(row, request, role, "closed", before, words)
        _traced(request, viewer, role, row)
        return row.version

    return carry_out(request, work, asked={"entry": entry_id, "outcome": outcome, "words": words})


def reopen_entry(
    *, entry_id: str, version: int, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """The entry is open again; returns its new version."""
    request = Request("reopen-register-entry", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        row, role = _held(viewer, entry_id)
        _check_fresh(row, version, mine="open again")
        _check_reason(reason)
        if row.state == OPEN:
            raise Problem(f"{row.ref} is open already.", do="Go back to the register.")
        before = said_by(row)
        row.state, row.outcome, row.closed_on = OPEN, "", None
        _saved(row, on)
        _kept(row, request, role, "reopened", before, reason)
        _traced(request, viewer, role, row)
        return row.version

    return carry_out(request, work, asked={"entry": entry_id, "reason": reason})


def said_by(row: RegisterEntry) -> dict[str, Any]:
    """Everything an entry says, as plain JSON."""
    return {
        "words": row.words,
        "detail": row.detail,
        "section": row.section.slug if row.section else "",
        "action": row.action.ref if row.action else "",
        "owner_role": row.owner_role,
        "likelihood": row.likelihood,
        "impact": row.impact,
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "review_on": row.review_on.isoformat() if row.review_on else "",
        "pounds": f"{row.pounds:.2f}" if row.pounds is not None else "",
        "state": row.state,
        "outcome": row.outcome,
    }


def _held(viewer: Viewer, entry_id: str) -> tuple[RegisterEntry, str]:
    row = RegisterEntry.objects.select_related("plan", "section", "action").filter(public_id=entry_id).first()
    if row is None:
        raise NotFound("There is no such entry in the registers.", do="Start from the list of registers.")
    owners = _owners_of(row.action.public_id) if row.action else []
    role = rights.check(viewer, PERMISSION, owner_roles=[row.owner_role, *owners])
    locked_plan(row.plan.public_id)
    # The plan is held from here on, so nobody else changes the entry; what was read before may be old.
    row.refresh_from_db()
    return row, role


def _owners_of(action_id: str) -> list[str]:
    if not action_id:
        return []
    rows = ActionOwner.objects.filter(action__public_id=action_id)
    return list(rows.values_list("owner_role__name", flat=True))


def _next_ref(plan: ImprovementPlan, prefix: str) -> str:
    taken = set(RegisterEntry.objects.filter(plan=plan).values_list("ref", flat=True))
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _write(row: RegisterEntry, plan: ImprovementPlan, entry: EntryWords) -> None:
    tidy = replace(
        entry, words=entry.words.strip(), detail=entry.detail.strip(), owner_role=entry.owner_role.strip()[:300]
    )
    row.words, row.detail, row.owner_role = tidy.words, tidy.detail, tidy.owner_role
    row.section = section_in(plan, tidy.section) if tidy.section else None
    row.action = _action_in(plan, tidy.action) if tidy.action else None
    row.likelihood, row.impact = tidy.likelihood, tidy.impact
    row.due_on, row.review_on = tidy.due_on, tidy.review_on
    row.pounds = None if tidy.pounds is None else tidy.pounds.quantize(Decimal("0.01"))


def _action_in(plan: ImprovementPlan, action_id: str) -> Action:
    found = Action.objects.filter(plan=plan, public_id=action_id, is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such action in this plan.", do="Choose an action of the plan, or none.")
    return found


def _saved(row: RegisterEntry, on: date) -> None:
    row.version, row.changed_on = row.version + 1, on
    row.save()


def _check_fresh(row: RegisterEntry, version: int, *, mine: str) -> None:
    if row.version != version:
        raise Stale(row.ref, mine=mine, theirs=row.outcome or row.words, version=row.version, what="entry")


def _check_reason(words: str) -> None:
    if not words.strip():
        raise Problem("Say why.", why="Somebody will ask in a year, and the history is where they look.")


def _kept(row: RegisterEntry, request: Request, role: str, kind: str, before: dict[str, Any], reason: str) -> None:
    RegisterChange.objects.create(
        entry=row,
        kind=kind,
        on=request.on,
        by=request.by,
        acting_role=role,
        reason=reason.strip(),
        before=before,
        after=said_by(row),
    )
    raise_revision(row.plan)


def _traced(request: Request, viewer: Viewer, role: str, row: RegisterEntry) -> None:
    details = {"kind": row.kind, "state": row.state}
    leaves_trace(
        request, viewer, acting_role=role, subject_kind="register-entry", subject_ids=[row.public_id], details=details
    )

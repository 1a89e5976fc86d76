"""Cost avoidance: lines written with their counterfactual, achieved year by year, and signed off by finance."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_locks import locked_plan, section_in
from oneplan.core.access import NotAllowed, NotFound, Viewer
from oneplan.core.improvement.avoidance import AvoidanceWords, Counted, counted_twice, missing_of
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import (
    Action,
    AvoidanceAchieved,
    AvoidanceChange,
    AvoidanceLine,
    AvoidanceSignOff,
    ImprovementPlan,
)
from oneplan.records.improvement.refreshing import raise_revision

WRITE, APPROVE = "money-write", "money-approve"


def write_line(
    *, plan_id: str, line: AvoidanceWords, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The plan has one more line of cost avoidance, which counts once finance has signed it; returns its id."""
    request = Request("write-avoidance-line", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        plan = locked_plan(plan_id)
        _check_line(line)
        row = AvoidanceLine(plan=plan, ref=_next_ref(plan), written_by=by, changed_on=on)
        _write(row, line)
        row.save()
        _kept(row, request, role, "written", {}, "")
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "line": _plain(line)})


def change_line(
    *,
    line_id: str,
    version: int,
    line: AvoidanceWords,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The line says something else, and counts again once finance has signed it again; returns its new version."""
    request = Request("change-avoidance-line", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, WRITE)
        row = _locked(line_id)
        _check_line(line)
        before = said_by(row)
        if row.version != version:
            raise Stale(row.ref, mine=line.counterfactual, theirs=row.counterfactual, version=row.version, what="line")
        _check_words(reason)
        _write(row, line)
        if said_by(row) == before:
            raise Problem("Nothing would change.", do="Change something first, or go back to the line.")
        row.version, row.changed_on, row.written_by = row.version + 1, on, by
        row.save()
        _kept(row, request, role, "changed", before, reason)
        _traced(request, viewer, role, row)
        return row.version

    return carry_out(request, work, asked={"line": line_id, "says": _plain(line), "reason": reason})


def sign_off_line(
    *,
    line_id: str,
    version: int,
    agreed: bool,
    words: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """Finance agrees the line as it stands, so that it counts, or sends it back with a reason; returns its id."""
    request = Request("sign-off-avoidance-line", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, APPROVE)
        row = _locked(line_id)
        if row.version != version:
            raise Stale(row.ref, mine="signed off", theirs=row.counterfactual, version=row.version, what="line")
        _check_other(row.written_by_id, by)
        if not agreed:
            _check_words(words)
        row.signed_version = row.version if agreed else 0
        row.save(update_fields=["signed_version"])
        _kept(row, request, role, "signed-off" if agreed else "sent-back", {}, words)
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"line": line_id, "agreed": agreed, "words": words, "version": version})


def record_achieved(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    line_id: str,
    year: str,
    quantity: Decimal,
    unit_cost: Decimal,
    evidence: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """What the line came to in a year, with its evidence, waiting for finance; a later figure replaces it."""
    request = Request("record-avoidance", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        row = _locked(line_id)
        _check_achieved(row, year, quantity, unit_cost, evidence)
        before = AvoidanceAchieved.objects.filter(line=row, year=year, replaced_by__isnull=True).first()
        made = AvoidanceAchieved.objects.create(
            line=row,
            year=year,
            quantity=quantity,
            unit_cost=unit_cost,
            evidence=evidence.strip(),
            by=by,
            on=on,
            replaces=before,
        )
        after = {"year": year, "quantity": str(quantity), "unit_cost": str(unit_cost), "evidence": evidence.strip()}
        _kept(row, request, role, "achieved", {}, "", after=after)
        _traced(request, viewer, role, row)
        return made.public_id

    asked = {"line": line_id, "year": year, "quantity": quantity, "unit_cost": unit_cost, "evidence": evidence}
    return carry_out(request, work, asked=asked)


def sign_off_achieved(
    *, achieved_id: str, agreed: bool, words: str = "", by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """Finance agrees what a line came to in a year, or sends it back with a reason; returns the line's id."""
    request = Request("sign-off-avoidance", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, APPROVE)
        found = AvoidanceAchieved.objects.select_related("line").filter(public_id=achieved_id).first()
        if found is None:
            raise NotFound("There is no such figure.", do="Start from the lines of cost avoidance.")
        row = _locked(found.line.public_id)
        _check_other(found.by_id, by)
        if AvoidanceSignOff.objects.filter(achieved=found).exists() or hasattr(found, "replaced_by"):
            raise Problem("This figure has been settled already.", do="Open the line to see what stands.")
        if not agreed:
            _check_words(words)
        AvoidanceSignOff.objects.create(achieved=found, agreed=agreed, words=words.strip(), by=by, on=on)
        kind = "achieved-agreed" if agreed else "achieved-sent-back"
        _kept(row, request, role, kind, {}, words, after={"year": found.year})
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"achieved": achieved_id, "agreed": agreed, "words": words})


def close_line(*, line_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The line plans and counts nothing more; what it achieved stays. Returns its id."""
    request = Request("close-avoidance-line", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        row = _locked(line_id)
        _check_words(reason)
        row.is_closed = True
        row.save(update_fields=["is_closed"])
        _kept(row, request, role, "closed", {}, reason)
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"line": line_id, "reason": reason})


def said_by(row: AvoidanceLine) -> dict[str, Any]:
    """Everything a line says, as plain JSON."""
    return {
        "name": row.name,
        "section": row.section.slug,
        "counterfactual": row.counterfactual,
        "starts_on": row.starts_on.isoformat(),
        "unit": row.unit,
        "unit_cost": f"{row.unit_cost:.2f}",
        "ramp": dict(row.ramp),
        "evidence": row.evidence,
        "action": row.action.ref if row.action else "",
        "also_in": list(row.also_in),
    }


def _locked(line_id: str) -> AvoidanceLine:
    row = AvoidanceLine.objects.select_related("plan").filter(public_id=line_id).first()
    if row is None:
        raise NotFound("There is no such line of cost avoidance.", do="Start from the lines of cost avoidance.")
    locked_plan(row.plan.public_id)
    row.refresh_from_db()
    if row.is_closed:
        raise Problem(f"{row.ref} is closed.", why="It plans and counts nothing more.", do="Write a new line.")
    return row


def _check_line(line: AvoidanceWords) -> None:
    missing = missing_of(line)
    if missing:
        raise Problem(
            f"The line does not say {'; '.join(missing)}.",
            why="Without it nobody could tell whether anything was avoided.",
            do="Fill in what is missing.",
        )
    amounts = [line.unit_cost or Decimal(0), *(line.ramp or {}).values()]
    if min(amounts) < 0 or not any((line.ramp or {}).values()):
        raise Problem("Units and costs are numbers above nothing.", do="Write how many units each year brings.")


def _write(row: AvoidanceLine, line: AvoidanceWords) -> None:
    row.section = section_in(row.plan, line.section)
    row.action = Action.objects.filter(plan=row.plan, public_id=line.action).first() if line.action else None
    row.name, row.counterfactual, row.evidence = (
        line.name.strip()[:300],
        line.counterfactual.strip(),
        line.evidence.strip(),
    )
    row.unit, row.unit_cost = line.unit.strip()[:200], line.unit_cost or Decimal(0)
    row.starts_on = line.starts_on or row.changed_on
    row.ramp = {year: str(quantity) for year, quantity in sorted((line.ramp or {}).items()) if quantity}
    row.also_in = [section_in(row.plan, each).slug for each in dict.fromkeys(line.also_in) if each != line.section]
    other = counted_twice(_counted(row), _others(row))
    if other is not None:
        raise Problem(
            f"{other.ref} counts this money already, in section “{other.section}”.",
            why="Two lines that count the same money would show it avoided twice.",
            do="Name this section beside that line, or say in other words what this line avoids besides it.",
        )


def _others(row: AvoidanceLine) -> list[Counted]:
    # A plan that mirrors this one, or that it mirrors, is the same partnership's money.
    plans = {row.plan_id, row.plan.mirrors_id, *row.plan.mirrored_by.values_list("pk", flat=True)}
    lines = AvoidanceLine.objects.filter(plan__in=[each for each in plans if each], is_closed=False)
    return [_counted(each) for each in lines.exclude(pk=row.pk).select_related("section", "action").order_by("pk")]


def _counted(row: AvoidanceLine) -> Counted:
    action = row.action.public_id if row.action else ""
    return Counted(row.ref, row.section.title, row.name, row.counterfactual, row.unit, action)


def _check_achieved(row: AvoidanceLine, year: str, quantity: Decimal, unit_cost: Decimal, evidence: str) -> None:
    if row.signed_version != row.version:
        raise Problem(
            f"Finance has not signed {row.ref} as it stands.",
            why="A figure can only be held against a plan that finance has agreed.",
            do="Ask finance to sign the line first.",
        )
    if year not in row.ramp:
        raise Problem(f"{row.ref} plans nothing for {year}.", do="Choose a year of its plan, or change the line first.")
    if quantity < 0 or unit_cost < 0:
        raise Problem("Units and costs are numbers above nothing.", do="Write the figures without a minus.")
    if not evidence.strip():
        raise Problem("Say what shows it.", why="Only what is evidenced counts as avoided.", do="Name the evidence.")


def _check_other(first: int, by: User) -> None:
    if first == by.pk:
        raise NotAllowed(
            "You wrote this yourself, so somebody else signs it off.",
            why="Money that one person both claims and agrees is not agreed.",
            do="Ask somebody else in finance.",
        )


def _check_words(words: str) -> None:
    if not words.strip():
        raise Problem("Say why.", why="Somebody will ask in a year, and the history is where they look.")


def _next_ref(plan: ImprovementPlan) -> str:
    taken = set(AvoidanceLine.objects.filter(plan=plan).values_list("ref", flat=True))
    number = 1
    while f"C{number}" in taken:
        number += 1
    return f"C{number}"


def _plain(line: AvoidanceWords) -> dict[str, Any]:
    return {name: str(value) for name, value in asdict(line).items()}


def _kept(
    row: AvoidanceLine,
    request: Request,
    role: str,
    kind: str,
    before: dict[str, Any],
    reason: str,
    *,
    after: dict[str, Any] | None = None,
) -> None:
    AvoidanceChange.objects.create(
        line=row,
        kind=kind,
        on=request.on,
        by=request.by,
        acting_role=role,
        reason=reason.strip(),
        before=before,
        after=after if after is not None else said_by(row),
    )
    raise_revision(row.plan)


def _traced(request: Request, viewer: Viewer, role: str, row: AvoidanceLine) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind="avoidance-line", subject_ids=[row.public_id])

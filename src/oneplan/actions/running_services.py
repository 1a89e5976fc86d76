"""Sets up a service from an adopted practice, and changes how it runs: each time a version that stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.services import LocalChange, Place, Service, adapted
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.practice.models import Adoption, RunningService, ServiceVersion
from oneplan.rulebook.practice import load as load_practice
from oneplan.rulebook.practice.services import from_plain, to_plain

PERMISSION = "service-write"


def set_up(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    adoption_id: str,
    clocks: Mapping[str, int] | None = None,
    aims: Mapping[str, int] | None = None,
    places: tuple[Place, ...] = (),
    why: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The service of an adopted practice runs here from this day; returns its address."""
    request = Request("set-up-service", by, on, request_key, route)
    change = LocalChange(dict(clocks or {}), dict(aims or {}), places)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        adoption = Adoption.objects.select_for_update().filter(public_id=adoption_id, plan__is_withdrawn=False).first()
        if adoption is None:
            raise NotFound("There is no such adoption here.", do="Start from the practice library.")
        shipped = _shipped(adoption)
        if RunningService.objects.filter(slug=shipped.id).exists():
            raise Problem(f"“{shipped.title}” runs here already.", do="Open it, and change how it runs there.")
        row = RunningService.objects.create(
            slug=shipped.id, title=shipped.title, adoption=adoption, opened_on=on, made_by=by
        )
        _keep(row, shipped, adapted(shipped, change), why, by=by, on=on)
        _traced(request, viewer, role, row, 1)
        return row.slug

    return carry_out(request, work, asked={"adoption": adoption_id, "change": str(change), "why": why})


def change_service(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    slug: str,
    version: int,
    clocks: Mapping[str, int] | None = None,
    aims: Mapping[str, int] | None = None,
    places: tuple[Place, ...] = (),
    why: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """New referrals go by what is set here; those that began keep the version they began under. Returns its number."""
    request = Request("change-service", by, on, request_key, route)
    change = LocalChange(dict(clocks or {}), dict(aims or {}), places)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        row = RunningService.objects.select_for_update().filter(slug=slug).first()
        if row is None:
            raise NotFound("There is no such service here.", do="Start from the list of services.")
        newest = row.versions.order_by("-number").first()
        assert newest is not None
        if newest.number != version:
            raise Problem(
                f"Somebody set version {newest.number} meanwhile: {newest.why or 'no reason is on record'}.",
                why="Saving would undo what they changed.",
                do="Open the page again, look at what they set, and change what you still want to.",
            )
        before = from_plain(newest.definition, slug)
        after = adapted(before, change)
        if after == before:
            raise Problem("Nothing would change.", do="Change something first, or go back to the service.")
        number = _keep(row, before, after, why, by=by, on=on)
        _traced(request, viewer, role, row, number)
        return number

    return carry_out(request, work, asked={"service": slug, "version": version, "change": str(change), "why": why})


def _shipped(adoption: Adoption) -> Service:
    book = load_practice()
    card = book.card(adoption.card)
    if not card.runs:
        raise Problem(
            f"{card.id} brings no service that runs here.",
            why="It is kept as plan content: its actions, measures and checklist.",
            do="Follow it through the actions it brought into the plan.",
        )
    return book.service(card.runs)


def _keep(row: RunningService, before: Service, after: Service, why: str, *, by: User, on: date) -> int:
    if after != before and not why.strip():
        raise Problem(
            "Say why it differs.",
            why="Whoever compares areas needs to know what was changed, and the next person here why.",
            do="Write a sentence with the reason.",
        )
    number = row.versions.count() + 1
    ServiceVersion.objects.create(
        service=row, number=number, definition=to_plain(after), first_day=on, why=why.strip(), made_by=by
    )
    return number


def _traced(request: Request, viewer: Viewer, role: str, row: RunningService, number: int) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="service",
        subject_ids=[row.slug],
        details={"version": number},
    )

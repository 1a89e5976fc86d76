"""Packs, templates and publications as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from oneplan.core.access import NotFound, Viewer
from oneplan.records import rights
from oneplan.records.improvement.models import ActionEvent
from oneplan.records.packs.models import BoardTemplate, Pack, PackCheck, PackState, Publication

READ = "pack-read"


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack."""

    id: str
    plan_id: str
    tier: str
    profile: str
    meeting: str
    as_of: date
    since: date | None
    state: str
    says: str
    figures: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...]
    holds: tuple[str, ...]
    figure_run: int | None
    last_event: int
    pdf: str
    word: str
    pdf_name: str
    word_name: str
    pdf_stored: str
    word_stored: str
    sizes: tuple[int, int]
    by: str
    asked_at: datetime
    made_at: datetime | None
    seconds: float | None
    checked_at: datetime | None
    compared: int
    differing: tuple[str, ...]

    @property
    def is_made(self) -> bool:
        """Whether its documents are there."""
        return self.state == PackState.MADE

    @property
    def is_waiting(self) -> bool:
        """Whether it is still being made."""
        return self.state in (PackState.ASKED, PackState.MAKING)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A Word template of the board's own."""

    id: str
    name: str
    stored_as: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """What was shown to everybody, and until when."""

    id: str
    plan_id: str
    as_of: date
    published_at: datetime
    withdrawn_at: datetime | None
    by: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody is shown now."""

    id: str
    plan_id: str
    published_at: datetime
    as_of: date
    snapshot: Mapping[str, Any]
    documents: Mapping[str, tuple[str, str]]
    """For each of public and easy-read: the name of its file and the name it is kept under."""


def packs(plan_id: str, *, viewer: Viewer) -> tuple[PackRow, ...]:
    """Every pack of a plan, the newest first; those that are not made yet only for whoever may make them."""
    rights.check(viewer, READ)
    rows = _rows().filter(plan__public_id=plan_id).order_by("-asked_at", "-pk")
    sees_all = rights.may(viewer, "pack-make")
    return tuple(_pack(row) for row in rows if sees_all or row.state == PackState.MADE)


def pack(pack_id: str, *, viewer: Viewer) -> PackRow:
    """One pack; raises NotFound where there is none for this reader."""
    rights.check(viewer, READ)
    found = _rows().filter(public_id=pack_id).first()
    if found is None or (found.state != PackState.MADE and not rights.may(viewer, "pack-make")):
        raise NotFound("There is no such pack here.", do="Start from the list of packs.")
    return _pack(found)


def last_made(plan_id: str, tier: str, *, before: date) -> date | None:
    """The day of the last pack of a tier before a day: what changed since is what its readers have not been told."""
    made = Pack.objects.filter(plan__public_id=plan_id, tier=tier, state=PackState.MADE, as_of__lt=before)
    last: date | None = made.aggregate(last=Max("as_of"))["last"]
    return last


def last_event(plan_id: str) -> int:
    """The newest event of any action of a plan: up to it the plan can be told again exactly."""
    newest: int | None = ActionEvent.objects.filter(action__plan__public_id=plan_id).aggregate(last=Max("pk"))["last"]
    return newest or 0


def hidden_before(plan_id: str, profile: str) -> frozenset[str]:
    """The cells that earlier packs under a profile hid: shown later, they could tell what stood beside them then."""
    rows = Pack.objects.filter(plan__public_id=plan_id, profile=profile, state=PackState.MADE)
    return frozenset(cell for cells in rows.values_list("hidden", flat=True) for cell in cells)


def template_in_use(*, viewer: Viewer) -> TemplateRow | None:
    """The board's own template, where one was brought and not put aside."""
    rights.check(viewer, READ)
    row = BoardTemplate.objects.filter(is_put_aside=False).select_related("document", "by").order_by("-pk").first()
    if row is None:
        return None
    return TemplateRow(row.public_id, row.document.name, row.document.stored_as, row.by.name, row.at)


def publications(plan_id: str, *, viewer: Viewer) -> tuple[PublicationRow, ...]:
    """Everything that was ever published of a plan, the newest first."""
    rights.check(viewer, "plan-publish")
    rows = Publication.objects.filter(plan__public_id=plan_id).select_related("published_by", "plan").order_by("-pk")
    return tuple(
        PublicationRow(
            row.public_id,
            row.plan.public_id,
            row.as_of,
            row.published_at,
            row.withdrawn_at,
            row.published_by.name,
            row.fingerprint,
        )
        for row in rows
    )


def published_now() -> Published | None:
    """What everybody is shown: the newest publication, unless it was withdrawn. Nobody is asked who they are."""
    row = Publication.objects.select_related("plan", "public_pack__pdf", "easy_pack__pdf").order_by("-pk").first()
    if row is None or row.withdrawn_at is not None:
        return None
    return Published(
        id=row.public_id,
        plan_id=row.plan.public_id,
        published_at=row.published_at,
        as_of=row.as_of,
        snapshot=row.snapshot,
        documents={
            name: (pack.pdf.name, pack.pdf.stored_as)
            for name, pack in (("public", row.public_pack), ("easy-read", row.easy_pack))
            if pack.pdf is not None
        },
    )


def published_id() -> str:
    """The id of what everybody is shown now, asked on every visit; empty when there is nothing."""
    row = Publication.objects.order_by("-pk").values_list("public_id", "withdrawn_at").first()
    return row[0] if row is not None and row[1] is None else ""


def _rows() -> Any:
    return Pack.objects.select_related("plan", "pdf", "word", "asked_by")


def _pack(row: Pack) -> PackRow:
    check = PackCheck.objects.filter(pack=row).order_by("-pk").first()
    return PackRow(
        id=row.public_id,
        plan_id=row.plan.public_id,
        tier=row.tier,
        profile=row.profile,
        meeting=row.meeting,
        as_of=row.as_of,
        since=row.since,
        state=row.state,
        says=row.says,
        figures=tuple(row.figures),
        missing=tuple(row.missing),
        holds=tuple(row.holds),
        figure_run=row.figure_run,
        last_event=row.last_event,
        pdf=row.pdf.public_id if row.pdf else "",
        word=row.word.public_id if row.word else "",
        pdf_name=row.pdf.name if row.pdf else "",
        word_name=row.word.name if row.word else "",
        pdf_stored=row.pdf.stored_as if row.pdf else "",
        word_stored=row.word.stored_as if row.word else "",
        sizes=(row.pdf.size if row.pdf else 0, row.word.size if row.word else 0),
        by=row.asked_by.name,
        asked_at=row.asked_at,
        made_at=row.made_at,
        seconds=row.seconds,
        checked_at=check.at if check else None,
        compared=check.compared if check else 0,
        differing=tuple(check.differing) if check else (),
    )

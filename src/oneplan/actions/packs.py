"""Makes packs: asked for, set as PDF and Word from one content, kept, and noted to be right or not."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils import timezone

from oneplan.actions.contributions import keep_document
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.adapters.files import store
from oneplan.adapters.files.kinds import MEGABYTE, TYPES, FileKind
from oneplan.adapters.packs import typst_pack, word_pack
from oneplan.adapters.packs.content import PackContent
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.documents.models import Document
from oneplan.records.documents.stored import StoredFile
from oneplan.records.improvement.models import ImprovementPlan
from oneplan.records.packs import queries
from oneplan.records.packs.models import BoardTemplate, Pack, PackCheck, PackState
from oneplan.rulebook.pack_files import load_pack_rules

PERMISSION = "pack-make"
KIND, EASY_READ = "pack", "easy-read"
TEMPLATE = FileKind("a Word template", ("docx",), 10 * MEGABYTE)
_PACK_FILE = FileKind("a pack", ("pdf", "docx"), 100 * MEGABYTE)
_LONGEST_MEETING = 200


def ask_for_pack(
    *,
    plan_id: str,
    tier: str,
    by: User,
    on: date,
    meeting: str = "",
    profile: str = "",
    request_key: str = "",
    route: str = "",
) -> str:
    """A pack is asked for and waits to be made; returns its id."""
    request = Request("make-pack", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        chosen = load_pack_rules().tier(tier)
        plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
        if plan is None:
            raise NotFound("There is no such plan here.", do="Start from the list of plans.")
        row = Pack.objects.create(
            plan=plan,
            tier=chosen.id,
            profile=profile or chosen.profile,
            meeting=meeting.strip()[:_LONGEST_MEETING],
            as_of=on,
            since=queries.last_made(plan_id, chosen.id, before=on),
            template=BoardTemplate.objects.filter(is_put_aside=False).order_by("-pk").first(),
            asked_by=by,
        )
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="pack",
            subject_ids=[row.public_id],
            details={"tier": chosen.id, "profile": row.profile},
        )
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "tier": tier, "meeting": meeting, "profile": profile})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is needed to write a pack that was asked for."""

    plan_id: str
    tier: str
    profile: str
    meeting: str
    as_of: date
    since: date | None
    by: User


def begin_pack(*, pack_id: str) -> Waiting | None:
    """A pack that was asked for is being made; none where it is made already."""
    row = Pack.objects.select_related("plan", "asked_by").get(public_id=pack_id)
    if row.state == PackState.MADE:
        return None
    Pack.objects.filter(pk=row.pk).update(state=PackState.MAKING)
    return Waiting(row.plan.public_id, row.tier, row.profile, row.meeting, row.as_of, row.since, row.asked_by)


def keep_pack(*, pack_id: str, content: PackContent, began: float) -> None:
    """The pack is set as PDF and as Word from one content, and kept with every figure in it."""
    row = Pack.objects.select_related("asked_by", "template__document").get(public_id=pack_id)
    own = _bytes(row.template.document.stored_as) if row.template else None
    pdf = typst_pack.pdf_of(content.for_press, made_at=timezone.now())
    word = word_pack.word_of(content.for_press, template=own if row.tier != EASY_READ else None)
    kept = [_kept(each, f"{_name(content)}.{ending}", ending) for each, ending in ((pdf, "pdf"), (word, "docx"))]
    try:
        with transaction.atomic():
            documents = [keep_document(each, kind=KIND, by=row.asked_by) for each in kept]
            _fill(row, content, documents, began)
    except BaseException:
        for each in kept:
            store.remove(each.stored_as)
        raise


def pack_failed(*, pack_id: str, problem: Problem) -> None:
    """The pack says why there is none, and what to do."""
    says = " ".join(part for part in (problem.what, problem.why, problem.do) if part)
    Pack.objects.filter(public_id=pack_id).exclude(state=PackState.MADE).update(state=PackState.FAILED, says=says)


def note_check(*, pack_id: str, compared: int, differing: Sequence[str]) -> None:
    """What came of setting the pack against the records."""
    row = Pack.objects.get(public_id=pack_id)
    PackCheck.objects.create(pack=row, compared=compared, differing=list(differing))


def bring_template(*, stored: StoredFile, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The board's own Word template is used from now on; raises Problem if no pack could be set in it."""
    request = Request("bring-template", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        word_pack.check_template(_bytes(stored.stored_as))
        row = BoardTemplate.objects.create(document=keep_document(stored, kind="template", by=by), by=by)
        leaves_trace(
            request, viewer, acting_role=role, subject_kind="board-template", subject_ids=[row.public_id], details={}
        )
        return row.public_id

    return carry_out(request, work, asked={"sha256": stored.sha256})


def put_template_aside(*, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """Packs are set in our own template again; says how many templates were put aside."""
    request = Request("put-template-aside", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        found = BoardTemplate.objects.filter(is_put_aside=False)
        ids = list(found.values_list("public_id", flat=True))
        found.update(is_put_aside=True)
        leaves_trace(request, viewer, acting_role=role, subject_kind="board-template", subject_ids=ids)
        return len(ids)

    return carry_out(request, work)


def _kept(content: bytes, name: str, ending: str) -> StoredFile:
    stored_as, size, sha256 = store.keep(BytesIO(content), _PACK_FILE)
    return StoredFile(name, TYPES[ending][0], size, sha256, stored_as)


def _name(content: PackContent) -> str:
    plain = "".join(each if each.isalnum() else "-" for each in f"{content.plan_title} {content.tier_title}".lower())
    return f"{'-'.join(part for part in plain.split('-') if part)}-{content.made_on.isoformat()}"


def _fill(row: Pack, content: PackContent, documents: list[Document], began: float) -> None:
    row.pdf, row.word = documents
    row.figure_run, row.last_event = content.figure_run, content.last_event
    row.figures = [asdict(each) for each in content.numbers]
    row.hidden, row.missing = list(content.hidden), list(content.missing)
    row.holds = [part.title for part in content.parts]
    row.state, row.made_at = PackState.MADE, timezone.now()
    row.seconds = round(time.perf_counter() - began, 2)
    row.save()


def _bytes(stored_as: str) -> bytes:
    with store.open_stored(stored_as) as file:
        return file.read()

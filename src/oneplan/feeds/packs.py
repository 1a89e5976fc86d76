"""A pack from the wish to the two documents: collected by answers, set and kept by actions, checked at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django_tasks import task

from oneplan.actions import packs, publishing
from oneplan.answers.packs import check_pack, pack_content
from oneplan.answers.packs_published import EASY, PUBLIC, snapshot_of
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of

Say = Callable[[str], None]
_GAVE_UP = Problem(
    "The pack could not be made: making it stopped before its end each time.",
    why="Nothing was changed, and other people were not affected.",
    do="Ask for it again; if it stops again, tell the people who run the service.",
)


def make_pack(  # noqa: PLR0913 - keyword-only: which pack, for which meeting
    *,
    plan_id: str,
    tier: str,
    by: Any,
    on: date,
    meeting: str = "",
    profile: str = "",
    request_key: str = "",
    route: str = "",
    say: Say = lambda _: None,
) -> str:
    """A pack is made now, with both documents, and checked; returns its id. The same request makes one pack."""
    pack_id = packs.ask_for_pack(
        plan_id=plan_id,
        tier=tier,
        by=by,
        on=on,
        meeting=meeting,
        profile=profile,
        request_key=request_key,
        route=route,
    )
    finish_pack(pack_id, on=on, say=say)
    return pack_id


def ask_and_queue(*, plan_id: str, tier: str, meeting: str, by: Any, on: date, request_key: str, route: str) -> str:
    """A pack is asked for and waits its turn; returns its id."""
    with transaction.atomic():
        pack_id = packs.ask_for_pack(
            plan_id=plan_id, tier=tier, by=by, on=on, meeting=meeting, request_key=request_key, route=route
        )
        make_asked.enqueue(pack_id, on.isoformat())
    return pack_id


@task()
def make_asked(pack_id: str, asked_on: str) -> None:
    """Makes a pack that waits, unless that has been done."""
    try:
        finish_pack(pack_id, on=date.fromisoformat(asked_on))
    except Problem as problem:
        # People see it on the page of the pack; the queue has nothing to add.
        packs.pack_failed(pack_id=pack_id, problem=problem)


def gave_up(pack_id: str, asked_on: str) -> None:
    """The pack says that making it ended the maker again and again, and what to do."""
    del asked_on
    packs.pack_failed(pack_id=pack_id, problem=_GAVE_UP)


def finish_pack(pack_id: str, *, on: date, say: Say = lambda _: None) -> None:
    """A pack that was asked for is collected, set, kept and checked; one that is made already is left alone."""
    waiting = packs.begin_pack(pack_id=pack_id)
    if waiting is None:
        return
    began, viewer = time.perf_counter(), viewer_of(waiting.by, on=on)
    try:
        say("Collecting the plan, its measures and what changed")
        content = pack_content(
            waiting.plan_id,
            tier=waiting.tier,
            profile=waiting.profile,
            viewer=viewer,
            on=waiting.as_of,
            since=waiting.since,
            meeting=waiting.meeting,
        )
        say("Setting the PDF and the Word document")
        packs.keep_pack(pack_id=pack_id, content=content, began=began)
    except Problem as problem:
        packs.pack_failed(pack_id=pack_id, problem=problem)
        raise
    say("Setting every printed figure against the records")
    check(pack_id, by=waiting.by, on=on)


def check(pack_id: str, *, by: Any, on: date) -> bool:
    """The pack is set against the records, which is noted; returns whether every figure is right."""
    found = check_pack(pack_id, viewer=viewer_of(by, on=on))
    packs.note_check(pack_id=pack_id, compared=found.compared, differing=found.differing)
    return found.is_right


def publish(*, plan_id: str, fingerprint: str, by: Any, on: date, request_key: str = "", route: str = "") -> str:
    """Everybody is shown what was previewed, with its documents; refused when it has changed since. Returns the id."""
    viewer = viewer_of(by, on=on)
    made = snapshot_of(plan_id, viewer=viewer, on=on)
    if made.fingerprint != fingerprint:
        raise Problem(
            "The plan has changed since you looked at what would be public.",
            why="Nothing is published that nobody has looked at.",
            do="Look at the preview again, then publish.",
        )
    public, easy = (make_pack(plan_id=plan_id, tier=tier, by=by, on=on, route=route) for tier in (PUBLIC, EASY))
    return publishing.publish(
        plan_id=plan_id,
        snapshot=made.snapshot,
        fingerprint=fingerprint,
        public_pack=public,
        easy_pack=easy,
        by=by,
        on=on,
        request_key=request_key,
        route=route,
    )

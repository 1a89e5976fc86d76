"""What the pages of packs and of the published plan are opened with."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from oneplan.actions.packs import ask_for_pack, pack_failed
from oneplan.answers.packs_published import snapshot_of
from oneplan.core.kernel import Problem
from oneplan.feeds.packs import make_pack, publish
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.models import Action
from oneplan.records.packs.models import Pack
from tests.support.live_plan import People


def packs_have_been_made(people: People) -> None:
    """A pack that is made, one that waits, one that could not be made, and a plan that is public."""
    today, action = timezone.localdate(), Action.objects.get(ref="A1")
    asked = {"plan_id": action.plan.public_id, "by": people.lead, "on": today}
    make_pack(**asked, tier="board", meeting="Board, December")
    ask_for_pack(**asked, tier="executive-panel")
    failed = ask_for_pack(**asked, tier="action-group")
    pack_failed(pack_id=failed, problem=Problem("It could not be set.", why="The press stopped.", do="Ask again."))
    made = snapshot_of(action.plan.public_id, viewer=viewer_of(people.lead, on=today), on=today)
    publish(**asked, fingerprint=made.fingerprint)


def pack_needs() -> dict[str, object]:
    """What one address each is made from."""
    action = Action.objects.get(ref="A1")
    return {
        "pack_id": Pack.objects.get(tier="board").public_id,
        "easy-words section": action.section.slug,
        "late-reason action_id": action.public_id,
    }


def pack_addresses() -> Mapping[str, tuple[str, ...]]:
    """A pack in each state."""
    return {"pack": tuple(reverse("pack", args=[row.public_id]) for row in Pack.objects.order_by("pk"))}

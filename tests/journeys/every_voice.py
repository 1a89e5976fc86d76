"""Ratings that wait and are challenged, and people heard at every stage, so that every page about them can be opened."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from oneplan.actions import voice, voice_comments, voice_engagement
from oneplan.actions.area_ratings import rate_area
from oneplan.actions.challenges import answer_challenge
from oneplan.actions.green_ratings import ask_for_green
from oneplan.answers.challenges import ChallengeRow, standing_challenges
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.judgements import area_key
from oneplan.records.improvement.models import Action, AreaForImprovement, GreenRequest, ImprovementPlan
from oneplan.records.voice.models import Engagement, PublicComment, Quote, VoiceItem
from tests.support.live_plan import People


def voices_have_come(people: People) -> None:
    """A green rating is asked for, a challenge answered, an area judged; items, quotes and comments in each state."""
    today, action = timezone.localdate(), Action.objects.get(ref="A1")
    plan_id, common = action.plan.public_id, {"by": people.lead, "on": today}
    ask_for_green(
        action_id=action.public_id,
        version=action.version,
        rating_raw="Complete",
        rating=Rating.COMPLETE,
        reason="It is read",
        by=people.owner,
        on=today,
    )
    first = _challenges(people)[0]
    answer_challenge(action_id=first.action_id, kind=first.kind, about=first.about, reason="Soon", **common)
    area = AreaForImprovement.objects.filter(plan=action.plan).order_by("pk")[0]
    rate_area(
        plan_id=plan_id,
        section=area.section.slug,
        area=area.text,
        impact_id="some",
        reason="Decisions come sooner",
        evidence="Eleven of fourteen at the first meeting",
        evidence_kind=EvidenceKind.AUDIT,
        evidence_on=today,
        **common,
    )
    _people_have_spoken(plan_id, action, people)


def voice_needs(people: People) -> Mapping[str, object]:
    """What the pages about ratings and voices are opened with."""
    area = AreaForImprovement.objects.filter(plan__actions__ref="A1").order_by("pk")[0]
    challenge = _challenges(people)[-1]
    items = {
        f"{route} item_id": VoiceItem.objects.order_by("pk")[0].public_id
        for route in ("voice-item", "voice-decide", "voice-effect", "voice-tell")
    }
    asked = GreenRequest.objects.get().public_id
    return {
        **{f"{route} request_id": asked for route in ("green-request", "green-approve", "green-send-back")},
        **items,
        "area_key": area_key(area.section.slug, area.text),
        "challenge-answer action_id": challenge.action_id,
        "challenge-answer mark": challenge.mark,
        "engagement_id": Engagement.objects.get(title="Next conference").public_id,
        "quote_id": Quote.objects.get().public_id,
        "comment_id": PublicComment.objects.order_by("pk")[0].public_id,
    }


def voice_addresses() -> Mapping[str, tuple[str, ...]]:
    """The same pages in their other states."""
    said = tuple(reverse("voice-item", args=[each.public_id]) for each in VoiceItem.objects.order_by("pk"))
    listed = reverse("voice")
    return {
        "voice-item": said,
        "voice": (listed, f"{listed}?stage=told", f"{listed}?group=settings"),
        "challenges": (reverse("challenges"), f"{reverse('challenges')}?kind=unowned"),
    }


def _people_have_spoken(plan_id: str, action: Action, people: People) -> None:
    today = timezone.localdate()
    common = {"by": people.lead, "on": today}
    day = {"plan_id": plan_id, "source": "conference", "group": "young-people", "planned_on": today, **common}
    held = voice_engagement.plan_engagement(title="Conference", **day)
    voice_engagement.plan_engagement(title="Next conference", **day)
    voice_engagement.hold_engagement(plan_id=plan_id, engagement_id=held, held_on=today, heard=12, **common)
    section = action.section.slug if action.section else ""
    for theme in ("Papers", "Noise"):
        said = voice.Said("young-people", "conference", "service", theme, "We cannot read them", today, section)
        item_id = voice.record_item(plan_id=plan_id, what=said, **common)
    voice.decide_item(item_id=item_id, decision="done", words="They come in easy words", **common)
    voice.record_effect(item_id=item_id, words="Nine of eleven read them", happened_on=today, **common)
    voice.tell_back(item_id=item_id, words="Easy words", whom="The board", how="In person", told_on=today, **common)
    took_part = voice.TookPart(
        "families", "Two parents", "service", "engaged", "They read it", today, "A word", "Its length", "The law asks"
    )
    voice.record_involvement(action_id=action.public_id, took_part=took_part, **common)
    voice_engagement.add_quote(
        plan_id=plan_id,
        priority=1,
        words="I was listened to",
        group="young-people",
        said_on=today,
        consent="Signed",
        consent_on=today,
        may_be_public=True,
        **common,
    )
    voice_engagement.check_promise(
        plan_id=plan_id, group="families", points={"honest": 2}, says="Better", checked_on=today, **common
    )
    for said_publicly in ("Where are the numbers?", "Thank you"):
        comment_id = voice_comments.receive_comment(
            plan_id=plan_id, said=said_publicly, place="192.0.2.1", at=timezone.now(), on=today
        )
    voice_comments.accept_comment(comment_id=comment_id, theme="Thanks", **common)


def _challenges(people: People) -> tuple[ChallengeRow, ...]:
    today = timezone.localdate()
    plan_id = ImprovementPlan.objects.get(actions__ref="A1").public_id
    return standing_challenges(plan_id, viewer=viewer_of(people.lead, on=today), on=today)

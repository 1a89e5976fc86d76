"""What invented people said, what was decided and how they were told; public comments among it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from oneplan.actions import voice, voice_comments, voice_engagement
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries
from oneplan.records.improvement.rows import PlanTree
from oneplan.records.voice import queries as voices
from oneplan.synthetic.demonstration.loading import words_of

READS_COMMENTS = "lead@merrowdale.example"
MORNING = time(9, 30)


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """People have said things, and most have heard back; a second time changes nothing."""
    viewer = viewer_of(accounts[READS_COMMENTS], on=on)
    if voices.items(plan_id, viewer=viewer):
        return
    told = words_of("voice")
    tree = queries.plan_tree(plan_id, viewer=viewer)
    teller = _Teller(plan_id, accounts, on, tree)
    days = {each["key"]: teller.day(each) for each in told["day"]}
    for each in told["item"]:
        teller.item(each, days.get(each.get("day", ""), ""))
    for each in told["involved"]:
        teller.involved(each)
    for each in told["quote"]:
        teller.quote(each)
    for each in told["promise"]:
        teller.promise(each)
    for each in told["comment"]:
        teller.comment(each)


class _Teller:
    """Tells each thing on its own day, by whoever did it."""

    def __init__(self, plan_id: str, accounts: Mapping[str, Any], on: date, tree: PlanTree) -> None:
        self.plan_id, self.accounts, self.on = plan_id, accounts, on
        self.lead = accounts[READS_COMMENTS]
        self.actions = {action.ref: action.id for action in tree.actions}
        # Sections that hold actions, in the order of the plan, so that what is said stands where something is done.
        self.sections = list(dict.fromkeys(action.section_slug for action in tree.actions))

    def day(self, told: Mapping[str, Any]) -> str:
        """A day of the calendar, held or called off where it is over."""
        planned = self._ago(told["days_ago"])
        by = self.accounts[told["by"]]
        asked = min(planned - timedelta(days=30), self.on)
        papers = planned - timedelta(days=told["papers_days_before"]) if told["papers_days_before"] else None
        engagement_id = voice_engagement.plan_engagement(
            plan_id=self.plan_id,
            title=told["title"],
            source=told["source"],
            group=told["group"],
            planned_on=planned,
            papers_out_on=papers,
            by=by,
            on=asked,
        )
        if planned <= self.on:
            off = told.get("off", "")
            voice_engagement.hold_engagement(
                plan_id=self.plan_id,
                engagement_id=engagement_id,
                held_on=None if off else planned,
                heard=told.get("heard"),
                called_off_because=off,
                by=by,
                on=planned,
            )
        return engagement_id

    def item(self, told: Mapping[str, Any], engagement_id: str) -> None:
        """One thing that was said, and as much as became of it."""
        heard = self._ago(told["days_ago"])
        what = voice.Said(
            told["group"],
            told["source"],
            told["level"],
            told["theme"],
            told["said"],
            heard,
            self._section(told),
            self.actions.get(told.get("ref", ""), ""),
            engagement_id,
        )
        item_id = voice.record_item(plan_id=self.plan_id, what=what, by=self.accounts[told["by"]], on=heard)
        self._answer(item_id, told, heard)

    def involved(self, told: Mapping[str, Any]) -> None:
        """Who took part in an action."""
        names = ("group", "who", "level", "rung", "how")
        day = self._ago(told["days_ago"])
        more = {name: told[name] for name in ("changed", "could_not", "could_not_because") if name in told}
        took_part = voice.TookPart(*(told[name] for name in names), happened_on=day, **more)
        action_id = self.actions[told["ref"]]
        voice.record_involvement(action_id=action_id, took_part=took_part, by=self.accounts[told["by"]], on=day)

    def quote(self, told: Mapping[str, Any]) -> None:
        """Somebody's own words, agreed to on the day they were said."""
        day = self._ago(told["days_ago"])
        voice_engagement.add_quote(
            plan_id=self.plan_id,
            priority=told["priority"],
            words=told["words"],
            group=told["group"],
            said_on=day,
            consent=told["consent"],
            consent_on=day,
            may_be_public=told["is_public"],
            by=self.accounts[told["by"]],
            on=day,
        )

    def promise(self, told: Mapping[str, Any]) -> None:
        """How well a group says that the promise is kept."""
        day = self._ago(told["days_ago"])
        voice_engagement.check_promise(
            plan_id=self.plan_id,
            group=told["group"],
            points=told["points"],
            says=told["says"],
            checked_on=day,
            by=self.accounts[told["by"]],
            on=day,
        )

    def comment(self, told: Mapping[str, Any]) -> None:
        """What somebody wrote on the public page, read the day after where anybody has."""
        day = self._ago(told["days_ago"])
        at = timezone.make_aware(datetime.combine(day, MORNING))
        comment_id = voice_comments.receive_comment(
            plan_id=self.plan_id,
            said=told["said"],
            section=self._section(told),
            place=f"demonstration {told['days_ago']}",
            at=at,
            on=day,
        )
        common = {"comment_id": comment_id, "by": self.lead, "on": min(day + timedelta(days=1), self.on)}
        if "refused" in told:
            voice_comments.refuse_comment(reason=told["refused"], **common)
        elif "theme" in told:
            item_id = voice_comments.accept_comment(theme=told["theme"], **common)
            self._answer(item_id, {"decided_days_after": 4, "told_days_after": 6, **told}, day)

    def _answer(self, item_id: str, told: Mapping[str, Any], heard: date) -> None:
        if "decision" not in told:
            return
        decided = heard + timedelta(days=told["decided_days_after"])
        parts = {name: told.get(name, "") for name in ("words", "reason", "whom")}
        voice.decide_item(item_id=item_id, decision=told["decision"], by=self.lead, on=decided, **parts)
        if "told" in told:
            day = heard + timedelta(days=told["told_days_after"])
            voice.tell_back(
                item_id=item_id,
                words=told["told"],
                whom=told.get("told_whom", "Everybody who reads the published plan"),
                how=told.get("told_how", "Beside the comment on the published plan"),
                told_on=day,
                by=self.lead,
                on=day,
            )
        if "effect" in told:
            voice.record_effect(item_id=item_id, words=told["effect"], happened_on=self.on, by=self.lead, on=self.on)

    def _section(self, told: Mapping[str, Any]) -> str:
        place = told.get("section")
        return self.sections[place] if place is not None and place < len(self.sections) else ""

    def _ago(self, days: int) -> date:
        return self.on - timedelta(days=days)

"""The invented partnership's bodies meet, decide, ask each other and promise reports, up to a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from oneplan.actions import arising, bodies, meeting_agendas, meeting_decisions, meetings, questions, report_calendar
from oneplan.answers import governance
from oneplan.core.governance.agenda import ItemKind
from oneplan.core.governance.meetings import Recurrence
from oneplan.core.governance.quorum import QuorumRule
from oneplan.core.governance.reports import ReportState
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries
from oneplan.rulebook import governance as rules
from oneplan.synthetic.demonstration.loading import words_of

LEAD = "lead@merrowdale.example"
CHAIR = "chair@merrowdale.example"
NO_MINUTE = "Heard and noted."


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """Every body has its people, its meetings and what came of them; a second time changes nothing."""
    lead = accounts[LEAD]
    if governance.bodies(viewer=viewer_of(lead, on=on), on=on):
        return
    with transaction.atomic():
        _Story(words_of("governance"), plan_id, accounts, on).tell()


class _Story:
    """What has been made so far, by the keys that the story uses."""

    def __init__(self, words: Mapping[str, Any], plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
        self.words, self.plan_id, self.accounts, self.on = words, plan_id, accounts, on
        self.lead = accounts[LEAD]
        self.viewer = viewer_of(self.lead, on=on)
        tree = queries.plan_tree(plan_id, viewer=self.viewer)
        self.actions = {row.ref: row.id for row in tree.actions}
        self.bodies: dict[str, str] = {}
        self.seats: dict[str, list[str]] = {}
        self.meetings: dict[str, str] = {}

    def tell(self) -> None:
        """The whole story, in the order in which it happened to those who lived it."""
        for each in self.words["body"]:
            self._body(each)
        self._ties()
        for each in self.words["recurring"]:
            self._recurring(each)
        for each in sorted(self.words["meeting"], key=lambda row: row["day"]):
            self._held(each)
        for each in self.words["question"]:
            self._question(each)
        for each in self.words["closing"]:
            self._closing(each)
        for each in self.words["coming"]:
            self._coming(each)
        self._reports()

    def day(self, number: int) -> date:
        """The working day so many days from today."""
        return rules.working_days().on_or_after(self.on + timedelta(days=number))

    def _body(self, each: Mapping[str, Any]) -> None:
        opens = self.on + timedelta(days=each["opens"])
        kind = rules.kind(each["kind"])
        rule = QuorumRule(
            number=kind.quorum.number,
            share=kind.quorum.share,
            partners=tuple(each.get("partners", ())),
            needs_families=each.get("needs_families", False),
        )
        body = bodies.open_body(
            name=each["name"],
            kind=each["kind"],
            parent=self.bodies.get(each.get("parent", ""), ""),
            purpose=each.get("purpose", ""),
            opens_on=opens,
            rule=rule,
            by=self.lead,
            on=opens,
        )
        self.bodies[each["key"]] = body
        self.seats[each["key"]] = [self._seat(body, seat, opens) for seat in each["seats"]]

    def _seat(self, body: str, seat: Mapping[str, Any], opens: date) -> str:
        is_held = seat.get("name") or seat.get("email") or seat.get("speaks") == "young-people"
        sitter = bodies.Sitter(seat.get("name", ""), seat.get("email", ""), seat.get("deputy", ""))
        return bodies.add_seat(
            body_id=body,
            role=seat["role"],
            partner=seat["partner"],
            speaks_for=seat.get("speaks", ""),
            is_chair=seat.get("chair", False),
            is_voting=seat.get("voting", True),
            first_day=opens,
            sitter=sitter if is_held else None,
            by=self.lead,
            on=opens,
        )

    def _ties(self) -> None:
        for each in self.words["body"]:
            for to, kind in each.get("ties", ()):
                bodies.tie(
                    from_body=self.bodies[each["key"]], to_body=self.bodies[to], kind=kind, by=self.lead, on=self.on
                )
        for each in self.words["tie"]:
            first, second = self.bodies[each["from"]], self.bodies[each["to"]]
            bodies.tie(from_body=first, to_body=second, kind=each["kind"], by=self.lead, on=self.on)

    def _recurring(self, each: Mapping[str, Any]) -> None:
        first = self.on + timedelta(days=each["first"])
        rule = Recurrence(first, every=each.get("every", 0), months=tuple(each.get("months", ())))
        meeting_agendas.add_recurring(
            body_id=self.bodies[each["body"]],
            title=each["title"],
            rule=rule,
            lead_role=each["lead"],
            by=self.lead,
            on=first,
        )

    def _held(self, each: Mapping[str, Any]) -> None:
        day, before = self.day(each["day"]), self.day(each["day"] - 28)
        meeting = self._planned(each, day, before, time(14))
        keys = {row["title"]: self._item(meeting, row, before) for row in each.get("item", ())}
        seats = self.seats[each["body"]]
        presence = {
            seat: "absent" if number in each.get("absent", ()) else "present"
            for number, seat in enumerate(seats, start=1)
        }
        common = {"by": self.lead, "on": day}
        meeting_decisions.hold_meeting(meeting_id=meeting, presence=presence, **common)
        self._minutes(meeting, each, keys, day)
        for row in each.get("item", ()):
            if "decision" in row:
                self._decision(meeting, keys[row["title"]], row, day)
        for row in each.get("arising", ()):
            self._arising(meeting, keys[row["item"]], row, day)
        if each["signed"]:
            self._sign(each["body"], meeting, day)
        if "note" in each:
            meeting_decisions.publish_note(meeting_id=meeting, note=each["note"], **common)

    def _planned(self, each: Mapping[str, Any], day: date, before: date, at: time) -> str:
        self.meetings[each["key"]] = meetings.plan_meeting(
            body_id=self.bodies[each["body"]],
            meets_on=day,
            starts_at=at,
            place=each.get("place", ""),
            by=self.lead,
            on=before,
        )
        return self.meetings[each["key"]]

    def _item(self, meeting: str, row: Mapping[str, Any], on: date) -> str:
        return meeting_agendas.add_item(
            meeting_id=meeting,
            title=row.get("title") or row["item"],
            kind=ItemKind(row["kind"]),
            lead_role=row.get("lead", ""),
            needs_paper="lead" in row,
            by=self.lead,
            on=on,
        )

    def _minutes(self, meeting: str, each: Mapping[str, Any], keys: Mapping[str, str], day: date) -> None:
        said = dict(each.get("minutes", {}))
        said |= {keys[row["title"]]: row["minute"] for row in each.get("item", ())}
        outcomes = {keys[row["title"]]: row.get("outcome", "discussed") for row in each.get("item", ())}
        for item in governance.meeting(meeting, viewer=self.viewer, on=day).items:
            meeting_decisions.write_minute(
                meeting_id=meeting,
                key=item.key,
                minute=said.get(item.key, NO_MINUTE),
                outcome=outcomes.get(item.key, "discussed"),
                by=self.lead,
                on=day,
            )

    def _decision(self, meeting: str, key: str, row: Mapping[str, Any], day: date) -> None:
        decision = meeting_decisions.record_decision(
            meeting_id=meeting,
            key=key,
            text=row["decision"],
            public_words=row.get("public", ""),
            action_id=self.actions.get(row.get("about", ""), ""),
            by=self.lead,
            on=day,
        )
        if "chairs_action" in row:
            acted = row["chairs_action"]
            meeting_decisions.take_chairs_action(
                decision_id=decision, reason=acted["why"], by=self.accounts[CHAIR], on=self.day(acted["day"])
            )

    def _arising(self, meeting: str, key: str, row: Mapping[str, Any], day: date) -> None:
        made = arising.add_arising(
            meeting_id=meeting,
            key=key,
            text=row["text"],
            owner_role=row["owner"],
            due_on=self.day(row["due"]),
            by=self.lead,
            on=day,
        )
        if "done" in row:
            arising.finish_arising(arising_id=made, words=row["done_words"], by=self.lead, on=self.day(row["done"]))

    def _sign(self, body: str, meeting: str, day: date) -> None:
        # Only a chair with the right to sign does: of these bodies, the board's.
        if body == "board":
            meeting_decisions.sign_minutes(meeting_id=meeting, by=self.accounts[CHAIR], on=day)

    def _question(self, each: Mapping[str, Any]) -> None:
        asked = questions.raise_question(
            from_body=self.bodies[each["from"]],
            to_body=self.bodies[each["to"]],
            text=each["text"],
            why=each.get("why", ""),
            action_id=self.actions.get(each.get("about", ""), ""),
            by=self.accounts[each["by"]],
            on=self.day(each["day"]),
        )
        if "answer" in each:
            by, day = self.accounts[each["answered_by"]], self.day(each["answer_day"])
            questions.answer_question(question_id=asked, answer=each["answer"], by=by, on=day)

    def _closing(self, each: Mapping[str, Any]) -> None:
        day = self.day(each["day"])
        held = governance.body(self.bodies[each["body"]], viewer=self.viewer, on=day).held
        bodies.close_body(
            body_id=self.bodies[each["body"]],
            last_day=day,
            reason=each["why"],
            handed={row.key: self.bodies[each["to"]] for row in held},
            by=self.lead,
            on=day,
        )

    def _coming(self, each: Mapping[str, Any]) -> None:
        hours, _, minutes = each["at"].partition(":")
        at, before = time(int(hours), int(minutes)), self.on - timedelta(days=30)
        meeting = self._planned(each, self.day(each["day"]), before, at)
        for row in each.get("papers", ()):
            self._paper(each["body"], meeting, row)
        self._replies(each["body"], meeting, each.get("replies", {}))
        if "moved_to" in each:
            day = self.on - timedelta(days=2)
            meeting_agendas.send_papers(meeting_id=meeting, by=self.lead, on=self.on - timedelta(days=4))
            meetings.move_meeting(
                meeting_id=meeting,
                meets_on=self.day(each["moved_to"]),
                starts_at=at,
                place="",
                reason=each["moved_why"],
                by=self.lead,
                on=day,
            )
            self._replies(each["body"], meeting, each["replies_after"])

    def _paper(self, body: str, meeting: str, row: Mapping[str, Any]) -> None:
        key = self._item(meeting, row, self.on - timedelta(days=20))
        if "purpose" in row:
            fields = {name: row[name] for name in ("purpose", "asked", "difference")}
            fields |= {"lived-experience": row.get("lived", ""), "money-and-risks": row.get("money", "")}
            meeting_agendas.hand_in_paper(
                meeting_id=meeting,
                key=key,
                title=row["item"],
                fields=fields,
                by=self.accounts[row["by"]],
                on=self.on - timedelta(days=6),
            )
        if "interest" in row:
            meetings.declare_interest(
                meeting_id=meeting,
                key=key,
                seat_id=self.seats[body][row["interest"] - 1],
                says=row["interest_says"],
                by=self.lead,
                on=self.on - timedelta(days=5),
            )

    def _replies(self, body: str, meeting: str, said: Mapping[str, str]) -> None:
        for number, says in said.items():
            seat = self.seats[body][int(number) - 1]
            meetings.reply(
                meeting_id=meeting,
                seat_id=seat,
                says=says,
                deputy_name="Callum Reid" if says == "deputy" else "",
                by=self.lead,
                on=self.on - timedelta(days=1),
            )

    def _reports(self) -> None:
        words, day = self.words["reports"], self.on - timedelta(days=60)
        report_calendar.propose_reports(plan_id=self.plan_id, by=self.lead, on=day)
        proposed = governance.reports_proposed(viewer=self.viewer, on=day)
        named = {row.action_ref: row for row in proposed if row.action_ref}
        further = {step["ref"] for step in words["step"]} | {words["placed"]["ref"]}
        chosen = {row.id: row for row in self._first(proposed, further, words["confirmed"])}
        for row in chosen.values():
            wish = report_calendar.ReportWish(
                title=row.title,
                kind=row.kind,
                owner_role=row.owner_role or "SEND Transformation Lead",
                audience=row.audience,
                sign_off_route=row.sign_off_route,
                due_body=self.bodies["board" if "board" in row.sign_off_route else "group"],
                due_on=row.due_on,
            )
            report_calendar.confirm_report(report_id=row.id, wish=wish, by=self.lead, on=day)
        for step in words["step"]:
            if step["ref"] in named:
                state, link = ReportState(step["state"]), step.get("link", "")
                report = named[step["ref"]].id
                report_calendar.take_step(report_id=report, state=state, link=link, by=self.lead, on=self.on)
        placed = words["placed"]
        if placed["ref"] in named:
            report_calendar.place_report(
                report_id=named[placed["ref"]].id, meeting_id=self.meetings[placed["meeting"]], by=self.lead, on=self.on
            )

    @staticmethod
    def _first(proposed: tuple[Any, ...], further: set[str], count: int) -> Iterator[Any]:
        of_actions = [row for row in proposed if row.action_ref]
        yield from (row for row in of_actions if row.action_ref in further)
        yield from [row for row in of_actions if row.action_ref not in further][:count]

"""A cycle lived through by invented people: asked, answered three ways, chased, cleared, approved and locked."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from openpyxl import load_workbook

from oneplan.actions import baselines, clearing, delivery_cycles, green_ratings, replies, reply_links
from oneplan.actions.clearing import Words
from oneplan.actions.contributions import add_evidence, state_impact
from oneplan.actions.reply_links import Visit
from oneplan.adapters.files.kinds import XLSX
from oneplan.core.calendar import wd_after
from oneplan.core.improvement.cycles import Answer, Standing
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.feeds import reply_sheets
from oneplan.feeds.chasing import chase
from oneplan.feeds.reply_workbooks import ANSWERS, COLUMNS
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.delivery import queries
from oneplan.records.delivery.queries import LineRow
from oneplan.records.improvement import greens, registers
from oneplan.records.improvement import queries as plan_queries
from oneplan.rulebook.cycle_files import cycle_calendar
from oneplan.synthetic.cycles import invented_answer, invented_people, invented_words

Say = Callable[[str], None]
_BY_LINK, _BY_SHEET, _SILENT = 3, 4, 0.1
_GREENS = 2


@dataclass(slots=True)
class Told:
    """What happened in one cycle, in numbers and words."""

    number: int = 0
    asked: int = 0
    by_account: int = 0
    by_link: int = 0
    by_sheet: int = 0
    silent: int = 0
    reminded: int = 0
    cleared: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    approved: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    redated: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """Who runs the cycle, who approves, and whose account answers as whichever role."""

    lead: Any
    approver: Any
    as_role: Mapping[str, Any]
    spared: frozenset[str] = frozenset()  # references whose rating and date nobody asks to change
    reminds: bool = False
    moved: set[str] = field(default_factory=set)  # actions whose date was counted from anew before
    every: int = 1  # asks about each so-manieth action only


def live_through(
    plan_id: str, *, cast: Cast, opens_on: date, seed: str, upto: date | None = None, say: Say = lambda _: None
) -> Told:
    """One whole cycle; with ``upto`` it stops as it stands on that day, with some still owed and some to clear."""
    return _Life(plan_id, cast, opens_on, seed, upto).lived(say)


class _Life:
    """One cycle on its way."""

    def __init__(self, plan_id: str, cast: Cast, opens_on: date, seed: str, upto: date | None) -> None:
        self.plan_id, self.cast, self.seed, self.upto = plan_id, cast, seed, upto
        self.opens_on = opens_on
        self.chance = random.Random(seed)  # noqa: S311 - invented answers
        self.told = Told()
        self.moved = cast.moved
        self.replied_on = min(self._day(6), upto) if upto else self._day(6)
        self.cleared_on = min(self._day(13), upto) if upto else self._day(13)
        tree = plan_queries.plan_tree(plan_id, viewer=viewer_of(cast.lead, on=opens_on))
        self.words = {entry.rating: entry.word for entry in tree.key}
        free = [each for each in tree.actions if not each.is_superseded and each.ref not in cast.spared]
        nearly = [each for each in free if each.rating is Rating.COMPLETE_UNEMBEDDED]
        nearly += [each for each in free if each.rating is Rating.ON_TRACK and each.owners]
        self.greens = [each.id for each in nearly][:_GREENS]
        live = [each.id for each in tree.actions if each.rating.is_live and not each.is_superseded]
        self.chosen = live[:: cast.every] if cast.every > 1 else None

    def lived(self, say: Say) -> Told:
        """The cycle from its opening to its lock."""
        lead = self.cast.lead
        self.cycle_id = delivery_cycles.open_cycle(
            plan_id=self.plan_id, opens_on=self.opens_on, actions=self.chosen, by=lead, on=self.opens_on
        )
        if self.greens:
            delivery_cycles.ask_about(cycle_id=self.cycle_id, actions=self.greens, by=lead, on=self.opens_on)
        cycle = queries.cycle(self.cycle_id, viewer=viewer_of(lead, on=self.opens_on))
        self.told.number = cycle.number
        lines = self._lines()
        self.told.asked = len(lines)
        say(f"Round {cycle.number}: {len(lines)} updates asked for")
        self._answers(lines)
        if self.cast.reminds:
            self.told.reminded = len(chase(self.cycle_id, by=lead, on=self._day(8)).sent)
        say(f"Round {cycle.number}: answers by account, link and spreadsheet are in")
        self._clears()
        say(f"Round {cycle.number}: {self.told.cleared} updates cleared")
        self._approves()
        if self.upto is None:
            delivery_cycles.lock_cycle(cycle_id=self.cycle_id, by=lead, on=cycle.days.lock_on)
            say(f"Round {cycle.number}: locked")
        return self.told

    def _day(self, number: int) -> date:
        return wd_after(cycle_calendar(), self.opens_on, number)

    def _lines(self) -> tuple[LineRow, ...]:
        return queries.lines(self.cycle_id, viewer=viewer_of(self.cast.lead, on=self.opens_on))

    def _answers(self, lines: tuple[LineRow, ...]) -> None:
        by_role: dict[str, list[LineRow]] = {}
        for line in lines:
            by_role.setdefault(line.roles[0] if line.roles else "", []).append(line)
        for place, (role, held) in enumerate(by_role.items()):
            said = [(line, self._said(line)) for line in held]
            answered = [each for each in said if not self._is_silent()]
            self.told.silent += len(said) - len(answered)
            if not role:
                self.told.silent += len(answered)
            elif place % _BY_SHEET == _BY_SHEET - 1:
                self._by_sheet(role, answered)
            elif role in self.cast.as_role:
                self._by_account(role, answered)
            else:
                self._by_link(role, answered)

    def _is_silent(self) -> bool:
        share = _SILENT if self.upto is None else 0.45
        return self.chance.random() < share

    def _said(self, line: LineRow) -> Answer:
        if line.action_id in self.greens:
            green = invented_words()["green"]
            numbers = {"few": 6, "some": self.chance.randint(20, 60), "most": self.chance.randint(60, 90)}
            word = next((word for rating, word in self.words.items() if rating.is_green), "")
            return Answer(
                done=green["done"],
                difference=green["difference"].format(**numbers),
                rating=word,
                rating_reason=green["reason"] if word else "",
            )
        told = invented_answer(
            f"{self.seed} {line.ref}",
            rating=line.rating,
            due_on=line.due.due_on,
            on=self.opens_on,
            words={} if line.ref in self.cast.spared else self.words,
        )
        if line.ref in self.cast.spared:
            return replace(told.answer, due_on=None, due_reason="")
        return told.answer

    def _by_account(self, role: str, answered: list[tuple[LineRow, Answer]]) -> None:
        for line, answer in answered:
            replies.reply(line_id=line.id, answer=answer, by=self.cast.as_role[role], on=self.replied_on)
            self.told.by_account += 1

    def _by_link(self, role: str, answered: list[tuple[LineRow, Answer]]) -> None:
        name = self.chance.choice(invented_people())
        sent_to = f"{name.lower().replace(' ', '.')}@partner.merrowdale.example"
        _, token = reply_links.make_link(
            cycle_id=self.cycle_id, role=role, sent_to=sent_to, by=self.cast.lead, on=self.opens_on
        )
        at = datetime.combine(self.replied_on, time(10), tzinfo=UTC)
        visit = Visit(token, at, self.replied_on)
        reply_links.open_link(visit)
        for line, answer in answered:
            reply_links.reply_by_link(visit=visit, line_id=line.id, name=name, answer=answer)
            self.told.by_link += 1

    def _by_sheet(self, role: str, answered: list[tuple[LineRow, Answer]]) -> None:
        name, content = reply_sheets.sheet_for(cycle_id=self.cycle_id, role=role, by=self.cast.lead, on=self.opens_on)
        book = load_workbook(io.BytesIO(content))
        page, columns = book[ANSWERS], list(COLUMNS)
        by_line = {line.id: answer for line, answer in answered}
        for row in range(2, page.max_row + 1):
            answer = by_line.get(str(page.cell(row, 1).value))
            for place, column in enumerate(columns, start=1):
                if answer is not None and column not in {"line", "ref", "text", "rating_now", "due_now"}:
                    page.cell(row, place).value = getattr(answer, column) or None
        out = io.BytesIO()
        book.save(out)
        out.seek(0)
        lead = self.cast.lead
        found = reply_sheets.receive_sheet(out, name=name, declared_type=XLSX, by=lead, on=self.replied_on)
        if found.kept:
            self.told.by_sheet += reply_sheets.apply_sheet(found, by=lead, on=self.replied_on)

    def _clears(self) -> None:
        waiting = [each for each in self._lines() if each.standing is Standing.REPLIED]
        if self.upto is not None:
            waiting = waiting[: len(waiting) // 3]
        for line in waiting:
            self._prove(line)
            reply = line.standing_replies[-1]
            answer = reply.answer
            done = clearing.clear_line(
                line_id=line.id,
                words=Words(answer.done, answer.difference, answer.risks, answer.public_words),
                reply_id=reply.id,
                takes_rating=bool(answer.rating),
                takes_due=bool(answer.due_on),
                by=self.cast.lead,
                on=self.cleared_on,
            )
            self.told.cleared += 1
            for outcome in (done.rating_outcome, done.due_outcome):
                if outcome:
                    self.told.outcomes[outcome] = self.told.outcomes.get(outcome, 0) + 1
            if done.rating_outcome == clearing.MISSING:
                self.told.refused.append(f"{line.ref}: {done.rating_says}")

    def _prove(self, line: LineRow) -> None:
        """The first of the greens has its evidence; the second asks without any, to be refused in words."""
        if not self.greens or line.action_id != self.greens[0]:
            return
        green = invented_words()["green"]
        numbers = {"some": self.chance.randint(20, 60), "most": self.chance.randint(60, 90)}
        common = {
            "action_id": line.action_id,
            "happened_on": self.replied_on,
            "by": self.cast.lead,
            "on": self.cleared_on,
        }
        note = green["evidence"].format(**numbers)
        add_evidence(kind=EvidenceKind.FAMILY_VOICE, note=note, document=None, **common)
        state_impact(text=line.standing_replies[-1].answer.difference, **common)

    def _approves(self) -> None:
        viewer = viewer_of(self.cast.approver, on=self.cleared_on)
        for waiting in greens.waiting(self.plan_id, viewer=viewer):
            if waiting.action_id in self.greens:
                green_ratings.approve_green(
                    request_id=waiting.id,
                    reason=invented_words()["green"]["approved"],
                    by=self.cast.approver,
                    on=self.cleared_on,
                )
                self.told.approved.append(waiting.ref)
        for each in registers.baseline_requests(self.plan_id, viewer=viewer):
            if each.state == "asked" and each.asked_by_id != self.cast.approver.pk:
                self._decides(each)

    def _decides(self, asked: registers.BaselineRow) -> None:
        """A date that was moved once may be counted from anew; one that was moved before is not."""
        is_first = asked.action_id not in self.moved
        self.moved.add(asked.action_id)
        baselines.decide_baseline(
            request_id=asked.id,
            approve=is_first,
            words=invented_words()["dates_agreed" if is_first else "dates_refused"],
            by=self.cast.approver,
            on=self.cleared_on,
        )
        self.told.redated += is_first

"""The invented partnership keeps its registers, its money and its dates beside the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oneplan.actions import baselines, cost_avoidance, plan_parts, registers
from oneplan.core.access import Viewer
from oneplan.core.improvement.avoidance import AvoidanceWords, financial_year, years_from
from oneplan.core.improvement.links import Link, LinkKind
from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.core.improvement.registers import EntryWords
from oneplan.core.improvement.schedule import Condition, ConditionKind, Every, Recurrence, Schedule, Stage
from oneplan.core.improvement.source import Source
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries
from oneplan.records.improvement.rows import ActionRow
from oneplan.rulebook.plans.registers import registers as book
from oneplan.synthetic.demonstration.loading import words_of

Told = Mapping[str, Any]


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """The registers, the money and the dates have a history; a second time changes nothing."""
    told = words_of("registers")
    lead = accounts[told["lead"]]
    viewer = viewer_of(lead, on=on)
    if queries.registers(plan_id, viewer).entries:
        return
    scene = _Scene(plan_id, on, lead, accounts[told["finance"]], accounts[told["chair"]], viewer)
    named = {each.get("name", ""): scene.write(each) for each in told["entry"]}
    for each in told["source"]:
        scene.say_source(each)
    for each in told["schedule"]:
        scene.schedule(each, named)
    for each in told["link"]:
        scene.link(each)
    for each in told["baseline"]:
        scene.count_anew(each)
    for each in told["money"]:
        scene.save_money(each)


@dataclass(frozen=True, slots=True)
class _Scene:
    plan_id: str
    on: date
    lead: Any
    finance: Any
    chair: Any
    viewer: Viewer

    def row(self, ref: str) -> ActionRow | None:
        """The action of this ref as it stands; none where the plan does not have it."""
        tree = queries.plan_tree(self.plan_id, viewer=self.viewer)
        return next((each for each in tree.actions if each.ref == ref), None)

    def ago(self, days: int) -> date:
        return self.on - timedelta(days=days)

    def write(self, told: Told) -> str:
        row, review = self.row(told["action"]), told.get("review_in")
        due = told.get("due_in")
        entry = EntryWords(
            words=told["words"],
            detail=told["detail"],
            section=row.section_slug if row else "",
            action=row.id if row else "",
            owner_role=told["owner_role"],
            likelihood=told.get("likelihood", ""),
            impact=told.get("impact", ""),
            due_on=None if due is None else self.ago(-due),
            review_on=None if review is None else self.ago(-review),
            pounds=Decimal(told["pounds"]) if "pounds" in told else None,
        )
        day = self.ago(told["days_ago"])
        entry_id = registers.open_entry(plan_id=self.plan_id, kind=told["kind"], entry=entry, by=self.lead, on=day)
        if "ends" in told:
            ends = told["ends"]
            registers.close_entry(
                entry_id=entry_id,
                version=1,
                outcome=ends["outcome"],
                words=ends["words"],
                by=self.lead,
                on=self.ago(ends["days_ago"]),
            )
        return entry_id

    def say_source(self, told: Told) -> None:
        if row := self.row(told["ref"]):
            source = Source(told["kind"], told["said"], told["where"])
            why = "Written down when the plan was drawn up"
            plan_parts.change_sources(
                action_id=row.id, version=row.version, sources=(source,), reason=why, by=self.lead, on=self.ago(30)
            )

    def schedule(self, told: Told, named: Mapping[str, str]) -> None:
        row = self.row(told["ref"])
        if row is None:
            return
        condition, again = None, None
        if "hangs_on" in told:
            condition = Condition(ConditionKind.FUNDING, told["hangs_on"], named.get(told["entry"], ""))
        if "every" in told:
            again = Recurrence(Every(told["every"]), self.ago(-told["first_in"]))
        stages = tuple(Stage(each["words"], self.ago(-each["in"])) for each in told.get("stages", ()))
        plan_parts.change_schedule(
            action_id=row.id,
            version=row.version,
            schedule=Schedule(condition, stages, again),
            reason=told["reason"],
            by=self.lead,
            on=self.ago(told["days_ago"]),
        )

    def link(self, told: Told) -> None:
        row, other = self.row(told["ref"]), self.row(told["to"])
        if row and other:
            made = Link(other.key, LinkKind(told["kind"]), told["why"])
            plan_parts.change_links(
                action_id=row.id,
                version=row.version,
                links=(*queries.links_of(row.id), made),
                reason=told["reason"],
                by=self.lead,
                on=self.ago(told["days_ago"]),
            )

    def count_anew(self, told: Told) -> None:
        row = self.row(told["ref"])
        if row is None or row.due.due_on is None:
            return
        day = row.due.due_on + timedelta(days=told["adds_days"])
        request_id = baselines.ask_for_baseline(
            action_id=row.id,
            version=row.version,
            due=Due(f"{day.day} {day:%B %Y}", day, day, DuePrecision.DAY),
            reason=told["reason"],
            by=self.lead,
            on=self.ago(told["asked_ago"]),
        )
        if "decided" in told:
            decided = told["decided"]
            baselines.decide_baseline(
                request_id=request_id,
                approve=True,
                words=decided["words"],
                by=self.chair,
                on=self.ago(decided["days_ago"]),
            )

    def save_money(self, told: Told) -> None:
        held = self.row(told["section_of"])
        if held is None:
            return
        starts_on = self.ago(told["starts_ago"])
        first = financial_year(starts_on, first_month=book().first_month)
        years = years_from(first, len(told["units"]))
        brings = self.row(told.get("action", ""))
        line = AvoidanceWords(
            name=told["name"],
            section=held.section_slug,
            counterfactual=told["counterfactual"],
            starts_on=starts_on,
            unit=told["unit"],
            unit_cost=Decimal(told["unit_cost"]),
            ramp={year: Decimal(units) for year, units in zip(years, told["units"], strict=True)},
            evidence=told["evidence"],
            action=brings.id if brings else "",
        )
        line_id = cost_avoidance.write_line(
            plan_id=self.plan_id, line=line, by=self.lead, on=self.ago(told["days_ago"])
        )
        if "signed_ago" in told:
            cost_avoidance.sign_off_line(
                line_id=line_id, version=1, agreed=True, by=self.finance, on=self.ago(told["signed_ago"])
            )
            self.achieve(line_id, told["achieved"], years)

    def achieve(self, line_id: str, told: Told, years: tuple[str, ...]) -> None:
        achieved_id = cost_avoidance.record_achieved(
            line_id=line_id,
            year=years[told["year"]],
            quantity=Decimal(told["quantity"]),
            unit_cost=Decimal(told["unit_cost"]),
            evidence=told["evidence"],
            by=self.lead,
            on=self.ago(told["days_ago"]),
        )
        if "agreed_ago" in told:
            cost_avoidance.sign_off_achieved(
                achieved_id=achieved_id, agreed=True, by=self.finance, on=self.ago(told["agreed_ago"])
            )

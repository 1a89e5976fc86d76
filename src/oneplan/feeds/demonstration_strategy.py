"""What the invented area knows of need, its documents on their way, its agreements and its advisers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from oneplan.actions import strategy as verbs
from oneplan.actions import strategy_advice as advice
from oneplan.actions import strategy_documents as documents
from oneplan.actions.evaluation_evidence import FigureCited
from oneplan.answers.evaluation_records import figure_for
from oneplan.feeds.demonstration_evaluation import section_like
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.strategy import queries
from oneplan.synthetic.demonstration.loading import words_of

Told = Mapping[str, Any]
CHAIR = "chair@merrowdale.example"


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """Facts, documents, agreements and advice; a second time changes nothing."""
    told = words_of("strategy")
    lead = accounts[told["by"]]
    if queries.documents(viewer=viewer_of(lead, on=on)):
        return
    _Acting(plan_id, accounts, on, lead).act(told)


class _Acting:
    """What was done, each on its day."""

    def __init__(self, plan_id: str, accounts: Mapping[str, Any], on: date, lead: Any) -> None:
        self.plan_id, self.accounts, self.on, self.lead = plan_id, accounts, on, lead
        self.facts: list[str] = []

    def act(self, told: Told) -> None:
        """Everything, in the order of the file."""
        for each in told["fact"]:
            self._fact(each)
        for each in told["document"]:
            self._document(each)
        for each in told["agreement"]:
            self._agreement(each)
        for each in told["programme"]:
            self._programme(each)

    def _day(self, days_ago: int) -> date:
        return self.on - timedelta(days=days_ago)

    def _section(self, words: str) -> str:
        return section_like(self.plan_id, words, viewer=viewer_of(self.lead, on=self.on))

    def _fact(self, each: Told) -> None:
        day = self._day(each["days_ago"])
        words = verbs.FactWords(each["statement"], each.get("number", ""), each["source"], day)
        self.facts.append(
            verbs.record_fact(
                plan_id=self.plan_id,
                words=words,
                figure=self._figure(each["figure"], day) if "figure" in each else None,
                sections=(self._section(each["section"]),),
                supersedes=self.facts[each["replaces"]] if "replaces" in each else "",
                by=self.lead,
                on=day,
            )
        )

    def _figure(self, measure: str, day: date) -> FigureCited | None:
        view = figure_for(measure, viewer=viewer_of(self.lead, on=self.on))
        then = [row for row in view.months if row.value.words and row.last_day <= day] if view else []
        if view is None or not then:
            return None
        row = then[-1]
        return FigureCited(measure, view.measure.title, row.value.words, row.value.amount, row.label, row.last_day)

    def _document(self, each: Told) -> None:
        first = each["version"][0]["days_ago"]
        name = documents.add_document(
            kind=each["kind"],
            title=each["title"],
            says=each["says"],
            owner_role=each["owner"],
            checklist=each["checklist"],
            by=self.lead,
            on=self._day(first),
        )
        for version in each["version"]:
            self._version(name, version)

    def _version(self, name: str, told: Told) -> None:
        steps = tuple(documents.RouteStep(who) for who in told["steps"])
        begun = self._day(told["days_ago"])
        version = documents.begin_version(document_id=name, label=told["label"], steps=steps, by=self.lead, on=begun)
        if "heard" in told:
            heard = told["heard"]
            days = (self._day(heard["from_days_ago"]), self._day(heard["to_days_ago"]))
            said = documents.Heard(*days, heard["with_whom"], heard["heard"], heard["changed"])
            documents.record_consultation(version_id=version, heard=said, by=self.lead, on=days[1])
        self._steps(name, version, told)
        if "in_force_days_ago" in told:
            documents.put_in_force(
                version_id=version,
                in_force_on=self._day(told["in_force_days_ago"]),
                review_on=self._day(-told["review_in"]),
                published_link=told.get("link", ""),
                by=self.lead,
                on=self._day(told["in_force_days_ago"]),
            )

    def _steps(self, name: str, version: str, told: Told) -> None:
        row = queries.document(name, viewer=viewer_of(self.lead, on=self.on))
        steps = next(each.steps for each in row.versions if each.id == version)
        chair = self.accounts[CHAIR]
        for step, days_ago in zip(steps, told.get("signed", ()), strict=False):
            documents.record_step(step_id=step.id, result="signed", note="", by=chair, on=self._day(days_ago))
        if "sent_back" in told:
            back = told["sent_back"]
            documents.record_step(
                step_id=steps[0].id, result="sent-back", note=back["note"], by=chair, on=self._day(back["days_ago"])
            )

    def _agreement(self, each: Told) -> None:
        signed = self._day(each["signed_days_ago"]) if "signed_days_ago" in each else None
        words = verbs.AgreementWords(
            title=each["title"],
            parties=each["parties"],
            purpose=each["purpose"],
            lawful_basis=each["lawful_basis"],
            flows=each["flows"],
            owner_role=each["owner"],
            signed_on=signed,
            review_on=self._day(-each["review_in"]) if "review_in" in each else None,
        )
        verbs.record_agreement(words=words, by=self.lead, on=signed or self._day(30))

    def _programme(self, each: Told) -> None:
        name = advice.record_programme(
            kind=each["kind"],
            title=each["title"],
            by_whom=each["by_whom"],
            says=each["says"],
            first_day=self._day(each["days_ago"]),
            last_day=self._day(each["ended_days_ago"]) if "ended_days_ago" in each else None,
            by=self.lead,
            on=self._day(each["days_ago"]),
        )
        for told in each["recommendation"]:
            day = self._day(told["days_ago"])
            one = advice.record_recommendation(programme_id=name, text=told["text"], made_on=day, by=self.lead, on=day)
            if "accept" in told:
                accepted = told["accept"]
                advice.accept_recommendation(
                    recommendation_id=one,
                    plan_id=self.plan_id,
                    section=self._section(accepted["section"]),
                    text=accepted["text"],
                    by=self.lead,
                    on=self._day(accepted["days_ago"]),
                )
            if "refuse" in told:
                refused = told["refuse"]
                advice.refuse_recommendation(
                    recommendation_id=one,
                    reason=refused["reason"],
                    by=self.lead,
                    on=self._day(refused["days_ago"]),
                )

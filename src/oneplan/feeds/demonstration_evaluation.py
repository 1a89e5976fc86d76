"""The invented partnership judges itself with evidence, answers questions, and compares with what others found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from oneplan.actions import evaluation as verbs
from oneplan.actions import evaluation_evidence as evidence
from oneplan.actions import evaluation_outside as outside
from oneplan.actions.evaluation_rounds import open_round
from oneplan.answers.evaluation_records import figure_for
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.evaluation import queries
from oneplan.records.improvement import queries as plan_queries
from oneplan.synthetic.demonstration.loading import words_of

Told = Mapping[str, Any]


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """Two rounds with their statements, and what others found; a second time changes nothing."""
    told = words_of("evaluation")
    analyst = accounts[told["round_now"]["by"]]
    if queries.rounds(viewer=viewer_of(analyst, on=on)):
        return
    _Acting(plan_id, accounts, on, told).act()


class _Acting:
    """The two rounds acted out in the order in which things happened."""

    def __init__(self, plan_id: str, accounts: Mapping[str, Any], on: date, told: Told) -> None:
        self.plan_id, self.accounts, self.on, self.told = plan_id, accounts, on, told
        self.ids: dict[str, str] = {}

    def act(self) -> None:
        """The round before, what others found of it, then the round of now."""
        before = [each for each in self.told["statement"] if each["round"] == "before"]
        self._open("round_before")
        for each in before:
            self._write(each)
            # Evidence of that year, so that what was agreed then rested on something of then.
            first = {
                "kind": "audit",
                "days_ago": each["days_ago"] + 20,
                "shows": "Audit of that year, read again since.",
            }
            self._source(each, first, each["days_ago"])
            self._agree(each, each["days_ago"] - 5)
        earlier = dict(self.ids)
        self._others(earlier)
        self._open("round_now")
        self._carried(before)
        for each in self.told["statement"]:
            if each["round"] == "now":
                self._write(each)
            self._complete(each)

    def _day(self, days_ago: int) -> date:
        return self.on - timedelta(days=days_ago)

    def _open(self, name: str) -> None:
        each = self.told[name]
        open_round(title=each["title"], by=self.accounts[each["by"]], on=self._day(each["days_ago"]))

    def _words(self, each: Told, **changes: str) -> verbs.StatementWords:
        return verbs.StatementWords(
            claim=changes.get("claim", each["claim"]),
            judgement=changes.get("judgement", each["judgement"]),
            claims_impact=False,
            impact=each["impact"],
            what_next=each["what_next"],
            owner_role=each["owner"],
        )

    def _write(self, each: Told) -> None:
        self.ids[each["key"]] = verbs.write_statement(
            instrument=each["instrument"],
            question=each["question"],
            words=self._words(each),
            by=self.accounts[each["by"]],
            on=self._day(each["days_ago"]),
        )

    def _carried(self, before: list[Told]) -> None:
        """The statements of the round before under their new ids."""
        viewer = viewer_of(self.accounts[self.told["round_now"]["by"]], on=self.on)
        current = queries.open_round(viewer=viewer)
        rows = queries.statements(current.id, viewer=viewer) if current else ()
        new = {row.carried_from: row.id for row in rows}
        for each in before:
            self.ids[each["key"]] = new[self.ids[each["key"]]]

    def _complete(self, each: Told) -> None:
        since = min(each["days_ago"], self.told["round_now"]["days_ago"] - 2)
        by = self.accounts[each["by"]]
        if "figure" in each:
            self._figure(each, since)
        for source in each.get("source", ()):
            self._source(each, source, since)
        if "revised" in each:
            row = queries.statement(self.ids[each["key"]], viewer=viewer_of(by, on=self.on))
            new = each["revised"]
            verbs.revise_statement(
                statement_id=row.id,
                version=row.version,
                words=self._words(each, claim=new["claim"], judgement=new["judgement"]),
                by=by,
                on=self._day(new["days_ago"]),
            )
        agreed = each.get("agreed_again_days_ago", each.get("agreed_days_ago"))
        if agreed is not None:
            self._agree(each, agreed)
        elif "asked_days_ago" in each:
            day = self._day(each["asked_days_ago"])
            verbs.ask_agreement(statement_id=self.ids[each["key"]], by=by, on=day)
        self._asked(each)

    def _source(self, each: Told, source: Told, since: int) -> None:
        evidence.cite_source(
            statement_id=self.ids[each["key"]],
            kind=source["kind"],
            shows=source["shows"],
            dated_on=self._day(source["days_ago"]),
            by=self.accounts[each["by"]],
            on=self._day(min(since, source["days_ago"])),
        )

    def _figure(self, each: Told, since: int) -> None:
        """The figure as it stood then: the last whole month before it was cited."""
        by = self.accounts[each["by"]]
        view = figure_for(each["figure"], viewer=viewer_of(by, on=self.on))
        then = [row for row in view.months if row.value.words and row.last_day <= self._day(since)] if view else []
        if view is None or not then:
            return
        cited = evidence.FigureCited(
            view.measure.id, view.measure.title, then[-1].value.words, then[-1].value.amount, then[-1].label,
            then[-1].last_day,
        )  # fmt: skip
        evidence.cite_figure(
            statement_id=self.ids[each["key"]],
            figure=cited,
            shows=each["figure_shows"],
            by=by,
            on=self._day(since),
        )

    def _agree(self, each: Told, days_ago: int) -> None:
        name = self.ids[each["key"]]
        verbs.ask_agreement(statement_id=name, by=self.accounts[each["by"]], on=self._day(days_ago + 2))
        verbs.agree(statement_id=name, by=self.accounts[each["agreed_by"]], on=self._day(days_ago))

    def _asked(self, each: Told) -> None:
        for asked in each.get("asked", ()):
            day = self._day(asked["days_ago"])
            question = evidence.ask_question(
                statement_id=self.ids[each["key"]], text=asked["text"], by=self.accounts[asked["by"]], on=day
            )
            if "answer" in asked:
                evidence.answer_question(
                    question_id=question,
                    answer=asked["answer"],
                    by=self.accounts[asked["answered_by"]],
                    on=self._day(asked["answer_days_ago"]),
                )
        for gap in each.get("gap", ()):
            by = self.accounts[gap["by"]]
            evidence.turn_gap_into_action(
                statement_id=self.ids[each["key"]],
                gap=gap["gap"],
                plan_id=self.plan_id,
                section=section_like(self.plan_id, gap["section"], viewer=viewer_of(by, on=self.on)),
                text=gap["text"],
                by=by,
                on=self._day(gap["days_ago"]),
            )

    def _others(self, earlier: Mapping[str, str]) -> None:
        for each in self.told["outside"]:
            by, day = self.accounts[each["by"]], self._day(each["days_ago"])
            review = outside.record_review(
                kind=each["kind"],
                title=each["title"],
                by_whom=each["by_whom"],
                held_on=day,
                outcome_words=each["outcome_words"],
                by=by,
                on=day,
            )
            for found in each["finding"]:
                name = outside.record_finding(
                    review_id=review,
                    kind=found["kind"],
                    text=found["text"],
                    criterion=found["criterion"],
                    by=by,
                    on=day,
                )
                if "match" in found:
                    outside.match_finding(
                        finding_id=name,
                        match=found["match"],
                        statement_id=earlier.get(found.get("statement", ""), ""),
                        why=found.get("why", ""),
                        by=by,
                        on=day,
                    )
                if "closed" in found:
                    outside.close_finding(
                        finding_id=name, evidence=found["closed"], by=by, on=self._day(found["closed_days_ago"])
                    )


def section_like(plan_id: str, words: str, *, viewer: Any) -> str:
    """The first section whose title holds these words, else the first of the plan."""
    sections = plan_queries.plan_tree(plan_id, viewer=viewer).sections
    return next((each.slug for each in sections if words in each.title.lower()), sections[0].slug)

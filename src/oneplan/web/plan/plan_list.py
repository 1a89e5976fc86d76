"""Several plans and their yearly versions: the list, what each is, the next year's, and what it carried over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import plan_versions
from oneplan.answers import access
from oneplan.records.improvement import queries
from oneplan.web.plan import edit_forms as asked
from oneplan.web.plan.addresses import crumbs_of, plan_address, plan_at
from oneplan.web.plan.lines import Line, lines_of
from oneplan.web.plan.questions import Question, answered
from oneplan.web.ui import words
from oneplan.web.ui.forms import OnceForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneplan.records.improvement.rows import PlanRow, PlanTree

LIST = ("Plans", "plans")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as the list shows it."""

    title: str
    address: str
    says: str
    is_current: bool
    links: tuple[tuple[str, str], ...]


class PlanForm(OnceForm):
    """What kind of plan is this?"""

    heading = forms.CharField(label="Title", max_length=500, error_messages={"required": "Enter the title"})
    kind = forms.ChoiceField(label="What is it about?", widget=forms.RadioSelect)
    year = forms.CharField(label="Year or years", help_text="For example 2026 to 2027", required=False, max_length=40)
    mirrors = forms.ChoiceField(label="Which other plan does it mirror?", required=False)

    KINDS = (
        ("send", "SEND and alternative provision"),
        ("childrens-services", "Children's services"),
        ("other", "Something else"),
    )

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = self.KINDS
        self.fields["mirrors"].choices = [("", "None"), *others]


class DescribeForm(PlanForm):
    """What kind of plan is this, and why does that change?"""

    reason = asked.words_box("Why", asked.WHY, missing="Say why")


KINDS = dict(PlanForm.KINDS)


class NextForm(asked.SeenForm):
    """What does the next year's plan begin with?"""

    heading = forms.CharField(label="Title", max_length=500, error_messages={"required": "Enter the title"})
    year = forms.CharField(
        label="Year or years",
        help_text="For example 2026 to 2027",
        max_length=40,
        error_messages={"required": "Enter the year"},
    )
    carry = forms.MultipleChoiceField(
        label="Which actions go on?",
        help_text="Every action still to be done is ticked. What you untick stays here and is shown as dropped.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = asked.words_box("Why now", asked.WHY, missing="Say why")

    def __init__(self, *args: Any, plan: PlanRow, tree: PlanTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        live = [each for each in tree.actions if each.rating.is_live and not each.is_superseded]
        self.fields["heading"].initial = plan.title
        self.fields["carry"].choices = [(each.id, f"{each.ref}: {each.text[:110]}") for each in live]
        self.fields["carry"].initial = [each.id for each in live]


def plans(request: HttpRequest) -> HttpResponse:
    """Every plan and version, the one the area runs first."""
    rows = queries.plans(viewer=request.viewer)
    titles = {row.id: row.title for row in rows}
    may = access.may(request.viewer, "plan-version")
    ordered = sorted(rows, key=lambda row: not row.is_current)
    lines = tuple(_line(row, titles, may=may) for row in ordered)
    values = {"title": "Plans", "lines": lines, "may_start": may}
    return render(request, "plan/plans.html", values)


def start(request: HttpRequest) -> HttpResponse:
    """What is the new plan?"""
    question = Question("Start another plan", "Start it", reverse("plans"), _crumbs(), done="The plan is started.")
    others = _others(request)

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        named = {name: given[name] for name in ("kind", "year", "mirrors")}
        plan_id = plan_versions.start_plan(title=given["heading"], **named, **common)
        return reverse("plan-of", args=[plan_id])

    return answered(request, question, lambda *args: PlanForm(*args, others=others), save)


def describe(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What kind of plan is this?"""
    plan = plan_at(plan_id, request)
    question = Question(
        "Say what this plan is", "Save it", reverse("plans"), _crumbs(), lead=plan.title, done="It is saved."
    )
    first = {"heading": plan.title, "kind": plan.kind, "year": plan.year, "mirrors": plan.mirrors}
    others = _others(request, plan_id)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        named = {name: given[name] for name in ("kind", "year", "mirrors", "reason")}
        plan_versions.describe_plan(plan_id=plan_id, title=given["heading"], **named, **common)

    return answered(request, question, lambda *args: DescribeForm(*args, others=others, initial=first), save)


def start_next(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What does the next year's plan begin with?"""
    plan, tree = plan_at(plan_id, request), queries.plan_tree(plan_id, viewer=request.viewer)
    question = Question(
        "Start the next version",
        "Start it",
        plan_address(plan),
        crumbs_of(plan),
        lead="The present version stays as it is, to be read. Each action goes on with its first date and its history.",
        done="The next version is the plan that the area runs.",
    )

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        new_id = plan_versions.start_next_version(
            plan_id=plan_id,
            title=given["heading"],
            year=given["year"],
            carry=given["carry"],
            reason=given["reason"],
            **common,
        )
        return reverse("plan-carried", args=[new_id])

    return answered(request, question, lambda *args: NextForm(*args, plan=plan, tree=tree), save)


def carried(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What went on from the version before, what was finished, what was dropped, what is new."""
    plan = plan_at(plan_id, request)
    report = queries.version_report(plan_id, viewer=request.viewer)
    today = timezone.localdate()
    parts: tuple[tuple[str, str, tuple[Line, ...]], ...] = tuple(
        (name, title, lines_of(rows, (), today))
        for name, title, rows in (
            ("carried", "Carried over", report.carried),
            ("finished", "Finished before", report.finished),
            ("dropped", "Not carried over", report.dropped),
            ("new", "New", report.new),
        )
    )
    before = (report.before.title, reverse("plan-of", args=[report.before.id])) if report.before else None
    counts = [f"{len(rows)} {title.lower()}" for _, title, rows in parts]
    values = {
        "title": "What was carried over",
        "crumbs": list(crumbs_of(plan)),
        "lead": f"{words.listed(counts).capitalize()}.",
        "parts": parts,
        "before": before,
        "plan": plan,
        "today": today,
    }
    return render(request, "plan/carried.html", values)


def slipping(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Which actions lean on one that slips."""
    plan = plan_at(plan_id, request)
    found = queries.slipping(plan_id, request.viewer, timezone.localdate())
    values = {"title": "Actions that lean on one that slips", "crumbs": list(crumbs_of(plan)), "slips": found}
    return render(request, "plan/slipping.html", values)


def _line(row: PlanRow, titles: dict[str, str], *, may: bool) -> PlanLine:
    says = [KINDS.get(row.kind, row.kind)]
    says += [row.year] if row.year else []
    says += [words.count_of(row.action_count, "action")]
    says += [f"mirrors {titles[row.mirrors]}"] if row.mirrors in titles else []
    replaced = bool(queries.next_version_of(row.id))
    says += ["replaced by a later version, and kept as it was"] if replaced else []
    links = [("What was carried over", reverse("plan-carried", args=[row.id]))] if row.previous else []
    if may and not replaced:
        links += [("Say what it is", reverse("plan-about", args=[row.id]))]
        links += [("Start the next version", reverse("plan-next", args=[row.id]))]
    return PlanLine(row.title, plan_address(row), "; ".join(says), row.is_current, tuple(links))


def _others(request: HttpRequest, plan_id: str = "") -> list[tuple[str, str]]:
    return [(row.id, row.title) for row in queries.plans(viewer=request.viewer) if row.id != plan_id]


def _crumbs() -> tuple[tuple[str, str], ...]:
    return ((LIST[0], reverse(LIST[1])),)

"""Areas for improvement judged by impact, beside the progress of the actions that should bring it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.area_ratings import PERMISSION, rate_area
from oneplan.answers import access, figures
from oneplan.core.access import NotFound
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.records.improvement import judgements, queries
from oneplan.rulebook.plans.judging import impact, impacts
from oneplan.web.measures.placing import by_section
from oneplan.web.plan.change_forms import words_box
from oneplan.web.plan.lines import bar_of, lines_of, standing
from oneplan.web.plan.one_action import EVIDENCE
from oneplan.web.plan.one_section import Entry
from oneplan.web.plan.tree import named
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ui import words
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.judgements import AreaRatingRow, AreaRow
    from oneplan.records.improvement.rows import PlanTree, SectionRow
    from oneplan.rulebook.plans.judging import Impact
    from oneplan.web.ui.bars import Bar

TITLE = "Areas by impact"
UNJUDGED = "Nobody has judged its impact yet."


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area: how it is judged and how far its actions are."""

    text: str
    address: str
    impact: Impact | None
    now: AreaRatingRow | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section with the progress of its actions and its areas."""

    name: str
    address: str
    bar: Bar
    areas: tuple[AreaView, ...]


class ImpactForm(OnceForm):
    """What has changed for children, young people and families?"""

    impact = forms.ChoiceField(
        label="What has changed for children, young people and families?",
        widget=RadioSelect,
        error_messages={"required": "Choose what has changed"},
    )
    reason = words_box("Why you judge it so", "A sentence that a board member would understand.", missing="Enter why")
    evidence_kind = forms.ChoiceField(label="What kind of evidence shows it?", required=False)
    evidence = words_box("What the evidence shows", "From what to what, and for whom.", required=False)
    evidence_on = DayField(label="What day is the evidence from?", noun="the day the evidence is from", required=False)
    measure = forms.ChoiceField(label="Which measure shows it?", required=False)

    def __init__(self, *args: Any, measures: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["impact"].choices = [(each.id, each.title) for each in impacts()]
        self.fields["impact"].widget.hints = {each.id: each.says for each in impacts()}
        kinds = [(kind.value, EVIDENCE[kind.value]) for kind in EvidenceKind]
        self.fields["evidence_kind"].choices = [("", "None yet"), *kinds]
        self.fields["measure"].choices = [("", "No measure"), *measures]


def areas(request: HttpRequest) -> HttpResponse:
    """Every area for improvement under its section: progress in the bar, impact in words."""
    found, today = current(request.viewer), timezone.localdate()
    tree = queries.plan_tree(found.id, viewer=request.viewer)
    lines = standing(lines_of(tree.actions, (), today))
    held = judgements.areas(found.id, viewer=request.viewer)
    sections = tuple(
        SectionView(
            name=named(section.number, section.title),
            address=reverse("section", args=[section.slug]),
            bar=bar_of(line for line in lines if line.section_slug in _family(tree, section)),
            areas=own,
        )
        for section in tree.sections
        if (own := tuple(_view(row) for row in held if row.section_slug == section.slug))
    )
    values = {
        "title": TITLE,
        "lead": _lead(held),
        "sections": sections,
        "may_rate": access.may(request.viewer, PERMISSION),
        "crumbs": [("Ratings to check", reverse("ratings"))],
    }
    return render(request, "ratings/areas.html", values)


def area(request: HttpRequest, area_key: str) -> HttpResponse:
    """One area with every judgement of it, the newest first."""
    found, today = current(request.viewer), timezone.localdate()
    row = _find(found.id, area_key, request.viewer)
    tree = queries.plan_tree(found.id, viewer=request.viewer)
    section = next((each for each in tree.sections if each.slug == row.section_slug), None)
    lines = standing(lines_of(tree.actions, (), today))
    family = _family(tree, section) if section else {""}
    titles = dict(_measures(found.id, row.section_slug, request.viewer))
    values = {
        "title": row.text,
        "row": row,
        "view": _view(row),
        "section": (named(section.number, section.title), reverse("section", args=[section.slug])) if section else None,
        "bar": bar_of(line for line in lines if line.section_slug in family),
        "entries": tuple(_entry(each, titles) for each in row.history),
        "may_rate": access.may(request.viewer, PERMISSION),
        "crumbs": [("Ratings to check", reverse("ratings")), (TITLE, reverse("areas"))],
    }
    return render(request, "ratings/area.html", values)


def rate(request: HttpRequest, area_key: str) -> HttpResponse:
    """What has changed for children, young people and families?"""
    found = current(request.viewer)
    row = _find(found.id, area_key, request.viewer)
    measures = _measures(found.id, row.section_slug, request.viewer)

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return rate_area(
            plan_id=found.id,
            section=row.section_slug,
            area=row.text,
            impact_id=given["impact"],
            reason=given["reason"],
            evidence=given["evidence"],
            evidence_kind=EvidenceKind(given["evidence_kind"]) if given["evidence_kind"] else None,
            evidence_on=given["evidence_on"],
            measure=given["measure"],
            **common,
        )

    address = reverse("area", args=[area_key])
    question = Question(
        question="Judge its impact",
        verb="Save the judgement",
        back=address,
        crumbs=((TITLE, reverse("areas")), ("What has changed in this area?", address)),
        lead=row.text,
        done="The judgement is saved.",
    )
    return ask(request, question, lambda *args: ImpactForm(*args, measures=measures), save)


def _find(plan_id: str, area_key: str, viewer: Viewer) -> AreaRow:
    for row in judgements.areas(plan_id, viewer=viewer):
        if row.key == area_key:
            return row
    raise NotFound("There is no such area for improvement in this plan.", do="Start from the list of areas.")


def _measures(plan_id: str, section: str, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    links = by_section(figures.links_of(plan_id, viewer=viewer), queries.plan_tree(plan_id, viewer=viewer))
    return tuple(dict.fromkeys((link.line.measure.id, link.line.measure.title) for link in links.get(section, ())))


def _family(tree: PlanTree, section: SectionRow) -> set[str]:
    return {section.slug, *(each.slug for each in tree.sections if each.parent == section.slug)}


def _view(row: AreaRow) -> AreaView:
    return AreaView(row.text, reverse("area", args=[row.key]), impact(row.now.impact) if row.now else None, row.now)


def _entry(row: AreaRatingRow, titles: Mapping[str, str]) -> Entry:
    word = impact(row.impact)
    day = f" from {words.short_day(row.evidence_on)}" if row.evidence_on else ""
    shown = f"{EVIDENCE.get(row.evidence_kind, 'Evidence')}{day}: {row.evidence}" if row.evidence else ""
    measure = f"Measure: {titles.get(row.measure, row.measure)}." if row.measure else ""
    return Entry(
        row.on, word.title, row.by_name, tuple(line for line in (row.reason, shown, measure) if line), word.shape
    )


def _lead(rows: tuple[AreaRow, ...]) -> str:
    if not rows:
        return "The plan names no areas for improvement."
    counts = Counter(row.now.impact for row in rows if row.now)
    parts = [f"{counts[each.id]} {each.title.lower()}" for each in impacts() if counts[each.id]]
    unjudged = len(rows) - sum(counts.values())
    parts += [f"{unjudged} not judged yet"] if unjudged else []
    return f"{words.count_of(len(rows), 'area').capitalize()}: {words.listed(parts)}."

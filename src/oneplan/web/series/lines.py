"""The lines of the plan and the measures each stands on, which a person may correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions import series as verbs
from oneplan.answers import series
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.core.measures.phrases import LinePart
from oneplan.records.improvement import queries
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.web.plan.tree import named
from oneplan.web.plan.views import current
from oneplan.web.series.asking import LineForm
from oneplan.web.series.views import partnership_crumb, series_crumb
from oneplan.web.ui.words import count_of

if TYPE_CHECKING:
    from oneplan.answers.series import Bullet

PARTS = {LinePart.ASSESS: "How it is assessed", LinePart.SEE: "What people will see"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line with its measures by number and name."""

    text: str
    part: str
    measures: tuple[tuple[str, str], ...]
    chosen_by: str
    address: str


def listed(request: HttpRequest) -> HttpResponse:
    """Every line of the plan, section by section."""
    plan = current(request.viewer)
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    bullets = series.bullets_of(plan.id, viewer=request.viewer)
    groups = tuple(
        (named(section.number, section.title), rows)
        for section in tree.sections
        if (rows := tuple(_row(each) for each in bullets if each.section == section.slug))
    )
    without = sum(1 for each in bullets if not each.measures)
    values = {
        "title": "What the plan's lines stand on",
        "lead": f"{count_of(len(bullets), 'line').capitalize()}; "
        f"{f'{without} of them on no measure yet' if without else 'each stands on a measure'}.",
        "groups": groups,
        "request_key": str(uuid4()),
        "crumbs": [partnership_crumb(), series_crumb()],
    }
    return render(request, "series/lines.html", values)


def change(request: HttpRequest) -> HttpResponse:
    """A person says on which measures a line stands."""
    plan = current(request.viewer)
    asked = request.POST if request.method == "POST" else request.GET
    bullet = _bullet(request, plan.id, {name: asked.get(name, "") for name in ("section", "part", "text")})
    initial = {
        "measures": " ".join(each.catalogue for each in bullet.measures),
        "section": bullet.section,
        "part": bullet.part.value,
        "text": bullet.text,
    }
    form = LineForm(request.POST) if request.method == "POST" else LineForm(initial=initial)
    if not form.is_bound or not form.is_valid():
        return _asked(request, form, bullet, status=400 if form.is_bound else 200)
    try:
        verbs.choose_measures(
            plan_id=plan.id,
            section=bullet.section,
            part=bullet.part,
            text=bullet.text,
            measures=form.names(),
            by=request.user,
            on=timezone.localdate(),
            request_key=form.cleaned_data["request_key"],
            route="series-line",
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _asked(request, form, bullet, problem, status=400)
    messages.success(request, "The line stands on what you chose.")
    return redirect("series-lines")


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Every line is matched by its words again, but for those somebody chose."""
    key = request.POST.get("request_key", "")[:64]
    count = verbs.rematch(
        plan_id=current(request.viewer).id,
        by=request.user,
        on=timezone.localdate(),
        request_key=key,
        route="series-rematch",
    )
    messages.success(request, f"{count_of(count, 'line').capitalize()} changed.")
    return redirect("series-lines")


def _row(bullet: Bullet) -> Row:
    known = load_catalogue().by_id
    query = urlencode({"section": bullet.section, "part": bullet.part.value, "text": bullet.text})
    return Row(
        text=bullet.text,
        part=PARTS[bullet.part],
        measures=tuple((each.catalogue, known[each.catalogue].title) for each in bullet.measures),
        chosen_by=bullet.chosen_by,
        address=f"{reverse('series-line')}?{query}",
    )


def _bullet(request: HttpRequest, plan_id: str, asked: dict[str, str]) -> Bullet:
    for each in series.bullets_of(plan_id, viewer=request.viewer, section=asked["section"][:200]):
        if (each.part.value, each.text) == (asked["part"], asked["text"]):
            return each
    raise NotFound("The plan holds no such line any more.", do="Start from the list of the plan's lines.")


def _asked(
    request: HttpRequest, form: LineForm, bullet: Bullet, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    known = load_catalogue().by_id
    back = reverse("series-lines")
    values = {
        "title": "Change what a line stands on",
        "question": "Change what a line stands on",
        "lead": bullet.text,
        "caption": PARTS[bullet.part],
        "now": [(each.catalogue, known[each.catalogue].title, None) for each in bullet.measures],
        "verb": "Keep this choice",
        "form": form,
        "problem": problem,
        "back": back,
        "crumbs": [partnership_crumb(), series_crumb(), ("What the plan's lines stand on", back)],
    }
    return render(request, "plan/change.html", values, status=status)

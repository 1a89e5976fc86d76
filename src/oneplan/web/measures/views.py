"""The measures, one of them, and the cases or the counts behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.answers import figures
from oneplan.web.measures.behind import WHICH, behind_of, page_links
from oneplan.web.measures.listing import list_page
from oneplan.web.measures.one_measure import measure_page, parts_of

if TYPE_CHECKING:
    from oneplan.answers.figures import CasesBehind, FigureView


def measures(request: HttpRequest) -> HttpResponse:
    """Every measure, with its finding and its line."""
    page = list_page(figures.figures_overview(request.viewer))
    return render(request, "measures/measures.html", {"page": page, "title": "What the measures say"})


def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure, the finding first."""
    split = request.GET.get("split", "")[:40]
    figure = figures.figure(measure_id, viewer=request.viewer, split=split)
    page = measure_page(figure, split)
    values = {"page": page, "title": page.finding, "period": figure.period_words, "crumbs": [measures_crumb()]}
    return render(request, "measures/measure.html", values)


def cases(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Whom a number counts, for those who may open cases; its counts and the reason for everybody else."""
    figure = figures.figure(measure_id, viewer=request.viewer)
    return _listed(request, figure) if figure.may_open_cases else _counted(request, figure)


def measures_crumb() -> tuple[str, str]:
    """The way back to the measures."""
    return "Measures", reverse("measures")


def _listed(request: HttpRequest, figure: FigureView) -> HttpResponse:
    asked = _asked(request)
    found = figures.cases_behind(figure.measure_id, viewer=request.viewer, page=_page(request), **asked)
    request.is_on_record = True
    address = reverse("measure-cases", args=[figure.measure_id])
    kept = {name: value for name, value in asked.items() if value and (name, value) != ("which", "numerator")}
    is_pseudonym = any(row.is_pseudonym for row in found.rows)
    values: dict[str, Any] = {
        "title": _title(found, asked["which"]),
        "lead": _says(figure, asked["which"]),
        "more": "Names are withheld from your role: each case has a pseudonym, the same wherever you meet it."
        if is_pseudonym
        else "",
        "page": measure_page(figure),
        "who": "Pseudonym" if is_pseudonym else "Action" if any(row.action_id for row in found.rows) else "Name",
        "rows": tuple(behind_of(row) for row in found.rows),
        "pages": page_links(address, kept, found.page, found.pages),
        "ways": _ways(address, asked, has_others=bool(figure.denominator_words)),
        "reason": found.reason,
        "crumbs": [measures_crumb(), (figure.title, reverse("measure", args=[figure.measure_id]))],
    }
    return render(request, "measures/cases.html", values)


def _counted(request: HttpRequest, figure: FigureView) -> HttpResponse:
    whole = [figures.figure(figure.measure_id, viewer=request.viewer, split=each) for each, _ in figure.splits]
    names = [words for _, words in figure.splits]
    values: dict[str, Any] = {
        "title": f"Counts behind: {figure.title}",
        "page": measure_page(figure),
        "measure_id": figure.measure_id,
        "splits": tuple((name, parts_of(each)) for name, each in zip(names, whole, strict=True)),
        "crumbs": [measures_crumb(), (figure.title, reverse("measure", args=[figure.measure_id]))],
    }
    return render(request, "measures/counts.html", values)


def _asked(request: HttpRequest) -> dict[str, str]:
    which = request.GET.get("which", "")
    return {
        "which": which if which in WHICH else "numerator",
        "split": request.GET.get("split", "")[:40],
        "part": request.GET.get("part", "")[:80],
    }


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return max(int(given), 1) if given.isdecimal() and len(given) <= len("99999") else 1


def _title(found: CasesBehind, which: str) -> str:
    return f"{found.total.words} {WHICH[which]}"


def _says(figure: FigureView, which: str) -> str:
    says = {"numerator": figure.numerator_words, "denominator": figure.denominator_words}
    what = says.get(which) or f"{figure.denominator_words}, without {figure.numerator_words}"
    return f"{what[:1].upper()}{what[1:]}. {figure.period_words}."


def _ways(address: str, asked: dict[str, str], *, has_others: bool) -> tuple[tuple[str, str, bool], ...]:
    if not has_others:
        return ()
    kept = "".join(f"&{name}={asked[name]}" for name in ("split", "part") if asked[name])
    return tuple(
        (words.capitalize(), f"{address}?which={which}{kept}", which == asked["which"])
        for which, words in WHICH.items()
    )

"""Figures as a reader may see them: defined, dated, compared, suppressed by role and opened to their cases."""

from __future__ import annotations

from oneplan.answers.figures_cases import cases_behind
from oneplan.answers.figures_compared import change_in_words, chart_of
from oneplan.answers.figures_lines import line_of
from oneplan.answers.figures_links import links_of
from oneplan.answers.figures_manual import is_by_hand, manual_figure, manual_line, served_by, with_values
from oneplan.answers.figures_official import comparators_of
from oneplan.answers.figures_rows import (
    Breakdown,
    CaseBehind,
    CasesBehind,
    Chart,
    ChartedPoint,
    Comparator,
    FigureLine,
    FiguresOverview,
    FigureView,
    LinkRow,
    MeasureWords,
    PartValue,
    PeriodValue,
    ShownValue,
)
from oneplan.answers.figures_shown import Shown, measure_words, period_in_words, profile_for, profile_of, shown_to
from oneplan.answers.series_values import known_on
from oneplan.core.access import NotFound, Viewer
from oneplan.core.measures import Grain
from oneplan.records import rights
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.rulebook.measure_files import load_measures

__all__ = [
    "Breakdown",
    "CaseBehind",
    "CasesBehind",
    "Chart",
    "ChartedPoint",
    "Comparator",
    "FigureLine",
    "FigureView",
    "FiguresOverview",
    "LinkRow",
    "MeasureWords",
    "PartValue",
    "PeriodValue",
    "ShownValue",
    "cases_behind",
    "figure",
    "figures_overview",
    "links_of",
]


def figures_overview(*, viewer: Viewer) -> FiguresOverview:
    """Every measure with its newest value, in groups; empty before figures were first reckoned."""
    rights.check(viewer, "figure-read")
    book, profile = load_measures(), profile_of(viewer)
    shown = shown_to(viewer)
    lines = [line_of(measure, shown) for measure in book.measures] if shown else []
    known = known_on(viewer.on)
    by_hand = [manual_line(each.id, profile=profile, known=known) for each in with_values(known)]
    return FiguresOverview(
        as_of=shown.run.as_of if shown else None,
        computed_at=shown.run.made_at if shown else None,
        profile=profile.id,
        profile_title=profile.title,
        profile_says=profile.says,
        groups=tuple(
            (group, found)
            for group in (*book.groups, *load_catalogue().groups)
            if (found := tuple(each for each in (*lines, *by_hand) if each.measure.group == group))
        ),
        can_open_cases=rights.may(viewer, "figure-cases-read"),
    )


def figure(measure_id: str, *, viewer: Viewer, split: str = "", profile: str = "") -> FigureView:
    """One measure with everything that is known of it; ``split`` keeps one breakdown, ``profile`` asks for more care.

    Raises NotFound for a measure that nobody defined and before figures were first reckoned.
    """
    rights.check(viewer, "figure-read")
    if is_by_hand(measure_id):
        return manual_figure(measure_id, profile=profile_for(viewer, profile=profile), known=known_on(viewer.on))
    measure = load_measures().by_id.get(measure_id := served_by(measure_id))
    shown = shown_to(viewer, profile=profile) if measure else None
    if measure is None or shown is None:
        raise NotFound(
            "There is no such figure here.",
            why="Figures are reckoned after a return or a plan has come in, and each night.",
            do="Start from the list of figures.",
        )
    newest = shown.newest(measure)
    months, years = shown.periods(measure, Grain.MONTH), shown.periods(measure, Grain.YEAR)
    chart = chart_of(measure, shown, months)
    change, change_says = change_in_words(chart)
    return FigureView(
        measure=measure_words(measure, on=shown.run.as_of),
        period=period_in_words(measure.headline, newest.first_day, newest.last_day, shown.run.as_of),
        first_day=newest.first_day,
        last_day=newest.last_day,
        value=newest.value,
        change=change,
        change_says=change_says,
        years=years,
        months=months,
        chart=chart,
        comparators=comparators_of(measure),
        breakdowns=_breakdowns(measure_id, shown, split),
        profile=shown.profile.id,
        profile_title=shown.profile.title,
        profile_says=shown.profile.says,
        as_of=shown.run.as_of,
        computed_at=shown.run.made_at,
        rulebook_hash=shown.run.rulebook_hash,
        can_open_cases=rights.may(viewer, "figure-cases-read") or measure.facts == "improvement_actions",
    )


def _breakdowns(measure_id: str, shown: Shown, split: str) -> tuple[Breakdown, ...]:
    book = load_measures()
    measure = book.measure(measure_id)
    wanted = [name for name in measure.splits if split in ("", name)]
    if split and not wanted:
        raise NotFound("This figure is not divided in that way.", do="Use one of the ways that its page offers.")
    return tuple(shown.breakdown(measure, book.splits[name]) for name in wanted)

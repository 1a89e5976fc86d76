"""The frame of a stored plan, read as one value and written as one value."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from oneplan.core.improvement.frame import Frame, FrameKey, FrameLine, FramePromise, FrameSection
from oneplan.records.improvement.models import (
    AreaForImprovement,
    ImpactLine,
    ImprovementPlan,
    MeasureLine,
    Priority,
    Promise,
    RatingKeyEntry,
    Section,
)
from oneplan.records.improvement.models.statement import Statement


def stored_frame(plan: ImprovementPlan) -> Frame:
    """The plan without its actions, as it stands."""
    sections = Section.objects.filter(plan=plan, is_withdrawn=False).select_related("priority", "parent")
    return Frame(
        title=plan.title,
        ratings_as_at=plan.ratings_as_at.isoformat() if plan.ratings_as_at else "",
        priorities=tuple(Priority.objects.filter(plan=plan).values_list("title", flat=True)),
        sections=tuple(
            FrameSection(
                slug=row.slug,
                number=row.number,
                title=row.title,
                priority=row.priority.number if row.priority else 0,
                parent=row.parent.slug if row.parent else "",
                must_improve=row.must_improve,
            )
            for row in sections
        ),
        areas=_lines(AreaForImprovement, plan),
        measures=_lines(MeasureLine, plan),
        impacts=_lines(ImpactLine, plan),
        promises=tuple(
            FramePromise(
                row.period,
                row.number,
                row.text,
                row.is_achieved,
                row.period_ends_on.isoformat() if row.period_ends_on else "",
            )
            for row in Promise.objects.filter(plan=plan)
        ),
        key=tuple(FrameKey(row.word, row.meaning, row.rating) for row in RatingKeyEntry.objects.filter(plan=plan)),
    )


def set_frame(plan: ImprovementPlan, frame: Frame) -> None:
    """Makes the stored plan say what the frame says; sections it leaves out are withdrawn, never deleted."""
    plan.title = frame.title[:500]
    plan.ratings_as_at = date.fromisoformat(frame.ratings_as_at) if frame.ratings_as_at else None
    plan.save(update_fields=["title", "ratings_as_at"])
    sections = _set_sections(plan, frame, _set_priorities(plan, frame))
    for model, lines in ((AreaForImprovement, frame.areas), (MeasureLine, frame.measures), (ImpactLine, frame.impacts)):
        _set_lines(model, plan, sections, lines)
    _set_timeline_and_key(plan, frame)


def _set_timeline_and_key(plan: ImprovementPlan, frame: Frame) -> None:
    Promise.objects.filter(plan=plan).delete()
    Promise.objects.bulk_create(
        Promise(
            plan=plan,
            position=position,
            period=each.period[:300],
            number=each.number,
            text=each.text,
            is_achieved=each.achieved,
            period_ends_on=date.fromisoformat(each.ends_on) if each.ends_on else None,
        )
        for position, each in enumerate(frame.promises)
    )
    RatingKeyEntry.objects.filter(plan=plan).delete()
    RatingKeyEntry.objects.bulk_create(
        RatingKeyEntry(plan=plan, position=position, word=each.word[:200], meaning=each.meaning, rating=each.rating)
        for position, each in enumerate(frame.key)
    )


def _set_priorities(plan: ImprovementPlan, frame: Frame) -> dict[int, Priority]:
    rows = {row.number: row for row in Priority.objects.filter(plan=plan)}
    for number, title in enumerate(frame.priorities, start=1):
        row = rows.setdefault(number, Priority(plan=plan, number=number))
        if row.title != title:
            row.title = title
            row.save()
    return rows


def _set_sections(plan: ImprovementPlan, frame: Frame, priorities: dict[int, Priority]) -> dict[str, Section]:
    rows = {row.slug: row for row in Section.objects.filter(plan=plan)}
    for position, each in enumerate(frame.sections):
        row = rows.setdefault(each.slug, Section(plan=plan, slug=each.slug))
        row.position, row.number, row.title = position, each.number[:60], each.title
        row.must_improve, row.is_withdrawn = each.must_improve, False
        row.priority = priorities.get(each.priority)
        row.save()
    by_slug = {each.slug: each for each in frame.sections}
    for slug, row in rows.items():
        if slug not in by_slug:
            row.parent, row.priority, row.is_withdrawn = None, None, True
            row.save(update_fields=["parent", "priority", "is_withdrawn"])
        elif row.parent != (parent := rows.get(by_slug[slug].parent)):
            row.parent = parent
            row.save(update_fields=["parent"])
    last = len(frame.priorities)
    Priority.objects.filter(plan=plan, number__gt=last, sections__isnull=True).delete()
    return rows


def _set_lines(
    model: Any,
    plan: ImprovementPlan,
    sections: dict[str, Section],
    lines: tuple[FrameLine, ...],
) -> None:
    """The lines stand in this order. One that stays keeps its row, so that whatever points at it goes on doing so."""
    held: dict[tuple[int | None, str], list[Statement]] = defaultdict(list)
    rows = list(model.objects.filter(plan=plan).order_by("is_withdrawn", "position", "pk"))
    for row in rows:
        held[row.section_id, row.text].append(row)
    new: list[Statement] = []
    kept: set[Statement] = set()
    for position, each in enumerate(lines):
        section = sections.get(each.section)
        same = held[section.pk if section else None, each.text]
        row = same.pop(0) if same else model(plan=plan, section=section, text=each.text)
        row.position, row.is_withdrawn = position, False
        (new.append if row.pk is None else kept.add)(row)
    for row in rows:
        row.is_withdrawn = row not in kept
    _keep_measures(rows, new)
    model.objects.bulk_update(rows, ["position", "is_withdrawn"], batch_size=200)
    model.objects.bulk_create(new, batch_size=200)


def _keep_measures(rows: list[Statement], new: list[Statement]) -> None:
    # The same words in another section are assessed by the same measure.
    known = {row.text: row.measure for row in rows if isinstance(row, MeasureLine) and row.measure}
    for row in new:
        if isinstance(row, MeasureLine):
            row.measure = known.get(row.text, "")


def _lines(model: type[AreaForImprovement | MeasureLine | ImpactLine], plan: ImprovementPlan) -> tuple[FrameLine, ...]:
    rows = model.objects.filter(plan=plan, is_withdrawn=False).select_related("section")
    return tuple(FrameLine(row.section.slug if row.section else "", row.text) for row in rows)

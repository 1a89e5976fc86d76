"""The frame of a stored plan, read as one value and written as one value."""

from __future__ import annotations

from datetime import date

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
    AreaForImprovement.objects.filter(plan=plan).delete()
    AreaForImprovement.objects.bulk_create(
        AreaForImprovement(plan=plan, section=sections.get(each.section), position=position, text=each.text)
        for position, each in enumerate(frame.areas)
    )
    _set_measures(plan, sections, frame.measures)
    ImpactLine.objects.filter(plan=plan).delete()
    ImpactLine.objects.bulk_create(
        ImpactLine(plan=plan, section=sections.get(each.section), position=position, text=each.text)
        for position, each in enumerate(frame.impacts)
    )
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


def _set_measures(plan: ImprovementPlan, sections: dict[str, Section], lines: tuple[FrameLine, ...]) -> None:
    linked = dict(MeasureLine.objects.filter(plan=plan).exclude(measure="").values_list("text", "measure"))
    MeasureLine.objects.filter(plan=plan).delete()
    MeasureLine.objects.bulk_create(
        MeasureLine(
            plan=plan,
            section=sections.get(each.section),
            position=position,
            text=each.text,
            measure=linked.get(each.text, ""),
        )
        for position, each in enumerate(lines)
    )


def _lines(model: type[AreaForImprovement | MeasureLine | ImpactLine], plan: ImprovementPlan) -> tuple[FrameLine, ...]:
    rows = model.objects.filter(plan=plan).select_related("section")
    return tuple(FrameLine(row.section.slug if row.section else "", row.text) for row in rows)

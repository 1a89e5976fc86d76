"""Reckons every figure from the records as they stand, and keeps the result as one run."""

from __future__ import annotations

import time
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from oneplan.actions.measure_links import propose_links
from oneplan.actions.series.lines import match_newest_plan
from oneplan.adapters import facts
from oneplan.core.measures import Reckoned
from oneplan.records.figures.models import Figure, FigureRun
from oneplan.records.improvement.models import ActionEvent, ImprovementPlan
from oneplan.records.returns.models import PersonReturn
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.measure_files import load_measures

_AT_ONCE = 2_000
_FACTS_KEPT = 3


def compute_figures(*, on: date) -> int:
    """Every figure as of a day is kept as a new run, whose facts can be opened; returns how many figures that is.

    Facts are written before and figures stored in one transaction, so that pages show the last whole run or this one.
    Measures that the plan's own lines name are linked to their sections in the same step.
    """
    # What changes from here on may be missing from the facts, and makes this run stale.
    began, began_at = time.perf_counter(), timezone.now()
    key = facts.write_facts(on=on)
    found = reckoned(key, on=on)
    with transaction.atomic():
        run = FigureRun.objects.create(as_of=on, facts_key=key, rulebook_hash=rules_hash(), made_at=began_at)
        Figure.objects.bulk_create((_row(run, each) for each in found), batch_size=_AT_ONCE)
        run.seconds = round(time.perf_counter() - began, 3)
        run.save(update_fields=["seconds"])
        propose_links()
        match_newest_plan()
    forget_old_facts()
    return len(found)


def reckoned(key: str, *, on: date) -> tuple[Reckoned, ...]:
    """Every figure of one folder of facts, as of a day."""
    from oneplan.analytics import reckon, window_for  # noqa: PLC0415 - a third of a second that no page should pay

    book = load_measures()
    window = window_for(on, months=book.months_kept, years=book.years_kept)
    with facts.opened(key) as tables:
        return tuple(reckon(tables, book.measures, book.splits, parameters=load_rulebook().parameters, window=window))


def figures_are_stale(*, on: date) -> bool:
    """Whether a day has passed, a return was applied, the plan changed or the rulebook did since the last run."""
    run = FigureRun.objects.order_by("-id").first()
    if run is None:
        return PersonReturn.objects.filter(applied_at__isnull=False).exists() or ImprovementPlan.objects.exists()
    if run.as_of < on or run.rulebook_hash != rules_hash():
        return True
    is_returned = PersonReturn.objects.filter(applied_at__gte=run.made_at).exists()
    return is_returned or ActionEvent.objects.filter(at__gte=run.made_at).exists()


def rules_hash() -> str:
    """One hash of the law and of the measures, so that a figure can say by which rules it was reckoned."""
    return sha256(f"{load_rulebook().hash} {load_measures().hash}".encode()).hexdigest()


def forget_old_facts() -> int:
    """Removes the facts of all but the newest runs; says how many folders went."""
    kept = FigureRun.objects.order_by("-id").values_list("facts_key", flat=True)[:_FACTS_KEPT]
    return facts.forget_but(frozenset(kept))


def _row(run: FigureRun, each: Reckoned) -> Figure:
    return Figure(
        run=run,
        measure=each.measure,
        grain=each.grain.value,
        period_first=each.first_day,
        period_last=each.last_day,
        split=each.split,
        part=each.part,
        numerator=each.value.numerator,
        denominator=each.value.denominator,
    )

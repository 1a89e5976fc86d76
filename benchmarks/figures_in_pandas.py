"""The same figures with pandas, as a careful person would write them."""

# ruff: noqa: PD010, PD013 - areas by months is the shape that running sums want
from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from figures_by_hand import A_YEAR_AGO, BEFORE, COLUMNS, FIRST_MONTH, FIRST_YEAR, FLOWS, LIVE, ON


def with_pandas(read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Every figure with pandas, each table read once."""
    tables = {
        name: read(name)
        for name in ("requests", "assessments", "plans", "reviews", "open_limits", "improvement_actions")
    }
    found = [*_flows_in_pandas(tables), *_stocks_in_pandas(tables["plans"]), *_now_in_pandas(tables)]
    return pd.concat(found, ignore_index=True)[COLUMNS]


def _flows_in_pandas(tables: dict[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for flow in FLOWS:
        rows = tables[flow.table]
        day = rows[flow.dated_by]
        keep = day.between(FIRST_YEAR, ON)
        if flow.table == "assessments":
            keep &= (
                (rows.outcome == "Y")
                & (rows.issued_on >= rows.received_on)
                & ~rows.transferred_in
                & ~rows.any_challenge
            )
            keep &= ~rows.exceptions_apply if "without" in flow.measure else True
        elif flow.measure == "decisions-in-6-weeks":
            keep &= (rows.decided_on >= rows.received_on) & rows.outcome.isin(["Y", "N"])
        elif flow.measure == "new-plans":
            keep &= ~rows.transferred_in
        elif flow.table == "reviews":
            keep &= rows.decided_on >= rows.meeting_on
        held = rows[keep]
        frame = pd.DataFrame({"area": held.area, "first_day": held[flow.dated_by].dt.to_period("M").dt.start_time})
        frame["part"] = held[flow.split[1]].replace("", flow.split[2]).fillna(flow.split[2]) if flow.split else ""
        frame["numerator"], frame["denominator"] = 1, 1
        if isinstance(flow.met, tuple):
            frame["numerator"] = ((held[flow.met[1]] - held[flow.met[0]]).dt.days <= flow.met[2]).astype(int)
        elif flow.met:
            frame["numerator"] = held.outcome.isin(["N"] if "refused" in flow.measure else ["", "A"]).astype(int)
        elif flow.days:
            frame["numerator"] = (held[flow.days[1]] - held[flow.days[0]]).dt.days
        months = frame.groupby(["area", "first_day", "part"], observed=True).sum().reset_index()
        if not (flow.met or flow.days):
            months["denominator"] = None
        yearly = months.assign(first_day=months.first_day.dt.to_period("Y").dt.start_time)
        years = yearly.groupby(["area", "first_day", "part"], observed=True)[["numerator", "denominator"]].sum(
            min_count=1
        )
        split = flow.split[0] if flow.split else ""
        yield _labelled(months[months.first_day >= FIRST_MONTH], flow.measure, "month", split)
        yield _labelled(years.reset_index(), flow.measure, "year", split)


def _stocks_in_pandas(plans: pd.DataFrame) -> Iterator[pd.DataFrame]:
    held = plans[(plans.started_on <= ON) & (plans.ceased_on.isna() | (plans.ceased_on >= plans.started_on))]
    months = pd.period_range(BEFORE, "2026-03", freq="M")
    gone = held[held.ceased_on <= ON]
    steps = [
        rows.groupby(["area", day.dt.to_period("M").clip(lower=months[0])], observed=True).size().unstack(fill_value=0)
        for rows, day in ((held, held.started_on), (gone, gone.ceased_on))
    ]
    ups, downs = (each.reindex(columns=months, fill_value=0) for each in steps)
    levels = (ups - downs.reindex(ups.index, fill_value=0)).cumsum(axis=1)
    long = levels.stack().rename("numerator").rename_axis(["area", "month"]).reset_index()
    long["earlier"] = levels.shift(12, axis=1).stack(future_stack=True).to_numpy()
    long["first_day"], long["part"], long["denominator"] = long.month.dt.start_time, "", None
    now = long[long.month == "2026-03"].assign(first_day=ON)
    yield _labelled(now, "plans-in-force", "day", "")
    for name in ("primary-need-mix", "placement-mix"):
        yield _labelled(now, name, "day", "")
    yield _labelled(long[long.first_day >= FIRST_MONTH], "plans-in-force", "month", "")
    last = long[(long.month.dt.month == 12) | (long.month == "2026-03")]
    last = last[last.first_day >= FIRST_YEAR].assign(first_day=lambda rows: rows.month.dt.asfreq("Y").dt.start_time)
    yield _labelled(last, "plans-in-force", "year", "")
    grown = long[long.month < "2026-03"].assign(denominator=lambda rows: rows.earlier)
    yield _labelled(grown[grown.first_day >= FIRST_MONTH], "plan-growth", "month", "")
    years = grown[(grown.month.dt.month == 12) & (grown.first_day >= FIRST_YEAR)]
    yield _labelled(years.assign(first_day=years.month.dt.asfreq("Y").dt.start_time), "plan-growth", "year", "")
    counts = {
        name: plans[(plans.started_on <= on) & (plans.ceased_on.isna() | (plans.ceased_on > on))]
        .groupby("area", observed=True)
        .size()
        for name, on in (("numerator", ON), ("denominator", A_YEAR_AGO))
    }
    yield _labelled(pd.DataFrame(counts).reset_index().assign(first_day=ON, part=""), "plan-growth", "day", "")
    open_now = plans[(plans.started_on <= ON) & (plans.ceased_on.isna() | (plans.ceased_on > ON))]
    born = open_now.born_on.dt
    age = 2026 - born.year - (born.month * 100 + born.day > 302)
    band = pd.cut(age, [-1, 4, 10, 15, 19, 25], labels=["0-4", "5-10", "11-15", "16-19", "20-25"]).astype(str)
    yield _by_part(open_now, band.replace("nan", "not recorded"), "plans-in-force", "age-band", is_mix=False)
    yield _by_part(open_now, open_now.primary_need.replace("", "not recorded"), "primary-need-mix", "primary-need")
    yield _by_part(open_now, open_now.placement_group, "placement-mix", "placement-group")


def _now_in_pandas(tables: dict[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    limits, actions = tables["open_limits"], tables["improvement_actions"]
    for output, name in (("final_plan_due", "assessments"), ("review_complete_by", "reviews")):
        known = limits[(limits.output == output) & limits.is_knowable]
        late = known[known.due_on < ON]
        days = (pd.Timestamp(ON) - late.due_on).dt.days.groupby(late.area, observed=True)
        whole = known.groupby("area", observed=True).size()
        yield _counted(days.size().reindex(whole.index, fill_value=0), whole, f"{name}-overdue")
        yield _counted(days.sum(), days.size(), f"{name}-overdue-days")
        if name == "assessments":
            yield _counted(days.max(), None, "assessments-overdue-longest")
    yield _counted(actions.groupby("area", observed=True).size(), None, "actions-by-rating")
    yield _by_part(actions, actions.rating, "actions-by-rating", "rating")
    yield _by_part(actions, actions.section, "actions-by-rating", "section")
    live = actions[actions.rating.isin(LIVE)]
    tests = {
        "actions-overdue": live.due_on < ON,
        "actions-without-owner-or-date": (live.owners == 0) | live.due_on.isna(),
    }
    for name, met in tests.items():
        yield _counted(met.groupby(live.area, observed=True).sum(), live.groupby("area", observed=True).size(), name)
        keys = [live.area, live.section.rename("part")]
        both = pd.DataFrame({"numerator": met.groupby(keys).sum(), "denominator": met.groupby(keys).size()})
        yield _labelled(both.reset_index().assign(first_day=ON), name, "day", "section")


def _counted(top: pd.Series, bottom: pd.Series | None, measure: str) -> pd.DataFrame:
    frame = pd.DataFrame({"numerator": top, "denominator": bottom}).rename_axis("area").reset_index()
    return _labelled(frame.assign(first_day=ON, part=""), measure, "day", "")


def _by_part(rows: pd.DataFrame, part: pd.Series, measure: str, split: str, *, is_mix: bool = True) -> pd.DataFrame:
    counted = rows.groupby([rows.area, part.rename("part")], observed=True).size().rename("numerator").reset_index()
    whole = counted.groupby("area").numerator.transform("sum") if is_mix else None
    return _labelled(counted.assign(denominator=whole, first_day=ON), measure, "day", split)


def _labelled(frame: pd.DataFrame, measure: str, grain: str, split: str) -> pd.DataFrame:
    return frame.assign(measure=measure, grain=grain, split=split)[COLUMNS]

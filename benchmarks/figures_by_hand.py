"""The same figures as a careful person would write them: SQL for DuckDB and for SQLite."""

# ruff: noqa: E501 - SQL reads best in its own lines
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

ON, FIRST_MONTH, FIRST_YEAR, BEFORE = "2026-03-02", "2023-01-01", "2021-01-01", "2020-01-01"
A_YEAR_AGO = "2025-03-02"
LIVE = ("not_started", "on_track", "at_risk", "delayed", "unknown")
COLUMNS = ["area", "measure", "grain", "first_day", "split", "part", "numerator", "denominator"]


@dataclass(frozen=True, slots=True)
class Flow:
    """A dated measure: which rows, what of them, by which day. ``days`` is the start and end of a span to add up."""

    measure: str
    table: str
    dated_by: str
    where: str
    met: tuple[str, str, int] | str = ""
    days: tuple[str, str] | None = None
    split: tuple[str, str, str] | None = None


_ISSUED = (
    "outcome = 'Y' AND received_on IS NOT NULL AND issued_on >= received_on "
    "AND NOT coalesce(transferred_in, FALSE) AND NOT coalesce(any_challenge, FALSE)"
)
_IN_TIME = ("received_on", "issued_on", 140)
FLOWS = (
    Flow("requests", "requests", "received_on", "TRUE"),
    Flow("requests", "requests", "received_on", "TRUE", split=("request-source", "source", "not recorded")),
    Flow("requests-refused", "requests", "received_on", "TRUE", "coalesce(outcome = 'N', FALSE)"),
    Flow("requests-undecided", "requests", "received_on", "TRUE", "coalesce(outcome IN ('', 'A'), FALSE)"),
    Flow(
        "decisions-in-6-weeks",
        "requests",
        "decided_on",
        "decided_on >= received_on AND outcome IN ('Y', 'N')",
        ("received_on", "decided_on", 42),
    ),
    Flow("plans-in-20-weeks", "assessments", "issued_on", _ISSUED, _IN_TIME),
    Flow(
        "plans-in-20-weeks-without-exceptions",
        "assessments",
        "issued_on",
        f"{_ISSUED} AND NOT coalesce(exceptions_apply, FALSE)",
        _IN_TIME,
    ),
    Flow("weeks-to-issue", "assessments", "issued_on", _ISSUED, days=("received_on", "issued_on")),
    Flow("new-plans", "plans", "started_on", "NOT coalesce(transferred_in, FALSE)"),
    Flow(
        "new-plans",
        "plans",
        "started_on",
        "NOT coalesce(transferred_in, FALSE)",
        split=("primary-need", "primary_need", "not recorded"),
    ),
    Flow("plans-ceased", "plans", "ceased_on", "TRUE"),
    Flow("plans-ceased", "plans", "ceased_on", "TRUE", split=("cease-reason", "cease_reason", "not recorded")),
    Flow(
        "review-decisions-in-4-weeks",
        "reviews",
        "decided_on",
        "decided_on >= meeting_on",
        ("meeting_on", "decided_on", 28),
    ),
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between two engines' SQL."""

    month: Callable[[str], str]
    year: Callable[[str], str]
    days: Callable[[str, str], str]
    age: str
    months: str


DUCKDB = Dialect(
    month=lambda day: f"date_trunc('month', {day})::DATE",
    year=lambda day: f"date_trunc('year', {day})::DATE",
    days=lambda since, to: f"date_diff('day', {since}, {to})",
    age=f"(year(DATE '{ON}') - year(born_on) - (strftime(born_on, '%m%d') > '0302')::INT)",
    months=f"SELECT unnest(generate_series(DATE '{BEFORE}', DATE '2026-03-01', INTERVAL 1 MONTH))::DATE AS first_day",
)
SQLITE = Dialect(
    month=lambda day: f"(substr({day}, 1, 7) || '-01')",
    year=lambda day: f"(substr({day}, 1, 4) || '-01-01')",
    days=lambda since, to: f"CAST(julianday({to}) - julianday({since}) AS INTEGER)",
    age="(2026 - substr(born_on, 1, 4) - (substr(born_on, 6) > '03-02'))",
    months=(
        f"WITH RECURSIVE m(first_day) AS (SELECT '{BEFORE}' UNION ALL SELECT date(first_day, '+1 month') FROM m "
        "WHERE first_day < '2026-03-01') SELECT first_day FROM m"
    ),
)


def queries(dialect: Dialect) -> Iterator[str]:
    """One query for each measure and split, with the columns in one order."""
    for flow in FLOWS:
        yield _flow(flow, dialect)
    yield from _stocks(dialect)
    yield from _now(dialect)


def _flow(flow: Flow, sql: Dialect) -> str:
    part = f"coalesce(nullif({flow.split[1]}, ''), '{flow.split[2]}')" if flow.split else "''"
    name = flow.split[0] if flow.split else ""
    top, bottom = "count(*)", "NULL"
    if isinstance(flow.met, tuple):
        since, to, most = flow.met
        top, bottom = f"count(CASE WHEN {sql.days(since, to)} <= {most} THEN 1 END)", "count(*)"
    elif flow.met:
        top, bottom = f"count(CASE WHEN {flow.met} THEN 1 END)", "count(*)"
    elif flow.days:
        top, bottom = f"sum({sql.days(*flow.days)})", "count(*)"
    said = f"'{flow.measure}', grain, first_day, '{name}', part, n, d"
    return f"""
        WITH m AS (
            SELECT area, {sql.month(flow.dated_by)} AS first_day, {part} AS part, {top} AS n, {bottom} AS d
            FROM {flow.table} WHERE {flow.where} AND {flow.dated_by} BETWEEN '{FIRST_YEAR}' AND '{ON}' GROUP BY 1, 2, 3
        ), g AS (
            SELECT area, 'month' AS grain, first_day, part, n, d FROM m WHERE first_day >= '{FIRST_MONTH}'
            UNION ALL
            SELECT area, 'year', {sql.year("first_day")}, part, sum(n), sum(d) FROM m GROUP BY area, {sql.year("first_day")}, part
        ) SELECT area, {said} FROM g"""


def _stocks(sql: Dialect) -> Iterator[str]:
    open_now = f"started_on <= '{ON}' AND (ceased_on IS NULL OR ceased_on > '{ON}')"
    levels = f"""
        s AS (
            SELECT area, max({sql.month("started_on")}, '{BEFORE}') AS first_day, count(*) AS step FROM plans
            WHERE started_on <= '{ON}' AND (ceased_on IS NULL OR ceased_on >= started_on) GROUP BY 1, 2
            UNION ALL
            SELECT area, max({sql.month("ceased_on")}, '{BEFORE}'), -count(*) FROM plans
            WHERE started_on <= '{ON}' AND ceased_on <= '{ON}' AND ceased_on >= started_on GROUP BY 1, 2
        ), months AS ({sql.months}),
        l AS (
            SELECT p.area, months.first_day, sum(coalesce(t.step, 0)) OVER (PARTITION BY p.area ORDER BY months.first_day) AS n
            FROM (SELECT DISTINCT area FROM s) AS p CROSS JOIN months
            LEFT JOIN (SELECT area, first_day, sum(step) AS step FROM s GROUP BY 1, 2) AS t
            ON t.area = p.area AND t.first_day = months.first_day
        )"""
    if sql is DUCKDB:
        levels = levels.replace("max(", "greatest(").replace(f"'{BEFORE}')", f"DATE '{BEFORE}')")
    is_last = "(substr(CAST(first_day AS VARCHAR), 6, 2) = '12' OR first_day = '2026-03-01')"
    yield f"""WITH {levels}
        SELECT area, 'plans-in-force', 'day', '{ON}', '', '', n, NULL FROM l WHERE first_day = '2026-03-01' UNION ALL
        SELECT area, 'plans-in-force', 'month', CAST(first_day AS VARCHAR), '', '', n, NULL FROM l
        WHERE first_day >= '{FIRST_MONTH}' UNION ALL
        SELECT area, 'plans-in-force', 'year', CAST({sql.year("first_day")} AS VARCHAR), '', '', n, NULL FROM l
        WHERE {is_last} AND first_day >= '{FIRST_YEAR}'"""
    grown = "SELECT area, first_day, n, lag(n, 12) OVER (PARTITION BY area ORDER BY first_day) AS d FROM l"
    yield f"""WITH {levels}, g AS ({grown})
        SELECT area, 'plan-growth', 'month', CAST(first_day AS VARCHAR), '', '', n, d FROM g
        WHERE first_day >= '{FIRST_MONTH}' AND first_day < '2026-03-01' UNION ALL
        SELECT area, 'plan-growth', 'year', CAST({sql.year("first_day")} AS VARCHAR), '', '', n, d FROM g
        WHERE substr(CAST(first_day AS VARCHAR), 6, 2) = '12' AND first_day >= '{FIRST_YEAR}'"""
    yield f"""SELECT area, 'plan-growth', 'day', '{ON}', '', '', count(CASE WHEN {open_now} THEN 1 END),
        count(CASE WHEN {open_now.replace(ON, A_YEAR_AGO)} THEN 1 END) FROM plans GROUP BY area"""
    bands = " ".join(
        f"WHEN {sql.age} BETWEEN {first} AND {last} THEN '{first}-{last}'"
        for first, last in ((0, 4), (5, 10), (11, 15), (16, 19), (20, 25))
    )
    yield f"""SELECT area, 'plans-in-force', 'day', '{ON}', 'age-band', CASE {bands} ELSE 'not recorded' END AS part,
        count(*), NULL FROM plans WHERE {open_now} GROUP BY area, part"""
    for measure, split, column, unknown in (
        ("primary-need-mix", "primary-need", "primary_need", "not recorded"),
        ("placement-mix", "placement-group", "placement_group", "not-recorded"),
    ):
        yield f"WITH {levels} SELECT area, '{measure}', 'day', '{ON}', '', '', n, NULL FROM l WHERE first_day = '2026-03-01'"
        yield f"""SELECT area, '{measure}', 'day', '{ON}', '{split}', coalesce(nullif({column}, ''), '{unknown}') AS part,
            count(*), sum(count(*)) OVER (PARTITION BY area) FROM plans WHERE {open_now} GROUP BY area, part"""


def _now(sql: Dialect) -> Iterator[str]:
    for output, name in (("final_plan_due", "assessments"), ("review_complete_by", "reviews")):
        known = f"output = '{output}' AND is_knowable"
        late = sql.days("due_on", f"DATE '{ON}'" if sql is DUCKDB else f"'{ON}'")
        yield f"""SELECT area, '{name}-overdue', 'day', '{ON}', '', '', count(CASE WHEN due_on < '{ON}' THEN 1 END), count(*)
            FROM open_limits WHERE {known} GROUP BY area"""
        yield f"""SELECT area, '{name}-overdue-days', 'day', '{ON}', '', '', sum({late}), count(*)
            FROM open_limits WHERE {known} AND due_on < '{ON}' GROUP BY area"""
    late = sql.days("due_on", f"DATE '{ON}'" if sql is DUCKDB else f"'{ON}'")
    yield f"""SELECT area, 'assessments-overdue-longest', 'day', '{ON}', '', '', max({late}), NULL
        FROM open_limits WHERE output = 'final_plan_due' AND is_knowable AND due_on < '{ON}' GROUP BY area"""
    yield f"SELECT area, 'actions-by-rating', 'day', '{ON}', '', '', count(*), NULL FROM improvement_actions GROUP BY area"
    for split, column in (("rating", "rating"), ("section", "section")):
        yield f"""SELECT area, 'actions-by-rating', 'day', '{ON}', '{split}', {column}, count(*),
            sum(count(*)) OVER (PARTITION BY area) FROM improvement_actions GROUP BY area, {column}"""
    for name, met in (
        ("actions-overdue", f"due_on < '{ON}'"),
        ("actions-without-owner-or-date", "owners = 0 OR due_on IS NULL"),
    ):
        for split, column in (("", "''"), ("section", "section")):
            yield f"""SELECT area, '{name}', 'day', '{ON}', '{split}', {column} AS part, count(CASE WHEN {met} THEN 1 END),
                count(*) FROM improvement_actions WHERE rating IN {LIVE} GROUP BY area, part"""

"""Import day: what is late and by how much, what falls due next, what no return can tell, and what to put right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet

from oneplan.core.access import Viewer
from oneplan.core.pathways import Kind, Nature
from oneplan.records import rights
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.casework import standing
from oneplan.records.casework.caseload import ours
from oneplan.records.casework.models import Case, Standing
from oneplan.records.casework.reach import Reach, cases_within, reach_of, standing_within
from oneplan.records.returns import match_queries, problem_queries, queries
from oneplan.records.returns.problem_queries import ProblemKind
from oneplan.records.returns.queries import ReturnRow
from oneplan.records.settings.models import Setting
from oneplan.rulebook import load_rulebook

WINDOWS = (7, 14, 28)
_WORTH_FIXING, _FIRST = 10, 5


@dataclass(frozen=True, slots=True)
class LateCase:
    """One limit that has passed: whose, and by how many days. The name only where the viewer reads names."""

    case_id: str
    name: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class LateLimit:
    """Everything that is late under one rule, in days after the due day, the longest first, and whose it is to do."""

    output: str
    rule: str
    title: str
    count: int
    longest: int
    middle: float
    first: tuple[LateCase, ...]
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class DueNext:
    """How many limits of one rule fall due within so many days; each window holds the one before."""

    output: str
    rule: str
    title: str
    within: tuple[tuple[int, int], ...]
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class CannotBeKnown:
    """Limits of one rule whose keeping nobody can tell, and why in words."""

    output: str
    rule: str
    title: str
    count: int
    says: str


@dataclass(frozen=True, slots=True)
class ImportDay:
    """The first page after an import."""

    latest: ReturnRow | None
    on: date
    cases: int
    late: tuple[LateLimit, ...]
    due_next: tuple[DueNext, ...]
    unknown: tuple[CannotBeKnown, ...]
    worth_fixing: tuple[ProblemKind, ...]
    waiting_matches: int
    settings_by_number: tuple[str, ...]
    settings_by_number_count: int
    cases_without_officer: int

    @property
    def late_count(self) -> int:
        """How many duties of the authority are late: what others owe is late too, and counts as theirs."""
        return sum(each.count for each in self.late if each.is_ours)

    @property
    def others_late(self) -> int:
        """How many duties of others, such as those who give advice, are late."""
        return sum(each.count for each in self.late if not each.is_ours)


def import_day(*, viewer: Viewer, on: date, route: str = "") -> ImportDay:
    """Where the cases stand on a day, for whoever brings returns in; the audit names the cases shown."""
    reach = reach_of(viewer, "return-read")
    latest = queries.latest_applied(viewer=viewer)
    limits = standing_within(
        reach, Standing.objects.filter(nature=Nature.ACT.value, kind=Kind.DUTY.value, is_disapplied=False)
    )
    unnamed = Setting.objects.filter(name="").order_by("urn", "ukprn")
    open_cases = cases_within(reach, Case.objects.filter(closed_on__isnull=True))
    worth = problem_queries.problem_kinds(latest.id, viewer=viewer)[:_WORTH_FIXING] if latest else ()
    day = ImportDay(
        latest=latest,
        on=on,
        cases=open_cases.count(),
        late=_late(limits.filter(standing.behind(on)), reach, on),
        due_next=_due_next(limits.filter(standing.ahead(on)), on),
        unknown=_unknown(limits.filter(standing.unknown(on))),
        worth_fixing=worth,
        waiting_matches=len(match_queries.doubtful_matches(viewer=viewer)),
        settings_by_number=tuple(row.shown_name for row in unnamed[:_FIRST]),
        settings_by_number_count=unnamed.count(),
        cases_without_officer=open_cases.filter(officer=None).count(),
    )
    role = rights.check(viewer, "return-read")
    records_read(Act("read-import-day", "case", _shown(day), role, route), by=viewer)
    return day


def _late(limits: QuerySet[Standing], reach: Reach, on: date) -> tuple[LateLimit, ...]:
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    first: dict[tuple[str, str], list[int]] = defaultdict(list)
    columns = ("pk", "output", "rule", "due_on", "told_until")
    for number, output, rule, due_on, told in limits.order_by("due_on", "pk").values_list(*columns):
        days[output, rule].append(_days_late(due_on, told, on))
        if len(first[output, rule]) < _FIRST:
            first[output, rule].append(number)
    shown = _late_cases([number for some in first.values() for number in some], reach, on)
    found = [
        LateLimit(
            output, rule, _title(output, rule), len(late), max(late), median(late),
            tuple(shown[number] for number in first[output, rule]), _is_ours(output, rule),
        )
        for (output, rule), late in days.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (not each.is_ours, -each.count, each.rule)))


def _days_late(due_on: date, told_until: date | None, on: date) -> int:
    """How many days late it is, or was when the record was last told of: nobody knows what happened since."""
    return (min(on, told_until or on) - due_on).days


def _late_cases(numbers: list[int], reach: Reach, on: date) -> dict[int, LateCase]:
    rows = Standing.objects.filter(pk__in=numbers).select_related("case__person")
    return {
        row.pk: LateCase(
            row.case.public_id,
            "" if reach.is_pseudonym else f"{row.case.person.forename} {row.case.person.surname}",
            row.due_on,
            _days_late(row.due_on, row.told_until, on),
        )
        for row in rows
    }


def _due_next(limits: QuerySet[Standing], on: date) -> tuple[DueNext, ...]:
    windows = {f"within_{days}": Count("pk", filter=Q(due_on__lte=on + timedelta(days=days))) for days in WINDOWS}
    rows = limits.filter(due_on__lte=on + timedelta(days=max(WINDOWS))).values("output", "rule").annotate(**windows)
    found = [
        DueNext(
            row["output"],
            row["rule"],
            _title(row["output"], row["rule"]),
            tuple((days, row[f"within_{days}"]) for days in WINDOWS),
            _is_ours(row["output"], row["rule"]),
        )
        for row in rows.order_by()
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_ours, [-number for _, number in each.within], each.rule)))


def _unknown(limits: QuerySet[Standing]) -> tuple[CannotBeKnown, ...]:
    rows = limits.values("output", "rule", "is_knowable").annotate(number=Count("pk")).order_by()
    found = [
        CannotBeKnown(
            row["output"], row["rule"], _title(row["output"], row["rule"]), row["number"], _why(row["is_knowable"])
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.rule, each.says)))


def _why(is_knowable: bool) -> str:
    if is_knowable:
        return "The day came after the day that the last return speaks of, so nothing here could tell of it yet."
    return "A return does not carry what ends this duty, so whether it was done is not known from a return."


def _is_ours(output: str, rule: str) -> bool:
    """Whether it is the authority that has to act."""
    clocks = [clock for clock in load_rulebook().rules.outputs.get(output, ()) if clock.rule == rule]
    return any(clock.owner in ours() for clock in clocks)


def _title(output: str, rule: str) -> str:
    clocks = load_rulebook().rules.outputs.get(output, ())
    return next((clock.title for clock in clocks if clock.rule == rule), output)


def _shown(day: ImportDay) -> list[str]:
    late: Iterable[str] = (row.case_id for each in day.late for row in each.first)
    fixing = (case for each in day.worth_fixing for case in each.cases)
    return list(dict.fromkeys([*late, *fixing]))

"""What falls due, for whom, within what a viewer reaches: five queries whatever is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Case as When_
from django.db.models import Count, F, IntegerField, Max, Q, QuerySet, Sum, Value, When

from oneplan.core.access import Viewer
from oneplan.core.calendar import month_day_in
from oneplan.core.people import Phase, phase, school_year_of
from oneplan.core.people.ages import FIRST_YEAR_AGE, SCHOOL_YEAR_STARTS
from oneplan.records.accounts.models import User
from oneplan.records.casework.models import CaseloadMark, Standing
from oneplan.records.casework.reach import Reach, reach_of, standing_within
from oneplan.records.casework.standing import unknown
from oneplan.records.casework.work_rows import (
    OWN_TIME,
    Choice,
    Days,
    Group,
    Key,
    Question,
    WorkPage,
    WorkRow,
    row_of,
    shown_setting,
)
from oneplan.records.people.search import people_matching
from oneplan.rulebook import load_rulebook

PAGE, WAITING_SHOWN = 50, 5
PERMISSION = "work-read"
OLDEST, YOUNGEST = 26, -5
COLUMNS = (
    *("id", "case__public_id", "pathway", "rule", "output", "key", "kind", "nature", "owner", "started_on"),
    *("started_by", "due_on", "prudent_on", "told_until", "is_knowable"),
    *("case__person__surname", "case__person__forename", "case__person__preferred_name", "case__person__born_on"),
    *("case__setting__name", "case__setting__urn", "case__setting__ukprn"),
    *("case__officer__name", "case__officer_since", "case__team__name"),
)
_SETTING = ("case__setting__public_id", "case__setting__name", "case__setting__urn", "case__setting__ukprn")
_PARTS = ("group", "who", "kind", "stage")


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose eyes look at the work, on which day, and what they reach."""

    viewer: Viewer
    reach: Reach
    days: Days


def seen_by(viewer: Viewer, *, on: date) -> Seen:
    """What the viewer reaches of the work; raises NotAllowed in words if they reach none."""
    return Seen(viewer, reach_of(viewer, PERMISSION), Days.around(on))


def caseload_mark() -> tuple[int, int, int]:
    """What changes whenever anything that a list of work shows has changed."""
    row = CaseloadMark.objects.aggregate(count=Count("id"), ids=Sum("id"), latest=Max("mark"))
    return row["count"], row["ids"] or 0, row["latest"] or 0


def holds_work(seen: Seen) -> bool:
    """Whether the viewer is the officer of anything that is open."""
    mine = Standing.objects.filter(officer=seen.viewer.user_id)
    return standing_within(seen.reach, mine).exists()


def work_page(seen: Seen, question: Question, *, key: Key | None = None) -> WorkPage:
    """The rows asked for, a page of them, with what each further choice would leave."""
    base = _narrowed(seen, question)
    counted = _counted(base, seen, question)
    listed = _listed(base, seen, question)
    rows, after, before = _page(listed.filter(group__in=[question.group] if question.group else OWN_TIME), key)
    waits = [] if question.group or key else _values(listed.filter(group=Group.WAITING), WAITING_SHOWN)
    return WorkPage(
        rows=_rows(rows, seen),
        waiting=_rows(waits, seen),
        groups={choice.value: choice.count for choice in counted["group"]},
        choices=counted | _places_and_ages(base, seen, question),
        after=after,
        before=before,
        is_pseudonym=seen.reach.is_pseudonym,
    )


# ---- What is looked at -----------------------------------------------------------------------------------------


def _narrowed(seen: Seen, question: Question) -> QuerySet[Any]:
    """Open limits within reach that are somebody's to do, under the parts of the question that stand in no count."""
    rows = standing_within(seen.reach, Standing.objects.filter(is_disapplied=False)).exclude(nature="statistic")
    if question.place:
        rows = rows.filter(case__setting__kind=question.place)
    if question.need:
        rows = rows.filter(case__needs__rank=1, case__needs__code=question.need)
    if question.phase in {each.value for each in Phase}:
        rows = rows.filter(_in_years(_years_of(Phase(question.phase), seen.days.today), seen.days.today))
    if question.words and not seen.reach.is_pseudonym:
        found = people_matching(question.words)
        rows = rows.filter(Q(person_id__in=found) | Q(case__setting__name__icontains=question.words))
    return rows.annotate(group=_group(seen.days), force=_force(), **_holders(seen, question))


def _listed(base: QuerySet[Any], seen: Seen, question: Question) -> QuerySet[Any]:
    rows = base.filter(force=question.kind) if question.kind else base.exclude(force="planning")
    if question.who:
        rows = rows.filter(**{_flag(question.who): 1})
    if question.stage:
        rows = rows.filter(case__stage=question.stage)
    return _placed(rows, seen, question)


def _placed(rows: QuerySet[Any], seen: Seen, question: Question, *, but: str = "") -> QuerySet[Any]:
    if question.setting and but != "setting" and not seen.reach.is_pseudonym:
        rows = rows.filter(case__setting__public_id=question.setting)
    if question.year and but != "year":
        rows = rows.filter(_in_years(_as_years(question.year), seen.days.today))
    return rows


def _group(days: Days) -> When_:
    return When_(
        When(unknown(days.today), then=Value(Group.UNKNOWN.value)),
        When(~Q(owner__in=ours()) | Q(nature="right"), then=Value(Group.WAITING.value)),
        When(due_on__lt=days.today, then=Value(Group.LATE.value)),
        When(due_on__lte=days.week_ends, then=Value(Group.WEEK.value)),
        When(due_on__lte=days.fortnight_ends, then=Value(Group.FORTNIGHT.value)),
        default=Value(Group.LATER.value),
    )


def _force() -> When_:
    return When_(When(nature="act", then=F("kind")), default=F("nature"))


@cache
def ours() -> frozenset[str]:
    """The owners of limits, as the rulebook names them, that are the authority itself."""
    owners = {clock.owner for clocks in load_rulebook().rules.outputs.values() for clock in clocks}
    return frozenset(owner for owner in owners if "authority" in owner)


# ---- Who holds it ----------------------------------------------------------------------------------------------


def _holders(seen: Seen, question: Question) -> dict[str, When_]:
    flags = {
        "is_mine": Q(officer=seen.viewer.user_id),
        "is_teams": Q(team__in=seen.viewer.teams),
        "is_unallocated": Q(officer=None),
    }
    if question.who.isdigit():
        flags["is_named"] = Q(officer=int(question.who))
    return {
        name: When_(When(held, then=Value(1)), default=Value(0), output_field=IntegerField())
        for name, held in flags.items()
    }


def _flag(who: str) -> str:
    return {"mine": "is_mine", "team": "is_teams", "unallocated": "is_unallocated"}.get(who, "is_named")


# ---- Counts ----------------------------------------------------------------------------------------------------


def _counted(base: QuerySet[Any], seen: Seen, question: Question) -> dict[str, tuple[Choice, ...]]:
    """How many limits each choice of group, holder, kind and stage leaves, each under the other parts asked."""
    flags = ("is_mine", "is_teams", "is_unallocated", *(("is_named",) if question.who.isdigit() else ()))
    cells = _placed(base, seen, question).values_list("group", "force", "case__stage", *flags)
    found: dict[str, Counter[str]] = {part: Counter() for part in _PARTS}
    for group, force, stage, *held, number in cells.order_by().annotate(n=Count("id")):
        names = {name for name, is_held in zip(flags, held, strict=True) if is_held}
        fits = {
            "group": group == question.group if question.group else group in OWN_TIME,
            "who": not question.who or _flag(question.who) in names,
            "kind": force == question.kind if question.kind else force != "planning",
            "stage": not question.stage or stage == question.stage,
        }
        given = {"group": [group], "who": ["", *names], "kind": [force], "stage": [stage]}
        for part in _PARTS:
            if all(fits[each] for each in _PARTS if each != part):
                for value in given[part]:
                    found[part][value] += number
    return {part: tuple(Choice(value, "", n) for value, n in sorted(each.items())) for part, each in found.items()}


def _places_and_ages(base: QuerySet[Any], seen: Seen, question: Question) -> dict[str, tuple[Choice, ...]]:
    under = question.with_(setting="", year="")
    listed = _listed(base, seen, under)
    listed = listed.filter(group__in=[question.group] if question.group else OWN_TIME)
    years = _placed(listed, seen, question, but="year").annotate(years=_years(seen.days.today))
    ages = years.exclude(years=None).values_list("years").order_by("years").annotate(n=Count("id"))
    found = {"year": tuple(Choice(str(year), "", number) for year, number in ages)}
    if seen.reach.is_pseudonym:
        return found
    placed = _placed(listed, seen, question, but="setting").exclude(case__setting=None)
    settings = placed.values_list(*_SETTING).order_by().annotate(n=Count("id"))
    named = [Choice(public_id, shown_setting(*rest), number) for public_id, *rest, number in settings]
    return found | {"setting": tuple(sorted(named, key=lambda choice: choice.name.casefold()))}


# ---- Year groups as spans of birth days ------------------------------------------------------------------------


def _span(group: int, today: date) -> tuple[date, date]:
    """The first and last birth day of those who are in a year group today."""
    first = school_year_of(today) - group - FIRST_YEAR_AGE
    after = month_day_in(first + 1, SCHOOL_YEAR_STARTS)
    return month_day_in(first, SCHOOL_YEAR_STARTS), after - timedelta(days=1)


def _years(today: date) -> When_:
    spans = [(group, _span(group, today)) for group in range(YOUNGEST, OLDEST)]
    whens = [When(case__person__born_on__range=span, then=Value(group)) for group, span in spans]
    return When_(*whens, default=Value(None), output_field=IntegerField(null=True))


def _in_years(groups: Iterable[int], today: date) -> Q:
    found = Q(pk__in=[])
    for group in groups:
        found |= Q(case__person__born_on__range=_span(group, today))
    return found


def _as_years(word: str) -> tuple[int, ...]:
    return (int(word),) if word.lstrip("-").isdigit() else ()


def _years_of(asked: Phase, today: date) -> tuple[int, ...]:
    firsts = {group: _span(group, today)[0] for group in range(YOUNGEST, OLDEST)}
    return tuple(group for group, born in firsts.items() if phase(born, today) is asked)


# ---- Rows ------------------------------------------------------------------------------------------------------


def _page(listed: QuerySet[Any], key: Key | None) -> tuple[list[tuple[Any, ...]], Key | None, Key | None]:
    """One page of rows, the key of the page after it and of the page before it."""
    if key is None:
        found = _values(listed, PAGE + 1)
        return found[:PAGE], _key(found[PAGE - 1]) if len(found) > PAGE else None, None
    if key.backwards:
        earlier = listed.filter(Q(due_on__lt=key.due_on) | Q(due_on=key.due_on, id__lt=key.id))
        found = list(earlier.order_by("-due_on", "-id").values_list(*COLUMNS)[: PAGE + 1])
        page = found[:PAGE][::-1]
        return page, _key(page[-1]) if page else None, _key(page[0]) if len(found) > PAGE else None
    found = _values(listed.filter(Q(due_on__gt=key.due_on) | Q(due_on=key.due_on, id__gt=key.id)), PAGE + 1)
    return found[:PAGE], _key(found[PAGE - 1]) if len(found) > PAGE else None, _key(found[0]) if found else None


def _values(rows: QuerySet[Any], limit: int) -> list[tuple[Any, ...]]:
    return list(rows.order_by("due_on", "id").values_list(*COLUMNS)[:limit])


def _key(values: tuple[Any, ...]) -> Key:
    return Key(values[COLUMNS.index("due_on")], values[0])


def _rows(found: Iterable[tuple[Any, ...]], seen: Seen) -> tuple[WorkRow, ...]:
    return tuple(row_of(values, is_pseudonym=seen.reach.is_pseudonym) for values in found)


def officer_name(user_id: str) -> str:
    """The name of the account with this number, or nothing."""
    return User.objects.filter(pk=user_id).values_list("name", flat=True).first() or ""

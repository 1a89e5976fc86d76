"""The yardstick: open limits as ordinary Django lists them: select_related, a paginator, filters and their counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone
from django.views.generic import View

from oneplan.core.people import year_group
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.casework.caseload import ours
from oneplan.records.casework.models import Standing
from oneplan.records.casework.reach import teams_of
from oneplan.records.casework.standing import unknown
from oneplan.rulebook import load_rulebook

PAGE = """<!doctype html><html lang="en-GB"><head><title>Work</title></head><body>
<h1>{{ title }}</h1><p>{{ user.name }}</p>
{% for name, choices in filters.items %}<h2>{{ name }}</h2><ul>{% for value, words, number in choices %}
<li><a href="?{{ name }}={{ value }}">{{ words }} ({{ number }})</a></li>{% endfor %}</ul>{% endfor %}
<table><thead><tr><th>What to do</th><th>For whom</th><th>Due</th><th>Held by</th></tr></thead>
<tbody>{% for row in page.object_list %}<tr><th>{{ row.title }}</th>
<td><a href="/children/{{ row.case.public_id }}/">{{ row.case.person.forename }} {{ row.case.person.surname }}</a>
{{ row.years }}, {{ row.case.setting.shown_name }}</td>
<td>{{ row.due_on|date:"l j F Y" }} ({{ row.away }} days){% if row.prudent_on != row.due_on %} aim for
{{ row.prudent_on|date:"l j F Y" }}{% endif %}</td>
<td>{{ row.case.officer.name|default:"unallocated" }} {{ row.case.team.name }} {{ row.case.officer_since|date:"j F Y" }}
</td></tr>{% endfor %}</tbody></table>
{% if page.has_next %}<a href="?page={{ page.next_page_number }}">Next</a>{% endif %}</body></html>"""
_parsed: list[Any] = []


class PlainWork(LoginRequiredMixin, View):
    """The same rows, columns, filters and counts, as Django's own documentation would have them written."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of fifty, on record."""
        today = timezone.localdate()
        days = _days(today)
        every = self.limits(request, today)
        rows = _narrowed(every, request.GET, days)
        last = Case(When(days["past"], then=Value(1)), default=Value(0))
        page = Paginator(rows.order_by(last, "due_on", "id"), 50).get_page(request.GET.get("page"))
        for row in page.object_list:
            row.title = _title(row)
            row.years = year_group(row.case.person.born_on, today) if row.case.person.born_on else ""
            row.away = (row.due_on - today).days
        ids = [row.case.public_id for row in page.object_list]
        records_read(Act("read", "case", ids, "manager", "plain"), by=viewer_of(request.user, on=today))
        filters = _filters(every, request.GET, days, today)
        counts = {value: number for value, _, number in filters["group"]}
        pressing = counts["late"] + counts["week"] + counts["fortnight"]
        title = f"{pressing} things need doing; {counts['late']} are late"
        values = {"page": page, "filters": filters, "title": title}
        return HttpResponse(_template().render(values, request))

    def limits(self, request: HttpRequest, today: date) -> QuerySet[Standing]:
        """What this person may see and somebody here must do."""
        teams = teams_of(request.user.pk, on=today)
        return (
            Standing.objects.filter(Q(officer=request.user.pk) | Q(team__in=teams), is_restricted=False)
            .filter(is_disapplied=False, is_conditional=False, nature="act", owner__in=ours())
            .exclude(unknown(today))
            .select_related("case__person", "case__setting", "case__officer", "case__team")
        )


def _days(today: date) -> dict[str, Q]:
    week = today + timedelta(days=6 - today.weekday())
    fortnight = week + timedelta(days=14)
    return {
        "late": Q(due_on__lt=today, kind="duty"),
        "week": Q(due_on__range=(today, week)),
        "fortnight": Q(due_on__range=(week + timedelta(days=1), fortnight)),
        "later": Q(due_on__gt=fortnight),
        "past": Q(due_on__lt=today) & ~Q(kind="duty"),
    }


def _narrowed(rows: QuerySet[Standing], asked: Any, days: dict[str, Q], but: str = "") -> QuerySet[Standing]:
    if asked.get("group") in days and but != "group":
        rows = rows.filter(days[asked["group"]])
    if asked.get("who") == "unallocated" and but != "who":
        rows = rows.filter(officer=None)
    if asked.get("kind") and but != "kind":
        rows = rows.filter(kind=asked["kind"])
    if asked.get("stage") and but != "stage":
        rows = rows.filter(case__stage=asked["stage"])
    if asked.get("setting") and but != "setting":
        rows = rows.filter(case__setting__public_id=asked["setting"])
    return rows


def _filters(every: QuerySet[Standing], asked: Any, days: dict[str, Q], today: date) -> dict[str, list[Any]]:
    def under(part: str) -> QuerySet[Standing]:
        return _narrowed(every, asked, days, part).select_related(None).order_by()

    groups = under("group").aggregate(**{name: Count("pk", filter=each) for name, each in days.items()})
    who = under("who").aggregate(everybody=Count("pk"), unallocated=Count("pk", filter=Q(officer=None)))
    kinds = under("kind").values_list("kind").annotate(n=Count("pk"))
    stages = under("stage").values_list("case__stage").annotate(n=Count("pk"))
    place = ("case__setting__public_id", "case__setting__name", "case__setting__urn")
    settings = under("setting").values_list(*place).annotate(n=Count("pk"))
    born = under("year").values_list("case__person__born_on").annotate(n=Count("pk"))
    years: dict[int, int] = {}
    for day, number in born:
        if day:
            years[year_group(day, today)] = years.get(year_group(day, today), 0) + number
    return {
        "group": [(name, name, number) for name, number in groups.items()],
        "who": [(name, name, number) for name, number in who.items()],
        "kind": [(kind, kind, number) for kind, number in kinds],
        "stage": [(stage, stage, number) for stage, number in stages],
        "setting": [(public_id, name or f"setting {urn}", number) for public_id, name, urn, number in settings],
        "year": [(year, f"Year {year}", number) for year, number in sorted(years.items())],
    }


def _title(row: Standing) -> str:
    clocks = load_rulebook().rules.outputs[row.output]
    title = next(clock.title for clock in clocks if clock.rule == row.rule).removesuffix(" by")
    return f"{title} ({row.key})" if row.key else title


def _template() -> Any:
    if not _parsed:
        _parsed.append(engines["django"].from_string(PAGE))
    return _parsed[0]


urlpatterns = [path("plain/", PlainWork.as_view()), path("", include("oneplan.config.urls"))]

"""The yardstick: one case with its facts, as Django's own tutorial would show it; dates worked out on each request.

The page reads the case with ``select_related`` and ``prefetch_related``, asks core for the clocks, loops in a
template, and writes the same audit row, all in one transaction. Nothing but Django's own middleware stands before it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.generic import DetailView

from oneplan.core.casework.case_facts import details_read
from oneplan.core.pathways import Answer, Calendars, Fact, Role, run_clocks
from oneplan.core.people import age_on, year_group
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.writing import Act, records_act
from oneplan.records.casework.models import Case
from oneplan.rulebook import load_rulebook

PAGE = """<!doctype html><html lang="en-GB"><head><title>{{ person.forename }} {{ person.surname }}</title></head><body>
<h1>{{ person.forename }} {{ person.surname }}</h1><p>{{ user.name }}</p>
<p>{{ age }} years old, year {{ year }}, {{ case.setting|default:"no setting" }},
{{ case.officer.name|default:"unallocated" }}, {{ case.team|default:"" }}</p>
{% for flag in person.flags.all %}<p>{{ flag.kind }} since {{ flag.first_day|date:'j F Y' }}</p>{% endfor %}
<h2>Due</h2><table>
<thead><tr><th>What</th><th>Due</th><th>State</th><th>Rule</th><th>Law</th><th>Why</th></tr></thead>
<tbody>{% for answer in answers %}<tr><td>{{ answer.title }}</td><td>{{ answer.due_on|date:'j F Y' }}</td>
<td>{{ answer.state|default:"" }}</td><td>{{ answer.rule }}</td><td>{{ answer.law }}</td>
<td>{% for reason in answer.because %}<p>{{ reason }}</p>{% endfor %}</td></tr>{% endfor %}</tbody></table>
<h2>Events</h2><table>{% for event in case.events.all %}
<tr><td>{{ event.on|date:'j F Y' }}</td><td>{{ event.fact }}</td>
<td>{{ event.day_is }}</td><td>{{ event.source }}</td></tr>{% endfor %}</table>
<h2>Needs</h2><ul>{% for need in case.needs.all %}<li>{{ need.code }}</li>{% endfor %}</ul>
<h2>Plan</h2><p>{{ case.ehc_plan.started_on|date:'j F Y' }}</p>
<ul>{% for named in case.ehc_plan.named_settings.all %}<li>{{ named.setting }}</li>{% endfor %}</ul>
<h2>Placements</h2><ul>{% for placed in case.placements.all %}
<li>{{ placed.setting }} {{ placed.entered_on|date:'j F Y' }} {{ placed.left_on|date:'j F Y' }}</li>{% endfor %}</ul>
<h2>Reviews</h2><ul>{% for review in case.reviews.all %}
<li>{{ review.meeting_on|date:'j F Y' }} {{ review.decided_on|date:'j F Y' }} {{ review.outcome }}</li>{% endfor %}</ul>
<p>{{ case.problems }} data problems</p>
<ul>{% for other in person.cases.all %}<li>{{ other.public_id }} {{ other.stage }}</li>{% endfor %}</ul>
</body></html>"""


class PlainCase(DetailView):
    """One case and everything under it, as plainly as Django shows anything."""

    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "case"
    queryset: ClassVar[QuerySet[Any]] = (
        Case.objects.select_related("person", "officer", "team", "setting__calendar", "ehc_plan")
        .prefetch_related(
            "events", "needs", "reviews", "placements__setting", "person__flags", "person__cases",
            "ehc_plan__named_settings__setting",
        )
        .annotate(problems=Count("data_problems"))
    )  # fmt: skip

    @transaction.atomic
    def get(self, request: Any, *_: Any, **__: Any) -> HttpResponse:
        """The page and the audit row, or neither."""
        self.object = self.get_object()
        viewer = viewer_of(request.user, on=timezone.localdate())
        records_act(Act("read", "case", [self.object.public_id], "caseworker", "plain"), by=viewer)
        return HttpResponse(_template().render(self.get_context_data(object=self.object), request))

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The case, its person and its dates."""
        case, today = self.object, timezone.localdate()
        born_on = case.person.born_on
        ages = {"age": age_on(born_on, today), "year": year_group(born_on, today)}
        return super().get_context_data(**given, person=case.person, answers=_answers(case), **ages)


def _answers(case: Any) -> list[Answer]:
    book = load_rulebook()
    told = [
        Fact(event.fact, event.on, details_read(event.details, book.rules.fact(event.fact)))
        for event in case.events.all()
    ]
    if case.person.born_on:
        told.append(Fact("person_born", case.person.born_on))
    today, calendars = timezone.localdate(), Calendars(book.working_days, None)
    answers = run_clocks(facts=tuple(told), as_of=today, rules=book.rules, calendars=calendars)
    return [each for each in answers if each.role in {Role.LIMIT, Role.RULE}]


_parsed: list[Any] = []


def _template() -> Any:
    if not _parsed:
        _parsed.append(engines["django"].from_string(PAGE))
    return _parsed[0]


urlpatterns = [path("plain/<str:public_id>/", PlainCase.as_view())]

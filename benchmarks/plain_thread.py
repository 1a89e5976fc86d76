"""The yardsticks: the thread's sections and one section's rows as Django's own tutorial would show them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cache
from typing import Any

from benchmarks.plain_list import MIDDLEWARE
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from oneplan.records.figures.models import Figure, MeasureLink
from oneplan.records.improvement.models import Action, ActionEvent, DatedUpdate, Section

__all__ = ["MIDDLEWARE", "plain_section", "plain_thread", "urlpatterns"]

THREAD = """<!doctype html><html lang="en-GB"><head><title>Thread</title></head><body><p>{{ user.name }}</p><table>
{% for row in rows %}<tr><th scope="row"><a href="{% url 'section' row.section.slug %}
">{% if row.section.number %}{{ row.section.number }}. {% endif %}{{ row.section.title }}</a>
{{ row.section.must_improve }}</th><td>{% for word, number in row.ratings %}{{ number }} {{ word }} {% endfor %}
{{ row.late }} late</td>
<td>{% for name, figures in row.measures %}<p>{{ name }} {% for each in figures %}{{ each.numerator }}
/{{ each.denominator }} {% endfor %}</p>{% endfor %}</td>
<td>{% for event in row.changes %}<p>{{ event.action.ref }} {{ event.kind }} {{ event.on }}</p>{% endfor %}</td>
</tr>{% endfor %}
</table></body></html>"""
SECTION = """<!doctype html><html lang="en-GB"><head><title>Section</title></head><body><h1>{{ section.title }}</h1>
<p>{{ user.name }} {{ section.must_improve }}</p><table>{% for action in actions %}<tr><td>{{ action.ref }}</td>
<td><a href="{% url 'action' action.public_id %}">{{ action.text }}</a></td>
<td>{% for owner in action.owners.all %}{{ owner.owner_role.name }} {% endfor %}</td><td>{{ action.due_raw }}</td>
<td>{{ action.rating_raw }}</td></tr>{% endfor %}</table>
<ul>{% for update in updates %}<li>{{ update.on }} {{ update.action.ref }} {{ update.by.name }}
 {{ update.text }}</li>{% endfor %}</ul>
<ul>{% for line in section.measureline_set.all %}<li>{{ line.text }}</li>{% endfor %}</ul>
<ul>{% for line in section.impactline_set.all %}<li>{{ line.text }}</li>{% endfor %}</ul>
<ul>{% for name, figures in measures %}<li>{{ name }} {% for each in figures %}{{ each.numerator }}
/{{ each.denominator }} {% endfor %}</li>{% endfor %}</ul>
</body></html>"""


def plain_thread(request: HttpRequest) -> HttpResponse:
    """Every section with its ratings counted, its measures and what changed in the last sixty days."""
    since = timezone.localdate() - timedelta(days=60)
    changed = ActionEvent.objects.filter(on__gte=since).exclude(kind="imported").select_related("action")
    actions = Action.objects.filter(is_withdrawn=False).prefetch_related(Prefetch("events", changed, "recent"))
    rows = []
    for section in Section.objects.filter(is_withdrawn=False).prefetch_related(Prefetch("actions", actions, "held")):
        if section.held:
            late = [each for each in section.held if each.due_on and each.due_on < timezone.localdate()]
            rows.append(
                {
                    "section": section,
                    "ratings": Counter(each.rating for each in section.held).items(),
                    "late": len(late),
                    "measures": _measures(section),
                    "changes": [event for each in section.held for event in each.recent],
                }
            )
    return HttpResponse(_template(THREAD).render({"rows": rows}, request))


def plain_section(request: HttpRequest, slug: str) -> HttpResponse:
    """One section with its actions, their owners, its updates, its lines and its measures."""
    section = Section.objects.prefetch_related("measureline_set", "impactline_set").get(slug=slug)
    actions = section.actions.filter(is_withdrawn=False).prefetch_related("owners__owner_role")
    updates = DatedUpdate.objects.filter(section=section).select_related("action", "by").order_by("-on")
    values = {"section": section, "actions": actions, "updates": updates, "measures": _measures(section)}
    return HttpResponse(_template(SECTION).render(values, request))


def _measures(section: Section) -> list[tuple[str, Any]]:
    links = MeasureLink.objects.filter(section=section, is_removed=False)
    months = Figure.objects.filter(grain="month", split="").order_by("period_first")
    return [(link.measure, months.filter(measure=link.measure)) for link in links]


@cache
def _template(text: str) -> Any:
    return engines["django"].from_string(text)


urlpatterns = [
    path("plain-thread/", plain_thread),
    path("plain-section/<str:slug>/", plain_section),
    path("", include("oneplan.config.urls")),
]

"""The yardstick: the plan's actions as Django's own tutorial would list them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.generic import ListView

from oneplan.records.improvement.models import Action

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = """<!doctype html><html lang="en-GB"><head><title>Actions</title></head><body>
<h1>Actions</h1><p>{{ user.name }}</p><table>
<thead><tr><th>Ref</th><th>Action</th><th>Owner</th><th>Due</th><th>Rating</th></tr></thead>
<tbody>{% for action in object_list %}<tr><td>{{ action.ref }}</td>
<td><a href="{% url 'action' action.public_id %}">{{ action.text }}</a></td>
<td>{% for owner in action.owners.all %}{{ owner.owner_role.name }}{% if owner.partner %}
({{ owner.partner }}){% endif %}
{% if owner.part == "support" %}, supporting{% endif %}<br>{% empty %}Nobody named{% endfor %}</td>
<td>{{ action.due_raw|default:"No date" }}</td><td>{{ action.rating_raw }}</td></tr>{% endfor %}
</tbody></table></body></html>"""


class PlainList(ListView):
    """Every action with its owners, as plainly as Django lists anything."""

    queryset: ClassVar[QuerySet[Any]] = (
        Action.objects.filter(is_withdrawn=False).order_by("position").prefetch_related("owners__owner_role")
    )

    def render_to_response(self, context: dict[str, Any], **_: Any) -> Any:
        """The page, its template parsed once."""
        return HttpResponse(_template().render(context, self.request))


_parsed: list[Any] = []


def _template() -> Any:
    if not _parsed:
        _parsed.append(engines["django"].from_string(PAGE))
    return _parsed[0]


urlpatterns = [path("plain/", PlainList.as_view()), path("", include("oneplan.config.urls"))]

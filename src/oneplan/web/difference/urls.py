"""The addresses of statements of difference."""

from django.urls import path

from oneplan.web.difference import expecting, views
from oneplan.web.partnership.views import ROUTE as PARTNERSHIP
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Did it make a difference?",
        "differences",
        order=5,
        under=PARTNERSHIP,
        says="For each measure the plan should move: what changed since the work, how sure that is, and what else "
        "could explain it.",
    ),
)
urlpatterns = [
    path("difference/", views.differences, name="differences"),
    path("difference/<int:link_id>/", views.difference, name="difference"),
    path("difference/<int:link_id>/expected/", expecting.expect, name="difference-expect"),
]

"""The addresses of the team."""

from django.urls import path

from oneplan.web.team import allocating, views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Team", "team", order=8),)
urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/allocate/", allocating.allocate, name="team-allocate"),
]

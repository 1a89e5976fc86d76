"""The addresses of the calculator. All may be opened without signing in."""

from django.urls import path

from oneplan.web.dates import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Dates", "dates", order=60),)
urlpatterns = [
    path("dates/", views.dates, name="dates"),
    path("dates/facts/", views.facts_page, name="dates-facts"),
    path("dates/examples/", views.examples_page, name="dates-examples"),
    path("dates/rules/<str:rule>/", views.rule_page, name="dates-rule"),
    path("dates/<slug:pathway>/", views.pathway_page, name="dates-pathway"),
]

"""The addresses of the help pages. All may be opened without signing in."""

from django.urls import path

from oneplan.web.help import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Help", "help", order=80),)
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("help/dates/", views.dates_page, name="help-dates"),
    path("help/dates/<slug:pathway>/", views.pathway_page, name="help-pathway"),
    path("help/returns/", views.returns_page, name="help-returns"),
    path("help/figures/", views.figures_page, name="help-figures"),
    path("help/access/", views.access_page, name="help-access"),
    path("help/words/", views.words_page, name="help-words"),
]

"""The addresses of the help pages."""

from django.urls import path

from oneplan.web.help import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Help", "help", order=80),)
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("help/words/", views.words_page, name="help-words"),
]

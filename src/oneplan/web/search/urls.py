"""The address of search."""

from django.urls import path

from oneplan.web.search import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Search", "search", order=7),)
urlpatterns = [path("search/", views.search, name="search")]

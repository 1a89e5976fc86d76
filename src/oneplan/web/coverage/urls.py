"""The one address of the coverage page."""

from django.urls import path

from oneplan.web.coverage.views import coverage_page
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Coverage", "coverage", order=70, in_foot=True),)
urlpatterns = [path("coverage/", coverage_page, name="coverage")]

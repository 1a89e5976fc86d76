"""The address of the timeline."""

from django.urls import path

from oneplan.web.timeline import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Timeline", "timeline", order=20),)
urlpatterns = [path("timeline/", views.timeline, name="timeline")]

"""The addresses of the timeline and its promises."""

from django.urls import path

from oneplan.web.timeline import promising, views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Timeline", "timeline", order=20),)
urlpatterns = [
    path("timeline/", views.timeline, name="timeline"),
    path("timeline/promise/<str:key>/", promising.promise, name="promise"),
]

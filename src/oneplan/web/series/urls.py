"""The addresses of measures kept by hand."""

from django.urls import path

from oneplan.web.series import changing, lines, printed, sheets, views
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Measures kept by hand",
        "series",
        order=30,
        under="partnership",
        says="What no record holds: who supplies it, by when, and what is missing.",
    ),
)
urlpatterns = [
    path("series/", views.listed, name="series"),
    path("series/chase/", changing.chase, name="series-chase"),
    path("series/template/", sheets.template, name="series-template"),
    path("series/upload/", sheets.upload, name="series-upload"),
    path("series/printed/", printed.printed, name="series-printed"),
    path("series/printed/upload/", printed.upload, name="series-printed-upload"),
    path("series/lines/", lines.listed, name="series-lines"),
    path("series/lines/change/", lines.change, name="series-line"),
    path("series/lines/again/", lines.again, name="series-rematch"),
    path("series/value/<str:value_id>/take-back/", changing.take_back, name="series-take-back"),
    path("series/<str:series_id>/", views.one, name="series-one"),
    path("series/<str:series_id>/enter/", changing.enter, name="series-enter"),
    path("series/<str:series_id>/duty/", changing.duty, name="series-duty"),
    path("series/<str:series_id>/meaning/", changing.meaning, name="series-meaning"),
]

"""The addresses of the measures."""

from django.urls import path

from oneplan.web.measures import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Measures", "measures", order=15),)
urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/<str:measure_id>/", views.measure, name="measure"),
    path("measures/<str:measure_id>/cases/", views.cases, name="measure-cases"),
]

"""The addresses of the measures."""

from django.urls import path

from oneplan.web.measures import linking, views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Measures", "measures", order=15),)
urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/link/", linking.add, name="link-add"),
    path("measures/link/<int:link_id>/remove/", linking.remove, name="link-remove"),
    path("measures/<str:measure_id>/", views.measure, name="measure"),
    path("measures/<str:measure_id>/cases/", views.cases, name="measure-cases"),
]

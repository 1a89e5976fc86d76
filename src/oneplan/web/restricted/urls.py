"""The addresses of restricted records."""

from django.urls import path

from oneplan.web.restricted import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Restricted records", "restricted", order=80),)
urlpatterns = [
    path("restricted/", views.restricted, name="restricted"),
    path("restricted/add/", views.restrict, name="restrict"),
    path("restricted/<str:person_id>/name/", views.name, name="name-on-record"),
    path("restricted/named/<int:named_id>/end/", views.end, name="end-naming"),
]

"""The addresses of owners."""

from django.urls import path

from oneplan.web.owners import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Owners", "owners", order=30),)
urlpatterns = [
    path("owners/", views.owners, name="owners"),
    path("owners/<str:slug>/", views.owner, name="owner"),
]

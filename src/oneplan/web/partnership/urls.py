"""The address of the partnership's page."""

from django.urls import path

from oneplan.web.partnership import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Partnership", views.ROUTE, order=17),)
urlpatterns = [path("partnership/", views.partnership, name=views.ROUTE)]

"""The address of the thread."""

from django.urls import path

from oneplan.web.thread import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("The thread", "thread", order=5),)
urlpatterns = [path("thread/", views.thread, name="thread")]

"""The addresses of my work."""

from django.urls import path

from oneplan.web.ui.menu import MenuEntry
from oneplan.web.work import views

menu = (MenuEntry("My work", "work", order=5),)
urlpatterns = [
    path("my-work/", views.work, name="work"),
    path("my-work/words/", views.words, name="work-words"),
    path("my-work/views/", views.save_view, name="work-view-save"),
    path("my-work/views/<str:view_id>/default/", views.default_view, name="work-view-default"),
    path("my-work/views/<str:view_id>/delete/", views.delete_view, name="work-view-delete"),
]

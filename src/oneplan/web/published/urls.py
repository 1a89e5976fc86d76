"""The public addresses of the plan."""

from django.urls import path

from oneplan.web.published import views

menu = ()
urlpatterns = [
    path("published/", views.published, name="published"),
    path("published/actions/", views.actions, name="published-actions"),
    path("published/easy-read/", views.easy, name="published-easy"),
    path("published/<slug:edition>.pdf", views.document, name="published-document"),
]

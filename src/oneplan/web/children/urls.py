"""The addresses of one child or young person."""

from django.urls import path

from oneplan.web.children import views

urlpatterns = [
    path("children/<str:case_id>/", views.child, name="child"),
    path("children/<str:case_id>/why/<str:limit>/", views.why, name="child-why"),
]

"""The addresses of the plan."""

from django.urls import path

from oneplan.web.plan import changing, key, views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("The plan", "plan", order=10),)
urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/section/<str:slug>/", views.section, name="section"),
    path("plan/action/<str:action_id>/", views.action, name="action"),
    path("plan/action/<str:action_id>/rating/", changing.rating, name="action-rating"),
    path("plan/action/<str:action_id>/due/", changing.due, name="action-due"),
    path("plan/action/<str:action_id>/owners/", changing.owners, name="action-owners"),
    path("plan/action/<str:action_id>/update/", changing.update, name="action-update"),
    path("plan/action/<str:action_id>/evidence/", changing.evidence, name="action-evidence"),
    path("plan/action/<str:action_id>/impact/", changing.impact, name="action-impact"),
    path("plan/ratings/", key.rating_key, name="rating-key"),
    path("document/<str:document_id>/", views.document, name="document"),
]

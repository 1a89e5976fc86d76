"""The addresses of the practice library."""

from django.urls import path

from oneplan.web.practice import adopting, views
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Practice library",
        "practice",
        order=60,
        under="partnership",
        says="What worked elsewhere, in the order in which it answers what goes wrong here, and what was adopted.",
    ),
)
urlpatterns = [
    path("practice/", views.cards, name="practice"),
    path("practice/adopted/<str:adoption_id>/", views.adoption, name="adoption"),
    path("practice/adopted/<str:adoption_id>/checklist/<int:item>/", adopting.tick, name="adoption-tick"),
    path("practice/adopted/<str:adoption_id>/report/", adopting.report, name="adoption-report"),
    path("practice/adopted/<str:adoption_id>/report.md", views.export, name="adoption-export"),
    path("practice/adopted/<str:adoption_id>/service/", adopting.serve, name="adoption-service"),
    path("practice/<str:card_id>/", views.card, name="practice-card"),
    path("practice/<str:card_id>/adopt/", adopting.adopt, name="practice-adopt"),
]

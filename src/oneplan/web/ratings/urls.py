"""The addresses of ratings: what waits for approval, what is challenged, how areas are judged, what is wrong."""

from django.urls import path

from oneplan.web.ratings import areas, challenges, faults, waiting
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Ratings to check",
        "ratings",
        order=12,
        under="partnership",
        says="Green ratings that wait for a second reader, ratings that are challenged, and areas judged by impact",
    ),
)
urlpatterns = [
    path("ratings/", waiting.ratings, name="ratings"),
    path("ratings/waiting/<str:request_id>/", waiting.request_page, name="green-request"),
    path("ratings/waiting/<str:request_id>/approve/", waiting.approve, name="green-approve"),
    path("ratings/waiting/<str:request_id>/send-back/", waiting.send_back, name="green-send-back"),
    path("ratings/challenges/", challenges.challenges, name="challenges"),
    path("ratings/challenges/<str:action_id>/<str:mark>/", challenges.answer, name="challenge-answer"),
    path("ratings/areas/", areas.areas, name="areas"),
    path("ratings/areas/<str:area_key>/", areas.area, name="area"),
    path("ratings/areas/<str:area_key>/rate/", areas.rate, name="area-rate"),
    path("ratings/faults/", faults.faults, name="plan-faults"),
]

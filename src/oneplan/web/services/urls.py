"""The addresses of the services that run here."""

from django.urls import path

from oneplan.web.services import recording, referring, views
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Services from practice",
        "services",
        order=61,
        under="partnership",
        says="What runs here from adopted practices: who waits and how long, how it ends, scores and measures.",
    ),
)
urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/referral/<str:referral_id>/", views.referral, name="referral"),
    path("services/referral/<str:referral_id>/to/<str:stage>/", recording.move, name="referral-move"),
    path("services/referral/<str:referral_id>/score/<str:instrument>/", recording.score, name="referral-score"),
    path("services/referral/<str:referral_id>/record/<str:what>/", recording.record, name="referral-record"),
    path("services/<str:service_slug>/", views.service, name="service"),
    path("services/<str:service_slug>/change/", referring.change, name="service-change"),
    path("services/<str:service_slug>/refer/", referring.refer, name="refer"),
]

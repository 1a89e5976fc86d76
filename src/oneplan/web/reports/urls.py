"""The addresses of the reports that are due."""

from django.urls import path

from oneplan.web.reports import views
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Reports that are due",
        "reports",
        order=13,
        under="partnership",
        says="Every report, strategy, guidance and review the plan promises, and to whom it is due.",
    ),
)
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/propose/", views.propose, name="reports-propose"),
    path("reports/new/", views.new, name="report-new"),
    path("reports/<str:report_id>/", views.confirm, name="report-confirm"),
    path("reports/<str:report_id>/let-go/", views.let_go, name="report-let-go"),
    path("reports/<str:report_id>/place/", views.place, name="report-place"),
    path("reports/<str:report_id>/step/", views.step, name="report-step"),
]

"""The address of the audit log."""

from django.urls import path

from oneplan.web.audit import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Audit", "audit-log", order=95),)
urlpatterns = [path("audit/", views.audit_log, name="audit-log")]

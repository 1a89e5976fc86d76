"""The addresses of imports."""

from django.urls import path

from oneplan.web.imports import deciding, views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Imports", "imports", order=40),)
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.new, name="import-new"),
    path("imports/<str:import_id>/", views.one, name="import"),
    path("imports/<str:import_id>/line/<int:number>/", deciding.line, name="import-line"),
    path("imports/<str:import_id>/choose/<path:key>/<str:field>/", deciding.conflict, name="import-conflict"),
    path("imports/<str:import_id>/apply/", deciding.apply, name="import-apply"),
    path("imports/<str:import_id>/undo/", deciding.undo, name="import-undo"),
]

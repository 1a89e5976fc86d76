"""The addresses of person-level returns and of the lists beside them."""

from django.urls import path

from oneplan.web.returns import lists, problems, settling, views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Returns", "returns", order=38),)
urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/new/", views.new, name="return-new"),
    path("returns/import-day/", views.import_day, name="import-day"),
    path("returns/import-day/<str:which>/<str:rule>/<str:output>/", views.import_day_list, name="import-day-list"),
    path("returns/problems/", problems.problems, name="data-problems"),
    path("returns/matches/", settling.matches, name="matches"),
    path("returns/matches/<str:match_id>/", settling.match, name="match"),
    path("returns/settings/", lists.settings_list, name="settings-list"),
    path("returns/lists/", lists.lists_upload, name="lists-upload"),
    path("returns/<str:return_id>/", views.one, name="return"),
    path("returns/<str:return_id>/apply/", views.apply, name="return-apply"),
    path("returns/<str:return_id>/set-aside/", views.set_aside, name="return-set-aside"),
]

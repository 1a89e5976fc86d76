"""The addresses of packs and of publishing."""

from django.urls import path

from oneplan.web.packs import publishing, views
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Packs",
        "packs",
        order=60,
        under="partnership",
        says="One press makes the pack for a meeting: PDF and Word, every figure checked.",
    ),
    MenuEntry(
        "What the public sees",
        "publish",
        order=61,
        under="partnership",
        says="Look at what would be public, publish it, or take it back.",
    ),
)
urlpatterns = [
    path("packs/", views.packs, name="packs"),
    path("packs/new/", views.new, name="pack-new"),
    path("packs/template/", views.template, name="pack-template"),
    path("packs/template/ours/", views.ours, name="pack-template-ours"),
    path("packs/template/aside/", views.aside, name="pack-template-aside"),
    path("packs/<slug:pack_id>/", views.pack, name="pack"),
    path("packs/<slug:pack_id>/check/", views.check, name="pack-check"),
    path("packs/<slug:pack_id>/<slug:kind>/", views.download, name="pack-download"),
    path("publish/", publishing.publish, name="publish"),
    path("publish/preview/", publishing.preview, name="publish-preview"),
    path("publish/withdraw/", publishing.withdraw, name="publish-withdraw"),
    path("publish/easy-words/<slug:section>/", publishing.easy_words, name="easy-words"),
    path("publish/why-late/<slug:action_id>/", publishing.late_reason, name="late-reason"),
]

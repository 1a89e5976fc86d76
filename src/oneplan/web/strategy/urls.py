"""The addresses of needs, strategies, agreements and advice."""

from django.urls import path

from oneplan.web.strategy import advising, agreeing, documents, facts
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Needs and strategy",
        "strategy",
        order=62,
        under="partnership",
        says="What we know of need, documents on their way to sign-off, agreements, and advice with its answers.",
    ),
)
urlpatterns = [
    path("strategy/", facts.known, name="strategy"),
    path("strategy/fact/new/", facts.record, name="fact-new"),
    path("strategy/documents/", documents.listed, name="strategy-documents"),
    path("strategy/documents/new/", documents.add, name="strategy-document-new"),
    path("strategy/document/<str:document_id>/", documents.one, name="strategy-document"),
    path("strategy/document/<str:document_id>/version/", documents.begin, name="version-new"),
    path("strategy/document/<str:document_id>/<str:version_id>/heard/", documents.heard, name="version-heard"),
    path("strategy/document/<str:document_id>/<str:version_id>/force/", documents.force, name="version-force"),
    path("strategy/document/<str:document_id>/step/<int:step_id>/", documents.step, name="version-step"),
    path("strategy/agreements/", agreeing.listed, name="agreements"),
    path("strategy/agreements/new/", agreeing.add, name="agreement-new"),
    path("strategy/agreement/<str:agreement_id>/", agreeing.change, name="agreement-change"),
    path("strategy/advice/", advising.listed, name="advice"),
    path("strategy/advice/new/", advising.add, name="programme-new"),
    path("strategy/advice/<str:programme_id>/recommendation/", advising.recommend, name="recommendation-new"),
    path("strategy/recommendation/<str:recommendation_id>/accept/", advising.accept, name="recommendation-accept"),
    path("strategy/recommendation/<str:recommendation_id>/refuse/", advising.refuse, name="recommendation-refuse"),
    path("strategy/recommendation/<str:recommendation_id>/close/", advising.close, name="recommendation-close"),
]

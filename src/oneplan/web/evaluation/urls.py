"""The addresses of the self-evaluation."""

from django.urls import path

from oneplan.web.evaluation import changing, evidencing, outside, views
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Self-evaluation",
        "evaluation",
        order=60,
        under="partnership",
        says="What we say of ourselves, the evidence for it, and what others found.",
    ),
)
_STATEMENT = "evaluation/statement/<str:statement_id>/"
urlpatterns = [
    path("evaluation/", views.evaluation, name="evaluation"),
    path("evaluation/pack/", views.pack, name="evaluation-pack"),
    path("evaluation/ready/", views.readiness, name="readiness"),
    path("evaluation/round/new/", changing.open_round, name="evaluation-round"),
    path("evaluation/outside/", outside.found, name="evaluation-outside"),
    path("evaluation/outside/new/", outside.record, name="review-new"),
    path("evaluation/outside/<str:review_id>/finding/", outside.add_finding, name="finding-new"),
    path("evaluation/finding/<str:finding_id>/match/", outside.match, name="finding-match"),
    path("evaluation/finding/<str:finding_id>/close/", outside.close, name="finding-close"),
    path("evaluation/part/<slug:instrument>/<slug:domain>/", views.part, name="evaluation-part"),
    path("evaluation/question/<slug:instrument>/<str:question>/", views.question, name="evaluation-question"),
    path("evaluation/question/<slug:instrument>/<str:question>/new/", changing.write, name="statement-new"),
    path(_STATEMENT, views.statement, name="statement"),
    path(f"{_STATEMENT}change/", changing.revise, name="statement-change"),
    path(f"{_STATEMENT}ask/", changing.ask_for_agreement, name="statement-ask"),
    path(f"{_STATEMENT}agree/", changing.agree, name="statement-agree"),
    path(f"{_STATEMENT}send-back/", changing.send_back, name="statement-send-back"),
    path(f"{_STATEMENT}withdraw/", changing.withdraw, name="statement-withdraw"),
    path(f"{_STATEMENT}figure/", evidencing.figure, name="statement-figure"),
    path(f"{_STATEMENT}source/", evidencing.source, name="statement-source"),
    path(f"{_STATEMENT}evidence/<str:citation_id>/remove/", evidencing.remove, name="citation-remove"),
    path(f"{_STATEMENT}gap/", evidencing.gap, name="statement-gap"),
    path(f"{_STATEMENT}question/", evidencing.question, name="statement-question"),
    path(f"{_STATEMENT}question/<str:question_id>/answer/", evidencing.answer, name="scrutiny-answer"),
]

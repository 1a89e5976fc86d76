"""The addresses of voices: what people said and what became of it; the last ones are open to anybody."""

from django.urls import path

from oneplan.web.ui.menu import MenuEntry
from oneplan.web.voice import calendar, comments, items, promise, public, quotes

menu = (
    MenuEntry(
        "What people said",
        "voice",
        order=60,
        under="partnership",
        says="What children, families and others said, what was decided, what it changed and how they were told",
    ),
)
urlpatterns = [
    path("voice/", items.voices, name="voice"),
    path("voice/new/", items.new, name="voice-new"),
    path("voice/said-and-done/", items.said_and_done, name="you-said"),
    path("voice/items/<str:item_id>/", items.item, name="voice-item"),
    path("voice/items/<str:item_id>/decide/", items.decide, name="voice-decide"),
    path("voice/items/<str:item_id>/effect/", items.effect, name="voice-effect"),
    path("voice/items/<str:item_id>/tell/", items.tell, name="voice-tell"),
    path("voice/involved/<str:action_id>/", items.involved, name="voice-involved"),
    path("voice/calendar/", calendar.engagements, name="engagements"),
    path("voice/calendar/new/", calendar.new, name="engagement-new"),
    path("voice/calendar/<str:engagement_id>/", calendar.held, name="engagement-held"),
    path("voice/promise/", promise.promise, name="our-promise"),
    path("voice/promise/check/", promise.check, name="promise-check"),
    path("voice/quotes/", quotes.quotes, name="quotes"),
    path("voice/quotes/new/", quotes.new, name="quote-new"),
    path("voice/quotes/<str:quote_id>/withdraw/", quotes.withdraw, name="quote-withdraw"),
    path("voice/comments/", comments.comments, name="comments"),
    path("voice/comments/<str:comment_id>/accept/", comments.accept, name="comment-accept"),
    path("voice/comments/<str:comment_id>/refuse/", comments.refuse, name="comment-refuse"),
    path("published/comment/", public.comment, name="public-comment"),
    path("published/comment/sent/", public.sent, name="public-comment-sent"),
    path("published/comments/", public.comments, name="public-comments"),
]

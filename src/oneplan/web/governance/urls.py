"""The addresses of bodies, meetings, decisions and questions."""

from django.urls import path

from oneplan.web.governance import bodies, body_changing, meeting_after, meeting_before, meetings, questions
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Meetings",
        "governance-meetings",
        order=10,
        under="partnership",
        says="Yours first, then the forward plan: agendas, papers, who comes.",
    ),
    MenuEntry(
        "Who answers to whom",
        "governance",
        order=11,
        under="partnership",
        says="Boards, panels, groups and forums, their members, terms and quorum.",
    ),
    MenuEntry(
        "Questions between bodies",
        "governance-questions",
        order=12,
        under="partnership",
        says="What was brought up and asked down, with its answer.",
    ),
)
_BODY, _MEETING = "governance/bodies/<str:body_id>/", "governance/meetings/<str:meeting_id>/"
_ITEM, _ARISING = f"{_MEETING}items/<str:key>/", f"{_MEETING}actions/<str:arising_id>/"
_DECISION, _QUESTION = "governance/decisions/<str:decision_id>/", "governance/questions/<str:question_id>/"
urlpatterns = [
    path("governance/", bodies.structure, name="governance"),
    path("governance/new/", body_changing.new, name="governance-body-new"),
    path("governance/notes/", meetings.notes, name="governance-notes"),
    path("governance/calendar/new/", meetings.feed_new, name="governance-feed-new"),
    path("governance/calendar/<str:secret>.ics", meetings.feed, name="governance-feed"),
    path("governance/papers/<str:paper_id>/", meetings.paper_file, name="governance-paper-file"),
    path("governance/questions/", questions.questions, name="governance-questions"),
    path(f"{_QUESTION}answer/", questions.answer, name="governance-question-answer"),
    path(f"{_QUESTION}pass-on/", questions.pass_on, name="governance-question-pass"),
    path(f"{_DECISION}chairs-action/", meeting_after.chairs_action, name="governance-chairs-action"),
    path(f"{_DECISION}ratify/", meeting_after.ratify, name="governance-ratify"),
    path("governance/meetings/", meetings.meetings, name="governance-meetings"),
    path(_MEETING, meetings.meeting, name="governance-meeting"),
    path(f"{_MEETING}move/", meeting_before.move, name="governance-move"),
    path(f"{_MEETING}cancel/", meeting_before.cancel, name="governance-cancel"),
    path(f"{_MEETING}seats/<str:seat_id>/", meeting_before.reply, name="governance-reply"),
    path(f"{_MEETING}items/new/", meeting_before.item_new, name="governance-item-new"),
    path(f"{_MEETING}papers/", meeting_before.send_papers, name="governance-papers-send"),
    path(f"{_MEETING}who-was-there/", meeting_after.held, name="governance-held"),
    path(f"{_MEETING}note/", meeting_after.note, name="governance-note"),
    path(f"{_MEETING}sign/", meeting_after.sign, name="governance-sign"),
    path(f"{_ITEM}remove/", meeting_before.item_remove, name="governance-item-remove"),
    path(f"{_ITEM}interest/", meeting_before.interest, name="governance-interest"),
    path(f"{_ITEM}paper/", meeting_before.paper, name="governance-paper"),
    path(f"{_ITEM}minute/", meeting_after.minute, name="governance-minute"),
    path(f"{_ITEM}decision/", meeting_after.decision_new, name="governance-decision-new"),
    path(f"{_ITEM}action/", meeting_after.arising_new, name="governance-arising-new"),
    path(f"{_ARISING}done/", meeting_after.arising_done, name="governance-arising-done"),
    path(f"{_ARISING}plan/", meeting_after.arising_plan, name="governance-arising-plan"),
    path(_BODY, bodies.body, name="governance-body"),
    path(f"{_BODY}meet/", meeting_before.new, name="governance-meeting-new"),
    path(f"{_BODY}terms/", body_changing.terms, name="governance-terms"),
    path(f"{_BODY}seats/new/", body_changing.seat_new, name="governance-seat-new"),
    path(f"{_BODY}seats/<str:seat_id>/", body_changing.seat_fill, name="governance-seat"),
    path(f"{_BODY}seats/<str:seat_id>/end/", body_changing.seat_end, name="governance-seat-end"),
    path(f"{_BODY}tie/", body_changing.tie, name="governance-tie"),
    path(f"{_BODY}recurring/", body_changing.recurring, name="governance-recurring"),
    path(f"{_BODY}ask/", questions.new, name="governance-question-new"),
    path(f"{_BODY}close/", body_changing.close, name="governance-close"),
]

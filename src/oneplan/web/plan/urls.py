"""The addresses of the plan."""

from django.urls import path

from oneplan.web.plan import changing, editing, framing, key, many, plan_list, views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("The plan", "plan", order=10),)
urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/section/<str:slug>/", views.section, name="section"),
    path("plan/action/<str:action_id>/", views.action, name="action"),
    path("plan/action/<str:action_id>/rating/", changing.rating, name="action-rating"),
    path("plan/action/<str:action_id>/due/", changing.due, name="action-due"),
    path("plan/action/<str:action_id>/owners/", changing.owners, name="action-owners"),
    path("plan/action/<str:action_id>/update/", changing.update, name="action-update"),
    path("plan/action/<str:action_id>/evidence/", changing.evidence, name="action-evidence"),
    path("plan/action/<str:action_id>/impact/", changing.impact, name="action-impact"),
    path("plan/action/<str:action_id>/words/", editing.reword, name="action-words"),
    path("plan/action/<str:action_id>/move/", editing.move, name="action-move"),
    path("plan/action/<str:action_id>/withdraw/", editing.withdraw, name="action-withdraw"),
    path("plan/action/<str:action_id>/restore/", editing.restore, name="action-restore"),
    path("plan/action/<str:action_id>/when/<str:part>/", editing.when, name="action-when"),
    path("plan/action/<str:action_id>/source/", editing.sources, name="action-sources"),
    path("plan/action/<str:action_id>/link/", editing.link, name="action-link"),
    path("plan/action/<str:action_id>/link/<str:other_id>/", editing.unlink, name="action-unlink"),
    path("plan/action/<str:action_id>/baseline/", editing.baseline, name="action-baseline"),
    path("plans/", plan_list.plans, name="plans"),
    path("plans/start/", plan_list.start, name="plan-start"),
    path("plans/<str:plan_id>/", views.plan, name="plan-of"),
    path("plans/<str:plan_id>/about/", plan_list.describe, name="plan-about"),
    path("plans/<str:plan_id>/next/", plan_list.start_next, name="plan-next"),
    path("plans/<str:plan_id>/carried/", plan_list.carried, name="plan-carried"),
    path("plans/<str:plan_id>/slipping/", plan_list.slipping, name="plan-slipping"),
    path("plans/<str:plan_id>/history/", framing.history, name="plan-history"),
    path("plans/<str:plan_id>/add/", editing.add, name="action-add"),
    path("plans/<str:plan_id>/many/", many.many, name="plan-many"),
    path("plans/<str:plan_id>/sections/add/", framing.add_section, name="section-add"),
    path("plans/<str:plan_id>/section/<str:slug>/", views.section, name="section-of"),
    path("plans/<str:plan_id>/section/<str:slug>/words/", framing.reword_section, name="section-words"),
    path("plans/<str:plan_id>/section/<str:slug>/withdraw/", framing.withdraw_section, name="section-withdraw"),
    path("plans/<str:plan_id>/section/<str:slug>/add/<str:about>/", framing.add_line, name="line-add"),
    path("plans/<str:plan_id>/line/<str:about>/<int:line_id>/", framing.reword_line, name="line-words"),
    path("plans/<str:plan_id>/priorities/add/", framing.add_priority, name="priority-add"),
    path("plans/<str:plan_id>/priorities/<int:place>/", framing.reword_priority, name="priority-words"),
    path("plan/ratings/", key.rating_key, name="rating-key"),
    path("document/<str:document_id>/", views.document, name="document"),
]

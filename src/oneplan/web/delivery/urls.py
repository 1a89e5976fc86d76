"""The addresses of updates and delivery."""

from django.urls import path

from oneplan.web.delivery import clearing, group_pages, groups, links, load, replying, running, sheets, views
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Updates and delivery",
        "delivery",
        order=40,
        under="partnership",
        says="What owners are asked every two months, what they said, what was locked, and who carries what.",
    ),
    MenuEntry(
        "Your updates",
        "delivery-mine",
        order=41,
        under="partnership",
        says="The actions your role is asked about in this round, on one page.",
    ),
)
urlpatterns = [
    path("delivery/", views.delivery, name="delivery"),
    path("delivery/open/", running.open_one, name="delivery-open"),
    path("delivery/yours/", replying.mine, name="delivery-mine"),
    path("delivery/changes/", views.changes, name="delivery-changes"),
    path("delivery/cycle/<str:cycle_id>/", views.cycle, name="delivery-cycle"),
    path("delivery/cycle/<str:cycle_id>/ask/", running.ask_more, name="delivery-ask-more"),
    path("delivery/cycle/<str:cycle_id>/chase/", running.chase, name="delivery-chase"),
    path("delivery/cycle/<str:cycle_id>/lock/", running.lock, name="delivery-lock"),
    path("delivery/cycle/<str:cycle_id>/locked/", views.locked, name="delivery-locked"),
    path("delivery/cycle/<str:cycle_id>/links/", links.links, name="delivery-links"),
    path("delivery/cycle/<str:cycle_id>/sheet/", sheets.send, name="delivery-sheet"),
    path("delivery/sheet/", sheets.bring_back, name="delivery-sheet-back"),
    path("delivery/link/<str:link_id>/revoke/", links.revoke, name="delivery-link-revoke"),
    path("delivery/line/<str:line_id>/", clearing.line, name="delivery-line"),
    path("delivery/line/<str:line_id>/withdraw/", running.withdraw, name="delivery-line-withdraw"),
    path("delivery/line/<str:line_id>/ask/", running.ask_another, name="delivery-line-ask"),
    path("delivery/groups/", groups.groups, name="delivery-groups"),
    path("delivery/groups/new/", group_pages.new, name="delivery-group-new"),
    path("delivery/group/<str:group_id>/", groups.group, name="delivery-group"),
    path("delivery/group/<str:group_id>/lead/", group_pages.lead, name="delivery-group-lead"),
    path("delivery/group/<str:group_id>/actions/", group_pages.actions, name="delivery-group-actions"),
    path("delivery/group/<str:group_id>/close/", group_pages.close, name="delivery-group-close"),
    path("delivery/group/<str:group_id>/report/", group_pages.report, name="delivery-group-report"),
    path("delivery/report/<str:report_id>/", groups.report, name="delivery-report"),
    path("delivery/load/", load.load, name="delivery-load"),
    path("delivery/role/<str:slug>/", load.role, name="delivery-role"),
    path("delivery/role/<str:slug>/hand-over/", load.hand_over_role, name="delivery-hand-over"),
    path("reply/<str:token>/", replying.by_link, name="delivery-by-link"),
]

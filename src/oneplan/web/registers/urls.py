"""The addresses of the registers, the money and the dates asked to be counted from anew."""

from django.urls import path

from oneplan.web.registers import baselines, entries, money
from oneplan.web.ui.menu import MenuEntry

menu = (
    MenuEntry(
        "Risks, money and milestones",
        "registers",
        order=20,
        under="partnership",
        says="Risks, issues, milestones, decisions needed, funding conditions, money not spent, dates counted anew.",
    ),
)
urlpatterns = [
    path("registers/", entries.registers, name="registers"),
    path("registers/money/", money.money, name="money"),
    path("registers/money/add/", money.add, name="money-add"),
    path("registers/money/<str:money_id>/", money.line, name="money-line"),
    path("registers/money/<str:money_id>/change/", money.change, name="money-change"),
    path("registers/money/<str:money_id>/sign/", money.sign, name="money-sign"),
    path("registers/money/<str:money_id>/achieved/", money.achieved, name="money-achieved"),
    path("registers/money/<str:money_id>/close/", money.close, name="money-close"),
    path("registers/money/<str:money_id>/settle/<str:achieved_id>/", money.settle, name="money-settle"),
    path("registers/dates/", baselines.baselines, name="baselines"),
    path("registers/dates/<str:request_id>/", baselines.baseline, name="baseline"),
    path("registers/entry/<str:entry_id>/", entries.entry, name="register-entry"),
    path("registers/entry/<str:entry_id>/change/", entries.change, name="register-change"),
    path("registers/entry/<str:entry_id>/end/", entries.end, name="register-end"),
    path("registers/entry/<str:entry_id>/reopen/", entries.reopen, name="register-reopen"),
    path("registers/<str:kind>/", entries.register, name="register"),
    path("registers/<str:kind>/add/", entries.add, name="register-add"),
]

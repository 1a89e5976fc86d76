"""The addresses of accounts."""

from django.urls import path

from oneplan.web.accounts import views
from oneplan.web.ui.menu import MenuEntry

menu = (MenuEntry("Accounts", "accounts", order=90),)
urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/invite/", views.invite, name="account-invite"),
    path("accounts/<int:person_id>/invite/", views.invite_again, name="account-invite-again"),
    path("accounts/<int:person_id>/role/", views.grant, name="account-grant"),
    path("accounts/role/<int:role_held_id>/end/", views.end, name="account-end"),
]

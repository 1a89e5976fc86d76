"""Signing in, the second factor, and one's own password. Nothing else of the sign-in library is reachable."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from oneplan.web.signin import views

urlpatterns = [
    path("demo/", views.demo, name="demo-sign-in"),
    path("account/stay/", views.stay, name="stay-signed-in"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/forgotten/", account.password_reset, name="account_reset_password"),
    path("account/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/forgotten/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/forgotten/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("account/", mfa.index, name="mfa_index"),
    path("sign-in/second/", mfa.authenticate, name="mfa_authenticate"),
    path("account/confirm/second/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/new/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/confirm/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("account/none/sign-up/", views.closed, name="account_signup"),
    path("account/none/email/", views.closed, name="account_email"),
    path("account/none/email-sent/", views.closed, name="account_email_verification_sent"),
    path("account/none/email/<str:key>/", views.closed, name="account_confirm_email"),
    path("account/none/set/", views.closed, name="account_set_password"),
    path("account/none/code/", views.closed, name="account_confirm_login_code"),
]

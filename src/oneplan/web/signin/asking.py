"""What is asked at the door, in our words; how it is checked stays with the sign-in library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys

EMAIL = ("Email address", "", "Enter your email address")
PASSWORD = ("Password", "", "Enter your password")
NEW = (
    "New password",
    "At least 15 characters. Not one that many people use, and not like your name or address.",
    "Enter a password",
)
AGAIN = ("New password, once more", "", "Enter the password once more")
CODE = "The six figures that your app shows now"
NAME = "What is this passkey called?"


class Worded:
    """A form of the library whose fields carry our label, hint and words for an empty answer."""

    WORDS: ClassVar[Mapping[str, tuple[str, str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text, missing) in self.WORDS.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.error_messages["required"] = missing


class SignIn(Worded, account.LoginForm):
    """Who are you?"""

    WORDS: ClassVar = {"login": EMAIL, "password": PASSWORD}


class Forgotten(Worded, account.ResetPasswordForm):
    """Where should the link go?"""

    WORDS: ClassVar = {"email": EMAIL}


class NewPassword(Worded, account.ResetPasswordKeyForm):
    """Which password will you use?"""

    WORDS: ClassVar = {"password1": NEW, "password2": AGAIN}


class ChangedPassword(Worded, account.ChangePasswordForm):
    """Which password will you use from now on?"""

    WORDS: ClassVar = {
        "oldpassword": ("Password now", "", "Enter the password you use now"),
        "password1": NEW,
        "password2": AGAIN,
    }


class Confirmed(Worded, account.ReauthenticateForm):
    """Is it still you?"""

    WORDS: ClassVar = {"password": PASSWORD}


class SecondFactor(Worded, second.AuthenticateForm):
    """What does your app show?"""

    WORDS: ClassVar = {"code": (CODE, "Or one of your recovery codes.", "Enter the code")}


class SecondFactorAgain(Worded, second.ReauthenticateForm):
    """What does your app show now?"""

    WORDS: ClassVar = {"code": (CODE, "", "Enter the code")}


class FirstCode(Worded, totp.ActivateTOTPForm):
    """Does the app show the right code?"""

    WORDS: ClassVar = {"code": (CODE, "", "Enter the code that the app shows")}


class AddedPasskey(Worded, passkeys.AddWebAuthnForm):
    """What is the new passkey called, and may it stand alone?"""

    WORDS: ClassVar = {
        "name": (NAME, "The device it lives on, for example Work phone.", "Enter a name"),
        "passwordless": (
            "I want to sign in with it alone",
            "Your device then asks for your finger, face or a short number, and you need no password here.",
            "",
        ),
    }


class RenamedPasskey(Worded, passkeys.EditWebAuthnForm):
    """What is the passkey called?"""

    WORDS: ClassVar = {"name": (NAME, "", "Enter a name")}

"""The letter that tells somebody how to come in for the first time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string

from oneplan.actions.signing_in import first_password_path
from oneplan.adapters.mail.sending import is_sent

# In the demonstration no letter leaves, so the next page shows the link, once.
SHOWN_ONCE = "invitation-shown-once"


def send_invitation(request: HttpRequest, *, person_id: int, name: str, email: str) -> None:
    """The letter with a link that works once goes to the person; the account stands even if no server takes it."""
    address = request.build_absolute_uri(first_password_path(person_id))
    told = {
        "name": name,
        "by": request.user.name,
        "address": address,
        "days": timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days,
        "area_name": settings.ENVIRONMENT.area_name,
    }
    text = render_to_string("accounts/email/invitation.txt", told)
    subject = render_to_string("accounts/email/invitation_subject.txt", told).strip()
    if not is_sent(to=email, subject=subject, text=text):
        says = f"{name} has an account, but the email to {email} could not be sent."
        messages.error(request, f"{says} Send the invitation again from the list below.")
    elif settings.ENVIRONMENT.is_evaluation:
        request.session[SHOWN_ONCE] = told
    else:
        messages.success(request, f"An email to {email} tells {name} how to choose a password.")


def shown_once(request: HttpRequest) -> dict[str, Any] | None:
    """The invitation that has just been made in the demonstration; gone when it has been read."""
    told: dict[str, Any] | None = request.session.pop(SHOWN_ONCE, None)
    return told

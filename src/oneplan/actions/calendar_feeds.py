"""The secret address under which somebody's own calendar reads their meetings."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.governance import reach
from oneplan.records.governance.models import CalendarFeed


def make_feed(*, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """A new secret, told this once; any address made before stops working."""
    request = Request("make-calendar-feed", by, on, request_key, route)
    secret = secrets.token_urlsafe(32)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, reach.READ)
        CalendarFeed.objects.filter(user=by, ended_on__isnull=True).update(ended_on=on)
        row = CalendarFeed.objects.create(user=by, secret_hash=fingerprint(secret), made_on=on)
        leaves_trace(request, viewer, acting_role=role, subject_kind="calendar-feed", subject_ids=[str(row.pk)])
        return row.secret_hash

    # A page sent twice keeps the first secret, and only its fingerprint is on record to say so.
    return secret if carry_out(request, work) == fingerprint(secret) else ""


def fingerprint(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""Letters that leave by email."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail

log = logging.getLogger(__name__)


def is_sent(*, to: str, subject: str, text: str) -> bool:
    """Whether the mail server took the letter; a refusal is logged without the address or a word of the letter."""
    try:
        # A name with a line break in it would be a second header, and is refused by what sends.
        return send_mail(" ".join(subject.split()), text, None, [to]) == 1
    except (SMTPException, OSError) as refusal:
        log.warning("a letter was not taken by the mail server: %s", type(refusal).__name__)
        return False

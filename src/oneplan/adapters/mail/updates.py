"""The letters of a cycle: what is asked, by when, and where to answer. None names a child or repeats an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is ready to go."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What one person owes, by when, and where they answer."""

    to: str
    role: str
    count: int
    reply_by: date
    address: str
    has_account: bool
    ends_on: date | None = None


def asking(owed: Owed) -> Letter:
    """The first letter to somebody without an account: a link that is theirs."""
    opening = f"You are asked for {_updates(owed.count)} on the {settings.ENVIRONMENT.area_name} One Plan."
    return Letter(owed.to, _subject(owed), "\n\n".join((opening, *_middle(owed), _close(owed))))


def reminding(owed: Owed, *, on: date) -> Letter:
    """The letter that reminds, on its day."""
    late = owed.reply_by < on
    when = "were asked for by" if late else "are asked for by"
    opening = f"{_updates(owed.count).capitalize()} as {owed.role} {when} {_day(owed.reply_by)}."
    return Letter(owed.to, f"Reminder: {_subject(owed)}", "\n\n".join((opening, *_middle(owed), _close(owed))))


def site_address() -> str:
    """Where this installation is reached, as far as its settings say."""
    if settings.CSRF_TRUSTED_ORIGINS:
        return str(settings.CSRF_TRUSTED_ORIGINS[0]).rstrip("/")
    scheme = "https" if settings.ENVIRONMENT.https else "http"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}" if settings.ALLOWED_HOSTS else ""


def _middle(owed: Owed) -> tuple[str, ...]:
    where = f"Answer here, it takes about five minutes, and each line is kept as you save it:\n{owed.address}"
    if owed.has_account:
        return (where,)
    until = f" It works until {_day(owed.ends_on)}." if owed.ends_on else ""
    yours = f"This link is for you, as {owed.role}, and opens only what that role is asked.{until}"
    return (where, f"{yours} Every use of it is kept. If it reached you by mistake, tell whoever sent it.")


def _subject(owed: Owed) -> str:
    return f"{_updates(owed.count)} by {owed.reply_by.day} {owed.reply_by:%B}".capitalize()


def _close(owed: Owed) -> str:
    del owed
    return f"From the people who run the One Plan at {settings.ENVIRONMENT.council_name}."


def _updates(count: int) -> str:
    return "1 update" if count == 1 else f"{count} updates"


def _day(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""

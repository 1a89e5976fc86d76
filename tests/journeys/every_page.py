"""Every address of the rights table, about things that are there, for whoever may open it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from oneplan.actions.contributions import add_evidence, record_update, state_impact
from oneplan.actions.measure_links import link
from oneplan.actions.plan_imports import (
    receive_plan_document,
    record_reading,
    record_reading_failed,
    start_reading,
)
from oneplan.actions.plan_lines import change_rating
from oneplan.actions.saved_views import save_view
from oneplan.adapters.facts import write_facts
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.reading import PlanReading
from oneplan.core.kernel import Problem
from oneplan.plandocs import lint
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.casework.models.saved_view import SavedView
from oneplan.records.documents.stored import StoredFile
from oneplan.records.figures.models import MeasureLink
from oneplan.records.improvement.models import Action, OwnerRole, PlanImport
from oneplan.rulebook import rights
from oneplan.web.middleware import SECOND_FACTOR_SEEN
from tests.journeys.every_case import case_addresses, case_needs, cases_have_come
from tests.journeys.every_delivery import delivery_addresses, delivery_has_come, delivery_needs
from tests.journeys.every_meeting import meeting_addresses, meeting_needs, meetings_have_come
from tests.journeys.every_pack import pack_addresses, pack_needs, packs_have_been_made
from tests.journeys.every_practice import practice_addresses, practice_needs, practices_have_come
from tests.journeys.every_register import register_needs, registers_have_been_kept
from tests.journeys.every_series import series_addresses, series_have_come, series_needs
from tests.journeys.every_statement import statement_addresses, statement_needs, statements_have_come
from tests.journeys.every_voice import voice_addresses, voice_needs, voices_have_come
from tests.support.figures_on_record import NEEDS, TIMELY, figures_on_record
from tests.support.live_plan import People, a_reading
from tests.support.passkeys import a_registered_credential

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# The sign-in library names these; each answers that there is no page.
CLOSED = {
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_set_password",
    "account_confirm_login_code",
}
# What answers here is not a page: a file, a script's question, or nothing at all.
NO_PAGE = {
    "adoption-export",
    "document",
    "governance-feed",
    "governance-paper-file",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "pack-download",
    "pack-template-ours",
    "published-document",
    "series-template",
    "stay-signed-in",
}
A_REQUEST = "0-fact=request_received&0-on_day=5&0-on_month=1&0-on_year=2026"
TAG = re.compile(r"<([a-z][a-z0-9]*)([^>]*)>")
LOOK = re.compile(r'\b(class|role|type|aria-[a-z]+|hidden|open|scope)(?:="([^"]*)")?')


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        elif entry.name in rights.load().route_by_name:
            yield entry


def addresses(people: People) -> Mapping[str, tuple[str, ...]]:
    """Where each page is to be seen: once for each route, made from the names of what it needs, and in other states."""
    needed = _needed(people)
    found: dict[str, tuple[str, ...]] = {}
    unknown = []
    for pattern in patterns():
        rule = rights.load().route_by_name[pattern.name]
        if "GET" in rule.methods and pattern.name not in CLOSED | NO_PAGE:
            names = list(pattern.pattern.regex.groupindex)
            values = {name: needed.get(f"{pattern.name} {name}", needed.get(name)) for name in names}
            if None in values.values():
                unknown.append(f"{pattern.name}: {values}")
            else:
                found[pattern.name] = (reverse(pattern.name, kwargs=values),)
    assert not unknown, "\n".join(["Say in _needed what these are to be opened with:", *unknown])
    imports = tuple(reverse("import", args=[row.public_id]) for row in PlanImport.objects.order_by("pk"))
    return (
        found
        | case_addresses()
        | meeting_addresses()
        | delivery_addresses()
        | pack_addresses()
        | practice_addresses()
        | series_addresses()
        | statement_addresses()
        | voice_addresses()
        | {
            "plan": tuple(f"/plan/{asked}" for asked in ("", "?due=late", "?silence=no-owner", "?rating=paused")),
            "import": (*imports, f"{imports[-1]}?fate=review"),
            "measure": tuple(reverse("measure", args=[name]) for name in (TIMELY, NEEDS)),
            "link-add": (f"{reverse('link-add')}?action={Action.objects.get(ref='A1').public_id}",),
            "dates-pathway": (*found["dates-pathway"], f"{found['dates-pathway'][0]}?{A_REQUEST}"),
        }
    )


def _needed(people: People) -> dict[str, object]:
    action = Action.objects.get(ref="A1")
    return {
        **case_needs(people),
        **meeting_needs(),
        **delivery_needs(),
        **series_needs(),
        **statement_needs(),
        **pack_needs(),
        **practice_needs(),
        **register_needs(),
        **voice_needs(people),
        "view_id": SavedView.objects.get().public_id,
        "link_id": MeasureLink.objects.filter(is_removed=False).order_by("-pk")[0].pk,
        "measure_id": TIMELY,
        "action_id": action.public_id,
        "section slug": action.section.slug,
        "owner slug": OwnerRole.objects.get(name="SEND Manager").slug,
        "import_id": PlanImport.objects.get(document__name="newer.docx").public_id,
        "import-undo import_id": PlanImport.objects.get(document__name="one-plan.docx").public_id,
        "number": 7,
        "import-conflict key": action.key,
        "field": "rating",
        "person_id": people.board.pk,
        "role_held_id": RoleHeld.objects.get(user=people.board).pk,
        "pathway": "needs-assessment",
        "rule": "EHCNA-01",
        "uidb36": "1",
        "account_reset_password_from_key key": "set-password",
        "pk": people.lead.authenticator_set.get(type="webauthn").pk,
    }


def much_has_happened(people: People) -> None:
    """Imports in every state, a change on both sides, updates and evidence, and ways of proving who one is."""
    today, action = timezone.localdate(), Action.objects.get(ref="A1")
    common = {"action_id": action.public_id, "by": people.lead, "on": today}
    change_rating(**common, version=action.version, rating_raw="Delayed", rating=None, reason="The printer closed")
    record_update(**common, text="The first draft is with families", happened_on=today)
    add_evidence(
        **common, kind=EvidenceKind.FAMILY_VOICE, note="Nine in ten can read it", happened_on=today, document=None
    )
    state_impact(**common, text="Parents say they understand the plan", happened_on=today)
    _import(people, "letter.docx", replace(a_reading(), actions=(), sections=()))
    failed = _import(people, "photograph.docx", None)
    record_reading_failed(import_id=failed, problem=Problem("It is a picture.", why="No words.", do="Ask."), on=today)
    _import(people, "waiting.docx", None)
    _import(people, "newer.docx", replace(a_reading(rating="At risk"), actions=a_reading(rating="At risk").actions[:3]))
    cases_have_come(people)
    meetings_have_come(people)
    delivery_has_come(people)
    practices_have_come(people)
    series_have_come(people)
    statements_have_come(people)
    voices_have_come(people)
    registers_have_been_kept(people)
    packs_have_been_made(people)
    save_view(name="Mine", asked="", words="", by=people.caseworker, on=today)
    run = figures_on_record(today)
    run.facts_key = write_facts(on=today)
    run.save()
    link(plan_id=action.plan.public_id, measure=TIMELY, action_id=action.public_id, by=people.lead, on=today)
    _second_factors(people.lead)
    people.lead.set_password("four ordinary words together")
    people.lead.save()


def _import(people: People, name: str, reading: PlanReading | None) -> str:
    stored = StoredFile(name, "application/octet-stream", 1000, "0" * 64, f"{name}-{people.lead.pk}")
    on = timezone.localdate()
    import_id = receive_plan_document(stored=stored, by=people.lead, on=on)
    start_reading(import_id=import_id, on=on)
    if reading:
        record_reading(import_id=import_id, reading=reading, findings=lint(reading, as_at=on), on=on)
    return import_id


def signed_in(user: User | None) -> Client:
    """A browser in which somebody has just proved who they are."""
    client = Client()
    if user is not None:
        client.force_login(user, backend=BACKEND)
        session = client.session
        session[SECOND_FACTOR_SEEN] = user.pk
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


def _second_factors(user: User) -> None:
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)
    Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Work phone", "credential": a_registered_credential()}
    )


def cookies(client: Client, address: str) -> list[dict[str, str]]:
    """What the browser must carry to be the one in which somebody signed in."""
    held = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return [{"name": settings.SESSION_COOKIE_NAME, "value": held.value, "url": address}] if held else []


def skeleton(html: str) -> frozenset[str]:
    """What a page is built of, whatever it says: two pages of one route with one skeleton have the same faults."""
    return frozenset(f"{tag} {sorted(LOOK.findall(rest))}" for tag, rest in TAG.findall(html))

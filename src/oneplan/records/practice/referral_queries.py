"""Services that run here and what is referred to them, as frozen rows within the viewer's reach."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Prefetch, QuerySet

from oneplan.core.access import FieldClass, NotFound, Viewer
from oneplan.core.improvement.referrals import Happened, ServiceEvent
from oneplan.core.improvement.services import Service, Subject
from oneplan.core.people import age_on
from oneplan.records import rights
from oneplan.records.casework.models import Case
from oneplan.records.casework.reach import cases_within, reach_of
from oneplan.records.practice.models import Referral, ReferralEvent, ReferralScore, RunningService, ServiceVersion
from oneplan.records.practice.reach import SERVICE_READ, WRITE, may_write, referrals_seen, referrals_written
from oneplan.records.practice.rows import (
    ReferralEventRow,
    ReferralFacts,
    ReferralFile,
    ReferralRow,
    ScoreRow,
    ServiceRow,
    VersionRow,
)
from oneplan.rulebook.practice.services import from_plain

_VERSIONS_KEPT = 256


def services(*, viewer: Viewer) -> tuple[ServiceRow, ...]:
    """Every service that runs here."""
    rights.check(viewer, SERVICE_READ)
    return tuple(_service_row(each) for each in _running())


def service(slug: str, *, viewer: Viewer) -> ServiceRow:
    """One service that runs here; raises NotFound."""
    rights.check(viewer, SERVICE_READ)
    found = _running().filter(slug=slug).first()
    if found is None:
        raise NotFound("There is no such service here.", do="Start from the list of services.")
    return _service_row(found)


def facts_of(slug: str, *, viewer: Viewer) -> tuple[ReferralFacts, ...]:
    """Everything that is counted of a service's referrals, for whoever may see how it runs: nothing says whose."""
    rights.check(viewer, SERVICE_READ)
    return tuple(_facts(each) for each in _told(Referral.objects.filter(service__slug=slug)))


def referrals(slug: str, *, viewer: Viewer) -> tuple[ReferralRow, ...]:
    """The referrals of a service that the viewer may open, with names."""
    rights.check(viewer, SERVICE_READ)
    found = list(_told(referrals_seen(viewer).filter(service__slug=slug)))
    cases = _cases_of(found, viewer)
    return tuple(_row(each, cases) for each in found)


def referral(referral_id: str, *, viewer: Viewer) -> ReferralFile:
    """One referral with its history; raises NotFound for one out of reach."""
    found = _told(referrals_seen(viewer).filter(public_id=referral_id)).first()
    if found is None:
        raise NotFound("There is no such referral here.", do="Start from the list of services.")
    sees = rights.viewer_class(viewer).height >= FieldClass.SENSITIVE.height or found.person_id is None
    subject = Subject(found.subject)
    writes = may_write(viewer, subject) and referrals_written(viewer).filter(pk=found.pk).exists()
    born_on = found.person.born_on if found.person else None
    return ReferralFile(
        row=_row(found, _cases_of([found], viewer)),
        slug=found.service.slug,
        title=found.service.title,
        version=found.version.number,
        reason=found.reason if sees else "",
        history=tuple(
            ReferralEventRow(_event(each), each.note if sees else "", each.by.name) for each in found.events.all()
        ),
        may_write=writes,
        age=age_on(born_on, viewer.on) if born_on and born_on <= viewer.on else None,
        sees_sensitive=sees,
    )


def referrals_of_case(case_id: str, *, viewer: Viewer) -> tuple[ReferralRow, ...]:
    """The referrals that the viewer may open of the child or young person whose case this is, the newest first."""
    found = list(_told(referrals_seen(viewer).filter(person__cases__public_id=case_id)))
    newest = sorted(found, key=lambda each: (each.referred_on, each.pk), reverse=True)
    return tuple(_row(each, _cases_of(found, viewer)) for each in newest)


def person_of_case(case_id: str, *, viewer: Viewer) -> tuple[str, str]:
    """The id and the name of the child or young person of a case that the viewer may refer; raises NotFound."""
    cases = cases_within(reach_of(viewer, WRITE), Case.objects.filter(public_id=case_id))
    found = cases.select_related("person").first()
    if found is None:
        raise NotFound("There is no such child or young person here.", do="Search among those whom you work with.")
    person = found.person
    return person.public_id, f"{person.preferred_name or person.forename} {person.surname}".strip()


def _running() -> QuerySet[RunningService]:
    newest = ServiceVersion.objects.select_related("made_by").order_by("-number")
    return RunningService.objects.select_related("adoption").prefetch_related(Prefetch("versions", newest))


def _told(found: QuerySet[Referral]) -> QuerySet[Referral]:
    return (
        found.select_related("service", "version", "person")
        .prefetch_related(
            Prefetch("events", ReferralEvent.objects.select_related("by").order_by("pk")),
            Prefetch("scores", ReferralScore.objects.select_related("event__by").order_by("pk")),
        )
        .order_by("referred_on", "pk")
    )


def _service_row(found: RunningService) -> ServiceRow:
    versions = list(found.versions.all())
    return ServiceRow(
        slug=found.slug,
        title=found.title,
        adoption_id=found.adoption.public_id,
        opened_on=found.opened_on,
        closed_on=found.closed_on,
        service=definition_of(versions[0]),
        versions=tuple(VersionRow(each.number, each.first_day, each.why, each.made_by.name) for each in versions),
    )


def definition_of(version: ServiceVersion) -> Service:
    """The service as a version has it; a version is never changed, so it is read once."""
    return _definition(version.pk, json.dumps(version.definition, sort_keys=True))


@lru_cache(maxsize=_VERSIONS_KEPT)
def _definition(version: int, content: str) -> Service:
    return from_plain(json.loads(content), f"version {version} of a service")


def _event(row: ReferralEvent) -> ServiceEvent:
    return ServiceEvent(Happened(row.kind), row.on, row.what)


def _facts(found: Referral) -> ReferralFacts:
    return ReferralFacts(
        id=found.public_id,
        subject=Subject(found.subject),
        service=definition_of(found.version),
        events=tuple(_event(each) for each in found.events.all()),
        scores=tuple(
            ScoreRow(
                id=each.pk,
                instrument=each.instrument,
                version=each.version,
                on=each.event.on,
                age_group=each.age_group,
                answers=each.answers,
                total=each.total,
                band=each.band,
                by_name=each.event.by.name,
            )
            for each in found.scores.all()
        ),
    )


def _row(found: Referral, cases: dict[int, str]) -> ReferralRow:
    person = found.person
    name = f"{person.preferred_name or person.forename} {person.surname}".strip() if person else found.named
    return ReferralRow(
        facts=_facts(found),
        name=name,
        person_id=person.public_id if person else "",
        case_id=cases.get(person.pk, "") if person else "",
        is_restricted=bool(person and person.is_restricted),
        referred_on=found.referred_on,
        referred_by=found.referred_by,
    )


def _cases_of(found: Iterable[Referral], viewer: Viewer) -> dict[int, str]:
    """The newest case of each person that the viewer may open."""
    people = [each.person_id for each in found if each.person_id]
    if not people or not rights.may(viewer, "person-read"):
        return {}
    cases = cases_within(reach_of(viewer, "person-read"), Case.objects.filter(person__in=people))
    return dict(cases.order_by("opened_on", "pk").values_list("person_id", "public_id"))

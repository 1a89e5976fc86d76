"""Which referrals somebody sees: of children and young people within reach, and those that are no one's record."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from oneplan.core.access import NotAllowed, NotFound, Viewer
from oneplan.core.improvement.services import Subject
from oneplan.records import rights
from oneplan.records.casework.models import Case
from oneplan.records.casework.reach import cases_within, reach_of
from oneplan.records.people.models import Person
from oneplan.records.practice.models import Referral

READ, WRITE = "referral-read", "referral-write"
SERVICE_READ, SERVICE_WRITE = "service-read", "service-write"


def referrals_seen(viewer: Viewer) -> QuerySet[Referral]:
    """The referrals that this viewer may open."""
    return Referral.objects.filter(_others(viewer, SERVICE_READ) | _persons(viewer, READ))


def may_write(viewer: Viewer, subject: Subject) -> bool:
    """Whether the viewer may record anything about a referral of this kind."""
    return rights.may(viewer, WRITE) or (not subject.is_person and rights.may(viewer, SERVICE_WRITE))


def check_write(viewer: Viewer, subject: Subject) -> str:
    """The role in which the viewer writes about referrals of this kind; raises NotAllowed in words."""
    if not subject.is_person and rights.may(viewer, SERVICE_WRITE):
        return rights.check(viewer, SERVICE_WRITE)
    return rights.check(viewer, WRITE)


def referrals_written(viewer: Viewer) -> QuerySet[Referral]:
    """The referrals of which this viewer may record what happens."""
    others = Q() if rights.may(viewer, SERVICE_WRITE) or rights.may(viewer, WRITE) else Q(pk__in=())
    return Referral.objects.filter((others & ~Q(subject=Subject.PERSON.value)) | _persons(viewer, WRITE))


def person_to_refer(public_id: str, viewer: Viewer) -> Person:
    """The child or young person with this id, if somebody within reach; what is out of reach is not there."""
    people = Person.objects.filter(public_id=public_id, pk__in=_people_within(viewer, WRITE))
    found = people.first()
    if found is None:
        raise NotFound(
            "There is no such child or young person here.", do="Search for them among those whom you work with."
        )
    return found


def _others(viewer: Viewer, permission: str) -> Q:
    return ~Q(subject=Subject.PERSON.value) if rights.may(viewer, permission) else Q(pk__in=())


def _persons(viewer: Viewer, permission: str) -> Q:
    try:
        reach = reach_of(viewer, permission)
    except NotAllowed:
        return Q(pk__in=())
    if reach.is_pseudonym:
        return Q(pk__in=())
    seen = Q(person__is_restricted=False) | Q(person__in=reach.named_on)
    if reach.everything:
        return Q(subject=Subject.PERSON.value) & seen
    theirs = Q(person__in=_people_within(viewer, permission)) | Q(team__in=reach.teams) | Q(made_by=viewer.user_id)
    return Q(subject=Subject.PERSON.value) & seen & theirs


def _people_within(viewer: Viewer, permission: str) -> QuerySet[Person]:
    reach = reach_of(viewer, permission)
    seen = Person.objects.filter(Q(is_restricted=False) | Q(pk__in=reach.named_on))
    if reach.everything:
        return seen
    return seen.filter(pk__in=cases_within(reach, Case.objects.all()).values("person"))

"""Refers to a service, moves a referral on, scores, pauses, places, tells back and records what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.local_clocks import Titles
from oneplan.core.improvement.referrals import Happened, ServiceEvent, check_may
from oneplan.core.improvement.services import Subject
from oneplan.core.instruments import Answers, Scored, score
from oneplan.core.kernel import Problem
from oneplan.core.people import age_on
from oneplan.records.accounts.models import User
from oneplan.records.casework.models import Case
from oneplan.records.practice.models import Referral, ReferralEvent, ReferralScore, RunningService
from oneplan.records.practice.reach import check_write, person_to_refer, referrals_seen, referrals_written
from oneplan.records.practice.referral_queries import definition_of
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.instruments import load as load_instruments

OLDEST_GROUP = 200


@dataclass(frozen=True, slots=True)
class _Wish:
    referral_id: str
    event: ServiceEvent
    note: str = ""
    seen: int | None = None


def refer(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    service: str,
    subject: Subject,
    person_id: str = "",
    named: str = "",
    reason: str,
    referred_by: str = "",
    referred_on: date,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A child or young person, or what is named, is referred to the service and in its first stage; returns the id."""
    request = Request("refer", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = check_write(viewer, subject)
        running = RunningService.objects.select_for_update().filter(slug=service, closed_on=None).first()
        version = running.versions.order_by("-number").first() if running else None
        if running is None or version is None:
            raise NotFound("There is no such service here.", do="Start from the list of services.")
        definition = definition_of(version)
        _check_referral(subject, definition.subjects, named, reason)
        _check_day(referred_on, on)
        person = person_to_refer(person_id, viewer) if subject.is_person else None
        if person and Referral.objects.filter(service=running, person=person, is_open=True).exists():
            raise Problem("There is an open referral to this service already.", do="Open it and go on from there.")
        case = Case.objects.filter(person=person).order_by("-opened_on", "-pk").first() if person else None
        row = Referral.objects.create(
            service=running,
            version=version,
            subject=subject.value,
            person=person,
            named="" if person else named.strip(),
            reason=reason.strip(),
            referred_by=referred_by.strip(),
            referred_on=referred_on,
            team=case.team if case else None,
            made_by=by,
            stage=definition.first.id,
        )
        _append(row, ServiceEvent(Happened.ENTERED, referred_on, definition.first.id), "", by, role)
        _traced(request, viewer, role, row, {"service": service})
        return row.public_id

    asked = {"service": service, "subject": subject.value, "person": person_id, "named": named, "on": str(referred_on)}
    return carry_out(request, work, asked=asked | {"reason": reason})


def move_on(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    referral_id: str,
    to: str,
    happened_on: date,
    note: str = "",
    seen: int | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The referral enters another stage; returns how much has now happened to it."""
    wish = _Wish(referral_id, ServiceEvent(Happened.ENTERED, happened_on, to), note, seen)
    return _record(Request("move-referral", by, on, request_key, route), wish)


def pause(
    *,
    referral_id: str,
    reason: str,
    happened_on: date,
    note: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The clocks that allow for this reason stop counting. No limit in law is among them."""
    wish = _Wish(referral_id, ServiceEvent(Happened.PAUSED, happened_on, reason), note)
    return _record(Request("pause-referral", by, on, request_key, route), wish)


def resume(
    *, referral_id: str, happened_on: date, note: str = "", by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """The clocks count again from this day."""
    wish = _Wish(referral_id, ServiceEvent(Happened.RESUMED, happened_on), note)
    return _record(Request("resume-referral", by, on, request_key, route), wish)


def place(
    *,
    referral_id: str,
    where: str,
    happened_on: date,
    note: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The referral takes up one of the service's places."""
    wish = _Wish(referral_id, ServiceEvent(Happened.PLACED, happened_on, where), note)
    return _record(Request("place-referral", by, on, request_key, route), wish)


def tell_back(
    *, referral_id: str, happened_on: date, note: str, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """Those it is about were told what came of it."""
    if not note.strip():
        raise Problem(
            "Write what they were told.", why="Told back means told something.", do="Write it in their words."
        )
    wish = _Wish(referral_id, ServiceEvent(Happened.TOLD_BACK, happened_on), note)
    return _record(Request("tell-back-referral", by, on, request_key, route), wish)


def add_note(
    *, referral_id: str, happened_on: date, note: str, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """Something that was said or done stands in the history."""
    if not note.strip():
        raise Problem("Write the note.", do="Write what was said or done.")
    wish = _Wish(referral_id, ServiceEvent(Happened.SAID, happened_on), note)
    return _record(Request("note-referral", by, on, request_key, route), wish)


def close(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    referral_id: str,
    outcome: str,
    happened_on: date,
    note: str = "",
    seen: int | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The referral has its outcome."""
    wish = _Wish(referral_id, ServiceEvent(Happened.CLOSED, happened_on, outcome), note, seen)
    return _record(Request("close-referral", by, on, request_key, route), wish)


def score_referral(
    *,
    referral_id: str,
    instrument: str,
    answers: Answers,
    happened_on: date,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The instrument is scored on that day; answers that are missing are named and nothing is kept. Returns its id."""
    request = Request("score-referral", by, on, request_key, route)
    questions = load_instruments().instrument(instrument)

    def work(viewer: Viewer) -> int:
        row, role = _locked(viewer, referral_id)
        group = age_group(row, questions.id, happened_on)
        scored = score(questions, answers, group=group)
        _check_whole(scored, questions.id)
        event = _check_and_append(
            row, _Wish(referral_id, ServiceEvent(Happened.SCORED, happened_on, instrument)), by, role, on
        )
        kept = ReferralScore.objects.create(
            referral=row,
            event=event,
            instrument=questions.id,
            version=questions.version,
            age_group=group,
            answers={name: value for name, value in answers.items() if value not in (None, "")},
            total=scored.total,
            band=scored.band.id if scored.band else "",
        )
        _traced(request, viewer, role, row, {"instrument": questions.key})
        return kept.pk

    return carry_out(request, work, asked={"referral": referral_id, "instrument": instrument, "answers": str(answers)})


def age_group(row: Referral, instrument: str, on: date) -> str:
    """The group of an instrument's cut-offs that the child or young person's age falls in on a day."""
    born_on = row.person.born_on if row.person else None
    if born_on is None or born_on > on:
        return ""
    age = age_on(born_on, on)
    groups = dict.fromkeys(each.group for each in load_instruments().instrument(instrument).bands if each.group)
    return next((group for group in groups if _first_age(group) <= age < _next_age(group)), "")


def _first_age(group: str) -> int:
    return 0 if group.startswith("under ") else int(group.split(maxsplit=1)[0])


def _next_age(group: str) -> int:
    words = group.split()
    if group.startswith("under "):
        return int(words[1])
    return int(words[2]) + 1 if words[1] == "to" else OLDEST_GROUP


def _record(request: Request, wish: _Wish) -> int:
    def work(viewer: Viewer) -> int:
        row, role = _locked(viewer, wish.referral_id)
        if wish.seen is not None and row.events.count() != wish.seen:
            latest = row.events.order_by("-pk").first()
            raise Problem(
                f"Somebody recorded something meanwhile: {latest}.",
                why="What you chose may no longer be what comes next.",
                do="Open the referral again and look at its history first.",
            )
        _check_and_append(row, wish, request.by, role, request.on)
        _traced(request, viewer, role, row, {"kind": wish.event.kind.value})
        return row.events.count()

    asked = {"referral": wish.referral_id, "event": str(wish.event), "note": wish.note}
    return carry_out(request, work, asked=asked)


def _check_and_append(row: Referral, wish: _Wish, by: User, role: str, on: date) -> ReferralEvent:
    _check_day(wish.event.on, on)
    service = definition_of(row.version)
    told = [ServiceEvent(Happened(each.kind), each.on, each.what) for each in row.events.order_by("pk")]
    titles = Titles({name: load_instruments().instrument(name).title for name in service.instruments})
    check_may(service, told, wish.event, working=load_rulebook().working_days, titles=titles)
    return _append(row, wish.event, wish.note, by, role)


def _append(row: Referral, event: ServiceEvent, note: str, by: User, role: str) -> ReferralEvent:
    kept = ReferralEvent.objects.create(
        referral=row, kind=event.kind.value, on=event.on, what=event.what, note=note.strip(), by=by, acting_role=role
    )
    if event.kind is Happened.ENTERED:
        row.stage = event.what
    row.is_open = row.is_open and event.kind is not Happened.CLOSED
    row.save(update_fields=["stage", "is_open"])
    return kept


def _locked(viewer: Viewer, referral_id: str) -> tuple[Referral, str]:
    """The referral, held, and the role; one that may be read and not written is refused, any other is not there."""
    held = Referral.objects.select_for_update().filter(public_id=referral_id).first()
    if held is None or not referrals_seen(viewer).filter(pk=held.pk).exists():
        raise NotFound("There is no such referral here.", do="Start from the list of services.")
    role = check_write(viewer, Subject(held.subject))
    if not referrals_written(viewer).filter(pk=held.pk).exists():
        raise NotFound("There is no such referral here.", do="Start from the list of services.")
    return held, role


def _check_referral(subject: Subject, known: tuple[Subject, ...], named: str, reason: str) -> None:
    if subject not in known:
        words = ", ".join(each.value for each in known)
        raise Problem(f"This service takes no referral of a {subject.value}.", do=f"It takes: {words}.")
    if not subject.is_person and not named.strip():
        raise Problem(f"Name the {subject.value}.", why="Somebody has to know what this is about.")
    if not reason.strip():
        raise Problem("Say why.", why="Whoever opens it first decides by what stands here.", do="Write what is wanted.")


def _check_day(day: date, on: date) -> None:
    if day > on:
        raise Problem(
            "That day has not come yet.", why="Only what has happened is recorded.", do="Give a day up to today."
        )


def _check_whole(scored: Scored, instrument: str) -> None:
    if scored.missing:
        questions = load_instruments().instrument(instrument)
        said = "; ".join(f"“{questions.question(name).text}”" for name in scored.missing)
        raise Problem(
            f"{len(scored.missing)} answer{' is' if len(scored.missing) == 1 else 's are'} missing: {said}.",
            why="A score with a gap in it would look like a lower one.",
            do="Answer each, or leave the form until everything can be answered.",
        )


def _traced(request: Request, viewer: Viewer, role: str, row: Referral, details: dict[str, str]) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="referral",
        subject_ids=[row.public_id],
        details=details,
    )

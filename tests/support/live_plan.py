"""A small plan in the records, put there the way every plan is: read, then applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.actions.plan_imports import (
    apply_plan_import,
    receive_plan_document,
    record_reading,
    start_reading,
)
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import (
    Due,
    DuePrecision,
    KeyEntry,
    LineFate,
    Owner,
    PlanReading,
    ReadAction,
    ReadPromise,
    ReadSection,
    ReadStatement,
    SourceLine,
)
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.documents.stored import StoredFile

FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class People:
    """One person for each role that a page treats differently."""

    lead: User
    owner: User
    other_owner: User
    board: User
    caseworker: User
    public: User
    admin: User


def a_person(role: str, *, owner_role: str = "", email: str = "", is_demo: bool = True) -> User:
    """Somebody who holds one role; a demonstration account, so that no second factor stands in the way."""
    user = User.objects.create_user(
        email or f"{role}@merrowdale.invalid", role.replace("-", " ").title(), is_demo=is_demo
    )
    RoleHeld.objects.create(user=user, role=role, owner_role=owner_role, first_day=FIRST_DAY)
    return user


def some_people() -> People:
    """A person for each role."""
    return People(
        lead=a_person("transformation-lead"),
        owner=a_person("action-owner", owner_role="SEND Manager"),
        other_owner=a_person("action-owner", owner_role="SENCO Lead", email="other@merrowdale.invalid"),
        board=a_person("board-member"),
        caseworker=a_person("caseworker"),
        public=a_person("public"),
        admin=a_person("admin"),
    )


def a_reading(*, title: str = "Merrowdale One Plan", rating: str = "On track") -> PlanReading:
    """A plan of one section and four actions; the second is doubtful, the fourth is finished."""
    month = Due("March 2030", date(2030, 3, 1), date(2030, 3, 31), DuePrecision.MONTH)
    past = Due("March 2021", date(2021, 3, 1), date(2021, 3, 31), DuePrecision.MONTH)
    actions = (
        _read("A1", "Write the easy read plan", ("SEND Manager",), past, "On track", Rating(_normal(rating)), rating),
        _read("A2", "Agree the data set", (), Due("To be determined"), "Not started", Rating.NOT_STARTED),
        _read("A3", "Train every school", ("SEND Manager", "SENCO Lead"), month, "Delayed", Rating.DELAYED),
        _read("A4", "Hold the conference", ("SENCO Lead",), past, "Complete", Rating.COMPLETE),
    )
    texts = [title, "1. Leadership", *(action.text for action in actions), "A stray line about money", "Page 3"]
    fates = [LineFate.HEADING, LineFate.HEADING, *[LineFate.IMPORTED] * 4, LineFate.REVIEW, LineFate.NOISE]
    lines = tuple(SourceLine(n, text, fate) for n, (text, fate) in enumerate(zip(texts, fates, strict=True), start=1))
    return PlanReading(
        plan=title,
        ratings_as_at=date(2026, 1, 5),
        priorities=("Right support",),
        sections=(ReadSection("1", "Leadership", "Right support", 2, must_improve="Leaders must own the results"),),
        areas=(ReadStatement("1", "Make governance firm", 3),),
        actions=actions,
        measures=(ReadStatement("1", "Number of reports on time", 3),),
        impacts=(ReadStatement("1", "Families feel heard", 3),),
        promises=(ReadPromise("2029/30", "A plan everyone can read", 3, 1, achieved=True),),
        key=(
            KeyEntry("On track", "Work has begun", Rating.ON_TRACK, 3),
            KeyEntry("Delayed", "Behind", Rating.DELAYED, 3),
        ),
        lines=lines,
    )


def an_import(by: User, reading: PlanReading, *, on: date, name: str = "one-plan.docx") -> str:
    """A document that has been read and waits for a person; the id of its import."""
    stored = StoredFile(name, "application/octet-stream", 1000, "0" * 64, f"{name}-{by.pk}")
    import_id = receive_plan_document(stored=stored, by=by, on=on)
    start_reading(import_id=import_id, on=on)
    record_reading(import_id=import_id, reading=reading, findings=(), on=on)
    return import_id


def a_plan_in_place(by: User, reading: PlanReading | None = None, *, on: date) -> str:
    """A plan that the area runs; its id."""
    import_id = an_import(by, reading or a_reading(), on=on)
    return apply_plan_import(import_id=import_id, by=by, on=on).plan_id


def _read(
    ref: str, text: str, owners: tuple[str, ...], due: Due, word: str, rating: Rating, raw: str = ""
) -> ReadAction:
    roles = tuple(Owner(role) for role in owners)
    return ReadAction(ref, "1", text, roles, due, raw or word, rating, int(ref[1:]) + 2)


def _normal(word: str) -> str:
    return word.lower().replace(" ", "_")

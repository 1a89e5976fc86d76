"""Keeping a way of looking at one's work."""

from __future__ import annotations

from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.casework.models import SavedView
from oneplan.records.casework.models.saved_view import LONGEST_NAME

PERMISSION = "work-read"
MOST_VIEWS = 20


def save_view(*, name: str, asked: str, words: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """What was asked is kept under a name, in the place of an earlier view of that name; returns its id."""
    request = Request("save-view", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        _check_name(name)
        kept = SavedView.objects.filter(user=by)
        view = kept.filter(name=name.strip()).first()
        if view is None and kept.count() >= MOST_VIEWS:
            raise Problem(
                f"You already keep {MOST_VIEWS} views.",
                why="A longer list would be slower to read than to narrow the work again.",
                do="Delete one that you no longer use, then save this one.",
            )
        view = view or SavedView(user=by, name=name.strip())
        view.asked, view.words = asked, words
        view.save()
        leaves_trace(request, viewer, acting_role=role, subject_kind="view", subject_ids=[view.public_id])
        return view.public_id

    return carry_out(request, work, asked={"name": name, "asked": asked, "words": words})


def delete_view(*, view_id: str, by: User, on: date, request_key: str = "", route: str = "") -> None:
    """A view is no longer kept."""
    request = Request("delete-view", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        role = rights.check(viewer, PERMISSION)
        _own(view_id, by).delete()
        leaves_trace(request, viewer, acting_role=role, subject_kind="view", subject_ids=[view_id])

    carry_out(request, work, asked={"view": view_id})


def open_view_by_itself(*, view_id: str, by: User, on: date, request_key: str = "", route: str = "") -> None:
    """A view opens by itself from now on, and no other; none does where it already did."""
    request = Request("open-view-by-itself", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        role = rights.check(viewer, PERMISSION)
        view = _own(view_id, by)
        was = view.is_default
        SavedView.objects.filter(user=by, is_default=True).update(is_default=False)
        SavedView.objects.filter(pk=view.pk).update(is_default=not was)
        leaves_trace(request, viewer, acting_role=role, subject_kind="view", subject_ids=[view_id])

    carry_out(request, work, asked={"view": view_id})


def _own(view_id: str, by: User) -> SavedView:
    found = SavedView.objects.filter(user=by, public_id=view_id).first()
    if found is None:
        raise NotFound("There is no such view.")
    return found


def _check_name(name: str) -> None:
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise Problem(
            f"Give the view a name of up to {LONGEST_NAME} letters.",
            why="You will look for it by that name.",
            do="Write a few words, such as “Reviews this term”.",
        )

"""The audit log in words."""

from datetime import UTC, datetime

import pytest

from oneplan.records.audit.queries import AuditRow
from oneplan.web.audit.telling import told

AT = datetime(2026, 2, 2, 9, 30, tzinfo=UTC)


def an_entry(**parts: object) -> AuditRow:
    values = {
        "id": 1, "at": AT, "who": "Ada", "acting_role": "admin", "verb": "invite", "subject_kind": "account",
        "subject_ids": ("7",), "route": "account-invite", "why": "", "result": "done", "details": {}, "is_sealed": True,
    }  # fmt: skip
    return AuditRow(**{**values, **parts})


def test_an_entry_says_who_did_what_in_which_role() -> None:
    (row,) = told([an_entry()])

    assert (row.who, row.role, row.what, row.of_what) == ("Ada", "Administrator", "Invited somebody", "account 7")


def test_a_verb_without_words_of_its_own_is_shown_as_it_is_kept() -> None:
    (row,) = told([an_entry(verb="close-account", result="refused")])

    assert (row.what, row.is_refused) == ("Close account", True)


@pytest.mark.parametrize(("ids", "said"), [((), "account"), (tuple("12345678"), "account 1, 2, 3, 4, 5, 6 and 2 more")])
def test_a_long_list_is_cut_short_and_says_by_how_much(ids: tuple[str, ...], said: str) -> None:
    (row,) = told([an_entry(subject_ids=ids)])

    assert row.of_what == said

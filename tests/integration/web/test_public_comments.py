"""Anybody comments on the published plan without signing in, and reads what was answered."""

from __future__ import annotations

import pytest
from django.utils import timezone

from oneplan.actions.voice import decide_item, tell_back
from oneplan.answers.packs_published import snapshot_of
from oneplan.feeds.packs import publish
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.voice.models import PublicComment, VoiceItem
from oneplan.rulebook.voice_file import voice_book

WORDS = "Where are the numbers?"


@pytest.fixture
def published(plan, people) -> str:
    """The plan is published."""
    today = timezone.localdate()
    made = snapshot_of(plan, viewer=viewer_of(people.lead, on=today), on=today)
    publish(plan_id=plan, fingerprint=made.fingerprint, by=people.lead, on=today)
    return plan


def test_before_the_plan_is_published_there_is_nowhere_to_comment(plan, as_) -> None:
    for address in ("/published/comment/", "/published/comments/"):
        assert as_(None).get(address).status_code == 404
    assert as_(None).post("/published/comment/", {"said": WORDS}).status_code == 404
    assert not PublicComment.objects.exists()


def test_a_comment_goes_from_anybody_through_a_reader_to_its_public_answer(published, people, as_) -> None:
    nobody, lead, today = as_(None), as_(people.lead), timezone.localdate()

    form = nobody.get("/published/comment/").content.decode()
    sent = nobody.post("/published/comment/", {"said": WORDS, "section": ""})
    before = nobody.get("/published/comments/").content.decode()
    comment_id = PublicComment.objects.get().public_id
    lead.post(f"/voice/comments/{comment_id}/accept/", {"theme": "Numbers"})
    waiting = nobody.get("/published/comments/").content.decode()
    item = VoiceItem.objects.get().public_id
    decide_item(item_id=item, decision="done", words="They stand there", by=people.lead, on=today)
    told = {"words": "They stand on each page", "whom": "All", "how": "Here"}
    tell_back(item_id=item, told_on=today, by=people.lead, on=today, **told)
    after = nobody.get("/published/comments/").content.decode()

    assert 'name="email"' not in form
    assert 'name="name"' not in form
    assert (sent.status_code, sent["Location"]) == (302, "/published/comment/sent/")
    assert WORDS not in before
    assert WORDS in waiting
    assert "An answer is on its way" in waiting
    assert "They stand on each page" in after


def test_an_empty_comment_is_asked_for_again_and_too_many_are_told_to_wait(published, as_) -> None:
    nobody = as_(None)

    assert nobody.post("/published/comment/", {"said": ""}).status_code == 400
    for _ in range(voice_book().comments.an_hour):
        assert nobody.post("/published/comment/", {"said": WORDS}).status_code == 302
    refused = nobody.post("/published/comment/", {"said": WORDS})

    assert refused.status_code == 429
    assert "send them in an hour" in refused.content.decode()
    assert WORDS in refused.content.decode()


def test_only_whoever_answers_comments_reads_them(published, people, as_) -> None:
    as_(None).post("/published/comment/", {"said": WORDS})

    assert WORDS in as_(people.lead).get("/voice/comments/").content.decode()
    for other in (people.owner, people.board, people.public):
        assert as_(other).get("/voice/comments/").status_code == 403

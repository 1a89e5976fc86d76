"""Packs on their pages: asked for, made, opened and downloaded, by those who may."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.figures_on_record import figures_on_record, linked

from oneplan.actions.packs import ask_for_pack
from oneplan.feeds.packs import finish_pack, make_pack
from oneplan.records.improvement.models import Section
from oneplan.records.packs.models import Pack, PackCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(plan, people):
    """A plan with figures, one of its sections linked to a measure."""
    figures_on_record(timezone.localdate())
    linked("plans-in-20-weeks", Section.objects.first(), by=people.lead)
    return plan


def test_a_lead_asks_for_a_pack_and_it_is_made(as_, people, measured) -> None:
    answer = as_(people.lead).post(reverse("pack-new"), {"tier": "board", "meeting": "Board, 10 December"})

    row = Pack.objects.get()
    assert answer.headers["Location"] == reverse("pack", args=[row.public_id])
    assert (row.state, row.meeting, row.profile) == ("made", "Board, 10 December", "board")


def test_a_made_pack_says_what_it_holds_and_that_its_figures_are_right(as_, people, measured) -> None:
    pack_id = make_pack(plan_id=measured, tier="board", by=people.lead, on=timezone.localdate())

    page = as_(people.board).get(reverse("pack", args=[pack_id])).content.decode()

    assert "Area by area" in page
    assert "figures checked, all right" in page
    assert PackCheck.objects.get().differing == []


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("word", b"PK\x03\x04")])
def test_a_board_member_downloads_both_documents(as_, people, measured, kind, start) -> None:
    pack_id = make_pack(plan_id=measured, tier="action-group", by=people.lead, on=timezone.localdate())

    answer = as_(people.board).get(reverse("pack-download", args=[pack_id, kind]))

    assert b"".join(answer.streaming_content).startswith(start)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_same_request_makes_one_pack(people, measured) -> None:
    asked = {"plan_id": measured, "tier": "board", "by": people.lead, "on": timezone.localdate(), "request_key": "k"}

    first, second = make_pack(**asked), make_pack(**asked)

    assert first == second
    assert Pack.objects.count() == 1


def test_a_pack_that_is_made_is_not_made_again(people, measured) -> None:
    pack_id = make_pack(plan_id=measured, tier="board", by=people.lead, on=timezone.localdate())
    made_at = Pack.objects.get().made_at

    finish_pack(pack_id, on=timezone.localdate())

    assert Pack.objects.get().made_at == made_at


@pytest.mark.parametrize("role", ["board", "owner", "public", "caseworker"])
def test_only_those_who_may_make_packs_are_asked(as_, people, measured, role) -> None:
    answer = as_(getattr(people, role)).get(reverse("pack-new"))

    assert answer.status_code == 403


def test_a_pack_that_waits_is_nobody_elses_to_see(as_, people, measured) -> None:
    ask_for_pack(plan_id=measured, tier="board", by=people.lead, on=timezone.localdate())

    answer = as_(people.board).get(reverse("pack", args=[Pack.objects.get().public_id]))

    assert answer.status_code == 404


def test_a_template_without_a_place_for_the_contents_is_refused_in_words(as_, people, measured, tmp_path) -> None:
    from docx import Document

    path = tmp_path / "ours.docx"
    Document().save(path)
    with path.open("rb") as file:
        answer = as_(people.lead).post(reverse("pack-template"), {"document": file})

    assert answer.status_code == 400
    assert "does not say where the contents go" in answer.content.decode()


def test_packs_are_set_in_the_boards_own_template(as_, people, measured, tmp_path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("Borough of Merrowdale, agenda item 4: {{ plan }}")
    document.add_paragraph("{{ contents }}")
    document.save(tmp_path / "ours.docx")
    with (tmp_path / "ours.docx").open("rb") as file:
        as_(people.lead).post(reverse("pack-template"), {"document": file})

    pack_id = make_pack(plan_id=measured, tier="board", by=people.lead, on=timezone.localdate())

    answer = as_(people.lead).get(reverse("pack-download", args=[pack_id, "word"]))
    (tmp_path / "made.docx").write_bytes(b"".join(answer.streaming_content))
    said = [each.text for each in Document(tmp_path / "made.docx").paragraphs]
    assert "Borough of Merrowdale, agenda item 4: Merrowdale One Plan" in said
    assert "Area by area" in said

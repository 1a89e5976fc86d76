"""Somebody who reads every public page, PDF, Word file, picture and edition and subtracts learns no hidden number."""

import re
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.integration.web.test_nothing_small_is_told import BEGUN, ISSUED, ON_TIME, figure
from tests.support.figures_on_record import linked
from tests.support.live_plan import a_person, a_plan_in_place
from tests.support.told_between_editions import Edition, told

from oneplan.adapters.files import store
from oneplan.adapters.packs.reading_back import word_words
from oneplan.answers.packs_published import snapshot_of
from oneplan.feeds.packs import make_pack, publish
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.figures.models import Figure, FigureRun
from oneplan.records.improvement.models import ImprovementPlan, Section
from oneplan.records.packs.models import Pack, Publication
from oneplan.rulebook.measure_files import load_measures

pytestmark = pytest.mark.django_db
TIMELY, NEW, OVERDUE, REFUSED = "plans-in-20-weeks", "new-plans", "assessments-overdue", "requests-refused"
MEASURES = (TIMELY, NEW, OVERDUE, REFUSED)
TODAY = timezone.localdate()
TITLES = {each: load_measures().measure(each).title for each in MEASURES}


def a_run(*, late: int, refused: int, as_of: date) -> FigureRun:
    """A reckoning in which some counts are small; what moves from one to the next is given."""
    run = FigureRun.objects.create(as_of=as_of, facts_key="by-hand", rulebook_hash="0" * 64)
    year, first = TODAY.year - 1, date(TODAY.year - 1, 1, 1)
    rows = [figure(run, TIMELY, "year", first, sum(ON_TIME), sum(ISSUED)), figure(run, NEW, "year", first, 3, None)]
    rows += [
        figure(run, TIMELY, "month", date(year, month, 1), top, bottom)
        for month, (top, bottom) in enumerate(zip(ON_TIME, ISSUED, strict=True), start=1)
    ]
    rows += [
        figure(run, NEW, "month", date(year, month, 1), number, None) for month, number in enumerate(BEGUN, start=1)
    ]
    rows.append(figure(run, OVERDUE, "day", as_of, late, 214))
    rows.append(figure(run, REFUSED, "year", first, refused, 180))
    Figure.objects.bulk_create(rows)
    return run


@pytest.fixture
def lead(db):
    return a_person("transformation-lead")


@pytest.fixture
def plan(lead) -> str:
    plan_id = a_plan_in_place(lead, on=TODAY)
    for measure in MEASURES:
        linked(measure, Section.objects.first(), by=lead)
    return plan_id


def published(plan_id: str, lead) -> Publication:
    viewer = viewer_of(lead, on=TODAY)
    made = snapshot_of(plan_id, viewer=viewer, on=TODAY)
    publish(plan_id=plan_id, fingerprint=made.fingerprint, by=lead, on=TODAY)
    return Publication.objects.order_by("-pk").first()


def bytes_of(pack: Pack) -> tuple[bytes, bytes]:
    found = []
    for document in (pack.pdf, pack.word):
        with store.open_stored(document.stored_as) as file:
            found.append(file.read())
    return found[0], found[1]


def everything_said(publication: Publication) -> list[str]:
    """The words of every public page, both PDFs, both Word files, and every text for those who do not see pictures."""
    client, said = Client(), []
    for route in ("published", "published-actions", "published-easy"):
        html = client.get(reverse(route)).content.decode()
        said += [re.sub(r"<[^>]+>", " ", html), " ".join(re.findall(r'(?:alt|aria-label|title)="([^"]*)"', html))]
        said += re.findall(r"<(?:title|desc)[^>]*>([^<]*)<", html)
    for edition in ("public", "easy-read"):
        content = b"".join(client.get(reverse("published-document", args=[edition])).streaming_content)
        document = pypdfium2.PdfDocument(content)
        said += [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        said += [
            each.decode("utf-16-be", "ignore") for each in re.findall(rb"/Alt \(\xfe\xff(.*?)\)", content, re.DOTALL)
        ]
    for pack in (publication.public_pack, publication.easy_pack):
        word = bytes_of(pack)[1]
        said.append(word_words(word))
        said += re.findall(r'descr="([^"]*)"', _document_xml(word))
    return [" ".join(each.split()) for each in said]


def _document_xml(word: bytes) -> str:
    import zipfile

    with zipfile.ZipFile(BytesIO(word)) as packed:
        return packed.read("word/document.xml").decode()


def test_a_small_count_is_in_no_public_word_file_or_picture(plan, lead) -> None:
    a_run(late=3, refused=2, as_of=TODAY)

    said = everything_said(published(plan, lead))

    for hidden, title in (("1.4%", OVERDUE), ("1.1%", REFUSED)):
        assert not any(hidden in each for each in said), title
    assert not any(re.search(r"New plans:? 3\b", each) for each in said)
    assert any("Not shown" in each for each in said)


def test_no_small_number_follows_from_one_edition_and_the_next(plan, lead) -> None:
    editions = []
    for late, refused in ((3, 2), (41, 30)):
        a_run(late=late, refused=refused, as_of=TODAY)
        editions.append(Edition.read(everything_said(published(plan, lead)), TITLES))

    learnt = told(editions, beside={REFUSED: TIMELY})

    assert editions[0].counts[OVERDUE] is None
    assert {cell: number for cell, number in learnt.items() if 0 < number < 5} == {}


def test_what_one_edition_hid_the_next_does_not_show_for_the_same_period(plan, lead) -> None:
    a_run(late=3, refused=2, as_of=TODAY)
    published(plan, lead)
    a_run(late=44, refused=2, as_of=TODAY)

    said = everything_said(published(plan, lead))

    assert not any("20.6%" in each or "20.9%" in each for each in said)


def test_public_numbers_are_rounded_so_that_two_editions_tell_no_single_child(plan, lead) -> None:
    a_run(late=60, refused=30, as_of=TODAY)
    first = Edition.read(everything_said(published(plan, lead)), TITLES)
    a_run(late=61, refused=30, as_of=TODAY)

    second = Edition.read(everything_said(published(plan, lead)), TITLES)

    assert first.shares[OVERDUE] == second.shares[OVERDUE]


def test_a_careless_edition_would_be_told() -> None:
    before = Edition(counts={NEW: 30, TIMELY: None}, shares={})
    after = Edition(counts={NEW: 33, TIMELY: None}, shares={})

    learnt = told([before, after], beside={TIMELY: NEW}, rounded_to=1)

    assert learnt[("between", NEW)] == 3


def test_the_public_pack_says_no_word_that_only_the_partnership_reads(plan, lead) -> None:
    from oneplan.actions.contributions import record_update
    from oneplan.records.improvement.models import Action

    action = Action.objects.get(ref="A1")
    record_update(action_id=action.public_id, text="A name nobody outside knows", happened_on=TODAY, by=lead, on=TODAY)

    said = everything_said(published(plan, lead))
    board = make_pack(plan_id=plan, tier="board", by=lead, on=TODAY)

    assert not any("nobody outside knows" in each for each in said)
    assert "nobody outside knows" in word_words(bytes_of(Pack.objects.get(public_id=board))[1])


def test_nothing_is_public_before_it_is_published_and_after_it_is_taken_back(plan, lead) -> None:
    from oneplan.actions.publishing import withdraw

    before = Client().get(reverse("published")).content.decode()
    row = published(plan, lead)
    now = Client().get(reverse("published")).content.decode()
    withdraw(publication_id=row.public_id, by=lead, on=TODAY)

    after = Client().get(reverse("published")).content.decode()
    assert "not published yet" in before
    assert ImprovementPlan.objects.get().title in now
    assert "not published yet" in after
    assert Client().get(reverse("published-document", args=["public"])).status_code == 404


def test_what_is_public_is_the_copy_that_was_looked_at_not_the_plan_as_it_changes(plan, lead) -> None:
    from oneplan.actions.plan_lines import change_rating
    from oneplan.core.kernel import Problem
    from oneplan.records.improvement.models import Action

    viewer, action = viewer_of(lead, on=TODAY), Action.objects.get(ref="A3")
    looked_at = snapshot_of(plan, viewer=viewer, on=TODAY)
    common = {"action_id": action.public_id, "by": lead, "on": TODAY, "version": action.version}
    change_rating(rating_raw="On track", rating=None, reason="It moves again", **common)

    with pytest.raises(Problem, match="has changed since you looked"):
        publish(plan_id=plan, fingerprint=looked_at.fingerprint, by=lead, on=TODAY)
    assert Publication.objects.count() == 0

"""Bringing a plan in, looking at every line, putting it in place and taking it back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.journeys.journey import faults_of
from tests.support.live_plan import a_reading, an_import

DOCUMENT = """# Merrowdale One Plan

## 1. Leadership

Ref\tAction\tAction Owner\tDue by\tAction Rating
A1\tWrite the easy read plan\tSEND Manager\tMarch 2030\tOn track
A2\tTrain every school\tSENCO Lead\tMay 2030\tDelayed
"""


class TestATransformationLeadBringsTheirPlanIn:
    def test_from_the_document_to_the_plan_and_back(self, walker, people, tmp_path) -> None:
        self.given_the_lead_has_a_document(walker, people, tmp_path)
        self.when_they_send_it(walker)
        self.then_every_line_is_accounted_for(walker)
        self.when_they_put_it_in_place(walker)
        self.then_the_plan_is_live(walker)
        self.when_they_take_it_back(walker)
        self.then_there_is_no_plan(walker)

    def test_its_pages_are_accessible(self, walker, people, plan) -> None:
        walker.becomes(people.lead)
        newer = an_import(people.lead, a_reading(rating="Delayed"), on=timezone.localdate(), name="newer.docx")
        tails = ("", "?fate=review", "line/7/", "apply/")
        paths = ["/imports/", "/imports/new/", *(f"/imports/{newer}/{tail}" for tail in tails)]

        faults = [fault for path in paths for fault in faults_of(walker, path)]

        assert faults == []

    def given_the_lead_has_a_document(self, walker, people, tmp_path) -> None:
        self.document = tmp_path / "our-plan.txt"
        self.document.write_text(DOCUMENT, encoding="utf-8")
        walker.becomes(people.lead)
        assert walker.heading == "No plan yet"

    def when_they_send_it(self, walker) -> None:
        walker.follows("Import a plan")
        walker.page.locator('input[type="file"]').set_input_files(self.document)
        walker.presses("Read this document")

    def then_every_line_is_accounted_for(self, walker) -> None:
        walker.page.wait_for_selector("text=Line by line")
        assert "None lost." in walker.words
        assert "2 new actions" in walker.words

    def when_they_put_it_in_place(self, walker) -> None:
        walker.follows("Put this plan in place")
        walker.presses("Put the plan in place")

    def then_the_plan_is_live(self, walker) -> None:
        walker.follows("Open the plan")
        assert "Train every school" in walker.words

    def when_they_take_it_back(self, walker) -> None:
        walker.follows("Imports")
        walker.follows("our-plan.txt")
        walker.follows("Undo this import")
        walker.fills("Why", "The wrong draft")
        walker.presses("Undo the import")

    def then_there_is_no_plan(self, walker) -> None:
        assert walker.heading == "This import was undone"
        walker.follows("The plan")
        assert walker.heading == "No plan yet"


@pytest.mark.parametrize("state", ["applied"])
def test_an_import_in_place_is_accessible(state, walker, people, plan) -> None:
    walker.becomes(people.lead)
    walker.opens("/imports/")
    walker.follows("one-plan.docx")

    assert faults_of(walker, walker.page.url.removeprefix(walker.address)) == []

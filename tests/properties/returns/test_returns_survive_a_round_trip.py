"""Whatever a return can say is read back as it was written, in every collection."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneplan.core.casework import (
    ActivePlanReturned,
    AssessmentReturned,
    NamedPlanReturned,
    NeedReturned,
    PersonReturned,
    PlacementReturned,
    RequestReturned,
    ReturnHeader,
    SettingReturned,
)
from oneplan.returns.sen2 import read, write
from oneplan.rulebook.returns import load

BOOK = load()
FIRST, LAST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01")
days = st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31))
flags = st.none() | st.booleans()
# Any text that XML can carry, as the writer leaves it: no blanks at the ends, one between words.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12).map(
    lambda text: " ".join(text.split())
)
numbers = st.text("0123456789", max_size=8)


def codes(name: str, year: int) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *BOOK.codes(name, year)])


def only(held: bool, strategy: st.SearchStrategy, empty: object = "") -> st.SearchStrategy:
    return strategy if held else st.just(empty)


def settings_of(name: str, year: int) -> st.SearchStrategy[SettingReturned]:
    return st.builds(
        SettingReturned,
        rank=st.sampled_from([1, 2]),
        urn=numbers,
        ukprn=numbers,
        sen_setting=codes(name, year),
        sen_setting_other=texts,
        in_sen_unit=flags,
        in_resourced_provision=flags,
    )


def placements(year: int) -> st.SearchStrategy[PlacementReturned]:
    return st.builds(
        PlacementReturned,
        setting=settings_of("sen-setting-of-placement", year),
        entered_on=days,
        left_on=days,
        residential=only(year > 2023, codes("residential", year)),
        work_based=only(year > 2023, codes("work-based", year)),
        attendance_pattern=only(year == 2023, texts),
    )


def active_plans(year: int) -> st.SearchStrategy[ActivePlanReturned]:
    needs = st.builds(NeedReturned, code=codes("need", year), rank=st.sampled_from([1, 2]))
    return st.builds(
        ActivePlanReturned,
        transferred_from=numbers,
        review_meeting_on=only(year > 2023, days, None),
        review_outcome=only(year > 2023, codes("review-outcome", year)),
        review_decided_on=days,
        review_draft_on=only(year > 2024, days, None),
        phase_transfer_due_on=only(year > 2024, days, None),
        phase_transfer_final_on=only(year > 2024, days, None),
        residential=only(year == 2023, codes("residential", year)),
        work_based=only(year == 2023, codes("work-based", year)),
        placements=st.lists(placements(year), min_size=1, max_size=3).map(tuple),
        needs=st.lists(needs, max_size=2).map(tuple),
    )


def plans(year: int) -> st.SearchStrategy[NamedPlanReturned]:
    details = st.lists(settings_of("sen-setting-in-plan", year), min_size=1, max_size=2).map(tuple)
    return st.builds(
        NamedPlanReturned,
        started_on=days,
        residential=codes("residential", year),
        work_based=codes("work-based", year),
        personal_budget=flags,
        organised_arrangements=flags,
        direct_payments=codes("direct-payments", year),
        ceased_on=days,
        cease_reason=codes("cease-reason", year),
        settings=details,
    )


def requests(year: int) -> st.SearchStrategy[RequestReturned]:
    assessments = st.builds(
        AssessmentReturned,
        outcome=st.sampled_from("YNAWH"),
        outcome_on=days,
        mediation=flags,
        tribunal=flags,
        other_mediation=flags,
        other_tribunal=flags,
        exceptions_apply=flags,
        plan=st.none() | plans(year),
    )
    return st.builds(
        RequestReturned,
        outcome=st.sampled_from("YNAWH"),
        received_on=days,
        source=only(year > 2024, codes("request-source", year)),
        in_youth_accommodation=flags,
        outcome_on=days,
        mediation=flags,
        tribunal=flags,
        exported_to=numbers,
        assessment=st.none() | assessments,
        active_plan=st.none() | active_plans(year),
    )


def people(year: int) -> st.SearchStrategy[list[PersonReturned]]:
    one = st.builds(
        PersonReturned,
        position=st.just(0),
        surname=texts,
        forename=texts,
        born_on=days,
        sex=codes("sex" if year > 2023 else "gender", year),
        ethnicity=codes("ethnicity", year),
        postcode=st.sampled_from(["", "ZZ99 3WZ", "A1 1AA"]),
        upn=st.sampled_from(["", "F201999922101", "A20199991810X"]),
        uln=numbers,
        upn_unknown=codes("upn-unknown", year),
        requests=st.lists(requests(year), min_size=1, max_size=3).map(tuple),
    )
    return st.lists(one, max_size=4)


@st.composite
def returns(draw: st.DrawFn) -> tuple[ReturnHeader, list[PersonReturned]]:
    year = draw(st.sampled_from(BOOK.years))
    header = ReturnHeader(
        year,
        BOOK.collection(year).survey_day,
        draw(st.sampled_from(["201", "943"])),
        software=draw(texts),
        release=draw(texts),
        serial=draw(st.none() | st.integers(0, 999)),
        made_at=draw(st.none() | st.datetimes(FIRST, LAST).map(lambda at: at.replace(microsecond=0))),
        designated_medical_officer=draw(codes("designated-officer", year)),
        designated_clinical_officer=draw(codes("designated-officer", year)),
        designated_social_care_officer=draw(only(year > 2024, codes("designated-officer", year))),
    )
    listed = draw(people(year))
    return header, [_placed(person, n) for n, person in enumerate(listed, start=1)]


def _placed(person: PersonReturned, position: int) -> PersonReturned:
    return replace(person, position=position)


@pytest.mark.slow
@settings(deadline=None, max_examples=30)  # a reading has a fixed cost, and the machine may be busy
@given(returns())
def test_reading_gives_back_what_was_written(made: tuple[ReturnHeader, list[PersonReturned]]):
    header, listed = made
    out = io.BytesIO()

    written = write(out, header, listed, book=BOOK)
    reading = read(io.BytesIO(out.getvalue()), book=BOOK)
    read_back = [person for person, _ in reading.persons()]

    assert reading.header == header
    assert read_back == listed
    assert written.persons == len(listed)
    assert not written.left_out
    assert reading.counts.read == reading.counts.elements
    assert not {"F02", "F03", "F04", "F05", "F06", "F07"} & set(reading.counts.findings)

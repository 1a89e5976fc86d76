"""The plan linter: each fault as a small plan, and beside it a sound plan that must stay quiet."""

from datetime import date

from oneplan.core.improvement.linter import lint
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
from oneplan.rulebook.plans import lint_rules

DAY = date(2026, 5, 14)
RULES = lint_rules()


def action(ref, text="Write the guide", **given):
    """An action of section 1 that is owned, dated and on track, but for what is given."""
    due = given.get("due", date(2026, 9, 30))
    precision = DuePrecision.MONTH if due else DuePrecision.NONE
    owners = tuple(Owner(role) for role in given.get("owners", ("Head of SEND",)))
    when = Due(raw=given.get("due_raw", ""), due_on=due, due_from=due, precision=precision)
    rating, raw = given.get("rating", Rating.ON_TRACK), given.get("raw", "On track")
    return ReadAction(ref, given.get("section", "1"), text, owners, when, raw, rating, 1, key=ref)


def said(section, text, line=1, refs=()):
    return ReadStatement(section, text, line, refs)


def plan(*actions, **parts):
    parts.setdefault("sections", (ReadSection("1", "Governance", "", 1),))
    return PlanReading(plan="Plan", actions=actions, **parts)


def kinds(reading, day=DAY):
    return [(finding.kind, finding.ref) for finding in lint(reading, as_at=day, rules=RULES)]


def says(reading, kind):
    return next(finding.says for finding in lint(reading, as_at=DAY, rules=RULES) if finding.kind == kind)


def test_a_sound_plan_has_no_findings():
    reading = plan(
        action("GV1"),
        action("GV2", rating=Rating.COMPLETE, raw="Complete"),
        action("GV3", rating=Rating.DELAYED, raw="Delayed", due=date(2026, 1, 31)),
    )

    assert kinds(reading) == []


def test_an_action_without_an_owner_or_a_date_is_found_unless_it_is_finished():
    reading = plan(
        action("GV1", owners=(), due=None, due_raw="TBC"),
        action("GV2", owners=(), due=None, rating=Rating.COMPLETE, raw="Complete"),
    )

    assert kinds(reading) == [("no_owner", "GV1"), ("no_date", "GV1")]
    assert "the plan writes “TBC”" in says(reading, "no_date")


def test_a_date_that_cannot_be_read_and_one_without_end_are_told_apart():
    unclear = ReadAction(
        "GV1",
        "1",
        "Write",
        (Owner("DCO"),),
        Due(raw="31.02.26", precision=DuePrecision.UNCLEAR, note="There is no such day."),
        "On track",
        Rating.ON_TRACK,
        1,
        key="GV1",
    )
    ongoing = ReadAction(
        "GV2",
        "1",
        "Write",
        (Owner("DCO"),),
        Due(raw="Ongoing", precision=DuePrecision.ONGOING),
        "On track",
        Rating.ON_TRACK,
        1,
        key="GV2",
    )

    assert kinds(plan(unclear, ongoing)) == [("unclear_date", "GV1"), ("no_end", "GV2")]


def test_overdue_and_still_on_track_is_found_the_day_after_and_not_on_the_day():
    reading = plan(
        action("GV1", due=date(2026, 5, 13)),
        action("GV2", due=DAY),
        action("GV3", due=date(2026, 5, 1), rating=Rating.NOT_STARTED, raw="Not started"),
    )

    assert kinds(reading) == [("overdue_on_track", "GV1"), ("overdue", "GV3")]


def test_a_missing_letter_a_gap_a_stranger_and_a_ref_used_twice_are_found():
    refs = ["GV1", "GV2a", "GV2c", "GV4", "GV5", "GX6", "GV7", "GV7"]

    found = kinds(plan(*(action(ref, f"Write {ref}", owners=(f"Adviser {place}",)) for place, ref in enumerate(refs))))

    assert found == [
        ("duplicate_ref", "GV7"),
        ("numbering_misfit", "GX6"),
        ("numbering_gap", "GV3"),
        ("numbering_gap", "GV2b"),
    ]


def test_refs_that_restart_in_each_section_are_neither_twice_nor_gaps():
    actions = [
        action(str(number), f"Write {section} {number}", section=section)
        for section in ("1", "2")
        for number in (1, 2, 3)
    ]

    assert kinds(plan(*actions, sections=(ReadSection("1", "A", "", 1), ReadSection("2", "B", "", 2)))) == []


def test_nested_refs_are_counted_within_their_phase():
    assert (
        kinds(
            plan(*(action(ref, f"Write {ref}") for ref in ("BA-1.1", "BA-1.2", "BA-1.3", "BA-2.1", "BA-2.2", "BA-2.3")))
        )
        == []
    )
    assert kinds(plan(*(action(ref, f"Write {ref}") for ref in ("1.1", "1.2", "1.4", "1.5")))) == [
        ("numbering_gap", "1.3")
    ]


def test_a_reference_to_an_action_that_does_not_exist_is_found_with_a_hint():
    reading = plan(
        action("GV1", "Review need [links with action X18]"), action("GV2", "Check need [links with action GV1]")
    )

    assert kinds(reading) == [("dangling_reference", "GV1")]
    assert "GV2 points back here" in says(reading, "dangling_reference")


def test_words_that_only_look_like_references_are_left_alone():
    reading = plan(
        action("GV1", "Support KS3 and KS4 pupils (Y9, S19, SEN2) under Section 19 in action"),
        action("GV2", "Link with actions GV1 and GV2"),
    )

    assert kinds(reading) == []


def test_a_reference_to_a_section_that_does_not_exist_is_found():
    lines = (SourceLine(1, "## 1. Governance", LineFate.HEADING),)

    assert kinds(plan(action("GV1", "Plan it [linking with actions in section 9.C]"), lines=lines)) == [
        ("dangling_reference", "GV1")
    ]
    assert kinds(plan(action("GV1", "Plan it [linking with actions in section 1]"), lines=lines)) == []


def test_a_key_in_one_set_of_words_and_ratings_in_another_is_found():
    key = (KeyEntry("Green", "Complete", Rating.COMPLETE, 1), KeyEntry("Amber", "On track", Rating.ON_TRACK, 2))

    assert kinds(plan(action("GV1"), action("GV2", raw="Delayed", rating=Rating.DELAYED), key=key)) == [
        ("two_vocabularies", "")
    ]
    assert kinds(plan(action("GV1", raw="Amber"), action("GV2", raw="G", rating=Rating.COMPLETE), key=key)) == []


def test_two_words_for_one_rating_are_found_but_not_two_spellings():
    assert kinds(plan(action("GV1", raw="On track"), action("GV2", raw="In progress"))) == [("two_vocabularies", "")]
    assert (
        kinds(
            plan(
                action("GV1", raw="Complete", rating=Rating.COMPLETE),
                action("GV2", raw="Completed", rating=Rating.COMPLETE),
            )
        )
        == []
    )


def test_a_rating_that_nothing_explains_is_found_once_for_all():
    reading = plan(
        action("GV1", raw="Mauve", rating=Rating.UNKNOWN),
        action("GV2", raw="Mauve", rating=Rating.UNKNOWN),
        action("GV3", raw=""),
    )

    assert kinds(reading) == [("unknown_rating", "GV1"), ("no_rating", "GV3")]
    assert "the plan prints no key" in says(reading, "unknown_rating")


def test_an_action_that_hangs_on_money_not_yet_agreed_is_found():
    reading = plan(
        action("GV1", "Design the model [Action dependent upon approval of investment]"),
        action("GV2", "Review the funding policy and its forms"),
    )

    assert kinds(reading) == [("depends_on_funding", "GV1")]


def test_one_role_with_too_much_is_found_by_number_by_share_and_by_month():
    many = [action(f"GV{number}", f"Write {number}", due=date(2026, 6 + number % 6, 28)) for number in range(1, 16)]
    others = [
        action(f"IN{number}", f"Send {number}", section="2", owners=(f"Adviser {number}",), due=date(2027, 1, 31))
        for number in range(1, 70)
    ]
    rush = [
        action(f"PL{number}", f"Open {number}", section="3", owners=("Places Manager",), due=date(2026, 12, 31))
        for number in range(1, 8)
    ]

    assert [ref for kind, ref in kinds(plan(*many, *others, *rush)) if kind == "overloaded_role"] == [
        "Head of SEND",
        "Places Manager",
    ]
    assert kinds(plan(*many[:4])) == []


def test_measures_that_count_without_a_target_are_found_once_a_section():
    measures = (
        said("1", "Number of plans issued in 20 weeks"),
        said("1", "Percentage of reviews held in time"),
        said("1", "Feedback from families"),
        said("2", "Rate of exclusions: no more than 2%"),
    )
    sections = (ReadSection("1", "A", "", 1), ReadSection("2", "B", "", 2))

    assert kinds(plan(action("GV1"), measures=measures, sections=sections)) == [("measure_without_target", "1")]
    assert says(plan(action("GV1"), measures=measures, sections=sections), "measure_without_target").startswith(
        "2 measures say"
    )


def test_a_target_among_what_will_be_seen_counts_for_its_measure():
    measures = (said("1", "Percentage of plans issued within 20 weeks"),)
    impacts = (said("1", "Percentage of plans issued within 20 weeks rises to at least 85%"),)

    assert kinds(plan(action("GV1"), measures=measures, impacts=impacts)) == []


def promise(text, ends_on):
    return ReadPromise(f"by {ends_on}", text, 1, 1, period_ends_on=ends_on)


def test_a_promise_for_another_period_than_its_action_is_found():
    guide = action("GV1", "Publish a sensory needs handbook for early years settings", due=date(2026, 12, 31))
    other = action("GV2", "Recruit two educational psychologists", due=date(2026, 6, 30))
    promises = (
        promise("A published sensory needs handbook for early years settings", date(2026, 8, 31)),
        promise("Something quite different altogether", date(2027, 8, 31)),
    )

    assert kinds(plan(guide, other, promises=promises)) == [("promise_date_differs", "GV1")]
    assert (
        kinds(
            plan(
                guide,
                other,
                promises=(promise("A published sensory needs handbook for early years settings", date(2027, 8, 31)),),
            )
        )
        == []
    )


def test_summary_and_detail_that_list_different_areas_are_found_both_ways():
    summary = (
        said("Governance", "Clear roles for leaders at every level"),
        said("Governance", "Open papers for every meeting"),
    )
    areas = (said("1", "Clear roles for leaders at every level"), said("1", "Better use of data in decisions"))

    found = lint(plan(action("GV1"), areas=areas, summary_areas=summary), as_at=DAY, rules=RULES)

    assert [(finding.kind, finding.ref) for finding in found] == [("summary_differs", "1"), ("summary_differs", "1")]
    assert "that the summary leaves out: “Better use" in found[0].says
    assert "that the section leaves out: “Open papers" in found[1].says


def test_the_same_area_in_other_punctuation_is_the_same():
    summary = (said("Governance", "Clear roles, for leaders (at every level)."),)

    assert (
        kinds(plan(action("GV1"), areas=(said("1", "Clear roles for leaders at every level"),), summary_areas=summary))
        == []
    )


def test_complete_but_still_being_finalised_is_found():
    done = action("GV1", "Publish the joint needs assessment of the area", rating=Rating.COMPLETE, raw="Complete")

    assert kinds(
        plan(done, updates=(said("1", "The joint needs assessment of the area is being finalised (GV1)."),))
    ) == [("rating_contradicted", "GV1")]
    assert kinds(plan(done, updates=(said("1", "The joint needs assessment of the area was published (GV1)."),))) == []


def test_an_update_without_refs_is_matched_only_where_it_is_plainly_about_one_action():
    mou = action(
        "GV1",
        "Agree a memorandum of understanding between the forum and the trust",
        rating=Rating.COMPLETE,
        raw="Complete",
    )
    board = action("GV2", "Recruit members of the board", rating=Rating.COMPLETE, raw="Complete")

    assert kinds(
        plan(
            mou,
            board,
            updates=(
                said("1", "A memorandum of understanding between the forum and the trust requires final sign off."),
            ),
        )
    ) == [("rating_contradicted", "GV1")]
    assert kinds(plan(mou, board, updates=(said("1", "Work is ongoing across the partnership."),))) == []


def test_on_track_but_described_as_delayed_is_found_for_the_action_that_is_meant():
    actions = (action("GV1", "Write it"), action("GV2", "Recruit a team"))
    update = said(
        "1",
        "Work goes on with the guide (GV1). Further work on this action has been delayed for want of staff (which action GV2 aims to mend).",
    )

    assert kinds(plan(*actions, updates=(update,))) == [("rating_contradicted", "GV1")]


def test_no_risk_above_a_stated_risk_is_found_once_a_section():
    calm = [
        action(f"GV{number}", rating=Rating.NOT_STARTED, raw="Not yet started; no risk anticipated")
        for number in (1, 2)
    ]

    assert kinds(plan(*calm, updates=(said("1", "There is a risk that nobody can run the project."),))) == [
        ("rating_contradicted", "1")
    ]
    elsewhere = (ReadSection("1", "A", "", 1), ReadSection("9", "B", "", 2))
    assert (
        kinds(
            plan(*calm, updates=(said("1", "There is a risk relating to actions in section 9."),), sections=elsewhere)
        )
        == []
    )
    assert kinds(plan(*calm, updates=(said("1", "All is well."),))) == []


def test_days_that_cannot_be_are_found_in_the_narrative():
    def of(text):
        return [kind for kind, _ in kinds(plan(action("GV1"), updates=(said("1", text),), ratings_as_at=DAY))]

    assert of("The board met on 31 February 2026.") == ["impossible_date"]
    assert of("The board met on Monday 5 May 2026.") == ["impossible_date"]
    assert of("The board met on Tuesday 5 May 2026.") == []
    assert of("The report was shared on 10 August 2026.") == ["impossible_date"]
    assert of("The report will be shared on 10 August 2026.") == []
    assert of("The launch was delivered in two parts and is planned for 10 August 2026.") == []


def test_a_year_that_breaks_the_order_of_events_is_found():
    told = "A workshop was held on 10 March 2026. A briefing was given on 2 April 2025. It went to the board on 7 April 2026."

    reading = plan(action("GV1"), updates=(said("1", told),), ratings_as_at=DAY)

    assert kinds(reading) == [("impossible_date", "1")]
    assert "2026 may be meant" in says(reading, "impossible_date")


def test_without_rules_only_structure_is_checked():
    reading = plan(
        action("GV1", "Design [dependent upon approval of investment]", owners=()),
        measures=(said("1", "Number of boards"),),
    )

    assert [finding.kind for finding in lint(reading, as_at=DAY)] == ["no_owner"]

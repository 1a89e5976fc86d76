"""Where an action stands is what happened to it, in order."""

from datetime import date

from oneplan.core.improvement.facets import Facet, Facets, Rated, facets_to_plain, to_plain
from oneplan.core.improvement.history import KIND_OF_CHANGE, Event, EventKind, state_of
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner, OwnerPart

DAY = date(2026, 3, 2)
START = Facets(
    text="Do it",
    phase="1",
    section="one",
    rating=Rated("On track", Rating.ON_TRACK),
    due=Due("March 2027", date(2027, 3, 1), date(2027, 3, 31), DuePrecision.MONTH, revised_from=date(2027, 1, 31)),
    owners=(Owner("SEND Manager"), Owner("Nurse", "ICB", OwnerPart.SUPPORT)),
)
LATE = Rated("Off track", Rating.DELAYED)


def _imported(number=1):
    return Event(number, EventKind.IMPORTED, DAY, facets_to_plain(START), from_import=True)


def _change(number, facet, after, **more):
    details = {"before": to_plain(facet, START.value(facet)), "after": to_plain(facet, after)}
    return Event(number, KIND_OF_CHANGE[facet], DAY, details, **more)


def test_an_action_starts_as_its_document_says():
    state = state_of([_imported()])

    assert state.facets == START
    assert not state.is_withdrawn
    assert state.version == 1


def test_nothing_that_happened_is_nothing_there():
    assert state_of([]).is_withdrawn


def test_a_change_replaces_one_part_and_leaves_the_others():
    state = state_of([_imported(), _change(2, Facet.RATING, LATE)])

    assert state.facets.rating == LATE
    assert state.facets.due == START.due
    assert state.changed_here == {Facet.RATING}
    assert state.imported.rating == START.rating


def test_a_change_by_import_is_not_a_change_made_here():
    state = state_of([_imported(), _change(2, Facet.RATING, LATE, from_import=True)])

    assert state.changed_here == frozenset()
    assert state.imported.rating == LATE


def test_taking_theirs_ends_a_change_made_here():
    ours, theirs = Rated("At risk", Rating.AT_RISK), LATE

    state = state_of([_imported(), _change(2, Facet.RATING, ours), _change(3, Facet.RATING, theirs, from_import=True)])

    assert state.facets.rating == theirs
    assert state.changed_here == frozenset()


def test_keeping_ours_remembers_what_the_document_said():
    kept = Event(3, EventKind.KEPT_OURS, DAY, {"facet": "rating", "theirs": to_plain(Facet.RATING, LATE)})
    ours = Rated("At risk", Rating.AT_RISK)

    state = state_of([_imported(), _change(2, Facet.RATING, ours), kept])

    assert state.facets.rating == ours
    assert state.imported.rating == LATE
    assert state.changed_here == {Facet.RATING}


def test_an_undone_change_never_happened_but_still_counts_in_the_version():
    undone = Event(3, EventKind.UNDONE, DAY, supersedes=2)

    state = state_of([_imported(), _change(2, Facet.RATING, LATE), undone])

    assert state.facets == START
    assert state.version == 3


def test_a_later_change_stands_when_an_earlier_one_is_undone():
    first = _change(2, Facet.RATING, LATE, from_import=True)
    second = _change(3, Facet.RATING, Rated("At risk", Rating.AT_RISK))

    state = state_of([_imported(), first, second, Event(4, EventKind.UNDONE, DAY, supersedes=2)])

    assert state.facets.rating.rating is Rating.AT_RISK


def test_an_action_whose_import_is_undone_is_withdrawn():
    assert state_of([_imported(), Event(2, EventKind.UNDONE, DAY, supersedes=1)]).is_withdrawn


def test_an_action_comes_back_when_it_is_imported_again():
    state = state_of([_imported(), Event(2, EventKind.UNDONE, DAY, supersedes=1), _imported(3)])

    assert not state.is_withdrawn
    assert state.version == 3


def test_contributions_are_counted():
    kinds = [EventKind.UPDATE_RECORDED, EventKind.UPDATE_RECORDED, EventKind.EVIDENCE_ADDED, EventKind.IMPACT_STATED]

    state = state_of([_imported(), *(Event(n, kind, DAY) for n, kind in enumerate(kinds, start=2))])

    assert (state.updates, state.evidence, state.impacts) == (2, 1, 1)


def test_the_order_of_writing_counts_and_not_the_order_of_reading():
    events = [_imported(), _change(2, Facet.RATING, LATE), _change(3, Facet.RATING, START.rating)]

    assert state_of(reversed(events)) == state_of(events)


def test_every_part_survives_being_written_down():
    moved = Facets(text="x", section="two", due=Due("TBC"), owners=())

    events = [_imported(), *(_change(n, facet, moved.value(facet)) for n, facet in enumerate(Facet, start=2))]

    assert state_of(events).facets == moved


def test_a_superseded_action_says_so():
    assert state_of([_imported(), Event(2, EventKind.SUPERSEDED, DAY)]).is_superseded

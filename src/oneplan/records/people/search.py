"""Finding people by name with slips of the pen, by identifier, and by names they had before.

The index is a table of parts of names, the same on every database and under the same row rules as the names
themselves. Short words also file each word that is left when one letter is dropped: two spellings that are one letter
added, lost, changed or swapped apart have such a word in common.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from oneplan.records.people.models import EarlierName, NamePart, Person

LETTERS = 3
DROPPED = "~"
LONGEST_DROPPED = 7
LONGEST_ASKED, WORDS_ASKED = 100, 5
CANDIDATES, AT_ONCE = 400, 500
GOOD_ENOUGH, WORD_ENOUGH, STARTS_ALIKE, ONE_SLIP = 0.72, 0.62, 0.95, 0.85
SHORTEST_START = 2
UPN_LENGTH, ULN_LENGTH = 13, 10
APOSTROPHES = "'\u2018\u2019`"

# A query of the numbers of people: those among whom is searched.
Among = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A person whose name is like the words, how like (1 is the same), and the earlier name that was, if one was."""

    person_id: int
    score: float
    earlier_name: str = ""


def plain(text: str) -> str:
    """Words as they are compared: lower case, without accents, apostrophes or hyphens."""
    letters = (letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    kept = ("" if letter in APOSTROPHES else letter if letter.isalnum() else " " for letter in letters)
    return " ".join("".join(kept).split())


def parts(text: str) -> frozenset[str]:
    """What a name is filed under."""
    found: set[str] = set()
    for word in plain(text).split():
        padded = f"  {word} "
        found.update(padded[at : at + LETTERS] for at in range(len(padded) - LETTERS + 1))
        if len(word) <= LONGEST_DROPPED:
            found.add(DROPPED + word)
            found.update(DROPPED + word[:at] + word[at + 1 :] for at in range(len(word)) if len(word) > LETTERS)
    return frozenset(found)


def file_names(person_ids: Iterable[int] | None = None) -> int:
    """Every name that is not in the index yet, or is no longer filed as it stands, is filed; how many people were."""
    done = 0
    waiting = Person.objects.filter(is_filed=False)
    if person_ids is not None:
        waiting = waiting.filter(pk__in=list(person_ids))
    while found := list(waiting.values_list("pk", "forename", "surname", "preferred_name")[:AT_ONCE]):
        done += len(found)
        _file(found)
    return done


def people_matching(words: str, *, among: Among | None = None, limit: int = CANDIDATES) -> list[int]:
    """The people whose names are like the words, the likest first."""
    return [found.person_id for found in islice(likest(words, among=among), limit)]


def likest(words: str, *, among: Among | None = None) -> list[Likeness]:
    """The people among those given whose names are like the words, the likest first."""
    asked = plain(words[:LONGEST_ASKED]).split()[:WORDS_ASKED]
    if not asked:
        return []
    file_names()
    names = _names(_candidates(asked, among))
    scored = (_likeness(person_id, asked, each) for person_id, each in names.items())
    return sorted((one for one in scored if one.score >= GOOD_ENOUGH), key=lambda one: (-one.score, one.person_id))


def people_by_number(words: str, *, among: Among) -> list[int]:
    """The people among those given who have, or had, exactly this UPN or ULN."""
    number = "".join(words.split()).upper()
    if len(number) not in {UPN_LENGTH, ULN_LENGTH}:
        return []
    had = EarlierName.objects.filter(upn=number).values("person")
    held = Person.objects.filter(Q(upn=number) | Q(uln=number) | Q(pk__in=had), pk__in=among)
    return list(held.values_list("pk", flat=True)[:CANDIDATES])


# ---- Filing ----------------------------------------------------------------------------------------------------


def _file(found: list[tuple[int, str, str, str]]) -> None:
    ids = [pk for pk, *_ in found]
    texts = {pk: list(names) for pk, *names in found}
    for pk, forename, surname in EarlierName.objects.filter(person__in=ids).values_list(
        "person_id", "forename", "surname"
    ):
        texts[pk] += [forename, surname]
    rows = [NamePart(person_id=pk, part=part) for pk, names in texts.items() for part in parts(" ".join(names))]
    with transaction.atomic():
        NamePart.objects.filter(person__in=ids).delete()
        NamePart.objects.bulk_create(rows, batch_size=5000)
        Person.objects.filter(pk__in=ids).update(is_filed=True)


# ---- Comparing -------------------------------------------------------------------------------------------------


def _candidates(asked: list[str], among: Among | None) -> list[int]:
    """Those with the most parts of names in common with all the words together."""
    filed = NamePart.objects.filter(part__in=parts(" ".join(asked)))
    if among is not None:
        filed = filed.filter(person__in=among)
    alike = filed.order_by().values_list("person").annotate(n=Count("id")).order_by("-n", "person")
    return [person for person, _ in alike[:CANDIDATES]]


def _names(people: list[int]) -> dict[int, list[tuple[list[str], str]]]:
    """Each person's names of today as one bag of words, and each earlier name as another."""
    names: dict[int, list[tuple[list[str], str]]] = defaultdict(list)
    for pk, *today in Person.objects.filter(pk__in=people).values_list("pk", "forename", "preferred_name", "surname"):
        names[pk].append((plain(" ".join(today)).split(), ""))
    had = EarlierName.objects.filter(person__in=people).values_list("person_id", "forename", "surname")
    for pk, forename, surname in had:
        words = [*plain(f"{forename} {surname}").split(), *names[pk][0][0]]
        names[pk].append((words, " ".join(part for part in (forename, surname) if part)))
    return names


def _likeness(person_id: int, asked: list[str], names: list[tuple[list[str], str]]) -> Likeness:
    best = Likeness(person_id, 0.0)
    for words, earlier in names:
        each = [max((_alike(word, other) for other in words), default=0.0) for word in asked]
        score = min(sum(each) / len(each), 1.0) if min(each) >= WORD_ENOUGH else 0.0
        if score > best.score:
            best = Likeness(person_id, score, earlier)
    return best


@lru_cache(maxsize=50_000)
def _alike(asked: str, word: str) -> float:
    if asked == word:
        return 1.0
    if len(asked) >= SHORTEST_START and word.startswith(asked):
        return STARTS_ALIKE
    if min(len(asked), len(word)) >= LETTERS and _is_one_slip(asked, word):
        return ONE_SLIP
    close = SequenceMatcher(None, asked, word, autojunk=False)
    return close.ratio() if close.quick_ratio() >= WORD_ENOUGH else 0.0


def _is_one_slip(one: str, other: str) -> bool:
    """Whether one letter added, lost, changed, or swapped with its neighbour makes one word into the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, its = one[start:], other[start:]
    swapped = len(rest) > 1 and len(its) > 1 and rest[0] == its[1] and rest[1] == its[0] and rest[2:] == its[2:]
    return rest[1:] == its[1:] or rest[1:] == its or rest == its[1:] or swapped

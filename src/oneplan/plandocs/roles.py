"""What a role looks like: how it opens, how it ends, and what can never be cut off it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_INITIAL = re.compile(r"^[A-Z]{1,2}\.?$")
_SCOPE = re.compile(r"\s+(?:[\u2013—-]|for|of|in|at|to)\s+|:\s+|\s*,\s*")
_NAME = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Miss|Cllr|Prof)\.?\s+)?(?:[A-Z]\.?\s+|[A-Z][a-z]+(?:[-'\u2019][A-Z]?[a-z]+)?\s+){1,2}[A-Z](?:[a-z]+|[a-z]*[-'\u2019][A-Z][a-z]+|[a-z]+[A-Z][a-z]+)$"
)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(role_words(word) for word in plan_rules("owners")[name])


@lru_cache(maxsize=20_000)
def role_words(text: str) -> str:
    """The words alone, with hyphens inside a word closed up: co-ordinator and coordinator are one."""
    return plain(re.sub(r"(?<=\w)-(?=\w)", "", text))


@cache
def opener() -> re.Pattern[str]:
    """The words a role opens with, whatever follows: Head of …, Interim Director of …."""
    before = "|".join(plan_rules("owners")["before_openers"])
    openers = "|".join(
        sorted((re.escape(word) for word in plan_rules("owners")["openers"] if " " in word), key=len, reverse=True)
    )
    return re.compile(rf"(?:(?:{before})\s+){{0,2}}(?:{openers})\b", re.IGNORECASE)


def is_none(text: str) -> bool:
    """Whether the cell says that nobody owns the action."""
    words = " ".join(text.lower().replace(".", "").split()).strip(" ()[]*")
    return not words or words in frozenset(plan_rules("owners")["none"]) or _awaited(words)


@lru_cache(maxsize=20_000)
def _awaited(words: str) -> bool:
    """“Post holder to be appointed Jan 26” names nobody: nothing is left of it but the waiting and a date."""
    rules = plan_rules("owners")
    phrase = next((one for one in rules["awaited"] if one in words), "")
    rest = plain(words.replace(phrase, " ")).split() if phrase else ["somebody"]
    months = plan_rules("dates")["months"]
    return all(word in rules["awaited_rest"] or word in months or word.isdigit() for word in rest)


def ends_a_role(text: str) -> bool:
    """Whether the text can stand as a whole role or body on its own."""
    words, bracket = without_bracket(text)
    bare = role_words(words)
    if not bare or is_none(text):
        return False
    last = bare.split()[-1].strip("/&")
    if bare in _set("single") or last in _set("nouns") or last in _set("bodies"):
        return last not in _set("joins")
    if bracket and role_words(bracket) in _set("nouns"):
        return True
    if last in _set("joins") or bare.split()[0] in _set("joins"):
        return False
    head = _SCOPE.split(words, maxsplit=1)[0]
    headed = head != words and role_words(head).split()[-1:] != [] and role_words(head).split()[-1] in _set("nouns")
    return headed or bool(opener().match(words.strip()) and len(bare.split()) > 2)  # noqa: PLR2004


def is_person(text: str) -> bool:
    """Whether the text looks like somebody's name: two or three capitalised words, none of them a word of the work."""
    known = _set("nouns") | _set("bodies") | _set("single") | _set("work")
    return bool(_NAME.match(text.strip())) and not any(word in known for word in role_words(text).split())


def is_body(text: str) -> bool:
    """Whether the text ends as a team, service or board rather than as somebody's post."""
    return role_words(text).split()[-1:] != [] and role_words(text).split()[-1] in _set("bodies")


def is_abbreviation(text: str) -> bool:
    """Whether the text is a known post or body in letters: DCO, PCF, SENCOs."""
    return is_single(text) and sum(letter.isupper() for letter in text) > 1


def is_single(text: str) -> bool:
    """Whether this one word or abbreviation is a whole role or body."""
    return role_words(text) in _set("single")


def without_bracket(text: str) -> tuple[str, str]:
    """The text and the bracket it ends with, apart."""
    match = _BRACKET.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text.strip(), "")


def tidy_role(text: str) -> str:
    """The role as it identifies somebody: initials kept, an abbreviation of the same words dropped."""
    role = " ".join(text.split()).strip(" ,;/&•").strip()
    role = re.sub(r"^(?:and|&|or)\s+|\s+(?:and|&|or)$", "", role)
    role = re.sub(r"[.:]$", "", role).strip()
    words, bracket = without_bracket(role)
    if bracket and not _INITIAL.match(bracket) and _abbreviates(bracket, words):
        return words
    return role


def _abbreviates(short: str, words: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", words))
    capitals = "".join(word[0] for word in re.findall(r"[A-Z][A-Za-z]*", words))
    return len(short) > 1 and short.upper() in {initials.upper(), capitals.upper()}

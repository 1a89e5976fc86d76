"""Somebody at a browser, and the checks that every page must pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from oneplan.records.accounts.models import User

NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Walker:
    """A person who opens pages, reads them and presses what is on them."""

    page: Page
    address: str

    def opens(self, path: str) -> int:
        """Opens an address; how the server answered."""
        answer = self.page.goto(self.address + path)
        return answer.status if answer else 0

    def becomes(self, somebody: User) -> None:
        """Chooses one of the invented people."""
        self.opens("/demo/")
        self.page.locator(f'form:has(input[value="{somebody.pk}"]) button').click()

    def follows(self, words: str) -> None:
        """Follows the first link with these words."""
        self.page.get_by_role("link", name=words).first.click()

    def presses(self, words: str) -> None:
        """Presses the first button with these words."""
        self.page.get_by_role("button", name=words).first.click()

    def fills(self, label: str, text: str) -> None:
        """Writes in the field with this label."""
        self.page.get_by_label(label).first.fill(text)

    def chooses(self, label: str) -> None:
        """Chooses the option with this label."""
        self.page.get_by_label(label, exact=True).first.check()

    def picks(self, label: str, option: str) -> None:
        """Picks one of a list by its words."""
        self.page.get_by_label(label).first.select_option(label=option)

    def dates(self, question: str, day: date) -> None:
        """Writes a day in its three parts."""
        group = self.page.get_by_role("group", name=question)
        for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(label).fill(str(part))

    @property
    def heading(self) -> str:
        """What the page says it is."""
        return self.page.locator("h1").inner_text()

    @property
    def words(self) -> str:
        """Everything in the main part of the page, as one line."""
        return " ".join(self.page.locator("main").inner_text().split())


# The headings of these pages name a person; a browser keeps titles, so theirs do not.
NAMELESS = ("A child or young person", "Who may open a restricted record?", "Take somebody off a restricted record?")


def faults_of(walker: Walker, path: str) -> list[str]:
    """What is wrong with a page for somebody who reads by ear, by keyboard, enlarged or on a phone."""
    faults = []
    status = walker.opens(path)
    if status != 200:
        faults.append(f"{path} answers {status}")
    faults += broken_rules(walker, path)
    walker.page.set_viewport_size(NARROW)
    wide = walker.page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW["width"]:
        faults.append(f"{path} scrolls sideways at 320 pixels: {wide}")
    walker.page.set_viewport_size(WIDE)
    return faults


def faults_here(walker: Walker) -> list[str]:
    """What is wrong with the page that is open now."""
    return broken_rules(walker, walker.page.url)


def broken_rules(walker: Walker, where: str, *, with_contrast: bool = True) -> list[str]:
    """Which accessibility rules the open page breaks, whether it has one first heading, and whether the tab says it."""
    asked = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": with_contrast}}}
    found = Axe().run(walker.page, options=asked).response["violations"]
    headings = [" ".join(each.split()) for each in walker.page.locator("h1").all_inner_texts()]
    faults = [f"{where}: {rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:120]}" for rule in found]
    if len(headings) != 1:
        return [*faults, f"{where} has {len(headings)} first headings"]
    title = walker.page.title()
    if title.startswith(NAMELESS):
        return [*faults, f"{where} names somebody in its tab"] if headings[0] in title else faults
    return faults if headings[0][:40] in title else [*faults, f"{where} says {headings[0]!r} and its tab {title!r}"]

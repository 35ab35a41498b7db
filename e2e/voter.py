"""A person who votes: reads headings, presses buttons by their names, types what stands on the card."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e.installation import Card, Site
from e2e.watch import Watch
from pbvote.services.my_pots import my_receipt
from pbvote.services.seat import Seat
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.storage.queries.pages import rounds

PHONE, DESK = 320, 1280
"""Widths in pixels."""

COOKIE = "__Host-pbvote"

PATIENCE = 8_000
"""Milliseconds until a page that does not come is a failure."""


@dataclass(slots=True)
class Voter:
    """One browser, its page, and who sits before it; `script`: whether it runs any."""

    page: Page
    site: Site
    watch: Watch
    card: Card
    script: bool = True

    def open(self, path: str = "/") -> None:
        """Open an address of the site."""
        self.page.goto(self.site.address + path)

    def sees(self, heading: str) -> None:
        """Wait until the page has this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def button(self, name: str) -> Locator:
        """The button whose whole name this is."""
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press it."""
        self.button(name).click()

    def follow(self, name: str) -> None:
        """Follow the link whose name begins so."""
        self.page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).click()

    def type_code(self, code: str) -> None:
        """Answer the first question."""
        self.page.get_by_label("What is your voting code?").fill(code)
        self.press("Continue")

    def type_birthday(self, day: int, month: int) -> None:
        """Answer the second question."""
        self.page.get_by_label("Day").fill(str(day))
        self.page.get_by_label("Month").fill(str(month))
        self.press("Sign in")

    def sign_in(self) -> None:
        """From the code to the pots."""
        self.open("/sign-in")
        self.type_code(self.card.code)
        self.type_birthday(self.card.born.day, self.card.born.month)
        self.sees("Your pots")

    def arrive(self) -> None:
        """At the pots without the two questions: a session of the real service, for tests of what comes after."""
        command = SignInVoter(self.card.code, self.card.born.day, self.card.born.month, "127.0.0.1")
        token = sign_in_voter(self.site.office, command).token
        cookie = {
            "name": COOKIE,
            "value": token,
            "url": self.site.address.replace("http:", "https:"),
            "secure": True,
            "httpOnly": True,
        }
        self.page.context.add_cookies([cookie])  # type: ignore[list-item] # a dict of just these kinds
        self.open("/vote")
        self.sees("Your pots")

    def add(self, number: int) -> list[str]:
        """Add the first `number` projects that are not chosen yet; their titles."""
        titles: list[str] = []
        for _ in range(number):
            card = self.page.locator(".pb-card").filter(has=self.page.locator("[name=add]")).first
            titles.append(card.get_by_role("heading").inner_text())
            self.press(f"Add to my choices: {titles[-1]}")
            expect(self.button(f"Remove: {titles[-1]}")).to_be_visible()
        return titles

    def sees_rows(self, *titles: str) -> None:
        """Wait until these stand on the page for ordering, or on the one for checking, from number 1 on."""
        expect(self.page.locator(".pb-rank .pb-rank__title")).to_have_text(titles)

    def said(self) -> Locator:
        """What the page tells those who do not see the row move."""
        return self.page.locator("#said")

    def choose(self, number: int = 3, pot: str = "youth") -> list[str]:
        """Sign in, if need be, and choose."""
        self.open(f"/vote/{pot}/choose")
        return self.add(number)

    def cast(self, number: int = 3, pot: str = "youth") -> str:
        """Choose, check and cast; the check code."""
        self.choose(number, pot)
        self.open(f"/vote/{pot}/check")
        self.press("Cast my vote")
        self.sees("You have voted")
        return self.check_code()

    def check_code(self) -> str:
        """The code on the ticket."""
        return "".join(self.page.locator(".pb-code").inner_text().split())

    def held_code(self, pot: str = "youth") -> str:
        """The check code of the vote that the office holds for this person; empty without one."""
        held = my_receipt(self.site.office, self._seat(), pot)
        return held.check_code if held else ""

    def look_up(self, code: str) -> str:
        """What the check page answers."""
        self.open("/check")
        self.page.get_by_label("Type your check code").fill(code)
        self.press("Check my code")
        expect(self.page.locator("#answer > *")).to_be_visible()
        return self.page.locator("#answer").inner_text()

    def second_tab(self, path: str) -> "Voter":
        """The same person in another tab of the same browser."""
        page = self.page.context.new_page()
        page.goto(self.site.address + path)
        return Voter(page, self.site, self.watch, self.card)

    def _seat(self) -> Seat:
        with self.site.office.database.read() as db:
            return Seat(rounds(db)[0].id, self.card.member)


@dataclass(slots=True)
class Seats:
    """Places before a browser, each in a context of its own: another person, or another device of the same one."""

    site: Site
    make_context: CreateContextCallback
    taken: list[Voter] = field(default_factory=list)

    def take(self, width: int = PHONE, *, script: bool = True, card: Card | None = None) -> Voter:
        """A new browser; `card` for a person who was here before, else it is somebody new."""
        context = self.make_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, accept_downloads=True, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(self.site.address)
        watch.over(context)
        voter = Voter(context.new_page(), self.site, watch, card or self.site.card(), script)
        self.taken.append(voter)
        return voter

    def check(self) -> None:
        """Nothing went wrong in any of them."""
        for voter in self.taken:
            voter.watch.check()

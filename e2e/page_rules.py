"""What must hold for every page in every state that a journey reaches, on a phone and on a desk."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has no types of its own
from playwright.sync_api import Page

from e2e.voter import DESK, PHONE, Voter

AXE = Axe()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
TWICE, USUAL = "200%", ""


def look_at(voter: Voter) -> None:
    """No fault for axe, no sideways scroll, also with letters twice as large; one heading, which the title holds."""
    page = voter.page
    before = page.viewport_size or {"width": PHONE, "height": 800}
    _check_title(page)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        _check_width(page)
        _check_axe(page)
    page.set_viewport_size({"width": PHONE, "height": 800})
    _set_text_size(page, TWICE)
    _check_width(page)
    _set_text_size(page, USUAL)
    page.set_viewport_size(before)
    voter.watch.check()


def look_at_phone(voter: Voter) -> None:
    """No fault for axe and no sideways scroll on a phone, for words that are long already."""
    _check_title(voter.page)
    voter.page.set_viewport_size({"width": PHONE, "height": 800})
    _check_width(voter.page)
    _check_axe(voter.page)
    voter.watch.check()


def _check_title(page: Page) -> None:
    page.locator("h1").first.wait_for()  # a press may still be on its way to this page
    headings = [" ".join(each.split()) for each in page.locator("h1").all_inner_texts()]
    assert len(headings) == 1, f"{page.url}: {headings}"
    assert headings[0] in page.title(), f"{page.url}: “{page.title()}” does not hold “{headings[0]}”"
    assert page.locator("html").get_attribute("lang") in {"en", "cy"}


def _check_axe(page: Page) -> None:
    found = AXE.run(page, options=RULES).response["violations"]
    faults = [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found]
    assert faults == [], f"{page.url} at {page.viewport_size}: {faults}"


def _check_width(page: Page) -> None:
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen at {page.viewport_size}"


def _set_text_size(page: Page, size: str) -> None:
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)

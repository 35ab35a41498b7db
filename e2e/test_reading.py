"""What everybody may read: results with reasons, projects, the log; and that no link anywhere leads to nothing."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIRequestContext, expect

from e2e.voter import Voter

ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')
STYLE_ADDRESS = re.compile(r"url\([\"']?([^\"')]+)")


def test_no_public_page_has_a_dead_link(voter: Voter) -> None:
    pages = dict(crawl(voter.page.context.request, voter.site.address + "/"))
    assert [address for address, status in pages.items() if status != 200] == []
    assert len(pages) > 60, "it went through projects, results, log and files"
    assert any(address.endswith("public.zip") for address in pages)


def test_no_page_of_a_voter_has_a_dead_link(voter: Voter) -> None:
    voter.arrive()
    voter.cast(1)
    voter.arrive()
    voter.choose(1, pot="marlbrook")
    pages = dict(crawl(voter.page.context.request, voter.site.address + "/vote"))
    assert [address for address, status in pages.items() if status != 200] == []
    for page in ("/vote/youth/withdraw", "/vote/youth/done", "/vote/youth/receipt", "/vote/marlbrook/order"):
        assert voter.site.address + page in pages


def crawl(request: APIRequestContext, start: str) -> Iterator[tuple[str, int]]:
    """Every address that can be reached from `start` by links, with the files of pages and styles, and its status."""
    waiting, known = [start], {start}
    while waiting:
        address = waiting.pop()
        answer = request.get(address)
        yield address, answer.status
        for found in addresses_in(address, answer.headers.get("content-type", ""), answer.body()):
            assert urlsplit(found).netloc == urlsplit(start).netloc, f"{address} leads to another host: {found}"
            if found not in known:
                known.add(found)
                waiting.append(found)


def addresses_in(base: str, kind: str, body: bytes) -> list[str]:
    """Where a page or a style sheet leads."""
    pattern = ADDRESS if kind.startswith("text/html") else STYLE_ADDRESS if kind.startswith("text/css") else None
    found = pattern.findall(body.decode()) if pattern else []
    return [urljoin(base, unescape(each)).partition("#")[0] for each in found if not each.startswith(("data:", "#"))]


def test_the_result_says_what_won_and_why_each(voter: Voter) -> None:
    voter.open("/results")
    voter.page.locator("main").get_by_role("link").first.click()
    expect(voter.page.get_by_role("heading", level=1)).to_contain_text("won")
    expect(voter.page.get_by_text("This result is provisional.")).to_be_visible()
    rows = voter.page.locator(".pb-result > li")
    assert rows.count() >= 6
    for row in rows.all():
        assert row.locator(".pb-result__why").inner_text().endswith(". Why?")
        assert "£" in row.locator(".pb-money").inner_text()
    rows.first.get_by_role("link").first.click()
    expect(voter.page.locator(".pb-project")).to_be_visible()


def test_from_the_result_to_why_and_to_every_step(voter: Voter) -> None:
    voter.open("/results")
    voter.page.locator("main").get_by_role("link").first.click()
    voter.page.locator(".pb-result--lost > li").first.get_by_role("link", name="Why?").click()
    expect(voter.page.get_by_role("heading", level=1)).to_contain_text("was not funded")
    voter.page.get_by_text("What is voting money?").click()
    expect(voter.page.get_by_text("can only pay for projects that this person ranked")).to_be_visible()
    voter.page.get_by_role("link", name="See every step of the count").click()
    expect(voter.page.get_by_role("heading", level=1)).to_have_text("How the count went, step by step")
    expect(voter.page.get_by_role("img", name="Step 1: ")).to_be_visible()
    voter.page.get_by_role("link", name="Back to the result").click()
    expect(voter.page.get_by_role("heading", level=1)).to_contain_text("won")


def test_the_log_shows_words_and_on_request_the_raw_line(voter: Voter) -> None:
    voter.open("/log")
    raw = voter.page.locator(".pb-log .pb-raw").first
    expect(raw).to_be_hidden()
    voter.page.get_by_text("The line as stored").first.click()
    expect(raw).to_be_visible()
    assert raw.inner_text().startswith("{")
    expect(voter.page.get_by_text("Not signed by an auditor yet")).to_be_visible()


def test_a_project_says_what_it_costs_and_can_be_chosen_from_its_page(voter: Voter) -> None:
    voter.arrive()
    voter.open("/vote/youth/choose")
    voter.follow("Bike repair shed")
    voter.sees("Bike repair shed")
    expect(voter.page.get_by_text("£9,000")).to_be_visible()
    voter.press("Add to my choices")
    expect(voter.button("Remove: Bike repair shed")).to_be_visible()

"""The switch of languages: what a person chose is kept, and nothing else changes a page's language."""

import pytest
from starlette.testclient import TestClient

from pbvote.config import Settings
from pbvote.storage.tables import AccountRow
from pbvote.web.app import create_app
from tests.factories import World
from tests.web.member import MemberVisitor
from tests.web.page_rules import X, inner_text
from tests.web.settings import HERE, SETTINGS
from tests.web.staff import StaffVisitor
from tests.web.visitor import OUR_PAGE, Page, Visitor

OTHER_SITE = {"sec-fetch-site": "cross-site"}


def language_of(page: Page) -> str:
    assert page.document is not None
    return page.document.get("lang") or ""


def switch_on(page: Page) -> dict[str, str]:
    """The languages that a page offers, with where they lead."""
    assert page.document is not None
    return {
        link.get("hreflang") or "": link.get("href") or ""
        for link in page.document.iter(f"{X}a")
        if link.get("hreflang")
    }


@pytest.mark.parametrize(
    "path", ["/", "/help", "/results", "/sign-in", "/members/sign-in", "/board/sign-in", "/log?entry=3"]
)
def test_every_page_offers_the_other_language_and_keeps_the_page(visitor: Visitor, path: str) -> None:
    offered = switch_on(visitor.get(path))
    page = visitor.get(offered["cy"])
    assert (language_of(page), page.path) == ("cy", path.partition("?")[0])
    assert language_of(visitor.get(switch_on(page)["en"])) == "en"


def test_the_choice_stays(visitor: Visitor) -> None:
    visitor.get("/language/cy")
    assert language_of(visitor.get("/help")) == "cy"


def test_a_page_not_found_offers_it_and_does_not_say_the_address(visitor: Visitor) -> None:
    page = visitor.get("/no/such-page-0900", 404)
    assert switch_on(page) == {"cy": "/language/cy"}
    answer = visitor.client.get("/language/cy", headers={"referer": f"{HERE}/no/such-page-0900"})
    assert answer.headers["location"] == "/no/such-page-0900"


def test_after_a_form_the_switch_leads_to_the_page_that_can_be_read(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    page = visitor.press("/sign-in", 422, code="")
    assert switch_on(page)["cy"] == "/language/cy?to=%2Fsign-in"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "",
        "/\x00",
    ],
)
def test_it_leads_to_no_other_site(visitor: Visitor, target: str) -> None:
    answer = visitor.client.get("/language/cy", params={"to": target})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_referer_of_another_site_leads_to_the_front_page(visitor: Visitor) -> None:
    answer = visitor.client.get("/language/cy", headers={"referer": "https://evil.example/x"})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("code", ["fr", "EN", "cy%0d%0aset-cookie:a=b"])
def test_a_language_that_is_not_there_is_no_page(visitor: Visitor, code: str) -> None:
    assert visitor.client.get(f"/language/{code}").status_code == 404


def test_another_site_can_choose_nothing(visitor: Visitor) -> None:
    answer = visitor.client.get("/language/cy", headers=OTHER_SITE)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("cookie", ["fr", "", "../cy", "CY"])
def test_a_cookie_of_anything_else_is_english(visitor: Visitor, cookie: str) -> None:
    answer = visitor.client.get("/help", headers={"cookie": f"pbvote-language={cookie}x"})
    assert '<html lang="en"' in answer.text


def test_the_list_that_a_browser_sends_changes_nothing(visitor: Visitor) -> None:
    answer = visitor.client.get("/help", headers={"accept-language": "cy,en;q=0.1"})
    assert '<html lang="en"' in answer.text


def test_the_cookie_holds_the_language_and_nothing_else(visitor: Visitor) -> None:
    sent = visitor.client.get("/language/cy").headers["set-cookie"].lower()
    assert sent.startswith("pbvote-language=cy;")
    assert {"httponly", "path=/", "samesite=lax", "secure"} <= {part.strip() for part in sent.split(";")}


def test_no_page_is_kept_by_others_and_no_kept_file_changes_with_the_language(finished: World) -> None:
    visitor = Visitor(finished)
    english = {path: visitor.client.get(path) for path in ("/log.atom", "/log.jsonl", "/check/codes.txt")}
    visitor.get("/language/cy")
    for path, before in english.items():
        assert "no-store" not in before.headers["cache-control"]
        assert visitor.client.get(path).content == before.content, path


def test_what_is_english_on_a_welsh_page_says_so(visitor: Visitor) -> None:
    page = visitor.get("/language/cy?to=/help")
    assert page.document is not None
    heading = next(page.document.iter(f"{X}h1"))
    (part,) = heading.iter(f"{X}span")
    assert (part.get("lang"), inner_text(part)) == ("en", "Help and contact")
    assert "\ue000" not in page.text


def test_a_welsh_page_says_that_it_is_not_whole(visitor: Visitor) -> None:
    assert "Some of this page is in English" in visitor.get("/language/cy").text
    assert "Some of this page is in English" not in visitor.get("/language/en").text


def test_unchecked_words_are_shown_only_where_the_installation_says_so(world: World) -> None:
    assert "Hygyrchedd" not in Visitor(world).get("/language/cy").text
    shown = Settings.from_environment({"PBVOTE_ADDRESS": HERE, "PBVOTE_DATA": "/nowhere", "PBVOTE_SHOW_UNCHECKED": "1"})
    text = TestClient(create_app(shown, world.office), base_url=HERE).get("/language/cy").text
    assert "Hygyrchedd" in text
    assert "not checked by anybody who speaks the language" in text


def test_with_one_language_there_is_no_switch(world: World) -> None:
    alone = Settings.from_environment({"PBVOTE_ADDRESS": HERE, "PBVOTE_DATA": "/nowhere", "PBVOTE_LANGUAGES": "en"})
    client = TestClient(create_app(alone, world.office), base_url=HERE)
    assert "Cymraeg" not in client.get("/").text
    assert client.get("/language/cy").status_code == 404


def test_a_page_about_a_crash_speaks_the_language(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn outside the middleware that reads the cookie."""
    client = TestClient(create_app(SETTINGS, world.office), base_url=HERE, raise_server_exceptions=False)
    client.cookies.set("pbvote-language", "cy")
    monkeypatch.setattr("pbvote.web.about.render", lambda *_args, **_values: 1 // 0)
    answer = client.get("/help")
    assert (answer.status_code, '<html lang="cy"' in answer.text) == (500, True)


def test_two_requests_side_by_side_keep_their_languages(world: World) -> None:
    """What a request speaks is its own, also in the threads that handle it."""
    client = TestClient(create_app(SETTINGS, world.office), base_url=HERE)
    for code in ("cy", "en", "cy", ""):
        page = client.get("/help", headers={"cookie": f"pbvote-language={code}"} if code else OUR_PAGE)
        assert f'<html lang="{code or "en"}"' in page.text


def test_what_is_shown_only_once_cannot_be_left_for_another_language(staffed: World) -> None:
    board = StaffVisitor(staffed, "officer-1")
    assert switch_on(board.get("/board/own")) == {"cy": "/language/cy?to=%2Fboard%2Fown"}
    assert switch_on(board.press("/board/own/codes")) == {}


def test_signing_in_brings_the_language_of_the_account_unless_the_browser_has_one(world: World) -> None:
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(AccountRow(member_key=world.members[0], language="cy", joined_at=now))
        uow.commit()
    assert language_of(MemberVisitor(world, 0).page) == "cy"
    before = MemberVisitor(world, 0, signed_in=False)
    before.get("/language/en")
    assert language_of(before.sign_in_to_take_part()) == "en"
    assert language_of(MemberVisitor(world, 1).page) == "en"

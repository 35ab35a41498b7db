"""Every text of ours reaches another language: the site is walked in a language that nobody speaks."""

from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped] # it has no types of its own
import pytest
from starlette.routing import Match, Route

from tests.factories import World
from tests.idea_world import idea_world
from tests.web.page_rules import X
from tests.web.pseudo import PSEUDO, english_on, pseudo, words_of
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

OURS = frozenset(
    {"english", "cymraeg", "pbvote", "zip", "csv", "json", "jsonl", "atom", "europe", "london", "kb", "mb"}
)
"""Names of languages, files and zones, which are the same in every language."""

MOST_OF_A_KIND = 2
"""Pages of one route: ten projects are ten times the same texts."""


def test_text_of_this_language_keeps_what_is_filled_in() -> None:
    said = pseudo("Vote for %(name)s at <b>5pm</b>")
    assert "%(name)s" in said
    assert "<b>" in said
    assert "Vote" not in said


def test_a_text_that_went_past_gettext_is_found(finished: World) -> None:
    visitor = speaking(Visitor(finished))
    page = visitor.get("/help")
    assert page.document is not None
    next(page.document.iter("{http://www.w3.org/1999/xhtml}h1")).text = "Help zebras"
    assert english_on(page.document, words_of(finished) | OURS) == ["Help zebras"]


@pytest.mark.parametrize("start", ["/"])
def test_nothing_is_english_for_whoever_reads(finished: World, start: str) -> None:
    assert walk(speaking(Visitor(finished)), start) == {}


def test_nothing_is_english_for_a_voter(world: World) -> None:
    visitor = Visitor(world)
    visitor.sign_in(0)
    visitor.choose("bike")
    visitor.cast("pond", pot="everybody")
    assert walk(speaking(visitor), "/vote") == {}


def test_nothing_is_english_for_an_officer(staffed: World) -> None:
    assert walk(speaking(StaffVisitor(staffed, "officer-1")), "/board") == {}


def test_nothing_is_english_for_a_helper(staffed: World) -> None:
    assert walk(speaking(StaffVisitor(staffed, "helper-1")), "/board") == {}


def test_nothing_is_english_where_ideas_are_collected(tmp_path: Path) -> None:
    world = idea_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}")
    assert walk(speaking(Visitor(world)), "/") == {}
    world.office.database.close()


def speaking(visitor: Visitor) -> Visitor:
    """A visitor who has chosen this language; all of their session before spoke English, as templates are kept."""
    visitor.client.app.state.speeches["cy"] = PSEUDO  # type: ignore[attr-defined] # the test client does not say its app
    visitor.client.cookies.set("pbvote-language", "cy")
    return visitor


def walk(visitor: Visitor, start: str) -> dict[str, list[str]]:
    """What is English on the pages that can be reached, by their addresses."""
    known = words_of(visitor.world) | OURS
    found: dict[str, list[str]] = {}
    for path, document in reached(visitor, start):
        if english := english_on(document, known):
            found[path] = english
    return found


def reached(visitor: Visitor, start: str) -> Iterator[tuple[str, Element]]:
    """The pages behind all links, breadth first, few of each kind; pages that say why something cannot be too."""
    kinds: Counter[str] = Counter()
    seen, waiting = {start}, deque([start])
    while waiting:
        path = waiting.popleft()
        kind = kind_of(visitor, path)
        kinds[kind] += 1
        if kinds[kind] > MOST_OF_A_KIND:
            continue
        answer = visitor.client.get(path, follow_redirects=True)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        document = html5lib.HTMLParser(strict=True).parse(answer.text)
        yield path, document
        links = {(link.get("href") or "").partition("#")[0] for link in document.iter(f"{X}a")}
        ours = {link for link in links - seen if link.startswith("/") and not link.startswith("/language/")}
        waiting += sorted(ours)
        seen |= ours


def kind_of(visitor: Visitor, path: str) -> str:
    """The route that answers, with the names of what is asked of it."""
    parts = urlsplit(path)
    asked = {"type": "http", "method": "GET", "path": parts.path, "root_path": ""}
    routes = visitor.client.app.routes  # type: ignore[attr-defined] # as above
    route = next((each for each in routes if each.matches(asked)[0] is Match.FULL), None)
    return f"{route.path if isinstance(route, Route) else parts.path} {sorted(parts.query.split('='))[:1]}"

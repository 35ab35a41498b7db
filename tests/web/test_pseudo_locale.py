"""Every text of ours reaches another language: the site is walked in a language that nobody speaks."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from starlette.routing import Match, Route

from pbvote.domain.rules import RULES
from pbvote.domain.shown_as import NICKNAMES
from pbvote.services.member_session import begin_member_session
from tests.factories import ROUND, World
from tests.idea_world import idea_world
from tests.ideas import draft_by, sent_by
from tests.web.page_rules import X
from tests.web.pseudo import PSEUDO, english_on, pseudo, tree_of, words_of
from tests.web.staff import StaffVisitor
from tests.web.visitor import OUR_PAGE, Visitor

FILES_AND_LANGUAGES = ("english", "cymraeg", "pbvote", "zip", "csv", "json", "jsonl", "atom", "kb", "mb")
ZONES = ("europe", "london", "belfast", "guernsey", "isle", "of", "man", "jersey")
AUTHORS = tuple(name for rule in RULES.values() for name in re.findall(r"\w{2,}", rule.reference.authors.lower()))
OURS = frozenset({*FILES_AND_LANGUAGES, *ZONES, *AUTHORS, *(name.lower() for name in NICKNAMES)})
"""Names, which are the same in every language."""

MOST_OF_A_KIND = 1
"""Pages of one route: the second project says the same as the first."""


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
    draft_by(world, 0)
    sent_by(world, 1)
    world.enrol()
    members, board = member_of(world, 0), StaffVisitor(world, "officer-1")
    assert walk(speaking(Visitor(world)), "/") == {}
    assert walk(speaking(members), "/my") == {}
    assert walk(speaking(board), "/board") == {}
    world.office.database.close()


def member_of(world: World, number: int) -> Visitor:
    """A browser in which a member takes part; no letters were printed in this world."""
    visitor = Visitor(world)
    with world.office.database.write() as uow:
        token = begin_member_session(uow.db, world.members[number], round_id=ROUND)
        uow.commit()
    visitor.client.cookies.set("__Host-pbvote-member", token, domain="testserver.local")
    return visitor


def speaking(visitor: Visitor) -> Visitor:
    """A visitor who has chosen this language; all of their session before spoke English, as templates are kept."""
    visitor.client.app.state.speeches["cy"] = PSEUDO  # type: ignore[attr-defined] # the test client does not say its app
    visitor.client.cookies.set("pbvote-language", "cy")
    return visitor


def walk(visitor: Visitor, start: str) -> dict[str, list[str]]:
    """What is English on the pages that can be reached, by their addresses, and in what their forms refuse.

    Each form is sent as by somebody who types nothing: what comes back says what to do, in this language too.
    """
    known = words_of(visitor.world) | OURS
    forms: dict[str, dict[str, str]] = {}
    found: dict[str, list[str]] = {}
    for path, document in reached(visitor, start):
        found[path] = english_on(document, known)
        forms |= empty_forms(document)
    for action, fields in forms.items():
        answer = visitor.client.post(action, data=fields, headers=OUR_PAGE)
        if answer.headers.get("content-type", "").startswith("text/html"):
            found[f"POST {action}"] = english_on(tree_of(answer.text), known)
    assert len(found) > len(forms) > 0, "pages were reached, with forms on them"
    return {path: english for path, english in found.items() if english}


def empty_forms(document: Element) -> dict[str, dict[str, str]]:
    """The hidden fields of each form that asks for something, by where it goes."""
    forms = {}
    for form in document.iter(f"{X}form"):
        fields = [each for each in form.iter() if each.tag in {f"{X}input", f"{X}textarea", f"{X}select"}]
        hidden = {each.get("name") or "": each.get("value") or "" for each in fields if each.get("type") == "hidden"}
        if form.get("method") == "post" and len(fields) > len(hidden):
            forms[form.get("action") or ""] = hidden
    return forms


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
        document = tree_of(answer.text)
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

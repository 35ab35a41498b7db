"""Writing together, page by page: the link, joining, leaving; and nobody's name."""

import re

from pbvote.domain.phase import Phase
from tests.factories import World
from tests.ideas import draft_by, row_of, set_phase
from tests.web.settings import HERE as SITE
from tests.web.talker import Talker
from tests.web.visitor import Visitor

HERE = "/my/ideas/2/authors"


def link_by(visitor: Talker) -> str:
    """A new link's address on the site."""
    visitor.get(HERE)
    visitor.press(HERE, invite="1")
    found = re.search(rf"{SITE}(/my/invitations/[\w-]+)", visitor.page.text)
    assert found is not None
    return found[1]


def test_one_invites_and_the_other_joins(talking: World) -> None:
    draft_by(talking, 3)
    author, other = Talker(talking, 3), Talker(talking, 2)
    link = link_by(author)
    assert "One link waits for somebody." in author.get(HERE).words
    assert link not in author.page.text, "it is shown once"
    assert "Lamps on the brook path" in other.get(link).words
    other.press(link)
    assert other.page.path == "/my/ideas/2"
    assert other.get(link).path == "/my/ideas/2"
    assert row_of(talking, 2).young
    words = author.get(HERE).words
    assert "A young member" in words
    assert "Member 2" not in words
    assert "Member 3" not in other.get(HERE).words


def test_a_link_that_was_used_says_so(talking: World) -> None:
    draft_by(talking, 3)
    link = link_by(Talker(talking, 3))
    first, late = Talker(talking, 5), Talker(talking, 7)
    first.get(link)
    late.get(link)
    first.press(link)
    assert "This link does not work any more." in late.press(link, 409).words
    assert "This link does not work any more." in late.get(link, 404).words
    late.get("/my/invitations/x", 404)


def test_who_is_not_signed_in_signs_in_first_and_comes_back(talking: World) -> None:
    draft_by(talking, 3)
    link = link_by(Talker(talking, 3))
    answer = Visitor(talking).client.get(link)
    assert answer.headers["location"] == f"/members/sign-in?return={link.replace('/', '%2F')}"


def test_links_are_stopped_and_authors_leave(talking: World) -> None:
    draft_by(talking, 3)
    author, other = Talker(talking, 3), Talker(talking, 5)
    link = link_by(author)
    other.get(link)
    author.press(HERE, stop="1")
    assert "does not work any more" in other.press(link, 409).words
    other.get(link_by(author))
    other.press(other.page.path)
    other.get(HERE)
    assert other.press(HERE, leave="1").path == "/my/ideas"
    other.get("/my/ideas/2", 404)
    author.get(HERE)
    assert "You are the only author." in author.press(HERE, 409, leave="1").words


def test_too_late_no_link_is_made(talking: World) -> None:
    draft_by(talking, 3)
    author = Talker(talking, 3)
    author.get("/my/ideas/2/check")
    author.press("/my/ideas/2/check")
    author.get(HERE)
    set_phase(talking, Phase.LIST)
    assert "That is not now." in author.press(HERE, 409, invite="1").words

"""Forms that no browser of ours sends, at every address where members and staff write, on both databases: never 500."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.routing import Route

from pbvote import paths
from pbvote.domain.proposal import Stage
from pbvote.web.csrf import token_of
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles
from tests.factories import ROUND, World
from tests.idea_world import idea_world
from tests.ideas import draft_by, judge, sent_by
from tests.web.sitting import MEMBER_COOKIE, STAFF_COOKIE, at_desk, seated
from tests.web.talker import say
from tests.web.visitor import OUR_PAGE, Visitor

STRANGE = (
    "%00", "a%00b", "%ED%A0%BD", "%FF%FE", quote("\u202eabc"), quote("²"), quote("٣"), "9" * 5000, "-1", "1e999",
    quote("<script>" * 3000), quote("😀" * 300),
)  # fmt: skip
TURNS = 5

ENDS = re.compile(r".*(sign-out.*|/erase|/finish|/end|/withdraw|/members/link.*)")
"""What would end the walk."""


@pytest.fixture
def ideas(tmp_path: Path, database_url: str) -> Iterator[World]:
    """Idea 1 is open and talked about, idea 2 waits, idea 3 is a draft of member 1."""
    world = idea_world(tmp_path / "data", database_url)
    judge(world, sent_by(world, 1), Stage.OPEN)
    sent_by(world, 2)
    draft_by(world, 1)
    say(world, 3)
    yield world
    world.office.database.close()


def acting(prefixes: tuple[str, ...]) -> list[str]:
    """Addresses that take forms, filled."""
    routes = [each for each in route_table(VersionedFiles(paths.static())) if isinstance(each, Route)]
    found = [each.path for each in routes if "POST" in (each.methods or ()) and each.path.startswith(prefixes)]
    parts = {"round": ROUND, "subject": "comment", "part": "title", "token": "x"}
    return [
        re.sub(r"\{(\w+)\}", lambda part: parts[part[1]], path.replace("{id:int}", "3").replace("{text:int}", "1"))
        for shape in found
        if not ENDS.fullmatch(shape)
        for path in [re.sub(r"\{(number|objection|merge):int\}", "1", shape)]
    ]


def names_on(visitor: Visitor, path: str) -> set[str]:
    """The fields that the page there has, and those that its buttons send."""
    return set(re.findall(r'name="([\w.-]+)"', visitor.client.get(path).text)) - {"csrf", "viewport", "theme-color"}


def crashes(visitor: Visitor, cookie: str, prefixes: tuple[str, ...]) -> list[str]:
    """The addresses at which some strange form was answered by a fault of ours."""
    token, found, sent = token_of(visitor.client.cookies[cookie]), [], 0
    headers = {**OUR_PAGE, "content-type": "application/x-www-form-urlencoded"}
    for path in acting(prefixes):
        names = names_on(visitor, path) | {"text", "version"}
        for turn in range(TURNS):  # each field gets another value in each turn
            values = STRANGE[turn::TURNS]
            body = f"csrf={token}" + "".join(
                f"&{name}={values[place % len(values)]}" for place, name in enumerate(sorted(names))
            )
            sent += 1
            if visitor.client.post(path, content=body, headers=headers).status_code >= 500:
                found.append(f"{path} {body[:200]}")
    assert sent > TURNS * 15
    return found


def test_no_strange_form_makes_a_crash(ideas: World) -> None:
    assert crashes(seated(ideas, 1), MEMBER_COOKIE, ("/my", "/rounds/{round}/")) == []
    rounds = tuple(f"/board/rounds/{{round}}/{each}" for each in ("questions", "ideas", "reviews", "merging", "panel"))
    desk = ("/board/moderation", "/board/prices", *rounds)
    assert crashes(at_desk(ideas, "officer-1"), STAFF_COOKIE, desk) == []

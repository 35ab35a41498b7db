"""Who gets in at every address, walked from the table of routes: an address that no line here names is a failure.

ASVS 8.2.1 and 8.3.1. What each kind may do behind its door is tested where the act is.
"""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from starlette.routing import Route

from pbvote import paths
from pbvote.services.voter_session import begin_session
from pbvote.storage.tables import CodeRow, CommentRow, ProposalRow, QuestionRow, SupportRow
from pbvote.web.csrf import token_of
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles
from tests.factories import ROUND, World
from tests.outcome_world import listed_world
from tests.web.sitting import MEMBER_COOKIE, STAFF_COOKIE, at_desk, seated
from tests.web.visitor import OUR_PAGE, Visitor

ROUTES = [each for each in route_table(VersionedFiles(paths.static())) if isinstance(each, Route)]
ROLES = {"o": "officer-1", "c": "clerk-1", "h": "helper-1", "r": "reviewer-1"}
PARTS = {"pot": "youth", "subject": "comment", "part": "title", "way": "even", "name": "x.jpg", "act": "freeze"}

R = r"/board/rounds/\{round\}"
STAFF = (
    (r"/board|/board/rounds|/board/people|/board/own", "ochr", ""),
    (rf"{R}/(set-up|set-up/preview.*|phases|running)", "ochr", ""),
    (rf"{R}/(phases/next|suspend)|/board/clock|/board/messages", "o", "o"),
    (rf"/board/security|/board/closing|{R}/closing", "o", ""),
    (rf"{R}/closing/(copy|check)", "", "o"),
    (rf"{R}/(questions|reviews)", "oc", "o"),
    (rf"{R}/ideas/type", "ch", "ch"),
    (r"/board/reviews", "ocr", ""),
    (r"/board/reviews/\{id:int\}(/give-back|/interest)?", "r", "r"),
    (r"/board/reviews/\{id:int\}/take", "", "r"),
    (rf"{R}/merging", "ocr", "ocr"),
    (rf"{R}/merging/.*/drop", "", "ocr"),
    (r"/board/assist", "h", "h"),
    (r"/board/tablets", "oh", "h"),
    (rf"{R}/codes", "och", "och"),
    (rf"{R}/codes/new", "", "och"),
    (rf"{R}/(reviews|ideas)/.*/(answer|panel)|{R}/panel/(appoint|end)", "", "oc"),
    (rf"{R}/members/(leaving/list|lists/.*/(put|drop|line))", "", "oc"),
    (rf"/board/examples/.*|/board/moderation|{R}/(ideas\.csv|compare|members|members/lists/[^/]*)", "oc", ""),
    (rf"/board/rounds/new|{R}/set-up/.*|/board/moderation/.*|/board/(prices|texts)|/board/prices/.*", "oc", "oc"),
    (rf"{R}/(questions/.*|reviews/[^/]*|ideas|ideas/[^/]*|panel|members/file|members/leaving|population)", "oc", "oc"),
)
"""Addresses of the board, and which kinds of staff may read and act there: the first line that fits counts."""

ELSEWHERE = re.compile(
    r"/board/(join/.*|sign-in|sign-out|signed-out|own/.*|acts/.*|rounds/\{round\}/acts/.*|tablets/.*)"
)
"""Guarded by a link's secret, by whose session it is, by the act itself (A35) or by who opened the tablet."""

MEMBERS = re.compile(
    r"/my(/.*)?|/rounds/\{round\}/(propose|questions)|/rounds/\{round\}/questions/.*"
    r"|/rounds/\{round\}/ideas/\{number:int\}/(support|comment|ask|reply/.*|remove/.*)"
)
OPEN_TO_ALL = re.compile(r"/rounds/\{round\}/(propose|questions)|.*/questions/.*|.*/support|/my/panel/.*/[a-z]+")
"""Of these the pages that everybody may read, and those that lead back from an address that only acts."""

PUBLIC = re.compile(
    r"/|/(help|promise|privacy|privacy/young|accessibility|cookies|language/.*|log.*|check.*|results|ideas)"
    r"|/rounds/.*|/auditors/.*|/pictures/.*|/(sign-in|sign-out|finished|tablet|vote|members)(/.*)?"
)
"""Read by everybody, or doors of their own: the voters' and the members' sign-in, the tablet, the auditors' links."""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A round with ideas, reviews, a panel and all kinds of staff, whose members have codes."""
    data = tmp_path_factory.mktemp("doors") / "data"
    world = listed_world(data, f"sqlite:///{data.parent / 'pbvote.db'}")
    world.agree_on_staff("appoint", kind="helper", name="Priya Nair")
    world.agree("print codes")
    yield world
    world.office.database.close()


@pytest.fixture(scope="module")
def desks(listed: World) -> dict[str, Visitor]:
    """Somebody of each kind of staff at work."""
    return {kind: at_desk(listed, role) for kind, role in ROLES.items()}


def filled(path: str) -> str:
    """An address of this shape."""
    path = re.sub(r"\{\w+:int\}", "1", path).replace("{round}", ROUND).replace("{project:path}", "bike")
    return re.sub(r"\{(\w+)\}", lambda found: PARTS.get(found[1], "x"), path)


def knock(visitor: Visitor, route: Route, cookie: str = STAFF_COOKIE) -> tuple[int, str]:
    """The status of an answer, to a form with the right token, and where it leads."""
    if "POST" not in (route.methods or ()):
        answer = visitor.client.get(filled(route.path))
    else:
        token = token_of(visitor.client.cookies.get(cookie) or "")
        answer = visitor.client.post(filled(route.path), data={"csrf": token}, headers=OUR_PAGE)
    return answer.status_code, answer.headers.get("location", "")


def kinds_for(route: Route) -> str | None:
    """The kinds of staff that get in at an address of the board; None when another test asks."""
    if ELSEWHERE.fullmatch(route.path):
        return None
    reading, acting = next(each[1:] for each in STAFF if re.fullmatch(each[0], route.path))
    return acting if "POST" in (route.methods or ()) else reading


def test_each_address_of_the_board_lets_in_the_kinds_that_it_is_for_and_no_other(desks: dict[str, Visitor]) -> None:
    asked = 0
    for route in (each for each in ROUTES if each.path.startswith("/board")):
        kinds = kinds_for(route)
        if not kinds:  # an address that only acts leads back, and does nothing
            continue
        for kind in {*ROLES} - {*kinds} | {kinds[0]}:
            status, _ = knock(desks[kind], route)
            assert (status != 403) == (kind in kinds), (route.path, route.methods, kind, status)
            asked += 1
    assert asked > 300


def voter_at(world: World) -> Visitor:
    """Member 1, signed in to vote and not to take part."""
    visitor = Visitor(world)
    with world.office.database.write() as uow:
        code = uow.db.scalars(select(CodeRow).where(CodeRow.member_key == world.members[1])).one()
        token = begin_session(uow.db, code, world.office.clock.now(uow.db))
        uow.commit()
    visitor.client.cookies.set("__Host-pbvote", token, domain="testserver.local", path="/")
    return visitor


def swapped(world: World, staff: Visitor) -> Visitor:
    """A browser whose member cookie holds the secret of a session of the staff, and the other way about."""
    member, visitor = seated(world, 1), Visitor(world)
    for name, other in ((MEMBER_COOKIE, staff), (STAFF_COOKIE, member)):
        token = next(iter(other.client.cookies.values()))
        visitor.client.cookies.set(name, token, domain="testserver.local", path="/")
    return visitor


def test_nobody_no_voter_and_no_member_gets_in_at_the_board(listed: World, desks: dict[str, Visitor]) -> None:
    for visitor in (Visitor(listed), voter_at(listed), swapped(listed, desks["o"])):
        for route in (each for each in ROUTES if each.path.startswith("/board")):
            if ELSEWHERE.fullmatch(route.path) or kinds_for(route) == "":
                continue
            status, leads = knock(visitor, route)
            is_form = "POST" in (route.methods or ())
            assert status == 403 if is_form else leads.startswith("/board/sign-in?"), (route.path, status, leads)


def test_only_who_takes_part_gets_in_at_the_members_own_addresses(listed: World, desks: dict[str, Visitor]) -> None:
    members = [each for each in ROUTES if MEMBERS.fullmatch(each.path)]
    assert len(members) > 60
    for visitor in (Visitor(listed), voter_at(listed), desks["o"], swapped(listed, desks["o"])):
        for route in members:
            status, leads = knock(visitor, route, MEMBER_COOKIE)
            if "POST" in (route.methods or ()):
                assert status == 403, (route.path, status)
            elif not OPEN_TO_ALL.fullmatch(route.path):
                assert leads.startswith("/members/sign-in?return="), (route.path, status)


def test_a38_no_member_s_address_takes_a_form_of_another_session(listed: World) -> None:
    visitor, other = seated(listed, 3), seated(listed, 5)
    acting = [each for each in ROUTES if MEMBERS.fullmatch(each.path) and "POST" in (each.methods or ())]
    assert len(acting) > 30
    for route in acting:
        for token in (token_of(other.client.cookies[MEMBER_COOKIE]), "0" * 64, ""):
            answer = visitor.client.post(filled(route.path), data={"csrf": token}, headers=OUR_PAGE)
            assert answer.status_code == 403, route.path


def test_every_address_is_of_one_of_the_three() -> None:
    lost = [each.path for each in ROUTES if not each.path.startswith("/board") and not MEMBERS.fullmatch(each.path)]
    assert [path for path in lost if not PUBLIC.fullmatch(path)] == []
    acting = {each.path for each in ROUTES if "POST" in (each.methods or ()) and each.path in lost}
    assert all(path.startswith(("/sign-", "/tablet", "/vote", "/members")) for path in acting)


def test_no_member_opens_what_is_another_s(listed: World) -> None:
    """Idea 1 is of member 1; member 3 wrote another, member 7 none, and neither sits on the panel."""
    with listed.office.database.read() as db:
        mine = db.scalars(select(ProposalRow.id).where(ProposalRow.author_key == listed.members[1])).one()
    for number in (3, 7):
        visitor = seated(listed, number)
        for route in (each for each in ROUTES if each.path.startswith(("/my/ideas/{id", "/my/panel/{round}"))):
            path = route.path.replace("{id:int}", str(mine)).replace("{part}", "title")
            if "POST" in (route.methods or ()):
                token = token_of(visitor.client.cookies[MEMBER_COOKIE])
                answer = visitor.client.post(filled(path), data={"csrf": token, "sure": "1"}, headers=OUR_PAGE)
            else:
                answer = visitor.client.get(filled(path))
            leads_back = answer.status_code == 303 and re.fullmatch(r"/my/panel/\{.*/[a-z]+", route.path)
            assert answer.status_code in {403, 404} or leads_back, (route.path, answer.status_code)


def test_nothing_was_written_by_all_that_knocking(listed: World) -> None:
    """The forms were empty, and every one that came from outside was refused."""
    with listed.office.database.read() as db:
        assert len(db.scalars(select(SupportRow)).all()) == 6
        assert db.scalars(select(CommentRow)).all() == []
        assert db.scalars(select(QuestionRow)).all() == []
        assert len(db.scalars(select(ProposalRow)).all()) == 4

"""What public pages, files, feeds, the log and other members' pages reveal of the young: nothing that points to one.

Words that nobody may read yet carry a mark, and so do names. Every address is opened, for every idea and text there is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.routing import Route

from pbvote import paths
from pbvote.domain.outcome import OutcomeWords
from pbvote.domain.proposal import Outcome, Stage
from pbvote.domain.review import ReviewWords
from pbvote.domain.talk import Said, Subject, TextState
from pbvote.services.answer_review import answer_review
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.decide_outcome import decide_outcome
from pbvote.services.idea_pictures import add_picture
from pbvote.services.moderate import Decision, moderate
from pbvote.services.object_to import object_to
from pbvote.services.panel_say import say_on_not_feasible
from pbvote.services.report_text import Report, report_text
from pbvote.services.support_idea import support_idea
from pbvote.storage.tables import MemberRow, QuestionRow
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles
from tests.factories import ROUND, World
from tests.idea_world import idea_world, seat_of
from tests.ideas import WHOLE, draft_by, judge, saved, sent_by, submit
from tests.outcome_world import list_now, panel_world, place_of, sign_ours
from tests.review_world import sign
from tests.web.sitting import seated
from tests.web.test_pictures import picture
from tests.web.visitor import Visitor

MARK = "Zqunread"
MARKED = replace(WHOLE, title=f"{MARK} title", what=f"{MARK} what", place=f"{MARK} place", help_needed=f"{MARK} help")
STRANGER = 7

PATHS = sorted(
    {
        path
        for route in route_table(VersionedFiles(paths.static()))
        if isinstance(route, Route)
        and "GET" in (route.methods or ())
        and not route.path.startswith(("/board", "/vote", "/auditors", "/sign-out", "/tablet"))
        for number, subject in product("1234", ("proposal", "comment"))
        for path in [
            re.sub(r"\{\w+:int\}", number, route.path)
            .replace("{round}", ROUND)
            .replace("{subject}", subject)
            .replace("{pot}", "youth")
            .replace("{part}", "title")
        ]
        if "{" not in path
    }
)
ASKED = tuple(
    f"/rounds/{ROUND}/ideas?{asked}" for asked in ("words=zqunread+what", "sort=newest", "stage=open", "ward=Millgate")
)


@pytest.fixture
def ideas(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Ideas: 1 of a child, unread; 2 of member 1; 3 of member 3, hidden; 4 a draft. Talk about 2, some of it unread."""
    world = idea_world(tmp_path / "data", sqlite_url)
    child = draft_by(world, 2, MARKED)
    add_picture(world.office, seat_of(world, 2), child, picture(), f"{MARK} alt")
    submit(world, 2, child)
    judge(world, sent_by(world, 1), Stage.OPEN)
    judge(world, sent_by(world, 3, MARKED), Stage.HIDDEN, "It names a person.")
    draft_by(world, 5, MARKED)
    shown = _open_talk(world)
    report_text(world.office, seat_of(world, 5), Report(Subject.COMMENT, shown, f"{MARK} report"))
    object_to(world.office, seat_of(world, 3), Subject.PROPOSAL, 3, f"{MARK} objection")
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        row = QuestionRow(round_id=ROUND, member_key=world.members[2], text=f"{MARK} question", made_at=now)
        uow.db.add(row)
        uow.commit()
    yield _named(world)
    world.office.database.close()


def _open_talk(world: World) -> int:
    """A comment of a child that waits, on the one idea that is open; the id of one that everybody can read."""
    comment_idea(world.office, seat_of(world, 2), ROUND, 2, Saying(f"{MARK} comment"))
    return comment_idea(world.office, seat_of(world, 3), ROUND, 2, Saying("Good.")).id


def _named(world: World) -> World:
    """Let every name but the stranger's carry the mark."""
    with world.office.database.write() as uow:
        uow.db.execute(
            update(MemberRow).where(MemberRow.key != world.members[STRANGER]).values(name=f"{MARK} {MemberRow.name}")
        )
        uow.commit()
    return world


def found_by(world: World, visitor: Visitor, *, but: int = -1) -> list[str]:
    """Where the mark or the key of a member stands; member `but` may see their own key."""
    keys = [key for number, key in enumerate(world.members) if number != but]
    found = []
    for path in (*PATHS, *ASKED):
        answer = visitor.client.get(path)
        assert answer.status_code < 500, path
        found += [f"{path} {each}" for each in (MARK, *keys) if each in answer.text]
    return found


def test_nothing_unread_and_nobody_s_name_reaches_anybody_else(ideas: World) -> None:
    assert len(PATHS) > 120
    assert MARK in seated(ideas, 2).client.get("/my/ideas/1").text
    assert found_by(ideas, Visitor(ideas)) == []
    assert found_by(ideas, seated(ideas, STRANGER), but=STRANGER) == []


def test_a_changed_title_that_nobody_read_reaches_nobody_who_spoke_there_before(
    tmp_path: Path, sqlite_url: str
) -> None:
    """They supported, commented on and asked about what everybody could read; then the child sent other words."""
    world = idea_world(tmp_path / "data", sqlite_url, moderation="before")
    number, stranger = sent_by(world, 2), seat_of(world, STRANGER)
    judge(world, number, Stage.OPEN)
    support_idea(world.office, stranger, ROUND, 1)
    said = [
        comment_idea(world.office, stranger, ROUND, 1, Saying("Well.", kind)) for kind in (Said.COMMENT, Said.QUESTION)
    ]
    saved(world, 2, number, title=f"{MARK} title")
    submit(world, 2, number)
    for each, shown in zip(said, (True, False), strict=True):
        decision = Decision(Subject.COMMENT, each.id, TextState.WAITING, shown, "" if shown else "Ask it kindly.")
        moderate(world.office, "officer-1", decision)
    assert found_by(_named(world), seated(world, STRANGER), but=STRANGER) == []
    world.office.database.close()


@pytest.fixture
def reviewed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Ideas 1 to 3 are reviewed and nothing of it is published; the child who wrote idea 3 has answered."""
    world = panel_world(tmp_path / "data", sqlite_url)
    words = ReviewWords("not-feasible", None, "", f"{MARK} worth", f"{MARK} reason")
    for idea in (1, 2, 3):
        for role in ("reviewer-2", "reviewer-1"):
            sign(world, role, idea, words)
    sign_ours(world, replace(words, verdict="feasible", cost=300_000))
    answer_review(world.office, seat_of(world, 0), 3, f"{MARK} answer")
    say_on_not_feasible(world.office, place_of(world, 2), f"{MARK} panel", agrees=False)
    yield _named(world)
    world.office.database.close()


def test_no_review_no_answer_and_no_word_of_the_panel_is_seen_before_its_time(reviewed: World) -> None:
    assert found_by(reviewed, Visitor(reviewed)) == []
    assert found_by(reviewed, seated(reviewed, STRANGER), but=STRANGER) == []


def test_no_outcome_is_seen_before_the_list_is_on_the_ballot(reviewed: World) -> None:
    """The reviews are public then, and say what they say; what officers mean to do is not."""
    list_now(reviewed)
    decide_outcome(reviewed.office, "officer-1", ROUND, 1, OutcomeWords(Outcome.NOT_CHOSEN, "Zqdecided so."))
    for visitor in (Visitor(reviewed), seated(reviewed, 1)):
        for path in (*PATHS, *ASKED):
            text = visitor.client.get(path).text
            assert "Zqdecided" not in text, path
            assert '"outcome": "not-chosen"' not in text, path

"""Erasing a member: what goes, what stays without their name, and that log and sums hold (A34)."""

from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.member_access import PasswordWrongError
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.services.account import choose_shown
from pbvote.services.co_authors import invite_author, join_idea
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.erase_member import DELETED, ERASED, STAYS, UNNAMED, erase_member, finish_erasures
from pbvote.services.export_member import export_member
from pbvote.services.mail_link import ask_for_link, confirm_by_link, send_confirmation
from pbvote.services.member_session import begin_member_session, member_seat
from pbvote.services.put_question import put_question
from pbvote.services.sign_in_by_password import SignInByPassword, sign_in_by_password
from pbvote.services.support_idea import support_idea
from pbvote.storage.search import find_ideas
from pbvote.storage.tables import (
    AccountRow,
    AuthorRow,
    CommentRow,
    MemberRow,
    PhasesRow,
    ProposalRow,
    ProposalVersionRow,
    QuestionRow,
    RollRow,
    SupportRow,
)
from tests.factories import CLOSES, ROUND, World
from tests.idea_world import idea_world, seat_of
from tests.ideas import draft_by, row_of, sent_by, set_phase, trail
from tests.services.test_export_member import naming_a_member
from tests.services.test_mail_link import messages, token_in
from tests.services.verified import verified


def erase(world: World, number: int) -> None:
    erase_member(world.office, seat_of(world, number))


def test_every_table_that_names_a_member_is_dealt_with() -> None:
    dealt_with = {table.__tablename__ for table, _ in (*DELETED, *UNNAMED)} | {AuthorRow.__tablename__, *STAYS}
    assert dealt_with == naming_a_member()


def test_nothing_in_the_database_names_them_but_the_vote(ideas: World) -> None:
    seat, key = seat_of(ideas, 1), ideas.members[1]
    choose_shown(ideas.office, seat, "name")
    draft_by(ideas, 1)
    sent_by(ideas, 1)
    sent_by(ideas, 3)
    comment_idea(ideas.office, seat, ROUND, 2, Saying("I would use these lamps."))
    support_idea(ideas.office, seat, ROUND, 2)
    erase(ideas, 1)
    kept = [name for name, rows in export_member(ideas.office, seat).parts.items() if rows]
    assert kept == ["member", "roll", "marks"]
    with ideas.office.database.read() as db:
        member = db.get_one(MemberRow, key)
        assert (member.name, member.address, member.postcode) == (ERASED, "", "")


def test_no_row_says_their_words_any_more_and_nobody_finds_them(ideas: World) -> None:
    draft_by(ideas, 1)
    sent_by(ideas, 1)
    erase(ideas, 1)
    with ideas.office.database.read() as db:
        said = [row.words for row in db.query(ProposalVersionRow)] + [row.draft for row in db.query(ProposalRow)]
        assert "".join(said) == ""
        assert find_ideas(db, ROUND, "lamps", 5) == []


def test_an_idea_of_their_own_that_nobody_has_reviewed_is_taken_back(ideas: World) -> None:
    number = sent_by(ideas, 1)
    erase(ideas, 1)
    row = row_of(ideas, number)
    assert (row.stage, row.title, row.author_key) == (Stage.WITHDRAWN, "", None)
    assert trail(ideas, number)[-1] == "withdrawn"
    with ideas.office.database.read() as db:
        version = db.query(ProposalVersionRow).one()
        assert version.salt is None
        assert version.hash  # the log's tree can still be made from it


def test_an_idea_whose_reviews_are_out_stays_without_them(ideas: World) -> None:
    number = sent_by(ideas, 1)
    set_phase(ideas, Phase.LIST)
    with ideas.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).published_at = ideas.office.clock.now(uow.db)
        uow.commit()
    erase(ideas, 1)
    row = row_of(ideas, number)
    assert (row.stage, row.title, row.author_key) == (Stage.OPEN, "Lamps on the brook path", None)
    with ideas.office.database.read() as db:
        assert db.query(AuthorRow).count() == 0


def test_an_idea_written_together_stays_the_others(ideas: World) -> None:
    number = sent_by(ideas, 1)
    join_idea(ideas.office, seat_of(ideas, 3), invite_author(ideas.office, seat_of(ideas, 1), number))
    erase(ideas, 1)
    row = row_of(ideas, number)
    assert (row.stage, row.author_key) == (Stage.OPEN, ideas.members[3])
    with ideas.office.database.read() as db:
        assert db.query(ProposalVersionRow).one().words != ""


def test_a_draft_goes_whole(ideas: World) -> None:
    draft_by(ideas, 1)
    erase(ideas, 1)
    with ideas.office.database.read() as db:
        assert db.query(ProposalRow).count() == 0


def test_comments_lose_their_words_and_replies_keep_their_place(ideas: World) -> None:
    sent_by(ideas, 3)
    first = comment_idea(ideas.office, seat_of(ideas, 1), ROUND, 1, Saying("Bright lamps keep me awake."))
    comment_idea(ideas.office, seat_of(ideas, 5), ROUND, 1, Saying("They go off at midnight.", parent_id=first.id))
    erase(ideas, 1)
    with ideas.office.database.read() as db:
        mine, reply = db.query(CommentRow).order_by(CommentRow.id)
        assert (mine.text, mine.state, mine.member_key) == ("", "removed", None)
        assert (reply.text, reply.parent_id) == ("They go off at midnight.", mine.id)


@pytest.mark.parametrize(("state", "text"), [("shown", ""), ("not-chosen", ""), ("chosen", "What about the evenings?")])
def test_only_a_chosen_question_stays(tmp_path: Path, sqlite_url: str, state: str, text: str) -> None:
    world = idea_world(tmp_path / "data", sqlite_url, phase=Phase.QUESTIONS)
    put_question(world.office, seat_of(world, 1), ROUND, "What about the evenings?")
    with world.office.database.write() as uow:
        uow.db.query(QuestionRow).one().state = state
        uow.commit()
    erase(world, 1)
    with world.office.database.read() as db:
        row = db.query(QuestionRow).one()
        assert (row.text, row.member_key) == (text, None)
    world.office.database.close()


def test_others_lose_nothing(ideas: World) -> None:
    number = sent_by(ideas, 3)
    for each in (1, 5):
        support_idea(ideas.office, seat_of(ideas, each), ROUND, 1)
    choose_shown(ideas.office, seat_of(ideas, 3), "name")
    erase(ideas, 1)
    with ideas.office.database.read() as db:
        assert [row.member_key for row in db.query(SupportRow)] == [ideas.members[5]]
        assert db.query(AccountRow).one().shown_as == "name"
    assert row_of(ideas, number).author_key == ideas.members[3]


def test_every_session_ends_and_pressing_twice_does_no_harm(ideas: World) -> None:
    with ideas.office.database.write() as uow:
        token = begin_member_session(uow.db, ideas.members[1])
        uow.commit()
    erase(ideas, 1)
    erase(ideas, 1)
    assert member_seat(ideas.office, token) is None


def test_a34_during_a_round_the_sums_hold_and_the_bundles_verify(world: World, tmp_path: Path) -> None:
    """Members 0 and 1 leave while voting is open, one of them after their vote; member 2 after the result."""
    for number in range(0, 8, 2):
        world.cast(number, "bike", "games")
    erase(world, 0)
    erase(world, 1)
    world.cast(1, "lamps", pot="everybody")  # the vote of their letter stays theirs
    with world.office.database.read() as db:
        assert db.get_one(MemberRow, world.members[0]).ward == "Millgate"
    world.close()
    world.publish()
    before = verified(world, tmp_path / "before")
    erase(world, 2)
    assert verified(world, tmp_path / "after") == before


def test_the_rest_goes_once_the_result_is_out(world: World) -> None:
    world.cast(0, "bike")
    with world.office.database.write() as uow:
        uow.db.get_one(MemberRow, world.members[0]).identity_hash = b"scrambled"
        uow.commit()
    erase(world, 0)
    finish_erasures(world.office)
    with world.office.database.read() as db:
        assert db.get_one(MemberRow, world.members[0]).identity_hash == b"scrambled"
    world.at(CLOSES + timedelta(seconds=121))
    world.publish()
    finish_erasures(world.office)
    with world.office.database.read() as db:
        member = db.get_one(MemberRow, world.members[0])
        assert (member.identity_hash, member.ward) == (None, None)
        assert db.get_one(MemberRow, world.members[2]).ward == "Millgate"
        assert db.get(RollRow, (ROUND, world.members[0])) is not None


def test_either_database_keeps_an_account_and_forgets_it(tmp_path: Path, database_url: str) -> None:
    world = idea_world(tmp_path / "data", database_url, members=4)
    seat = seat_of(world, 1)
    for chosen in ("name", "nickname:Otter"):
        choose_shown(world.office, seat, chosen)
    confirm(world, 1, "ann@example.org")
    ask_for_link(world.office, "ann@example.org", "192.0.2.1")
    with pytest.raises(PasswordWrongError):
        sign_in_by_password(world.office, SignInByPassword("ann@example.org", "wrong password", "192.0.2.1"))
    sent_by(world, 1)
    draft_by(world, 1)
    assert [each["stage"] for each in export_member(world.office, seat).parts["ideas"]] == ["open", "draft"]
    erase(world, 1)
    finish_erasures(world.office)
    kept = [name for name, rows in export_member(world.office, seat).parts.items() if rows]
    assert kept == ["member", "roll", "marks"]
    world.office.database.close()


def confirm(world: World, number: int, email: str) -> None:
    with world.office.database.write() as uow:
        send_confirmation(world.office, uow.db, world.members[number], email)
        uow.commit()
    confirm_by_link(world.office, token_in(messages(world)[-1]))

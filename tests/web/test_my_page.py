"""A member's own pages: what they take part in, what they gave, their data, and leaving."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.phase import Phase
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.erase_member import ERASED
from pbvote.services.export_member import PLAIN, export_member
from pbvote.services.member_session import begin_member_session
from pbvote.services.support_idea import support_idea
from pbvote.storage.tables import AccountRow, MemberRow, MemberSessionRow, OutboxRow, TabletRow
from pbvote.web.my_data_words import field_words, part_words
from tests.factories import ROUND, World
from tests.idea_world import idea_world, seat_of
from tests.ideas import draft_by, sent_by
from tests.web.visitor import Visitor


class Member(Visitor):
    """A browser with a session of member `number`, begun without a letter: no codes are printed in this world."""

    def __init__(self, world: World, number: int, tablet_id: int | None = None) -> None:
        super().__init__(world)
        with world.office.database.write() as uow:
            token = begin_member_session(uow.db, world.members[number], round_id=ROUND, tablet_id=tablet_id)
            uow.commit()
        self.client.cookies.set("__Host-pbvote-member", token, domain="testserver.local")


@pytest.fixture
def ideas(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round that collects ideas, with eight members."""
    world = idea_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def give_email(world: World, number: int, email: str = "ann@example.org") -> None:
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(AccountRow(member_key=world.members[number], email=email, joined_at=now))
        uow.commit()


def grow_stale(world: World) -> None:
    with world.office.database.write() as uow:
        for row in uow.db.query(MemberSessionRow):
            row.ends_at -= timedelta(minutes=16)
        uow.commit()


def test_it_says_what_i_take_part_in_and_leads_there(ideas: World) -> None:
    member = Member(ideas, 1)
    page = member.get("/my")
    assert "Ideas are open Spring 2027" in page.words
    assert f"/rounds/{ROUND}/ideas" in page.links()


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Phase.QUESTIONS, "Put and support questions"),
        (Phase.REVIEW, "Ideas are being reviewed"),
        (Phase.LIST, "The ballot is being put together"),
    ],
)
def test_it_says_where_a_round_is(tmp_path: Path, sqlite_url: str, phase: Phase, words: str) -> None:
    world = idea_world(tmp_path / "data", sqlite_url, phase=phase)
    assert words in Member(world, 1).get("/my").words
    world.office.database.close()


def test_in_a_vote_it_leads_to_the_voting_page(world: World) -> None:
    page = Member(world, 1).get("/my")
    assert "Voting is open" in page.words
    assert "/sign-in" in page.links()


def test_a_young_members_page_shows_no_name_and_offers_none(ideas: World) -> None:
    member = Member(ideas, 0)
    assert "A young member, 14 to 16" in member.get("/my").words
    page = member.get("/my/shown")
    assert "Member 0" not in page.text
    assert "You are under 18, so your name is never shown." in page.words
    page = member.press("/my/shown", 422, how="name")
    assert "There is a problem" in page.words


def test_how_i_am_shown_changes_at_once(ideas: World) -> None:
    sent_by(ideas, 1)
    member = Member(ideas, 1)
    for how, nickname, words in (("nickname", "Otter", "Otter"), ("name", "", "Member 1"), ("", "", "A member")):
        member.get("/my/shown")
        member.press("/my/shown", how=how, nickname=nickname)
        assert f"What others see {words} Change" in member.page.words


def test_a_nickname_that_is_not_on_the_list_is_refused(ideas: World) -> None:
    member = Member(ideas, 1)
    for nickname in ("", "Ann Lee", "<b>Otter</b>"):
        member.get("/my/shown")
        assert "There is a problem" in member.press("/my/shown", 422, how="nickname", nickname=nickname).words


def test_an_address_is_asked_for_and_waits_for_its_link(ideas: World) -> None:
    member = Member(ideas, 0)
    member.get("/my/e-mail")
    assert member.press("/my/e-mail", email="kim@example.org").heading == "Look in your e-mail"
    with ideas.office.database.read() as db:
        found = re.search(r"(/members/link/\S+)", db.query(OutboxRow).one().text)
    assert found is not None
    other = Visitor(ideas)  # the link may be opened on another device
    assert other.get(found[1]).heading == "Is this your e-mail address?"
    assert other.press(found[1]).heading == "Your e-mail address is confirmed"
    assert "kim@example.org" in member.get("/my").words


def test_what_is_no_address_stays_in_its_field(ideas: World) -> None:
    member = Member(ideas, 0)
    for email in ("", "kim", "kim@", "kim@example.org\nBcc: all@example.org"):
        member.get("/my/e-mail")
        assert "There is a problem" in member.press("/my/e-mail", 422, email=email).words


def test_a_password_that_is_too_easy_is_told_and_not_shown(ideas: World) -> None:
    give_email(ideas, 1)
    member = Member(ideas, 1)
    member.get("/my/password")
    page = member.press("/my/password", 422, password="password123")
    assert "Others could guess this" in page.words
    assert "password123" not in page.text


def test_a_password_is_set_and_taken_out(ideas: World) -> None:
    give_email(ideas, 1)
    member = Member(ideas, 1)
    member.get("/my/password")
    assert "Password Set" in member.press("/my/password", password="seven red kites").words
    member.get("/my/password")
    assert "Password None" in member.press("/my/password", remove="yes").words


def test_long_after_the_sign_in_the_account_asks_for_a_new_one(ideas: World) -> None:
    give_email(ideas, 1)
    member = Member(ideas, 1)
    grow_stale(ideas)
    for path in ("/my/e-mail", "/my/password"):
        page = member.get(path)
        assert "sign in again first" in page.words
        assert f"/members/sign-in?again=yes&return={path}" in page.links()
        page = member.post(path, {"csrf": token_of(member), "remove": "yes"})
        assert page.heading == "Sign in to take part"
    with ideas.office.database.read() as db:
        assert db.query(AccountRow).one().email == "ann@example.org"


def test_long_after_the_sign_in_nobody_takes_or_erases_the_data(ideas: World) -> None:
    """Who finds a phone on a bench learns no address and erases nobody."""
    member = Member(ideas, 1)
    token = token_of(member)
    grow_stale(ideas)
    for path in ("/my/data", "/my/data/all.json", "/my/data/erase"):
        assert member.get(path).heading == "Sign in to take part"
    assert member.post("/my/data/erase", {"csrf": token, "sure": "yes"}).heading == "Sign in to take part"
    with ideas.office.database.read() as db:
        assert db.get_one(MemberRow, ideas.members[1]).name == "Member 1"


def token_of(member: Visitor) -> str:
    return member.get("/my").form("/members/sign-out")["csrf"][0]


def test_a_shared_tablet_changes_no_account(ideas: World) -> None:
    with ideas.office.database.write() as uow:
        now = ideas.office.clock.now(uow.db)
        tablet = TabletRow(round_id=ROUND, purpose="propose", place="Club", opened_by="officer-1", opened_at=now)
        uow.db.add(tablet)
        uow.db.flush()
        number = tablet.id
        uow.commit()
    member = Member(ideas, 0, number)
    assert "You cannot change this on a shared tablet." in member.get("/my/e-mail").words
    assert "My data" not in member.get("/my").words
    for path in ("/my/data", "/my/data/all.json", "/my/data/erase"):
        assert "shared tablet" in member.get(path, 403).words


def test_the_language_is_kept_with_the_account(ideas: World) -> None:
    member = Member(ideas, 1)
    member.get("/my/language")
    member.press("/my/language", language="en")
    with ideas.office.database.read() as db:
        assert db.query(AccountRow).one().language == "en"
    member.get("/my/language")
    member.press("/my/language", language="xx")
    assert member.page.path == "/my/language"


def test_signing_out_everywhere_ends_the_other_phone_too(ideas: World) -> None:
    here, there = Member(ideas, 1), Member(ideas, 1)
    here.get("/my")
    assert here.press("/my/sign-out-everywhere").heading == "You are signed out"
    assert there.get("/my").heading == "Sign in to take part"


def test_my_data_is_to_read_and_to_take_along(ideas: World) -> None:
    sent_by(ideas, 1)
    comment_idea(ideas.office, seat_of(ideas, 1), ROUND, 1, Saying("More lamps <b>please</b>."))
    member = Member(ideas, 1)
    assert "More lamps <b>please</b>." in member.get("/my/data").words
    answer = member.client.get("/my/data/all.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.text)["comments"][0]["text"] == "More lamps <b>please</b>."


def test_every_part_and_every_fact_has_words(ideas: World) -> None:
    parts = export_member(ideas.office, seat_of(ideas, 1)).parts
    assert all(part_words(name) for name in parts)
    assert all(field_words(name) for _, _, columns in PLAIN.values() for name in columns)


def test_nothing_is_erased_without_the_tick(ideas: World) -> None:
    draft_by(ideas, 1)
    member = Member(ideas, 1)
    member.get("/my/data/erase")
    page = member.post("/my/data/erase", {"csrf": member.page.form("/my/data/erase")["csrf"]}, 422)
    assert "Tick the box" in page.words
    assert "Lamps on the brook path" in member.get("/my").words


def test_erasing_says_what_stays_then_does_it_and_signs_out(ideas: World) -> None:
    member = Member(ideas, 1)
    assert "What stays, and why" in member.get("/my/data/erase").words
    assert member.press("/my/data/erase", sure="yes").heading == "Your data is erased"
    assert "__Host-pbvote-member" not in member.client.cookies
    with ideas.office.database.read() as db:
        assert db.get_one(MemberRow, ideas.members[1]).name == ERASED


def test_nobody_sees_them_without_signing_in_and_nothing_stores_them(ideas: World) -> None:
    stranger, member = Visitor(ideas), Member(ideas, 1)
    for path in ("", "/shown", "/e-mail", "/password", "/language", "/data", "/data/all.json", "/data/erase"):
        assert stranger.get(f"/my{path}").heading == "Sign in to take part"
        assert member.client.get(f"/my{path}").headers["cache-control"] == "no-store"


def test_no_form_is_taken_without_its_token(ideas: World) -> None:
    member = Member(ideas, 1)
    for path in ("/my/shown", "/my/e-mail", "/my/password", "/my/language", "/my/data/erase"):
        page = member.post(path, {"csrf": "0" * 64, "how": "name", "sure": "yes", "language": "cy"}, 403)
        assert page.heading == "Send it again"
    with ideas.office.database.read() as db:
        assert db.query(AccountRow).count() == 0


def test_what_one_supports_and_wrote_are_two_sentences(ideas: World) -> None:
    sent_by(ideas, 1)
    support_idea(ideas.office, seat_of(ideas, 3), ROUND, 1)
    comment_idea(ideas.office, seat_of(ideas, 3), ROUND, 1, Saying("Good."))
    assert "You support 1 idea. You wrote 1 comment." in " ".join(Member(ideas, 3).get("/my").text.split())

"""The helper's side of a youth session: opening, closing, and a list that says only whose the cards were."""

from sqlalchemy import select

from pbvote.storage.tables import (
    MemberSessionRow,
    SecurityEventRow,
    TabletCardRow,
    TabletRow,
)
from tests.factories import ROUND, World
from tests.web.member import BIRTHDAYS, MemberVisitor
from tests.web.staff import StaffVisitor
from tests.web.tablet import VOTE, TabletVisitor, cards, close
from tests.web.visitor import Visitor


def test_the_helper_is_signed_out_on_the_tablet(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    assert tablet.get("/board").path == "/board/sign-in"


def test_a_helper_who_signs_in_on_the_tablet_is_out_again_when_a_card_is_asked_for(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.sign_in_as_staff()
    assert tablet.get("/board/tablets").heading == "Youth sessions on a tablet"
    tablet.get("/tablet")
    assert tablet.get("/board").path == "/board/sign-in"


def test_the_board_stays_shut_while_somebody_sits_at_the_tablet(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.sign_in_as_staff()
    cookie = tablet.client.cookies["__Host-pbvote-staff"]
    tablet.card(4)
    tablet.client.cookies.set("__Host-pbvote-staff", cookie, domain="testserver.local")
    assert "Youth sessions on a tablet" not in tablet.client.get("/board/tablets").text


def test_closing_takes_no_more_cards_and_gives_who_is_there_five_minutes(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    tablet.choose("bike")
    close(staffed)
    page = tablet.get("/vote/youth/choose")
    assert "The helper is closing it." in page.text
    tablet.press("/vote/youth/choose", add="quiet")
    assert tablet.get("/vote/youth/order").heading
    tablet.done()
    assert tablet.page.heading == "This session is closed"
    assert tablet.get("/").heading != "Use your card"


def test_what_was_chosen_before_the_end_is_still_there_for_them_alone(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    tablet.choose("bike")
    close(staffed, over=True)
    assert "Bike" not in tablet.get("/vote/youth/choose", 403).text
    phone = Visitor(staffed)
    phone.sign_in(4)
    assert "Bike repair shed" in phone.get("/vote/youth/order").words


def test_a_closed_tablet_takes_no_card(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    page = tablet.get("/tablet")
    csrf = page.form("/tablet")["csrf"][0]
    close(staffed)
    assert staffed.codes is not None
    code = staffed.codes[staffed.members[4]]
    page = tablet.post("/tablet", {"csrf": csrf, "code": code, **BIRTHDAYS[0]})
    assert page.heading == "This session is closed"
    assert cards(staffed) == []


def test_the_names_of_cards_are_for_who_opened_it_and_for_officers(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    for number in (6, 4):
        tablet.card(number)
        tablet.done()
    for role in ("helper-1", "officer-1"):
        page = StaffVisitor(staffed, role).get("/board/tablets/1")
        assert page.words.index("Member 4") < page.words.index("Member 6")
    StaffVisitor(staffed, "clerk-1").get("/board/tablets/1", 403)


def test_another_helper_sees_and_closes_nothing_of_it(staffed: World) -> None:
    TabletVisitor(staffed)
    with staffed.office.database.write() as uow:
        uow.db.get_one(TabletRow, 1).opened_by = "officer-2"
        uow.commit()
    helper = StaffVisitor(staffed, "helper-1")
    assert "Whose cards were used" not in helper.get("/board/tablets").words
    helper.get("/board/tablets/1", 403)
    csrf = helper.get("/board/tablets").form("/board/tablets")["csrf"][0]
    helper.post("/board/tablets/1/close", {"csrf": csrf}, 403)


def test_the_list_and_the_logs_say_nothing_of_what_was_done_or_when(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    tablet.cast("bike")
    assert {column.name for column in TabletCardRow.__table__.columns} == {"tablet_id", "member_key"}
    with staffed.office.database.read() as db:
        lines = [row.detail for row in db.query(SecurityEventRow).filter(SecurityEventRow.kind.like("tablet%"))]
    assert len(lines) == 1
    assert not any(key in line for key in staffed.members for line in lines)
    assert "Mill" not in "".join(lines)


def test_a_session_needs_a_place_and_something_that_can_be_done_now(staffed: World) -> None:
    helper = StaffVisitor(staffed, "helper-1")
    for what, place, message in (
        (VOTE, "", "Say where you are"),
        (VOTE, "x" * 81, "81 characters"),
        (VOTE, "School \u202e", "hidden signs"),
        ("", "School", "Choose what the session is for."),
        ("vote:nowhere", "School", "Choose what the session is for."),
        ("tally:" + ROUND, "School", "Choose what the session is for."),
        ("propose:" + ROUND, "School", "Choose what the session is for."),
    ):
        helper.get("/board/tablets")
        page = helper.press("/board/tablets", 422, what=what, place=place)
        assert message in page.words


def test_a_made_up_cookie_is_no_tablet(staffed: World) -> None:
    TabletVisitor(staffed)
    other = Visitor(staffed)
    for cookie in ("1", "1.00", "x.y", "1." + "0" * 64, "9" * 30 + ".0"):
        other.client.cookies.set("__Host-pbvote-tablet", cookie, domain="testserver.local")
        assert other.get("/tablet").path == "/"
        assert "shared tablet" not in other.page.text


def test_other_browsers_know_nothing_of_tablets(staffed: World) -> None:
    TabletVisitor(staffed)
    other = Visitor(staffed)
    assert "shared tablet" not in other.get("/help").text
    assert other.get("/tablet").path == "/"
    assert other.sign_in(4).heading == "Your pots"


def test_a_foreign_form_finishes_nothing(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    answer = tablet.client.post("/tablet/finish", data={"csrf": "x"}, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 403
    assert tablet.get("/vote").heading == "Your pots"


def test_on_a_tablet_to_propose_a_card_opens_the_members_page(staffed: World) -> None:
    """The session of a member, with the number of the tablet; it opens no vote."""
    tablet = TabletVisitor(staffed)
    with staffed.office.database.write() as uow:
        uow.db.get_one(TabletRow, 1).purpose = "propose"
        uow.commit()
    assert tablet.card(4).path == "/my"
    assert "This is a shared tablet." in tablet.page.text
    with staffed.office.database.read() as db:
        assert db.execute(select(MemberSessionRow)).scalar_one().tablet_id == 1
    assert tablet.get("/vote").path == "/tablet"
    tablet.card(4)
    tablet.done()
    assert tablet.get("/my").path == "/tablet"


def test_a_form_that_comes_too_late_shows_no_words_to_the_next_person(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    with staffed.office.database.write() as uow:
        uow.db.get_one(TabletRow, 1).purpose = "propose"
        uow.commit()
    tablet.card(4)
    close(staffed, over=True)
    page = tablet.post("/my/notices", {"csrf": "old", "by-email": "yes", "text": "My secret"})
    assert page.path == "/tablet"
    assert "My secret" not in page.text
    assert MemberVisitor(staffed, 4).get("/my/notices").status == 200

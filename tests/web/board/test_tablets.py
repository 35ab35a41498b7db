"""Youth sessions on a tablet: cards in turn, a clear screen between them, and a list that says only whose they were."""

from datetime import timedelta

from sqlalchemy import select

from pbvote.services.open_tablet import GRACE
from pbvote.services.voter_session import TABLET_IDLE
from pbvote.storage.tables import (
    MemberSessionRow,
    RoundRow,
    SecurityEventRow,
    TabletCardRow,
    TabletRow,
    VoterSessionRow,
)
from tests.factories import ROUND, World
from tests.web.member import BIRTHDAYS, MemberVisitor
from tests.web.staff import StaffVisitor
from tests.web.visitor import Page, Visitor

VOTE = f"vote:{ROUND}"


class TabletVisitor(StaffVisitor):
    """A helper's tablet, on which a session was opened."""

    def __init__(self, world: World, what: str = VOTE, place: str = "Mill Lane School") -> None:
        super().__init__(world, "helper-1")
        self.get("/board/tablets")
        self.press("/board/tablets", what=what, place=place)

    def card(self, number: int, status: int = 200, **typed: str) -> Page:
        """Let member `number` sit down with their card."""
        assert self.world.codes is not None
        self.get("/tablet")
        code = self.world.codes[self.world.members[number]]
        return self.press("/tablet", status, **{"code": code, **BIRTHDAYS[number % 2], **typed})

    def done(self) -> Page:
        """Press the button that stands on every page."""
        return self.press("/tablet/finish")


def cards(world: World) -> list[str]:
    with world.office.database.read() as db:
        return sorted(db.scalars(select(TabletCardRow.member_key)))


def close(world: World, number: int = 1, *, over: bool = False) -> None:
    helper = StaffVisitor(world, "helper-1")
    helper.get("/board/tablets")
    helper.press(f"/board/tablets/{number}/close")
    if over:
        with world.office.database.write() as uow:
            row = uow.db.get_one(TabletRow, 1)
            assert row.closed_at is not None
            row.closed_at -= GRACE + timedelta(seconds=1)
            uow.commit()


def test_cards_in_turn_vote_and_find_nothing_of_each_other(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    assert tablet.page.heading == "Use your card"
    assert tablet.card(4).heading == "Your pots"
    assert tablet.cast("bike").heading == "You have voted"
    page = tablet.done()
    assert (page.path, page.heading) == ("/tablet", "Use your card")
    assert "this screen is clear" in page.words
    assert "Bike" not in page.text
    for path in ("/vote", "/vote/youth/done", "/vote/youth/receipt"):
        assert tablet.get(path).heading == "Use your card"
    assert tablet.card(6).heading == "Your pots"
    assert "Bike repair shed" not in tablet.page.words
    assert cards(staffed) == sorted([staffed.members[4], staffed.members[6]])


def test_no_page_of_the_tablet_may_be_kept_by_the_browser(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    for page in (tablet.page, tablet.card(4), tablet.get("/vote/youth/choose"), tablet.get("/tablet/still-there")):
        assert "no-store" in page.headers["cache-control"]
    answer = tablet.client.post("/tablet/finish", data={"csrf": tablet.page.form("/tablet/finish")["csrf"][0]},
                                headers={"origin": "https://testserver", "sec-fetch-site": "same-origin"})  # fmt: skip
    assert answer.status_code == 303
    assert '"cache"' in answer.headers["clear-site-data"]


def test_the_session_is_gone_on_the_server_and_not_only_in_the_browser(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    old = tablet.client.cookies["__Host-pbvote"]
    tablet.done()
    thief = Visitor(staffed)
    thief.client.cookies.set("__Host-pbvote", old, domain="testserver.local")
    thief.get("/vote", 403)


def test_who_walks_away_without_a_press_is_signed_out_when_the_next_one_comes(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    assert tablet.get("/tablet").heading == "Use your card"
    assert tablet.get("/vote").heading == "Use your card"
    with staffed.office.database.read() as db:
        assert db.scalars(select(VoterSessionRow)).all() == []


def test_no_other_door_begins_a_session_that_outlasts_the_tablet(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    for path in ("/sign-in", "/sign-in/birthday", "/members/sign-in", "/members/sign-in/e-mail", "/finished"):
        assert tablet.get(path).path == "/tablet"


def test_the_usual_end_of_voting_comes_back_to_the_tablet_too(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    assert "this screen is clear" in tablet.press("/sign-out").words


def test_after_ten_minutes_without_a_page_the_session_is_over(staffed: World) -> None:
    """Also in the last hour before the close, when nobody else is signed out."""
    tablet = TabletVisitor(staffed)
    tablet.card(4)
    with staffed.office.database.write() as uow:
        for row in uow.db.query(VoterSessionRow):
            row.seen_at -= TABLET_IDLE + timedelta(seconds=1)
        uow.commit()
    assert "Your pots" not in tablet.get("/vote", 403).text


def test_without_a_script_the_page_asks_whether_somebody_is_there_and_then_clears(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    assert "http-equiv" not in tablet.page.text
    page = tablet.card(4)
    assert 'content="480;url=/tablet/still-there?return=%2Fvote"' in " ".join(page.text.split())
    page = tablet.get("/tablet/still-there?return=%2Fvote")
    assert "/vote" in page.links()
    assert 'content="60;url=/tablet"' in page.text
    assert tablet.get("/vote").heading == "Your pots"


def test_going_on_leads_to_this_site_only(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    for asked in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        page = tablet.get(f"/tablet/still-there?return={asked}")
        assert "I am still here" not in page.words
        assert not [link for link in page.links() if link.startswith(("http", "//", "/\\", "javascript"))]


def test_a_script_hears_whether_anybody_is_signed_in(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    assert tablet.client.get("/tablet/here").status_code == 410
    tablet.card(4)
    assert tablet.client.get("/tablet/here").status_code == 204


def test_a_card_that_is_signed_in_elsewhere_works_in_both_places(staffed: World) -> None:
    phone = Visitor(staffed)
    phone.sign_in(4)
    tablet = TabletVisitor(staffed)
    assert tablet.card(4).heading == "Your pots"
    tablet.done()
    assert phone.get("/vote").heading == "Your pots"


def test_a_card_used_twice_is_listed_once(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    for _ in range(2):
        assert tablet.card(4).heading == "Your pots"
        tablet.done()
    assert cards(staffed) == [staffed.members[4]]


def test_a_wrong_card_gets_in_nowhere_and_leaves_no_code_on_the_screen(staffed: World) -> None:
    tablet = TabletVisitor(staffed)
    assert staffed.codes is not None
    wrong = (
        ({"code": "0000-0000-0000-0"}, 409),
        ({"code": ""}, 422),
        ({"born-day": "15"}, 409),
        ({"born-day": "x"}, 422),
    )
    for typed, status in wrong:
        page = tablet.card(4, status, **typed)
        assert page.heading == "Use your card"
        assert "Error" in page.text
        assert staffed.codes[staffed.members[4]] not in page.text
    assert cards(staffed) == []


def test_a_card_of_another_round_does_not_fit(staffed: World) -> None:
    """Nor is it told apart from a wrong one: nobody learns at a tablet which codes there are."""
    tablet = TabletVisitor(staffed)
    with staffed.office.database.write() as uow:
        plan = uow.db.get_one(RoundRow, ROUND)
        other = {c.name: getattr(plan, c.key) for c in RoundRow.__table__.columns} | {"id": "other", "number": 99}
        uow.db.add(RoundRow(**other))
        uow.db.flush()
        uow.db.get_one(TabletRow, 1).round_id = "other"
        uow.commit()
    assert "do not go together" in tablet.card(4, 409).words
    assert cards(staffed) == []


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

"""A youth session on a tablet: cards in turn, and a clear screen between them."""

from datetime import timedelta

from sqlalchemy import select

from pbvote.services.voter_session import TABLET_IDLE
from pbvote.storage.tables import (
    RoundRow,
    TabletRow,
    VoterSessionRow,
)
from tests.factories import ROUND, World
from tests.web.tablet import TabletVisitor, cards
from tests.web.visitor import Visitor


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

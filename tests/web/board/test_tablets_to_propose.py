"""A tablet to propose: a young person writes, the helper closes it in the middle, and the draft waits for them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pbvote.services.open_tablet import GRACE
from pbvote.services.print_codes import Printing
from pbvote.storage.tables import TabletRow
from tests.factories import ROUND, World
from tests.idea_world import idea_world
from tests.web.member import MemberVisitor
from tests.web.tablet import TabletVisitor, close

PROPOSE = f"/rounds/{ROUND}/propose"


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A round that collects ideas; four members with cards, staff who can sign in. Each test opens a tablet."""
    data = tmp_path_factory.mktemp("club")
    world = idea_world(data, f"sqlite:///{data / 'pbvote.db'}", members=4)
    printing = world.agree("print codes")
    assert isinstance(printing, Printing)
    world.codes = dict(printing.codes)
    world.enrol()
    yield world
    world.office.database.close()


def newest(world: World) -> int:
    with world.office.database.read() as db:
        return max(row.id for row in db.query(TabletRow))


def end(world: World, tablet: int) -> None:
    with world.office.database.write() as uow:
        row = uow.db.get_one(TabletRow, tablet)
        assert row.closed_at is not None
        row.closed_at -= GRACE + timedelta(seconds=1)
        uow.commit()


def test_what_was_written_before_the_helper_closed_waits_in_their_own_draft(club: World) -> None:
    tablet = TabletVisitor(club, f"propose:{ROUND}")
    number = newest(club)
    tablet.card(2)
    tablet.get(PROPOSE)
    own = tablet.press(PROPOSE).path
    tablet.get(f"{own}/title")
    close(club, number)
    assert "The helper is closing it." in tablet.page.text or tablet.get(f"{own}/title")
    tablet.press(f"{own}/title", title="Swings for all")
    assert "Swings for all" in tablet.get(own).words
    end(club, number)
    page = tablet.get(own)
    assert page.path == "/tablet"
    assert "Swings" not in page.text
    assert "Swings for all" in MemberVisitor(club, 2).get(own).words


def test_the_next_person_finds_nothing_of_the_one_before(club: World) -> None:
    tablet = TabletVisitor(club, f"propose:{ROUND}")
    tablet.card(0)
    tablet.get(PROPOSE)
    own = tablet.press(PROPOSE).path
    tablet.get(f"{own}/title")
    tablet.press(f"{own}/title", title="A secret boat")
    tablet.done()
    tablet.card(1)
    for path in ("/my", "/my/notices"):
        assert "secret boat" not in tablet.get(path).text
    assert "secret boat" not in tablet.get(own, 404).text


def test_a_card_opens_no_vote_and_no_account_on_a_shared_tablet(club: World) -> None:
    tablet = TabletVisitor(club, f"propose:{ROUND}")
    tablet.card(3)
    assert tablet.client.get("/vote").headers["location"] == "/sign-in"
    assert tablet.get("/vote").path == "/tablet"

"""What two people read of the list of voters before they agree."""

from datetime import UTC, datetime
from pathlib import Path

from pbvote.storage.queries.acts import ActView, Person
from pbvote.web.board.act_details import act_rows
from tests.factories import ROUND, World, open_world
from tests.services.parted import PARTED_PLAN

MEI = Person("officer-1", "Mei Tran", datetime(2027, 3, 1, tzinfo=UTC))


def test_both_read_how_many_may_vote_in_each_pot_before_they_seal(staffed: World) -> None:
    """The numbers that go into the public log, and not only the name of the round."""
    with staffed.office.database.read() as db:
        rows = act_rows(db, ActView(1, "seal the roll", ROUND, "Marlbrook budget", {}, MEI, None, None))
    assert ("May vote: Young people’s pot", "40") in rows


def test_they_read_how_many_each_group_has_where_groups_share_the_money(tmp_path: Path, sqlite_url: str) -> None:
    """Of eight members every other one is young; the pot for the young has no groups."""
    world = open_world(tmp_path / "data", sqlite_url, plan=PARTED_PLAN)
    with world.office.database.read() as db:
        rows = act_rows(db, ActView(1, "seal the roll", ROUND, "Marlbrook budget", {}, MEI, None, None))
    assert ("May vote: Whole Marlbrook pot", "8 (Under 18: 4, 18 and over: 4)") in rows
    assert ("May vote: Young people’s pot", "4") in rows
    world.office.database.close()

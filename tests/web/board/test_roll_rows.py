"""What two people read of the list of voters before they agree."""

from datetime import UTC, datetime

from pbvote.storage.queries.acts import ActView, Person
from pbvote.web.board.act_details import act_rows
from tests.factories import ROUND, World

MEI = Person("officer-1", "Mei Tran", datetime(2027, 3, 1, tzinfo=UTC))


def test_both_read_how_many_may_vote_in_each_pot_before_they_seal(staffed: World) -> None:
    """The numbers that go into the public log, and not only the name of the round."""
    with staffed.office.database.read() as db:
        rows = act_rows(db, ActView(1, "seal the roll", ROUND, "Marlbrook budget", {}, MEI, None, None))
    assert ("May vote: Young people’s pot", "40") in rows

"""What is written into an envelope is read back from the database before a vote is acknowledged."""

import pytest

from pbvote.auditlog.sealing import SealBrokenError
from tests.attacks.database_rows import all_rows, change
from tests.factories import World

LOSES_THE_WRITE = """CREATE TRIGGER loses AFTER UPDATE ON envelope BEGIN
  UPDATE envelope SET sealed = OLD.sealed, version = OLD.version
  WHERE round_id = NEW.round_id AND pot_id = NEW.pot_id AND member_key = NEW.member_key;
END"""

LOSES_THE_CONTENT = """CREATE TRIGGER loses AFTER UPDATE ON envelope BEGIN
  UPDATE envelope SET sealed = OLD.sealed
  WHERE round_id = NEW.round_id AND pot_id = NEW.pot_id AND member_key = NEW.member_key;
END"""

TURNS_A_BIT = """CREATE TRIGGER loses AFTER UPDATE ON envelope BEGIN
  UPDATE envelope SET sealed = zeroblob(length(NEW.sealed))
  WHERE round_id = NEW.round_id AND pot_id = NEW.pot_id AND member_key = NEW.member_key;
END"""


@pytest.mark.parametrize(
    ("fault", "error"),
    [(LOSES_THE_WRITE, AssertionError), (LOSES_THE_CONTENT, SealBrokenError), (TURNS_A_BIT, SealBrokenError)],
    ids=["the old row is back", "the old content under the new version", "other bytes"],
)
def test_a10_a_database_that_keeps_another_envelope_gives_no_receipt(
    world: World, fault: str, error: type[Exception]
) -> None:
    """Nothing is acknowledged and nothing is kept; once the database is sound the same vote goes through."""
    before = all_rows(world.office.database)
    change(world.office.database, fault)
    with pytest.raises(error):
        world.cast(0, "bike", key="one form")
    change(world.office.database, "DROP TRIGGER loses")
    assert all_rows(world.office.database) == before
    assert not world.cast(0, "bike", key="one form").repeated

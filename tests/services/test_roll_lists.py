"""Lists of changes to a roll: made, grown, dropped, applied once; nothing happens before two officers agree."""

import pytest
from sqlalchemy import select

from pbvote.domain.errors import ActLapsedError, IllegalMoveError
from pbvote.services.plan_round import plan_round
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.roll_lists import NotOnRollError, UnknownListError, drop_list, list_removal, todays_list
from pbvote.storage.tables import RollChangeRow, RollListRow
from tests.attacks.database_rows import all_rows
from tests.factories import PLAN, ROUND, World


def test_a_list_is_applied_once(world: World) -> None:
    listed = list_removal(world.office, "officer-1", ROUND, world.members[0], "died")
    world.agree("change the roll", list=str(listed))
    before = all_rows(world.office.database)
    number = prepare_act(world.office, "officer-1", ROUND, "change the roll", list=str(listed))
    with pytest.raises(UnknownListError):
        confirm_act(world.office, "officer-2", number)
    with world.office.database.read() as db:
        assert todays_list(db, ROUND) is None
    after = all_rows(world.office.database)
    assert {name: rows for name, rows in after.items() if name != "prepared_act"} == {
        name: rows for name, rows in before.items() if name != "prepared_act"
    }


def test_a46_a_list_that_grew_since_it_was_prepared_is_prepared_again(world: World) -> None:
    """The second officer never confirms a name that the first did not see."""
    listed = list_removal(world.office, "officer-3", ROUND, world.members[0], "died")
    number = prepare_act(world.office, "officer-1", ROUND, "change the roll", list=str(listed))
    list_removal(world.office, "officer-3", ROUND, world.members[1], "died")
    with pytest.raises(ActLapsedError):
        confirm_act(world.office, "officer-2", number)


@pytest.mark.parametrize("given", ["", "0", "999", "-1", "1.5", "one", "٣", "1" * 30, "1\0"])
def test_a_list_that_is_none_is_refused(world: World, given: str) -> None:
    with pytest.raises(UnknownListError):
        world.agree("change the roll", list=given)


def test_a_dropped_list_changes_nothing_and_forgets_the_people(world: World) -> None:
    listed = list_removal(world.office, "officer-3", ROUND, world.members[0], "died")
    drop_list(world.office, "officer-3", listed)
    with world.office.database.read() as db:
        assert list(db.scalars(select(RollChangeRow))) == []
        assert db.get_one(RollListRow, listed).state == "dropped"
    with pytest.raises(UnknownListError):
        world.agree("change the roll", list=str(listed))
    world.cast(0, "bike")


def test_nobody_leaves_twice_and_no_stranger_leaves(world: World) -> None:
    list_removal(world.office, "officer-3", ROUND, world.members[0], "died")
    for stranger in (world.members[0], "nobody", "", "\0"):
        with pytest.raises(NotOnRollError):
            list_removal(world.office, "officer-3", ROUND, stranger, "died")
    with pytest.raises(IllegalMoveError):
        list_removal(world.office, "officer-3", ROUND, world.members[1], "unloved")


def test_a_draft_has_no_list(new: World) -> None:
    plan_round(new.office, PLAN)
    with pytest.raises(IllegalMoveError):
        list_removal(new.office, "officer-3", ROUND, "anybody", "died")

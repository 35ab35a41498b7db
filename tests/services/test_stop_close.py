"""A close that does not balance stops: every number of it is kept, and only two officers let it run again."""

from pathlib import Path

import pytest

from pbvote.domain.errors import ActLapsedError, BalanceFailedError, IllegalMoveError, OwnActError
from pbvote.domain.round import RoundState
from pbvote.services.closing_sums import PotSums, Sum, sums_after_close
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.stop_close import Stopped, stopped_close
from pbvote.services.tick import tick
from pbvote.storage.queries.rounds import round_row
from tests.attacks.database_rows import change, change_log
from tests.factories import ROUND, World, open_world
from tests.log_entries import entries, numbers

MARK = "UPDATE mark SET marked = :marked WHERE member_key = :key AND pot_id = 'youth'"


def state(world: World) -> str:
    with world.office.database.read() as db:
        return round_row(db, ROUND).state


def stopped(world: World) -> Stopped:
    with world.office.database.read() as db:
        found = stopped_close(db, ROUND)
    assert found is not None
    return found


def fails_to_close(world: World) -> Stopped:
    with pytest.raises(BalanceFailedError):
        world.close()
    assert state(world) == RoundState.CLOSING
    return stopped(world)


def sums(pots: tuple[PotSums, ...], pot_id: str = "youth") -> dict[str, Sum]:
    return {each.kind: each for pot in pots if pot.pot_id == pot_id for each in pot.sums}


def wrong(found: Stopped) -> dict[str, tuple[int, tuple[int, ...] | None]]:
    """Which pairs of any pot do not agree, with both sides."""
    return {each.kind: (each.one, each.parts) for pot in found.pots for each in pot.sums if not each.holds}


@pytest.fixture
def voted(world: World) -> World:
    """Three votes in the youth pot; one of them was changed, another one taken back and cast again."""
    world.cast(0, "bike")
    world.cast(0, "quiet", "bike")
    world.cast(2, "bike")
    world.cast(4, "games")
    return world


def test_a_mark_too_many_is_named_with_both_sides(voted: World) -> None:
    change(voted.office.database, MARK, marked=True, key=voted.members[6])
    found = fails_to_close(voted)
    assert found.cause == "mark"
    assert wrong(found) == {"marked": (4, (3,))}
    assert sums(found.pots)["current"] == Sum("current", 3, (4, -1, 0, 0))
    assert all(each.holds for each in sums(found.pots, "everybody").values())


def test_an_envelope_that_does_not_open_is_counted(voted: World) -> None:
    statement = "UPDATE envelope SET sealed = :sealed WHERE member_key = :key AND pot_id = 'youth'"
    change(voted.office.database, statement, sealed=b"0" * 100, key=voted.members[2])
    found = fails_to_close(voted)
    assert found.cause == "seal"
    assert [pot.unopened for pot in found.pots] == [1, 0]
    assert wrong(found) == {"marked": (3, (2,))}


@pytest.mark.parametrize(
    ("statement", "cause"),
    [
        ("UPDATE project SET cost = cost + 1 WHERE id = 'bike'", "frozen"),
        ("UPDATE project SET withdrawn = true WHERE id = 'bike'", "withdrawn"),
        ("UPDATE roll SET salt = randomblob(32)", "roll"),
        ("UPDATE round SET seed = '1 2 3'", "draw"),
        ("UPDATE roll SET \"group\" = 'other'", "roll"),
        ("DELETE FROM envelope WHERE pot_id = 'youth'", "members"),
    ],
)
def test_each_cause_has_its_word(voted: World, statement: str, cause: str) -> None:
    """So that the page can say what to look at first."""
    change(voted.office.database, statement)
    assert fails_to_close(voted).cause == cause


def test_a_line_that_cannot_be_read_leaves_its_numbers_open(tmp_path: Path) -> None:
    """The numbers of the envelopes are still said; those of the log are not made up."""
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    world.cast(0, "bike")
    change_log(
        world.office.database,
        "UPDATE log_entry SET line = CAST(' ' || CAST(line AS TEXT) AS BLOB)"
        " WHERE CAST(line AS TEXT) LIKE '%roll.sealed%'",
    )
    found = fails_to_close(world)
    assert found.cause == "line"
    assert {kind: (each.one, each.parts) for kind, each in sums(found.pots).items() if not each.holds} == {
        "current": (1, None),
        "entitled": (4, None),
    }
    world.office.database.close()


def test_rankings_of_a_small_pot_are_not_summed(voted: World) -> None:
    """Under 30 ballots not even officers read how many were blank."""
    change(voted.office.database, MARK, marked=True, key=voted.members[6])
    assert "content" not in sums(fails_to_close(voted).pots)


def test_rankings_of_a_larger_pot_are(tmp_path: Path) -> None:
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}", members=64)
    for number in range(0, 62, 2):
        world.cast(number, *(["bike"] if number else []))
    change(world.office.database, MARK, marked=True, key=world.members[62])
    assert sums(fails_to_close(world).pots)["content"] == Sum("content", 31, (30, 1))
    world.office.database.close()


def test_a_stopped_close_is_not_tried_again_by_the_clock(voted: World) -> None:
    change(voted.office.database, MARK, marked=True, key=voted.members[6])
    fails_to_close(voted)
    change(voted.office.database, MARK, marked=False, key=voted.members[6])
    for _ in range(3):
        tick(voted.office)
    assert state(voted) == RoundState.CLOSING
    assert len(entries(voted, "incident.recorded")) == 1


def test_two_officers_let_it_run_again_and_the_log_says_so(voted: World) -> None:
    change(voted.office.database, MARK, marked=True, key=voted.members[6])
    fails_to_close(voted)
    change(voted.office.database, MARK, marked=False, key=voted.members[6])
    voted.agree("close again")
    tick(voted.office)
    assert state(voted) == RoundState.CLOSED
    assert [each["class"] for each in entries(voted, "incident.recorded")] == ["balance-failed", "balance-repaired"]
    assert entries(voted, "incident.recorded")[-1]["role"] == "officer-2"
    assert numbers(voted)["marked"] == 3
    with voted.office.database.read() as db:
        assert stopped_close(db, ROUND) is None


def test_it_stops_and_runs_again_on_both_databases(tmp_path: Path, database_url: str) -> None:
    """The same numbers before and after, whatever keeps them."""
    world = open_world(tmp_path / "data", database_url)
    world.cast(0, "bike")
    change(world.office.database, MARK, marked=True, key=world.members[6])
    assert wrong(fails_to_close(world)) == {"marked": (2, (1,))}
    change(world.office.database, MARK, marked=False, key=world.members[6])
    world.agree("close again")
    tick(world.office)
    with world.office.database.read() as db:
        assert all(each.holds for pot in sums_after_close(db, ROUND) for each in pot.sums)
    world.office.database.close()


def test_without_a_repair_it_stops_again_and_that_is_said_again(voted: World) -> None:
    change(voted.office.database, MARK, marked=True, key=voted.members[6])
    fails_to_close(voted)
    voted.agree("close again")
    with pytest.raises(BalanceFailedError):
        tick(voted.office)
    assert wrong(stopped(voted)) == {"marked": (4, (3,))}
    classes = [each["class"] for each in entries(voted, "incident.recorded")]
    assert classes == ["balance-failed", "balance-repaired", "balance-failed"]


def test_one_officer_alone_cannot_let_it_run_again(voted: World) -> None:
    change(voted.office.database, MARK, marked=True, key=voted.members[6])
    fails_to_close(voted)
    number = prepare_act(voted.office, "officer-1", ROUND, "close again")
    with pytest.raises(OwnActError):
        confirm_act(voted.office, "officer-1", number)
    tick(voted.office)
    assert state(voted) == RoundState.CLOSING


def test_what_was_prepared_for_another_stop_lapses(voted: World) -> None:
    """The second stop has other numbers than the preparer saw."""
    change(voted.office.database, MARK, marked=True, key=voted.members[6])
    fails_to_close(voted)
    early = prepare_act(voted.office, "officer-1", ROUND, "close again")
    voted.agree("close again")
    change(voted.office.database, MARK, marked=False, key=voted.members[0])
    with pytest.raises(BalanceFailedError):
        tick(voted.office)
    with pytest.raises(ActLapsedError):
        confirm_act(voted.office, "officer-3", early)


def test_a_round_that_is_not_stopped_is_not_closed_again(voted: World) -> None:
    with pytest.raises(IllegalMoveError):
        voted.agree("close again")
    voted.close()
    with pytest.raises(IllegalMoveError):
        voted.agree("close again")


def test_after_a_good_close_both_sides_agree(voted: World) -> None:
    voted.close()
    with voted.office.database.read() as db:
        pots = sums_after_close(db, ROUND)
    assert sums(pots) == {
        "current": Sum("current", 3, (4, -1, 0, 0)),
        "marked": Sum("marked", 3, (3,)),
        "entitled": Sum("entitled", 4, (4, 0, 0)),
        "opened": Sum("opened", 3, (3,)),
    }
    assert all(each.holds for pot in pots for each in pot.sums)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM ballot WHERE commitment = (SELECT min(commitment) FROM ballot)", "opened"),
        ("UPDATE mark SET marked = true WHERE pot_id = 'youth'", "marked"),
        ("DELETE FROM commitment WHERE state = 'recorded'", "current"),
    ],
)
def test_what_goes_after_the_close_is_seen(voted: World, statement: str, kind: str) -> None:
    voted.close()
    change(voted.office.database, statement)
    with voted.office.database.read() as db:
        assert not sums(sums_after_close(db, ROUND))[kind].holds

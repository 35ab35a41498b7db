"""Casting twice, for others, and what is not on the ballot: A01 to A06."""

import pytest
from sqlalchemy import select

from pbvote.auditlog.receipt import parse_receipt
from pbvote.domain.errors import (
    NotEligibleError,
    PbvoteError,
    RankingRefusedError,
    TooManyChoicesError,
    UnknownProjectError,
)
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.receipts import Receipt
from pbvote.services.seat import Seat
from pbvote.storage.tables import BallotRow
from tests.attacks.at_once import at_once
from tests.attacks.database_rows import all_rows
from tests.factories import ROUND, World
from tests.log_entries import numbers

TIMES = 50


def test_a01_the_same_cast_fifty_times_at_once(world: World) -> None:
    """One ballot, one commitment, and fifty identical receipts."""
    answers = at_once([lambda: world.cast(0, "bike", "quiet", key="one form")] * TIMES)
    receipts = [answer for answer in answers if isinstance(answer, Receipt)]
    assert len(receipts) == TIMES
    assert len({(each.note, each.check_code, each.changes) for each in receipts}) == 1
    assert sum(not each.repeated for each in receipts) == 1
    world.close()
    assert (numbers(world)["added"], numbers(world)["superseded"], numbers(world)["current"]) == (1, 0, 1)


def test_a01_the_same_form_gives_the_same_receipt_after_the_close(world: World) -> None:
    """A phone that was out of reach may ask again the next day."""
    first = world.cast(0, "bike", key="one form")
    world.close()
    again = world.cast(0, "bike", key="one form")
    assert (again.note, again.repeated) == (first.note, True)


def test_a02_two_devices_at_once(world: World) -> None:
    """Both are serialised: one counts, the other is superseded, and the numbers agree."""
    answers = at_once(
        [lambda: world.cast(0, "bike", key="telephone"), lambda: world.cast(0, "games", key="laptop")],
    )
    changes = [answer.changes for answer in answers if isinstance(answer, Receipt)]
    assert sorted(changes) == [0, 1]
    world.close()
    found = numbers(world)
    assert (found["added"], found["superseded"], found["current"], found["marked"]) == (2, 1, 1, 1)
    with world.office.database.read() as db:
        assert set(db.scalars(select(BallotRow.commitment))) == {_commitment(answers, changes=1)}


def _commitment(answers: list[Receipt | PbvoteError], *, changes: int) -> str:
    notes = [answer.note for answer in answers if isinstance(answer, Receipt) and answer.changes == changes]
    return parse_receipt(notes[0]).commitment


def test_a03_a_seat_is_the_only_identity(world: World) -> None:
    """A cast names no voter: there is no field that could name another's."""
    assert set(CastBallot.__dataclass_fields__) == {"pot_id", "ranking", "key"}
    world.cast(0, "bike")
    before = all_rows(world.office.database)
    with pytest.raises(NotEligibleError):
        cast_ballot(world.office, Seat(ROUND, "somebody else"), CastBallot("youth", ("bike",), "key"))
    with pytest.raises(PbvoteError):
        cast_ballot(world.office, Seat("another-round", world.members[0]), CastBallot("youth", ("bike",), "key"))
    assert all_rows(world.office.database) == before


def test_a03_the_key_of_another_voter_gives_nothing_of_theirs(world: World) -> None:
    """A form's key is looked for in the voter's own envelope only."""
    theirs = world.cast(0, "bike", key="seen over a shoulder")
    mine = world.cast(2, "bike", key="seen over a shoulder")
    assert (mine.note != theirs.note, mine.repeated) == (True, False)


@pytest.mark.parametrize("project", ["lamps", "nothing", "", "BIKE", "bike ", "bi\0ke", "Bike repair shed"])
def test_a04_a_project_that_is_not_on_this_ballot(world: World, project: str) -> None:
    """Of another pot, unknown, or nearly right: refused, and not a row has changed."""
    before = all_rows(world.office.database)
    with pytest.raises(UnknownProjectError):
        world.cast(0, "bike", project)
    assert all_rows(world.office.database) == before


def test_a04_a_withdrawn_project(world: World) -> None:
    """It can no longer be ranked; a vote from before keeps it, and the same form still gives its receipt."""
    first = world.cast(0, "boat", "bike", key="before")
    world.agree("withdraw a project", pot="youth", project="boat", reason="safety")
    before = all_rows(world.office.database)
    with pytest.raises(UnknownProjectError):
        world.cast(2, "boat")
    assert all_rows(world.office.database) == before
    assert world.cast(0, "boat", "bike", key="before").note == first.note


@pytest.mark.parametrize(
    ("ranking", "error"),
    [
        (("bike", "bike"), RankingRefusedError),
        (("bike", "quiet", "bike"), RankingRefusedError),
        (("bike", "quiet", "games", "boat"), TooManyChoicesError),
        (("bike",) * 5000, TooManyChoicesError),
    ],
)
def test_a05_a_ranking_that_is_none(world: World, ranking: tuple[str, ...], error: type[PbvoteError]) -> None:
    """Twice the same, or more than the pot takes: refused, and not a row has changed."""
    before = all_rows(world.office.database)
    with pytest.raises(error):
        world.cast(0, *ranking)
    assert all_rows(world.office.database) == before


def test_a05_a_refused_change_leaves_the_vote_as_it_was(world: World) -> None:
    """A bad second form does not touch the first vote, and its receipt stays."""
    first = world.cast(0, "bike", key="good")
    before = all_rows(world.office.database)
    with pytest.raises(RankingRefusedError):
        world.cast(0, "quiet", "quiet", key="bad")
    assert all_rows(world.office.database) == before
    assert world.cast(0, "bike", key="good").note == first.note


@pytest.mark.parametrize("pot", ["youth", "nowhere", "", "you\0th", "YOUTH", "a" * 5000])
def test_a06_a_pot_that_is_not_the_voters(world: World, pot: str) -> None:
    """A grown-up in the young people's pot, and pots that do not exist: refused, nothing written."""
    before = all_rows(world.office.database)
    with pytest.raises(NotEligibleError):
        world.cast(1, "bike", pot=pot)
    assert all_rows(world.office.database) == before


def test_a06_the_numbers_of_the_group_do_not_move(world: World) -> None:
    """After the refusals the young people's pot holds the votes of the young alone."""
    world.cast(0, "bike")
    with pytest.raises(NotEligibleError):
        world.cast(1, "bike")
    world.close()
    found = numbers(world)
    assert (found["entitled"], found["marked"], found["current"]) == (4, 1, 1)

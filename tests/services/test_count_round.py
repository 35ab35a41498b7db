"""A round is counted before the transaction that keeps the count: nobody waits, and nothing changes in between."""

from collections.abc import Callable

import pytest

from pbvote.domain.errors import ActLapsedError, BalanceFailedError, IllegalMoveError, OwnActError, UnknownOfficerError
from pbvote.domain.result import Result
from pbvote.domain.round import RoundState
from pbvote.services import count_round as module
from pbvote.services.count_round import count_round
from pbvote.services.protected_acts import confirm_act, drop_act, prepare_act
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import TrustTextRow
from pbvote.tally import count
from tests.attacks.database_rows import change
from tests.factories import ROUND, World
from tests.log_entries import entries


@pytest.fixture
def drawn(world: World) -> World:
    """Three votes, closed and drawn."""
    for number in (0, 2, 4):
        world.cast(number, "bike", "quiet")
    world.close()
    world.agree("draw", seed="4 17 23")
    return world


def while_counting(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen each time that a pot is counted."""

    def count_and_act(*arguments: object, **named: object) -> Result:
        act()
        return count(*arguments, **named)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(module, "count", count_and_act)


def write_a_text(world: World) -> None:
    """A write as any other service makes one: on SQLite there is only ever one at a time."""
    with world.office.database.write() as uow:
        uow.db.merge(
            TrustTextRow(name="note", text="x", changed_by="officer-1", changed_at=world.office.clock.now(uow.db))
        )
        uow.commit()


def test_others_write_while_a_round_is_counted(drawn: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the count inside the transaction this would wait for a turn that never comes."""
    while_counting(monkeypatch, lambda: write_a_text(drawn))
    drawn.agree("count")
    assert len(entries(drawn, "count.completed")) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ballot",
        "UPDATE ballot SET ranking = '[\"boat\"]'",
        "UPDATE ballot SET salt = randomblob(32)",
        "UPDATE round SET seed = 'another'",
        "UPDATE project SET cost = cost + 1 WHERE id = 'bike'",
        "UPDATE project SET withdrawn = true WHERE id = 'bike'",
        "UPDATE pot SET budget = budget + 1",
        "UPDATE pot SET tier_in_force = 'T1'",
        "UPDATE pot SET minimum_supporters = 2",
    ],
)
def test_what_changes_while_it_is_counted_is_not_kept(
    drawn: World, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    """The act lapses, or the hash of what was counted is another one."""
    size = len(entries(drawn))
    while_counting(monkeypatch, lambda: change(drawn.office.database, statement))
    with pytest.raises((ActLapsedError, BalanceFailedError)):
        drawn.agree("count")
    with drawn.office.database.read() as db:
        assert round_row(db, ROUND).state == RoundState.DRAWN
    assert len(entries(drawn)) == size


def test_an_act_that_was_given_up_while_it_was_counted_is_not_performed(
    drawn: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = prepare_act(drawn.office, "officer-1", ROUND, "count")
    while_counting(monkeypatch, lambda: drop_once(drawn, number))
    with pytest.raises(ActLapsedError):
        confirm_act(drawn.office, "officer-2", number)
    assert entries(drawn, "count.completed") == []


def drop_once(world: World, number: int) -> None:
    """Give the act up; the second pot finds it given up already."""
    try:
        drop_act(world.office, "officer-1", number)
    except ActLapsedError:
        return


def test_nobody_who_may_not_confirm_lets_it_count(drawn: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting is work: only a person whose confirmation would be taken sets it going."""
    counted: list[str] = []
    while_counting(monkeypatch, lambda: counted.append("counted"))
    number = prepare_act(drawn.office, "officer-1", ROUND, "count")
    with pytest.raises(OwnActError):
        confirm_act(drawn.office, "officer-1", number)
    with pytest.raises(UnknownOfficerError):
        confirm_act(drawn.office, "helper-1", number)
    assert counted == []


def test_a_round_that_is_not_drawn_is_not_counted(world: World) -> None:
    with pytest.raises(IllegalMoveError):
        count_round(world.office, ROUND)
    world.close()
    with pytest.raises(IllegalMoveError):
        count_round(world.office, ROUND)


def test_counting_twice_finds_the_same_and_keeps_nothing(drawn: World) -> None:
    before = len(entries(drawn))
    assert count_round(drawn.office, ROUND) == count_round(drawn.office, ROUND)
    assert len(entries(drawn)) == before

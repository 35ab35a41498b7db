"""Choices that are not cast yet: kept, sealed, and never more than the pot takes."""

import pytest
from sqlalchemy import select

from pbvote.auditlog.sealing import SealBrokenError
from pbvote.domain.errors import (
    KeyReusedError,
    NotEligibleError,
    PbvoteError,
    RankingRefusedError,
    RoundNotYetOpenError,
    TooManyChoicesError,
    UnknownProjectError,
)
from pbvote.services.keep_draft import Draft, DraftChange, change_draft, read_draft
from pbvote.services.my_pots import my_pots
from pbvote.storage.tables import DraftRow
from tests.attacks.database_rows import all_rows, change
from tests.factories import World


def do(world: World, act: str, project: str = "", number: int = 0, pot: str = "youth", **more: object) -> Draft:
    command = DraftChange(act, project, **more)  # type: ignore[arg-type] # a test names the fields it means
    return change_draft(world.office, world.seat(number), pot, command)


def choices(world: World, number: int = 0) -> tuple[str, ...]:
    return read_draft(world.office, world.seat(number), "youth").choices


def test_choices_survive_leaving_and_coming_back(world: World) -> None:
    do(world, "add", "bike")
    draft = do(world, "add", "quiet")
    assert read_draft(world.office, world.seat(0), "youth") == draft
    assert draft.choices == ("bike", "quiet")
    assert [mine.draft_count for mine in my_pots(world.office, world.seat(0))] == [2, 0]


def test_every_act_on_the_order(world: World) -> None:
    do(world, "set", order=("bike", "quiet", "games"))
    assert do(world, "up", "games").choices == ("bike", "games", "quiet")
    assert do(world, "down", "bike").choices == ("games", "bike", "quiet")
    assert do(world, "move", "quiet", place=1).choices == ("quiet", "games", "bike")
    assert do(world, "remove", "games").choices == ("quiet", "bike")
    assert do(world, "clear").choices == ()


def test_each_change_draws_a_new_key(world: World) -> None:
    """So that a form of an older order is known as older."""
    keys = [do(world, "add", project).key for project in ("bike", "quiet", "games")]
    assert len(set(keys)) == 3
    assert read_draft(world.office, world.seat(0), "youth").key == keys[-1]


def test_what_is_kept_is_sealed_and_bound_to_its_place(world: World) -> None:
    """Not readable, always of one size, and not to be put into another member's place."""
    do(world, "add", "bike", 0)
    do(world, "set", number=2, order=("quiet", "games", "boat"))
    with world.office.database.read() as db:
        rows = list(db.scalars(select(DraftRow)))
    assert {len(row.sealed) for row in rows} == {4096}
    assert not any(b"quiet" in row.sealed for row in rows)
    statement = "UPDATE draft SET sealed = :sealed, version = :version WHERE member_key = :key"
    other = next(row for row in rows if row.member_key == world.members[2])
    change(world.office.database, statement, sealed=other.sealed, version=other.version, key=world.members[0])
    with pytest.raises(SealBrokenError):
        choices(world, 0)


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (DraftChange("set", order=("lamps",)), UnknownProjectError),
        (DraftChange("add", "boat"), TooManyChoicesError),
        (DraftChange("set", order=("bike", "bike")), RankingRefusedError),
        (DraftChange("set", order=("bike", "lamps")), UnknownProjectError),
        (DraftChange("set", order=("bike", "quiet", "games", "boat")), TooManyChoicesError),
        (DraftChange("up", "boat"), UnknownProjectError),
        (DraftChange("move", "lamps", 1), UnknownProjectError),
        (DraftChange("burn", "bike"), KeyReusedError),
        (DraftChange(""), KeyReusedError),
    ],
)
def test_a_bad_change_leaves_the_draft_as_it_was(world: World, act: DraftChange, error: type[PbvoteError]) -> None:
    do(world, "set", order=("bike", "quiet", "games"))
    before = all_rows(world.office.database)
    with pytest.raises(error):
        change_draft(world.office, world.seat(0), "youth", act)
    assert all_rows(world.office.database) == before


def test_a_second_press_changes_nothing_but_the_key(world: World) -> None:
    do(world, "add", "bike")
    assert do(world, "add", "bike").choices == ("bike",)
    do(world, "remove", "bike")
    assert do(world, "remove", "bike").choices == ()


def test_a_withdrawn_project_drops_out_of_drafts(world: World) -> None:
    do(world, "set", order=("boat", "bike", "quiet"))
    world.agree("withdraw a project", pot="youth", project="boat", reason="safety")
    assert choices(world) == ("bike", "quiet")
    assert do(world, "add", "games").choices == ("bike", "quiet", "games")


def test_a_cast_uses_the_draft_up_and_the_close_forgets_the_others(world: World) -> None:
    do(world, "add", "bike", 0)
    do(world, "add", "bike", 2)
    world.cast(0, "bike")
    assert (choices(world, 0), choices(world, 2)) == ((), ("bike",))
    world.close()
    with world.office.database.read() as db:
        assert list(db.scalars(select(DraftRow))) == []


def test_only_in_ones_own_pots(world: World) -> None:
    with pytest.raises(NotEligibleError):
        do(world, "add", "bike", number=1)
    with pytest.raises(NotEligibleError):
        read_draft(world.office, world.seat(1), "youth")


def test_there_is_no_draft_before_the_opening(sealed: World) -> None:
    with pytest.raises(RoundNotYetOpenError):
        do(sealed, "add", "bike")

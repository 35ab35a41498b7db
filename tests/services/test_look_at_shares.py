"""What the parts of a pot would mean for one voter, and where the numbers of voters come from."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.voter_group import GroupShares
from pbvote.services.draft_shares import change_shares
from pbvote.services.drafting import PotOfDraft
from pbvote.services.look_at_shares import GroupLook, KnownVoters, known_voters, look_at_shares
from pbvote.services.plan_round import plan_round
from pbvote.services.write_population import write_population
from pbvote.storage.queries.rounds import pot_row
from pbvote.storage.tables import PotRow
from tests.factories import PLAN, ROUND, World, open_world
from tests.services.parted import PARTED, PARTED_PLAN, SHARES, all_vote

NEXT = "summer-2027"
YOUNG, GROWN = (group.id for group in SHARES.groups)


def pot_of(world: World, round_id: str = ROUND) -> PotRow:
    with world.office.database.read() as db:
        return pot_row(db, round_id, "everybody")


def known(world: World, shares: GroupShares = SHARES) -> KnownVoters | None:
    with world.office.database.read() as db:
        return known_voters(db, pot_row(db, NEXT, "everybody"), shares)


@pytest.fixture
def two_rounds(tmp_path: Path, sqlite_url: str) -> World:
    """A round that is open, and the draft of the next one with the same groups."""
    world = open_world(tmp_path / "data", sqlite_url, members=80, plan=PARTED_PLAN)
    later = replace(
        PLAN.schedule,
        opens_at=PLAN.schedule.opens_at + timedelta(days=90),
        closes_at=PLAN.schedule.closes_at + timedelta(days=90),
        latest_close=PLAN.schedule.latest_close + timedelta(days=90),
    )
    plan_round(world.office, replace(PARTED_PLAN, id=NEXT, title="Summer 2027", schedule=later))
    return world


@pytest.mark.parametrize(
    ("voters", "ratio", "told"),
    [
        ((100, 400), 5, [(5000, "", None), (1250, "", None)]),
        ((20, 400), 5, [(10_000, "", 25_000), (2000, "", None)]),
        ((400, 9), 5, [(2444, "", None), (None, "Under 18", None)]),
        ((50, 50), 1, [(10_000, "", None), (10_000, "", None)]),
        ((0, 10), 5, [(None, "18 and over", None), (100_000, "", None)]),
    ],
)
def test_what_one_voter_would_have(
    two_rounds: World, voters: tuple[int, int], ratio: int, told: list[tuple[int | None, str, int | None]]
) -> None:
    """£10,000 in halves, in pence rounded down; the limit and the smallest group act as they do in the count."""
    numbers = dict(zip((YOUNG, GROWN), voters, strict=True))
    look = look_at_shares(pot_of(two_rounds), replace(SHARES, max_ratio=ratio), numbers)
    assert [(group.share, group.joined, group.limited) for group in look.groups] == told


def test_nobody_has_anything_where_nobody_votes(two_rounds: World) -> None:
    look = look_at_shares(pot_of(two_rounds), SHARES, {YOUNG: 0, GROWN: 0})
    assert [group.share for group in look.groups] == [None, None]


def test_from_which_numbers_on_the_limit_acts(two_rounds: World) -> None:
    """With parts of 3/4 and 1/4 and a limit of 2: from 6 to 1 on one side, from 2 to 3 on the other."""
    first, second = SHARES.groups
    uneven = GroupShares((replace(first, part=Fraction(3, 4)), replace(second, part=Fraction(1, 4))), max_ratio=2)
    pot = pot_of(two_rounds)
    look = look_at_shares(pot, uneven, {YOUNG: 60, GROWN: 10})
    assert [(each.group, each.other, each.most, each.to) for each in look.limits_at] == [
        ("Under 18", "18 and over", 6, 1),
        ("18 and over", "Under 18", 2, 3),
    ]
    assert [group.limited for group in look.groups] == [None, None]
    assert look_at_shares(pot, uneven, {YOUNG: 61, GROWN: 10}).groups[1].limited is not None
    assert look_at_shares(pot, uneven, {YOUNG: 30, GROWN: 20}).groups[0].limited is None
    assert look_at_shares(pot, uneven, {YOUNG: 30, GROWN: 21}).groups[0].limited is not None
    assert look.groups[0] == GroupLook("Under 18", "17 or younger", "75%", 60, 12_500)


def test_numbers_of_those_who_voted_before(two_rounds: World) -> None:
    """Only once the result is published, and never those of small groups."""
    assert known(two_rounds) is None
    all_vote(two_rounds, 31, 32).close()
    assert known(two_rounds) is None
    two_rounds.publish()
    assert known(two_rounds) == KnownVoters({YOUNG: 31, GROWN: 32}, "voted", "Spring 2027")
    first, second = SHARES.groups
    assert known(two_rounds, GroupShares((replace(first, id="kids"), second))) is None


def test_numbers_of_a_small_group_stay_hidden(two_rounds: World) -> None:
    all_vote(two_rounds, 29, 32).close()
    two_rounds.publish()
    assert known(two_rounds) is None


def test_numbers_of_people_who_live_there(two_rounds: World) -> None:
    """Age bands of an earlier round, if each of them lies in one group."""
    for band, number in (("14-16", 700), ("45-64", 5000)):
        write_population(two_rounds.office, "officer-1", ROUND, {("band", band): number})
    assert known(two_rounds) == KnownVoters({YOUNG: 700, GROWN: 5000}, "population", "Spring 2027")
    first, second = SHARES.groups
    assert known(two_rounds, GroupShares((replace(first, to_age=15), replace(second, from_age=16)))) is None


def test_a_pot_refuses_groups_that_it_cannot_have(two_rounds: World) -> None:
    """And keeps what it had."""
    first, second = SHARES.groups
    at = PotOfDraft("officer-1", NEXT, "everybody")
    with pytest.raises(RoundSetUpError, match="is in no group"):
        change_shares(two_rounds.office, at, GroupShares((first, replace(second, from_age=19))))
    older = GroupShares((replace(first, to_age=19), replace(second, from_age=20)))
    with pytest.raises(RoundSetUpError, match="Nobody who may vote here"):
        change_shares(two_rounds.office, replace(at, pot_id="youth"), older, PARTED.electorate.on)
    assert pot_of(two_rounds, NEXT).shares == SHARES
    change_shares(two_rounds.office, at, None)
    assert (pot_of(two_rounds, NEXT).shares, pot_of(two_rounds, NEXT).groups) == (None, ("all",))

"""A voter's own voting money: told while the key is there, and never so that a withheld number can be worked out."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject
from pbvote.domain.disclosure import public_result
from pbvote.domain.errors import NotEligibleError
from pbvote.domain.pot import Tier
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.result_document import parse_result
from pbvote.domain.rules import CountMethod
from pbvote.services.own_money import Answer, OwnAnswer, OwnMoney, answer_of, own_money
from pbvote.services.seat import Seat
from pbvote.storage.tables import EnvelopeRow
from pbvote.tally import count
from tests.factories import ROUND, World, open_world

ONE_RUN = CountMethod(completion="none")
PEOPLE = 80


def counted(
    costs: Mapping[str, int],
    ballots: Mapping[str, int],
    groups: tuple[CountedGroup, ...] = (),
    method: CountMethod = ONE_RUN,
) -> tuple[Result, Result]:
    """A count of a pot of £1,000 in full, and what everybody may know of it. A ballot is `ab`, or `ab/young`."""
    pot = CountedPot(
        100_000, tuple(CountedProject(*each) for each in costs.items()), max_ranks=3, groups=groups, min_group=1
    )
    cast = {ballot_of(each): times for each, times in ballots.items()}
    trace = count(pot, cast, tuple(costs), method)
    return trace, parse_result(public_result(trace, ROUND, "youth", Tier.T1))


def ballot_of(text: str) -> Ballot:
    ranking, _slash, group = text.partition("/")
    return Ballot(Ranking.of(ranking), group or "all")


def told(found: tuple[Result, Result], ballot: str) -> OwnMoney:
    answer = answer_of(*found, ballot_of(ballot).ranking, ballot_of(ballot).group)
    assert answer.money is not None, answer
    return answer.money


def test_each_payment_is_told_and_what_was_not_spent() -> None:
    """Everybody had £10; 60 people pay £5 each for the first, and 40 of them £2.50 for the second."""
    found = counted({"a": 30_000, "b": 10_000, "d": 90_000}, {"a": 20, "ab": 40, "d": 40})
    paid = (("a", Fraction(500)), ("b", Fraction(250)))
    assert told(found, "ab") == OwnMoney(paid, (), Fraction(1000), Fraction(250))
    assert told(found, "d") == OwnMoney((), (), Fraction(1000), Fraction(1000))


def test_what_few_people_paid_is_told_with_the_rest_alone() -> None:
    """A step of 9: the cost divided by one payment would be their number."""
    found = counted({"a": 50_000, "b": 5_000}, {"a": 91, "b": 9})
    assert [step.supporters for step in found[1].steps] == [91, None]
    assert told(found, "b") == OwnMoney((), ("b",), Fraction(1000), Fraction(1000))


def test_nothing_after_such_a_step_is_told_by_itself() -> None:
    """Whoever paid all that was left would learn what went before."""
    found = counted({"a": 4_500, "b": 60_000, "d": 95_000}, {"ab": 9, "db": 61, "d": 30})
    assert [(step.project, step.supporters) for step in found[1].steps] == [("a", None), ("b", 70)]
    assert told(found, "ab") == OwnMoney((), ("a", "b"), Fraction(1000), Fraction(1000))
    assert told(found, "db").payments != (), "who did not take part in the small step is told as ever"


def test_what_was_paid_before_such_a_step_is_public_and_so_is_told() -> None:
    found = counted({"a": 40_000, "b": 3_600, "d": 90_000}, {"ab": 9, "a": 71, "d": 20})
    assert told(found, "ab") == OwnMoney((("a", Fraction(500)),), ("b",), Fraction(1000), Fraction(500))


def test_a_small_group_keeps_its_money_to_itself() -> None:
    """Its part divided by what one of it had would be its number."""
    halves = (CountedGroup("young", Fraction(1, 2)), CountedGroup("old", Fraction(1, 2)))
    found = counted({"a": 40_000}, {"a/young": 8, "a/old": 92}, halves)
    assert all(group.voting_money is None for group in found[1].groups)
    for ballot in ("a/young", "a/old"):
        own = told(found, ballot)
        assert (own.money, own.rest, own.payments) == (None, None, ())


def test_groups_that_are_not_small_have_their_own_money() -> None:
    halves = (CountedGroup("young", Fraction(1, 2)), CountedGroup("old", Fraction(1, 2)))
    found = counted({"a": 40_000}, {"a/young": 20, "a/old": 80}, halves)
    assert told(found, "a/young").money == Fraction(50_000, 20)
    assert told(found, "a/old").money == Fraction(50_000, 80)


def test_a_blank_vote_had_no_money() -> None:
    assert answer_of(*counted({"a": 40_000}, {"a": 50}), Ranking(), "all") == OwnAnswer(Answer.BLANK)


def test_where_nobody_pays_there_is_nothing_to_tell() -> None:
    found = counted({"a": 40_000}, {"a": 50}, method=CountMethod("points-greedy", "none"))
    assert answer_of(*found, Ranking.of("a"), "all") == OwnAnswer(Answer.NO_MONEY)


IDS = "abcd"
BALLOTS = st.dictionaries(
    st.permutations(IDS).flatmap(lambda each: st.integers(1, 3).map(lambda length: "".join(each[:length]))),
    st.sampled_from([1, 4, 8, 9, 10, 11, 25, 40]),
    min_size=1,
    max_size=7,
)


@given(BALLOTS, st.lists(st.integers(5, 95), min_size=4, max_size=4))
def test_a30_everything_told_follows_from_what_everybody_may_know(ballots: dict[str, int], costs: list[int]) -> None:
    """Made again from the public result and the voter's ranking alone, it is the same, so it gives nothing away."""
    found = counted({each: cost * 1000 for each, cost in zip(IDS, costs, strict=True)}, ballots)
    public = found[1]
    for ballot in ballots:
        answer = answer_of(*found, Ranking.of(ballot), "all")
        if answer.money is None:
            continue
        left = answer.money.money
        assert left is not None
        assert left == public.parameters.voting_money
        for project, amount in answer.money.payments:
            step = public.step_of(project)
            assert step is not None
            assert step.rho is not None, "a payment of few people was told"
            assert amount == min(step.rho, left)
            left -= amount
        assert answer.money.rest == left


@pytest.fixture
def open_now(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round in which 40 young people and 3 grown-ups voted."""
    world = open_world(tmp_path / "data", sqlite_url, members=PEOPLE)
    for number in range(0, PEOPLE - 2, 2):
        world.cast(number, *(("bike", "quiet") if number % 3 else ("games", "bike", "quiet")))
    for number in (1, 3, 5):
        world.cast(number, "lamps", pot="everybody")
    yield world
    world.office.database.close()


@pytest.fixture
def over(open_now: World) -> World:
    """The same, published."""
    open_now.close()
    open_now.publish()
    return open_now


def test_before_the_result_is_out_nothing_is_told(open_now: World) -> None:
    assert own_money(open_now.office, open_now.seat(0), "youth") == OwnAnswer(Answer.WAITING)
    open_now.close()
    open_now.agree("draw", seed="4 17")
    open_now.agree("count")
    assert own_money(open_now.office, open_now.seat(0), "youth") == OwnAnswer(Answer.WAITING)


def test_a_voter_sees_where_the_money_went(over: World) -> None:
    answer = own_money(over.office, over.seat(2), "youth")
    assert answer.money is not None
    assert [project for project, _amount in answer.money.payments] == ["bike", "quiet"]


def test_who_did_not_vote_and_who_may_not_are_told_apart(over: World) -> None:
    assert own_money(over.office, over.seat(PEOPLE - 2), "youth") == OwnAnswer(Answer.NO_VOTE)
    with pytest.raises(NotEligibleError):
        own_money(over.office, over.seat(1), "youth")
    with pytest.raises(NotEligibleError):
        own_money(over.office, Seat(ROUND, over.members[0]), "x' OR 1=1")


def test_in_a_small_pot_nobody_is_told_anything(over: World) -> None:
    assert own_money(over.office, over.seat(1), "everybody") == OwnAnswer(Answer.TOO_FEW)


def test_without_the_key_the_vote_stays_shut(over: World) -> None:
    for key in over.office.keys.folder.glob("**/*"):
        if ROUND in key.name:
            key.unlink()
    assert own_money(over.office, over.seat(0), "youth") == OwnAnswer(Answer.GONE)


def test_without_the_envelope_there_is_nothing_to_open(over: World) -> None:
    with over.office.database.write() as uow:
        uow.db.query(EnvelopeRow).delete()
        uow.commit()
    assert own_money(over.office, over.seat(0), "youth") == OwnAnswer(Answer.GONE)


def test_looking_writes_nothing(over: World) -> None:
    """No table, no file: what was shown is nowhere afterwards."""

    def kept() -> dict[str, bytes]:
        folder = over.office.keys.folder.parent
        return {
            str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file() and "-shm" not in each.name
        }

    before = kept()
    own_money(over.office, over.seat(0), "youth")
    assert kept() == before

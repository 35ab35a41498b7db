"""The pots of a draft."""

from datetime import date

import pytest

from pbvote.domain.draft import AnswersRefusedError, RollBegunError
from pbvote.domain.errors import RoundSetUpError, UnknownRoundError
from pbvote.domain.pot import Electorate, Tier
from pbvote.domain.rules import UnknownMethodError
from pbvote.services.draft_pot import (
    MOST_POTS,
    TAKEN_BY_PAGES,
    PotCount,
    add_pot,
    change_count,
    change_electorate,
    change_money,
    change_openness,
    move_pot,
    remove_pot,
)
from pbvote.services.drafting import PotOfDraft
from pbvote.services.enrol_members import enrol_members
from pbvote.services.plan_round import electorate_of
from pbvote.storage.queries.rounds import pot_row, pot_rows
from pbvote.storage.tables import PotRow
from tests.factories import World, member
from tests.services.drafts import CLERK, ready_draft

YOUNG = Electorate(11, 25, date(2027, 9, 1), ("Docks",), ("tenant",))


@pytest.fixture
def pot(new: World) -> PotOfDraft:
    return ready_draft(new)


def the_pot(world: World, pot: PotOfDraft) -> PotRow:
    with world.office.database.read() as db:
        return pot_row(db, pot.round_id, pot.pot_id)


def order(world: World, round_id: str) -> list[str]:
    with world.office.database.read() as db:
        return [each.id for each in pot_rows(db, round_id)]


def test_it_works(new: World, pot: PotOfDraft) -> None:
    change_money(new.office, pot, "Young pot", 1_500_000)
    change_electorate(new.office, pot, YOUNG)
    change_count(new.office, pot, PotCount("ranked-equal-shares", "none", 4, 10, 25))
    change_openness(new.office, pot, Tier.T0)
    row = the_pot(new, pot)
    assert (row.title, row.budget, row.tier) == ("Young pot", 1_500_000, "T0")
    assert (row.completion, row.max_ranks, row.minimum_supporters, row.share_step) == ("none", 4, 10, 25)
    assert electorate_of(row) == YOUNG
    assert "11 to 25 years old on 1 September 2027" in row.blurb


def test_own_words_say_who_may_vote(new: World, pot: PotOfDraft) -> None:
    change_electorate(new.office, pot, YOUNG, "For the young of the docks.")
    assert the_pot(new, pot).blurb == "For the young of the docks."


def test_a_pot_cannot_be_smaller_than_one_of_its_projects(new: World, pot: PotOfDraft) -> None:
    with pytest.raises(AnswersRefusedError) as refused:
        change_money(new.office, pot, "Youth pot", 899_999)
    assert "£9,000" in refused.value.faults["budget"]


def test_a_rule_and_a_completion_that_do_not_go_together(new: World, pot: PotOfDraft) -> None:
    with pytest.raises(UnknownMethodError):
        change_count(new.office, pot, PotCount("points-greedy", "add1u", 3))


def test_a_rule_for_comparing_decides_no_pot(new: World, pot: PotOfDraft) -> None:
    with pytest.raises(UnknownMethodError, match="for comparing only"):
        change_count(new.office, pot, PotCount("equal-shares-points", "add1", 3))


@pytest.mark.parametrize("title", TAKEN_BY_PAGES)
def test_no_pot_has_the_address_of_a_page(new: World, pot: PotOfDraft, title: str) -> None:
    assert add_pot(new.office, CLERK, pot.round_id, title, 100) == f"{title}-2"


def test_pots_move_and_go(new: World, pot: PotOfDraft) -> None:
    second = PotOfDraft(CLERK, pot.round_id, add_pot(new.office, CLERK, pot.round_id, "Area", 100))
    move_pot(new.office, second)
    move_pot(new.office, second)
    assert order(new, pot.round_id) == ["area", "youth-pot"]
    remove_pot(new.office, pot)
    assert order(new, pot.round_id) == ["area"]
    with pytest.raises(UnknownRoundError):
        remove_pot(new.office, pot)


def test_there_is_an_end_to_pots(new: World, pot: PotOfDraft) -> None:
    for number in range(MOST_POTS - 1):
        add_pot(new.office, CLERK, pot.round_id, f"Pot {number}", 100)
    with pytest.raises(RoundSetUpError, match="at most"):
        add_pot(new.office, CLERK, pot.round_id, "One more", 100)


def test_members_on_the_roll_hold_the_pots_and_their_voters(new: World, pot: PotOfDraft) -> None:
    """They were sorted by these ages and wards, and their dates of birth are gone."""
    enrol_members(new.office, pot.round_id, [member(0)])
    with pytest.raises(RollBegunError):
        change_electorate(new.office, pot, YOUNG)
    with pytest.raises(RollBegunError):
        remove_pot(new.office, pot)
    with pytest.raises(RollBegunError):
        add_pot(new.office, CLERK, pot.round_id, "Another", 100)
    change_electorate(new.office, pot, electorate_of(the_pot(new, pot)), "Other words for the same people.")
    assert the_pot(new, pot).blurb == "Other words for the same people."

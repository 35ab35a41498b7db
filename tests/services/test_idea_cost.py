"""The costs of an idea, line by line."""

import pytest

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import DraftMovedError, UnknownIdeaError
from pbvote.domain.proposal import MOST_ITEMS, MOST_PENCE, CostItem, IdeaWords
from pbvote.services.idea_cost import add_item, listed_item, mark_of_items, remove_item
from pbvote.services.prices import PriceWords, add_price, change_price, end_price
from tests.factories import World
from tests.idea_world import seat_of
from tests.ideas import draft_by, words_now

EMPTY = mark_of_items(())
PAINT = CostItem("Paint", 2, 1_250)


def items(world: World, proposal_id: int) -> tuple[CostItem, ...]:
    return words_now(world, 1, proposal_id).items


def test_it_works(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Wall"))
    add_item(ideas.office, seat_of(ideas, 1), proposal_id, EMPTY, PAINT)
    assert items(ideas, proposal_id) == (PAINT,)
    remove_item(ideas.office, seat_of(ideas, 1), proposal_id, mark_of_items((PAINT,)), 0)
    assert items(ideas, proposal_id) == ()


def test_a_form_that_is_sent_twice_adds_one_line(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Wall"))
    for _ in range(2):
        add_item(ideas.office, seat_of(ideas, 1), proposal_id, EMPTY, PAINT)
    assert items(ideas, proposal_id) == (PAINT,)


def test_the_same_thing_can_be_added_again_on_purpose(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Wall"))
    add_item(ideas.office, seat_of(ideas, 1), proposal_id, EMPTY, PAINT)
    add_item(ideas.office, seat_of(ideas, 1), proposal_id, mark_of_items((PAINT,)), PAINT)
    assert items(ideas, proposal_id) == (PAINT, PAINT)


def test_who_saw_another_list_adds_nothing_and_takes_nothing_out(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Wall", items=(PAINT,)))
    with pytest.raises(DraftMovedError):
        add_item(ideas.office, seat_of(ideas, 1), proposal_id, EMPTY, CostItem("Brush", 1, 500))
    remove_item(ideas.office, seat_of(ideas, 1), proposal_id, EMPTY, 0)
    for place in (-1, 1, 10**30):
        remove_item(ideas.office, seat_of(ideas, 1), proposal_id, mark_of_items((PAINT,)), place)
    assert items(ideas, proposal_id) == (PAINT,)


def test_lines_that_cannot_stand(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Wall"))
    for item in (
        CostItem("", 1, 100), CostItem("x" * 81, 1, 100), CostItem("a\u202eb", 1, 100), CostItem("Gold", 2, MOST_PENCE),
        CostItem("Gold", 2, 1, MOST_PENCE), CostItem("Air", 1, 0),
    ):  # fmt: skip
        with pytest.raises(AnswersRefusedError):
            add_item(ideas.office, seat_of(ideas, 1), proposal_id, EMPTY, item)
    assert items(ideas, proposal_id) == ()


def test_there_is_room_for_so_many_lines(ideas: World) -> None:
    full = (PAINT,) * MOST_ITEMS
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Wall", items=full))
    with pytest.raises(AnswersRefusedError, match=str(MOST_ITEMS)):
        add_item(ideas.office, seat_of(ideas, 1), proposal_id, mark_of_items(full), PAINT)


def test_nobody_else_adds_a_line(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Wall"))
    with pytest.raises(UnknownIdeaError):
        add_item(ideas.office, seat_of(ideas, 3), proposal_id, EMPTY, PAINT)


def test_a_line_from_the_list_keeps_the_price_of_its_day(ideas: World) -> None:
    price_id = add_price(ideas.office, "officer-1", PriceWords("Bench", "one", 45_000, 900))
    bench = listed_item(ideas.office, price_id, 3)
    assert bench == CostItem("Bench", 3, 45_000, 900, price_id)
    proposal_id = draft_by(ideas, 1, IdeaWords(title="Rest", items=(bench,)))
    change_price(ideas.office, "officer-1", price_id, PriceWords("Bench", "one", 99_000))
    assert items(ideas, proposal_id) == (bench,)


def test_a_price_that_ended_or_never_was_cannot_be_chosen(ideas: World) -> None:
    price_id = add_price(ideas.office, "officer-1", PriceWords("Bench", "one", 45_000))
    end_price(ideas.office, "officer-1", price_id)
    for wanted in (price_id, 0, 999):
        with pytest.raises(AnswersRefusedError):
            listed_item(ideas.office, wanted, 1)

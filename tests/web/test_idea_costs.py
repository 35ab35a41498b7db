"""The page of the costs: prices typed in every way, nothing lost, and buttons that work without script."""

import pytest

from pbvote.domain.proposal import CostItem, IdeaWords
from pbvote.services.prices import PriceWords, add_price
from tests.factories import World
from tests.ideas import draft_by, saved, words_now
from tests.web.quick import quick_post
from tests.web.talker import Talker

COST = "/my/ideas/2/cost"


@pytest.fixture
def author(talking: World) -> Talker:
    """Member 3 at the costs of draft 2; the trust keeps two prices."""
    draft_by(talking, 3, IdeaWords(title="Wall", pot_id="youth"))
    add_price(talking.office, "officer-1", PriceWords("Bench", "one bench", 45_000, 1_200, "With arms."))
    add_price(talking.office, "officer-1", PriceWords("Lamp", "one lamp", 180_000))
    visitor = Talker(talking, 3)
    visitor.get(COST)
    return visitor


def items(world: World) -> tuple[CostItem, ...]:
    return words_now(world, 3, 2).items


def test_lines_are_added_from_the_list_and_of_ones_own_and_added_up(author: Talker, talking: World) -> None:
    author.press(COST, add="list", **{"price-id": "1", "price-number": "2"})
    author.press(COST, add="own", name="Paint", number="3", price="£1,200.50", yearly="10")
    assert items(talking) == (CostItem("Bench", 2, 45_000, 1_200, 1), CostItem("Paint", 3, 120_050, 1_000))
    assert "To get it: £4,501.50" in author.page.words
    assert "To keep it: £54 a year" in author.page.words


def test_a_line_is_removed_by_its_own_button(author: Talker, talking: World) -> None:
    author.press(COST, add="own", name="Paint", price="5")
    author.press(COST, add="own", name="Brush", price="6")
    author.press(COST, remove="0")
    assert [each.name for each in items(talking)] == ["Brush"]
    for wrong in ("7", "-1", "x", "9" * 40):
        quick_post(author, COST, {"mark": author.page.form(COST)["mark"][0], "remove": wrong}, 303)
    assert len(items(talking)) == 1


@pytest.mark.parametrize("button", ["typed", "own"])
def test_the_enter_key_adds_what_was_typed_and_removes_nothing(author: Talker, talking: World, button: str) -> None:
    author.press(COST, add="own", name="Paint", price="5")
    assert author.page.text.index('name="add"') < author.page.text.index('name="remove"')
    author.press(COST, add=button, name="Brush", price="6")
    assert [each.name for each in items(talking)] == ["Paint", "Brush"]


BAD = (
    ("price", "£1,200.5", "Write pence with two figures, such as £1,200.50."),
    ("price", "lots", "Write the price in figures"),
    ("price", "1.200,50", "Write a comma for thousands and a dot before the pence."),
    ("price", "1e3", "Write the price in figures"),
    ("price", "-5", "A price cannot be below £0."),
    ("price", "9" * 13, "in figures"),
    ("price", "100,000,001", "That is more than £100,000,000."),
    ("price", "<script>", "Write the price in figures"),
    ("yearly", "some", "Write the price in figures"),
    ("number", "0", "Write how many in figures, from 1 to 10,000."),
    ("number", "1.5", "Write how many in figures"),
    ("number", "many", "Write how many in figures"),
    ("price", "", "Write what it costs to get"),
    ("name", "", "Write what you need."),
    ("name", "x" * 81, "81 characters"),
    ("name", "a\u202eb", "hidden signs"),
)


def test_costs_that_cannot_be_read_are_said_at_their_field_and_stay_typed(author: Talker, talking: World) -> None:
    for name, typed, words in BAD:
        fields = {"name": "Paint", "number": "1", "price": "5", "yearly": "", name: typed}
        if name == "yearly":
            fields["price"] = ""
        text = quick_post(author, COST, {**fields, "add": "own", "mark": "x"})
        assert words in text, typed
        assert f'value="{typed}"' in text or not typed
    assert author.press(COST, 422, add="own", name="Paint", price="lots").heading == "What does it cost?"
    assert items(talking) == ()


def test_a_list_that_a_co_author_changed_is_shown_and_nothing_typed_is_lost(author: Talker, talking: World) -> None:
    saved(talking, 3, 2, items=(CostItem("Ladder", 1, 5_000),))
    page = author.press(COST, 422, add="own", name="Paint", price="5")
    assert "The list was changed meanwhile." in page.words
    assert "Ladder" in page.words
    assert 'value="Paint"' in page.text
    author.press(COST, add="own", name="Paint", price="5")
    assert [each.name for each in items(talking)] == ["Ladder", "Paint"]


def test_sent_twice_a_form_adds_one_line(author: Talker, talking: World) -> None:
    form = {name: values[0] for name, values in author.page.form(COST).items()}
    for _ in range(2):
        author.post(COST, {**form, "add": "own", "name": "Paint", "price": "5"})
    assert len(items(talking)) == 1


def test_going_on_keeps_a_line_that_was_typed_and_not_added(author: Talker, talking: World) -> None:
    author.press(COST, go="1", name="Paint", price="5")
    assert [each.name for each in items(talking)] == ["Paint"]
    assert author.page.path != COST


def test_choices_that_are_not_on_the_list(author: Talker) -> None:
    for chosen, number in (("", "1"), ("99", "1"), ("x", "1"), ("1", "none"), ("9" * 30, "1")):
        quick_post(author, COST, {"add": "list", "price-id": chosen, "price-number": number})


def test_more_than_the_pot_holds_is_said_while_one_writes(author: Talker) -> None:
    author.press(COST, add="own", name="Bridge", price="20,001")
    assert "The pot you chose holds £20,000. Your idea must not cost more." in author.page.words


def test_the_notes_of_the_price_list_help(author: Talker) -> None:
    assert "Bench: With arms." in author.page.words
    assert "Bench: £450 for one bench, £12 a year" in author.page.words

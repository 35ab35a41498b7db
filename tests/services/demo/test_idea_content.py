"""The demo's ideas are read strictly, and what ships is whole."""

from importlib.resources import files

import pytest

from pbvote.services.demo.idea_content import idea_round, parse_ideas
from pbvote.services.demo.toml_table import ContentError

SHIPPED = files("pbvote.services.demo").joinpath("ideas.toml").read_text("utf-8")


def test_every_idea_can_be_paid_by_its_pot() -> None:
    found = idea_round()
    prices = {each.name: each.price for each in found.prices}
    for idea in found.ideas:
        cost = sum(prices[name] * number for name, number in idea.priced) + sum(each.once for each in idea.own_items)
        assert 0 < cost <= found.pots[idea.pot - 1].budget, idea.parts["title"]


@pytest.mark.parametrize(
    ("present", "instead", "named"),
    [
        ('author = "young"', 'author = "old"', "author"),
        ("pot = 1", "pot = 9", "no such pot"),
        ("question = 1", "question = 3", "not chosen"),
        ('["Hall hire", 10]', '["Castle hire", 10]', "Castle hire"),
        ("chosen = true", "chosen = 1", "chosen"),
        ('[["Board games", 20, 1_800]]', "[[20]]", "own_items"),
        ("answers = []", 'answers = ["One.", "Two.", "Three."]', "more answers than questions"),
        ("supporters = 22", "", "supporters"),
        ("[[ideas]]", "[[ideas", "not TOML"),
        ("unit = ", "unity = ", "unit"),
    ],
)
def test_what_is_wrong_is_named(present: str, instead: str, named: str) -> None:
    text = SHIPPED.replace('own_items = [["Food for 40 people", 12, 9_000], ["Board games", 20, 1_800]]',
                           'own_items = [["Board games", 20, 1_800]]')  # fmt: skip
    assert present in text
    with pytest.raises(ContentError, match=named):
        parse_ideas(text.replace(present, instead, 1))

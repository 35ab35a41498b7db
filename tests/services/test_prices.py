"""The trust's price list: who keeps it, its order, and prices that end."""

import pytest

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.proposal import MOST_PENCE
from pbvote.services.prices import PriceWords, UnknownPriceError, add_price, change_price, end_price, move_price
from pbvote.services.security_log import security_lines
from pbvote.storage.queries.prices import price_list
from tests.factories import World

BENCH, LAMP, TREE = (
    PriceWords("Bench", "one", 45_000),
    PriceWords("Lamp", "one", 180_000, 1_200),
    PriceWords("Tree", "one", 9_000),
)


def names(world: World, *, ended: bool = False) -> list[str]:
    with world.office.database.read() as db:
        return [each.name for each in price_list(db, ended=ended)]


def filled(world: World) -> list[int]:
    return [add_price(world.office, "officer-1", each) for each in (BENCH, LAMP, TREE)]


def test_it_works(new: World) -> None:
    bench, _, tree = filled(new)
    move_price(new.office, "officer-1", tree, -1)
    assert names(new) == ["Bench", "Tree", "Lamp"]
    change_price(new.office, "officer-1", bench, PriceWords("Long bench", "one", 60_000))
    end_price(new.office, "officer-1", tree)
    assert names(new) == ["Long bench", "Lamp"]
    assert names(new, ended=True) == ["Tree"]
    end_price(new.office, "officer-1", tree, ended=False)
    assert names(new) == ["Long bench", "Lamp", "Tree"]


def test_moves_stop_at_the_ends(new: World) -> None:
    bench, _, tree = filled(new)
    for price_id, places in ((bench, -1), (bench, -100), (tree, 1), (tree, 10**9)):
        move_price(new.office, "officer-1", price_id, places)
    assert names(new) == ["Bench", "Lamp", "Tree"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (PriceWords("", "one", 1), "name"),
        (PriceWords("x" * 81, "one", 1), "name"),
        (PriceWords("a\u202eb", "one", 1), "name"),
        (PriceWords("Bench", "", 1), "unit"),
        (PriceWords("Bench", "one", -1), "price"),
        (PriceWords("Bench", "one", MOST_PENCE + 1), "price"),
        (PriceWords("Bench", "one", 1, -1), "yearly"),
        (PriceWords("Bench", "one", 0, 0), "price"),
        (PriceWords("Bench", "one", 1, 0, "x" * 251), "note"),
    ],
)
def test_a_price_that_cannot_stand_is_refused_at_its_field(new: World, words: PriceWords, field: str) -> None:
    with pytest.raises(AnswersRefusedError) as refused:
        add_price(new.office, "officer-1", words)
    assert list(refused.value.faults) == [field]


def test_a_price_that_is_not_on_the_list(new: World) -> None:
    (bench, *_) = filled(new)
    end_price(new.office, "officer-1", bench)
    with pytest.raises(UnknownPriceError):
        change_price(new.office, "officer-1", bench, BENCH)
    with pytest.raises(UnknownPriceError):
        move_price(new.office, "officer-1", bench, 1)
    with pytest.raises(UnknownPriceError):
        end_price(new.office, "officer-1", 999)


def test_the_list_has_an_end(new: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbvote.services.prices.MOST_PRICES", 1)
    add_price(new.office, "officer-1", BENCH)
    with pytest.raises(AnswersRefusedError):
        add_price(new.office, "officer-1", LAMP)


@pytest.mark.parametrize("role", ["helper-1", "reviewer-1", "nobody", "officer-9"])
def test_others_do_not_keep_it(new: World, role: str) -> None:
    with pytest.raises(UnknownOfficerError):
        add_price(new.office, role, BENCH)


def test_the_security_log_says_who_changed_it(new: World) -> None:
    add_price(new.office, "officer-2", BENCH)
    with new.office.database.read() as db:
        assert [each.role for each in security_lines(db, None, 50) if each.kind == "price.changed"] == ["officer-2"]

"""Prices as people type them: read exactly, or refused with words that say what to type."""

import pytest

from pbvote.domain.price_text import PriceTextError, parse_number, parse_price, price_field
from pbvote.domain.proposal import MOST_NUMBER, MOST_PENCE


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£1,200.50", 120_050),
        ("1200.50", 120_050),
        ("1200", 120_000),
        (" £ 1,200 ", 120_000),
        ("1\u00a0200", 120_000),
        ("0.05", 5),
        ("0", 0),
        ("£100,000,000", MOST_PENCE),
    ],
)
def test_a_price_is_read_to_the_penny(typed: str, pence: int) -> None:
    assert pence == parse_price(typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write the price in pounds"),
        ("lots", "in figures"),
        ("£1,200.5", "two figures, such as £1,200.50"),
        ("1200.5", "two figures, such as £1200.50"),
        ("1.200,50", "a comma for thousands and a dot"),
        ("12,50", "a comma for thousands and a dot"),
        ("1e3", "in figures"),
        ("-5", "below £0"),
        ("£-5", "below £0"),
        ("-£5", "below £0"),
        ("\u22125", "below £0"),
        ("100,000,000.01", "more than £100,000,000"),
        ("9" * 12, "more than £100,000,000"),
        ("9" * 400, "in figures"),
        ("1,20", "a comma for thousands and a dot"),
        ("1,2000", "in figures"),
        ("12k", "in figures"),
        ("$5", "in figures"),
        ("€5", "in figures"),
        ("1.234", "in figures"),
        ("££5", "in figures"),
        ("٣٤", "in figures"),
        ("\uff11\uff12", "in figures"),
        ("5 or 6", "in figures"),
        ("NaN", "in figures"),
        ("Infinity", "in figures"),
        ("0x10", "in figures"),
        ("\u202e5", "in figures"),
        ("5\x00", "in figures"),
    ],
)
def test_anything_else_is_refused_with_a_sentence_that_says_what_to_type(typed: str, words: str) -> None:
    with pytest.raises(PriceTextError, match=words):
        parse_price(typed)


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("1,000", 1000), (" 12 ", 12), ("10000", MOST_NUMBER)])
def test_a_number_of_things_is_whole(typed: str, number: int) -> None:
    assert number == parse_number(typed)


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.5", "10001", "many", "1e3", "9" * 40, "½", "²"])
def test_no_number_of_things_is_guessed(typed: str) -> None:
    with pytest.raises(PriceTextError, match="from 1 to 10,000"):
        parse_number(typed)


@pytest.mark.parametrize("pence", [0, 5, 120_050, MOST_PENCE])
def test_what_stands_in_a_field_can_be_typed_again(pence: int) -> None:
    assert pence == parse_price(price_field(pence))

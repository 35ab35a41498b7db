"""What people type as a price or a number of things: read exactly, or refused with a sentence that says what to type.

Nothing is guessed: “£1,200.5” could be £1,200.50 or a slip of £12,005, so whoever typed it is asked.
"""

import re

from pbvote.domain.errors import PbvoteError
from pbvote.domain.money import format_pounds
from pbvote.domain.proposal import MOST_NUMBER, MOST_PENCE
from pbvote.domain.sentence import say

_SHOWN = 20
"""Characters of a strange price that a sentence repeats."""

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_PRICE = re.compile(r"£?([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{2}))?", re.ASCII)
_ONE_DIGIT = re.compile(r"£?([0-9,]+\.[0-9])", re.ASCII)
_OTHER_WAY = re.compile(r"£?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}", re.ASCII)


class PriceTextError(PbvoteError):
    """A text that is no price, or no number of things."""


def parse_price(text: str) -> int:
    """Pence of a price in pounds such as “£1,200.50”, “1200” or “£ 1,200”. Raises PriceTextError."""
    typed = _SPACES.sub("", text)
    found = _PRICE.fullmatch(typed)
    if found is None:
        raise PriceTextError(_why_no_price(typed))
    pence = int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
    if pence > MOST_PENCE:
        raise PriceTextError(_too_much())
    return pence


def parse_number(text: str) -> int:
    """How many of a thing: a whole number from 1. Raises PriceTextError."""
    typed = _SPACES.sub("", text)
    number = int(typed.replace(",", "")) if _NUMBER.fullmatch(typed) else 0
    if not 1 <= number <= MOST_NUMBER:
        raise PriceTextError(say("Write how many in figures, from 1 to %(most)s.", most=f"{MOST_NUMBER:,}"))
    return number


def price_field(pence: int) -> str:
    """Pence as they stand in a field that can be typed again: “1,200.50”, “1,200”."""
    return format_pounds(pence).removeprefix("£")


def _too_much() -> str:
    return say("That is more than %(most)s. Look at the noughts again.", most=format_pounds(MOST_PENCE))


def _why_no_price(typed: str) -> str:
    if not typed:
        return say("Write the price in pounds. For example: £1,200.50.")
    if typed.startswith(("-", "\u2212", "£-", "£\u2212")):
        return say("A price cannot be below £0. For example: £1,200.50.")
    one_digit = _ONE_DIGIT.fullmatch(typed)
    if one_digit is not None:
        return say("Write pence with two figures, such as £%(price)s0.", price=one_digit[1][:_SHOWN])
    if _OTHER_WAY.fullmatch(typed):
        return say("Write a comma for thousands and a dot before the pence. For example: £1,200.50.")
    return say("Write the price in figures, in pounds. For example: £1,200.50.")

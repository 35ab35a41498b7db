"""Money in minor units (pence): integers only, read from text exactly and written for people."""

import re

from pbvote.domain.errors import PbvoteError

LARGEST_AMOUNT = 2**53 - 1
"""The largest amount in minor units that every reader of a result keeps exactly."""

_AMOUNT = re.compile(r"([0-9]{1,18})(?:\.([0-9]{1,2}))?", re.ASCII)


class AmountError(PbvoteError):
    """A text that is not an amount of money in major units with at most two decimals."""


def parse_amount(text: str) -> int:
    """Minor units of an amount in major units: "2572946.76" is 257294676. Raises AmountError."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise AmountError(f"{text[:40]!a} is not an amount: write digits, with at most two decimals after a dot.")
    whole, decimals = found.groups()
    minor = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    if minor > LARGEST_AMOUNT:
        raise AmountError(f"{text[:40]!a} is too large an amount to count with.")
    return minor


def format_amount(minor: int) -> str:
    """Minor units for people, without a currency: "9,000", "43.66", "-5"."""
    whole, rest = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole:,}{f'.{rest:02}' if rest else ''}"


def format_pounds(pence: int) -> str:
    """Pence for people: "£9,000", "£43.66", "-£5"."""
    return f"{'-' if pence < 0 else ''}£{format_amount(abs(pence))}"

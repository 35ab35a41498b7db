"""The grain: how coarse an amount of voting money must be so that it does not tell how many people paid it.

docs/result-format.md, "The public form", gives the reasons.
"""

from fractions import Fraction
from math import ceil

from pbvote.domain.result import Result

_PEOPLE = 10
"""An amount is left open by at least what so many people had."""

_WHOLE_UNIT = 100
"""Minor units in a pound: nobody wants a finer number."""


def grain_of(result: Result) -> int:
    """The smallest 1, 2 or 5 times a power of ten, in minor units, that is ten times what any voter had, or more."""
    most = max([result.parameters.voting_money or Fraction(0), *(each.voting_money or 0 for each in result.groups)])
    wanted = max(_WHOLE_UNIT, ceil(most * _PEOPLE))
    power: int = 10 ** (len(str(wanted)) - 1)
    return next(size for size in (power, 2 * power, 5 * power, 10 * power) if size >= wanted)


def rounded_down(amount: Fraction | int, grain: int) -> int:
    """The largest multiple of the grain that is not more."""
    return int(amount // grain) * grain

"""A copy of the money of each class in 64-bit fixed point: good enough to say what surely cannot be afforded."""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from pbvote.tally.profile import Integers

_BITS = 61
"""Fixed-point money of all voters together, and one unit a voter, stay below 2 to this power: int64 holds them."""


class FixedMoney:
    """Money and growth of each class, rounded down to units of 2 to the power of -`shift` of a minor unit.

    `voters`: how many there are; `most`: the largest amount, of money or growth, that any of them has.
    """

    def __init__(self, voters: int, most: Fraction, classes: int) -> None:
        self.shift = _BITS - (int(most * voters) + voters).bit_length()
        self._money, self._growth = np.zeros(classes, dtype=np.int64), np.zeros(classes, dtype=np.int64)

    def note(self, each: int, money: int, growth: int, denominator: int) -> None:
        """The numerators of a class; it may be a class for which there was no room yet."""
        if each >= len(self._money):
            self._money = np.concatenate([self._money, np.zeros_like(self._money)])
            self._growth = np.concatenate([self._growth, np.zeros_like(self._growth)])
        self._money[each] = self._in_units(money, denominator)
        self._growth[each] = self._in_units(growth, denominator)

    def costs(self, costs: Iterable[int]) -> Integers:
        """Costs in the same unit, rounded down.

        A removed project may cost any amount; what no money reaches is cut to the largest integer.
        """
        largest = int(np.iinfo(np.int64).max)
        return np.array([min(self._in_units(cost, 1), largest) for cost in costs], dtype=np.int64)

    def highest(self, table: Integers) -> Integers:
        """For each project more than its supporters have; `table` as in ClassCounts."""
        return table[:-1] @ (self._money + 1)

    def steps_below(self, table: Integers, room: Integers, standing: Iterable[int]) -> int | None:
        """For how many steps `highest` of those standing surely grows by no more than their `room`; None: for ever."""
        projects = list(standing)
        growth = table[projects] @ (self._growth + 1)
        grows = growth > 0
        if not grows.any():
            return None
        return max(0, int((room[projects][grows] // growth[grows]).min()))

    def _in_units(self, number: int, denominator: int) -> int:
        if self.shift >= 0:
            return (number << self.shift) // denominator
        return number // (denominator << -self.shift)

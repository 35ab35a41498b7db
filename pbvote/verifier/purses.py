"""What the voters of each group begin with: their parts of the voting money (tally.md, section 1).

A *home* is the group whose money a voter holds: the voter's own group, or the one that it was joined to.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, Optional


class Group(NamedTuple):
    """A voter group of a pot and its part of the voting money, above 0; the parts of a pot add up to 1."""

    id: str
    part: Fraction


class Purses(NamedTuple):
    """By position of the group in the pot: its own ballots, and its home, which is another group if it was too small.

    `rates[h]`: what each voter of home h holds of one penny of the notional budget; 0 for a group that is no home.
    """

    ballots: tuple[int, ...]
    homes: tuple[int, ...]
    rates: tuple[Fraction, ...]


def divide_money(groups: Sequence[Group], ballots: Sequence[int], min_group: int, max_ratio: int) -> Purses:
    """Divide the money of the pot; `ballots` are those that rank anything, group by group, at least one together."""
    if len(groups) <= 1:
        return Purses((sum(ballots),), (0,), (Fraction(1, sum(ballots)),))
    joined = _join_small_groups(ballots, min_group)
    homes = [_home(joined, each) for each in range(len(groups))]
    numbers = {home: 0 for home in range(len(groups)) if joined[home] is None}
    for group, number in enumerate(ballots):
        numbers[homes[group]] += number
    # Dividing a part in proportion, again and again, comes to dividing by the sum of the parts that remain.
    remaining = sum((groups[home].part for home in numbers), Fraction(0))
    rates = {home: Fraction(groups[home].part, remaining * number) for home, number in numbers.items()}
    capped = _cap(rates, numbers, max_ratio)
    everywhere = tuple(capped.get(each, Fraction(0)) for each in range(len(groups)))
    return Purses(tuple(ballots), tuple(homes), everywhere)


def _join_small_groups(ballots: Sequence[int], min_group: int) -> list[Optional[int]]:
    joined: list[Optional[int]] = [None] * len(ballots)
    numbers = dict(enumerate(ballots))
    while len(numbers) > 1:
        smallest = min(numbers, key=lambda each: (numbers[each], each))
        if numbers[smallest] >= min_group:
            break
        moving = numbers.pop(smallest)
        largest = max(numbers, key=lambda each: (numbers[each], -each))
        joined[smallest] = largest
        numbers[largest] += moving
    return joined


def _home(joined: Sequence[Optional[int]], group: int) -> int:
    onward = joined[group]
    return group if onward is None else _home(joined, onward)


def _cap(rates: dict[int, Fraction], numbers: dict[int, int], max_ratio: int) -> dict[int, Fraction]:
    """Give the rates in which nobody holds more than `max_ratio` times what anybody else does; their sum stays 1."""
    least = min(rates.values())
    limit = max_ratio * least
    held = {home: min(rate, limit) for home, rate in rates.items()}
    total = sum((numbers[home] * rate for home, rate in held.items()), Fraction(0))
    return {home: Fraction(rate, total) for home, rate in held.items()}

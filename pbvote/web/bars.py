"""Bars with one scale: an amount, what it had to reach, and the same in words. Per cents are text, for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from pbvote.web.moneybar import HUNDREDTHS, per_cent

FULL = 9_500
"""The longest bar or mark ends at 95 %, so that a mark at the end can be seen."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to be drawn: `amount` and `mark` in the same unit, or None where there is nothing to draw.

    `lost`: it did not reach its mark. `rest`: what no other bar names.
    """

    name: str
    text: str
    amount: int | None
    mark: int | None = None
    lost: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure as it is drawn."""

    name: str
    text: str
    width: str
    mark: str
    lost: bool
    rest: bool = False


def bars(measures: Sequence[Measure]) -> tuple[Bar, ...]:
    """All measures on one scale, from nothing to the largest amount or mark."""
    most = max((number for each in measures for number in (each.amount, each.mark) if number), default=1)
    return tuple(_bar(each, most, FULL) for each in measures)


def bars_of_hundred(measures: Sequence[Measure]) -> tuple[Bar, ...]:
    """Measures that are parts of a hundred: the track is the whole hundred."""
    return tuple(_bar(each, 100, HUNDREDTHS) for each in measures)


def _bar(measure: Measure, most: int, full: int) -> Bar:
    width = "" if measure.amount is None else per_cent(measure.amount * full // most)
    mark = "" if measure.mark is None else per_cent(measure.mark * full // most)
    return Bar(measure.name, measure.text, width, mark, measure.lost, measure.rest)

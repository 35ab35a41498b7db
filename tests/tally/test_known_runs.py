"""Runs that are remembered: asked for once, and again only where a tie would fall another way."""

from pbvote.tally.choice import Choice
from pbvote.tally.known_runs import Attempt, KnownRuns
from pbvote.tally.share_run import Run

TIED = ((0, (0, 1)),)


class Maker:
    """Makes runs that hold for three k each, with 0 before 1 at k from 2 on, and counts them."""

    def __init__(self) -> None:
        self.known, self.made = KnownRuns(), list[int]()

    def at(self, k: int, order: tuple[int, ...] = (0, 1), free: tuple[Choice, ...] = ()) -> Attempt:
        def make() -> Attempt:
            self.made.append(k)
            return Attempt(k, k + 2, list(free), Run((0,), TIED if k >= 2 else (), (1,)))

        return self.known.at(k, order, list(free), make)


def test_a_run_is_made_once_for_every_k_that_it_covers() -> None:
    maker = Maker()
    assert maker.at(0) is maker.at(1) is maker.at(2)
    maker.at(3)
    assert maker.made == [0, 3]


def test_runs_are_found_in_any_order() -> None:
    maker = Maker()
    last, first = maker.at(6), maker.at(0)
    assert (maker.at(7), maker.at(2)) == (last, first)
    assert maker.made == [6, 0]


def test_another_tie_order_makes_only_runs_whose_ties_fall_another_way() -> None:
    maker = Maker()
    without_ties, with_ties = maker.at(0), maker.at(3)
    assert maker.at(0, (1, 0)) is without_ties
    assert maker.at(3, (1, 0)) is not with_ties
    assert maker.at(3) is with_ties
    assert maker.made == [0, 3, 3]


def test_another_beginning_is_another_run() -> None:
    maker = Maker()
    before = maker.at(0)
    assert maker.at(0, free=(Choice(1, (1,), 5),)) is not before

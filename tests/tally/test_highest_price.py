"""The highest price, on real ballots: the kept run funds a project at it, and not at a penny more."""

from pathlib import Path

import pytest

from pbvote.tally.highest_price import highest_prices
from tests.tally.closeness import district


@pytest.mark.parametrize("name", ["Stare_Miasto", "Swoszowice", "Bienczyce"])
def test_a_penny_more_is_too_much(shared: Path, name: str) -> None:
    """For every project that somebody ranked; a run in which it really costs that much says so."""
    place = district(shared, name)
    prices = highest_prices(place.kept, lambda *_: None)
    assert set(prices) == place.kept.prepared.candidates
    for project, price in prices.items():
        assert place.funds_at(project, price)
        assert price == place.result.budget or not place.funds_at(project, price + 1)


def test_a_lower_price_never_hurts(shared: Path) -> None:
    """In one run at a fixed share: halving again and again, every price under the highest would do."""
    place = district(shared, "Stare_Miasto")
    for project, price in highest_prices(place.kept, lambda *_: None).items():
        while price := price // 2:
            assert place.funds_at(project, price)


def test_what_the_run_funds_could_have_cost_more(shared: Path) -> None:
    """Or just as much; and what it does not fund less."""
    place = district(shared, "Stare_Miasto")
    for project, price in highest_prices(place.kept, lambda *_: None).items():
        step = place.result.step_of(place.whole.pot.ids[project])
        is_bought = step is not None and isinstance(step.level, int)
        assert (price >= place.kept.prepared.costs[project]) is is_bought


def test_each_run_of_its_own_is_told(shared: Path) -> None:
    """One for each project that the run funds."""
    place, told = district(shared, "Stare_Miasto"), list[tuple[int, int]]()
    highest_prices(place.kept, lambda *line: told.append(line))
    bought = sum(isinstance(step.level, int) for step in place.result.steps)
    assert told == [(done, bought) for done in range(1, bought + 1)]

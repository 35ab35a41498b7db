"""Equal shares by points and by cost, expanding approvals: the papers' examples, the definitions by the letter."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from pbvote.verifier import expanding
from pbvote.verifier.errors import MalformedError
from pbvote.verifier.pot import BY_COST, BY_POINTS, EXPANDING, Ballot, Pot
from pbvote.verifier.result import count_pot

from .naive_count import places
from .pots import ballots_of, pot_of, random_pot, with_points
from .test_result import E1, E2, E4

Example = tuple[int, str, str]


def _count(example: Example, rule: str, **changes: object) -> dict[str, Any]:
    budget, costs, ballots = example
    pot = pot_of(budget, costs, rule=rule, **changes)
    return count_pot(pot, ballots_of(pot, ballots))


@pytest.mark.parametrize(
    ("example", "rule", "bought"),
    [
        (E1, BY_POINTS, [("A", "40/39"), ("E", "10/7")]),
        (E1, BY_COST, [("A", "1/13"), ("E", "1/7")]),
        (E2, BY_POINTS, [("B", "35/22"), ("D", "25/14"), ("E", "30/7")]),
        (E1, EXPANDING, [("A", None), ("E", None)]),
        (E4, EXPANDING, [("A", None), ("C", None)]),
    ],
)
def test_the_worked_examples(example: Example, rule: str, bought: list[tuple[str, str | None]]) -> None:
    """What the papers of section 6 fund, in their order, at their rho."""
    assert bought == [(each["project"], each["rho"]) for each in _count(example, rule)["steps"]]


def test_add1_gives_the_cities_their_share() -> None:
    """100 pence and more: floor(B / 100n) hundreds, then one more in each run."""
    result = _count((1000, "A700 B600", "2*A, B"), BY_COST, completion="add1", share_step=None)
    assert result["parameters"]["share_step"] == 100
    assert result["parameters"]["voting_money"] == "500/1"
    assert result["kept_k"] == 2
    assert result["funded"] == ["A"]


def test_add1u_fills_by_votes_and_not_by_points() -> None:
    """A has more points than B, but fewer people; a step so large that no run funds anything."""
    example = (100, "A60 B60 C5 D5", "3*A, 4*C>D>B")
    result = _count(example, BY_POINTS, completion="add1u", share_step=1000)
    assert [each["points"] for each in result["projects"]] == [9, 4, 12, 8]
    assert result["funded"] == ["B", "C", "D"]
    assert "4 people chose it, the most of the projects that still fitted." in result["projects"][1]["reason"]


def test_no_rule_with_places_takes_points() -> None:
    pot = pot_of(10, "A5", rule=EXPANDING)
    with pytest.raises(MalformedError, match="needs places"):
        count_pot(pot, [Ballot(((0,),), 0, ((0, 3),))])


def _naive_expanding(pot: Pot, ballots: list[Ballot]) -> list[int]:
    """Aziz and Lee's rule with one Fraction a voter; the projects of its run in order."""
    cast = [each.ranking for each in ballots if each.ranking]
    out = {each for each, cost in enumerate(pot.costs) if cost > pot.budget or cost == 0 or each in pot.withdrawn}
    voters, weights = [places(each, out) for each in cast], [Fraction(1) for _ in cast]
    funded: list[int] = []
    ranks = pot.ranks()
    for level in range(1, 1 + max(max(each.values(), default=0) for each in voters)):
        while True:
            options = []
            for project in set(range(len(pot.ids))) - out:
                backers = [i for i, voter in enumerate(voters) if voter.get(project, 99) <= level]
                weight, quota = sum(weights[i] for i in backers), Fraction(len(cast) * pot.costs[project], pot.budget)
                fits = pot.costs[project] <= pot.budget - sum(pot.costs[each] for each in funded)
                if backers and fits and weight >= quota:
                    options.append((-weight, pot.costs[project], ranks[project], project, backers, quota))
            if not options:
                break
            weight, _, _, project, backers, quota = min(options)
            for i in backers:
                weights[i] *= 1 + quota / weight
            funded.append(project)
            out |= {project} | pot.rivals(project)
    return funded


def _plain(pot: Pot, rule: str) -> Pot:
    return pot._replace(rule=rule, completion="none", minimum_supporters=0, costs=tuple(c or 1 for c in pot.costs))


@pytest.mark.parametrize("bits", [1, 8, 128])
def test_expanding_approvals_by_the_letter(monkeypatch: pytest.MonkeyPatch, bits: int) -> None:
    """Bounds of any width decide as one Fraction a voter does; too wide ones only ask the rationals more often."""
    monkeypatch.setattr(expanding, "PRECISIONS", (bits,))
    random = Random(31)  # noqa: S311 # a test needs the same draw each time
    seen = 0
    while seen < 150:
        pot, ballots = random_pot(random)
        pot = _plain(pot, EXPANDING)
        if any(each.ranking for each in ballots):
            expected = [pot.ids[each] for each in _naive_expanding(pot, ballots)]
            assert count_pot(pot, ballots)["funded"] == expected, (pot, ballots)
            seen += 1


def test_bounds_too_wide_are_made_narrower(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rationals may not be asked, more bits decide; where these do not either, the rationals do after all."""
    monkeypatch.setattr(expanding, "_FEW_STEPS", 0)
    monkeypatch.setattr(expanding, "PRECISIONS", (2, 200))
    random = Random(32)  # noqa: S311 # a test needs the same draw each time
    for _ in range(60):
        pot, ballots = random_pot(random)
        pot = _plain(pot, EXPANDING)
        if any(each.ranking for each in ballots):
            assert count_pot(pot, ballots)["funded"] == [pot.ids[each] for each in _naive_expanding(pot, ballots)]


def _naive_equal_shares(pot: Pot, ballots: list[Ballot], share: Fraction) -> list[tuple[int, Fraction]]:
    """The Method of Equal Shares with one Fraction a voter and rho by trying every set of those who pay all."""
    cast = [each for each in ballots if each.ranking]
    out = {each for each, cost in enumerate(pot.costs) if cost > pot.budget or each in pot.withdrawn}
    utilities = [_utilities(pot, each) for each in cast]
    money = [share for _ in cast]
    found: list[tuple[int, Fraction]] = []
    while True:
        options = []
        for project in set(range(len(pot.ids))) - out:
            fans = [i for i, voter in enumerate(utilities) if voter.get(project, 0) > 0]
            rho = _naive_rho(pot.costs[project], [(money[i], utilities[i][project]) for i in fans])
            if rho is not None:
                options.append((rho, -len(fans), pot.ranks()[project], project, fans))
        if not options:
            return found
        rho, _, _, project, fans = min(options)
        for i in fans:
            money[i] -= min(money[i], rho * utilities[i][project])
        found.append((project, rho))
        out |= {project} | pot.rivals(project)


def _utilities(pot: Pot, ballot: Ballot) -> dict[int, int]:
    if pot.rule == BY_COST:
        return {each: pot.costs[each] for place in ballot.ranking for each in place}
    if ballot.points:
        return dict(ballot.points)
    return {each: pot.max_ranks - place + 1 for each, place in places(ballot.ranking, set()).items()}


def _naive_rho(cost: int, fans: list[tuple[Fraction, int]]) -> Fraction | None:
    if not fans or sum(money for money, _ in fans) < cost:
        return None
    breaks = sorted({money / utility for money, utility in fans})
    for poorest in [Fraction(-1), *breaks]:
        poor = sum((money for money, utility in fans if money / utility <= poorest), Fraction(0))
        eager = sum(utility for money, utility in fans if money / utility > poorest)
        if eager and sum(min(money, (cost - poor) / eager * utility) for money, utility in fans) == cost:
            return (cost - poor) / eager
    return breaks[-1]


@pytest.mark.parametrize("rule", [BY_POINTS, BY_COST])
@pytest.mark.parametrize("points", [False, True])
def test_equal_shares_by_the_letter(rule: str, *, points: bool) -> None:
    random = Random(33)  # noqa: S311 # a test needs the same draw each time
    seen = 0
    while seen < 150:
        pot, ballots = random_pot(random)
        if points:
            ballots = with_points(random, ballots)
        pot = _plain(pot, rule)
        voters = sum(bool(each.ranking) for each in ballots)
        if voters:
            share = Fraction(pot.budget, voters)
            expected = [
                (pot.ids[project], f"{rho.numerator}/{rho.denominator}")
                for project, rho in _naive_equal_shares(pot, ballots, share)
            ]
            steps = count_pot(pot, ballots)["steps"]
            assert expected == [(each["project"], each["rho"]) for each in steps], (pot, ballots)
            seen += 1

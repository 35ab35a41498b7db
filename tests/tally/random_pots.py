"""Random pots, small enough to be counted by hand and mean enough to reach every corner."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject
from pbvote.domain.ranking import Ranking


def chance_of(seed: int) -> Random:
    """Chance that comes out the same every time."""
    return Random(seed)  # noqa: S311 - a test must be repeatable, and nothing here is secret


def random_pot(chance: Random, *, most_voters: int = 12, most_projects: int = 6) -> tuple[CountedPot, list[Ranking]]:
    """A pot with its ballots: sometimes ties, a minimum, conflicts, removals, costs of 0, a quorum, blank ballots."""
    ids = [chr(ord("A") + index) for index in range(chance.randint(1, most_projects))]
    budget = chance.choice((chance.randint(1, 30), chance.randint(20, 200), 60))
    round_costs = chance.random() < 0.4
    costs = [_cost(chance, budget, round_costs=round_costs) for _ in ids]
    longest = chance.randint(1, len(ids))
    ties = chance.random() < 0.3
    ballots = [_ballot(chance, ids, longest, ties=ties) for _ in range(chance.randint(0, most_voters))]
    pot = CountedPot(
        budget=budget,
        projects=tuple(map(CountedProject, ids, costs)),
        max_ranks=longest + chance.randint(0, 1),
        minimum_supporters=chance.choice((0, 0, 0, 1, 2, 3)),
        quorum=chance.choice((0, 0, 0, 0, 3)),
        conflicts=_conflicts(chance, ids),
        withdrawn=frozenset(each for each in ids if chance.random() < 0.06),
    )
    return pot, ballots


def random_grouped_pot(
    chance: Random, *, most_voters: int = 12, most_projects: int = 6
) -> tuple[CountedPot, list[Ballot]]:
    """The same with two to four groups of voters, some of them too small, some with a part far above their number."""
    pot, rankings = random_pot(chance, most_voters=most_voters, most_projects=most_projects)
    ids = [f"g{number}" for number in range(chance.randint(2, 4))]
    weights = [chance.choice((1, 1, 2, 3, 10)) for _ in ids]
    groups = tuple(
        CountedGroup(each, Fraction(weight, sum(weights))) for each, weight in zip(ids, weights, strict=True)
    )
    pot = replace(pot, groups=groups, min_group=chance.randint(1, 4), max_ratio=chance.choice((1, 2, 5, 5)))
    return pot, [Ballot(ranking, chance.choice(ids)) for ranking in rankings]


def _cost(chance: Random, budget: int, *, round_costs: bool) -> int:
    kind = chance.random()
    if kind < 0.06:
        return 0
    if kind < 0.1:
        return budget + chance.randint(0, 3)
    if round_costs:
        return max(1, budget // chance.choice((1, 2, 3, 4, 6)))
    return chance.randint(1, max(1, budget * 2 // 3))


def _ballot(chance: Random, ids: list[str], longest: int, *, ties: bool) -> Ranking:
    if chance.random() < 0.05:
        return Ranking()
    ranked = chance.sample(ids, chance.randint(1, longest))
    if chance.random() < 0.5:  # agreement, so that groups can buy something and ties come about
        ranked.sort()
    groups: list[list[str]] = []
    for project in ranked:
        if groups and ties and chance.random() < 0.4:
            groups[-1].append(project)
        else:
            groups.append([project])
    return Ranking.tied(groups)


def _conflicts(chance: Random, ids: list[str]) -> tuple[tuple[str, ...], ...]:
    if len(ids) < 2 or chance.random() < 0.7:
        return ()
    return tuple(tuple(chance.sample(ids, chance.randint(2, min(3, len(ids))))) for _ in range(chance.randint(1, 2)))

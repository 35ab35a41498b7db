"""Pots for the tests of the count: from a line of text, or drawn at random."""

from fractions import Fraction
from random import Random

from pbvote.verifier.pot import EQUAL_SHARES, EXPANDING, GREEDY_ORDERS, SHARES, Ballot, Pot
from pbvote.verifier.purses import Group


def pot_of(budget: int, costs: str, **changes: object) -> Pot:
    """Make a pot from `A40 B30`: single-letter projects with their costs, tied in this order."""
    names = costs.split()
    pot = Pot(
        budget=budget,
        ids=tuple(each[0] for each in names),
        costs=tuple(int(each[1:]) for each in names),
        tie_order=tuple(range(len(names))),
        share_step=1,
        max_ranks=3,
    )
    return pot._replace(**changes)  # type: ignore[arg-type] # a test names the fields it means


def ballots_of(pot: Pot, text: str) -> list[Ballot]:
    """Read `13*A>B>C, 7*D>E`: numbers of ballots and their rankings, tied letters joined by `=`."""
    found: list[Ballot] = []
    for part in text.split(","):
        number, _, ranking = part.strip().rpartition("*")
        groups = [group.split("=") for group in ranking.split(">")] if ranking else []
        ranking_of = tuple(tuple(pot.ids.index(each) for each in group) for group in groups)
        found += [Ballot(ranking_of)] * int(number or "1")
    return found


def random_pot(random: Random) -> tuple[Pot, list[Ballot]]:
    """Draw a small pot with removals, conflicts, minimums, free projects, ties in rankings and blanks."""
    size = random.randint(2, 6)
    budget = random.randint(5, 60)
    order = list(range(size))
    random.shuffle(order)
    pot = Pot(
        budget=budget,
        ids=tuple("abcdef"[:size]),
        costs=tuple(random.choice([0, *range(1, budget + 3)]) for _ in range(size)),
        tie_order=tuple(order),
        withdrawn=frozenset(p for p in range(size) if random.random() < 0.1),
        conflicts=tuple(tuple(random.sample(range(size), 2)) for _ in range(random.choice([0, 0, 1, 2]))),
        completion=random.choice(["none", "add1", "add1u"]),
        share_step=random.choice([None, 1, 2, 5]),
        max_ranks=5,
        minimum_supporters=random.choice([0, 0, 0, 2]),
    )
    return pot, [_random_ballot(random, size) for _ in range(random.randint(1, 9))]


def with_groups(random: Random, pot: Pot, ballots: list[Ballot]) -> tuple[Pot, list[Ballot]]:
    """Put the voters of a pot into two to four groups with parts of the money."""
    size = random.randint(2, 4)
    weights = [random.choice([1, 1, 2, 3, 20]) for _ in range(size)]
    groups = tuple(Group(f"g{each}", Fraction(weight, sum(weights))) for each, weight in enumerate(weights))
    changed = pot._replace(groups=groups, min_group=random.choice([1, 1, 2, 3]), max_ratio=random.choice([1, 2, 5]))
    return changed, [each._replace(group=random.randrange(size)) for each in ballots]


def with_points(random: Random, ballots: list[Ballot]) -> list[Ballot]:
    """Give every ballot points instead of places, now and then none."""
    found = []
    for ballot in ballots:
        ids = sorted(each for place in ballot.ranking for each in place)
        points = tuple((each, random.choice([0, 1, 2, 3, 5])) for each in ids)
        found.append(Ballot((tuple(ids),) if ids else (), ballot.group, points))
    return found


def any_pot(random: Random) -> tuple[Pot, list[Ballot]]:
    """Draw a pot of any rule, with everything that its rule can have."""
    pot, ballots = random_pot(random)
    rule = random.choice([SHARES, SHARES, SHARES, *EQUAL_SHARES, EXPANDING, *GREEDY_ORDERS])
    if rule in {EXPANDING, *GREEDY_ORDERS}:
        pot = pot._replace(completion="none", share_step=None)
    overflow = random.choice(["skip", "skip", "stop"]) if rule in GREEDY_ORDERS else "skip"
    pot = pot._replace(rule=rule, on_overflow=overflow, quorum=random.choice([0, 0, 0, 4]))
    if random.random() < 0.4:
        pot, ballots = with_groups(random, pot, ballots)
    if random.random() < 0.3:
        costs = tuple(random.choice([0, *(max(1, pot.budget // part) for part in (2, 3, 3, 4))]) for _ in pot.ids)
        pot = pot._replace(costs=costs)
    takes_points = rule in {*EQUAL_SHARES, "approval-greedy"}
    return pot, with_points(random, ballots) if takes_points and random.random() < 0.3 else ballots


def _random_ballot(random: Random, size: int) -> Ballot:
    ranked = random.sample(range(size), random.randint(0, min(size, 5)))
    groups: list[tuple[int, ...]] = []
    for project in ranked:
        if groups and random.random() < 0.2:
            groups[-1] = (*groups[-1], project)
        else:
            groups.append((project,))
    return Ballot(tuple(groups))

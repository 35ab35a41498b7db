"""Ranked equal shares as slowly and plainly as its definition: one Fraction a voter, every run from the start."""

from fractions import Fraction
from typing import NamedTuple

from pbvote.verifier.pot import Ballot, Pot, Ranking


class NaiveStep(NamedTuple):
    """What one purchase of one run looked like."""

    level: int
    project: int
    behind: Fraction
    supporters: int
    rho: Fraction
    full: int
    left: Fraction
    tied: tuple[int, ...]


class NaiveOutcome(NamedTuple):
    """The kept run, the fill, the listed runs, the best money of each project with its first test, the purses."""

    k: int
    free: list[int]
    steps: list[NaiveStep]
    filled: list[int]
    runs: list[tuple[int, int, int]]
    best: dict[int, tuple[Fraction, int]]
    purses: list[Fraction]
    left: list[Fraction]


def places(ballot: Ranking, removed: set[int]) -> dict[int, int]:
    """Give the closed-up place of each project of a ballot that is not removed."""
    found: dict[int, int] = {}
    for group in ballot:
        left = [each for each in group if each not in removed]
        place = len(found) + 1
        found.update(dict.fromkeys(left, place))
    return found


def _rivals(pot: Pot, funded: list[int]) -> set[int]:
    return {other for group in pot.conflicts for each in funded if each in group for other in group} - set(funded)


def _price(cost: int, purses: list[Fraction]) -> Fraction:
    unpaid = Fraction(cost)
    for position, purse in enumerate(sorted(purses)):
        share = unpaid / (len(purses) - position)
        if share <= purse:
            return share
        unpaid -= purse
    raise AssertionError("not affordable")


def naive_rates(pot: Pot, groups: list[int]) -> list[Fraction]:
    """Give what each voter holds of one penny, by the letter of tally.md, section 1: dissolve, then cap with s."""
    if not pot.groups:
        return [Fraction(1, len(groups))] * len(groups)
    members = {g: [i for i, group in enumerate(groups) if group == g] for g in range(len(pot.groups))}
    parts = {g: group.part for g, group in enumerate(pot.groups)}
    while len(members) > 1:
        small = min(members, key=lambda g: len(members[g]))
        if len(members[small]) >= pot.min_group:
            break
        others = [g for g in members if g != small]
        large = next(g for g in others if len(members[g]) == max(len(members[o]) for o in others))
        members[large] = members[large] + members.pop(small)
        gone, rest = parts.pop(small), sum(parts[g] for g in others)
        parts = {g: parts[g] + gone * parts[g] / rest for g in others}
    beta = {g: parts[g] / len(members[g]) for g in members}
    least = min(beta.values())
    high = [g for g in members if beta[g] > pot.max_ratio * least]
    low = [g for g in members if g not in high]
    floor = min(beta[g] for g in low)
    s = 1 / (sum(len(members[g]) * beta[g] for g in low) + pot.max_ratio * floor * sum(len(members[g]) for g in high))
    rate = {g: pot.max_ratio * s * floor if g in high else s * beta[g] for g in members}
    return [next(rate[g] for g in members if i in members[g]) for i in range(len(groups))]


class _NaiveRun:
    def __init__(self, pot: Pot, voters: list[dict[int, int]], out: set[int], purses: list[Fraction]) -> None:
        self.pot, self.voters, self.out = pot, voters, out
        self.purses, self.begun = list(purses), purses
        self.steps: list[NaiveStep] = []
        self.best: dict[int, tuple[Fraction, int]] = {}
        for level in range(1, max((max(v.values(), default=0) for v in voters), default=0) + 1):
            while self._step(level):
                pass

    def _step(self, level: int) -> bool:
        funded = [each.project for each in self.steps]
        gone = self.out | set(funded) | _rivals(self.pot, funded)
        options = []
        for project in set(range(len(self.pot.ids))) - gone:
            backers = [i for i, voter in enumerate(self.voters) if voter.get(project, 99) <= level]
            behind = sum((self.purses[i] for i in backers), Fraction(0))
            if project not in self.best or behind > self.best[project][0]:
                self.best[project] = (behind, len(self.steps))
            if backers and behind >= self.pot.costs[project]:
                rho = _price(self.pot.costs[project], [self.purses[i] for i in backers])
                options.append((self.pot.costs[project] / rho, behind, project, rho, backers))
        if not options:
            return False
        top = max((each[0], each[1]) for each in options)
        ranks = self.pot.ranks()
        tied = sorted((o for o in options if (o[0], o[1]) == top), key=lambda o: ranks[o[2]])
        _, behind, project, rho, backers = tied[0]
        full = sum(self.purses[i] >= rho for i in backers)
        for i in backers:
            self.purses[i] -= min(self.purses[i], rho)
        left = sum(self.purses, Fraction(0))
        names = tuple(each[2] for each in tied)
        self.steps.append(NaiveStep(level, project, behind, len(backers), rho, full, left, names))
        return True


def naive_count(pot: Pot, ballots: list[Ballot]) -> NaiveOutcome:
    """Count a small pot by the letter of tally.md, sections 1 to 2.2; there is at least one ranked ballot."""
    size = range(len(pot.ids))
    cast = [each for each in ballots if each.ranking]
    rates = naive_rates(pot, [each.group if pot.groups else 0 for each in cast])
    ranked = [each.ranking for each in cast]
    supporters = {p: sum(any(p in group for group in ballot) for ballot in ranked) for p in size}
    removed = {
        p for p in size if p in pot.withdrawn or pot.costs[p] > pot.budget or supporters[p] < pot.minimum_supporters
    }
    voters = [places(ballot, removed) for ballot in ranked]
    free: list[int] = []
    for project in pot.tie_order:
        eligible = supporters[project] and project not in removed and project not in _rivals(pot, free)
        if pot.costs[project] == 0 and eligible:
            free.append(project)
    out = removed | set(free) | _rivals(pot, free)
    wanted = {p for p in size if supporters[p]} - out
    k, runs = _search(pot, voters, out, wanted, rates)
    kept = runs[k]
    outcome = NaiveOutcome(k, free, kept.steps, [], _listed(pot, len(free), runs), kept.best, kept.begun, kept.purses)
    if pot.completion == "add1u":
        _fill(pot, ranked, wanted, outcome)
    return outcome


def _search(
    pot: Pot, voters: list[dict[int, int]], out: set[int], wanted: set[int], rates: list[Fraction]
) -> tuple[int, list[_NaiveRun]]:
    runs: list[_NaiveRun] = []
    step = pot.share_step or max(1, pot.budget // (100 * len(voters)))
    while True:
        k = len(runs)
        money = pot.budget + k * step * len(voters)
        runs.append(_NaiveRun(pot, voters, out, [rate * money for rate in rates]))
        funded = [each.project for each in runs[k].steps]
        if pot.completion == "none":
            return 0, runs
        if sum(pot.costs[each] for each in funded) > pot.budget:
            return k - 1, runs
        if wanted <= set(funded) | _rivals(pot, funded):
            return k, runs


def _listed(pot: Pot, free: int, runs: list[_NaiveRun]) -> list[tuple[int, int, int]]:
    if pot.completion == "none":
        return []
    listed = []
    before: list[int] | None = None
    for k, run in enumerate(runs):
        funded = [each.project for each in run.steps]
        if funded != before or k == len(runs) - 1:
            listed.append((k, sum(pot.costs[each] for each in funded), free + len(funded)))
        before = funded
    return listed


def _fill(pot: Pot, ranked: list[Ranking], wanted: set[int], outcome: NaiveOutcome) -> None:
    points = dict.fromkeys(range(len(pot.ids)), 0)
    for ballot in ranked:
        for project, place in places(ballot, set()).items():
            points[project] += pot.max_ranks - place + 1
    taken = [each.project for each in outcome.steps]
    money = pot.budget - sum(pot.costs[each] for each in taken)
    ranks = pot.ranks()
    for project in sorted(wanted - set(taken), key=lambda p: (-points[p], ranks[p])):
        if pot.costs[project] <= money and project not in _rivals(pot, taken):
            money -= pot.costs[project]
            taken.append(project)
            outcome.filled.append(project)

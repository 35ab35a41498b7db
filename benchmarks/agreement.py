"""Whether another program comes to the same results: `python -m benchmarks.agreement [POTS]`. Needs the extra `bench`.

It counts small random pots (300 of each kind unless asked) by the rules that pabutools knows too, in its exact
fractions, and prints how often both fund the same projects, and the first pots where they do not:

- Equal shares without completion: the same rule, told to break ties as ours does. Every difference would be a fault.
- Approvals, most supporters first: the same, apart from projects that nobody chose: it funds them with what is left.

Its expanding approvals (`pb_ear`) cannot be compared on small pots: it cuts weights to whole numbers, and divides by 0.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass

from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.tally import count

POTS = 300


@dataclass(frozen=True, slots=True)
class Case:
    """A pot with its ballots: the projects that each chose, in order."""

    pot: CountedPot
    choices: tuple[tuple[str, ...], ...]

    def instance(self) -> tuple[Instance, dict[str, Project]]:
        """The pot as the other program takes it."""
        projects = {each.id: Project(each.id, each.cost) for each in self.pot.projects}
        return Instance(projects.values(), budget_limit=self.pot.budget), projects

    def ours(self, method: CountMethod, ballots: list[Ballot]) -> Result:
        """Our count, ties by the order of the pot."""
        return count(self.pot, ballots, self.pot.ids, method)

    def ties(self, supporters: dict[str, int]) -> TieBreakingRule:
        """More supporters first, then the order of the pot."""
        place = {project: position for position, project in enumerate(self.pot.ids)}
        return TieBreakingRule(lambda _, __, project: (-supporters.get(project.name, 0), place[project.name]))


def invented(dice: random.Random) -> Case:
    """Up to 12 voters and 6 projects, no project dearer than the pot."""
    ids = [chr(ord("A") + each) for each in range(dice.randint(2, 6))]
    budget = dice.randint(20, 200)
    costs = [dice.randint(1, max(1, budget * 2 // 3)) for _ in ids]
    choices = tuple(tuple(dice.sample(ids, dice.randint(1, len(ids)))) for _ in range(dice.randint(1, 12)))
    return Case(CountedPot(budget, tuple(map(CountedProject, ids, costs)), len(ids)), choices)


def equal_shares_by_cost(case: Case, _: random.Random) -> tuple[set[str], set[str]]:
    """Approval ballots, cost as utility."""
    instance, projects = case.instance()
    profile = ApprovalProfile([ApprovalBallot({projects[each] for each in choice}) for choice in case.choices])
    result = case.ours(
        CountMethod("equal-shares-cost", "none"), [Ballot(Ranking.approving(each)) for each in case.choices]
    )
    ties = case.ties({each.id: each.supporters or 0 for each in result.projects})
    theirs = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=ties)
    return set(result.funded), {project.name for project in theirs}


def equal_shares_by_points(case: Case, dice: random.Random) -> tuple[set[str], set[str]]:
    """Ballots that give 1 to 9 points."""
    instance, projects = case.instance()
    given = [{each: dice.randint(1, 9) for each in choice} for choice in case.choices]
    profile = CardinalProfile(
        [CardinalBallot({projects[each]: points for each, points in ballot.items()}) for ballot in given]
    )
    ballots = [Ballot(Ranking.approving(each), points=tuple(sorted(each.items()))) for each in given]
    result = case.ours(CountMethod("equal-shares-points", "none"), ballots)
    ties = case.ties({each.id: each.supporters or 0 for each in result.projects})
    theirs = method_of_equal_shares(instance, profile, sat_class=Additive_Cardinal_Sat, tie_breaking=ties)
    return set(result.funded), {project.name for project in theirs}


def most_supporters_first(case: Case, _: random.Random) -> tuple[set[str], set[str]]:
    """Approval ballots; what does not fit is passed over."""
    instance, projects = case.instance()
    profile = ApprovalProfile([ApprovalBallot({projects[each] for each in choice}) for choice in case.choices])
    result = case.ours(CountMethod("approval-greedy"), [Ballot(Ranking.approving(each)) for each in case.choices])
    theirs = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=case.ties({}))
    wanted = {each for choice in case.choices for each in choice}  # it funds what nobody wants, too
    return set(result.funded), {project.name for project in theirs} & wanted


COMPARED: tuple[tuple[str, Callable[[Case, random.Random], tuple[set[str], set[str]]]], ...] = (
    ("equal-shares-cost none", equal_shares_by_cost),
    ("equal-shares-points none", equal_shares_by_points),
    ("approval-greedy", most_supporters_first),
)


def main() -> None:
    """Print a line for each rule, and the first pots that differ."""
    pots = int(sys.argv[1]) if len(sys.argv) > 1 else POTS
    for title, counted_by_both in COMPARED:
        dice = random.Random(2026)  # noqa: S311 - the same pots every time are the point
        cases = [invented(dice) for _ in range(pots)]
        results = [(case, *counted_by_both(case, dice)) for case in cases]
        different = [(case, ours, theirs) for case, ours, theirs in results if ours != theirs]
        print(f"{title:26} {pots - len(different):5} of {pots} alike")
        for case, ours, theirs in different[:3]:
            print(f"    ours {sorted(ours)}, theirs {sorted(theirs)}: {case}")


if __name__ == "__main__":
    main()

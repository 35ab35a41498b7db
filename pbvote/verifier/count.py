"""A whole count: what costs nothing, the runs with their completion, the fill; or a greedy rule."""

from typing import NamedTuple, Optional

from .completion import Attempt, Completed, Hall, complete
from .electorate import Electorate
from .greedy import Greedy, Taken, choose_free, choose_greedily
from .pot import GREEDY_ORDERS, SHARES, Pot, Profile


class Outcome(NamedTuple):
    """What a count funded, part by part; `hall` and `completed` only for ranked-equal-shares."""

    free: tuple[Taken, ...]
    greedy: Greedy  # the greedy rule, or the fill
    hall: Optional[Hall] = None
    completed: Optional[Completed] = None

    @property
    def kept(self) -> Optional[Attempt]:
        """The kept attempt of the runs."""
        return None if self.completed is None else self.completed.kept

    @property
    def funded(self) -> tuple[int, ...]:
        """The funded projects in order."""
        run = () if self.kept is None else self.kept.funded
        parts = (self.free, self.greedy.taken)
        return tuple(each.project for each in parts[0]) + run + tuple(each.project for each in parts[1])


def count_outcome(pot: Pot, profile: Profile, electorate: Electorate) -> Outcome:
    """Count; nothing is funded under the quorum or when no ballot ranks anything."""
    if profile.turnout < pot.quorum or profile.n == 0:
        return Outcome((), Greedy(()))
    free, out, wanted = openings_of(pot, profile)
    if pot.rule != SHARES:
        scores = scores_of(pot, profile)
        return Outcome(free, choose_greedily(pot, wanted, scores, pot.budget))
    step = share_step(pot, profile)
    funded_free = tuple(each.project for each in free)
    hall = Hall(pot, electorate, funded_free, frozenset(out), frozenset(wanted), step)
    completed = complete(hall)
    return Outcome(free, fill(pot, profile, hall, completed), hall, completed)


def openings_of(pot: Pot, profile: Profile) -> tuple[tuple[Taken, ...], set[int], set[int]]:
    """Give what is funded at cost 0, what is out before the rule, and what the rule may fund."""
    ranked = {each for each in range(len(pot.ids)) if profile.supporters[each] and each not in profile.removed}
    free = choose_free(pot, ranked)
    out = set(profile.removed)
    for each in free:
        out |= pot.rivals(each.project) | {each.project}
    return free, out, ranked - out


def share_step(pot: Pot, profile: Profile) -> int:
    """Give the growth of the share per run, in pence: as frozen, else a hundredth of a share."""
    return pot.share_step or max(1, pot.budget // (100 * profile.n))


def scores_of(pot: Pot, profile: Profile) -> list[int]:
    """Give what a greedy rule sorts by."""
    return profile.points if GREEDY_ORDERS[pot.rule] == "points" else profile.supporters


def fill(pot: Pot, profile: Profile, hall: Hall, completed: Completed) -> Greedy:
    """Take by points what still fits after the kept run, with add1u only."""
    if pot.completion != "add1u":
        return Greedy(())
    gone = set(completed.kept.funded)
    for each in completed.kept.funded:
        gone |= pot.rivals(each)
    money = pot.budget - completed.kept.spent
    return choose_greedily(pot, hall.wanted - gone, profile.points, money)

"""A whole count: what costs nothing, the runs with their completion, the fill; or a greedy rule."""

from typing import NamedTuple, Optional

from .completion import Attempt, Completed, Hall, complete
from .electorate import Electorate
from .greedy import Greedy, Taken, choose_free, choose_greedily
from .pot import EQUAL_SHARES, GREEDY_ORDERS, SHARES, Pot, Profile
from .wishes import Wishes

STEP_OF_THE_CITIES = 100  # pence a voter, in both equal-shares rules


class Outcome(NamedTuple):
    """What a count funded, part by part; `hall` and `completed` for the rules that make runs."""

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
    if pot.rule in GREEDY_ORDERS:
        scores = profile.points if order_of(pot, profile) == "points" else profile.supporters
        return Outcome(free, choose_greedily(pot, wanted, scores, pot.budget))
    wishes = Wishes(pot, profile) if pot.rule in EQUAL_SHARES else None
    if wishes is not None:
        wanted = {each for each in wanted if wishes.voters[each]}
    hall = Hall(pot, electorate, wishes, frozenset(out), frozenset(wanted), share_step(pot, profile))
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
    """Give the growth of the share per run, in pence: as frozen, else a hundredth of a share or one of the coin."""
    if pot.rule in EQUAL_SHARES:
        return pot.share_step or STEP_OF_THE_CITIES
    return pot.share_step or max(1, pot.budget // (100 * profile.n))


def order_of(pot: Pot, profile: Profile) -> Optional[str]:
    """Give what a greedy rule sorts by: `points`, or `supporters` where ballots give none; None for other rules."""
    if pot.rule == "approval-greedy" and profile.has_points:
        return "points"
    return GREEDY_ORDERS.get(pot.rule)


def fill(pot: Pot, profile: Profile, hall: Hall, completed: Completed) -> Greedy:
    """Take what still fits after the kept run, with add1u only: by points, in both equal-shares rules by votes."""
    if pot.completion != "add1u":
        return Greedy(())
    gone = set(completed.kept.funded)
    for each in completed.kept.funded:
        gone |= pot.rivals(each)
    money = pot.budget - completed.kept.spent
    scores = profile.points if pot.rule == SHARES else profile.supporters
    return choose_greedily(pot, hall.wanted - gone, scores, money)

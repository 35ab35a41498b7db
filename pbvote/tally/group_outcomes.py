"""What the groups of a pot had and paid in a count, as the result says it."""

from collections.abc import Sequence
from fractions import Fraction

from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.result import GroupOutcome
from pbvote.tally.profile import Profile
from pbvote.tally.voter_shares import VoterShares, sizes_of


def group_outcomes(
    pot: CountedPot, shares: VoterShares, voting_money: int, left: Sequence[Fraction]
) -> tuple[GroupOutcome, ...]:
    """The groups in the order of the pot. `voting_money` of all voters in the kept run; `left` of it to each group."""
    paid = [Fraction(0)] * len(left)
    for own, target in enumerate(shares.joined):
        paid[target] += shares.sizes[own] * shares.parts[own] * voting_money - left[own]
    outcomes = []
    for index, group in enumerate(pot.groups):
        size, part, target = shares.sizes[index], shares.parts[index], shares.joined[index]
        if target == index:
            money = part * pot.budget, part * voting_money, paid[index]
            outcomes.append(GroupOutcome(group.id, group.part, size, None, *money))
        else:
            outcomes.append(GroupOutcome(group.id, group.part, size, pot.groups[target].id, None, None, None))
    return tuple(outcomes)


def uncounted_groups(pot: CountedPot, profile: Profile) -> tuple[GroupOutcome, ...]:
    """The groups of a pot in which nothing is counted: only how many ballots they have."""
    sizes = sizes_of(pot, profile)
    return tuple(GroupOutcome(each.id, each.part, sizes[index], *[None] * 4) for index, each in enumerate(pot.groups))

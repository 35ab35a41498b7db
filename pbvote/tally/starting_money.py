"""What everybody has when a run begins."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbvote.tally.profile import Integers, Profile
from pbvote.tally.voter_shares import VoterShares


@dataclass(frozen=True, slots=True)
class StartingMoney:
    """Amounts in minor units, the growth of each when shares grow by one step, and which of them each group has."""

    amounts: tuple[Fraction, ...]
    growths: tuple[Fraction, ...]
    which: Integers


def everybody_has(profile: Profile, amount: Fraction, growth: Fraction | int = 0) -> StartingMoney:
    """All voters alike."""
    groups = int(profile.group_of.max(initial=0)) + 1
    return StartingMoney((amount,), (Fraction(growth),), np.zeros(groups, dtype=np.int64))


def divided(shares: VoterShares, money: Fraction | int, growth: Fraction | int = 0) -> StartingMoney:
    """`money` of all voters together, and `growth` of it, by the shares of the groups; equal shares are one amount."""
    parts = sorted(set(shares.parts))
    which = np.array([parts.index(part) for part in shares.parts], dtype=np.int64)
    return StartingMoney(tuple(part * money for part in parts), tuple(part * growth for part in parts), which)

"""What everybody has when a run begins."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbvote.tally.profile import Integers, Profile
from pbvote.tally.voter_shares import VoterShares


@dataclass(frozen=True, slots=True)
class StartingMoney:
    """Amounts in minor units, the growth of each when shares grow by one step, and which of them each row has."""

    amounts: tuple[Fraction, ...]
    growths: tuple[Fraction, ...]
    which: Integers


def everybody_has(profile: Profile, amount: Fraction, growth: Fraction | int = 0) -> StartingMoney:
    """All voters alike."""
    return StartingMoney((amount,), (Fraction(growth),), np.zeros(len(profile.multiplicity), dtype=np.int64))


def divided(profile: Profile, shares: VoterShares, money: Fraction | int, growth: Fraction | int = 0) -> StartingMoney:
    """`money` of all voters together, and `growth` of it, by the shares of the groups; equal shares are one amount."""
    parts = sorted(set(shares.parts))
    of_group = np.array([parts.index(part) for part in shares.parts], dtype=np.int64)
    amounts, growths = tuple(part * money for part in parts), tuple(part * growth for part in parts)
    return StartingMoney(amounts, growths, of_group[profile.group_of])

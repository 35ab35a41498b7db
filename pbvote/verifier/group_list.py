"""The voter groups of a count as its document lists them: what each voter held, and what they all paid together."""

from typing import Optional

from .pot import SHARES, Pot, Profile
from .shapes import Record
from .steps import rational
from .watched import WatchedRun


def list_groups(pot: Pot, profile: Profile, kept: Optional[WatchedRun]) -> list[Record]:
    """Give an object for every group in the order of the pot; `kept` is the kept run, None where nothing is counted."""
    if pot.rule != SHARES:
        return []
    return [_group(pot, profile, kept, group) for group in range(len(pot.groups))]


def _group(pot: Pot, profile: Profile, kept: Optional[WatchedRun], group: int) -> Record:
    purses = profile.purses
    found: Record = {
        "id": pot.groups[group].id,
        "part": rational(pot.groups[group].part),
        "ballots": 0 if purses is None else purses.ballots[group],
        **dict.fromkeys(("joined", "share", "voting_money", "paid")),
    }
    if purses is None or kept is None:
        return found
    home = purses.homes[group]
    if home != group:
        found["joined"] = pot.groups[home].id
        return found
    rate = purses.rates[home]
    found["share"], found["voting_money"] = rational(rate * pot.budget), rational(rate * kept.notional)
    found["paid"] = rational(kept.paid_by(home))
    return found

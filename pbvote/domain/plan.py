"""The plan of a round: what two officers approve, and what is then frozen."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.pot import SLUG, Pot
from pbvote.domain.round import Schedule
from pbvote.domain.sentence import say
from pbvote.domain.text import fault_in
from pbvote.domain.voter_group import GroupShares


def differing_groups(one: tuple[GroupShares, date | None], other: tuple[GroupShares, date | None]) -> bool:
    """Whether two pots, by their groups and the day on which ages count, mean different people by their groups."""
    return one[0].members != other[0].members or (one[0].by_age and one[1] != other[1])


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round with its schedule, its pots, and its rules in plain words; raises RoundSetUpError."""

    id: str
    title: str
    summary: str
    schedule: Schedule
    pots: tuple[Pot, ...]
    rules_text: str
    change_allowed: bool = True

    def __post_init__(self) -> None:
        if SLUG.fullmatch(self.id) is None:
            raise RoundSetUpError(say("The round id “%(id)s” is not a short name.", id=self.id[:80]))
        for text, lines in ((self.title, False), (self.summary, True), (self.rules_text, True)):
            fault = fault_in(text, lines=lines)
            if fault:
                raise RoundSetUpError(
                    say("The round’s title, summary or rules cannot stay as they are. %(fault)s", fault=fault)
                )
        if not self.pots:
            raise RoundSetUpError(say("A round needs at least one pot."))
        if len({pot.id for pot in self.pots}) != len(self.pots):
            raise RoundSetUpError(say("Two pots of the round have the same id."))
        self._check_shares()

    def _check_shares(self) -> None:
        """A member has one group in a round, so pots that give parts to groups mean the same people by them."""
        parted = [(pot, pot.shares) for pot in self.pots if pot.shares is not None]
        for (one, mine), (other, theirs) in pairwise(parted):
            if differing_groups((mine, one.electorate.on), (theirs, other.electorate.on)):
                raise RoundSetUpError(
                    say(
                        "“%(title)s” and “%(title2)s” make different groups of voters. "
                        "Give them the same groups; their parts of the money may differ.",
                        title=one.title,
                        title2=other.title,
                    )
                )

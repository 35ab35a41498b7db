"""The numbers that must agree at a close, pot by pot (auditlog.md §6)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pbvote.auditlog.canonical import Value
from pbvote.auditlog.commitment import canonical_ballot, commitment_of
from pbvote.auditlog.envelope import Ballot, Envelope, Fate
from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.events import ClosingNumbers
from pbvote.domain.pot import Tier, tier_in_force
from pbvote.formats.bundle import file_hash, json_file


@dataclass(frozen=True, slots=True)
class Voter:
    """One member in one pot at the close: group, mark, and the envelope.

    Who was removed is not `entitled` any more, but what they cast still counts as added and annulled.
    """

    group: str
    marked: bool
    envelope: Envelope
    entitled: bool = True


@dataclass(frozen=True, slots=True)
class PotClosing:
    """A pot as its round closes."""

    round_id: str
    pot_id: str
    groups: tuple[str, ...]
    tier: Tier
    voters: Sequence[Voter]

    @property
    def ballots(self) -> list[Ballot]:
        """The current ballots."""
        return [voter.envelope.ballot for voter in self.voters if voter.envelope.ballot is not None]

    @property
    def tier_in_force(self) -> Tier:
        """T0 when the pot or one of its groups is small: a tier may only tighten at the close."""
        counted = Counter(ballot.group for ballot in self.ballots)
        return tier_in_force(self.tier, [counted[group] for group in self.groups])

    def numbers_file(self) -> bytes:
        """`numbers.json`: the numbers of each group."""
        groups: list[Value] = [self._numbers(group) for group in self.groups]
        return json_file({"groups": groups, "pot": self.pot_id, "round": self.round_id, "v": 1})

    def closing_numbers(self) -> ClosingNumbers:
        """What `round.closed` says about the pot."""
        totals: Counter[str] = Counter()
        for group in self.groups:
            totals.update({key: value for key, value in self._numbers(group).items() if isinstance(value, int)})
        shown = self.tier_in_force is not Tier.T0
        named = {key: totals[key] for key in ("entitled", "marked", "added", "superseded", "withdrawn", "annulled")}
        return ClosingNumbers(
            id=self.pot_id,
            **named,
            current=totals["current"],
            spoilt=0,
            blank=totals["blank"] if shown else None,
            ranked=totals["ranked"] if shown else None,
            tier=self.tier_in_force.value,
            numbers=file_hash(self.numbers_file()),
        )

    def check(self, recorded: Iterable[str]) -> None:
        """Raise BalanceFailedError unless marks, envelopes, openings and the log (`recorded`) agree."""
        for voter in self.voters:
            if voter.marked != (voter.envelope.ballot is not None):
                raise BalanceFailedError(f"In the pot {self.pot_id} a mark and an envelope do not agree.", "mark")
            if voter.group not in self.groups:
                raise BalanceFailedError(f"In the pot {self.pot_id} a voter stands in no group of the pot.", "group")
            if voter.envelope.ballot is not None and voter.envelope.ballot.group != voter.group:
                raise BalanceFailedError(f"In the pot {self.pot_id} a ballot is not of its voter’s group.", "group")
        for ballot in self.ballots:
            check_opening(self.round_id, self.pot_id, ballot)
        ours, logged = {ballot.commitment for ballot in self.ballots}, set(recorded)
        if ours != logged:
            first = min(ours ^ logged)
            raise BalanceFailedError(
                f"In the pot {self.pot_id} the log and the envelopes differ at {first}.", "commitments"
            )

    def _numbers(self, group: str) -> dict[str, Value]:
        voters = [voter for voter in self.voters if voter.group == group]
        ballots = [voter.envelope.ballot for voter in voters if voter.envelope.ballot is not None]
        fates = Counter(replaced.fate for voter in voters for replaced in voter.envelope.replaced)
        blank = sum(not ballot.ranking for ballot in ballots)
        return {
            "added": len(ballots) + fates.total(),
            "annulled": fates[Fate.ANNULLED],
            "blank": blank,
            "current": len(ballots),
            "entitled": sum(voter.entitled for voter in voters),
            "id": group,
            "marked": sum(voter.marked for voter in voters),
            "ranked": len(ballots) - blank,
            "spoilt": 0,
            "superseded": fates[Fate.SUPERSEDED],
            "withdrawn": fates[Fate.WITHDRAWN],
        }


class Opening(Protocol):
    """A ballot with what opens its commitment: one in an envelope, or one in the box."""

    @property
    def group(self) -> str: ...  # noqa: D102 - as in Ballot
    @property
    def ranking(self) -> tuple[str, ...]: ...  # noqa: D102 - as in Ballot
    @property
    def salt(self) -> bytes: ...  # noqa: D102 - as in Ballot
    @property
    def commitment(self) -> str: ...  # noqa: D102 - as in Ballot


def check_opening(round_id: str, pot_id: str, ballot: Opening) -> None:
    """Raise BalanceFailedError unless a ballot opens its commitment."""
    plain = canonical_ballot(round_id=round_id, pot_id=pot_id, group=ballot.group, ranking=ballot.ranking)
    if commitment_of(ballot.salt, plain) != ballot.commitment:
        sentence = f"In the pot {pot_id} a ballot does not open its commitment {ballot.commitment}."
        raise BalanceFailedError(sentence, "opening")

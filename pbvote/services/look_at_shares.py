"""What the parts of a pot's groups would mean for one voter of each, before anybody has voted.

The numbers of voters are typed, or known: from the roll of the round, else from an earlier round with the same groups,
else from the people who live in the area.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject
from pbvote.domain.group_words import part_in_words, who_is_in
from pbvote.domain.pot import Tier
from pbvote.domain.ranking import Ranking
from pbvote.domain.voter_group import OLDEST, GroupShares
from pbvote.storage.queries.population import population
from pbvote.storage.tables import MarkRow, PotRow, ResultRow, RollRow, RoundRow
from pbvote.tally import count

_NO_LIMIT = 10**12
"""A largest ratio that no numbers of voters reach."""

_ANYTHING = "a"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class KnownVoters:
    """How many voters each group has, and where that is from: "roll", "voted" or "population" of the round named."""

    numbers: Mapping[str, int]
    source: str
    round_title: str = ""


@dataclass(frozen=True, slots=True)
class GroupLook:
    """A group: who is in it, its part, its voters, and what each of them would have, in pence rounded down.

    `joined`: the group with which it would be counted, being too small; `limited`: what one voter would have without
    the limit, where the limit acts.
    """

    title: str
    who: str
    part: str
    voters: int
    share: int | None
    joined: str = ""
    limited: int | None = None


@dataclass(frozen=True, slots=True)
class LimitAt:
    """The limit acts in favour of `other` once more than `most` voters of `group` stand beside `to` of `other`."""

    group: str
    other: str
    most: int
    to: int


@dataclass(frozen=True, slots=True)
class SharesLook:
    """The groups in the order of the pot, the limits, and with two groups from which numbers on the limit acts."""

    groups: tuple[GroupLook, ...]
    min_group: int
    max_ratio: int
    limits_at: tuple[LimitAt, ...]


def look_at_shares(pot: PotRow, shares: GroupShares, voters: Mapping[str, int]) -> SharesLook:
    """What one voter of each group would have of the pot, if so many of each group voted."""
    outcomes = _shares(pot.budget, shares, voters, shares.max_ratio)
    unlimited = _shares(pot.budget, shares, voters, _NO_LIMIT)
    titles = {group.id: group.title for group in shares.groups}
    groups = []
    for group in shares.groups:
        joined, share = outcomes[group.id]
        more = unlimited[group.id][1]
        acts = share is not None and more is not None and share < more
        groups.append(
            GroupLook(
                group.title, who_is_in(group), part_in_words(group.part), voters[group.id],
                None if share is None else int(share), titles.get(joined or "", ""),
                int(more) if acts and more is not None else None,
            )
        )  # fmt: skip
    return SharesLook(tuple(groups), shares.min_group, shares.max_ratio, _limits(shares))


def _shares(
    budget: int, shares: GroupShares, voters: Mapping[str, int], max_ratio: int
) -> dict[str, tuple[str | None, Fraction | None]]:
    """For each group the one it would join and its share: the count itself says it, of a project that all rank."""
    pot = CountedPot(
        budget, (CountedProject(_ANYTHING, budget),), 1,
        groups=tuple(CountedGroup(group.id, group.part) for group in shares.groups),
        min_group=shares.min_group, max_ratio=max_ratio,
    )  # fmt: skip
    ballots = {Ballot(Ranking.of((_ANYTHING,)), group): number for group, number in voters.items() if number}
    return {each.id: (each.joined, each.share) for each in count(pot, ballots, (_ANYTHING,)).groups}


def _limits(shares: GroupShares) -> tuple[LimitAt, ...]:
    if len(shares.groups) != _PAIR:
        return ()
    one, other = shares.groups
    found = []
    for many, few in ((one, other), (other, one)):
        ratio = shares.max_ratio * many.part / few.part
        found.append(LimitAt(many.title, few.title, ratio.numerator, ratio.denominator))
    return tuple(found)


def known_voters(db: Session, pot: PotRow, shares: GroupShares) -> KnownVoters | None:
    """How many voters each group of a pot has or had, as far as anything says it."""
    ids = [group.id for group in shares.groups]
    on_roll = _on_roll(db, pot)
    if set(on_roll) & set(ids):
        return KnownVoters({each: on_roll.get(each, 0) for each in ids}, "roll")
    others = select(RoundRow).where(RoundRow.id != pot.round_id).order_by(RoundRow.number.desc())
    rounds = db.scalars(others).all()
    found = (_voted(db, row, ids) or _residents(db, row, pot, shares) for row in rounds)
    return next((each for each in found if each is not None), None)


def _on_roll(db: Session, pot: PotRow) -> dict[str, int]:
    query = (
        select(RollRow.group, func.count())
        .join(MarkRow, (MarkRow.round_id == RollRow.round_id) & (MarkRow.member_key == RollRow.member_key))
        .where(MarkRow.round_id == pot.round_id, MarkRow.pot_id == pot.id)
        .group_by(RollRow.group)
    )
    return {str(row[0]): int(row[1]) for row in db.execute(query)}


def _voted(db: Session, row: RoundRow, ids: list[str]) -> KnownVoters | None:
    """Who voted in a published pot with the same groups; never small numbers, which its own result withholds."""
    if row.published_at is None:
        return None
    pots = select(ResultRow.numbers).join(
        PotRow, (PotRow.round_id == ResultRow.round_id) & (PotRow.id == ResultRow.pot_id)
    )
    for content in db.scalars(pots.where(PotRow.round_id == row.id, PotRow.tier_in_force == Tier.T1.value)):
        numbers = {each["id"]: each["current"] for each in json.loads(content)["groups"]}
        if list(numbers) == ids:
            return KnownVoters(numbers, "voted", row.title)
    return None


def _residents(db: Session, row: RoundRow, pot: PotRow, shares: GroupShares) -> KnownVoters | None:
    """People who live in the area, where each of its age bands lies in one group."""
    bands = population(db, row.id).bands
    if not bands or not shares.by_age or pot.classes:
        return None
    numbers = dict.fromkeys((group.id for group in shares.groups), 0)
    for name, number in bands.items():
        groups = {_group_at(shares, age) for age in _ages(name) if (pot.from_age or 0) <= age}
        group = groups.pop() if len(groups) == 1 else None
        if group is None or groups:
            return None
        numbers[group] += number
    return KnownVoters(numbers, "population", row.title) if all(numbers.values()) else None


def _group_at(shares: GroupShares, age: int) -> str | None:
    return next((group.id for group in shares.groups if group.holds(age, "")), None)


def _ages(band: str) -> Iterable[int]:
    first, _, last = band.removesuffix("+").partition("-")
    return range(int(first), (int(last) if last else OLDEST) + 1)

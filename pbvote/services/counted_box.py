"""What a count is made from, as it stands in the database: the pot with its limits, and the ballots of its box."""

from collections import Counter
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import CountMethod
from pbvote.formats.bundle import lines_file
from pbvote.storage.queries.rounds import project_rows
from pbvote.storage.tables import BallotRow, PotRow


def counted_pot(db: Session, pot: PotRow) -> CountedPot:
    """What the count needs to know of a pot. Raises CountInputError for a draft that has no money yet."""
    projects, shares = project_rows(db, pot.round_id, pot.id), pot.shares
    whole = CountedPot(
        budget=pot.budget,
        projects=tuple(CountedProject(each.id, each.cost) for each in projects),
        max_ranks=pot.max_ranks,
        minimum_supporters=pot.minimum_supporters,
        quorum=pot.quorum,
        conflicts=pot.conflicts,
        withdrawn=frozenset(each.id for each in projects if each.withdrawn),
    )
    if shares is None:
        return whole
    groups = tuple(CountedGroup(group.id, group.part) for group in shares.groups)
    return replace(whole, groups=groups, min_group=shares.min_group, max_ratio=shares.max_ratio)


def count_method(pot: PotRow) -> CountMethod:
    """How a pot is counted."""
    return CountMethod(rule=pot.rule, completion=pot.completion, share_step=pot.share_step)


def box_rows(db: Session, pot: PotRow) -> list[BallotRow]:
    """The ballots in the box of a pot, sorted by commitment: the order of the box says nothing."""
    query = select(BallotRow).where(BallotRow.round_id == pot.round_id, BallotRow.pot_id == pot.id)
    return list(db.scalars(query.order_by(BallotRow.commitment)))


def ballots_of(rows: list[BallotRow]) -> Counter[Ballot]:
    """The ballots of a box as a count takes them."""
    cast = Counter((row.ranking, row.group) for row in rows)
    return Counter({Ballot(Ranking.of(ranking), group): times for (ranking, group), times in cast.items()})


def ballots_file(rows: list[BallotRow]) -> bytes:
    """`ballots.jsonl` of these rows."""
    return lines_file(
        [
            canonical_bytes(
                {"commitment": row.commitment, "group": row.group, "ranking": list(row.ranking), "salt": row.salt.hex()}
            )
            for row in rows
        ]
    )

"""The youth panel of a round, and how its votes stand. Who voted how is nobody's to read: numbers leave this module."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.panel import PanelVotes
from pbvote.domain.review import is_youth_pot
from pbvote.storage.tables import (
    AuthorRow,
    InterestRow,
    MemberRow,
    PanelRow,
    PanelVoteRow,
    PotRow,
    ProposalRow,
)

MOST_NUMBER = 2**31 - 1
"""No idea has a higher number; databases take none."""


@dataclass(frozen=True, slots=True)
class PanelPerson:
    """Somebody who sits or sat on a panel, for the staff who appointed them."""

    key: str
    name: str
    since: datetime
    ended_at: datetime | None


def idea_numbered(db: Session, round_id: str, number: int, *, lock: bool = False) -> ProposalRow:
    """An idea of a round by its number; raises UnknownIdeaError."""
    found = select(ProposalRow).where(ProposalRow.round_id == round_id, ProposalRow.number == number)
    if "\0" in round_id or not 0 < number <= MOST_NUMBER:
        raise UnknownIdeaError
    row = db.scalars(found.with_for_update() if lock else found).first()
    if row is None:
        raise UnknownIdeaError
    return row


def panel_people(db: Session, round_id: str) -> tuple[PanelPerson, ...]:
    """Everybody who sits or sat on the panel of a round, by name."""
    found = (
        select(PanelRow.member_key, MemberRow.name, PanelRow.since, PanelRow.ended_at)
        .join(MemberRow, MemberRow.key == PanelRow.member_key)
        .where(PanelRow.round_id == round_id)
        .order_by(PanelRow.ended_at.is_not(None), MemberRow.name, MemberRow.key)
    )
    return tuple(PanelPerson(*row) for row in db.execute(found))


def panel_keys(db: Session, round_id: str) -> frozenset[str]:
    """The members of a round's panel now."""
    return frozenset(
        db.scalars(select(PanelRow.member_key).where(PanelRow.round_id == round_id, PanelRow.ended_at.is_(None)))
    )


def panels_of(db: Session, member_key: str) -> tuple[str, ...]:
    """The rounds on whose panel a member sits, for a link from their own page."""
    found = select(PanelRow.round_id).where(PanelRow.member_key == member_key, PanelRow.ended_at.is_(None))
    return tuple(db.scalars(found.order_by(PanelRow.round_id)))


def youth_pots(db: Session, round_id: str) -> dict[str, str]:
    """The titles of the pots of a round that are for the young, by their ids."""
    pots = db.execute(select(PotRow.id, PotRow.title, PotRow.to_age).where(PotRow.round_id == round_id))
    return {pot: title for pot, title, to_age in pots if is_youth_pot(to_age)}


def youth_classes(db: Session, round_id: str) -> frozenset[str]:
    """The classes of members that the pots of the young name: whoever is of one of them is young here."""
    found = db.execute(select(PotRow.classes, PotRow.to_age).where(PotRow.round_id == round_id))
    return frozenset(name for classes, to_age in found if is_youth_pot(to_age) for name in classes)


def who_stay_out(db: Session, proposal_id: int) -> frozenset[str]:
    """Members and roles who have an interest in an idea: its authors, and who said so themselves."""
    said = db.scalars(select(InterestRow.who).where(InterestRow.proposal_id == proposal_id))
    wrote = db.scalars(select(AuthorRow.member_key).where(AuthorRow.proposal_id == proposal_id))
    return frozenset((*said, *wrote))


def votes_of(db: Session, proposal_id: int, matter: str, voters: Collection[str]) -> PanelVotes:
    """How the votes on a matter stand among those who may vote on it; who has left counts no more."""
    counted = (
        select(PanelVoteRow.agrees, func.count())
        .where(
            PanelVoteRow.proposal_id == proposal_id,
            PanelVoteRow.matter == matter,
            PanelVoteRow.member_key.in_(sorted(voters)),
        )
        .group_by(PanelVoteRow.agrees)
    )
    found = {row[0]: row[1] for row in db.execute(counted)}
    return PanelVotes(found.get(True, 0), found.get(False, 0), len(voters))


def own_vote(db: Session, proposal_id: int, matter: str, member_key: str) -> bool | None:
    """How a member voted, for that member alone."""
    row = db.get(PanelVoteRow, (proposal_id, matter, member_key))
    return None if row is None else row.agrees

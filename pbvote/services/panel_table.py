"""The panel's table: an idea before a member of the panel who has no interest in it, while reviews are made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pbvote.domain.panel import NothingForPanelError, PanelVotes
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.domain.review import YOUTH
from pbvote.domain.review_errors import StaysOutError
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.panel import panel_row
from pbvote.services.phases import require
from pbvote.storage.queries.panel import idea_numbered, panel_keys, votes_of, who_stay_out
from pbvote.storage.queries.review_progress import ideas_in_review, review_setting
from pbvote.storage.tables import InterestRow, PanelVoteRow, PhasesRow, ProposalRow


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """Who sits at the panel's table, of which round, and the number of the idea before them."""

    seat: MemberSeat
    round_id: str
    number: int


@dataclass(frozen=True, slots=True)
class Table:
    """An idea, the phases of its round, and the keys of the panel's members who have no interest in it."""

    row: ProposalRow
    phases: PhasesRow
    members: frozenset[str]
    now: datetime

    def votes(self, db: Session, matter: str, writer: str | None = None) -> PanelVotes:
        """How the votes on a matter stand; the writer of a text does not vote on it."""
        return votes_of(db, self.row.id, matter, self.members - {writer})


def at_table(office: Office, db: Session, place: PanelPlace) -> Table:
    """An idea before a member of the panel, locked until the caller commits.

    Raises NotOnPanelError, NotInPhaseError, UnknownIdeaError, NothingForPanelError, StaysOutError.
    """
    panel_row(db, place.round_id, place.seat.member_key)
    on_roll(db, place.seat, place.round_id)
    phases = require(db, place.round_id, Phase.REVIEW, Phase.LIST)
    row = idea_numbered(db, place.round_id, place.number, lock=True)
    if not is_for_panel(db, row):
        raise NothingForPanelError
    members = panel_keys(db, place.round_id) - who_stay_out(db, row.id)
    if place.seat.member_key not in members:
        raise StaysOutError
    return Table(row, phases, members, office.clock.now(db))


def is_for_panel(db: Session, row: ProposalRow) -> bool:
    """Whether an idea is one that the panel of its round reviews."""
    if row.stage != Stage.OPEN:  # nobody of the staff has read what it says now
        return False
    setting = review_setting(db, row.round_id)
    found = ideas_in_review(db, setting, row.id) if setting is not None else ()
    return any(each.area(YOUTH) is not None for each in found)


def declare_panel_interest(office: Office, place: PanelPlace) -> None:
    """Stay out of an idea by one's own say so; nobody is told why. Votes of theirs on it are gone.

    Raises what at_table raises, but for who stays out already.
    """
    with office.database.write() as uow:
        try:
            table = at_table(office, uow.db, place)
        except StaysOutError:
            return
        uow.db.add(InterestRow(proposal_id=table.row.id, who=place.seat.member_key, said_at=table.now))
        uow.db.execute(
            delete(PanelVoteRow).where(
                PanelVoteRow.proposal_id == table.row.id, PanelVoteRow.member_key == place.seat.member_key
            )
        )
        uow.commit()


def keep_vote(db: Session, table: Table, matter: str, member_key: str, *, agrees: bool) -> None:
    """Keep a member's vote, or what they changed it to."""
    vote = db.get(PanelVoteRow, (table.row.id, matter, member_key))
    if vote is None:
        db.add(PanelVoteRow(proposal_id=table.row.id, matter=matter, member_key=member_key, agrees=agrees))
    else:
        vote.agrees = agrees
    db.flush()


def drop_votes(db: Session, proposal_id: int, matter: str) -> None:
    """Forget the votes on a text that has changed: nobody is counted for words that they have not seen."""
    db.execute(delete(PanelVoteRow).where(PanelVoteRow.proposal_id == proposal_id, PanelVoteRow.matter == matter))

"""Which ideas a reviewer stays out of: those in which they have an interest, and those that may be their own.

Staff and members are two lists that nothing links, so a reviewer who is also an author is known by the name alone.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.staff import is_same_name
from pbvote.storage.tables import AuthorRow, InterestRow, MemberRow, ProposalRow, StaffRow


def stays_out(db: Session, person: StaffRow, proposal_id: int) -> bool:
    """Whether somebody of the staff has said an interest in this idea, or bears the name of one of its authors."""
    if db.get(InterestRow, (proposal_id, person.role)) is not None:
        return True
    authors = select(MemberRow.name).join(AuthorRow, AuthorRow.member_key == MemberRow.key)
    names = db.scalars(authors.where(AuthorRow.proposal_id == proposal_id))
    return any(is_same_name(each, person.name) for each in names)


def interests_of(db: Session, who: str) -> frozenset[int]:
    """The ideas in which a reviewer (a role) or a panel member (a key) has said an interest."""
    return frozenset(db.scalars(select(InterestRow.proposal_id).where(InterestRow.who == who)))


def written_under_name(db: Session, name: str, round_id: str) -> frozenset[int]:
    """The ideas of a round one of whose authors has this name, accents, case and spaces aside."""
    authors = (
        select(AuthorRow.proposal_id, MemberRow.name)
        .join(MemberRow, MemberRow.key == AuthorRow.member_key)
        .join(ProposalRow, ProposalRow.id == AuthorRow.proposal_id)
        .where(ProposalRow.round_id == round_id)
    )
    return frozenset(idea for idea, author in db.execute(authors) if is_same_name(author, name))


def interested_roles(db: Session, proposal_id: int) -> frozenset[str]:
    """Who said an interest in an idea: roles of reviewers, and keys of panel members."""
    return frozenset(db.scalars(select(InterestRow.who).where(InterestRow.proposal_id == proposal_id)))

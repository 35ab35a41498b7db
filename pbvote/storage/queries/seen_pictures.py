"""Who may see a kept picture: everybody once it is in what everybody can read, before that who wrote and who reads it.

A picture's name is its hash, and whoever saw an idea before it was hidden may have kept it: the name is no secret.
"""

from enum import Enum

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pbvote.storage.search import FOUND
from pbvote.storage.tables import AuthorRow, ProjectRow, ProposalRow, ProposalVersionRow


class Seen(Enum):
    """By everybody for good, by everybody as long as an idea can be read, by whoever asks for now, or not by them."""

    ALWAYS = "always"
    NOW = "now"
    HERE = "here"
    NEVER = "never"


def who_sees(db: Session, name: str, member_key: str | None, *, of_staff: bool) -> Seen:
    """By whom a picture is seen, of whom whoever asks is one: a member, somebody of the staff, or neither."""
    if db.scalar(select(exists().where(ProjectRow.picture == name))):
        return Seen.ALWAYS
    versions = (
        select(
            ProposalRow.id,
            ProposalRow.stage,
            ProposalVersionRow.shown,
            ProposalVersionRow.number == ProposalRow.version,
        )
        .join(ProposalVersionRow, ProposalVersionRow.proposal_id == ProposalRow.id)
        .where(ProposalVersionRow.words.contains(name, autoescape=True))
    )
    sent = db.execute(versions).all()
    if any(stage in FOUND and (shown or is_present) for _, stage, shown, is_present in sent):
        return Seen.NOW
    drawn = select(ProposalRow.id).where(ProposalRow.draft.contains(name, autoescape=True))
    ideas = {row[0] for row in sent} | set(db.scalars(drawn))
    own = select(AuthorRow.proposal_id).where(AuthorRow.member_key == member_key, AuthorRow.proposal_id.in_(ideas))
    is_author = member_key is not None and db.scalars(own.limit(1)).first() is not None
    return Seen.HERE if is_author or (of_staff and sent) else Seen.NEVER

"""Who wrote the ideas of a round, for telling all of them something at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.storage.tables import AuthorRow, ProposalRow


def authors_of(db: Session, round_id: str) -> Mapping[int, Sequence[str]]:
    """The keys of the authors of every idea of a round, by the idea's id; no sequence is empty."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    written = select(AuthorRow.proposal_id, AuthorRow.member_key)
    written = written.join(ProposalRow, ProposalRow.id == AuthorRow.proposal_id)
    for idea, member in db.execute(written.where(ProposalRow.round_id == round_id)):
        found[idea].append(member)
    return dict(found)

"""Telling people of a text that everybody can read from now on: the authors of a question, a writer of a reply."""

from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.talk import Said
from pbvote.services.idea_talk import authors_of, details_for_others
from pbvote.services.tell import tell
from pbvote.storage.tables import CommentRow, ProposalRow


def announce_comment(db: Session, now: datetime, comment: CommentRow) -> None:
    """Tell whom a text is for, in the transaction in which it is shown first; nobody is told of their own."""
    idea = db.get_one(ProposalRow, comment.proposal_id)
    if comment.kind == Said.QUESTION:
        kind, readers = "question-to-author", set[str | None](authors_of(db, idea.id))
    elif comment.parent_id is not None:
        kind, readers = "new-reply", {db.get_one(CommentRow, comment.parent_id).member_key}
    else:
        return
    tell(db, now, readers - {comment.member_key}, kind, **details_for_others(db, idea))

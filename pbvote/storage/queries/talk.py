"""What was said about an idea, a page at a time: threads in the order in which they began, replies under their text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from pbvote.domain.talk import PAGE, Said, TextState
from pbvote.storage.tables import CommentRow, ProposalRow

MOST_ID = 2**31 - 1
"""A database takes no larger number as an id."""

COMMENTS = (Said.COMMENT,)
QUESTIONS = (Said.QUESTION, Said.ANSWER)


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as one reader sees it. A hidden or removed one has no words, except for its writer (`mine`)."""

    id: int
    parent_id: int | None
    kind: Said
    state: TextState
    text: str
    hidden_because: str
    member_key: str | None
    made_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A page of texts; `total` on all pages."""

    texts: tuple[TextView, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class OneText:
    """A text on a page of its own, with the idea that it is about."""

    text: TextView
    idea_number: int
    idea_title: str
    round_id: str


def talk_page(
    db: Session, proposal_id: int, kinds: Sequence[Said], page: int = 1, member_key: str | None = None
) -> TalkPage:
    """The texts about an idea as a member sees them: what waits is for its writer alone."""
    visible = (CommentRow.proposal_id == proposal_id, CommentRow.kind.in_(kinds), _is_visible(member_key))
    total = db.scalar(select(func.count()).select_from(CommentRow).where(*visible)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    thread = func.coalesce(CommentRow.parent_id, CommentRow.id)
    rows = select(CommentRow).where(*visible).order_by(thread, CommentRow.id).limit(PAGE).offset((page - 1) * PAGE)
    return TalkPage(tuple(_view(row, member_key) for row in db.scalars(rows)), page, pages, total)


def page_of_text(db: Session, comment_id: int, member_key: str) -> int:
    """The page on which a member finds a text that they can read, of its own kind."""
    row = db.get_one(CommentRow, comment_id)
    kinds = COMMENTS if row.kind == Said.COMMENT else QUESTIONS
    thread = func.coalesce(CommentRow.parent_id, CommentRow.id)
    mine = row.parent_id or row.id
    before = or_(thread < mine, and_(thread == mine, CommentRow.id < row.id))
    visible = (CommentRow.proposal_id == row.proposal_id, CommentRow.kind.in_(kinds), _is_visible(member_key))
    return (db.scalar(select(func.count()).select_from(CommentRow).where(*visible, before)) or 0) // PAGE + 1


def one_text(db: Session, round_id: str, comment_id: int, member_key: str) -> OneText | None:
    """A text that a member may read or wrote; None for any other."""
    asked = (
        select(CommentRow, ProposalRow)
        .join(ProposalRow, ProposalRow.id == CommentRow.proposal_id)
        .where(CommentRow.id == min(comment_id, MOST_ID), ProposalRow.round_id == round_id)
    )
    found = db.execute(asked).one_or_none()
    if found is None:
        return None
    row, idea = found
    view = _view(row, member_key)
    if not view.mine and row.state != TextState.SHOWN:
        return None
    return OneText(view, idea.number or 0, idea.title, idea.round_id)


def _is_visible(member_key: str | None) -> ColumnElement[bool]:
    """What a removed text leaves stands only where somebody replied to it."""
    reply = aliased(CommentRow)
    replied = select(reply.id).where(reply.parent_id == CommentRow.id, reply.state == TextState.SHOWN).exists()
    return or_(
        CommentRow.state.in_((TextState.SHOWN, TextState.HIDDEN)),
        and_(CommentRow.state == TextState.WAITING, CommentRow.member_key == member_key),
        and_(CommentRow.state == TextState.REMOVED, replied),
    )


def _view(row: CommentRow, member_key: str | None) -> TextView:
    mine = member_key is not None and row.member_key == member_key
    is_readable = mine or row.state == TextState.SHOWN
    return TextView(
        row.id, row.parent_id, Said(row.kind), TextState(row.state), row.text if is_readable else "",
        row.judged_reason, row.member_key if row.state != TextState.REMOVED else None, row.made_at, mine,
    )  # fmt: skip

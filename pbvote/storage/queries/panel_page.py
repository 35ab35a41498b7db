"""What waits for a member of the youth panel, and one idea as it lies before them. It never holds another's vote."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.panel import NOT_FEASIBLE, REVIEW, PanelVotes
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import IdeaWords
from pbvote.domain.review import YOUTH, ReviewWords, Verdict
from pbvote.storage.queries.panel import own_vote, panel_keys, votes_of, who_stay_out
from pbvote.storage.queries.review_progress import IdeaProgress, ReviewSetting, ideas_in_review
from pbvote.storage.queries.review_sheet import version_words
from pbvote.storage.tables import AuthorRow, InterestRow, PanelSayRow, PanelVoteRow, ProposalRow, ReviewRow

OUT, SAY, SOON, WRITE, GO_ON, TAKEN, VOTE, VOTED, OTHERS, DONE = (
    "out", "say", "soon", "write", "go-on", "taken", "vote", "voted", "others", "done",
)  # fmt: skip
"""How an idea stands for one member of the panel."""

MINE = frozenset({SAY, WRITE, GO_ON, VOTE})
"""What this member can do something about."""


@dataclass(frozen=True, slots=True)
class PanelItem:
    """An idea on the panel's list, and how it stands for whoever looks."""

    number: int
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class NotFeasible:
    """A “not feasible” that the panel is asked about: why others said so, and how the panel's answer stands."""

    reasons: tuple[tuple[str, str], ...]
    asked_at: datetime
    agrees: bool | None
    reason: str
    votes: PanelVotes
    own: bool | None
    may_write: bool


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """An idea before a member of the panel. `version` is the idea's; `offered` the one that the review is about."""

    idea: IdeaProgress
    words: IdeaWords
    state: str
    kept: ReviewWords
    offered: int
    is_signed: bool
    votes: PanelVotes
    own: bool | None
    say: NotFeasible | None


def panel_items(db: Session, setting: ReviewSetting, member_key: str) -> tuple[PanelItem, ...]:
    """The ideas of the panel of a round, the oldest first; as many queries for two as for two hundred."""
    ideas = [each for each in ideas_in_review(db, setting) if _is_ours(each)]
    ids = select(ProposalRow.id).where(ProposalRow.round_id == setting.round_id)
    out = set(db.scalars(select(AuthorRow.proposal_id).where(AuthorRow.member_key == member_key)))
    out |= set(db.scalars(select(InterestRow.proposal_id).where(InterestRow.who == member_key)))
    rows = select(ReviewRow).where(ReviewRow.area == YOUTH, ReviewRow.proposal_id.in_(ids))
    written = {row.proposal_id: row for row in db.scalars(rows)}
    asked = select(PanelSayRow.proposal_id).where(PanelSayRow.settled_at.is_(None), PanelSayRow.proposal_id.in_(ids))
    waiting = set(db.scalars(asked))
    cast = select(PanelVoteRow.proposal_id, PanelVoteRow.matter).where(PanelVoteRow.member_key == member_key)
    voted = {(idea, matter) for idea, matter in db.execute(cast)}
    panel = panel_keys(db, setting.round_id)
    return tuple(
        PanelItem(
            idea.number,
            idea.title,
            OUT
            if idea.id in out
            else SAY
            if idea.id in waiting and (idea.id, NOT_FEASIBLE) not in voted
            else _state(written.get(idea.id), member_key, panel, setting.phase, voted=(idea.id, REVIEW) in voted),
        )
        for idea in ideas
    )


def panel_sheet(db: Session, setting: ReviewSetting, member_key: str, number: int) -> PanelSheet | None:
    """One idea of the panel; None for one that it does not review."""
    rows = select(ProposalRow.id).where(ProposalRow.round_id == setting.round_id, ProposalRow.number == number)
    found = ideas_in_review(db, setting, db.scalar(rows) or 0)
    if not found or not _is_ours(found[0]):
        return None
    idea, row = found[0], db.get(ReviewRow, (found[0].id, YOUTH))
    out, panel = who_stay_out(db, idea.id), panel_keys(db, setting.round_id)
    voters = panel - out
    mine = own_vote(db, idea.id, REVIEW, member_key)
    state = OUT if member_key in out else _state(row, member_key, panel, setting.phase, voted=mine is not None)
    say = _not_feasible(db, idea.id, voters, member_key)
    if state == DONE and say is not None and say.agrees is None and say.own is None:
        state = SAY
    return PanelSheet(
        idea=idea,
        words=version_words(db, idea.id, idea.version),
        state=state,
        kept=ReviewWords(row.verdict, row.cost, row.change, row.worth, row.reason) if row else ReviewWords(),
        offered=row.version if row else 0,
        is_signed=row is not None and row.state != "draft",
        votes=votes_of(db, idea.id, REVIEW, voters - {row.member_key if row else None}),
        own=mine,
        say=say,
    )


def _is_ours(idea: IdeaProgress) -> bool:
    return idea.stage == "open" and idea.area(YOUTH) is not None


def _state(row: ReviewRow | None, member_key: str, panel: frozenset[str], phase: str, *, voted: bool) -> str:
    if phase in (Phase.WAITING, Phase.QUESTIONS, Phase.IDEAS):
        return SOON
    if phase != Phase.REVIEW or (row is not None and row.state != "draft"):
        return DONE
    if row is None or row.member_key not in panel:
        return WRITE
    if row.member_key == member_key:
        return OTHERS if row.version else GO_ON
    if not row.version:
        return TAKEN
    return VOTED if voted else VOTE


def _not_feasible(db: Session, proposal_id: int, voters: frozenset[str], member_key: str) -> NotFeasible | None:
    say = db.get(PanelSayRow, proposal_id)
    if say is None:
        return None
    said = select(ReviewRow.area, ReviewRow.reason).where(
        ReviewRow.proposal_id == proposal_id,
        ReviewRow.verdict == Verdict.NOT_FEASIBLE,
        ReviewRow.area != YOUTH,
        ReviewRow.state != "draft",
    )
    mine, votes = own_vote(db, proposal_id, NOT_FEASIBLE, member_key), votes_of(db, proposal_id, NOT_FEASIBLE, voters)
    return NotFeasible(
        reasons=tuple((area, reason) for area, reason in db.execute(said.order_by(ReviewRow.area))),
        asked_at=say.asked_at,
        agrees=say.agrees,
        reason=say.reason,
        votes=votes,
        own=mine,
        may_write=votes.no - (mine is False) == 0,
    )

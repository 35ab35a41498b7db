"""Ideas become projects on the ballot of their pot, with the words and the cost that officers decided on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.draft import LONGEST_BODY, ProjectWords
from pbvote.domain.proposal import IdeaWords, Outcome, Stage, parse_idea
from pbvote.domain.shown_as import Standing, shown_kind
from pbvote.services.approval import Approval
from pbvote.services.draft_project import check_words, put_at_end
from pbvote.services.drafting import Draft
from pbvote.storage.queries.rounds import pot_rows, project_rows
from pbvote.storage.queries.standings import standing_of
from pbvote.storage.tables import AuthorRow, DecisionRow, PotRow, ProjectRow, ProposalRow, ProposalVersionRow

ONE_MEMBER, MEMBERS = "A member", "Members together"
"""Who proposed a project whose authors chose no nickname. A project's words are fixed for good: no name may be one."""


def make_projects(approval: Approval, now: datetime) -> None:
    """Put every idea with the outcome “on the ballot” at the end of its pot's ballot, by number."""
    draft = Draft(approval.uow, approval.round, approval.roles[1], now)
    for pot in pot_rows(draft.uow.db, draft.row.id):
        chosen = _chosen(draft.uow.db, pot)
        if chosen:
            _put(draft, pot, chosen)


def proposer_of(standings: Sequence[Standing | None]) -> str:
    """Who proposed it, for a text that can never be taken back: a nickname of a list, else no name at all."""
    if len(standings) > 1:
        return MEMBERS
    kind, detail = shown_kind(standings[0]) if standings and standings[0] is not None else ("member", "")
    return detail if kind == "nickname" else ONE_MEMBER


def body_of(words: IdeaWords) -> str:
    """What an idea says, as the text of its project; cut at the end of a paragraph where it is too long."""
    parts = [part for text in (words.what, words.why, words.helps) for part in text.split("\n\n") if part.strip()]
    body = ""
    for part in parts:
        longer = f"{body}\n\n{part}" if body else part
        if len(longer) > LONGEST_BODY:
            break
        body = longer
    return body


def _chosen(db: Session, pot: PotRow) -> list[tuple[ProposalRow, DecisionRow, IdeaWords]]:
    found = db.execute(
        select(ProposalRow, DecisionRow, ProposalVersionRow.words)
        .join(DecisionRow, DecisionRow.proposal_id == ProposalRow.id)
        .join(
            ProposalVersionRow,
            (ProposalVersionRow.proposal_id == ProposalRow.id) & (ProposalVersionRow.number == ProposalRow.version),
        )
        .where(
            ProposalRow.round_id == pot.round_id,
            ProposalRow.pot_id == pot.id,
            ProposalRow.stage == Stage.OPEN,
            DecisionRow.outcome == Outcome.ON_BALLOT,
        )
        .order_by(ProposalRow.number)
    )
    return [(row, decided, parse_idea(words)) for row, decided, words in found]


def _put(draft: Draft, pot: PotRow, chosen: list[tuple[ProposalRow, DecisionRow, IdeaWords]]) -> None:
    db, there = draft.uow.db, list(project_rows(draft.uow.db, pot.round_id, pot.id))
    many = [_project(db, row, decided, words) for row, decided, words in chosen]
    for project_words in many:
        check_words(project_words, pot, there)
    ids = put_at_end(draft, pot, there, many)
    db.flush()
    for project_id, (row, _decided, words) in zip(ids, chosen, strict=True):
        row.project_id = project_id
        if words.pictures:
            project = db.get_one(ProjectRow, (pot.round_id, pot.id, project_id))
            project.picture, project.picture_alt = words.pictures[0].name, words.pictures[0].alt


def _project(db: Session, row: ProposalRow, decided: DecisionRow, words: IdeaWords) -> ProjectWords:
    keys = list(db.scalars(select(AuthorRow.member_key).where(AuthorRow.proposal_id == row.id)))
    found = standing_of(db, keys, row.round_id)
    return ProjectWords(
        title=decided.title,
        summary=decided.summary,
        cost=decided.cost,
        body=body_of(words),
        theme=decided.theme,
        ward=decided.ward,
        proposer=proposer_of([found.get(key) for key in keys]),
    )

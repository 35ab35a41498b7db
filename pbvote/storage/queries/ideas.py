"""Lists of ideas: what everybody may read of a round, a page at a time; one idea costs as many queries as thousands."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import IdeaPicture, Outcome, Stage, parse_idea
from pbvote.storage.search import FOUND, find_ideas
from pbvote.storage.tables import ProposalRow, ProposalVersionRow, QuestionRow, SupportRow

PAGE = 24
SHORT = 150
"""Characters of a card's text."""

MIXED, NEWEST, NEARLY = "mixed", "newest", "nearly"
SORTS = (MIXED, NEWEST, NEARLY)
"""Orders. MIXED by chance, the same for one reader; NEARLY: those that need fewest more supporters first."""

STAGES: dict[str, ColumnElement[bool]] = {
    "open": ProposalRow.stage == Stage.OPEN,
    "ballot": ProposalRow.outcome == Outcome.ON_BALLOT,
    "decided": and_(ProposalRow.stage == Stage.DECIDED, ProposalRow.outcome != Outcome.ON_BALLOT),
    "merged": ProposalRow.stage == Stage.MERGED,
}
"""What a list can be narrowed to, beside everything that can be read."""

LONGEST_ID = 10
"""Figures: a database takes no larger number as an id."""

MOST_FOUND = 2000
"""Ideas that a search looks at."""


@dataclass(frozen=True, slots=True)
class IdeaFilter:
    """What somebody wants to see: an empty text narrows nothing. `chance` makes their mixed order."""

    words: str = ""
    question: str = ""
    pot: str = ""
    ward: str = ""
    theme: str = ""
    stage: str = ""
    sort: str = ""
    page: int = 1
    chance: str = ""


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """An idea on a list. `cost` in pence; How many support it is said to nobody, only how many are `missing`."""

    id: int
    number: int
    title: str
    summary: str
    cost: int
    theme: str
    ward: str
    stage: Stage
    outcome: str
    picture: IdeaPicture | None
    missing: int
    mine: bool


@dataclass(frozen=True, slots=True)
class IdeaList:
    """A page of a list. `total` ideas can be read, `fitting` fit the filter; `questions` are (id, text)."""

    cards: tuple[IdeaCard, ...]
    total: int
    fitting: int
    page: int
    pages: int
    themes: tuple[str, ...]
    wards: tuple[str, ...]
    questions: tuple[tuple[int, str], ...]


def idea_list(db: Session, round_id: str, needed: int, wanted: IdeaFilter, member_key: str | None = None) -> IdeaList:
    """The ideas of a round that fit; `needed` supports are enough, `member_key` is whoever looks."""
    places = select(ProposalRow.theme, ProposalRow.ward, func.count()).where(*_readable(round_id))
    kinds = db.execute(places.group_by(ProposalRow.theme, ProposalRow.ward)).all()
    ids = _ordered(db, round_id, needed, wanted)
    pages = max(1, -(-len(ids) // PAGE))
    page = min(max(1, wanted.page), pages)
    return IdeaList(
        cards=_cards(db, ids[(page - 1) * PAGE : page * PAGE], needed, member_key),
        total=sum(count for _, _, count in kinds),
        fitting=len(ids),
        page=page,
        pages=pages,
        themes=tuple(sorted({theme for theme, _, _ in kinds if theme})),
        wards=tuple(sorted({ward for _, ward, _ in kinds if ward})),
        questions=chosen_questions(db, round_id),
    )


def chosen_questions(db: Session, round_id: str) -> tuple[tuple[int, str], ...]:
    """The questions that head the ideas of a round, by id and text, in their order."""
    chosen = select(QuestionRow.id, QuestionRow.text).where(
        QuestionRow.round_id == round_id, QuestionRow.state == "chosen"
    )
    return tuple((number, text) for number, text in db.execute(chosen.order_by(QuestionRow.position, QuestionRow.id)))


def short_text(text: str) -> str:
    """The beginning of a text, cut between words."""
    plain = " ".join(text.split())
    if len(plain) <= SHORT:
        return plain
    return plain[:SHORT].rpartition(" ")[0].rstrip(" ,;:.-") + "…" if " " in plain[:SHORT] else plain[:SHORT] + "…"


def _readable(round_id: str) -> tuple[ColumnElement[bool], ...]:
    return ProposalRow.round_id == round_id, ProposalRow.stage.in_(FOUND)


def _fits(round_id: str, wanted: IdeaFilter) -> list[ColumnElement[bool]]:
    asked = [*_readable(round_id)]
    if wanted.stage in STAGES:
        asked.append(STAGES[wanted.stage])
    if wanted.question.isascii() and wanted.question.isdigit() and len(wanted.question) < LONGEST_ID:
        asked.append(ProposalRow.question_id == int(wanted.question))
    named = {ProposalRow.pot_id: wanted.pot, ProposalRow.ward: wanted.ward, ProposalRow.theme: wanted.theme}
    asked += [column == value for column, value in named.items() if value]
    return asked


def _ordered(db: Session, round_id: str, needed: int, wanted: IdeaFilter) -> list[int]:
    """The ids that fit, in the order that was asked for; a search without another order puts the best fit first."""
    supports = select(func.count()).where(SupportRow.proposal_id == ProposalRow.id).scalar_subquery()
    columns = (ProposalRow.id, ProposalRow.submitted_at, *((supports,) if wanted.sort == NEARLY else ()))
    rows = {row[0]: row for row in db.execute(select(*columns).where(*_fits(round_id, wanted)))}
    if wanted.words:
        found = find_ideas(db, round_id, wanted.words, MOST_FOUND, every_word=True)
        rows = {number: rows[number] for number in found if number in rows}
        if wanted.sort not in SORTS:
            return list(rows)
    ids = sorted(rows, key=lambda number: sha256(f"{wanted.chance}\0{number}".encode()).digest())
    if wanted.sort == NEWEST:
        ids.sort(key=lambda number: (rows[number][1], number), reverse=True)
    if wanted.sort == NEARLY:
        ids.sort(key=lambda number: (rows[number][2] >= needed, max(0, needed - rows[number][2])))
    return ids


def _cards(db: Session, ids: list[int], needed: int, member_key: str | None) -> tuple[IdeaCard, ...]:
    present = and_(ProposalVersionRow.proposal_id == ProposalRow.id, ProposalVersionRow.number == ProposalRow.version)
    asked = select(ProposalRow, ProposalVersionRow.words).join(ProposalVersionRow, present)
    rows = {row.id: (row, words) for row, words in db.execute(asked.where(ProposalRow.id.in_(ids)))}
    counted = select(SupportRow.proposal_id, func.count()).where(SupportRow.proposal_id.in_(ids))
    supports = {row[0]: row[1] for row in db.execute(counted.group_by(SupportRow.proposal_id))}
    own = select(SupportRow.proposal_id).where(SupportRow.proposal_id.in_(ids), SupportRow.member_key == member_key)
    mine = set(db.scalars(own))
    return tuple(
        _card(*rows[number], max(0, needed - supports.get(number, 0)), mine=number in mine)
        for number in ids
        if number in rows
    )


def _card(row: ProposalRow, stored: str, missing: int, *, mine: bool) -> IdeaCard:
    words = parse_idea(stored)
    return IdeaCard(
        row.id, row.number or 0, row.title, short_text(words.what), row.cost, row.theme, row.ward,
        Stage(row.stage), row.outcome or "", words.pictures[0] if words.pictures else None, missing, mine,
    )  # fmt: skip

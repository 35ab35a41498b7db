"""Finding ideas by words: one index and one query for both databases.

Words are folded here, before either database sees them: without accents, in small letters, nothing but letters and
figures. So both find the same, and no sign of anybody's can mean something to the language of a database.
"""

import re
from typing import Any
from unicodedata import category, normalize

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import Function

from pbvote.domain.proposal import IdeaWords, Stage
from pbvote.storage.tables import IdeaSearchRow, ProposalRow

FOUND = (Stage.OPEN, Stage.MERGED, Stage.DECIDED)
"""Everybody may find these: what waits, is hidden or was withdrawn is never found, whatever the index holds."""

NOT_TO_BE_READ = "…"
"""Stands in place of the title of any other idea, for who neither wrote it nor is of the staff."""

MOST_WORDS, LONGEST_WORD = 16, 40
"""Of a query; more would only make it slow."""

_WORD = re.compile(r"[^\W_]+")
_LEAST_PREFIX = 3
_TITLE_COUNTS, _WORDS_COUNT = 8, 1
_FTS5 = table("idea_index", column("rowid"))
_LANGUAGE: ColumnElement[Any] = literal_column("'english'::regconfig")

EMPTY_WORDS = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "has", "have", "i", "in",
        "into", "is", "it", "its", "more", "my", "no", "not", "of", "on", "or", "our", "so", "that", "the", "their",
        "them", "there", "they", "this", "to", "up", "us", "was", "we", "what", "when", "where", "which", "who",
        "will", "with", "would", "you", "your",
        "ac", "am", "ar", "ei", "eu", "fy", "gan", "mae", "na", "ni", "o", "sy", "sydd", "wrth", "y", "yn", "yr",
    )
)  # fmt: skip
"""Words that say nothing about an idea, in English and in Welsh."""


def index_idea(db: Session, proposal_id: int, words: IdeaWords) -> None:
    """Let an idea be found by what it says now, in the caller's transaction; what it said before is forgotten."""
    title = " ".join(plain_words(words.title))
    parts = (words.what, words.why, words.helps, words.place, words.ward, words.theme, words.help_needed)
    said = " ".join(word for part in parts for word in plain_words(part))
    row = db.get(IdeaSearchRow, proposal_id)
    if row is None:
        round_id = db.get_one(ProposalRow, proposal_id).round_id
        row = IdeaSearchRow(proposal_id=proposal_id, round_id=round_id, title=title, words=said)
        db.add(row)
    row.title, row.words = title, said
    db.flush()
    if not _is_sqlite(db):
        row.terms = _terms(title, "A").op("||")(_terms(said, "D"))
        db.flush()


def unindex_idea(db: Session, proposal_id: int) -> None:
    """Let an idea be found no more, in the caller's transaction; nothing of its words stays in the index."""
    row = db.get(IdeaSearchRow, proposal_id)
    if row is None:
        return
    db.delete(row)
    db.flush()
    if _is_sqlite(db):  # FTS5 only strikes a word out; a full merge takes it out of the file as well
        db.execute(text("INSERT INTO idea_index(idea_index) VALUES ('optimize')"))


def find_ideas(db: Session, round_id: str, words: str, limit: int, *, every_word: bool = False) -> list[int]:
    """Ids of the ideas of a round that fit the words, best first; any text is safe to ask for.

    One word that fits is enough, and more fit better; with `every_word` all must. A word fits its other endings.
    """
    asked = asked_words(words)
    if not asked:
        return []
    by = _by_fts5 if _is_sqlite(db) else _by_terms
    return list(db.scalars(by(round_id, asked, every_word=every_word).limit(limit)))


def plain_words(written: str) -> list[str]:
    """The words of a text, folded: without accents, in small letters, letters and figures only."""
    folded = normalize("NFKD", written.casefold())
    return _WORD.findall("".join(sign for sign in folded if category(sign) != "Mn"))


def asked_words(words: str) -> list[str]:
    """The words that a query is about, each once; words that say nothing only when there is no other."""
    written = list(dict.fromkeys(word[:LONGEST_WORD] for word in plain_words(words)))
    return ([word for word in written if word not in EMPTY_WORDS] or written)[:MOST_WORDS]


def _by_fts5(round_id: str, asked: list[str], *, every_word: bool) -> Select[int]:
    terms = [f'"{word}" *' if len(word) >= _LEAST_PREFIX else f'"{word}"' for word in asked]
    fits = text("idea_index MATCH :asked").bindparams(asked=(" AND " if every_word else " OR ").join(terms))
    rank = func.bm25(literal_column("idea_index"), _TITLE_COUNTS, _WORDS_COUNT)
    return (
        _findable(round_id)
        .join(_FTS5, _FTS5.c.rowid == IdeaSearchRow.proposal_id)
        .where(fits)
        .order_by(rank, IdeaSearchRow.proposal_id)
    )


def _by_terms(round_id: str, asked: list[str], *, every_word: bool) -> Select[int]:
    terms = [f"{word}:*" if len(word) >= _LEAST_PREFIX else word for word in asked]
    query = func.to_tsquery(_LANGUAGE, (" & " if every_word else " | ").join(terms))
    fits = IdeaSearchRow.terms.op("@@")(query)
    rank = func.ts_rank(IdeaSearchRow.terms, query).desc()
    return _findable(round_id).where(fits).order_by(rank, IdeaSearchRow.proposal_id)


def _findable(round_id: str) -> Select[int]:
    query = select(IdeaSearchRow.proposal_id).join(ProposalRow, ProposalRow.id == IdeaSearchRow.proposal_id)
    return query.where(IdeaSearchRow.round_id == round_id, ProposalRow.stage.in_(FOUND))


def _terms(words: str, weight: str) -> Function[Any]:
    return func.setweight(func.to_tsvector(_LANGUAGE, words), literal_column(f"'{weight}'"))


def _is_sqlite(db: Session) -> bool:
    return db.get_bind().dialect.name == "sqlite"

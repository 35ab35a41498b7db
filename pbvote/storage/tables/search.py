"""The index of what ideas say: the same plain words in both databases, found by the means that each of them has."""

from sqlalchemy import DDL, ForeignKey, Index, Text, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Table


class IdeaSearchRow(Table):
    """The words of an idea as it is found: `title` and `words` hold plain words with single spaces.

    PostgreSQL finds by `terms`; SQLite by the FTS5 table `idea_index`, which triggers keep in step with this one.
    """

    __tablename__ = "idea_search"
    __table_args__ = (Index("ix_idea_search_terms", "terms", postgresql_using="gin"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    terms: Mapped[str | None] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))


_NEW = "INSERT INTO idea_index(rowid, title, words) VALUES (new.proposal_id, new.title, new.words)"
_OLD = (
    "INSERT INTO idea_index(idea_index, rowid, title, words) VALUES ('delete', old.proposal_id, old.title, old.words)"
)

SQLITE_INDEX = (
    (
        "CREATE VIRTUAL TABLE idea_index USING fts5(title, words, content='idea_search', "
        "content_rowid='proposal_id', prefix='2 3 4', tokenize='porter unicode61')"
    ),
    f"CREATE TRIGGER idea_search_is_found AFTER INSERT ON idea_search BEGIN {_NEW}; END",
    f"CREATE TRIGGER idea_search_is_lost AFTER DELETE ON idea_search BEGIN {_OLD}; END",
    f"CREATE TRIGGER idea_search_is_changed AFTER UPDATE ON idea_search BEGIN {_OLD}; {_NEW}; END",
)
"""FTS5 and what keeps it in step, whoever changes the table."""


def _declare_index() -> None:
    for statement in SQLITE_INDEX:
        event.listen(Table.metadata, "after_create", DDL(statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call] # SQLAlchemy leaves DDL untyped


_declare_index()

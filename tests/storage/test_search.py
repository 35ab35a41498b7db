"""Ideas are found by their words, the same on both databases, and nothing that is asked can break the query."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from pbvote.domain.proposal import IdeaWords, Stage
from pbvote.storage.search import MOST_WORDS, asked_words, find_ideas, index_idea, plain_words, unindex_idea
from pbvote.storage.tables import ProposalRow
from tests.factories import ROUND, World
from tests.idea_world import idea_world

IDEAS = (
    IdeaWords(title="A shed to mend bikes", what="Tools and a stand.", place="Beside the library"),
    IdeaWords(title="Night football", what="Lights on the pitch, and a coach who mends nothing."),
    IdeaWords(title="Café for grandparents", what="Tea, cake and bikes outside.", why="Many are alone."),
)


@pytest.fixture
def world(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Three ideas, on SQLite."""
    yield from _with_ideas(tmp_path, sqlite_url)


@pytest.fixture
def either(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The same on each kind of database in turn; a world on PostgreSQL takes long to build."""
    yield from _with_ideas(tmp_path, database_url)


def _with_ideas(folder: Path, database_url: str) -> Iterator[World]:
    world = idea_world(folder / "data", database_url, members=2)
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        for number, words in enumerate(IDEAS, 1):
            row = ProposalRow(
                id=number, round_id=ROUND, number=number, stage=Stage.OPEN, title=words.title, made_at=now
            )
            uow.db.add(row)
            uow.db.flush()
            index_idea(uow.db, number, words)
        uow.commit()
    yield world
    world.office.database.close()


def found(world: World, words: str, limit: int = 10, *, every_word: bool = False) -> list[int]:
    with world.office.database.read() as db:
        return find_ideas(db, ROUND, words, limit, every_word=every_word)


def test_the_best_fit_stands_first_and_a_title_weighs_more(either: World) -> None:
    """A word fits its endings and its beginning, with and without accents and capitals."""
    assert found(either, "BIKE") == [1, 3]
    assert found(either, "mending bikes")[0] == 1
    assert sorted(found(either, "mending bikes")) == [1, 2, 3]
    assert found(either, "footb") == [2]
    assert found(either, "cafe") == found(either, "CAFÉ") == [3]
    assert found(either, "bikes", 1) == [1]
    assert found(either, "tea bikes", every_word=True) == [3]
    assert found(either, "the bikes and the", every_word=True) == [1, 3]


HOSTILE = (
    "", " ", "the", "🚲", "\u202e", "\x00", "'", '"', '" OR "a', "bikes*' --", "title:bikes", "a NEAR/2 b",
    "( & | ! ) :*",
    "%s %(x)s :asked", "\\", "<script>alert(1)</script>", "-", "*", "^", "\ud800", "x" * 10_000, "bikes " * 5_000,
    "' OR 1=1; DROP TABLE idea_search; --", "自転車", "דיבור", "a" * 300 + " bikes", "AND", "or not", "café:*",
)  # fmt: skip


def test_whatever_is_asked_is_only_words(either: World) -> None:
    for words in HOSTILE:
        for every_word in (False, True):
            assert set(found(either, words, every_word=every_word)) <= {1, 2, 3}


def test_what_is_not_open_is_never_found_even_while_the_index_has_it(world: World) -> None:
    for stage in (Stage.DRAFT, Stage.WAITING, Stage.HIDDEN, Stage.WITHDRAWN):
        with world.office.database.write() as uow:
            uow.db.get_one(ProposalRow, 1).stage = stage
            uow.commit()
        assert found(world, "bikes") == [3]


def test_other_rounds_are_not_found(world: World) -> None:
    with world.office.database.read() as db:
        assert find_ideas(db, "other", "bikes", 5) == []


def test_a_changed_idea_is_found_by_its_new_words_only(either: World) -> None:
    with either.office.database.write() as uow:
        index_idea(uow.db, 1, IdeaWords(title="A place to swim"))
        uow.commit()
    assert found(either, "shed") == []
    assert found(either, "swimming") == [1]


def test_an_idea_that_is_taken_out_leaves_no_word_in_the_index(world: World) -> None:
    with world.office.database.write() as uow:
        index_idea(uow.db, 2, IdeaWords(title="Zzyzx"))
        unindex_idea(uow.db, 2)
        unindex_idea(uow.db, 2)
        uow.commit()
    assert found(world, "zzyzx football") == []
    if world.office.database.is_sqlite:
        with world.office.database.read() as db:
            kept = db.execute(text("SELECT block FROM idea_index_data")).scalars().all()
        assert not any(b"zzyzx" in block or b"footbal" in block for block in kept)


def test_an_index_that_is_rolled_back_finds_what_it_found_before(world: World) -> None:
    with world.office.database.write() as uow:
        unindex_idea(uow.db, 1)
    assert found(world, "shed") == [1]


def test_words_are_folded_before_a_database_sees_them() -> None:
    assert plain_words("Ŵyneb’s Ünder_ground, 2nd-hand!") == ["wyneb", "s", "under", "ground", "2nd", "hand"]
    assert asked_words("the a") == ["the", "a"]
    assert asked_words("the bike, a Bike") == ["bike"]
    assert len(asked_words(" ".join(f"w{number}" for number in range(99)))) == MOST_WORDS
